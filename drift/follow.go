package drift

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/way"
)

// What follows from what. Many findings come of one change: a route that leads
// elsewhere refuses connections, a subnet that is gone takes from everything in it a
// zone. Each finding is given the cause that it shares with the others.
//
// A finding about a resource is its own cause, together with those about its other
// facts: they were changed in one place. A rule of a security group is a cause of its
// own, because rules are made one by one. Everything else may follow from another: a
// connection from any fact that refuses it, and what could not be compared from what
// is not there. Such a finding goes to a cause that is told of already; what is left
// is explained by as few facts as suffice.

// reason is one of the things that refuse a connection, with the causes that it may
// come of, the likeliest first.
type reason struct {
	text   finding.Text
	causes []finding.Cause
	// absent is the id of what is not there, lacks its type where that alone is known.
	absent, lacks string
	// serving says that what is asked for is not served at an end, nowhere that no
	// fact refuses, but one that is not there.
	serving, nowhere bool
}

// remember keeps why a connection is refused, for the finding that was just
// reported about it.
func (c *comparison) remember(f *finding.Finding, conn *model.Connection, j judgement) {
	t := refused{conn: conn}
	ways := j.ways
	if f.Verdict == finding.Unknown { // then nothing that is known refuses it
		ways, j.settings = nil, nil
	}
	for _, w := range ways {
		for _, b := range w.Blocks {
			t.reasons = append(t.reasons, c.reasonOf(w, b))
		}
	}
	for _, set := range j.settings {
		if !set.holds {
			r := reason{text: set.wrong}
			for _, f := range set.facts {
				if !f.quiet {
					r.causes = append(r.causes, f.cause())
				}
			}
			for _, f := range set.facts { // what it rests on besides
				if f.quiet && f.resource != nil && f.name != "" {
					r.causes = append(r.causes, f.cause())
				}
			}
			t.reasons = append(t.reasons, r)
		}
	}
	if c.refused == nil {
		c.refused = map[*finding.Finding]refused{}
	}
	c.refused[f] = t
}

type refused struct {
	conn    *model.Connection
	reasons []reason
}

// reasonOf is why a way is refused, with every fact that could be what changed.
func (c *comparison) reasonOf(w JudgedWay, b way.Refusal) reason {
	r := reason{text: b.Text, absent: b.Absent, serving: b.Serving, nowhere: b.Fact.Resource == ""}
	if r.nowhere {
		r.lacks = b.Fact.Type
	}
	add := func(f way.Fact, part string) {
		if f.Resource != "" {
			r.causes = append(r.causes, c.causeAt(f.Type, f.Resource, f.Name, part))
		}
	}
	add(b.Fact, b.Peer)
	switch b.Code {
	case "ENI_SG_RULES_MISMATCH": // a rule is gone, or an end is in another group
		for _, end := range []*discover.Resource{w.from, w.to} {
			if end == nil {
				continue
			}
			at := c.at.Placement(end)
			for _, ref := range slices.Concat(at.Facts, at.GroupFacts) {
				if ref.Resource != nil {
					add(way.Fact{Type: ref.Resource.Type, Resource: ref.Resource.Ref(), Name: ref.Fact}, "")
				}
			}
		}
	default:
		for _, h := range w.Hops {
			if onRoute[h.Type] {
				add(h, "")
			}
		}
	}
	return r
}

// onRoute are the types whose facts say where packets go.
var onRoute = map[string]bool{
	"AWS::EC2::RouteTable": true, "AWS::EC2::NatGateway": true, "AWS::EC2::VPCEndpoint": true,
	"AWS::EC2::InternetGateway": true, "AWS::EC2::NetworkAcl": true, "AWS::EC2::VPC": true,
	"AWS::EC2::VPCPeeringConnection": true, "AWS::EC2::TransitGatewayRouteTable": true,
	"AWS::NetworkFirewall::Firewall": true, "AWS::NetworkFirewall::FirewallPolicy": true,
	"AWS::NetworkFirewall::RuleGroup": true, "AWS::EC2::VPCBlockPublicAccessOptions": true,
	"AWS::ElasticLoadBalancing::LoadBalancer": true, "AWS::ElasticLoadBalancingV2::Listener": true,
	"AWS::ElasticLoadBalancingV2::TargetGroup": true,
}

// causeAt is a cause whose resource goes by its ARN, however it was referred to.
func (c *comparison) causeAt(typ, resource, fact, part string) finding.Cause {
	if c.at.ARN(resource) == nil {
		for _, r := range c.at.Type(typ) {
			if r.ID == resource {
				resource = r.Ref()
				break
			}
		}
	}
	return finding.Cause{Type: typ, Resource: resource, Fact: fact, Part: part}
}

