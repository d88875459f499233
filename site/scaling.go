package site

import (
	"fmt"
	"slices"
	"strconv"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/site/parts"
	"asbuilt/site/words"
)

// scalingBody is what grows by itself, and what will hurt when it must.
type scalingBody struct {
	Answer                parts.Answer
	Pictured              []parts.Link
	Limits, Bands, Quotas parts.Table
	Bottlenecks           []parts.Bottleneck
	Tuning                []parts.Bottleneck
}

func hasScaling(a *atlas) bool {
	if len(a.Model.Bottlenecks)+len(a.Model.Tuning)+len(a.analysis.Limits) > 0 {
		return true
	}
	for _, e := range a.Model.Elements {
		if e.Scaling != nil || e.Capacity != nil {
			return true
		}
	}
	return false
}

func scalingPage(ed *edition) *page {
	p := ed.openOverview("scaling")
	var scaled, limited []*model.Element
	for _, e := range ed.Model.Elements {
		if e.Scaling != nil {
			scaled = append(scaled, e)
		}
		if e.Capacity != nil {
			limited = append(limited, e)
		}
	}
	body := &scalingBody{
		Limits: limitTable(p, ed.analysis.Limits), Bands: bandTable(p, scaled), Quotas: quotaTable(p, limited),
		Bottlenecks: parts.Bottlenecks(p.Links, ed.Model.Bottlenecks, ""),
		Tuning:      parts.Bottlenecks(p.Links, ed.Model.Tuning, ""),
	}
	body.Pictured = ed.pictured(p)
	body.Answer = scalingAnswer(ed, p)
	p.Body, p.Entry.Lines = body, slices.Concat(body.Answer.Lines(), body.Limits.Lines(), body.Bands.Lines())
	for _, b := range slices.Concat(body.Bottlenecks, body.Tuning) {
		p.Entry.Lines = append(p.Entry.Lines, b.At.Text+": "+b.Why.Text)
		for _, a := range b.Alternatives {
			p.Entry.Lines = append(p.Entry.Lines, a.Text)
		}
	}
	return p
}

// limitTable is what elements can take beside what is asked of them.
func limitTable(p *page, all []analyze.Limit) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[analyze.Limit]{}, all, []parts.Column[analyze.Limit]{
		{
			Name: finding.Say("Name", "이름"), Names: true, Sorts: true,
			Cell: func(l analyze.Limit) parts.Cell { return parts.Show(parts.Linked(p.Element(l.Element.ID))) },
		},
		{
			Name: finding.Say("Headroom", "여유"), Class: parts.Numbers, Sorts: true,
			Cell: func(l analyze.Limit) parts.Cell {
				headroom := parts.Plain(strconv.FormatFloat(l.Headroom(), 'f', 1, 64) + "×")
				switch {
				case l.Headroom() < 1:
					return parts.Show(parts.Marked(&parts.Mark{Class: "broken", Word: p.T("gives-way")}), headroom)
				case l.Headroom() < analyze.Little:
					return parts.Show(parts.Warning(p.T("little-headroom")), headroom)
				}
				return parts.Show(headroom)
			},
		},
		{
			Name: finding.Say("Measure", "기준"), Class: parts.Unbroken, Sorts: true,
			Cell: func(l analyze.Limit) parts.Cell { return parts.Show(parts.Plain(l.Counts().In(p.Language()))) },
		},
		{
			Name: finding.Say("Peak", "최대 부하"), Class: parts.Numbers,
			Cell: func(l analyze.Limit) parts.Cell { return parts.Show(parts.Plain(l.Rate(l.Peak).In(p.Language()))) },
		},
		{
			Name: finding.Say("Can take", "처리 한도"), Class: parts.Numbers,
			Cell: func(l analyze.Limit) parts.Cell {
				return parts.Show(parts.Plain(l.Rate(l.Capacity).In(p.Language())))
			},
		},
	})
}

// bandTable is scaling bands as bars on a scale from 0 to the widest one's end.
func bandTable(p *page, all []*model.Element) parts.Table {
	most := 0
	for _, e := range all {
		most = max(most, e.Scaling.Max.V)
	}
	return parts.NewTable(p.proof, parts.Shape[*model.Element]{}, all, []parts.Column[*model.Element]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Linked(p.Element(e.ID))) },
		},
		{
			Name: finding.Say("Band", "범위"), Note: fmt.Sprintf("0–%d", most), Class: parts.Bars,
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Drawn(bar(e.Scaling, most))) },
		},
		{
			Name: finding.Say("Follows", "대상 추적 지표"), Class: parts.Mono,
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Plain(followed(e.Scaling))) },
		},
		{
			Name: finding.Say("Per unit", "단위당"),
			Cell: func(e *model.Element) parts.Cell {
				if e.Capacity == nil || !e.Capacity.PerUnit.IsSet() {
					return parts.Show()
				}
				return parts.Show(parts.Plain(p.Rate(e.Capacity.PerUnit.V)))
			},
		},
		{
			Name: finding.Say("Result", "검증"), Built: true,
			Cell: func(e *model.Element) parts.Cell {
				return parts.Show(parts.Marked(p.proof.WorstOf(p.proof.TallyUnder(e.ID, "scaling"))))
			},
		},
		{
			Name: finding.Say("Source", "출처"), Class: parts.At,
			Cell: func(e *model.Element) parts.Cell {
				return parts.Show(parts.Stands(p.Source(e.Scaling.Min.Position)))
			},
		},
	})
}

func bar(s *model.Scaling, most int) parts.Bar {
	b := parts.Bar{Min: strconv.Itoa(s.Min.V), Max: strconv.Itoa(s.Max.V)}
	if most > 0 {
		b.W = max((s.Max.V-s.Min.V)*1000/most, 6)
		b.X = min(s.Min.V*1000/most, 1000-b.W)
	}
	return b
}

// followed is what a band follows, with the values that are aimed at.
func followed(s *model.Scaling) string {
	text := ""
	if s.Metric.IsSet() {
		text = s.Metric.V
		if s.Target.IsSet() {
			text += " → " + words.Number(s.Target.V)
		}
	}
	for _, m := range s.And {
		text = words.Joined(text, m.Metric.V+" → "+words.Number(m.Target.V))
	}
	return text
}

// quotaTable is what elements are allowed, or can do, at most.
func quotaTable(p *page, all []*model.Element) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[*model.Element]{}, all, []parts.Column[*model.Element]{
		{
			Names: true,
			Cell:  func(e *model.Element) parts.Cell { return parts.Show(parts.Linked(p.Element(e.ID))) },
		},
		{
			Cell: func(e *model.Element) parts.Cell {
				return parts.Show(parts.FactLines(parts.Facts(p.Links, e.Capacity)))
			},
		},
	})
}
