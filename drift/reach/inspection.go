package reach

import (
	"slices"
	"strconv"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

// The rules of Network Firewall that go by five parts: protocol, addresses and ports of
// both ends.
//
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-groups-5-tuple.html
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-basic.html

// What is done with packets.
const (
	pass    = "pass"
	drop    = "drop"
	forward = "forward" // to the rules for flows
)

// heading is the direction in which packets of a connection are looked at.
type heading int

const (
	forth heading = iota
	answers
)

// packetRule is a rule for each packet by itself, about a set of packets, each way
// round. It is vague where the packets of the set differ in what nobody looks at.
type packetRule struct {
	sets   [2]packet.Set
	action string
	vague  bool
	text   string
}

func statelessAction(actions []string) string {
	for action, word := range map[string]string{pass: "aws:pass", drop: "aws:drop"} {
		if slices.Contains(actions, word) {
			return action
		}
	}
	return forward
}

// packetRules are the rules of a group in the order in which they are asked.
func packetRules(all []discover.StatelessRule) []packetRule {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b discover.StatelessRule) int { return a.Priority - b.Priority })
	var rules []packetRule
	for _, r := range all {
		protocols := packet.Numbers{}
		for _, word := range r.Protocols {
			protocols = protocols.Union(number(word))
		}
		if len(r.Protocols) == 0 {
			protocols = packet.AnyProtocol()
		}
		action, text := statelessAction(r.Actions), strconv.Itoa(r.Priority)
		source, destination := blocksOrAll(r.Sources), blocksOrAll(r.Destinations)
		add := func(protocols, from, to packet.Numbers, vague bool) {
			if !protocols.IsEmpty() {
				sets := bothWays(protocols, source, destination, from, to)
				rules = append(rules, packetRule{sets, action, vague, text})
			}
		}
		if len(r.SourcePorts)+len(r.DestinationPorts) == 0 {
			flagged := len(r.TCPFlags) > 0
			add(protocols.Intersect(tcpAlone()), packet.AnyNumber(), packet.AnyNumber(), flagged)
			add(protocols.Subtract(tcpAlone()), packet.AnyNumber(), packet.AnyNumber(), false)
			continue
		}
		ported := tcpAlone().Union(packet.Range(packet.UDP, packet.UDP))
		add(protocols.Intersect(ported), portsOrAll(r.SourcePorts), portsOrAll(r.DestinationPorts), len(r.TCPFlags) > 0)
		add(protocols.Subtract(ported), packet.AnyNumber(), packet.AnyNumber(), true) // which have no ports to go by
	}
	return rules
}

func tcpAlone() packet.Numbers { return packet.Range(packet.TCP, packet.TCP) }

// bothWays are the packets of a connection and, told by what the connection looks like,
// those of its answers.
func bothWays(protocols packet.Numbers, source, destination packet.Addresses, from, to packet.Numbers) [2]packet.Set {
	return [2]packet.Set{
		packet.Of(packet.Box{Protocols: protocols, Source: source, Destination: destination, SourcePorts: from, Ports: to}),
		packet.Of(packet.Box{Protocols: protocols, Source: destination, Destination: source, SourcePorts: to, Ports: from}),
	}
}

func blocksOrAll(blocks []string) packet.Addresses {
	if len(blocks) == 0 {
		return packet.Everywhere()
	}
	var all packet.Addresses
	for _, b := range blocks {
		a, _ := packet.ParseAddresses(b)
		all = all.Union(a)
	}
	return all
}

func portsOrAll(ports []discover.PortRange) packet.Numbers {
	if len(ports) == 0 {
		return packet.AnyNumber()
	}
	var all packet.Numbers
	for _, p := range ports {
		all = all.Union(packet.Range(p.From, p.To))
	}
	return all
}

// sorted are packets by what the rules for each of them do.
type sorted struct {
	passed, dropped, forwarded packet.Set
	why                        finding.Text
}

// each sorts packets by the rules for each by itself; those about which a rule is vague
// are in none of the sets.
func (p *firewallPolicy) each(packets packet.Set, h heading) (s sorted) {
	left := packets
	put := func(set packet.Set, action, rule string) {
		switch action {
		case pass:
			s.passed = s.passed.Union(set)
		case forward:
			s.forwarded = s.forwarded.Union(set)
		case drop:
			s.dropped = s.dropped.Union(set)
			if !set.IsEmpty() && s.why.IsZero() {
				s.why = finding.Say("%s drops every packet before it looks at its rules",
					"%s이(가) 규칙을 보기 전에 모든 패킷을 버립니다", p.name)
				if rule != "" {
					s.why = finding.Say("the stateless rule %s of %s drops it", "%[2]s의 상태 비저장 규칙 %[1]s이(가) 이 패킷을 버립니다",
						rule, p.name)
				} else if len(p.packets) > 0 {
					s.why = finding.Say("%s drops what no stateless rule is about",
						"%s이(가) 상태 비저장 규칙에 맞지 않는 패킷을 버립니다", p.name)
				}
			}
		}
	}
	for _, r := range p.packets {
		hit := left.Intersect(r.sets[h])
		left = left.Subtract(hit)
		if !r.vague {
			put(hit, r.action, r.text)
		}
	}
	put(left, p.unmatched, "")
	return s
}

