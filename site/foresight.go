package site

import (
	"strconv"

	"asbuilt/model"
	"asbuilt/model/analyze"
)

// limitRow is what an element can take beside what is asked of it.
type limitRow struct {
	Element                           link
	Measure, Peak, Capacity, Headroom string
	// GivesWay says that the capacity is less than the peak, Little that it is
	// hardly more.
	GivesWay, Little bool
}

// failureRow is what the failure of a part means.
type failureRow struct {
	Element         link
	Single          string
	Stops, Degrades []link
	Prepared        link
	Alarmed         bool
}

func (p *page) limits() []limitRow {
	var rows []limitRow
	for _, l := range p.analysis.Limits {
		rows = append(rows, limitRow{
			Element: p.element(l.Element.ID), Measure: l.Counts().In(p.lang), Peak: l.Rate(l.Peak).In(p.lang), Capacity: l.Rate(l.Capacity).In(p.lang),
			Headroom: strconv.FormatFloat(l.Headroom(), 'f', 1, 64) + "×", GivesWay: l.Headroom() < 1,
			Little: l.Headroom() >= 1 && l.Headroom() < analyze.Little,
		})
	}
	return rows
}

func (p *page) failures() []failureRow {
	var rows []failureRow
	for _, f := range p.analysis.Failures {
		row := failureRow{
			Element: p.element(f.Element.ID), Single: f.Single.Label().In(p.lang), Stops: p.flowLinks(f.Stops), Degrades: p.flowLinks(f.Degrades), Alarmed: f.Alarmed,
		}
		if f.Incident != nil {
			row.Prepared = p.phrase(f.Incident.Symptom)
			row.Prepared.Href = p.To("operations.html#" + incidentAnchor(f.Incident.ID))
		}
		rows = append(rows, row)
	}
	return rows
}

func (p *page) flowLinks(all []*model.Flow) []link {
	var links []link
	for _, f := range all {
		links = append(links, link{Href: p.To(flowPath(f.ID)), Text: titleOf(f.Label, f.ID).In(p.lang), Lang: p.fallback(f.Label.Text)})
	}
	return links
}
