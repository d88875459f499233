package drift

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/packet"
	"asbuilt/way"
)

// Exposure: the internet reaches what the model says, and nothing else.
// Subnets are judged by their routes.

const (
	// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
	codeExposure = "exposure-differs"
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
	codePublic = "public-access-differs"
	// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
	codeOpen = "open-to-internet"
)

func exposureRules() finding.Rules {
	return finding.Rules{
		{Code: codeExposure, Severity: finding.Error},
		{Code: codePublic, Severity: finding.Error},
		{Code: codeOpen, Severity: finding.Error, Extra: true},
	}
}

// checkExposure follows the routes of each subnet of a tier.
func checkExposure(s *subject) {
	want := s.pair.Boundary.Exposure
	if !want.IsSet() {
		return
	}
	var wrong, exposures []string
	var deciding, rest []fact
	var cause *fact
	for _, subnet := range s.pair.Resources {
		path := reach.SubnetExposure(s.at, subnet)
		facts := s.hops(subnet, path)
		if string(path.Exposure) == want.V {
			rest = append(rest, facts...)
			continue
		}
		deciding = append(deciding, facts...)
		if cause == nil {
			cause = s.opens(path)
		}
		wrong = append(wrong, cmp.Or(subnet.Name, subnet.ID))
		exposures = append(exposures, string(path.Exposure))
	}
	if len(wrong) > 0 { // the subnets that are as declared explain nothing
		for i := range rest {
			rest[i].quiet = true
		}
	}
	found := show(sortedCopy(exposures))
	rest = append(rest, s.otherSubnets()...)
	s.judge(claim{
		code:     codeExposure,
		cause:    cause,
		fact:     "exposure",
		at:       want.Position,
		facts:    append(deciding, rest...),
		holds:    len(wrong) == 0,
		partial:  len(wrong) < len(s.pair.Resources),
		declared: want.V,
		found:    found,
		message: finding.Say("%s of %q is %s by its routes, declared %s",
			"%[2]q: 서브넷 %[1]s이(가) 라우팅 테이블 기준 %[3]s 서브넷입니다(선언: %[4]s)",
			strings.Join(wrong, ", "), s.id, exposureWords(found), exposureWords(want.V)),
	})
}

// otherSubnets are what was not read of subnets by which they might be the tier's, too.
func (s *subject) otherSubnets() (facts []fact) {
	if len(s.pair.Resources) == 0 {
		return nil
	}
	near := s.pair.Resources[0]
	for _, r := range s.at.Type("AWS::EC2::Subnet") {
		if r.Account == near.Account && r.Region == near.Region && !slices.Contains(s.pair.Resources, r) {
			facts = append(facts, s.unread(r, "VpcId", "CidrBlock", "AvailabilityZone")...)
		}
	}
	return facts
}

// exposureWords are exposures in sentences: public, 퍼블릭.
func exposureWords(all string) finding.Text {
	return finding.Both(all, strings.NewReplacer(string(reach.Public), "퍼블릭", string(reach.Private), "프라이빗",
		string(reach.Isolated), "격리", string(reach.Routed), "다른 네트워크로만 나가는").Replace(all))
}

// opens is the hop that decides a subnet's exposure: the last route where a way
// leads out, else what the way ends at.
func (s *subject) opens(path reach.Path) *fact {
	var decides *fact
	for _, hop := range path.Hops {
		leadsOut := path.Exposure == reach.Public || path.Exposure == reach.Routed
		if hop.Fact == "Routes" || !leadsOut {
			f := s.read(hop.Resource, hop.Fact, hop.Value)
			decides = &f
		}
	}
	return decides
}

// hops are the facts that decide a subnet's exposure, beside that every route
// table was read.
func (s *subject) hops(subnet *discover.Resource, path reach.Path) []fact {
	facts := []fact{s.read(subnet, "VpcId", subnet.Facts.(*discover.Subnet).VpcId),
		s.complete("AWS::EC2::RouteTable", subnet)}
	for _, hop := range path.Hops {
		facts = append(facts, s.read(hop.Resource, hop.Fact, hop.Value))
	}
	if path.Lost != "" {
		facts = append(facts, s.lost(path.Lost))
	}
	return facts
}

func checkPublic(s *subject) {
	if s.pair.Group != nil {
		checkOpenGroup(s)
		return
	}
	if s.element == nil {
		return
	}
	switch {
	case s.element.Public.IsSet():
		s.checkPublicAccess()
	case s.element.Has(kind.KeepsData):
		s.checkOpenStore()
	case s.mustBeClosed():
		s.checkOutsideTier()
	}
	s.checkOwnGroups()
}

func (s *subject) checkPublicAccess() {
	want := s.element.Public.V
	open, facts, ok := s.publicly(s.resource, want)
	if !ok {
		return
	}
	found := facts[0].evidence.Value
	if name := facts[0].name; !strings.Contains(found, " ") {
		found = strings.TrimSpace(name + " " + found)
	}
	message := finding.Say("the internet may reach %q (%s), declared public: false",
		"%q이(가) 인터넷에 공개되어 있습니다(%s). 선언: 비공개", s.id, found)
	if want {
		message = finding.Say("the internet cannot reach %q (%s), declared public: true",
			"%q이(가) 인터넷에 공개되어 있지 않습니다(%s). 선언: 공개", s.id, found)
	}
	s.judge(claim{
		code:     codePublic,
		fact:     "public",
		facts:    facts,
		holds:    open == want,
		declared: fmt.Sprint(want),
		found:    found,
		message:  message,
	})
}

