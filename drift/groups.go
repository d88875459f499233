package drift

import (
	"asbuilt/discover"
	"asbuilt/packet"
)

// Security groups: which ones a subject has that nobody declared, and whom their
// rules let in.

// ownGroups are the security groups of the subject that the model does not declare.
func (s *subject) ownGroups() []*discover.Resource {
	declared := map[string]bool{}
	for _, p := range s.pairs.Pairs {
		if p.Group != nil && p.Resource() != nil {
			declared[p.Resource().ID] = true
		}
	}
	var own []*discover.Resource
	for _, id := range s.at.Placement(s.resource).SecurityGroups {
		if group := s.at.Near(s.resource, "AWS::EC2::SecurityGroup", id); group != nil && !declared[id] {
			own = append(own, group)
		}
	}
	return own
}

// lets are the addresses that a rule lets in by block or list, with the facts that
// say so.
func (s *subject) lets(group *discover.Resource, rule discover.SecurityGroupRule) (packet.Addresses, []fact) {
	if rule.PrefixListId == "" {
		return packet.Blocks(rule.CidrIp, rule.CidrIpv6), nil
	}
	list := s.at.Near(group, "AWS::EC2::PrefixList", rule.PrefixListId)
	if list == nil {
		return packet.Addresses{}, []fact{s.lost(rule.PrefixListId)}
	}
	entries := list.Facts.(*discover.PrefixList).Entries
	return packet.Blocks(entries...), []fact{s.read(list, "Entries", entries)}
}
