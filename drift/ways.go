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
	"asbuilt/model/kind"
	"asbuilt/way"
)

// Ways: the questions that a declared connection asks of the network, one after
// another.

// JudgedWay is one way of a connection with what is true of it.
type JudgedWay struct {
	Name string
	way.Way
	// Door says that it is one way in among others: one that is open is enough.
	Door     bool
	from, to *discover.Resource
}

// Ways are those that a declared connection needs, judged; none for one that is not
// a matter of the network. What no packet of its own goes along is one way, of settings.
func Ways(pairs *match.Result, net *reach.Network, conn *model.Connection) []JudgedWay {
	c := &comparison{model: pairs.Model, at: pairs.Index, pairs: pairs, net: net}
	j := c.judged(conn)
	if len(j.ways) > 0 || len(j.settings) == 0 {
		return j.ways
	}
	return []JudgedWay{{Name: conn.ID.V, Way: together(j.settings)}}
}

// judgement is what is true of a connection.
type judgement struct {
	ways []JudgedWay
	// outside says why it is not a matter of the network.
	outside finding.Text
	// settings are facts that carry it where no packet of its own does.
	settings []setting
}

// setting is one thing that has to be so for AWS to deliver.
type setting struct {
	facts []fact
	holds bool
	wrong finding.Text
	// past says that it keeps nothing back: what should be on the way is not.
	past bool
}

// end is one end of a connection.
type end struct {
	ref      model.Ref
	element  *model.Element
	resource *discover.Resource
	// absent says that nothing in the snapshot realises it, although something should.
	absent bool
	// part says that it is a part of the resource, which no fact tells from the rest.
	part bool
}

// name is what a model calls an end.
func (e end) name() string {
	if e.element == nil {
		return "internet"
	}
	return e.ref.String()
}

func (c *comparison) end(ref model.Ref) end {
	e := end{ref: ref, element: c.model.Element(ref.ID)}
	if pair := c.pairs.Of(ref.ID); pair != nil && !pair.OptedOut {
		e.resource = pair.Resource()
		e.absent = e.resource == nil
	}
	return e
}

func (c *comparison) category(e end) kind.Category {
	if e.element == nil {
		return ""
	}
	if k := c.model.Kind(e.element.Kind.ID); k != nil {
		return k.Category
	}
	return ""
}

// judged asks the questions of a connection.
func (c *comparison) judged(conn *model.Connection) judgement {
	from, to := c.end(conn.Opener()), c.end(conn.Answerer())
	switch {
	case conn.Kind.V == "approve":
		return judgement{outside: finding.Say("it is a person's approval", "사람의 승인입니다")}
	case conn.Event != nil && conn.Event.By.IsSet():
		return c.delivered(conn, from, to)
	case from.absent:
		return c.unrealised(conn, from)
	}
	if conn.Kind.V == "replicate" && !to.absent {
		if j, ok := c.copied(conn, from, to); ok {
			return j
		}
	}
	_, bare := bareFunction(from.resource)
	inside := c.net.Placed(from.resource) || bare || c.standsIn(from)
	if len(conn.Via) > 0 && !inside {
		return c.entering(conn, from, to)
	}
	if j, ok := c.carried(conn, from, to); ok {
		return j
	}
	switch {
	case inside:
		return c.outOf(conn, from, to)
	case to.absent:
		return c.unrealised(conn, to)
	case c.listening(to) || c.standsIn(to):
		return c.into(conn, from, to)
	}
	return c.beside(conn, from, to)
}

// listening reports whether an end takes connections in the network. A function does
// not, wherever its own come from: AWS hands it its calls.
func (c *comparison) listening(e end) bool {
	if e.resource == nil {
		return false
	}
	_, called := e.resource.Facts.(*discover.Function)
	return !called && c.net.Placed(e.resource)
}

func bareFunction(r *discover.Resource) (*discover.Function, bool) {
	if r == nil {
		return nil, false
	}
	f, ok := r.Facts.(*discover.Function)
	return f, ok && len(f.SubnetIds) == 0
}

// unrealised is a connection one end of which is not there: nothing gets to what does
// not exist, unless nobody could look.
func (c *comparison) unrealised(conn *model.Connection, e end) judgement {
	w, fact := way.Way{Verdict: way.Blocked}, way.Fact{Type: e.ref.ID}
	gap := finding.Text{}
	if pair := c.pairs.Of(e.ref.ID); pair != nil {
		fact.Type = pair.Types[0]
		switch {
		case pair.Gap != nil:
			gap = pair.Gap.Says()
		case len(pair.Candidates) > 0:
			gap = finding.Say("which of several resources realises %q is not known", "%q에 해당하는 리소스가 여럿입니다", e.ref.ID)
		}
	}
	fact.Value = "none"
	w.Hops = []way.Fact{fact}
	text := finding.Say("nothing on AWS realises %q", "AWS에 %q에 해당하는 리소스가 없습니다", e.ref.ID)
	if gap.IsZero() {
		w.Blocks = []way.Refusal{{Code: "NO_POSSIBLE_DESTINATION", Text: text, Fact: fact, Absent: e.ref.ID}}
	} else {
		w.Verdict, w.Missing = way.Unknown, []way.Missing{{Text: gap, Fact: fact}}
	}
	return judgement{ways: []JudgedWay{{Name: conn.ID.V, Way: w}}}
}

