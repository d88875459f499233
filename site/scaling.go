package site

import (
	"strconv"

	"asbuilt/model"
)

// scalingBody is what grows by itself, and what will hurt when it must.
type scalingBody struct {
	Limits      []limitRow
	Bands       []band
	Quotas      []quotaRow
	Bottlenecks []bottleneck
	Tuning      []bottleneck
	// Most is the widest band's end, to which all bars are drawn.
	Most int
}

// band is a scaling band as a bar on a scale from 0 to the widest one's end.
type band struct {
	Element  link
	Min, Max string
	Follows  string
	// X and W place the bar on a scale 1000 wide.
	X, W    int
	PerUnit string
	Mark    *mark
	Source  link
}

// quotaRow is what something is allowed, or can do, at most.
type quotaRow struct {
	Element link
	What    []fact
}

func (ed *edition) hasScaling() bool {
	if len(ed.m.Bottlenecks)+len(ed.m.Tuning)+len(ed.analysis.Limits) > 0 {
		return true
	}
	for _, e := range ed.m.Elements {
		if e.Scaling != nil || e.Capacity != nil {
			return true
		}
	}
	return false
}

func (ed *edition) scalingPage() *page {
	if !ed.hasScaling() {
		return nil
	}
	p := ed.overviewPage("scaling")
	body := &scalingBody{Limits: p.limits()}
	for _, e := range ed.m.Elements {
		if e.Scaling != nil {
			body.Most = max(body.Most, e.Scaling.Max.V)
		}
		if e.Capacity != nil {
			body.Quotas = append(body.Quotas, quotaRow{p.element(e.ID), p.facts(e.Capacity)})
		}
	}
	for _, e := range ed.m.Elements {
		if e.Scaling != nil {
			body.Bands = append(body.Bands, p.band(e, body.Most))
		}
	}
	for _, b := range p.bottlenecks("") {
		if b.Tuning {
			body.Tuning = append(body.Tuning, b)
		} else {
			body.Bottlenecks = append(body.Bottlenecks, b)
		}
	}
	p.Body = body
	return p
}

func (p *page) band(e *model.Element, most int) band {
	s := e.Scaling
	b := band{
		Element: p.element(e.ID), Min: strconv.Itoa(s.Min.V), Max: strconv.Itoa(s.Max.V),
		Source: p.Source(s.Min.Position), Mark: p.scalingMark(e.ID),
	}
	if s.Metric.IsSet() {
		b.Follows = s.Metric.V
		if s.Target.IsSet() {
			b.Follows += " → " + number(s.Target.V)
		}
	}
	for _, m := range s.And {
		b.Follows = joined(b.Follows, m.Metric.V+" → "+number(m.Target.V))
	}
	if most > 0 {
		b.X = s.Min.V * 1000 / most
		b.W = max((s.Max.V-s.Min.V)*1000/most, 6)
		b.X = min(b.X, 1000-b.W)
	}
	if e.Capacity != nil && e.Capacity.PerUnit.IsSet() {
		b.PerUnit = p.rate(e.Capacity.PerUnit.V)
	}
	return b
}

// scalingMark is the worst verdict about the element's scaling.
func (p *page) scalingMark(id string) *mark {
	var t tally
	for _, c := range p.checks[id] {
		if c.Fact == "scaling" || parentKey(c.Fact) == "scaling" {
			t.add(c.Verdict)
		}
	}
	return p.worst(t)
}