// stateless are those of packets, or of their answers, that rules for each by itself let
// through.
func (p *firewallPolicy) stateless(packets packet.Set, back bool) way.Judgement {
	h := forth
	if back {
		h = answers
	}
	if len(p.missing) > 0 {
		return way.Judgement{Possible: packets, Missing: p.missing}
	}
	passed := p.each(packets, h).passed
	return way.Judgement{Certain: passed, Possible: passed}
}

// flowRule is a rule for flows. It is vague where it asks for more than the five parts.
type flowRule struct {
	packets packet.Set
	action  string // PASS, DROP, REJECT or ALERT
	vague   bool
}

// rank is the order in which rules are asked where the policy gives none.
func rank(action string) int {
	return slices.Index([]string{"PASS", "DROP", "REJECT", "ALERT"}, action)
}

// decide says what rules do with packets, the first that is about a packet deciding;
// mayPass and mayDrop are those that a vague rule may do something else with.
func decide(rules []flowRule, packets packet.Set) (passed, dropped, mayPass, mayDrop packet.Set) {
	left := packets
	for _, r := range rules {
		hit := left.Intersect(r.packets)
		passes := r.action == "PASS"
		switch {
		case r.action == "ALERT":
			continue
		case r.vague && passes:
			mayPass = mayPass.Union(hit)
			continue
		case r.vague:
			mayDrop = mayDrop.Union(hit)
			continue
		case passes:
			passed = passed.Union(hit)
		default:
			dropped = dropped.Union(hit)
		}
		left = left.Subtract(hit)
	}
	return passed, dropped, mayPass, mayDrop
}

// plainOptions are keywords that ask for nothing.
var plainOptions = []string{"sid", "gid", "rev", "msg", "priority", "metadata", "classtype", "reference"}

// flowRules are the rules of a group as packets. Where a word of one is not known, the
// rule is about whatever the word may mean.
func flowRules(all []discover.StatefulRule, v variables) []flowRule {
	var rules []flowRule
	for _, r := range all {
		rule := flowRule{action: strings.ToUpper(r.Action)}
		known := map[string]packet.Numbers{"IP": packet.AnyProtocol(), "TCP": tcpAlone(),
			"UDP":  packet.Range(packet.UDP, packet.UDP),
			"ICMP": packet.Range(packet.ICMPv4, packet.ICMPv4).Union(packet.Range(packet.ICMPv6, packet.ICMPv6))}
		protocols, plain := known[strings.ToUpper(r.Protocol)]
		if !plain { // it hears what is spoken
			protocols = tcpAlone().Union(packet.Range(packet.UDP, packet.UDP))
		}
		source, ok1 := v.addresses(r.Source)
		destination, ok2 := v.addresses(r.Destination)
		from, ok3 := v.ports(r.SourcePort)
		to, ok4 := v.ports(r.DestinationPort)
		asks := slices.ContainsFunc(r.Options, func(o string) bool {
			return !slices.Contains(plainOptions, strings.ToLower(o))
		})
		rule.vague = !plain || asks || !ok1 || !ok2 || !ok3 || !ok4
		sets := bothWays(protocols, source, destination, from, to)
		if rule.packets = sets[0]; r.Direction == "ANY" {
			rule.packets = sets[0].Union(sets[1])
		}
		rules = append(rules, rule)
	}
	return rules
}

// variables are what the words of a rule group stand for.
type variables struct {
	sets, portSets map[string][]string
	vpc            []string
}

// variables reads those of a rule group: its own, else those of its policy, else what
// AWS sets.
func (r *reading) variables(fw, policy *discover.Resource, g *discover.FirewallPolicy,
	group *discover.Resource) variables {
	v := variables{sets: map[string][]string{}, portSets: map[string][]string{}}
	h, f := group.Facts.(*discover.RuleGroup), fw.Facts.(*discover.Firewall)
	r.read(policy, "RuleVariables", itoa(len(g.RuleVariables)))
	r.read(group, "IPSets", itoa(len(h.IPSets)))
	if len(h.StatefulRules) > 0 {
		r.read(group, "PortSets", itoa(len(h.PortSets)))
	}
	for _, s := range slices.Concat(g.RuleVariables, h.IPSets) {
		v.sets[s.Name] = s.Values
	}
	for _, s := range h.PortSets {
		v.portSets[s.Name] = s.Values
	}
	if len(v.sets["HOME_NET"]) > 0 {
		return v
	}
	if vpc := r.find("AWS::EC2::VPC", f.VpcId); vpc != nil {
		c := vpc.Facts.(*discover.VPC)
		r.read(vpc, "CidrBlock", c.CidrBlock)
		r.read(vpc, "AssociatedCidrBlocks", strings.Join(c.AssociatedCidrBlocks, ", "))
		v.vpc = append([]string{c.CidrBlock}, c.AssociatedCidrBlocks...)
	}
	return v
}

