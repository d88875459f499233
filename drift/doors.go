package drift

import (
	"cmp"
	"maps"
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
	var missing []way.Missing
	called := func(chain []*discover.Resource, w way.Way, at model.PortRange) {
		if w.Verdict != way.Blocked {
			missing = with(missing, c.hidden(chain[0])...)
		}
		add := func(first way.Way) { all = append(all, door("internet", chain, joined(first, w), port)) }
		if f, ok := chain[0].Facts.(*discover.Function); ok && len(f.UrlAuthTypes) > 0 {
			url := c.set(chain[0], "UrlAuthTypes", show(f.UrlAuthTypes))
			if !slices.Contains(f.UrlAuthTypes, urlOfSigned) {
				url = joined(url, c.reader().anybodyCalls(chain[0]).way())
			}
			add(url)
		}
		if len(chain) > 1 {
			if opened, ok := c.opened(chain[0], at); ok {
				add(opened)
			}
		}
	}
	c.doors([]*discover.Resource{to}, way.Way{Verdict: way.Open}, port, called)
	open := func(w JudgedWay) bool { return w.Verdict == way.Open }
	if len(missing) > 0 && !slices.ContainsFunc(all, open) {
		unsure := door("internet->…", []*discover.Resource{to}, way.Way{Verdict: way.Unknown, Missing: missing}, port)
		all = append(all, unsure)
	}
	return all
}

func door(from string, chain []*discover.Resource, w way.Way, port model.PortRange) JudgedWay {
	var names []string
	if from != "" {
		names = append(names, from)
	}
	for _, r := range chain {
		names = append(names, cmp.Or(r.Name, r.ID))
	}
	return JudgedWay{Name: strings.Join(names, "->") + ":" + port.String(), Way: w, Door: true}
}

// Handed are the ways on which a part that hands on what reaches it, such as an API, hands
// it to something, by others or by itself. ok is false where the ways between the two are
// not of that kind.
func Handed(pairs *match.Result, net *reach.Network, from, to *discover.Resource, port model.PortRange) (
	all []JudgedWay, ok bool,
) {
	c := &comparison{model: pairs.Model, at: pairs.Index, pairs: pairs, net: net}
	fronted, front := from.Facts.(discover.Fronting)
	var missing []way.Missing
	c.doors([]*discover.Resource{to}, way.Way{Verdict: way.Open}, port,
		func(chain []*discover.Resource, w way.Way, _ model.PortRange) {
			if w.Verdict != way.Blocked {
				missing = with(missing, c.hidden(chain[0])...)
			}
			if chain[0] == from && len(chain) > 1 {
				all = append(all, door("", chain, w, port))
			}
		})
	if len(all) > 0 || !front {
		return all, len(all) > 0
	}
	asked := c.listening(undeclared(to))
	for _, p := range handovers() {
		_, _, asks := p.asks(from, to)
		asked = asked || asks && !p.among
	}
	_, faces := c.opened(to, port) // then an API may call it over the internet
	if _, isAPI := from.Facts.(discover.Staged); !asked || isAPI && faces {
		return nil, false
	}
	if !isDistribution(from) { // no link leads to a classic load balancer
		missing = slices.DeleteFunc(missing, func(m way.Missing) bool { return m.Fact.Type == classicBalancer })
	}
	a, b := undeclared(from), undeclared(to)
	none := c.set(from, fronted.HandsOn().Fact, show(fronted.HandsOn().Value))
	switch unsure := c.elsewhere(from, to); {
	case len(missing) > 0:
		none.Verdict, none.Missing = way.Unknown, missing
	case none.Verdict != way.Open:
	case len(unsure) > 0:
		none.Verdict, none.Missing = way.Unknown, unsure
	default:
		none.Verdict = way.Blocked
		none.Blocks = []way.Refusal{{Code: "NO_POSSIBLE_DESTINATION", Fact: none.Hops[0],
			Text: finding.Say("%s does not lead to %s", "%s이(가) %s(으)로 이어지지 않습니다", a.ref.ID, b.ref.ID)}}
	}
	return []JudgedWay{door("", []*discover.Resource{from, to}, none, port)}, true
}

