package model

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// Codes of findings about places and addresses.
const (
	CodeCIDROutside = "cidr-outside"
	CodeCIDROverlap = "cidr-overlap"
	CodeUnknownZone = "unknown-zone"
	CodeZoneSpan    = "zone-not-letter"
	CodeExposure    = "exposure-contradiction"
)

// boundaryRules concern places and addresses.
func boundaryRules() finding.Rules {
	return finding.Rules{
		{Code: CodeCIDROutside},
		{Code: CodeCIDROverlap},
		{Code: CodeUnknownZone},
		{Code: CodeZoneSpan},
		{Code: CodeExposure},
	}
}

// checkNesting reports places that lie in one that cannot hold them.
func (m *Model) checkNesting(r *reporter) {
	for _, b := range m.Boundaries {
		if b.kind == nil || b.Parent == nil && b.In.IsSet() || b.Parent != nil && b.Parent.kind == nil {
			continue // reported as unknown, or cut from a cycle
		}
		around := ""
		at := b.Position
		if b.Parent != nil {
			around, at = b.Parent.kind.Origin(), b.In.Position
		}
		allowed := b.kind.Within
		if allowed == nil || slices.Contains(allowed, around) {
			continue
		}
		want := strings.Join(slices.DeleteFunc(slices.Clone(allowed), func(s string) bool { return s == "" }), ", ")
		message := finding.Say("a place of kind %s cannot lie in one of kind %s", "%s 종류의 경계는 %s 종류의 경계 안에 있을 수 없습니다",
			b.kind.ID, around)
		if around == "" {
			message = finding.Say("a place of kind %s must lie in another", "%s 종류의 경계는 다른 경계 안에 있어야 합니다", b.kind.ID)
		}
		hint := finding.Say("it lies in: %s", "들어갈 수 있는 곳: %s", want)
		if want == "" {
			hint = finding.Say("take in: out", "in:을 지우십시오")
		}
		r.about(b.ID, "in", CodeBoundaryNesting, at, message, hint)
	}
}

// block is the address block of one subnet or VPC.
type block struct {
	name string
	cidr CIDR
	// in is the VPC that holds a subnet.
	in *Boundary
}

// checkAddresses reports subnets outside their VPC, and blocks that overlap in
// one VPC or in networks that are joined.
func (m *Model) checkAddresses(r *reporter) {
	subnets := map[*Boundary][]block{}
	for _, b := range m.Boundaries {
		vpc := b.Around(kind.VPC)
		if vpc == nil || vpc == b {
			continue
		}
		var blocks []block
		if b.CIDR.IsSet() {
			blocks = append(blocks, block{b.ID, b.CIDR, vpc})
		}
		for _, z := range b.PerZone {
			m.checkLetter(r, b, z)
			if z.CIDR.IsSet() {
				blocks = append(blocks, block{b.ID + "/" + z.ID, z.CIDR, vpc})
			}
		}
		for _, one := range blocks {
			m.checkInside(r, one)
		}
		subnets[vpc] = append(subnets[vpc], blocks...)
	}
	for _, b := range m.Boundaries {
		m.checkOverlaps(r, subnets[b])
	}
	for _, e := range m.Elements {
		var joined []block
		for _, ref := range e.Joins {
			if b := m.Boundary(ref.ID); b != nil && b.CIDR.IsSet() {
				joined = append(joined, block{b.ID, b.CIDR, nil})
			}
		}
		m.checkOverlaps(r, joined)
	}
}

func (m *Model) checkLetter(r *reporter, b *Boundary, z *ZoneCIDR) {
	if len(z.ID) == 1 && z.ID >= "a" && z.ID <= "z" {
		return
	}
	hint := finding.Say("write the last letter of the zone's name: a, c", "가용 영역 이름의 마지막 글자만 쓰십시오: a, c")
	if last := z.ID[len(z.ID)-1:]; last >= "a" && last <= "z" {
		hint = finding.Say("write %s", "%s만 쓰십시오", last)
	}
	r.about(b.ID, "per_zone."+z.ID, CodeZoneSpan, z.Position,
		finding.Say("%q is no zone letter", "%q은(는) 가용 영역의 글자가 아닙니다", z.ID), hint)
}