// tracer gives findings their causes. Keys are what tells causes apart.
type tracer struct {
	*comparison
	// told are the causes of findings that are about them, by key.
	told map[string]*trace
	// missing is the key of what is declared and not there, by its id.
	missing map[string]string
	of      map[*finding.Finding]string
}

// trace is a cause with what was found about it.
type trace struct {
	cause    finding.Cause
	facts    map[string]bool
	subjects map[string]bool
}

// trace gives every finding of the run the cause that it shares with others.
func (c *comparison) trace() {
	t := &tracer{comparison: c, told: map[string]*trace{}, missing: map[string]string{},
		of: map[*finding.Finding]string{}}
	var others finding.List
	for _, f := range c.findings {
		if f.Code == CodeMissing && f.Verdict != finding.Unknown {
			t.tell(f, keyOf(f.Cause))
			t.missing[f.Subject] = keyOf(f.Cause)
		}
	}
	for _, f := range c.findings {
		switch _, isRefused := c.refused[f]; {
		case t.of[f] != "":
		case isRefused, f.Code == codeBlocked, isLost(f.Cause):
			others = append(others, f)
		default:
			t.direct(f)
		}
	}
	t.listeners()
	var left finding.List
	for _, f := range others {
		if !t.known(f) {
			left = append(left, f)
		}
	}
	t.cover(left)
	t.blocked(others)
	t.swapped()
	t.settle()
	c.unreadPlaces()
}

// isLost reports whether a finding is about something that another fact names and
// that the snapshot does not have.
func isLost(c finding.Cause) bool { return c.Type == "" && strings.HasSuffix(c.Resource, notThere) }

const notThere = " is not in the snapshot"

// keyOf is what two causes share that are one: the resource, and of the rules of a
// security group whom they are about. What several subnets lack, such as a network ACL,
// they had in common.
func keyOf(c finding.Cause) string {
	if what, of, _ := strings.Cut(c.Resource, " of "); isLost(c) && strings.HasPrefix(of, "subnet-") {
		return what
	}
	if c.Part != "" || c.Type == "AWS::EC2::SecurityGroup" {
		return c.Type + " " + c.Resource + " " + c.Fact + " " + c.Part
	}
	return c.Type + " " + c.Resource
}

// tell says that a finding is about a cause.
func (t *tracer) tell(f *finding.Finding, key string) {
	at := t.told[key]
	if at == nil {
		at = &trace{cause: f.Cause, facts: map[string]bool{}, subjects: map[string]bool{}}
		t.told[key] = at
	}
	at.facts[f.Cause.Fact], at.subjects[f.Subject] = true, true
	t.of[f] = key
}

// hang says that a finding follows from a cause that another is about.
func (t *tracer) hang(f *finding.Finding, key string) {
	t.of[f], f.Follows = key, true
}

const targetGroup = "AWS::ElasticLoadBalancingV2::TargetGroup"

// direct takes a finding for one about its own cause, unless what it is compared
// with is itself not there.
func (t *tracer) direct(f *finding.Finding) {
	e := t.model.Element(f.Subject)
	if key, gone := t.missing[f.Subject]; gone && strings.HasPrefix(key, f.Cause.Type+" ") &&
		t.at.ARN(f.Cause.Resource) == nil { // it is not there, whatever it was looked for by
		t.hang(f, key)
		return
	}
	if e != nil && f.Cause.Type == targetGroup { // then what it should be registered in is not there
		for _, g := range e.Groups {
			if key, gone := t.missing[g.ID]; gone && strings.HasPrefix(key, targetGroup) {
				t.hang(f, key)
				return
			}
		}
	}
	if e != nil && (f.Code == codeSubnet || f.Code == codeZone) {
		for b := e.Boundary; b != nil; b = b.Parent {
			if key, gone := t.missing[b.ID]; gone {
				t.hang(f, key)
				return
			}
		}
	}
	t.tell(f, keyOf(f.Cause))
}

// listeners hangs a listener that nobody declared on the one that is not there: its
// port was changed.
func (t *tracer) listeners() {
	gone := map[string]string{}
	for _, f := range t.findings {
		if key := t.of[f]; key != "" && f.Code == codeListener && t.at.ARN(f.Cause.Resource) == nil {
			gone[f.Subject] = key
		}
	}
	for _, f := range t.findings {
		if key := gone[f.Subject]; f.Code == codeUndeclaredListener && key != "" {
			t.told[t.of[f]] = t.told[key]
			t.hang(f, key)
			delete(gone, f.Subject)
		}
	}
}

