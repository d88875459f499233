package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model/kind"
)

// Place: things lie in the subnets and zones that the model says, and places
// have the addresses that it says.

const (
	codeSubnet = "wrong-subnet"
	codeZone   = "zone-missing"
	codeCIDR   = "cidr-differs"
)

func placeRules() finding.Rules {
	return finding.Rules{
		{Code: codeSubnet, Severity: finding.Error},
		{Code: codeZone, Severity: finding.Warning},
		{Code: codeCIDR, Severity: finding.Warning},
	}
}

func checkPlace(s *subject) {
	if s.element == nil || s.element.Boundary == nil {
		return
	}
	tier := s.element.Boundary.Around(kind.Tier)
	if tier == nil {
		return
	}
	p := s.at.Placement(s.resource)
	lost := slices.ContainsFunc(p.Facts, func(f discover.FactRef) bool { return f.Resource == nil })
	if len(p.Subnets) > 0 || lost {
		s.checkSubnets(tier.ID, p)
	}
	wanted := zonesOf(s)
	found := letters(s.at.Zones(s.resource))
	if len(found) == 0 && !lost || len(wanted) == 0 {
		return
	}
	missing := slices.DeleteFunc(slices.Clone(wanted), func(z string) bool { return slices.Contains(found, z) })
	s.judge(claim{
		code: codeZone, fact: "zones", facts: append(s.reads(p.Facts, p.Subnets), s.subnetFacts(p.Subnets, "AvailabilityZone")...),
		holds: len(missing) == 0, partial: len(missing) < len(wanted), declared: show(wanted), found: show(found),
		message: finding.Say("%q is not in zone %s", "%q이(가) 가용 영역 %s에 없습니다", s.id, strings.Join(missing, ", ")),
	})
}

// zonesOf are the zone letters that the element spans: its own, else those of
// its tier.
func zonesOf(s *subject) (letters []string) {
	for _, z := range s.element.Zones {
		letters = append(letters, z.V)
	}
	if len(letters) > 0 {
		return letters
	}
	for _, z := range s.element.Boundary.Around(kind.Tier).PerZone {
		letters = append(letters, z.ID)
	}
	return letters
}

func letters(zones []string) []string {
	var out []string
	for _, z := range zones {
		if z != "" {
			out = append(out, z[len(z)-1:])
		}
	}
	return out
}

func (s *subject) checkSubnets(tier string, p discover.Placement) {
	pair := s.pairs.Of(tier)
	if pair == nil || len(pair.Resources) == 0 {
		return
	}
	var wrong []string
	for _, id := range p.Subnets {
		if !slices.ContainsFunc(pair.Resources, func(r *discover.Resource) bool { return r.ID == id }) {
			wrong = append(wrong, id)
		}
	}
	s.judge(claim{
		code: codeSubnet, fact: "in", facts: s.reads(p.Facts, p.Subnets), holds: len(wrong) == 0, partial: len(wrong) < len(p.Subnets),
		declared: tier, found: show(p.Subnets),
		message: finding.Say("%q runs in %s, outside %q", "%q이(가) %[3]q 밖의 서브넷 %[2]s에 있습니다", s.id, strings.Join(wrong, ", "), tier),
	})
}

func (s *subject) subnetFacts(ids []string, name string) []fact {
	var facts []fact
	for _, id := range ids {
		if r := s.at.Near(s.resource, "AWS::EC2::Subnet", id); r != nil {
			facts = append(facts, s.read(r, name, r.Facts.(*discover.Subnet).AvailabilityZone))
		} else {
			facts = append(facts, s.lost(id))
		}
	}
	return facts
}

// checkBoundary compares the addresses of a VPC or of a tier's subnets.
func checkBoundary(s *subject) {
	b := s.pair.Boundary
	if f, ok := s.resource.Facts.(*discover.VPC); ok && b.CIDR.IsSet() {
		blocks := append([]string{f.CidrBlock}, f.AssociatedCidrBlocks...)
		s.judge(s.sameBlock("cidr", b.CIDR.Position, b.CIDR.V.Text, s.resource, blocks))
	}
	for _, z := range b.PerZone {
		for _, r := range s.pair.Resources {
			if zoneLetter(r) == z.ID {
				s.judge(s.sameBlock("per_zone."+z.ID, z.CIDR.Position, z.CIDR.V.Text, r, []string{r.Facts.(*discover.Subnet).CidrBlock}))
			}
		}
	}
}

func (s *subject) sameBlock(key string, at finding.Position, want string, r *discover.Resource, blocks []string) claim {
	return claim{
		code: codeCIDR, fact: key, at: at, facts: []fact{s.read(r, "CidrBlock", blocks)}, holds: slices.Contains(blocks, want),
		declared: want, found: show(blocks),
		message: finding.Say("%s has %s, declared %s", "%s의 주소 대역이 %s입니다(선언: %s)", r.ID, show(blocks), want),
	}
}
