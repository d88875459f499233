package views

import (
	"slices"
	"strconv"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
)

// scaling shows what scales and within which band, what each part can do, how
// much comes in, and where the architect knows of a limit.
func (r *resolver) scaling() {
	draws := func(c *model.Connection) bool {
		switch c.Kind.Or("request") {
		case "request", "data", "event":
			return !c.Derived
		}
		return false
	}
	r.inContainers(r.limited(draws), draws, true)
	for _, n := range r.d.Nodes() {
		e := r.m.Element(n.ID)
		if e == nil {
			continue
		}
		if s := e.Scaling; s != nil {
			n.Band = &Band{s.Min.V, s.Max.V}
		}
		n.Notes = r.scalingNotes(e)
		if stated(r.m.Bottlenecks, e.ID) != nil {
			n.Marks = with(n.Marks, Bottleneck)
		}
		if stated(r.m.Tuning, e.ID) != nil {
			n.Marks = with(n.Marks, Tuning)
		}
		for _, f := range r.o.Foreseen[e.ID] {
			n.Marks = with(n.Marks, f.Mark)
			if !f.Say.IsZero() {
				n.Notes = append(n.Notes, Note{"metrics", f.Say})
			}
		}
		facts := []finding.Text{scalingFact(e, r.kindOf(e)), gatewayFact(e), quotaFact(e)}
		n.Fact = joined(slices.DeleteFunc(facts, finding.Text.IsZero))
	}
}

func (r *resolver) hasScaling() bool {
	return slices.ContainsFunc(r.elements, func(e *model.Element) bool { return r.hasLimit(e) })
}

// hasLimit reports whether the model says how much an element can take.
func (r *resolver) hasLimit(e *model.Element) bool {
	return e.Scaling != nil || e.Capacity != nil || e.Throttling != nil && r.category(e) != "security" ||
		stated(r.m.Bottlenecks, e.ID) != nil || stated(r.m.Tuning, e.ID) != nil
}

// limited are the elements with limits, and those between which a stated load
// goes.
func (r *resolver) limited(draws func(*model.Connection) bool) []*model.Element {
	chosen := map[string]bool{}
	for _, e := range r.elements {
		chosen[e.ID] = r.hasLimit(e)
	}
	for _, c := range r.m.Connections {
		if r.exists(c) && draws(c) && c.Rate != nil {
			chosen[c.From.ID], chosen[c.To.ID] = true, true
		}
	}
	return r.elementsThat(func(e *model.Element) bool { return chosen[e.ID] && !r.isPassage(e) })
}

// stated is what the architect says about an element, or nil.
func stated(all []*model.Bottleneck, id string) *model.Bottleneck {
	for _, b := range all {
		if b.At.ID == id {
			return b
		}
	}
	return nil
}

// scalingNotes say by what an element scales, what one of it can do, and why it
// is a limit.
func (r *resolver) scalingNotes(e *model.Element) []Note {
	var notes []Note
	if e.Scaling != nil {
		if more := scalesBy(e.Scaling); !more.IsZero() {
			notes = append(notes, Note{"scales", more})
		}
	}
	if able := ability(e); !able.IsZero() {
		notes = append(notes, Note{"metrics", able})
	}
	if b := stated(r.m.Bottlenecks, e.ID); b != nil {
		notes = append(notes, Note{"bottleneck", b.Why.Text})
	}
	if b := stated(r.m.Tuning, e.ID); b != nil {
		notes = append(notes, Note{"tuning", b.Why.Text})
	}
	return notes
}

// scalesBy is what scaling follows beside its first metric.
func scalesBy(s *model.Scaling) finding.Text {
	var all []finding.Text
	for _, m := range s.And {
		name, aim := metricName(m.Metric.V), strconv.FormatFloat(m.Target.V, 'g', -1, 64)
		all = append(all, headed(name, finding.Same(aim)))
	}
	if n := len(s.Scheduled); n > 0 {
		all = append(all, counted("schedules", n))
	}
	if s.Predictive.V {
		all = append(all, texts().Of("predictive"))
	}
	return joined(all)
}

// ability is what one unit can serve, what all of the band can, and what bounds
// it.
func ability(e *model.Element) finding.Text {
	c := e.Capacity
	if c == nil {
		return finding.Text{}
	}
	var all []finding.Text
	if c.PerUnit.IsSet() {
		each := rateName(c.PerUnit.V, finding.Text{})
		say := texts().Say("each", each)
		if e.Scaling != nil && e.Scaling.Max.V > 1 {
			all := model.PerTime{N: c.PerUnit.V.N * float64(e.Scaling.Max.V), Per: c.PerUnit.V.Per}
			most := rateName(all, finding.Text{})
			say = texts().Say("at most", say, most)
		}
		all = append(all, say)
	}
	if n := c.Connections; n.IsSet() {
		all = append(all, counted("connections", n.V))
	}
	return joined(all)
}

// labelLoad says how much comes over a line, on a usual day and at worst.
func (r *resolver) labelLoad(e *Edge, all []*model.Connection) {
	var typical, peak float64
	for _, c := range all {
		if c.Rate != nil {
			typical += c.Rate.Typical.V.PerSecond()
			peak += max(c.Rate.Peak.V.PerSecond(), c.Rate.Typical.V.PerSecond())
		}
	}
	e.Label = finding.Text{}
	if peak == 0 {
		return
	}
	usual, worst := loadName(typical), loadName(peak)
	e.Label = texts().Say("with a peak", usual, worst)
	if typical == 0 || typical == peak {
		e.Label = worst
	}
}

// loadName is a rate in the unit in which it is a readable number.
func loadName(perSecond float64) finding.Text {
	for _, unit := range []time.Duration{time.Second, time.Minute, time.Hour} {
		if n := perSecond * unit.Seconds(); n >= 1 {
			return rateName(model.PerTime{N: float64(int(n*10+.5)) / 10, Per: unit}, finding.Text{})
		}
	}
	return rateName(model.PerTime{N: float64(int(perSecond*86400*10+.5)) / 10, Per: 24 * time.Hour}, finding.Text{})
}
