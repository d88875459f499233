package sense

import (
	"slices"

	"asbuilt/model"
	"asbuilt/model/kind"
)

// networks are the declared places that have a network of their own, and what joins
// them. Addresses, routes and rules are not declared, and so not known: two networks
// are joined, or nothing that is declared joins them.
type networks struct {
	m *model.Model
	// owned is the VPC of the account that owns it, by the one that another account sees
	// of it.
	owned map[*model.Boundary]*model.Boundary
	// component is the number of the joined networks that a place is of.
	component map[*model.Boundary]int
	joiner    map[string]int // by element: what it joins, as component
	entered   map[int]bool   // by component: something reaches it from outside
	// joiners are what joins a network, by network; beside what joins a gateway
	// straight to another.
	joiners map[*model.Boundary][]*model.Element
	beside  map[*model.Element][]*model.Element
	// from is what packets get to, by where they come from: true for what they get to
	// otherwise than by a peering.
	from map[*model.Boundary]map[*model.Boundary]bool
}

func newNetworks(m *model.Model) *networks {
	n := &networks{m: m, component: map[*model.Boundary]int{}, joiner: map[string]int{},
		joiners: map[*model.Boundary][]*model.Element{}, beside: map[*model.Element][]*model.Element{},
		from: map[*model.Boundary]map[*model.Boundary]bool{}, owned: ownedVPCs(m)}
	parent := map[any]any{}
	root := func(x any) any {
		for parent[x] != nil && parent[x] != x {
			x = parent[x]
		}
		return x
	}
	join := func(a, b any) {
		if ra, rb := root(a), root(b); ra != rb {
			parent[ra] = rb
		}
	}
	for _, e := range m.Elements {
		for _, ref := range e.Joins {
			if b := n.of(m.Boundary(ref.ID)); b != nil {
				join(e, b)
				n.joiners[b] = append(n.joiners[b], e)
			}
		}
	}
	for _, c := range m.Connections { // two gateways that are joined themselves
		from, to := m.Element(c.From.ID), m.Element(c.To.ID)
		if from != nil && to != nil && joins(from) && joins(to) {
			join(from, to)
			n.beside[from] = append(n.beside[from], to)
			n.beside[to] = append(n.beside[to], from)
		}
	}
	number := map[any]int{}
	numbered := func(x any) int {
		r := root(x)
		if number[r] == 0 {
			number[r] = len(number) + 1
		}
		return number[r]
	}
	for _, b := range m.Boundaries {
		if n.of(b) == b {
			n.component[b] = numbered(b)
		}
	}
	for _, e := range m.Elements {
		if joins(e) {
			n.joiner[e.ID] = numbered(e)
		}
	}
	n.findEntered()
	return n
}

// ownedVPCs are the VPCs that accounts share, by what is declared of them in the accounts
// that they are shared with.
func ownedVPCs(m *model.Model) map[*model.Boundary]*model.Boundary {
	owned := map[*model.Boundary]*model.Boundary{}
	type network struct{ account, cidr string }
	own := map[network]*model.Boundary{}
	for _, b := range m.Boundaries {
		if b.Has(kind.VPC) && b.CIDR.IsSet() && !b.Owner.IsSet() && b.Account() != "" {
			own[network{b.Account(), b.CIDR.V.Net.String()}] = b
		}
	}
	for _, b := range m.Boundaries {
		if !b.Owner.IsSet() || !b.CIDR.IsSet() {
			continue
		}
		if owner := own[network{b.Owner.V, b.CIDR.V.Net.String()}]; owner != nil {
			owned[b] = owner
		}
	}
	return owned
}

// joins reports whether e says what it joins.
func joins(e *model.Element) bool { return len(e.Joins) > 0 }

// of is the network that a place lies in or is, or nil: a VPC, or an office.
func (n *networks) of(b *model.Boundary) *model.Boundary {
	if vpc := b.Around(kind.VPC); vpc != nil {
		if owned := n.owned[vpc]; owned != nil {
			return owned
		}
		return vpc
	}
	return b.Around(kind.Joinable)
}

// at is the network of an element, or nil for what lies in none.
func (n *networks) at(e *model.Element) *model.Boundary {
	if e.Boundary == nil {
		return nil
	}
	return n.of(e.Boundary)
}

// joined reports whether what is declared joins two networks.
func (n *networks) joined(a, b *model.Boundary) bool {
	return a == b || n.component[a] == n.component[b] || sameNetwork(a, b)
}

// lets reports whether packets of one of two joined networks get to the other. A VPC
// hands on nothing that comes over a peering, and nothing to one that did not begin in
// it (docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html); of lines and
// transit gateways nobody says how they are plugged together in the VPC that both join.
func (n *networks) lets(a, b *model.Boundary) bool {
	_, ok := n.reach(a)[b]
	return ok || sameNetwork(a, b)
}

