package match

import (
	"slices"

	"asbuilt/discover"
)

// Takers are the ids of the model that realise a resource, and those that it could
// be one of several for.
type Takers struct {
	Elements   []string
	Candidates []string
}

// TakersOf tells for resources, by [discover.Resource.Ref], what of the model they
// are. What nothing takes is not in it.
func (r *Result) TakersOf() map[string]Takers {
	all := map[string]Takers{}
	for _, p := range r.Pairs {
		for _, res := range p.Resources {
			t := all[res.Ref()]
			t.Elements = append(t.Elements, p.ID())
			all[res.Ref()] = t
		}
		for _, res := range p.Candidates {
			t := all[res.Ref()]
			t.Candidates = append(t.Candidates, p.ID())
			all[res.Ref()] = t
		}
	}
	return all
}

// Undeclared are those in memory that people would declare and the model does not
// have, whatever its scope, in the order of the snapshot.
func (r *Result) Undeclared() []*discover.Resource {
	is := r.IsUndeclared()
	var all []*discover.Resource
	for _, res := range r.Index.Snapshot.Resources {
		if is(res) {
			all = append(all, res)
		}
	}
	slices.SortFunc(all, (*discover.Resource).Compare)
	return all
}

// IsUndeclared reports whether a resource is one that people would declare and the model
// does not have, be it in memory or put aside.
func (r *Result) IsUndeclared() func(*discover.Resource) bool {
	declared := r.declared()
	return func(res *discover.Resource) bool {
		return !r.Index.IsDetail(res.Type) && !declared[res] && !r.isByAWS(res) && r.isKept(res)
	}
}