// OutAndIn is the way from something in a network, by the internet, to what has a public
// address there: out to the address, and in as whoever the internet sees. As which address
// that is nobody follows, so that what lets in only a part of the internet is unknown.
func OutAndIn(net *reach.Network, from, address reach.Side, to *discover.Resource, port model.PortRange) way.Way {
	out := net.Between(from, address, port)
	in := net.Between(reach.Side{End: reach.Everywhere()}, reach.Of(to), port)
	if out.Verdict != way.Blocked && in.Verdict == way.Partial {
		in.Verdict, in.Blocks = way.Unknown, nil
		in.Missing = []way.Missing{{Ignored: true, Text: finding.Say(
			"asbuilt does not follow under which public address %s is seen, and %s lets in a part of the internet",
			"asbuilt는 %s이(가) 어느 공인 주소로 보이는지 따라가지 않으며, %s은(는) 인터넷의 일부만 허용합니다",
			sideName(from), nameOf(to))}}
	}
	return joined(out, in)
}

func sideName(s reach.Side) string {
	if s.Resource != nil {
		return nameOf(s.Resource)
	}
	return s.End.Name.En
}

// Stands is whether something that has no place in a network stands open to the internet
// by its own settings; ok is false where none says so.
func Stands(pairs *match.Result, net *reach.Network, r *discover.Resource) (w way.Way, ok bool) {
	c := &comparison{model: pairs.Model, at: pairs.Index, pairs: pairs, net: net}
	f, ok := r.Facts.(discover.Facing)
	if !ok || net.Placed(r) {
		return w, false
	}
	by, faces := f.Faces()
	if by.Fact == "" {
		return w, false
	}
	w = joined(c.set(r, by.Fact, by.Value), c.filters(r))
	if !faces && w.Verdict == way.Open {
		w.Verdict, w.Blocks = way.Blocked, []way.Refusal{{
			Code: "NO_POSSIBLE_DESTINATION", Fact: w.Hops[0], Direction: "in", Text: shut(cmp.Or(r.Name, r.ID), by)}}
	}
	return w, true
}

// shut says that something does not stand open to the internet.
func shut(name string, by discover.Reading[string]) finding.Text {
	return finding.Say("%s does not stand open to the internet (%s: %s)", "%s이(가) 인터넷에 열려 있지 않습니다(%s: %s)",
		name, by.Fact, by.Value)
}

// frontTypes are what may stand before a load balancer, and balancerTypes what says whether
// one stands before something, each with the fact that decides.
var (
	frontTypes = map[string]string{
		"AWS::CloudFront::Distribution": "Origins", "AWS::ApiGateway::RestApi": "Methods",
		"AWS::ApiGatewayV2::Api": "Integrations", "AWS::ApiGateway::VpcLink": "TargetArns",
		"AWS::ApiGatewayV2::VpcLink": "VpcLinkStatus",
	}
	balancerTypes = map[string]string{
		"AWS::ElasticLoadBalancingV2::LoadBalancer": "Scheme",
		"AWS::ElasticLoadBalancingV2::Listener":     "DefaultActions",
		"AWS::ElasticLoadBalancingV2::ListenerRule": "Actions",
		"AWS::ElasticLoadBalancingV2::TargetGroup":  "Targets",
		classicBalancer: "Instances",
	}
)

const classicBalancer = "AWS::ElasticLoadBalancing::LoadBalancer"

// isMachine reports whether something is a machine, or runs on some.
func isMachine(r *discover.Resource) bool {
	f, ok := r.Facts.(discover.Networked)
	return ok && slices.Contains([]discover.Part{discover.PartMachine, discover.PartFleet, discover.PartOnMachines},
		f.Part().Value)
}