// onlyPeered reports whether packets of one of two joined networks get to the other by
// a peering alone.
func (n *networks) onlyPeered(a, b *model.Boundary) bool {
	unpeered, ok := n.reach(a)[b]
	return ok && !unpeered && !sameNetwork(a, b)
}

// reach is what packets of a network get to, with itself; see from.
func (n *networks) reach(a *model.Boundary) map[*model.Boundary]bool {
	reached := n.from[a]
	if reached == nil {
		reached = map[*model.Boundary]bool{}
		n.walk(a, true, func(b *model.Boundary, peered bool, _ []*model.Boundary) {
			reached[b] = reached[b] || !peered
		})
		n.from[a] = reached
	}
	return reached
}

// middle is the VPC that would have to hand on what a and b send each other; nil for
// none.
func (n *networks) middle(a, b *model.Boundary) *model.Boundary {
	var found *model.Boundary
	n.walk(a, false, func(at *model.Boundary, _ bool, through []*model.Boundary) {
		if at == b && found == nil && len(through) > 0 {
			found = through[0]
		}
	})
	return found
}

// walk visits every network that packets from one get to, the nearest first, with
// whether it was by a peering and the VPCs that would have to hand them on though a
// peering is beside them. Strictly, none does.
func (n *networks) walk(from *model.Boundary, strict bool,
	visit func(at *model.Boundary, peered bool, through []*model.Boundary)) {
	type place struct {
		network *model.Boundary // or nil, in by itself
		by      *model.Element
		peered  bool // into the network
	}
	type step struct {
		place
		through []*model.Boundary
	}
	seen := map[place]bool{}
	queue := []step{{place: place{network: from}}}
	add := func(p place, through []*model.Boundary) {
		if !seen[p] {
			seen[p] = true
			queue = append(queue, step{p, through})
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if at.network != nil {
			visit(at.network, at.peered, at.through)
			for _, e := range n.joiners[at.network] {
				through := at.through
				if at.network != from && at.network.Has(kind.VPC) && (at.peered || peers(n.m, e)) {
					if strict {
						continue
					}
					through = append(slices.Clone(through), at.network)
				}
				add(place{by: e}, through)
			}
			continue
		}
		for _, other := range n.beside[at.by] {
			add(place{by: other}, at.through)
		}
		for _, ref := range at.by.Joins {
			if b := n.of(n.m.Boundary(ref.ID)); b != nil && b != from {
				add(place{network: b, peered: peers(n.m, at.by)}, at.through)
			}
		}
	}
}

// peers reports whether e is a peering of two VPCs.
func peers(m *model.Model, e *model.Element) bool {
	k := m.Kind(e.Kind.ID)
	return k != nil && hasType(k, "AWS::EC2::VPCPeeringConnection")
}

// sameNetwork reports whether two boundaries may be one VPC that accounts share.
func sameNetwork(a, b *model.Boundary) bool {
	return (a.Owner.IsSet() || b.Owner.IsSet()) && (!a.CIDR.IsSet() || !b.CIDR.IsSet() || a.CIDR.V.Net == b.CIDR.V.Net)
}

// reached reports whether anything is joined to a network from outside of the VPCs:
// an office, a line whose other end is not said, a VPN of people.
func (n *networks) reached(b *model.Boundary) bool { return n.entered[n.component[b]] }

// findEntered finds the joined networks that something reaches from outside.
func (n *networks) findEntered() {
	n.entered = map[int]bool{}
	for b, c := range n.component {
		if !b.Has(kind.VPC) {
			n.entered[c] = true
		}
	}
	for _, e := range n.m.Elements {
		if joins(e) && len(e.Joins) == 1 {
			n.entered[n.joiner[e.ID]] = true
		} else if net := n.at(e); e.Has(kind.RemoteAccess) && net != nil {
			n.entered[n.component[net]] = true
		}
	}
}

// exposure is how the tier of an element reaches the internet, "" where nothing says
// so, with the tier.
func exposure(e *model.Element) (string, *model.Boundary) {
	if e.Boundary == nil {
		return "", nil
	}
	tier := e.Boundary.Around(kind.Tier)
	if tier == nil {
		return "", nil
	}
	return tier.Exposure.V, tier
}

// outside reports whether e lies beyond every network of the model for certain: a
// person, a client or a service of others, on the internet or in no place at all.
func (j *judge) outside(e *model.Element) bool {
	k := j.kindOf(e)
	if e.In.IsSet() && e.Boundary == nil {
		return false // its place is unknown, and reported as such
	}
	if e.Boundary != nil {
		return e.Boundary.Around(kind.Internet) != nil
	}
	return k.Category == kind.Actor || k.Has(kind.OfOthers)
}