// home is what HOME_NET stands for: the VPC of the firewall unless somebody says more.
func (v variables) home() packet.Addresses {
	a, _ := v.addresses("$HOME_NET")
	return a
}

// addresses are those that a word stands for; where that is not known, ok is false and
// they are all.
func (v variables) addresses(word string) (a packet.Addresses, ok bool) {
	return parsed(word, packet.Everywhere(), packet.ParseAddresses, func(name string) (packet.Addresses, bool) {
		set, known := v.sets[name]
		if name == "HOME_NET" && len(set) == 0 {
			set, known = v.vpc, len(v.vpc) > 0
		}
		if name == "EXTERNAL_NET" && len(set) == 0 {
			home, ok := v.addresses("$HOME_NET")
			return packet.Everywhere().Subtract(home), ok
		}
		var all packet.Addresses
		for _, b := range set {
			a, is := packet.ParseAddresses(b)
			all, known = all.Union(a), known && is
		}
		return all, known
	})
}

func (v variables) ports(word string) (p packet.Numbers, ok bool) {
	return parsed(word, packet.AnyNumber(), portRange, func(name string) (packet.Numbers, bool) {
		set, known := v.portSets[name]
		var all packet.Numbers
		for _, w := range set {
			p, is := portRange(w)
			all, known = all.Union(p), known && is
		}
		return all, known
	})
}

// portRange is 443, 8000:8080, 1024: or :1023.
func portRange(word string) (packet.Numbers, bool) {
	first, last, run := strings.Cut(strings.TrimSpace(word), ":")
	if !run {
		last = first
	}
	bound := func(text string, open int) int {
		if text == "" && run {
			return open
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return -1
		}
		return n
	}
	p := packet.Range(bound(first, 0), bound(last, 65535))
	return p, !p.IsEmpty()
}

// set is what can be joined and taken away.
type set[T any] interface {
	Union(T) T
	Subtract(T) T
}

// entries are what stands between the commas of a list, those within a list of its own
// left alone.
func entries(list string) (all []string) {
	depth, from := 0, 0
	for i, c := range list {
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == ',' && depth == 0:
			all, from = append(all, strings.TrimSpace(list[from:i])), i+1
		}
	}
	return append(all, strings.TrimSpace(list[from:]))
}

// parsed reads a word of Suricata's: ANY, one value, $NAME, !VALUE, or [VALUE,…], where
// what is negated is taken out of the rest; a list may stand in another.
//
// https://docs.suricata.io/en/latest/rules/intro.html#source-and-destination
func parsed[T set[T]](word string, all T, one, named func(string) (T, bool)) (T, bool) {
	word = strings.TrimSpace(word)
	var none T
	switch {
	case strings.EqualFold(word, "any"):
		return all, true
	case strings.HasPrefix(word, "!"):
		v, ok := parsed(word[1:], all, one, named)
		if !ok {
			return all, false
		}
		return all.Subtract(v), true
	case strings.HasPrefix(word, "$"):
		if v, ok := named(word[1:]); ok {
			return v, true
		}
		return all, false
	case !strings.HasPrefix(word, "["):
		if v, ok := one(word); ok {
			return v, true
		}
		return all, false
	}
	list, closed := strings.CutSuffix(word[1:], "]")
	if !closed {
		return all, false
	}
	some, except, only := none, none, true
	for _, w := range entries(list) {
		v, ok := parsed(strings.TrimPrefix(w, "!"), all, one, named)
		switch {
		case !ok:
			return all, false
		case strings.HasPrefix(w, "!"):
			except = except.Union(v)
		default:
			some, only = some.Union(v), false
		}
	}
	if only {
		some = all
	}
	return some.Subtract(except), true
}

// named are the sets of addresses that the rules of a group tell apart.
func named(h *discover.RuleGroup) (all []packet.Addresses) {
	for _, r := range h.StatelessRules {
		all = append(all, blocksOrAll(r.Sources), blocksOrAll(r.Destinations))
	}
	v := variables{sets: map[string][]string{}}
	for _, s := range h.IPSets {
		v.sets[s.Name] = s.Values
		all = append(all, blocksOrAll(s.Values))
	}
	for _, r := range h.StatefulRules {
		for _, word := range []string{r.Source, r.Destination} {
			a, _ := v.addresses(word)
			all = append(all, a)
		}
	}
	return all
}
