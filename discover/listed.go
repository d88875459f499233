package discover

import "slices"

// Listed are the types of which everything was read, wherever anything was looked at,
// sorted: of them it means something that a resource is not there.
func (x *Index) Listed() []string {
	var all []string
	for typ := range x.cells.types {
		if x.Unlisted(typ, "", "") == nil {
			all = append(all, typ)
		}
	}
	slices.Sort(all)
	return all
}

// Places are the accounts and regions that were looked at, as "ACCOUNT/REGION", sorted.
func (s *Snapshot) Places() []string {
	var all []string
	for _, c := range s.Cells {
		all = append(all, c.Account+"/"+c.Region)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
