package way

import (
	"slices"

	"asbuilt/packet"
)

// Crossed answers the opposite question, of a way that must not exist: open when a
// single packet of what is asked gets through and back between any two interfaces,
// in either address family; blocked when none can, whatever is missing elsewhere.
// Whether something answers at the moment does not count, and what goes through one
// of those allowed, by id, is none of it.
func Crossed(net Network, q Question, allowed ...string) Way {
	q.brief = true
	w := Way{Verdict: Blocked, Hops: slices.Concat(q.From.Facts, q.To.Facts)}
	families := legsOf(net, q)
	legs := slices.Concat(families[0], families[1])
	missing := slices.Concat(q.From.Missing, q.To.Missing)
	assumed := slices.Concat(q.From.Assumed, q.To.Assumed)
	var open, unsure []*Leg
	for _, l := range legs {
		l.without(allowed)
		switch {
		case !l.Certain.IsEmpty() || !l.Sometimes.IsEmpty():
			open = append(open, l)
		case !l.Possible.IsEmpty():
			unsure = append(unsure, l)
		}
	}
	switch {
	case len(open) > 0 && len(assumed) == 0:
		w.Verdict = Open
		w.collect(open, false)
		w.Blocks = nil
		return w
	case len(open) > 0:
		w.Verdict, w.Missing = Unknown, assumed
	case len(unsure) > 0, len(missing) > 0:
		w.Verdict, w.Missing = Unknown, missing
	}
	w.collect(legs, false)
	return w
}

// without takes the trails through some things out of what gets through.
func (l *Leg) without(allowed []string) {
	var left []Trail
	for _, t := range l.Trails {
		if !slices.ContainsFunc(t.Passes, func(id string) bool { return slices.Contains(allowed, id) }) {
			left = append(left, t)
			continue
		}
		l.Certain, l.Possible = l.Certain.Subtract(t.Packets), l.Possible.Subtract(t.Packets)
		l.Sometimes = l.Sometimes.Subtract(t.Packets)
	}
	l.Trails = left
}

// Anything is a question about every packet from one end to another.
func Anything(from, to End) Question {
	return Question{From: from, To: to, Protocols: packet.AnyProtocol(), Ports: packet.AnyNumber(), Text: "0-65535/any"}
}