// known hangs a finding on causes that are told of already; it reports whether all
// its reasons are among them.
func (t *tracer) known(f *finding.Finding) bool {
	r, isRefused := t.refused[f]
	if !isRefused || len(r.reasons) == 0 {
		return lostThing(f) != "" && t.lost(f)
	}
	first := ""
	for _, reason := range r.reasons {
		key := t.explains(r.conn, reason)
		if key == "" {
			return false
		}
		first = cmp.Or(first, key)
	}
	t.hang(f, first)
	return true
}

// explains is the key of a cause that is told of and from which a reason follows, or
// "".
func (t *tracer) explains(conn *model.Connection, r reason) string {
	if key := t.missing[r.absent]; key != "" {
		return key
	}
	for i, c := range r.causes {
		if at := t.told[keyOf(c)]; at != nil && (i == 0 || at.facts[c.Fact]) {
			return keyOf(c)
		}
	}
	if r.serving || r.nowhere {
		if key := t.wanting(conn, r); key != "" {
			return key
		}
	}
	if r.serving {
		for _, key := range slices.Sorted(maps.Keys(t.told)) {
			at := t.told[key]
			serves := strings.HasPrefix(at.cause.Type, "AWS::ElasticLoadBalancing") ||
				at.facts["LoadBalancers"]
			if serves && (at.subjects[conn.From.ID] || at.subjects[conn.To.ID]) {
				return key
			}
		}
	}
	return ""
}

// wanting is the key of what is not there and would have carried or served a
// connection: a group of one of its ends, or the only thing of its kind on the way.
func (t *tracer) wanting(conn *model.Connection, r reason) string {
	var gone []string
	for _, id := range slices.Sorted(maps.Keys(t.missing)) {
		pair := t.pairs.Of(id)
		switch {
		case pair == nil:
		case r.serving && (t.refers(conn.From.ID, id) || t.refers(conn.To.ID, id)):
			return t.missing[id]
		case r.nowhere && onRoute[pair.Types[0]] && (r.lacks == "" || r.lacks == pair.Types[0]):
			gone = append(gone, t.missing[id])
		}
	}
	if len(gone) == 1 {
		return gone[0]
	}
	return ""
}

// lost hangs what could not be compared on what is not there: the thing of that type
// that the subject refers to, or the only one.
func (t *tracer) lost(f *finding.Finding) bool {
	what := lostThing(f)
	if id, ok := strings.CutPrefix(what, unrealised); ok && t.missing[strings.Trim(id, `"`)] != "" {
		t.hang(f, t.missing[strings.Trim(id, `"`)])
		return true
	}
	for _, g := range t.findings { // what names it was itself changed
		if key := t.of[g]; key != "" && g.Subject == f.Subject && g.Found != "" && strings.Contains(g.Found, what) {
			t.hang(f, key)
			return true
		}
	}
	var same []string
	for _, id := range slices.Sorted(maps.Keys(t.missing)) {
		pair := t.pairs.Of(id)
		if pair == nil || !slices.ContainsFunc(pair.Types, func(typ string) bool { return named(typ, what) }) {
			continue
		}
		if t.refers(f.Subject, id) {
			t.hang(f, t.missing[id])
			return true
		}
		same = append(same, t.missing[id])
	}
	if len(same) == 1 {
		t.hang(f, same[0])
		return true
	}
	return false
}

// unrealised begins what is said of something that the model names and nothing realises.
const unrealised = "what realises "

// without is the lack of what realises something that the model names.
func (s *subject) without(id string) fact {
	return s.gone(finding.Say(unrealised+"%q", "%q에 해당하는 리소스", id))
}

// lostThing is what a finding could not be compared with, "" where it is not for that.
func lostThing(f *finding.Finding) string {
	for _, said := range append([]finding.Evidence{{From: f.Cause.Resource}}, f.Evidence...) {
		if what, lost := strings.CutSuffix(said.From, notThere); lost {
			return what
		}
	}
	return ""
}

