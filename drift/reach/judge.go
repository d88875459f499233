package reach

import (
	"cmp"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// Ask is a question about a way from one end to another.
func Ask(from, to way.End, port model.PortRange) way.Question {
	q := way.Question{From: from, To: to, Text: port.Full(), Protocols: protocol(port.Protocol),
		Ports: packet.Range(port.First, port.Last)}
	if port.Protocol == "icmp" {
		q.Text, q.Protocols = "icmp", packet.Range(packet.ICMPv4,
			packet.ICMPv4).Union(packet.Range(packet.ICMPv6, packet.ICMPv6))
	}
	return q
}

// Between judges the way from one side to another, to hosts where they are known.
func (n *Network) Between(from, to Side, port model.PortRange, hosts ...string) way.Way {
	a, b := n.end(from), n.end(to)
	if lb := balancer(from.Resource); lb != nil && to.Resource != nil {
		a = n.Sender(lb)
		b = n.Registered(lb, b, to.Resource)
	}
	if w, ok := n.publicAPI(a, to, port); ok {
		return w
	}
	if f, ok := bare(from.Resource); ok {
		return n.fromOutside(f, a, to, b, port)
	}
	q := Ask(a, b, port)
	q.Names = hosts
	return way.Judge(n, q)
}

// bare is a function that is plugged into no VPC, as far as that is known.
func bare(r *discover.Resource) (*discover.Resource, bool) {
	if r == nil {
		return nil, false
	}
	f, ok := r.Facts.(*discover.Function)
	return r, ok && len(f.SubnetIds) == 0
}

// fromOutside judges what a function outside of any VPC reaches: the internet, by
// itself, and in a VPC what the internet reaches.
func (n *Network) fromOutside(r *discover.Resource, a way.End, to Side, b way.End, port model.PortRange) way.Way {
	if gap := n.x.Missing(r, "SubnetIds"); gap != nil {
		return way.Way{Verdict: way.Unknown, Missing: []way.Missing{{Text: gap.Says(),
			Fact: way.Fact{Type: r.Type, Resource: r.Ref(), Name: "SubnetIds"}}}}
	}
	fact := way.Fact{Type: r.Type, Resource: r.Ref(), Name: "SubnetIds", Value: "none"}
	if to.Resource == nil && b.Kind == way.Internet {
		return way.Way{Verdict: way.Open, Hops: []way.Fact{fact}}
	}
	a = Everywhere()
	a.Name = finding.Same(cmp.Or(r.Name, r.ID))
	w := way.Judge(n, Ask(a, b, port))
	w.Hops = append([]way.Fact{fact}, w.Hops...)
	if w.Verdict == way.Blocked {
		w.Blocks = append([]way.Refusal{{Code: "NO_POSSIBLE_SOURCE", Text: Outside(a.Name.En), Fact: fact,
			Direction: "out"}}, w.Blocks...)
	}
	return w
}

func balancer(r *discover.Resource) *discover.Resource {
	if r != nil && Balances(r) {
		return r
	}
	return nil
}

// Balances reports whether a resource is a load balancer, of any kind.
func Balances(r *discover.Resource) bool {
	f, ok := r.Facts.(discover.Networked)
	return ok && f.Part().Value == discover.PartBalancer
}

// Outside says that something has no place in a VPC.
func Outside(name string) finding.Text {
	return finding.Say("%s runs outside of any VPC", "%s은(는) VPC 밖에서 실행됩니다", name)
}

// Side is an end as people mean it: a resource, or an end that is none.
type Side struct {
	Resource *discover.Resource
	End      way.End
}

// Of is a resource as a side.
func Of(r *discover.Resource) Side { return Side{Resource: r} }

// Placed reports whether a resource can be the end of a way.
func (n *Network) Placed(r *discover.Resource) bool {
	if r == nil {
		return false
	}
	e, ok := n.End(r)
	return ok && (len(e.Interfaces) > 0 || len(e.Missing) > 0 || e.Kind != way.Placed)
}

func (n *Network) end(s Side) way.End {
	if s.Resource == nil {
		return s.End
	}
	e, ok := n.End(s.Resource)
	if !ok && len(e.Missing) == 0 {
		e.Missing = []way.Missing{{Ignored: true,
			Text: finding.Say("asbuilt does not follow ways to and from %s, which has no place in a VPC (%s)",
				"asbuilt는 VPC 안에 있지 않은 %s(%s)의 길을 따라가지 않습니다", e.Name.En, s.Resource.Type)}}
	}
	return e
}

// Crossed says of a way that must not exist whether anything gets there: on some
// ports, or on any, and not through one of those allowed, by id.
func (n *Network) Crossed(from, to Side, ports []model.PortRange, allowed ...string) way.Way {
	a, b := n.end(from), n.end(to)
	if lb := balancer(from.Resource); lb != nil && to.Resource != nil {
		a = n.Sender(lb)
		b = n.Registered(lb, b, to.Resource)
	}
	if f, ok := bare(from.Resource); ok { // it stands where the internet does
		if gap := n.x.Missing(f, "SubnetIds"); gap != nil {
			return way.Way{Verdict: way.Unknown, Missing: []way.Missing{{Text: gap.Says(),
				Fact: way.Fact{Type: f.Type, Resource: f.Ref(), Name: "SubnetIds"}}}}
		}
		fact := way.Fact{Type: f.Type, Resource: f.Ref(), Name: "SubnetIds", Value: "none"}
		if b.Kind == way.Internet {
			return way.Way{Verdict: way.Open, Hops: []way.Fact{fact}}
		}
		a = Everywhere()
		a.Name, a.Facts = finding.Same(cmp.Or(f.Name, f.ID)), []way.Fact{fact}
	}
	if len(ports) == 0 {
		return way.Crossed(n, way.Anything(a, b), allowed...)
	}
	worst, rank := way.Way{}, map[way.Verdict]int{way.Blocked: 1, way.Unknown: 2, way.Open: 3}
	for _, port := range ports {
		if w := way.Crossed(n, Ask(a, b, port), allowed...); rank[w.Verdict] > rank[worst.Verdict] {
			worst = w
		}
	}
	return worst
}
