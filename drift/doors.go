package drift

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/way"
)

// Doors: the ways on which the internet reaches something through what stands before
// it, each part handing on to the next: a distribution, an API, its link into a VPC,
// a load balancer. Each part opens a connection of its own, so that no packet of the
// internet is on all of the way.

// mostDoors is how many parts may stand one before another.
const mostDoors = 6

// Doors are those ways, judged as one each; none where nothing hands on to the
// resource. The port is that of the resource.
func Doors(pairs *match.Result, net *reach.Network, to *discover.Resource, port model.PortRange) []JudgedWay {
	c := &comparison{model: pairs.Model, at: pairs.Index, pairs: pairs, net: net}
	var all []JudgedWay
	c.doors([]*discover.Resource{to}, way.Way{Verdict: way.Open}, port, func(chain []*discover.Resource, w way.Way) {
		names := []string{"internet"}
		for _, r := range chain {
			names = append(names, cmp.Or(r.Name, r.ID))
		}
		all = append(all, JudgedWay{Name: strings.Join(names, "->") + ":" + port.String(), Way: w, Door: true})
	})
	return all
}

// doors looks for what hands on to the first of a chain, and calls yield with every
// chain whose first the internet calls.
func (c *comparison) doors(chain []*discover.Resource, w way.Way, port model.PortRange,
	yield func([]*discover.Resource, way.Way)) {
	first := chain[0]
	if f, ok := first.Facts.(*discover.Function); ok && len(f.UrlAuthTypes) > 0 {
		yield(chain, joined(c.set(first, "UrlAuthTypes", show(f.UrlAuthTypes)), w))
	}
	if len(chain) > 1 {
		if opened, ok := c.opened(first, port); ok {
			yield(chain, joined(opened, w))
		}
	}
	if len(chain) >= mostDoors {
		return
	}
	for _, typ := range []string{
		"AWS::CloudFront::Distribution", "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api",
		"AWS::ApiGateway::VpcLink", "AWS::ApiGatewayV2::VpcLink", "AWS::ElasticLoadBalancingV2::LoadBalancer",
		"AWS::ElasticLoadBalancing::LoadBalancer",
	} {
		for _, r := range c.at.Type(typ) {
			if slices.Contains(chain, r) {
				continue
			}
			if leg, next, ok := c.handsOn(r, chain, port); ok {
				c.doors(append([]*discover.Resource{r}, chain...), joined(leg, w), next, yield)
			}
		}
	}
}

// opened is the way from the internet to the first part of a chain, for one that
// stands open to it.
func (c *comparison) opened(r *discover.Resource, port model.PortRange) (way.Way, bool) {
	if c.net.Placed(r) {
		if !reach.Balances(r) {
			return way.Way{}, false // what it is reached by itself is the direct way
		}
		w := c.net.Between(reach.Side{End: reach.Everywhere()}, reach.Of(r), port)
		return joined(w, c.filters(r)), w.Verdict != way.Blocked
	}
	f, ok := r.Facts.(discover.Facing)
	if !ok {
		return way.Way{}, false
	}
	by, faces := f.Faces()
	return joined(c.set(r, by.Fact, by.Value), c.filters(r)), faces
}

// filters are the web ACLs before a way in: each is told, and keeps nothing from
// anybody, for which requests it lets through stands in its rules.
func (c *comparison) filters(r *discover.Resource) way.Way {
	w, s := way.Way{Verdict: way.Open}, &subject{comparison: c, resource: r}
	for _, acl := range c.at.Type("AWS::WAFv2::WebACL") {
		if holds, facts := s.filtered(acl, r); holds {
			last := facts[len(facts)-1].evidence
			typ, name, _ := strings.Cut(last.Fact, " ")
			w.Hops = append(w.Hops,
				way.Fact{Type: typ, Resource: last.From, Name: name, Value: cmp.Or(acl.Name, acl.ID)})
		}
	}
	return w
}