// named reports whether an id, ARN or description may be of something of a type.
func named(typ, what string) bool {
	prefixes := map[string]string{
		"AWS::EC2::SecurityGroup": "sg-", "AWS::EC2::Subnet": "subnet-", "AWS::EC2::VPC": "vpc-",
		"AWS::EC2::NatGateway": "nat-", "AWS::EC2::InternetGateway": "igw-",
		"AWS::EC2::VPCEndpoint": "vpce-", "AWS::EC2::LaunchTemplate": "lt-", "AWS::EC2::Image": "ami-",
		"AWS::EC2::NetworkAcl": "acl-", "AWS::EC2::RouteTable": "rtb-", "AWS::NetworkFirewall::Firewall": "vpce-",
	}
	if p := prefixes[typ]; p != "" {
		return strings.HasPrefix(what[strings.LastIndex(what, " ")+1:], p)
	}
	kind := strings.ToLower(typ[strings.LastIndex(typ, ":")+1:])
	return strings.HasPrefix(what, "arn:") && strings.Contains(strings.ToLower(what), kind)
}

// refers reports whether the model says that one of its things lies in another, or
// belongs to it.
func (t *tracer) refers(subject, id string) bool {
	e := t.model.Element(subject)
	if e == nil {
		return false
	}
	for b := e.Boundary; b != nil; b = b.Parent {
		if b.ID == id {
			return true
		}
	}
	return slices.ContainsFunc(e.Groups, func(g model.Ref) bool { return g.ID == id })
}

// cover explains what is left by as few causes as suffice: that which most of them
// may come of, again and again. Of several, it is the one that was named first.
func (t *tracer) cover(left finding.List) {
	causes := map[*finding.Finding][]finding.Cause{}
	for _, f := range left {
		if f.Code == codeBlocked {
			continue
		}
		r := t.refused[f]
		for _, reason := range r.reasons {
			if t.explains(r.conn, reason) == "" {
				f.Because = reason.text
				causes[f] = reason.causes
				break
			}
		}
		if len(causes[f]) == 0 {
			causes[f] = []finding.Cause{f.Cause}
		}
	}
	for len(causes) > 0 {
		votes, rank := map[string]int{}, map[string]int{}
		for _, all := range causes {
			seen := map[string]bool{}
			for i, c := range all {
				key := keyOf(c)
				if !seen[key] {
					votes[key]++
					seen[key] = true
				}
				if was, ok := rank[key]; !ok || i < was {
					rank[key] = i
				}
			}
		}
		best := slices.MinFunc(slices.Sorted(maps.Keys(votes)), func(a, b string) int {
			return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(rank[a], rank[b]))
		})
		for _, f := range left { // in their order, as the first of them says what the cause is called
			all := causes[f]
			i := slices.IndexFunc(all, func(c finding.Cause) bool { return keyOf(c) == best })
			if i < 0 {
				continue
			}
			if t.told[best] == nil {
				facts := map[string]bool{all[i].Fact: true}
				t.told[best] = &trace{cause: all[i], facts: facts, subjects: map[string]bool{}}
			}
			t.hang(f, best)
			delete(causes, f)
		}
	}
}

// blocked hangs a port that no rule opens on the rules of that group that are gone.
func (t *tracer) blocked(others finding.List) {
	for _, f := range others {
		if f.Code != codeBlocked || t.of[f] != "" {
			continue
		}
		of := strings.TrimSpace(keyOf(f.Cause))
		for _, key := range slices.Sorted(maps.Keys(t.told)) {
			if strings.HasPrefix(key, of) {
				t.hang(f, key)
				break
			}
		}
		if t.of[f] == "" {
			t.tell(f, keyOf(f.Cause))
		}
	}
}

// swapped joins a rule of a security group that is gone and one that nobody declared
// where they are about the same port: the rule was changed.
func (t *tracer) swapped() {
	for _, f := range t.findings {
		if f.Code != codeUndeclaredPath && f.Code != codeOpen || f.Follows {
			continue
		}
		port, _, _ := strings.Cut(strings.TrimPrefix(f.Fact, "ingress."), ".")
		for _, g := range t.findings {
			was := t.told[t.of[g]]
			if !g.Follows || g.Code != CodeRefuted || was == nil || was.cause.Resource != f.Cause.Resource ||
				was.cause.Fact != f.Cause.Fact || t.of[g] == t.of[f] {
				continue
			}
			if sameParty := was.cause.Part == f.Cause.Part; sameParty || g.Declared == port {
				gone := t.of[g]
				for h, key := range t.of {
					if key == gone {
						t.of[h] = t.of[f]
					}
				}
				break
			}
		}
	}
}

// settle writes into each finding the cause that it was found to have.
func (t *tracer) settle() {
	for _, f := range t.findings {
		at := t.told[t.of[f]]
		if at == nil {
			continue
		}
		f.Cause = at.cause
		if len(at.facts) > 1 && at.cause.Part == "" {
			f.Cause.Fact = ""
		}
	}
}