// with adds reasons that are not among them.
func with(all []way.Missing, more ...way.Missing) []way.Missing {
	for _, m := range more {
		if !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return all
}

// hidden are the reasons for which something may stand before the first of a chain that
// nobody saw.
func (c *comparison) hidden(first *discover.Resource) (missing []way.Missing) {
	types := frontTypes
	_, called := first.Facts.(*discover.Function)
	if !called && c.net.Placed(first) && !reach.Balances(first) {
		types = balancerTypes
	}
	for _, typ := range slices.Sorted(maps.Keys(types)) {
		if typ == classicBalancer && !isMachine(first) { // it sends to machines alone
			continue
		}
		region := first.Region
		if typ == "AWS::CloudFront::Distribution" {
			region = ""
		}
		if gap := c.at.Unlisted(typ, first.Account, region); gap != nil {
			missing = append(missing, way.Missing{Text: gap.Says(), Fact: way.Fact{Type: typ}})
			continue
		}
		for _, r := range c.at.Type(typ) {
			if gap := c.at.Missing(r, types[typ]); gap != nil {
				missing = append(missing, way.Missing{Text: gap.Says(),
					Fact: way.Fact{Type: typ, Resource: r.Ref(), Name: types[typ]}})
			}
		}
	}
	return missing
}

// doors looks for what hands on to the first of a chain, and calls yield with every
// chain, and the port on which its first is reached.
func (c *comparison) doors(chain []*discover.Resource, w way.Way, port model.PortRange,
	yield func([]*discover.Resource, way.Way, model.PortRange)) {
	yield(chain, w, port)
	if len(chain) >= mostDoors {
		return
	}
	for _, typ := range append(slices.Sorted(maps.Keys(frontTypes)), "AWS::ElasticLoadBalancingV2::LoadBalancer",
		classicBalancer) {
		for _, r := range c.at.Type(typ) {
			if slices.Contains(chain, r) {
				continue
			}
			leg, ports := c.handsOn(r, chain, port)
			for _, next := range ports {
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
// target group name it, and the ports on which it is reached itself; none where they do not.
func (c *comparison) handsOn(r *discover.Resource, chain []*discover.Resource, port model.PortRange) (
	w way.Way, ports []model.PortRange,
) {
	to, tls := chain[0], []model.PortRange{{First: 443, Last: 443, Protocol: "tcp"}}
	if reach.Balances(r) {
		if ports = c.net.Registers(r, to); len(ports) == 0 {
			return w, nil
		}
		return c.net.Between(reach.Of(r), reach.Of(to), port), ports
	}
	if f, is := r.Facts.(*discover.VPCLink); is {
		if !c.linked(r, to) {
			return w, nil
		}
		if w = (way.Way{Verdict: way.Open}); len(f.SubnetIds) > 0 {
			w = c.net.Between(reach.Of(r), reach.Of(to), port)
		}
		return joined(c.set(r, "VpcLinkStatus", f.VpcLinkStatus), w), tls
	}
	for _, p := range handovers() {
		by, names, asks := c.asked(p, r, to)
		if asks && names {
			w = c.set(r, p.fact, show(by))
			for _, further := range c.reader().leads(undeclared(r), undeclared(to)) {
				w = joined(w, further.way())
			}
			return w, tls
		}
	}
	return w, nil
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
			why := way.Missing{Text: cmp.Or(f.why, f.gap.Says()), Fact: at, Ignored: f.unfollowed}
			w.Verdict, w.Missing = way.Unknown, append(w.Missing, why)
			continue
		}
		if name == "" { // it is there, which goes without saying
			continue
		}
		w.Hops = append(w.Hops, at)
	}
	if w.Verdict == way.Open && !set.holds {
		refusal := way.Refusal{Code: "STATE", Text: set.wrong}
		if len(w.Hops) > 0 {
			refusal.Fact = w.Hops[len(w.Hops)-1]
		}
		w.Verdict, w.Blocks = way.Blocked, []way.Refusal{refusal}
	}
	return w
}

// together are settings, all of which have to be right, as a way.
func together(all []setting) way.Way {
	w := way.Way{Verdict: way.Open}
	for _, set := range all {
		w = joined(w, set.way())
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
		w.Verdict, w.Missing = way.Unknown, []way.Missing{{Text: gap.Says(), Fact: fact}}
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
