package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// Place: things lie in the subnets and zones that the model says, and places
// have the addresses that it says.

const (
	// https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
	codeSubnet = "wrong-subnet"
	// https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
	codeZone = "zone-missing"
	// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
	codeCIDR = "cidr-differs"
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
	lost := firstGap(s.reads(p.Facts, p.Subnets)) != nil
	if len(p.Subnets) > 0 || lost {
		s.checkSubnets(tier.ID, p)
	}
	wanted, zoned := zonesOf(s), append(s.subnetZones(p.Subnets), s.unread(s.resource, zoneOf(s.resource).Fact)...)
	found := letters(s.at.Zones(s.resource))
	if len(found) == 0 && !lost && firstGap(zoned) == nil || len(wanted) == 0 {
		return
	}
	missing := slices.DeleteFunc(slices.Clone(wanted), func(z string) bool { return slices.Contains(found, z) })
	s.judge(claim{
		code:     codeZone,
		fact:     "zones",
		facts:    append(s.reads(p.Facts, p.Subnets), zoned...),
		holds:    len(missing) == 0,
		partial:  len(missing) < len(wanted),
		declared: show(wanted),
		found:    show(found),
		message:  finding.Say("%q is not in zone %s", "%q이(가) 가용 영역 %s에 없습니다", s.id, strings.Join(missing, ", ")),
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
	switch {
	case pair == nil:
		return
	case len(pair.Resources) == 0:
		gap := []fact{{quiet: true, gap: pair.Gap}}
		s.undecided(claim{code: codeSubnet, fact: "in", facts: gap})
		return
	}
	var wrong []string
	for _, id := range p.Subnets {
		if !slices.ContainsFunc(pair.Resources, func(r *discover.Resource) bool { return r.ID == id }) {
			wrong = append(wrong, id)
		}
	}
	facts := s.reads(p.Facts, p.Subnets)
	for _, r := range pair.Resources { // that they lie in the tier's VPC
		facts = append(facts, s.unread(r, "VpcId")...)
	}
	for _, id := range wrong { // that they are none of the tier's
		if r := s.at.Near(s.resource, "AWS::EC2::Subnet", id); r != nil {
			facts = append(facts, s.unread(r, "VpcId", "CidrBlock", "AvailabilityZone")...)
		}
	}
	s.judge(claim{
		code:     codeSubnet,
		fact:     "in",
		facts:    facts,
		holds:    len(wrong) == 0,
		partial:  len(wrong) < len(p.Subnets),
		declared: tier,
		found:    show(p.Subnets),
		message: finding.Say("%q runs in %s, outside %q",
			"%q이(가) %[3]q 밖의 서브넷 %[2]s에 있습니다", s.id, strings.Join(wrong, ", "), tier),
	})
}

// subnetZones are the facts that say in which zones subnets lie.
func (s *subject) subnetZones(ids []string) []fact {
	var facts []fact
	for _, id := range ids {
		if r := s.at.Near(s.resource, "AWS::EC2::Subnet", id); r != nil {
			facts = append(facts, told(s, r, zoneOf(r)))
		} else {
			facts = append(facts, s.lost(id))
		}
	}
	return facts
}

func zoneOf(r *discover.Resource) discover.Reading[string] {
	if f, ok := r.Facts.(discover.Zoned); ok {
		return f.Zone()
	}
	return discover.Reading[string]{}
}

// checkBoundary compares the addresses of a VPC or of a tier's subnets.
func checkBoundary(s *subject) {
	b := s.pair.Boundary
	if _, ok := s.resource.Facts.(*discover.VPC); ok && b.CIDR.IsSet() { // a tier has a block in each zone
		s.checkBlock("cidr", b.CIDR, s.resource)
	}
	for _, z := range b.PerZone {
		for _, r := range s.pair.Resources {
			if discover.ZoneLetter(r) == z.ID {
				s.checkBlock("per_zone."+z.ID, z.CIDR, r)
			}
		}
	}
}

func (s *subject) checkBlock(key string, want model.CIDR, r *discover.Resource) {
	f, ok := r.Facts.(discover.Blocked)
	if !ok {
		return
	}
	blocks := f.Blocks()
	found := show(blocks.Value)
	facts := []fact{told(s, r, blocks)}
	if _, ok := r.Facts.(*discover.VPC); ok && !slices.Contains(blocks.Value, want.V.Text) {
		facts = append(facts, s.unread(r, "AssociatedCidrBlocks")...)
	}
	s.judge(claim{
		code:     codeCIDR,
		fact:     key,
		at:       want.Position,
		facts:    facts,
		holds:    slices.Contains(blocks.Value, want.V.Text),
		declared: want.V.Text,
		found:    found,
		message:  finding.Say("%s has %s, declared %s", "%s의 주소 대역이 %s입니다(선언: %s)", r.ID, found, want.V.Text),
	})
}
