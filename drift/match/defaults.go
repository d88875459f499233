package match

import (
	"cmp"
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Defaults are what AWS made by itself and nobody declared, whatever the scope, by the
// sorts of the catalogue.
func (r *Result) Defaults() *finding.Defaults {
	named := map[string][]string{}
	declared := r.declared()
	add := func(res *discover.Resource) {
		if declared[res] || !r.isKept(res) {
			return
		}
		if d, _ := r.Index.Default(res); d != nil {
			named[d.ID] = append(named[d.ID], cmp.Or(res.Name, res.ID))
		}
	}
	for _, res := range r.Index.Snapshot.Resources {
		add(res)
	}
	for res := range r.Index.Snapshot.Aside.Of(r.Index.HasDefaults) {
		add(res)
	}
	all := &finding.Defaults{Catalogue: discover.DefaultsVersion}
	for _, d := range discover.Defaults() {
		if names := named[d.ID]; len(names) > 0 {
			slices.Sort(names)
			all.Sorts = append(all.Sorts, finding.DefaultSort{
				ID: d.ID, Type: d.Type, Name: d.Name, Source: d.Source, Resources: names,
			})
		}
	}
	return all
}
