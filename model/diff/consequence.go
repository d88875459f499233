package diff

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/decisions"
)

// Outcome is a kind of consequence.
type Outcome string

// The outcomes, in the order in which they are told.
const (
	Forbidden  Outcome = "forbidden"   // a connection goes where a never: forbids it, and none did
	FailsAlone Outcome = "fails-alone" // a part is a single point of failure, and was none
	NoMore     Outcome = "no-more"     // a part was a single point of failure, and is none
	StopsWith  Outcome = "stops-with"  // a flow stops when less is lost than before
	GivesWay   Outcome = "gives-way"   // a limit falls below what is asked of it at the worst time
	DataGoes   Outcome = "data-goes"   // data about people, or a secret, goes somewhere new
	KeptLonger Outcome = "kept-longer" // such data may be kept longer
	Unjudged   Outcome = "unjudged"    // a side has errors, so that none of these is said
	Governed   Outcome = "governed"    // a decision governs something that changed, and was not touched

	// What a snapshot says of what changed is found by whoever has one.

	AlreadyBroken Outcome = "already-broken" // a promise is made that the snapshot breaks
	NotJudged     Outcome = "not-judged"     // promises are made that the snapshot does not show
	Settled       Outcome = "settled"        // what the snapshot broke is promised no more
)

// Outcomes are all of them.
func Outcomes() []Outcome {
	return []Outcome{
		Forbidden, FailsAlone, NoMore, StopsWith, GivesWay, DataGoes, KeptLonger, Unjudged, Governed,
		AlreadyBroken, NotJudged, Settled,
	}
}

// Consequence is what follows from changes and stands in none of them.
type Consequence struct {
	Outcome Outcome
	// Subject is the id of what it is about: an element, a connection, a class of data, a
	// flow, a decision.
	Subject  string
	Text     finding.Text
	Security bool
}

// Consequences are what follows from going from before to after, of which changes are
// the changes. Where a side has no model, it says nothing, and where one has errors no
// more than what is forbidden and what decisions govern.
func Consequences(before, after Side, changes []*Change) []Consequence {
	all := forbidden(before, after)
	switch {
	case before.Broken() || after.Broken():
		all = append(all, Consequence{Outcome: Unjudged,
			Text: finding.Both("what fails alone, gives way, or goes somewhere new is not said while a side has errors",
				"오류가 있는 쪽이 있어 단일 장애점, 한계, 데이터가 가는 곳은 판단하지 않았습니다")})
	case before.Model != nil && after.Model != nil:
		was, is, now := before.at(), after.at(), renamed(changes)
		all = append(all, failures(was, is, now)...)
		all = append(all, limits(analyze.Of(was), analyze.Of(is), now)...)
		all = append(all, data(before, after, now)...)
		all = append(all, kept(before.Model, after.Model, now)...)
	}
	return append(all, governed(before, after, changes)...)
}

// names are the ids that things were given, by section and the ids that they had.
type names map[string]map[string]string

func renamed(changes []*Change) names {
	n := names{}
	for _, ch := range changes {
		if ch.Verb == Renamed {
			if n[ch.Section] == nil {
				n[ch.Section] = map[string]string{}
			}
			n[ch.Section][ch.WasID] = ch.ID
		}
	}
	return n
}

// of is what a thing is called now.
func (n names) of(section, id string) string { return cmp.Or(n[section][id], id) }

// was is what a thing was called.
func (n names) was(section, id string) string {
	for old, now := range n[section] {
		if now == id {
			return old
		}
	}
	return id
}

// at is the model in the state that the side is about.
func (s Side) at() *model.Model {
	if s.State == "" {
		return s.Model
	}
	return s.Model.At(s.State)
}

// forbidden are the connections that go where a never: forbids it, and did not. The
// loader has found them.
func forbidden(before, after Side) (all []Consequence) {
	type way struct{ connection, never string }
	known := map[way]bool{}
	each := func(s Side, do func(w way, f *finding.Finding)) {
		for _, f := range s.Findings {
			if f.Code == model.CodeNeverCrossed && s.has(f.Subject) {
				do(way{f.Subject, f.Fact}, f)
			}
		}
	}
	each(before, func(w way, _ *finding.Finding) { known[w] = true })
	each(after, func(w way, f *finding.Finding) {
		if !known[w] {
			known[w] = true
			all = append(all, Consequence{Outcome: Forbidden, Subject: w.connection, Text: f.Message, Security: true})
		}
	})
	return all
}

// has reports whether a connection exists in the state that the side is about.
func (s Side) has(connection string) bool {
	c := s.Model.Connection(connection)
	return c == nil || s.Model.ActiveIn(c.Lifetime, s.State)
}

// governed are the decisions that govern something that changed, those first that
// govern most of it, and that were not changed with it.
func governed(before, after Side, changes []*Change) (all []Consequence) {
	touched := map[string]bool{}
	govern := map[string][]string{} // what of the changed each record governs, by its id
	var records []*decisions.Record
	tie := func(s *decisions.Set, id string) {
		if s == nil || id == "" {
			return
		}
		for _, r := range s.Governing(id) {
			switch of := govern[r.ID()]; {
			case of == nil:
				records = append(records, r)
				fallthrough
			case !slices.Contains(of, id):
				govern[r.ID()] = append(of, id)
			}
		}
	}
	for _, ch := range changes {
		if ch.Section == Decisions {
			touched[ch.ID] = true
			continue
		}
		tie(after.Decisions, ch.ID)
		if ch.WasID == "" {
			tie(before.Decisions, ch.ID)
		}
	}
	slices.SortStableFunc(records, func(a, b *decisions.Record) int {
		return cmp.Or(cmp.Compare(len(govern[b.ID()]), len(govern[a.ID()])), cmp.Compare(a.Number, b.Number))
	})
	for _, r := range records {
		number := r.ID()
		if touched[number] {
			continue
		}
		const most = 4
		of := govern[number]
		what := strings.Join(of[:min(len(of), most)], ", ")
		if len(of) > most {
			what += ", …"
		}
		text := finding.Say("decision %s (%s) governs %s, and was not changed with it",
			"의사결정 %s(%s)이(가) %s을(를) 규정하지만 함께 바뀌지 않았습니다", number, r.Title, what)
		if after.Env != "" || after.State != "" { // both sides have one set of decisions
			text = finding.Say("decision %s (%s) governs %s", "의사결정 %s(%s)이(가) %s을(를) 규정합니다", number, r.Title, what)
		}
		all = append(all, Consequence{Outcome: Governed, Subject: number, Text: text})
	}
	return all
}
