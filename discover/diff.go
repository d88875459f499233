package discover

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
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
// snapshot is. A fact that either could not read is no change.
func Diff(before, after *Snapshot) []Change {
	x := NewIndex(after)
	old, new := byKey(before), byKey(after)
	var changes []Change
	for key, r := range old {
		switch now := new[key]; {
		case now != nil:
			if facts := compareFacts(r, now); len(facts) > 0 {
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
	for key, r := range new {
		if old[key] == nil {
			changes = append(changes, Change{Kind: Added, Resource: r})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Or(a.Resource.compare(b.Resource), cmp.Compare(a.Kind, b.Kind)) })
	return changes
}

func byKey(s *Snapshot) map[[4]string]*Resource {
	m := map[[4]string]*Resource{}
	for _, r := range s.Resources {
		m[[4]string{r.Type, r.Account, r.Region, r.ID}] = r
	}
	return m
}

func compareFacts(a, b *Resource) []FactChange {
	var out []FactChange
	compare := func(name, before, after string) {
		if before != after {
			out = append(out, FactChange{name, before, after})
		}
	}
	compare("Name", a.Name, b.Name)
	keys := slices.Sorted(maps.Keys(a.Tags))
	keys = append(keys, slices.Sorted(maps.Keys(b.Tags))...)
	slices.Sort(keys)
	for _, k := range slices.Compact(keys) {
		compare("tag "+k, a.Tags[k], b.Tags[k])
	}
	va, vb := reflect.ValueOf(a.Facts).Elem(), reflect.ValueOf(b.Facts).Elem()
	for i := range va.NumField() {
		field := va.Type().Field(i)
		_, gone := a.Unknown[field.Name]
		_, hidden := b.Unknown[field.Name]
		if !gone && !hidden {
			compare(field.Name, shown(field, va.Field(i)), shown(field, vb.Field(i)))
		}
	}
	return out
}

// shown is the canonical form of a fact, empty where it holds nothing.
func shown(field reflect.StructField, v reflect.Value) string {
	if isEmpty(v) {
		return ""
	}
	if v.Kind() == reflect.Slice && field.Tag.Get("order") != "kept" {
		v = sorted(v)
	}
	return flat(v)
}
