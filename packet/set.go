// Package packet is sets of packets: exact unions of what rules say about
// protocol, addresses and ports, that can be cut, joined and compared.
//
// A packet here is the first one of a connection, with what its answers will be:
// source and destination address, protocol, and the ports of both ends. For ICMP,
// which has no ports, type and code stand in their place ([ICMP]). The package
// knows no network and no rule.
package packet

import (
	"net/netip"
	"slices"
)

// Dimension is one thing that a packet has.
type Dimension int

// The dimensions of a packet.
const (
	Protocol    Dimension = iota
	Source                // address of who opens
	Destination           // address of who answers
	SourcePort            // to which answers go; for ICMP type and code of the answer
	Port                  // of who answers; for ICMP type and code
	dimensions  int       = iota
)

// Set is a set of packets. The zero value is empty. Sets with the same packets
// are the same values, however they were made.
type Set struct{ root layer }

// layer is a set from one dimension on: branches whose values do not overlap and
// whose rests differ, in the order of their first values. A branch of the last
// dimension has no rest.
type layer []branch

type branch struct {
	values spans
	rest   layer
}

// Box is every packet whose dimensions all lie in the given sets.
type Box struct {
	Protocols   Numbers
	Source      Addresses
	Destination Addresses
	SourcePorts Numbers
	Ports       Numbers
}

// Of is the set of the packets of a box.
func Of(b Box) Set {
	var rest layer
	for i, values := range [...]spans{b.Ports.in, b.SourcePorts.in, b.Destination.in, b.Source.in, b.Protocols.in} {
		if len(values) == 0 {
			return Set{}
		}
		if i == 0 {
			rest = layer{{values, nil}}
		} else {
			rest = layer{{values, rest}}
		}
	}
	return Set{rest}
}

// Packets are all of some protocols to some ports.
func Packets(protocols, ports Numbers) Set {
	all := Everywhere()
	return Of(Box{Protocols: protocols, Source: all, Destination: all, SourcePorts: AnyNumber(), Ports: ports})
}

// IsEmpty reports whether there is no packet.
func (s Set) IsEmpty() bool { return len(s.root) == 0 }

// Equal reports whether both have the same packets.
func (s Set) Equal(t Set) bool { return s.root.equal(t.root) }

// Within reports whether t has every packet of s.
func (s Set) Within(t Set) bool { return len(s.root.subtract(t.root, 0)) == 0 }

// Union has the packets of either.
func (s Set) Union(t Set) Set { return Set{s.root.union(t.root, 0)} }

// Intersect has the packets of both.
func (s Set) Intersect(t Set) Set { return Set{s.root.intersect(t.root, 0)} }

// Subtract has the packets of s that t has not.
func (s Set) Subtract(t Set) Set { return Set{s.root.subtract(t.root, 0)} }

func (l layer) equal(m layer) bool {
	return slices.EqualFunc(l, m, func(a, b branch) bool { return a.values.equal(b.values) && a.rest.equal(b.rest) })
}

func (l layer) union(m layer, depth int) layer {
	switch {
	case len(l) == 0:
		return m
	case len(m) == 0:
		return l
	}
	var all layer
	for _, a := range l {
		left := a.values
		for _, b := range m {
			if both := a.values.intersect(b.values); len(both) > 0 {
				all = append(all, branch{both, below(depth, a.rest, b.rest, layer.union)})
				left = left.subtract(both)
			}
		}
		if len(left) > 0 {
			all = append(all, branch{left, a.rest})
		}
	}
	for _, b := range m {
		left := b.values
		for _, a := range l {
			left = left.subtract(a.values)
		}
		if len(left) > 0 {
			all = append(all, branch{left, b.rest})
		}
	}
	return all.tidy()
}

