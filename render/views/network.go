package views

import (
	"slices"

	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// sketchNetwork shows where everything runs: account, region, VPC with its zones as
// lanes and its tiers as rows, endpoints on its border, users left, the region's
// services below the VPC, and other companies' right.
func (r *resolver) sketchNetwork() {
	n := newNetworkPlan(r)
	n.choose()
	n.passages()
	n.place()
	r.connect(routes{draw: n.draws, stops: n.stops})
	n.joins()
}

func (r *resolver) settleNetwork() {
	r.bundle(func(g *Group) bool {
		return slices.Contains([]Style{Part, Cluster, Public, Private, Isolated, Outside}, g.Style)
	})
	r.finishEdges()
	for _, g := range r.d.Groups() {
		r.alongFlow(g)
	}
	r.sortRegional()
}

// sortRegional puts regional services in order: stores and messages first, which programs
// use; then what keeps watch over them.
func (r *resolver) sortRegional() {
	order := []kind.Category{kind.Store, kind.Messaging, kind.AI, kind.Compute, kind.Security, kind.Delivery, kind.Ops}
	for _, g := range r.d.Groups() {
		if !isRegional(g) {
			continue
		}
		slices.SortStableFunc(g.Children, func(a, b Item) int {
			return slices.Index(order, a.(*Node).Category) - slices.Index(order, b.(*Node).Category)
		})
	}
}

// alongFlow lets a tier run from left to right when something flows inside it; otherwise
// its parts stand in a row. Those of an outside place stand in a column: it is beside all
// others, and would make the sheet wider.
func (r *resolver) alongFlow(g *Group) {
	switch g.Style {
	case Public, Private, Isolated:
		if r.flows(g) {
			g.Axis = layout.Right
		}
	case Outside:
		if !holdsAccounts(g) && !r.flows(g) {
			g.Axis = layout.Right
		}
	}
}

// holdsAccounts reports whether a place is an organization.
func holdsAccounts(g *Group) bool {
	return slices.ContainsFunc(g.Children, func(it Item) bool {
		inner, ok := it.(*Group)
		return ok && inner.Style == Account
	})
}

// flows reports whether an edge leads from one child of the group to another.
func (r *resolver) flows(g *Group) bool {
	home := map[string]string{}
	for _, child := range g.Children {
		id := idOf(child)
		home[id] = id
		if inner, ok := child.(*Group); ok {
			inner.walk(func(it Item) { home[idOf(it)] = id })
		}
	}
	return slices.ContainsFunc(r.d.Edges, func(e *Edge) bool {
		return home[e.From] != "" && home[e.To] != "" && home[e.From] != home[e.To]
	})
}

// networkPlan builds the network view.
type networkPlan struct {
	r *resolver
	// chosen are the elements it shows, in order.
	chosen []*model.Element
	// endpoints and gates are the chosen elements that traffic leaves a VPC by: to a
	// service of AWS, to the internet.
	endpoints, gates []*model.Element
	groups           map[string]*Group
	// beside says that more programs run beside VPCs than in them.
	beside bool
	// twins are the chosen elements that are alike in all that is drawn, by a word
	// for each set of them.
	twins map[string]string
	// narrow says that there are so few VPCs that they may have lanes.
	narrow bool
	// zone is that of what was found in one zone, by node.
	zone map[string]string
}

func newNetworkPlan(r *resolver) *networkPlan {
	return &networkPlan{r: r, groups: map[string]*Group{}, zone: map[string]string{}}
}

// draws leaves out delivery and what people decide; those have views of their
// own. Of what follows from other facts it takes what programs in the VPC open
// themselves: AWS's own use of keys and logs passes no boundary of ours.
func (n *networkPlan) draws(c *model.Connection) bool {
	if n.r.all() {
		return true
	}
	if c.Derived {
		from, to := n.r.m.Element(c.From.ID), n.r.m.Element(c.To.ID)
		return n.r.category(from) == kind.Compute && inVPC(from) && !n.r.kindOf(to).Has(kind.Key)
	}
	kind := c.Kind.Or("request")
	return kind != "approve" && kind != "deploy"
}

// choose takes what lies in a VPC, and what talks to it.
func (n *networkPlan) choose() {
	inside := map[string]bool{}
	for _, e := range n.r.elements {
		if inVPC(e) {
			inside[e.ID] = true
		}
	}
	for _, box := range n.r.boxes {
		for _, id := range box.Members {
			inside[id] = inVPC(n.r.m.Element(id))
		}
	}
	n.foldVolumes(inside)
	if n.r.all() {
		n.chosen = n.r.elementsThat(func(e *model.Element) bool { return n.r.lifted[e.ID] == "" })
		return
	}
	if n.beside = n.mostBeside(); n.beside {
		n.chooseRunning(inside)
		return
	}
	near := map[string]bool{}
	for _, e := range n.r.elements {
		if isJoint(e) {
			near[e.ID] = true
		}
	}
	for range 3 { // a person, a browser and a gateway stand before a VPC
		for _, c := range n.r.m.Connections {
			if !n.r.exists(c) || !n.draws(c) {
				continue
			}
			from, to := n.r.m.Element(c.From.ID), n.r.m.Element(c.To.ID)
			if inside[from.ID] || isJoint(from) {
				near[to.ID] = true
			}
			if isJoint(to) {
				near[from.ID] = true
			}
			if c.Kind.V == "replicate" && near[from.ID] {
				near[to.ID] = true
			}
			if front := inside[to.ID] || near[to.ID] && n.front(to); front && n.mayFront(from) && !c.Derived {
				near[from.ID] = true
			}
		}
	}
	for _, e := range n.r.elements {
		if _, folded := n.r.lifted[e.ID]; (inside[e.ID] || near[e.ID]) && !folded {
			n.chosen = append(n.chosen, e)
		}
	}
}

// passages finds by what traffic leaves VPCs.
func (n *networkPlan) passages() {
	for _, e := range n.chosen {
		if e.Has(kind.Endpoint) {
			n.endpoints = append(n.endpoints, e)
		}
		if e.Has(kind.Gate) && e.Boundary != nil {
			n.gates = append(n.gates, e)
		}
	}
}

// mostBeside reports whether more programs run beside VPCs than in them, or nothing
// lies in a VPC at all: then the picture is one of the services that AWS runs, and
// a VPC one of their places. Where nothing has a place there is no such picture.
func (n *networkPlan) mostBeside() bool {
	if len(n.r.boxes) > 0 { // what lies in them is not among the elements
		return false
	}
	in, programs, beside, placed := 0, 0, 0, false
	for _, e := range n.r.elements {
		placed = placed || e.Boundary != nil && !n.r.isOutside(e)
		program := n.r.category(e) == kind.Compute && !n.r.kindOf(e).Has(kind.Detail) && !n.r.isOutside(e)
		switch {
		case inVPC(e):
			in++
			if program {
				programs++
			}
		case program:
			beside++
		}
	}
	return placed && (in == 0 || beside > programs)
}

// runs reports whether an element takes part in what the system does.
func (n *networkPlan) runs(e *model.Element) bool {
	switch n.r.category(e) {
	case kind.Entry, kind.Compute, kind.Store, kind.Messaging, kind.AI:
		return true
	}
	return n.r.kindOf(e).Has(kind.SignsIn)
}

// chooseRunning takes what runs, wherever it lies, what networks consist of, and
// what has a connection with one of them.
func (n *networkPlan) chooseRunning(inside map[string]bool) {
	taken := map[string]bool{}
	for _, e := range n.r.elements {
		taken[e.ID] = inside[e.ID] || n.runs(e) || n.r.category(e) == kind.Network
	}
	near := map[string]bool{}
	for _, c := range n.r.m.Connections {
		if n.r.exists(c) && n.draws(c) && (taken[c.From.ID] || taken[c.To.ID]) {
			near[c.From.ID], near[c.To.ID] = true, true
		}
	}
	for _, e := range n.r.elements {
		if _, folded := n.r.lifted[e.ID]; (taken[e.ID] || near[e.ID]) && !folded {
			n.chosen = append(n.chosen, e)
		}
	}
}

// front reports whether requests come to the VPC through the element.
func (n *networkPlan) front(e *model.Element) bool {
	k := n.r.kindOf(e)
	return k.Has(kind.WayIn) || k.Has(kind.Client) || k.Has(kind.RemoteAccess)
}

func (n *networkPlan) mayFront(e *model.Element) bool {
	k := n.r.kindOf(e)
	switch k.Category {
	case kind.Actor, kind.Entry, kind.External, kind.Messaging:
		return true
	}
	return k.Has(kind.WayIn) || k.Has(kind.RemoteAccess)
}

// foldVolumes leaves a disk to what mounts it.
func (n *networkPlan) foldVolumes(inside map[string]bool) {
	for _, e := range n.r.elements {
		if e.Task == nil {
			continue
		}
		for _, v := range e.Task.Volumes {
			if inside[v.ID] && inside[e.ID] {
				n.r.lifted[v.ID], n.r.folded[v.ID] = e.ID, true
			}
		}
	}
}
