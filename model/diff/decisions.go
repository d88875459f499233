package diff

import (
	"strings"

	"asbuilt/finding"
	"asbuilt/model/decisions"
)

// compareDecisions says which records are new and gone, and what changed of the
// others as far as it is a decision: their title, their status, and how they
// stand to others. Their text is what git diff is for.
func compareDecisions(before, after *decisions.Set) []*Change {
	var all []*Change
	old := records(before)
	now := records(after)
	for _, r := range listed(after) {
		was := old[r.ID()]
		ch := &Change{Verb: Changed, Section: Decisions, ID: r.ID(), Title: finding.Same(r.Title), Position: r.Position}
		if was == nil {
			ch.Verb = Added
		}
		if ch.Facts = recordFacts(was, r); len(ch.Facts) > 0 {
			all = append(all, ch)
		}
	}
	for _, r := range listed(before) {
		if now[r.ID()] == nil {
			all = append(all, &Change{
				Verb:     Removed,
				Section:  Decisions,
				ID:       r.ID(),
				Title:    finding.Same(r.Title),
				Position: r.Position,
				Facts:    recordFacts(r, nil),
			})
		}
	}
	return all
}

func listed(s *decisions.Set) []*decisions.Record {
	if s == nil {
		return nil
	}
	return s.Records
}

// records are those of a set by id; of two with one id the first counts.
func records(s *decisions.Set) map[string]*decisions.Record {
	all := map[string]*decisions.Record{}
	for _, r := range listed(s) {
		if all[r.ID()] == nil {
			all[r.ID()] = r
		}
	}
	return all
}

func recordFacts(before, after *decisions.Record) []Fact {
	var facts []Fact
	add := func(path, old, now string) {
		if old == now {
			return
		}
		f := Fact{Path: path, Before: old, After: now}
		if after != nil {
			f.Position = after.Position
		} else {
			f.Position = before.Position
		}
		facts = append(facts, f)
	}
	value := func(r *decisions.Record, of func(*decisions.Record) string) string {
		if r == nil {
			return ""
		}
		return of(r)
	}
	for _, x := range []struct {
		path string
		of   func(*decisions.Record) string
	}{
		{"title", func(r *decisions.Record) string { return r.Title }},
		{"status", func(r *decisions.Record) string { return string(r.Status) }},
	} {
		add(x.path, value(before, x.of), value(after, x.of))
	}
	for _, verb := range verbs(before, after) {
		of := func(r *decisions.Record) string { return targets(r, verb) }
		add(string(verb), value(before, of), value(after, of))
	}
	return facts
}

// verbs are the known verbs, then those that the records have besides.
func verbs(all ...*decisions.Record) []decisions.Verb {
	list := decisions.Verbs()
	seen := map[decisions.Verb]bool{}
	for _, v := range list {
		seen[v] = true
	}
	for _, r := range all {
		if r == nil {
			continue
		}
		for _, rel := range r.Relations {
			if !seen[rel.Verb] {
				list = append(list, rel.Verb)
			}
			seen[rel.Verb] = true
		}
	}
	return list
}

// targets are the records that r stands to as verb says.
func targets(r *decisions.Record, verb decisions.Verb) string {
	var ids []string
	for _, rel := range r.Relations {
		if rel.Verb != verb {
			continue
		}
		if rel.To != nil {
			ids = append(ids, rel.To.ID())
		} else {
			ids = append(ids, rel.Target)
		}
	}
	return strings.Join(ids, ", ")
}
