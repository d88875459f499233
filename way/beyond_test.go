package way

import "slices"

// The second judge, beyond one VPC: transit gateways and lines.

// line is what a virtual private gateway does with a packet.
func (t *trip) line(announced bool, at, vpc string, s shot) bool {
	t.acl(at, s, true)
	w := t.w.Line
	switch {
	case w.State == "?":
		return t.unsure(s)
	case w.VPC != vpc, w.State != "up", t.foreign(vpc):
		t.f.refuse()
		return false
	case !t.to.office:
		return t.unsure(s)
	}
	known := announced
	for _, b := range w.Static {
		known = known || in(b, s.dst)
	}
	switch {
	case known:
	case w.Learns:
		t.f.unknown = true
	default:
		t.f.refuse()
	}
	t.turned = "line"
	return true
}

// join notes what was passed between VPCs; two of them hide groups.
func (t *trip) join(by string) {
	if t.joined != "" {
		by = "regions"
	}
	t.joined = by
}

// plug is where a packet of a subnet enters a transit gateway; empty for nowhere.
func (t *trip) plug(plugs []string, at string) string {
	if slices.Contains(plugs, at) {
		return at
	}
	for _, p := range plugs {
		if t.w.subnet(p).Zone == t.w.subnet(at).Zone {
			return p
		}
	}
	return ""
}

func (t *trip) transit(at, vpc string, s shot) bool {
	t.acl(at, s, true)
	w, v := t.w.Transit, vpcIndex(vpc)
	if w.Unknown {
		return t.unsure(s)
	}
	if w.State != "available" || len(w.Plugs[v]) == 0 {
		t.f.refuse()
		return false
	}
	plug := t.plug(w.Plugs[v], at)
	if plug == "" {
		t.f.refuse()
		return false
	}
	if plug != at {
		t.acl(plug, s, false)
	}
	t.join("transit")
	t.naming = both(w.Naming[0], w.Naming[1+v])
	return t.inTransit(at, s)
}

// both is whether two switches let groups be named.
func both(a, b string) string {
	switch {
	case a == "off" || b == "off":
		return "off"
	case a == "on" && b == "on":
		return "on"
	}
	return "?"
}

// inTransit is what the table of the transit gateway does with a packet.
func (t *trip) inTransit(at string, s shot) bool {
	w := t.w.Transit
	best := longest(w.Routes, s)
	switch {
	case best == nil || best.Gone:
		t.f.refuse()
		return false
	case best.VPC == wLineOut && !w.Line:
		return t.unsure(s)
	case best.VPC == wLineOut:
		if !t.to.office {
			return t.unsure(s)
		}
		t.turned = "transit line"
		return true
	case best.VPC == wOther:
		key := "tgw tgw2"
		switch {
		case t.w.Peer.State == "?":
			t.joined = "regions"
			return t.unsure(s)
		case t.w.Peer.State != "available", t.seen[key]:
			t.f.refuse()
			return false
		}
		t.seen[key], t.joined = true, "regions"
		return t.inOther(at, s)
	case len(w.Plugs[best.VPC]) == 0:
		t.f.refuse()
		return false
	}
	t.naming = both(t.naming, w.Naming[1+best.VPC])
	return t.plugOut(w.Plugs[best.VPC], at, s)
}

func longest(routes []wTransitRoute, s shot) *wTransitRoute {
	var best *wTransitRoute
	bits := -1
	for i, r := range routes {
		if p := prefix(r.To); p.Contains(s.dst) && p.Bits() > bits {
			best, bits = &routes[i], p.Bits()
		}
	}
	return best
}

// plugOut takes a packet from a transit gateway into a VPC.
func (t *trip) plugOut(plugs []string, at string, s shot) bool {
	if slices.Contains(plugs, t.to.subnet()) {
		t.finish(s, true)
		return true
	}
	next := plugs[0]
	for _, p := range slices.Backward(plugs) {
		if at != "" && t.w.subnet(p).Zone == t.w.subnet(at).Zone {
			next = p
		}
	}
	return t.move(next, s)
}

// otherTransit takes a packet into the transit gateway that the first is peered with.
func (t *trip) otherTransit(at, vpc string, s shot) bool {
	t.acl(at, s, true)
	if vpc != "v1" || len(t.w.Peer.Plugs) == 0 {
		t.f.refuse()
		return false
	}
	plug := t.plug(t.w.Peer.Plugs, at)
	if plug == "" {
		t.f.refuse()
		return false
	}
	if plug != at {
		t.acl(plug, s, false)
	}
	t.join("transit")
	t.naming = "off"
	return t.inOther(at, s)
}

func (t *trip) inOther(at string, s shot) bool {
	best := longest(t.w.Peer.Routes, s)
	switch {
	case best == nil || best.Gone:
		t.f.refuse()
		return false
	case best.VPC == wOther:
		key := "tgw2 tgw"
		switch {
		case t.w.Peer.State == "?" || t.w.Transit.Unknown && t.w.Peer.State == "available":
			t.joined = "regions"
			return t.unsure(s)
		case t.w.Peer.State != "available", t.w.Transit.State != "available", t.seen[key]:
			t.f.refuse()
			return false
		}
		t.seen[key], t.joined = true, "regions"
		return t.inTransit(at, s)
	case len(t.w.Peer.Plugs) == 0:
		t.f.refuse()
		return false
	}
	return t.plugOut(t.w.Peer.Plugs, at, s)
}

// fromOffice tries every line into the VPC of a host: one that works is enough.
func (w *world) fromOffice(t *trip, s shot) fate {
	vpc := w.subnet(t.to.subnet()).VPC
	var fates []fate
	try := func(enter func(t *trip) bool) {
		f := *t.f
		in := &trip{w: w, f: &f, from: t.from, to: t.to, sender: t.sender, seen: map[string]bool{}}
		if !enter(in) {
			f.refuse()
		} else {
			w.back(in, s)
		}
		fates = append(fates, f)
	}
	if w.Line.VPC == vpc {
		try(func(in *trip) bool {
			switch w.Line.State {
			case "?":
				in.f.unknown = true
			case "up":
			default:
				return false
			}
			return w.inward(in, "vgw", s)
		})
	}
	if w.Transit.Line && len(w.Transit.Plugs[vpcIndex(vpc)]) > 0 {
		try(func(in *trip) bool { return w.fromTransitLine(in, s) })
	}
	best := fate{refused: true}
	for _, f := range fates {
		if rank(f) > rank(best) {
			best = f
		}
	}
	return best
}

func rank(f fate) int {
	return slices.Index([]string{"blocked", "unknown", "sometimes", "open"}, verdictOf(f))
}

// fromTransitLine takes a packet of a line into the transit gateway.
func (w *world) fromTransitLine(t *trip, s shot) bool {
	switch {
	case w.Transit.Unknown:
		return t.unsure(s)
	case w.Transit.State != "available":
		t.f.refuse()
		return false
	}
	t.joined = "transit"
	return t.inTransit("", s)
}
