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
		{
			Code: codeSubnet, Severity: finding.Error,
			Title: text("Runs in another subnet", "다른 서브넷에 있음"),
			Cause: text("It is plugged into a subnet outside its tier, where other routes and neighbours apply.",
				"선언한 계층 밖의 서브넷에 연결되어 있어 다른 경로와 이웃을 갖습니다."),
			Cure: text("Move it into its tier, or correct `in:`.", "계층 안으로 옮기거나 `in:`을 바로잡으십시오."),
		},
		{
			Code: codeZone, Severity: finding.Warning,
			Title: text("Does not span its zones", "일부 가용 영역에 없음"),
			Cause: text("It is not plugged into every Availability Zone that the model counts on, so it may not survive the loss of one.",
				"모델이 기대하는 가용 영역 중 일부에 연결되어 있지 않아, 한 영역의 장애를 견디지 못할 수 있습니다."),
			Cure: text("Add a subnet in the missing zone, or say `zones:`.", "빠진 영역의 서브넷을 더하거나 `zones:`를 적으십시오."),
		},
		{
			Code: codeCIDR, Severity: finding.Warning,
			Title: text("Another address block", "주소 대역이 다름"),
			Cause: text("The VPC or subnet has other addresses than the model says, so rules that name the block do not fit.",
				"VPC나 서브넷의 주소 대역이 모델과 달라, 그 대역을 적은 규칙이 맞지 않습니다."),
			Cure: text("Correct the block in the model; AWS cannot change it.", "AWS에서는 바꿀 수 없으니 모델의 대역을 바로잡으십시오."),
		},
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
