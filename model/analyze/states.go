package analyze

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
)

// State is what holds in one state of the roadmap.
type State struct {
	ID string
	// Limits are those of the state, the tightest first.
	Limits []Limit
	// Alone are the elements that fail alone, in the order of the model.
	Alone []*model.Element
}

// states are all states of the roadmap, in order of time, with the same loads and
// losses; none where the model has no two. What is said to be asked of a flow is asked
// in every state that has it.
func (a *analysis) states() []State {
	if len(a.m.States) < 2 {
		return nil
	}
	var all []State
	for _, s := range a.m.States {
		at := newAnalysis(a.m.At(s.ID))
		at.factor, at.peaks, at.left = a.factor, a.peaks, a.left
		if s.ID == a.state {
			at.real = a.real
		}
		state := State{ID: s.ID, Limits: at.limits()}
		for _, e := range at.elements() {
			if at.single(e) != "" {
				state.Alone = append(state.Alone, e)
			}
		}
		all = append(all, state)
	}
	return all
}

// headroom is that of the limit of an element in a state; ok is false where the state
// has none.
func (s State) headroom(of Limit) (times float64, ok bool) {
	for _, l := range s.Limits {
		if l.Element == of.Element && l.Measure == of.Measure {
			return l.Headroom(), true
		}
	}
	return 0, false
}

// MarshalJSON names elements by their ids.
func (s State) MarshalJSON() ([]byte, error) {
	type limit struct {
		Element  string  `json:"element"`
		Measure  Measure `json:"measure"`
		Headroom float64 `json:"headroom"`
	}
	limits := []limit{}
	for _, l := range s.Limits {
		limits = append(limits, limit{l.Element.ID, l.Measure, l.Headroom()})
	}
	return json.Marshal(struct {
		ID     string   `json:"id"`
		Limits []limit  `json:"limits"`
		Alone  []string `json:"fails_alone"`
	}{s.ID, limits, elementIDs(s.Alone)})
}

// stateLines are the limits that differ from state to state, and what fails alone in
// some of them only.
func (a *Analysis) stateLines() []finding.Text {
	var lines []finding.Text
	var seen []Limit
	for _, s := range a.States {
		for _, l := range s.Limits {
			same := func(o Limit) bool { return o.Element == l.Element && o.Measure == l.Measure }
			if slices.ContainsFunc(seen, same) {
				continue
			}
			seen = append(seen, l)
			if said, differs := a.sideBySide(l); differs {
				who, of := name(l.Element), measureNames[l.Measure]
				if l.Measure == Units { // of which each state has its own number
					of = finding.Say("all units", "모두 합쳐")
				}
				lines = append(lines, finding.Text{
					En: who.En + ": " + of.En + ": " + said, Ko: who.Ko + ": " + of.Ko + ": " + said,
				})
			}
		}
	}
	var alone []*model.Element
	for _, s := range a.States {
		for _, e := range s.Alone {
			if !slices.Contains(alone, e) {
				alone = append(alone, e)
			}
		}
	}
	for _, e := range alone {
		var in []string
		for _, s := range a.States {
			if slices.Contains(s.Alone, e) {
				in = append(in, s.ID)
			}
		}
		if len(in) < len(a.States) {
			lines = append(lines, finding.Say("%s: fails alone in %s", "%s: %s에서만 단일 장애점",
				name(e), strings.Join(in, ", ")))
		}
	}
	return lines
}

// sideBySide is a limit in every state: "now 0.49×, target 1.2×".
func (a *Analysis) sideBySide(l Limit) (said string, differs bool) {
	var all []string
	first := ""
	for i, s := range a.States {
		number := "–"
		if times, ok := s.headroom(l); ok {
			number = round(times) + "×"
		}
		if i == 0 {
			first = number
		}
		differs = differs || number != first
		all = append(all, s.ID+" "+number)
	}
	return strings.Join(all, ", "), differs
}

// Alternative is something that could be done about a limit that is too tight.
type Alternative struct {
	Text finding.Text `json:"text"`
	// Headroom is what the limit would be then; 0 where the model does not say.
	Headroom float64 `json:"headroom,omitempty"`
}

// writtenLimit is a limit in JSON.
type writtenLimit struct {
	Element      string        `json:"element"`
	Position     where         `json:"position"`
	Measure      Measure       `json:"measure"`
	Typical      float64       `json:"typical"`
	Peak         float64       `json:"peak"`
	Capacity     float64       `json:"capacity"`
	Units        int           `json:"units,omitempty"`
	Headroom     float64       `json:"headroom"`
	Alternatives []Alternative `json:"alternatives"`
}

func (a *Analysis) written(l Limit) writtenLimit {
	return writtenLimit{
		l.Element.ID, whereIs(l.Element), l.Measure, l.Typical, l.Peak, l.Capacity, l.Units, l.Headroom(),
		append([]Alternative{}, a.Alternatives(l)...),
	}
}

// Alternatives are what could be done about a limit: how much more of it would do, how
// much would leave room, less load, a later state of the roadmap, and what the
// architect has written about it. There are none for a limit with room enough.
func (a *Analysis) Alternatives(l Limit) []Alternative {
	if l.Headroom() >= Little {
		return nil
	}
	var all []Alternative
	if l.Measure == Units && l.Units > 0 {
		each := l.Capacity / float64(l.Units)
		for _, want := range []float64{1, Little} {
			if units := math.Ceil(want * l.Peak / each); units > float64(l.Units) {
				all = append(all, Alternative{finding.Say("%s units", "%s개", grouped(units)), units * each / l.Peak})
			}
		}
	} else {
		for _, want := range []float64{1, Little} {
			if want > l.Headroom() {
				all = append(all, Alternative{finding.Say("a limit of %s", "한도 %s", l.Rate(want*l.Peak)), want})
			}
		}
	}
	if l.Headroom() < 1 {
		all = append(all, Alternative{finding.Say("%s %% of the load", "부하의 %s%%", round(100*l.Headroom())), 1})
	}
	for _, s := range a.States {
		if times, ok := s.headroom(l); ok && times > l.Headroom() {
			all = append(all, Alternative{finding.Say("state %s", "%s 상태", s.ID), times})
		}
	}
	for _, b := range a.bottlenecks {
		if b.At.ID == l.Element.ID {
			for _, text := range b.Alternatives {
				said := finding.Both(text.In(finding.English), text.In(finding.Korean))
				all = append(all, Alternative{Text: said})
			}
		}
	}
	return all
}

// alternativeLines are the tight limits with what could be done about each.
func (a *Analysis) alternativeLines() []finding.Text {
	var lines []finding.Text
	for _, l := range a.Limits {
		all := a.Alternatives(l)
		if len(all) == 0 {
			continue
		}
		said := make([]finding.Text, len(all))
		for i, x := range all {
			said[i] = x.Text
			if x.Headroom > 0 {
				said[i] = finding.Say("%s → %s×", "%s → %s배", x.Text, round(x.Headroom))
			}
		}
		now := finding.Say("%s %s×", "%s %s배", l.Counts(), round(l.Headroom()))
		lines = append(lines, says(l.Element, append([]finding.Text{now}, said...)...))
	}
	return lines
}
