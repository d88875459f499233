package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/way"
)

// Entering: ways from outside the network to something in it. A person, a distribution and
// an API get there by what hands on to it: what the model names in via:, one after the
// other, or, where it names nothing, whatever does.

// entering judges a connection from outside by the parts that via: names. Each of them
// opens a connection of its own to the next.
func (c *comparison) entering(conn *model.Connection, from, to end) judgement {
	port := c.portOf(conn)
	if port == (model.PortRange{}) && c.runs(to) && !c.listening(to) { // AWS's own services speak HTTPS
		port = https
	}
	var stops []end
	for _, ref := range conn.Via {
		stops = append(stops, c.end(ref))
	}
	stops = append(stops, to)
	var j judgement
	var passages []passage
	var acls []end
	at := from
	for i, stop := range stops {
		next := i + 1
		switch {
		case stop.absent:
			return c.unrealised(conn, stop)
		case next == len(stops):
		case stop.resource == nil && !c.standsIn(stop):
			return unfollowed(conn, stop)
		case isA[*discover.WebACL](stop):
			acls = append(acls, stop)
			continue
		case isA[discover.Crossed](stop):
			passages = append(passages, passage{stop, stop.resource})
			continue
		}
		ask := port
		switch {
		case next < len(stops):
			ask = c.takesOn(stop, stops[next], port)
		case port == (model.PortRange{}):
			return c.portless(conn)
		case c.balances(at):
			ask = c.sendsOn(at, stop, port)
		}
		leg := c.leg(conn, at, stop, ask, passages)
		if next == len(stops) && at == from && len(passages) == 0 { // via: names no part that hands on
			c.byOthers(&leg, from, to, ask)
		}
		leg.settings = append(leg.settings, c.behind(acls, stop)...)
		if len(leg.ways)+len(leg.settings) == 0 && next == len(stops) && len(j.ways)+len(j.settings) == 0 {
			return leg // none of it is a matter of the network
		}
		j.ways, j.settings = append(j.ways, leg.ways...), append(j.settings, leg.settings...)
		at, passages, acls = stop, nil, nil
	}
	return j
}

var https = model.PortRange{First: 443, Last: 443, Protocol: "tcp"}

// leg judges one connection on the way in.
func (c *comparison) leg(conn *model.Connection, a, b end, port model.PortRange, passages []passage) (j judgement) {
	if carried, ok := c.carried(conn, a, b); ok && len(passages) == 0 {
		return carried
	}
	if c.net.Placed(a.resource) || c.standsIn(a) {
		w := c.last(conn, a, b, port)
		mustPass(&w, passages)
		j.add(a, b, port, w)
		return j
	}
	if !c.listening(b) && !c.standsIn(b) {
		j = c.beside(conn, a, b)
		for _, p := range passages { // no packet that anybody follows comes by there
			j.settings = append(j.settings, setting{facts: []fact{c.reader().lacking(offTheWay(p.end, b))}})
		}
		return j
	}
	w := c.between(c.callers(a), c.sides(b), port)
	mustPass(&w, passages)
	j.add(a, b, port, w)
	j.settings = c.behindACL(b)
	return j
}

// callers are the sides on which somebody outside calls: AWS asks in the name of somebody on
// the internet.
func (c *comparison) callers(e end) []reach.Side {
	if e.resource != nil {
		return c.sides(end{})
	}
	return c.sides(e)
}

// behind asks whether web ACLs that via: names stand before a part.
func (c *comparison) behind(acls []end, e end) (all []setting) {
	s := &subject{comparison: c, id: e.ref.ID, resource: e.resource}
	for _, acl := range acls {
		if !isA[discover.Filtered](e) && !isA[discover.Facing](e) { // it stands before what hands on
			all = append(all, setting{facts: []fact{s.lacking(offTheWay(acl, e))}})
			continue
		}
		holds, facts := s.filtered(acl.resource, e.resource)
		all = append(all, setting{facts: facts, holds: holds, past: true, wrong: finding.Say(
			"%s is not behind the web ACL %s", "%s 앞에 웹 ACL %s이(가) 없습니다", e.ref.ID, acl.ref.ID)})
	}
	return all
}

// offTheWay says that nobody looks at whether the way to something passes a part.
func offTheWay(part, to end) way.Missing {
	return way.Missing{Ignored: true, Text: finding.Say("asbuilt does not follow whether the way to %s passes %s",
		"asbuilt는 %s(으)로 가는 길이 %s을(를) 지나는지 따라가지 않습니다", to.name(), part.name())}
}

func isA[T any](e end) bool {
	_, ok := factsOf[T](e)
	return ok
}

func (c *comparison) balances(e end) bool { return e.resource != nil && reach.Balances(e.resource) }

// takesOn is the port on which a part on the way is called that hands on to the next: of a
// load balancer the one that is asked for where it listens there, else that of a listener
// which leads to the next, HTTPS first.
func (c *comparison) takesOn(e, next end, port model.PortRange) model.PortRange {
	if !c.balances(e) || next.resource == nil {
		return c.listens(e, port)
	}
	ports := c.net.Registers(e.resource, next.resource)
	switch {
	case len(ports) == 0:
		return c.listens(e, port)
	case slices.Contains(ports, port):
		return port
	case slices.Contains(ports, https):
		return https
	}
	return ports[0]
}

// sendsOn is the port on which a load balancer calls something: the one that is asked for,
// unless that is the port of a listener which leads to another.
func (c *comparison) sendsOn(lb, to end, port model.PortRange) model.PortRange {
	if to.resource == nil {
		return port
	}
	targets := c.net.Targets(lb.resource, to.resource)
	if len(targets) == 0 || slices.Contains(targets, port) ||
		!slices.Contains(c.net.Registers(lb.resource, to.resource), port) {
		return port
	}
	return targets[0]
}

// byOthers replaces a way that is not open by one through what hands on and the model does
// not name.
func (c *comparison) byOthers(j *judgement, from, to end, port model.PortRange) {
	if to.resource == nil || len(j.ways) != 1 || j.ways[0].Verdict == way.Open {
		return
	}
	if by, ok := c.handedOn(from, to, port); ok && (by.Verdict != way.Blocked || from.resource != nil) {
		j.ways[0].Way = by
	}
}

// handedOn looks for what hands on from outside to something that it does not reach by
// itself, and that the model does not name. The first way that is open is enough; one of
// which nobody knows wins over none. ok is false where nothing hands on.
func (c *comparison) handedOn(from, to end, port model.PortRange) (found way.Way, ok bool) {
	ports := []model.PortRange{port}
	for _, typ := range []string{"AWS::ElasticLoadBalancingV2::LoadBalancer", classicBalancer} {
		for _, lb := range c.at.Type(typ) {
			if ask := c.sendsOn(undeclared(lb), to, port); !slices.Contains(ports, ask) {
				ports = append(ports, ask)
			}
		}
	}
	for _, port := range ports {
		var ways []JudgedWay
		if from.resource == nil {
			ways = Doors(c.pairs, c.net, to.resource, port)
		} else {
			ways, _ = Handed(c.pairs, c.net, from.resource, to.resource, port)
		}
		for _, w := range ways {
			if w.Verdict == way.Open {
				return w.Way, true
			}
			if !ok || found.Verdict == way.Blocked {
				found, ok = w.Way, true
			}
		}
	}
	return found, ok
}
