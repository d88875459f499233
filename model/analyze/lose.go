package analyze

import (
	"maps"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// Options are what if: what is lost, and how much more is asked. The zero value is the
// system as it is declared.
type Options struct {
	// Lose names what is gone: the id of an element or place, zone:LETTER, or
	// region:ID, where ID is that of a boundary or a code such as ap-northeast-2.
	Lose []string
	// Factor multiplies every stated peak; 0 is 1.
	Factor float64
	// Peaks replace the peaks of flows, by id.
	Peaks map[string]model.PerTime
	// Compared says that somebody looked at what runs: Real is what he saw that the model
	// declares otherwise, or could not see, and the rest is AsDeclared.
	Compared   bool
	Real       []Real
	AsDeclared int
}

// Loss is what becomes of a system without what [Options] say is lost.
type Loss struct {
	// Lost are the elements that are gone; Narrowed those that go on with what runs in
	// other zones, and Left the share of each that is left, by id.
	Lost, Narrowed []*model.Element
	Left           map[string]float64
	// Unsure do not say where they run, so that nobody knows whether they are lost.
	Unsure []*model.Element
	// Affects are those that depend on what is lost.
	Affects []*model.Element
	// Starves are those that get no more events from what is lost.
	Starves []*model.Element
	// Stops and Degrades are the flows as in [Failure].
	Stops, Degrades []*model.Flow
}

// With analyses the current state of a model that has no errors, as options say. The
// error is for what the options name and the model does not have.
func With(m *model.Model, o Options) (*Analysis, error) {
	a := newAnalysis(m)
	for _, id := range slices.Sorted(maps.Keys(o.Peaks)) {
		if !slices.ContainsFunc(a.flows, func(f *model.Flow) bool { return f.ID == id }) {
			var ids []string
			for _, f := range a.flows {
				ids = append(ids, f.ID)
			}
			hint := model.Meant(id, ids)
			return nil, finding.Errorf("the model has no flow %q today: %s",
				"오늘의 모델에 %q 흐름이 없습니다. %s", id, hint)
		}
	}
	a.factor, a.peaks = o.Factor, o.Peaks
	a.reckon(o.Real)
	if a.factor == 0 {
		a.factor = 1
	}
	var loss *Loss
	limited := false
	if len(o.Lose) > 0 {
		limited = len(a.limits()) > 0
		var err error
		if loss, err = a.lose(o.Lose); err != nil {
			return nil, err
		}
		a.left = maps.Clone(loss.Left)
		for _, e := range loss.Lost {
			a.left[e.ID] = 0
		}
	}
	out := &Analysis{
		Limits: a.limits(), Failures: a.failures(), Shared: a.shared(), Loss: loss, States: a.states(),
		Compared: o.Compared, Real: o.Real, AsDeclared: o.AsDeclared, m: m,
		bottlenecks: m.Bottlenecks, spread: slices.ContainsFunc(a.elements(), a.judgeable), flows: len(a.flows) > 0,
		limited: limited,
	}
	out.Findings = out.found()
	return out, nil
}

// lose says what becomes of the system without some parts.
func (a *analysis) lose(names []string) (*Loss, error) {
	l := &Loss{Left: map[string]float64{}}
	lost := map[string]bool{}
	var zones []string
	for _, name := range names {
		if letter, ok := strings.CutPrefix(name, "zone:"); ok {
			if !slices.Contains(a.zones(), letter) {
				hint := model.Meant(letter, a.zones())
				return nil, finding.Errorf("nothing in the model says that it runs in zone %q: %s",
					"모델에 가용 영역 %q에서 실행된다고 적힌 것이 없습니다. %s", letter, hint)
			}
			zones = append(zones, letter)
			continue
		}
		ids := a.lostWith(name)
		if len(ids) == 0 {
			hint := a.losable(name)
			return nil, finding.Errorf("the model has no element, place or region %q with anything in it today: %s",
				"오늘의 모델에 %q(이)라는 요소, 위치, 리전이 없거나 그 안에 아무것도 없습니다. %s", name, hint)
		}
		for _, id := range ids {
			lost[id] = true
		}
	}
	for _, e := range a.elements() {
		if len(zones) == 0 || lost[e.ID] {
			continue
		}
		switch left, known := a.afterZones(e, zones); {
		case !known:
			l.Unsure = append(l.Unsure, e)
		case left == 0:
			lost[e.ID] = true
		case left < 1:
			l.Narrowed = append(l.Narrowed, e)
			l.Left[e.ID] = left
		}
	}
	for _, e := range a.elements() {
		if lost[e.ID] {
			l.Lost = append(l.Lost, e)
		}
	}
	l.Affects = a.dependencies().affected(lost)
	l.Starves = a.starved(lost)
	for _, flow := range a.flows {
		switch a.without(flow, lost, nil) {
		case stops:
			l.Stops = append(l.Stops, flow)
		case degrades:
			l.Degrades = append(l.Degrades, flow)
		}
	}
	return l, nil
}

// lostWith are the elements that are lost with an element, a place or a region.
func (a *analysis) lostWith(name string) []string {
	region, isRegion := strings.CutPrefix(name, "region:")
	var ids []string
	for _, e := range a.elements() {
		switch {
		case isRegion:
			for at := e.Boundary; at != nil; at = at.Parent {
				if at.Has(kind.Region) && (at.ID == region || at.Region() == region) {
					ids = append(ids, e.ID)
				}
			}
		case e.ID == name, e.Boundary != nil && a.m.Boundary(name) != nil && e.Boundary.Within(a.m.Boundary(name)):
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// losable says what may be meant by a name that nothing has: a zone or a region as AWS
// writes it, or something that is called much the same.
func (a *analysis) losable(name string) finding.Text {
	var ids []string
	for _, e := range a.elements() {
		ids = append(ids, e.ID)
	}
	name = strings.TrimPrefix(name, "region:")
	for _, b := range a.m.Boundaries {
		ids = append(ids, b.ID)
		region := b.Region()
		if letter, ok := strings.CutPrefix(name, region); ok && region != "" && letter != "" &&
			slices.Contains(a.zones(), letter) {
			return finding.Say("write zone:%s", "zone:%s(으)로 쓰십시오", letter)
		}
		if name == region && region != "" {
			return finding.Say("write region:%s", "region:%s(으)로 쓰십시오", name)
		}
	}
	if slices.Contains(a.zones(), name) {
		return finding.Say("write zone:%s", "zone:%s(으)로 쓰십시오", name)
	}
	return model.Meant(name, ids)
}

// zones are the letters of the zones in which anything says that it has something.
func (a *analysis) zones() []string {
	var all []string
	for _, b := range a.m.Boundaries {
		for _, z := range b.PerZone {
			all = append(all, z.ID)
		}
	}
	for _, e := range a.m.Elements {
		for _, z := range e.Zones {
			all = append(all, z.V)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// afterZones is the share of an element that runs on without some zones; known is
// false for what does not say in which zones it runs, or runs in one and does not say
// which. What AWS runs beside zones, and what lies elsewhere, is in none.
func (a *analysis) afterZones(e *model.Element, lost []string) (left float64, known bool) {
	var in []string
	for _, z := range e.Zones {
		in = append(in, z.V)
	}
	told := len(in) > 0
	if !told {
		tier := e.Boundary.Around(kind.Tier)
		if tier == nil {
			return 1, !a.zonal(e)
		}
		for _, z := range tier.PerZone {
			in = append(in, z.ID)
		}
		if len(in) == 0 {
			return 0, false
		}
	}
	rest := slices.DeleteFunc(slices.Clone(in), func(z string) bool { return slices.Contains(lost, z) })
	some := 0 < len(rest) && len(rest) < len(in)
	if some && (a.noTakeover(e) || !told && e.Has(kind.OneMachine)) {
		return 0, false
	}
	return float64(len(rest)) / float64(len(in)), true
}

// zonal reports whether AWS runs an element in zones that somebody chooses: a machine,
// a service of one's own, or a store in a VPC.
func (a *analysis) zonal(e *model.Element) bool {
	k := a.m.Kind(e.Kind.ID)
	return k != nil && !k.Regional && len(k.AWS) > 0 && (k.Category == kind.Compute || k.Category == kind.Store) &&
		!e.MultiAZ.V
}
