package site

import (
	"asbuilt/model"
)

// overviewPages are the pages that go across elements, each only when the
// model has something to say there.
func (ed *edition) overviewPages() []*page {
	var pages []*page
	for _, o := range ed.overviews() {
		p := o.page()
		if p != nil {
			pages = append(pages, p)
		}
	}
	return pages
}

// overview is a page across elements, and whether the model has its facts.
type overview struct {
	name string
	page func() *page
	has  bool
}

func (ed *edition) overviews() []overview {
	return []overview{
		{"security", ed.securityPage, true},
		{"data", ed.dataIndex, true},
		{"scaling", ed.scalingPage, ed.hasScaling()},
		{"operations", ed.operationsPage, ed.hasOperations()},
		{"roadmap", ed.roadmapPage, len(ed.m.States) > 0 || len(ed.m.Watch) > 0},
	}
}

func (ed *edition) overviewPage(name string) *page {
	p := &page{
		edition: ed, Path: name + ".html", Section: name, Title: ed.T(name), Template: name + ".html",
		Entry: entry{Kind: "page", Title: ed.T(name)},
	}
	return p
}

// bottleneck is a place where growth will hurt, or where tuning helps.
type bottleneck struct {
	At           link
	Why          link
	Alternatives []link
	Tuning       bool
	Source       link
}

// bottlenecks are those at the element id; of the whole model when id is "".
func (p *page) bottlenecks(id string) []bottleneck {
	var all []bottleneck
	for _, list := range []struct {
		tuning bool
		of     []*model.Bottleneck
	}{{false, p.m.Bottlenecks}, {true, p.m.Tuning}} {
		for _, b := range list.of {
			if id != "" && b.At.ID != id {
				continue
			}
			shown := bottleneck{At: p.ref(b.At), Why: p.phrase(b.Why), Tuning: list.tuning, Source: p.Source(b.Position)}
			for _, t := range b.Alternatives {
				shown.Alternatives = append(shown.Alternatives, p.phrase(t))
			}
			all = append(all, shown)
		}
	}
	return all
}

// incident is a failure that is prepared for.
type incident struct {
	Anchor   string
	Symptom  link
	Section  link
	Check    link
	Severity string
	Steps    []incidentStep
	Then     string
	Runbook  link
	Source   link
}

type incidentStep struct {
	Do, Who link
	Within  string
}

// incidents are those of the element id; of the whole model when id is "".
func (p *page) incidents(id string) []incident {
	var all []incident
	for _, x := range p.m.Incidents {
		if id != "" && x.Section.ID != id {
			continue
		}
		shown := incident{
			Anchor: incidentAnchor(x.ID), Symptom: p.phrase(x.Symptom), Section: p.ref(x.Section), Check: p.phrase(x.Check),
			Severity: p.enum(x.Severity.V), Runbook: p.file(x.Runbook), Source: p.Source(x.Position),
		}
		for _, s := range x.Steps {
			step := incidentStep{Do: p.phrase(s.Do), Who: p.who(s.Who)}
			if s.Within.IsSet() {
				step.Within = p.duration(s.Within.V)
			}
			shown.Steps = append(shown.Steps, step)
		}
		if x.Then != nil {
			shown.Then = p.ref(x.Then.From).Text + " → " + p.ref(x.Then.To).Text
		}
		all = append(all, shown)
	}
	return all
}
