package discover

import (
	"cmp"
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

// FactChange is one fact, name or tag before and after, in the form that
// snapshots are written in; empty where there was or is nothing.
type FactChange struct {
	Name          string
	Before, After string
}

// Diff lists what changed from one snapshot to a later one, sorted as a
// snapshot is, and the facts that were not compared, because either of the two
// does not have them: those are no change.
func Diff(before, after *Snapshot) (changes []Change, uncompared []FactRef) {
	x := NewIndex(after)
	d := &diff{earlier: x.cells.catalogue.cells(before.Cells), later: x.cells}
	was, is := byKey(before), byKey(after)
	for key, r := range was {
		switch now := is[key]; {
		case now != nil:
			if facts := d.facts(r, now); len(facts) > 0 {
				changes = append(changes, Change{Kind: Changed, Resource: now, Facts: facts})
			}
		default:
			change := Change{Kind: Removed, Resource: r}
			if change.Gap = x.Unlisted(r.Type, r.Account, r.Region); change.Gap != nil {
				change.Kind = Unseen
			}
			changes = append(changes, change)
		}
	}
	for key, r := range is {
		if was[key] == nil {
			changes = append(changes, Change{Kind: Added, Resource: r})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(a.Resource.compare(b.Resource), cmp.Compare(a.Kind, b.Kind))
	})
	slices.SortFunc(d.uncompared, func(a, b FactRef) int {
		return cmp.Or(a.Resource.compare(b.Resource), cmp.Compare(a.Fact, b.Fact))
	})
	return changes, d.uncompared
}

func byKey(s *Snapshot) map[[4]string]*Resource {
	m := map[[4]string]*Resource{}
	for _, r := range s.Resources {
		m[[4]string{r.Type, r.Account, r.Region, r.ID}] = r
	}
	return m
}

// diff is one comparison of two snapshots.
type diff struct {
	earlier, later *cells
	uncompared     []FactRef
}

// facts are the facts of a resource that differ.
func (d *diff) facts(a, b *Resource) []FactChange {
	var out []FactChange
	compare := func(name, before, after string) {
		if before != after {
			out = append(out, FactChange{name, before, after})
		}
	}
	compare("Name", a.Name, b.Name)
	keys := slices.Concat(sortedKeys(a.Tags), sortedKeys(b.Tags))
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		compare("tag "+k, a.Tags[k], b.Tags[k])
	}
	unread := d.unread(a, b)
	va, vb := reflect.ValueOf(a.Facts).Elem(), reflect.ValueOf(b.Facts).Elem()
	s := d.later.shape(b.Type)
	for i := range s.fields {
		f := &s.fields[i]
		if part := unread.of(f.name); !part.all() {
			compare(f.name, shown(f, va.Field(i), part), shown(f, vb.Field(i), part))
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
	out.each("", func(fact string) { d.uncompared = append(d.uncompared, FactRef{Resource: b, Fact: fact}) })
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