// handsOn is the way from one part to the first of a chain, where its settings or a
// target group name it, and the port on which it is reached itself.
func (c *comparison) handsOn(r *discover.Resource, chain []*discover.Resource, port model.PortRange) (
	w way.Way, next model.PortRange, ok bool,
) {
	to, tls := chain[0], model.PortRange{First: 443, Last: 443, Protocol: "tcp"}
	if reach.Balances(r) {
		if !c.net.Registers(r, to) {
			return w, next, false
		}
		ports := c.net.Listening(r)
		if len(ports) == 0 {
			ports = []model.PortRange{tls}
		}
		return c.net.Between(reach.Of(r), reach.Of(to), port), ports[0], true
	}
	if f, is := r.Facts.(*discover.VPCLink); is {
		if !c.linked(r, to) {
			return w, next, false
		}
		if w = (way.Way{Verdict: way.Open}); len(f.SubnetIds) > 0 {
			w = c.net.Between(reach.Of(r), reach.Of(to), port)
		}
		return joined(c.set(r, "VpcLinkStatus", f.VpcLinkStatus), w), tls, true
	}
	for _, p := range handovers() {
		by, names, asks := p.asks(r, to)
		if asks && names {
			w = c.set(r, p.fact, show(by))
			for _, further := range c.reader().leads(undeclared(r), undeclared(to)) {
				w = joined(w, further.way())
			}
			return w, tls, true
		}
	}
	return w, next, false
}

// undeclared is a resource as an end that no model names.
func undeclared(r *discover.Resource) end {
	return end{ref: model.Ref{ID: cmp.Or(r.Name, r.ID)}, resource: r}
}

// way is a setting as a part of a way.
func (set setting) way() way.Way {
	w := way.Way{Verdict: way.Open}
	for _, f := range set.facts {
		typ, name, _ := strings.Cut(f.evidence.Fact, " ")
		at := way.Fact{Type: typ, Resource: f.evidence.From, Name: name, Value: f.evidence.Value}
		if f.gap != nil {
			why := way.Missing{Text: finding.Same(f.gap.String()), Fact: at, Ignored: f.unfollowed}
			w.Verdict, w.Missing = way.Unknown, append(w.Missing, why)
			continue
		}
		w.Hops = append(w.Hops, at)
	}
	if w.Verdict == way.Open && !set.holds {
		w.Verdict, w.Blocks = way.Blocked, []way.Refusal{{Code: "STATE", Text: set.wrong, Fact: w.Hops[len(w.Hops)-1]}}
	}
	return w
}

// linked reports whether an API sends through a link to a load balancer.
func (c *comparison) linked(link, lb *discover.Resource) bool {
	if _, ok := lb.Facts.(*discover.LoadBalancer); !ok {
		return false
	}
	for _, r := range c.at.Type("AWS::ApiGateway::RestApi") {
		if slices.ContainsFunc(r.Facts.(*discover.RestAPI).Methods, func(m discover.RestMethod) bool {
			return m.ConnectionId == link.ID && m.IntegrationTarget == lb.ARN
		}) {
			return true
		}
	}
	for _, r := range c.at.Type("AWS::ApiGatewayV2::Api") {
		if slices.ContainsFunc(r.Facts.(*discover.HTTPAPI).Integrations, func(i discover.HTTPIntegration) bool {
			l := c.at.ARN(i.IntegrationUri)
			if l == nil || i.ConnectionId != link.ID {
				return false
			}
			f, ok := l.Facts.(*discover.Listener)
			return ok && f.LoadBalancerArn == lb.ARN
		}) {
			return true
		}
	}
	return false
}

// set is a part of a way that one setting decides.
func (c *comparison) set(r *discover.Resource, name, value string) way.Way {
	fact := way.Fact{Type: r.Type, Resource: r.Ref(), Name: name, Value: value}
	w := way.Way{Verdict: way.Open, Hops: []way.Fact{fact}}
	if gap := c.at.Missing(r, name); gap != nil {
		w.Verdict, w.Missing = way.Unknown, []way.Missing{{Text: finding.Same(gap.String()), Fact: fact}}
	}
	return w
}

// joined are two parts of a way, one behind the other.
func joined(a, b way.Way) way.Way {
	rank := []way.Verdict{way.Open, way.Unknown, way.Partial, way.Blocked}
	w := way.Way{Verdict: a.Verdict, Hops: slices.Concat(a.Hops, b.Hops), Blocks: slices.Concat(a.Blocks, b.Blocks),
		Missing: slices.Concat(a.Missing, b.Missing), Legs: slices.Concat(a.Legs, b.Legs)}
	if slices.Index(rank, b.Verdict) > slices.Index(rank, a.Verdict) {
		w.Verdict = b.Verdict
	}
	if w.Verdict != way.Unknown {
		w.Missing = nil
	}
	return w
}