func (l layer) intersect(m layer, depth int) layer {
	var all layer
	for _, a := range l {
		for _, b := range m {
			both := a.values.intersect(b.values)
			if len(both) == 0 {
				continue
			}
			if rest := below(depth, a.rest, b.rest, layer.intersect); len(rest) > 0 || last(depth) {
				all = append(all, branch{both, rest})
			}
		}
	}
	return all.tidy()
}

func (l layer) subtract(m layer, depth int) layer {
	if len(m) == 0 {
		return l
	}
	var all layer
	for _, a := range l {
		left := a.values
		for _, b := range m {
			both := left.intersect(b.values)
			if len(both) == 0 {
				continue
			}
			left = left.subtract(both)
			if rest := below(depth, a.rest, b.rest, layer.subtract); len(rest) > 0 {
				all = append(all, branch{both, rest})
			}
		}
		if len(left) > 0 {
			all = append(all, branch{left, a.rest})
		}
	}
	return all.tidy()
}

func last(depth int) bool { return depth == dimensions-1 }

// below does the same one dimension further on; there is nothing beyond the last.
func below(depth int, a, b layer, do func(layer, layer, int) layer) layer {
	if last(depth) {
		return nil
	}
	return do(a, b, depth+1)
}

// tidy joins branches of the same rest and sorts them.
func (l layer) tidy() layer {
	var all layer
	for _, b := range l {
		if i := slices.IndexFunc(all, func(o branch) bool { return o.rest.equal(b.rest) }); i >= 0 {
			all[i].values = all[i].values.union(b.values)
		} else {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b branch) int { return a.values.compare(b.values) })
	return all
}

// values are all that occur in one dimension.
func (l layer) values(d Dimension, depth int) spans {
	var all spans
	for _, b := range l {
		if int(d) == depth {
			all = all.union(b.values)
		} else {
			all = all.union(b.rest.values(d, depth+1))
		}
	}
	return all
}

// Addresses are those that occur as [Source] or [Destination].
func (s Set) Addresses(d Dimension) Addresses { return Addresses{s.root.values(d, 0)} }

// Numbers are those that occur in any other dimension.
func (s Set) Numbers(d Dimension) Numbers { return Numbers{s.root.values(d, 0)} }

// Replace has every packet of s with each of the given values in a dimension in
// the place of its own: what is left when somebody on the way puts others there.
func (s Set) Replace(d Dimension, values spans) Set {
	if len(values) == 0 {
		return Set{}
	}
	return Set{s.root.replace(d, values, 0)}
}

func (l layer) replace(d Dimension, values spans, depth int) layer {
	var all layer
	if int(d) == depth {
		var rest layer
		for _, b := range l {
			rest = rest.union(b.rest, depth+1)
		}
		if len(l) > 0 {
			all = layer{{values, rest}}
		}
		return all
	}
	for _, b := range l {
		all = append(all, branch{b.values, b.rest.replace(d, values, depth+1)})
	}
	return all.tidy()
}

// From has every packet of s with each of those sources, and each of the ports
// for its answers.
func (s Set) From(source Addresses, ports Numbers) Set {
	return s.Replace(Source, source.in).Replace(SourcePort, ports.in)
}

// To has every packet of s with each of those destinations.
func (s Set) To(destination Addresses) Set { return s.Replace(Destination, destination.in) }

// AnySource has every packet of s as if it came from anywhere.
func (s Set) AnySource() Set { return s.From(Everywhere(), AnyNumber()) }

// Packet is one packet.
type Packet struct {
	Protocol            int
	Source, Destination netip.Addr
	SourcePort, Port    int
}

// Has reports whether a packet is in the set.
func (s Set) Has(p Packet) bool {
	at := s.root
	for _, n := range [...]number{small(p.Protocol), ofAddr(p.Source), ofAddr(p.Destination), small(p.SourcePort),
		small(p.Port)} {
		i := slices.IndexFunc(at, func(b branch) bool { return b.values.has(n) })
		if i < 0 {
			return false
		}
		at = at[i].rest
	}
	return true
}