func (m *Model) checkInside(r *reporter, one block) {
	net, vpc := one.cidr.V.Net, one.in.CIDR
	if !vpc.IsSet() || vpc.V.Net.Contains(net.Addr()) && net.Bits() >= vpc.V.Net.Bits() {
		return
	}
	f := r.about(one.name, "cidr", CodeCIDROutside, one.cidr.Position,
		finding.Say("%s lies outside %s of %s", "%s 블록이 %[3]s의 %[2]s 밖에 있습니다", one.cidr.V.Text, vpc.V.Text, one.in.ID),
		finding.Say("choose a block within %s", "%s 안의 블록을 고르십시오", vpc.V.Text))
	f.Related = m.related(vpc.Position, finding.Say("the VPC's block", "VPC의 주소 블록"))
}

// checkOverlaps reports each block that overlaps another. Address blocks are
// disjoint or one holds the other, so in order of address it is enough to look
// at the last block that holds others.
func (m *Model) checkOverlaps(r *reporter, blocks []block) {
	slices.SortStableFunc(blocks, func(a, b block) int {
		return cmp.Or(a.cidr.V.Net.Addr().Compare(b.cidr.V.Net.Addr()),
			cmp.Compare(a.cidr.V.Net.Bits(), b.cidr.V.Net.Bits()))
	})
	var outer block
	for i, one := range blocks {
		if i == 0 || !outer.cidr.V.Net.Overlaps(one.cidr.V.Net) {
			outer = one
			continue
		}
		first, second := outer, one
		if second.cidr.Position.Compare(first.cidr.Position) < 0 {
			first, second = second, first
		}
		f := r.about(second.name, "cidr", CodeCIDROverlap, second.cidr.Position,
			finding.Say("%s overlaps %s of %s", "%s 블록이 %[3]s의 %[2]s와 겹칩니다", second.cidr.V.Text, first.cidr.V.Text,
				first.name),
			finding.Say("give each its own block", "서로 다른 블록을 주십시오"))
		f.Related = m.related(first.cidr.Position, finding.Say("the other block", "겹치는 블록"))
	}
}

// checkZones reports elements in zones where their tier has no subnet.
func (m *Model) checkZones(r *reporter) {
	for _, e := range m.Elements {
		if e.Boundary == nil || len(e.Boundary.PerZone) == 0 {
			continue
		}
		letters := ids(e.Boundary.PerZone, func(z *ZoneCIDR) string { return z.ID })
		for _, z := range e.Zones {
			if !slices.Contains(letters, z.V) {
				r.about(e.ID, "zones", CodeUnknownZone, z.Position,
					finding.Say("tier %s has no subnet in zone %q", "%s 계층에는 가용 영역 %q의 서브넷이 없습니다", e.Boundary.ID, z.V),
					r.suggest(z.V, letters))
			}
		}
	}
}

// checkExposure reports elements that the internet is said to reach, in a tier
// that it cannot reach.
func (m *Model) checkExposure(r *reporter) {
	for _, e := range m.Elements {
		b := e.Boundary
		if b == nil || !e.Public.V || !b.Exposure.IsSet() || b.Exposure.V == "public" || e.Has(kind.PublicEndpoint) {
			continue
		}
		f := r.about(e.ID, "public", CodeExposure, e.Public.Position,
			finding.Say("%s is public, but its tier %s is %s",
				"%s 요소는 public인데 %s 계층은 %s입니다", e.ID, b.ID, b.Exposure.V),
			finding.Say("move it to a public tier, or write public: false", "공개 계층으로 옮기거나 public: false를 쓰십시오"))
		f.Related = m.related(b.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출"))
	}
}
