package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
)

// holders are the kinds of place that each kind of place may lie in; "" stands
// for nothing around it.
var holders = map[string][]string{
	"account":        {"", "zone"},
	"region":         {"account"},
	"vpc":            {"region"},
	"subnets":        {"vpc"},
	"on-premises":    {"", "zone"},
	"external-cloud": {"", "zone", "internet"},
	"internet":       {""},
}

// checkNesting reports places that lie in one that cannot hold them.
func (m *Model) checkNesting(d *decoder) {
	for _, b := range m.Boundaries {
		k := m.Kind(b.Kind.ID)
		if k == nil {
			continue
		}
		allowed, bound := holders[b.Kind.ID]
		around := ""
		if b.Parent != nil {
			around = b.Parent.Kind.ID
		} else if b.In.IsSet() {
			continue // reported as unknown, or cut from a cycle
		}
		if !bound || slices.Contains(allowed, around) {
			continue
		}
		at := b.In.Position
		if around == "" {
			at = b.Position
			around = "nothing"
		}
		want := strings.Join(slices.DeleteFunc(slices.Clone(allowed), func(s string) bool { return s == "" }), ", ")
		if want == "" {
			want = "nothing"
		}
		d.report(CodeBoundaryNesting, at, finding.Say("a place of kind %s cannot lie in %s", "%s 종류의 경계는 %s 안에 있을 수 없습니다", b.Kind.ID, around),
			finding.Say("it lies in: %s", "들어갈 수 있는 곳: %s", want))
	}
}

// block is the address block of one subnet or VPC.
type block struct {
	name string
	cidr CIDR
}

// checkAddresses reports subnets outside their VPC and blocks that overlap.
func (m *Model) checkAddresses(d *decoder) {
	subnets := map[*Boundary][]block{}
	for _, b := range m.Boundaries {
		vpc := b.Around("vpc")
		if vpc == nil || vpc == b {
			continue
		}
		blocks := make([]block, 0, len(b.PerZone)+1)
		if b.CIDR.IsSet() {
			blocks = append(blocks, block{b.ID, b.CIDR})
		}
		for _, z := range b.PerZone {
			if len([]rune(z.ID)) != 1 {
				d.report(CodeZoneSpan, z.Position, finding.Say("%q is no zone letter", "%q는 가용 영역의 글자가 아닙니다", z.ID),
					finding.Say("write its last letter: %s", "마지막 글자만 쓰십시오: %s", z.ID[max(0, len(z.ID)-1):]))
			}
			blocks = append(blocks, block{b.ID + "/" + z.ID, z.CIDR})
		}
		for _, one := range blocks {
			if !one.cidr.IsSet() {
				continue
			}
			m.checkBlock(d, one, vpc, subnets[vpc])
			subnets[vpc] = append(subnets[vpc], one)
		}
	}
}

func (m *Model) checkBlock(d *decoder, one block, vpc *Boundary, others []block) {
	net := one.cidr.V.Net
	if vpc.CIDR.IsSet() && (!vpc.CIDR.V.Net.Contains(net.Addr()) || net.Bits() < vpc.CIDR.V.Net.Bits()) {
		f := d.report(CodeCIDROutside, one.cidr.Position, finding.Say("%s lies outside %s of %s", "%s는 %[3]s의 %[2]s 밖에 있습니다", one.cidr.V.Text, vpc.CIDR.V.Text, vpc.ID),
			finding.Say("choose a block within %s", "%s 안의 블록을 고르십시오", vpc.CIDR.V.Text))
		f.Length = len(one.cidr.V.Text)
		f.Related = []finding.Related{{Position: vpc.CIDR.Position, Source: m.SourceLine(vpc.CIDR.Position), Message: finding.Say("the VPC's block", "VPC의 주소 블록")}}
	}
	for _, o := range others {
		if !o.cidr.V.Net.Overlaps(net) {
			continue
		}
		f := d.report(CodeCIDROverlap, one.cidr.Position, finding.Say("%s overlaps %s of %s", "%s가 %[3]s의 %[2]s와 겹칩니다", one.cidr.V.Text, o.cidr.V.Text, o.name),
			finding.Say("give each subnet its own block", "서브넷마다 다른 블록을 주십시오"))
		f.Length = len(one.cidr.V.Text)
		f.Related = []finding.Related{{Position: o.cidr.Position, Source: m.SourceLine(o.cidr.Position), Message: finding.Say("the other block", "겹치는 블록")}}
	}
}

// checkZones reports elements in zones where their tier has no subnet.
func (m *Model) checkZones(d *decoder) {
	for _, e := range m.Elements {
		if e.Boundary == nil || len(e.Boundary.PerZone) == 0 {
			continue
		}
		letters := ids(e.Boundary.PerZone, func(z *ZoneCIDR) string { return z.ID })
		for _, z := range e.Zones {
			if !slices.Contains(letters, z.V) {
				d.report(CodeUnknownZone, z.Position, finding.Say("tier %s has no subnet in zone %q", "계층 %s에는 가용 영역 %q의 서브넷이 없습니다", e.Boundary.ID, z.V),
					suggest(z.V, letters))
			}
		}
	}
}