// outOf judges what something in the network opens.
func (c *comparison) outOf(conn *model.Connection, from, to end) judgement {
	port := c.portOf(conn)
	if port == (model.PortRange{}) && c.runs(to) && !c.listening(to) { // AWS's own services speak HTTPS
		port = https
	}
	if port == (model.PortRange{}) {
		return c.portless(conn)
	}
	var j judgement
	var passages []passage
	at, ended := from, false
	for _, ref := range conn.Via {
		v := c.end(ref)
		switch {
		case v.absent:
			return c.unrealised(conn, v)
		case c.standsIn(v):
			w := c.net.Between(c.side(at), c.side(v), c.listens(v, port))
			mustPass(&w, passages)
			j.add(at, v, c.listens(v, port), w)
			at, passages = v, nil
			continue
		case v.resource == nil:
			return unfollowed(conn, v)
		}
		endpoint, isEndpoint := v.resource.Facts.(*discover.VPCEndpoint)
		names, isNames := v.resource.Facts.(*discover.DNSRuleGroup)
		_, isCrossed := v.resource.Facts.(discover.Crossed)
		switch {
		case isEndpoint && endpoint.VpcEndpointType == "GatewayLoadBalancer":
			passages = append(passages, passage{v, v.resource})
		case isEndpoint:
			w := c.net.Between(c.side(at), reach.Of(v.resource), port)
			c.named(&w, v.resource, endpoint)
			j.add(at, v, port, w)
			ended = true
		case isCrossed:
			passages = append(passages, passage{v, v.resource})
		case isNames:
			j.settings = append(j.settings, c.resolved(from, v, names))
		case c.net.Placed(v.resource):
			ask := c.takesOn(v, to, port)
			w := c.net.Between(c.side(at), reach.Of(v.resource), ask)
			mustPass(&w, passages)
			j.add(at, v, ask, w)
			at, passages = v, nil
		}
	}
	if ended {
		return j
	}
	if c.balances(at) {
		port = c.sendsOn(at, to, port)
	}
	w := c.last(conn, at, to, port)
	mustPass(&w, passages)
	j.add(at, to, port, w)
	return j
}

// portless is a connection of which nobody says where it goes to.
func (c *comparison) portless(conn *model.Connection) judgement {
	return judgement{ways: []JudgedWay{{Name: conn.ID.V,
		Way: way.Way{Verdict: way.Unknown, Missing: []way.Missing{{Ignored: true,
			Text: finding.Say("the model does not say which port %q goes to", "%q의 포트가 모델에 없습니다", conn.ID.V)}}}}}}
}

// listens is the port of a thing on the way: its own where it has one.
func (c *comparison) listens(e end, port model.PortRange) model.PortRange {
	if e.element != nil && len(e.element.Listens) == 1 {
		return e.element.Listens[0].V
	}
	return port
}

func (j *judgement) add(from, to end, port model.PortRange, w way.Way) {
	name := from.ref.String() + "->" + to.ref.String() + ":" + port.String()
	j.ways = append(j.ways, JudgedWay{Name: name, Way: w, from: from.resource, to: to.resource})
}

// last judges the way to the one who answers: in the network, on the internet, or
// a service of AWS that has an address there.
func (c *comparison) last(conn *model.Connection, from, to end, port model.PortRange) way.Way {
	if c.listening(to) || c.standsIn(to) {
		return c.between(c.sides(from), c.sides(to), port)
	}
	if to.absent {
		return c.unrealised(conn, to).ways[0].Way
	}
	var hosts []string
	if to.element != nil {
		for _, h := range to.element.Domains {
			hosts = append(hosts, h.V)
		}
	}
	out := c.sides(to)
	anywhere := c.runs(to) || to.element != nil && c.model.OnInternet(to.element)
	if anywhere && c.addressesOf(to).IsEmpty() {
		out[0] = c.side(end{})
	}
	return c.between(c.sides(from), out, port, hosts...)
}

// bypass is the code of a way that leads past what it has to pass.
const bypass = "BYPASS"

// passage is something that packets have to pass.
type passage struct {
	end
	what *discover.Resource
}

