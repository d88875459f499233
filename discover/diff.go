package discover

import (
	"encoding/json"
	"iter"
	"reflect"
	"slices"
	"strings"
)

// Change is one difference between two snapshots.
type Change struct {
	Kind ChangeKind
	// Resource is the thing as the later snapshot has it, or the earlier one
	// where it is gone.
	Resource *Resource
	// Facts are the facts that differ, for a resource that changed.
	Facts []FactChange
	// Gap says, for Unseen, which cell could not be read.
	Gap *Gap
}

// ChangeKind is what became of a resource.
type ChangeKind string

// The kinds of changes. Unseen is what the later snapshot does not have and
// could not have seen.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
	Unseen  ChangeKind = "unseen"
)

// FactChange is one fact, name or tag before and after: a fact in the form that
// snapshots are written in, a name or tag as it is; empty where there was or is nothing.
type FactChange struct {
	Name          string
	Before, After string
	// Text says that it is a name or a tag.
	Text bool
}

// Value is one of the two as JSON: null for nothing.
func (f FactChange) Value(side string) json.RawMessage {
	switch {
	case side == "":
		return json.RawMessage("null")
	case f.Text:
		return appendQuoted(nil, side)
	}
	return json.RawMessage(side)
}

// Changes tells what changed from one snapshot to a later one, in the order of a snapshot,
// and holds one resource of each at a time, whatever they have in memory. uncompared is
// called with every fact that was not compared, because either of the two does not have
// it: those are no change.
func Changes(before, after *Snapshot, uncompared func(FactRef)) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		x := NewIndex(&Snapshot{Cells: after.Cells})
		d := &diff{earlier: x.cells.catalogue.cells(before.Cells), later: x.cells, uncompared: uncompared}
		was, endWas := iter.Pull(before.All())
		defer endWas()
		is, endIs := iter.Pull(after.All())
		defer endIs()
		r, there := was()
		now, here := is()
		for there || here {
			order := 0
			switch {
			case !here:
				order = -1
			case !there:
				order = 1
			default:
				order = r.compareKey(now)
			}
			change, changed := Change{}, true
			switch {
			case order < 0:
				change = Change{Kind: Removed, Resource: r}
				if change.Gap = x.Unlisted(r.Type, r.Account, r.Region); change.Gap != nil {
					change.Kind = Unseen
				}
			case order > 0:
				change = Change{Kind: Added, Resource: now}
			default:
				change = Change{Kind: Changed, Resource: now, Facts: d.facts(r, now)}
				changed = len(change.Facts) > 0
			}
			if changed && !yield(change) {
				return
			}
			if order <= 0 {
				r, there = was()
			}
			if order >= 0 {
				now, here = is()
			}
		}
	}
}

// diff is one comparison of two snapshots.
type diff struct {
	earlier, later *cells
	uncompared     func(FactRef)
}

// facts are the facts of a resource that differ.
func (d *diff) facts(a, b *Resource) []FactChange {
	var out []FactChange
	compare := func(name, before, after string, text bool) {
		if before != after {
			out = append(out, FactChange{name, before, after, text})
		}
	}
	compare("Name", a.Name, b.Name, true)
	keys := slices.Concat(sortedKeys(a.Tags), sortedKeys(b.Tags))
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		compare("tag "+k, a.Tags[k], b.Tags[k], true)
	}
	unread := d.unread(a, b)
	va, vb := reflect.ValueOf(a.Facts).Elem(), reflect.ValueOf(b.Facts).Elem()
	s := d.later.shape(b.Type)
	for i := range s.fields {
		f := &s.fields[i]
		if part := unread.of(f.name); !part.all() {
			compare(f.name, shown(f, va.Field(i), part), shown(f, vb.Field(i), part), false)
		}
	}
	return out
}

// outOfLists is a path without the numbers of entries: two lists are compared by what
// all entries of both have.
func outOfLists(path string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(path, "."), func(name string) bool {
		return strings.HasPrefix(name, "[")
	}), ".")
}

// unread are the facts that either of the two does not have.
func (d *diff) unread(a, b *Resource) *hidden {
	out := &hidden{}
	for _, side := range []struct {
		*cells
		*Resource
	}{{d.earlier, a}, {d.later, b}} {
		_, without := side.untold(side.Resource)
		without.each("", func(path string) { out.hide(outOfLists(path)) })
	}
	out.each("", func(fact string) { d.uncompared(FactRef{Resource: b, Fact: fact}) })
	return out
}

// shown is the canonical form of a fact, without some parts of it; empty where
// it holds nothing.
func shown(f *shapeField, v reflect.Value, without *hidden) string {
	if isEmpty(v) {
		return ""
	}
	e := encoder{sparse: true} // what is empty in both would only stand in the way
	e.form(f, v, without, 0, false)
	return string(e.b)
}
