package discover

// What a resource consists of and relies on: what it names itself, and what names
// it.

// Relied is something that another resource does not work without.
type Relied struct {
	// Resource is nil for what the snapshot does not have; Name is what it is called
	// where it is named.
	Resource *Resource
	Type     string
	Name     string
	// By is the fact that leads to it; of a part it is a fact of the part.
	By FactRef
}

// Relied are what r does not work without: what it names, and its parts.
func (x *Index) Relied(r *Resource) (all []Relied) {
	if f, ok := r.Facts.(Relying); ok {
		for _, on := range f.ReliesOn(r) {
			for _, name := range on.Names.Value {
				by := FactRef{Resource: r, Fact: on.Names.Fact}
				all = append(all, Relied{x.named(r, on.Type, name), on.Type, name, by})
			}
		}
	}
	for _, part := range x.parts[r] {
		on := part.Facts.(Belonging).BelongsTo(part)
		all = append(all, Relied{part, part.Type, part.ID, FactRef{Resource: part, Fact: on.Names.Fact}})
	}
	return all
}

// RelianceUnread is why it is not known what else r relies on: facts that name
// others and were not read, its own and those of parts that may be its, and cells
// of what would be others or parts.
func (x *Index) RelianceUnread(r *Resource) (facts []FactRef, gaps []*Gap) {
	unlisted := func(typ string) {
		gap := x.Unlisted(typ, r.Account, r.Region)
		// What is global names no region, in which others would lie.
		elsewhere := r.Region == Global && gap != nil && !x.cells.global[gap.Operation]
		if gap != nil && !elsewhere {
			gaps = append(gaps, gap)
		}
	}
	if f, ok := r.Facts.(Relying); ok {
		for _, on := range f.ReliesOn(r) {
			facts = append(facts, x.Unread(r, on.Names.Fact)...)
			for _, name := range on.Names.Value {
				if x.named(r, on.Type, name) == nil {
					unlisted(on.Type)
					break
				}
			}
		}
	}
	for _, typ := range x.cells.partsOf[r.Type] {
		unlisted(typ)
		for _, part := range x.byType[typ] {
			if part.Account == r.Account && part.Region == r.Region {
				facts = append(facts, x.Unread(part, part.Facts.(Belonging).BelongsTo(part).Names.Fact)...)
			}
		}
	}
	return facts, gaps
}

// named is the resource of a type that goes by an ARN, an id or a name.
func (x *Index) named(near *Resource, typ, name string) *Resource {
	if r := x.Of(typ, name); r != nil {
		return r
	}
	return x.Near(near, typ, name)
}

// gatherParts finds what each resource consists of.
func (x *Index) gatherParts() {
	for _, r := range x.Snapshot.Resources {
		f, ok := r.Facts.(Belonging)
		if !ok {
			continue
		}
		on := f.BelongsTo(r)
		for _, name := range on.Names.Value {
			if whole := x.named(r, on.Type, name); whole != nil {
				x.parts[whole] = append(x.parts[whole], r)
			}
		}
	}
}
