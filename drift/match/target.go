package match

import (
	"asbuilt/model"
	"asbuilt/model/kind"
)

// target is a pair that is still to be found.
type target struct {
	Pair
	match *model.Match
	// kind is what the model takes it for.
	kind *kind.Kind
	// cidrs are the address blocks that tell subnets and VPCs apart, by zone
	// letter; the letter is empty for a VPC.
	cidrs map[string]string
}

// targets are all things of the model that AWS can realise. VPCs come before
// what lies in them, because they narrow the search.
func (r *Result) targets() []*target {
	var all []*target
	for _, b := range r.Model.Boundaries {
		if t := r.boundary(b); t != nil {
			all = append(all, t)
		}
	}
	for _, g := range r.Model.Groups {
		if k := r.Model.Kind(g.Kind.ID); k != nil && len(k.AWS) > 0 {
			pair := Pair{Group: g, Place: r.Model.Boundary(g.In.ID), Types: k.AWS}
			all = append(all, r.target(pair, k, g.Match, g.Lifetime))
		}
	}
	for _, e := range r.Model.Elements {
		all = append(all, r.element(e)...)
	}
	return all
}

func (r *Result) target(p Pair, k *kind.Kind, m *model.Match, l model.Lifetime) *target {
	p.When = r.when(l)
	p.OptedOut = m != nil && m.None.V
	return &target{Pair: p, kind: k, match: m}
}

func (r *Result) boundary(b *model.Boundary) *target {
	k := r.Model.Kind(b.Kind.ID)
	if k == nil || len(k.AWS) == 0 {
		return nil
	}
	t := r.target(Pair{Boundary: b, Place: b, Types: k.AWS}, k, b.Match, b.Lifetime)
	t.cidrs = map[string]string{}
	if b.CIDR.IsSet() {
		t.cidrs[""] = b.CIDR.V.Text
	}
	for _, z := range b.PerZone {
		t.cidrs[z.ID] = z.CIDR.V.Text
	}
	return t
}

// element is the target of an element and those of its partitions that are
// resources of their own: the repositories of a registry, and whatever has a
// `match:`. An element that is nothing but such partitions has none itself.
func (r *Result) element(e *model.Element) []*target {
	k := r.Model.Kind(e.Kind.ID)
	if k == nil || len(k.AWS) == 0 {
		return nil
	}
	var parts []*target
	for _, p := range e.Partitions {
		if p.Match != nil || isRegistry(k.AWS) {
			pair := Pair{Element: e, Partition: p, Place: e.Boundary, Types: k.AWS}
			t := r.target(pair, k, p.Match, e.Lifetime)
			t.OptedOut = t.OptedOut || e.Match != nil && e.Match.None.V
			parts = append(parts, t)
		}
	}
	if len(parts) > 0 && len(parts) == len(e.Partitions) && (e.Match == nil || e.Match.None.V) {
		return parts
	}
	pair := Pair{Element: e, Place: e.Boundary, Types: k.AWS}
	return append([]*target{r.target(pair, k, e.Match, e.Lifetime)}, parts...)
}

// isRegistry reports whether types are ECR's, whose registry is no resource: every
// account has one in every region.
func isRegistry(types []string) bool { return len(types) == 1 && types[0] == "AWS::ECR::Repository" }

func (r *Result) when(l model.Lifetime) When {
	current := r.Model.CurrentState()
	if r.Model.ActiveIn(l, current) {
		return Now
	}
	if r.Model.ActiveIn(model.Lifetime{Since: l.Since}, current) {
		return Past
	}
	return Later
}

// vpc is the VPC around t in the model, or nil.
func (t *target) vpc() *model.Boundary {
	if t.Place == nil {
		return nil
	}
	return t.Place.Around(kind.VPC)
}
