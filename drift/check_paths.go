package drift

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// Paths: what the rules of a declared security group let in, some connection of
// the model uses. What the internet may reach is another concern.

// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
const codeUndeclaredPath = "undeclared-path"

func pathRules() finding.Rules {
	return finding.Rules{
		{Code: codeUndeclaredPath, Severity: finding.Warning},
	}
}

// checkPaths judges each rule of a declared security group that names another
// group.
func checkPaths(s *subject) {
	f, ok := s.resource.Facts.(*discover.SecurityGroup)
	if !ok {
		return
	}
	inside := s.inGroup(s.resource.ID)
	if len(inside) == 0 {
		return
	}
	for _, rule := range f.SecurityGroupIngress {
		if rule.GroupId == "" {
			continue
		}
		peer := rule.GroupId
		var unnamed []fact
		if group := s.at.Near(s.resource, "AWS::EC2::SecurityGroup", peer); group != nil {
			peer = cmp.Or(group.Facts.(*discover.SecurityGroup).GroupName, peer)
			unnamed = s.unread(group, "GroupName") // what the path is called is not known
		}
		from := s.inGroup(rule.GroupId)
		users := s.users(inside, rule)
		facts := []fact{s.read(s.resource, "SecurityGroupIngress", ports(rule)+" from "+peer)}
		used := slices.ContainsFunc(users, func(e *model.Element) bool { return slices.Contains(from, e) })
		facts = append(facts, unnamed...)
		if !used { // unless it is by somebody whose groups nobody saw
			facts = append(facts, s.unplaced(users)...)
		}
		s.judge(claim{
			code:  codeUndeclaredPath,
			fact:  "ingress." + ports(rule) + "." + peer,
			facts: facts,
			holds: used,
			found: ports(rule) + " from " + peer,
			message: finding.Say("%q lets %s in from %s, and no connection of the model uses it",
				"%q이(가) %[3]s에서 들어오는 %[2]s을(를) 허용하지만 쓰는 연결이 모델에 없습니다",
				s.id, ports(rule), peerName(peer, from)),
		})
	}
}

// unplaced are the facts that are missing about where elements are plugged in.
func (s *subject) unplaced(all []*model.Element) []fact {
	var facts []fact
	for _, e := range all {
		pair := s.pairs.Of(e.ID)
		switch {
		case pair == nil || pair.OptedOut:
		case pair.Resource() == nil:
			facts = append(facts, s.lost(e.ID))
		default:
			for _, f := range s.reads(s.at.Placement(pair.Resource()).Facts, "") {
				f.quiet = true
				facts = append(facts, f)
			}
		}
	}
	return facts
}

func peerName(group string, members []*model.Element) string {
	if len(members) == 0 {
		return group
	}
	var ids []string
	for _, e := range members {
		ids = append(ids, e.ID)
	}
	const shown = 3
	if len(ids) > shown {
		ids = append(ids[:shown], "…")
	}
	return group + " (" + strings.Join(ids, ", ") + ")"
}

// inGroup are the elements that are plugged in behind a security group, and those
// that the model puts there.
func (c *comparison) inGroup(id string) []*model.Element {
	var all []*model.Element
	for _, e := range c.model.Elements {
		pair := c.pairs.Of(e.ID)
		put := func(g model.Ref) bool { r := c.pairs.Ref(g); return r != nil && r.ID == id }
		there := pair.Resource() != nil && slices.Contains(c.at.Placement(pair.Resource()).SecurityGroups, id)
		if there || slices.ContainsFunc(e.Groups, put) {
			all = append(all, e)
		}
	}
	return all
}

// users are the elements from which some connection that the model has today
// leads to one of those given, or through one, on a port of the rule. Interface
// endpoints are used by whatever calls a service that AWS runs in the region.
func (c *comparison) users(of []*model.Element, rule discover.SecurityGroupRule) []*model.Element {
	among := func(id string) bool {
		return slices.ContainsFunc(of, func(e *model.Element) bool { return e.ID == id })
	}
	endpoints := slices.ContainsFunc(of, func(e *model.Element) bool { return e.Has(kind.Interface) })
	var all []*model.Element
	for _, conn := range c.model.Connections {
		to := conn.Answerer().ID
		passes := slices.ContainsFunc(conn.Via, func(v model.Ref) bool { return among(v.ID) })
		arrives := among(to) || endpoints && c.regional(to) || passes
		port, e := c.portOf(conn), c.model.Element(conn.Opener().ID)
		if e == nil || !arrives || !c.model.ActiveIn(conn.Lifetime, c.model.CurrentState()) {
			continue
		}
		if port == (model.PortRange{}) || reach.Allows(rule, port) {
			all = append(all, e)
		}
	}
	return all
}

// regional reports whether AWS runs an element beside the VPC.
func (c *comparison) regional(id string) bool {
	e := c.model.Element(id)
	if e == nil {
		return false
	}
	k := c.model.Kind(e.Kind.ID)
	return k != nil && k.Regional
}