// mustPass holds a way to what it has to pass, in order: a trail past it is refused.
func mustPass(w *way.Way, all []passage) {
	if len(all) == 0 || w.Verdict == way.Blocked {
		return
	}
	var ids, names []string
	for _, p := range all {
		ids, names = append(ids, p.what.ID), append(names, p.ref.ID)
	}
	wrong, right := 0, 0
	for _, t := range w.Trails {
		missed := bypassed(t.Passes, ids)
		if missed < 0 || t.Blind { // what is not known may lead past nothing
			right++
			continue
		}
		wrong++
		r := way.Refusal{Packets: t.Packets, Code: bypass,
			Text: finding.Say("it goes by %s, past %s", "%s(으)로 가서 %s을(를) 거치지 않습니다", listOf(t.Passes), names[missed])}
		for _, h := range w.Hops {
			if h.Name == "Routes" && h.Value != "" {
				r.Fact = h
			}
		}
		if !slices.ContainsFunc(w.Blocks, func(o way.Refusal) bool { return o.Text == r.Text }) {
			w.Blocks = append(w.Blocks, r)
		}
	}
	switch {
	case wrong == 0:
	case right == 0:
		w.Verdict, w.Missing = way.Blocked, nil
	default:
		w.Verdict, w.Missing = way.Partial, nil
	}
}

// bypassed is the index of the first of the ids that a trail does not pass in its
// turn, or -1.
func bypassed(trail, ids []string) int {
	next := 0
	for _, t := range trail {
		if next < len(ids) && t == ids[next] {
			next++
		}
	}
	if next == len(ids) {
		return -1
	}
	return next
}

func listOf(ids []string) string {
	if len(ids) == 0 {
		return "local routes"
	}
	text := ids[0]
	for _, id := range ids[1:] {
		text += ", " + id
	}
	return text
}

// named asks whether calls by the name of a service get to its interface endpoint,
// and whether the endpoint's policy permits any.
func (c *comparison) named(w *way.Way, r *discover.Resource, f *discover.VPCEndpoint) {
	refuse := func(of *discover.Resource, name, code string, wrong bool, text finding.Text) {
		fact := way.Fact{Type: of.Type, Resource: of.Ref(), Name: name}
		if gap := c.at.Missing(of, name); gap != nil {
			if w.Verdict == way.Open {
				w.Verdict = way.Unknown
				w.Missing = append(w.Missing, way.Missing{Text: gap.Says(), Fact: fact})
			}
			return
		}
		if wrong {
			w.Verdict, w.Missing = way.Blocked, nil
			w.Blocks = append(w.Blocks, way.Refusal{Code: code, Text: text, Fact: fact})
		}
	}
	refuse(r, "PolicyDocument", "ENDPOINT_POLICY", f.PolicyDocument != nil && !permits(f.PolicyDocument),
		finding.Say("the policy of %s permits nothing, whatever packets get through",
			"%s의 정책이 아무것도 허용하지 않습니다. 패킷은 닿아도 권한이 없습니다", r.ID))
	refuse(r, "VpcEndpointType", "PRIVATE_DNS", false, finding.Text{})
	refuse(r, "ServiceName", "PRIVATE_DNS", false, finding.Text{})
	if f.VpcEndpointType != "Interface" || !ofAWS(f.ServiceName) {
		return
	}
	refuse(r, "PrivateDnsEnabled", "PRIVATE_DNS", !f.PrivateDnsEnabled,
		finding.Say("the name of the service leads past %s: its private DNS is off",
			"%s의 프라이빗 DNS가 꺼져 있어 서비스 이름이 다른 주소로 갑니다", r.ID))
	vpc := c.at.Near(r, "AWS::EC2::VPC", f.VpcId)
	if vpc == nil {
		return
	}
	v := vpc.Facts.(*discover.VPC)
	refuse(vpc, "EnableDnsSupport", "PRIVATE_DNS", !v.EnableDnsSupport,
		finding.Say("%s resolves no names: its DNS support is off", "%s의 DNS 지원이 꺼져 있어 이름을 찾지 못합니다", vpc.ID))
	refuse(vpc, "EnableDnsHostnames", "PRIVATE_DNS", !v.EnableDnsHostnames,
		finding.Say("private DNS does not work in %s: its DNS host names are off",
			"%s의 DNS 호스트 이름이 꺼져 있어 프라이빗 DNS가 동작하지 않습니다", vpc.ID))
}

// connected is what realises an end of a connection today, or nil.
func (c *comparison) connected(ref model.Ref) *discover.Resource { return c.end(ref).resource }

// hop is a fact of the network as evidence.
func (s *subject) hop(h way.Fact) fact {
	name := strings.TrimSpace(h.Type + " " + h.Name)
	return fact{evidence: finding.Evidence{Fact: name, Value: cmp.Or(h.Value, "none"), From: h.Resource},
		resource: s.at.ARN(h.Resource), name: h.Name}
}

// lacking is what is missing about a way, as a fact that could not be read.
func (s *subject) lacking(m way.Missing) fact {
	f := fact{quiet: true, evidence: finding.Evidence{Fact: strings.TrimSpace(m.Fact.Type + " " + m.Fact.Name)},
		gap: &discover.Gap{Cell: discover.Cell{Reason: m.Text.En}}, why: m.Text, unfollowed: m.Ignored}
	if m.Fact.Value != "" { // it was read, and makes no sense: then it is what decides
		f.evidence.From, f.name = m.Fact.Resource, m.Fact.Name
	}
	return f
}