// checkOpenStore asks of a store of which the model does not say whether it is public
// if the internet reaches it though nothing there connects to it.
func (s *subject) checkOpenStore() {
	open, facts, ok := s.publicly(s.resource, true)
	if !ok {
		return
	}
	if open && s.net.Placed(s.resource) { // by its setting; what else is in the way counts too
		w := s.net.Crossed(reach.Side{End: reach.Everywhere()}, reach.Of(s.resource), nil)
		open = w.Verdict != way.Blocked
		for _, m := range w.Missing {
			facts = append(facts, s.lacking(m))
		}
	}
	explained := s.calledFromInternet()
	found := facts[0].evidence.Value
	s.judge(claim{
		code:  codePublic,
		fact:  "public",
		facts: facts,
		holds: !open || explained,
		found: found,
		message: finding.Say("the internet reaches %q (%s), which no connection of the model explains",
			"%q이(가) 인터넷에 열려 있지만(%s) 모델의 어떤 연결로도 설명되지 않습니다", s.id, found),
	})
}

// checkOutsideTier asks what lies in a tier that is not public, and of which the model
// says no more, whether it has an address or a door on the internet of its own.
func (s *subject) checkOutsideTier() {
	open, facts, ok := s.publicly(s.resource, false)
	if !ok {
		return
	}
	found, tier := facts[0].evidence.Value, s.element.Boundary.Around(kind.Tier)
	s.judge(claim{
		code:     codePublic,
		fact:     "public",
		facts:    facts,
		holds:    !open || s.calledFromInternet(),
		declared: tier.Exposure.V,
		found:    found,
		message: finding.Say("the internet may reach %q (%s), which lies in %q, declared %s",
			"%q이(가) 인터넷에 열려 있습니다(%s). 놓인 계층 %q의 선언: %s", s.id, found, tier.ID, tier.Exposure.V),
	})
}

// checkOpenGroup judges the rules of a security group that the model declares.
func checkOpenGroup(s *subject) {
	f, ok := s.resource.Facts.(*discover.SecurityGroup)
	if !ok || s.anyMember(func(e *model.Element) bool { return e.Public.V }) {
		return
	}
	s.checkOpen(s.resource, f)
}

// checkOwnGroups judges the security groups of an element that is not public
// and whose groups the model does not declare.
func (s *subject) checkOwnGroups() {
	if !s.mustBeClosed() {
		return
	}
	for _, group := range s.ownGroups() {
		s.checkOpen(group, group.Facts.(*discover.SecurityGroup))
	}
}

// opening is the rule of a group that lets anybody in: of its parts those that say
// so must have been read, and no others.
func (s *subject) opening(group *discover.Resource, rule discover.SecurityGroupRule, value string) fact {
	f := s.read(group, "SecurityGroupIngress", value)
	f.gap = nil
	peer := "CidrIp"
	switch {
	case rule.CidrIpv6 != "":
		peer = "CidrIpv6"
	case rule.PrefixListId != "":
		peer = "PrefixListId"
	}
	for _, part := range []string{"IpProtocol", "FromPort", "ToPort", peer} {
		if gap := s.at.Missing(group, "SecurityGroupIngress."+part); gap != nil && f.gap == nil {
			f.gap = gap
		}
	}
	return f
}

// checkOpen reports each rule that lets anybody in, one finding a rule, and rules
// that do so together: halves of the internet, or a list of its blocks.
func (s *subject) checkOpen(group *discover.Resource, f *discover.SecurityGroup) {
	open := false
	report := func(key, from, on string, facts []fact) {
		open = true
		decides := facts[len(facts)-1]
		decides.part = from
		s.judge(claim{
			code: codeOpen, fact: key, facts: facts, cause: &decides, declared: "public: false", found: from,
			message: finding.Say("%[1]q (%[2]s) lets %[3]s in on %[4]s", "%[1]q(%[2]s)의 %[4]s 포트가 %[3]s에 열려 있습니다",
				s.id, group.ID, from, on),
		})
	}
	rest := map[string][]discover.SecurityGroupRule{}
	var lists []fact
	for _, rule := range f.SecurityGroupIngress {
		from, facts := s.lets(group, rule)
		if rule.PrefixListId != "" && firstGap(facts) != nil {
			lists = append(lists, facts...)
		}
		on, peer := ports(rule), rule.CidrIp+rule.CidrIpv6+rule.PrefixListId
		switch {
		case from.Anybody():
			key := "ingress." + on
			switch {
			case rule.CidrIpv6 == "::/0":
				key += ".ipv6"
			case rule.CidrIp != "0.0.0.0/0":
				key += "." + peer
			}
			report(key, peer, on, append(facts, s.opening(group, rule, on+" from "+peer)))
		case rule.GroupId == "":
			rest[on] = append(rest[on], rule)
		}
	}
	for _, on := range slices.Sorted(maps.Keys(rest)) {
		var all packet.Addresses
		var facts []fact
		for _, rule := range rest[on] {
			from, read := s.lets(group, rule)
			all, facts = all.Union(from), append(facts, read...)
		}
		if all.Anybody() {
			report("ingress."+on+".together", all.Intersect(packet.Internet()).String(), on,
				append(facts, s.read(group, "SecurityGroupIngress", show(len(rest[on]))+" rules")))
		}
	}
	if !open {
		s.judge(claim{
			code: codeOpen, fact: "ingress", facts: append(lists,
				s.read(group, "SecurityGroupIngress", "no rule lets anybody in")), holds: true,
		})
	}
}
