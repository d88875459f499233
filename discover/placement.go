package discover

import (
	"cmp"
	"slices"
)

// Placement is where a resource is plugged into a network, whether it runs at
// the moment or not: a service that is scaled to nothing keeps its placement.
type Placement struct {
	VPC            string
	Subnets        []string
	SecurityGroups []string
	// Facts are what says in which VPC and subnets, GroupFacts what says in which
	// security groups; each may turn out to be missing.
	Facts, GroupFacts []FactRef
	// decides are facts that say whether it is plugged in at all; those of them
	// that are missing are among both in what [Index.Placement] gives.
	decides []string
}

// FactRef names one fact of one resource. Without a resource it names something
// that a fact refers to and that the snapshot does not have.
type FactRef struct {
	Resource *Resource
	Fact     string
}

func plugged(vpc string, subnets, groups []string, where, guards []FactRef) Placement {
	return Placement{VPC: vpc, Subnets: subnets, SecurityGroups: groups, Facts: where, GroupFacts: guards}
}

// Placement is where r is plugged in; the zero value for what AWS runs outside
// of any VPC. What r does not say itself, others do: a group of subnets, a
// launch template, the gateway at the end of a line.
func (x *Index) Placement(r *Resource) Placement {
	var p Placement
	if f, ok := r.Facts.(Placed); ok {
		p = f.PlacedAt(r)
	}
	p.Facts = append(p.Facts, x.Unread(r, p.decides...)...)
	p.GroupFacts = append(p.GroupFacts, x.Unread(r, p.decides...)...)
	switch f := r.Facts.(type) {
	case SubnetGrouped:
		p = x.inGroup(r, f, p)
	case *AutoScalingGroup:
		p = x.withTemplate(r, f, p)
	case *VPNConnection:
		p.Facts = x.Unread(r, "VpnGatewayId")
		if g := x.Near(r, "AWS::EC2::VPNGateway", f.VpnGatewayId); g != nil {
			p = x.Placement(g)
		}
	}
	if p.VPC == "" {
		x.throughSubnets(r, &p)
	}
	return p
}

// throughSubnets takes the VPC of a placement from its subnets.
func (x *Index) throughSubnets(r *Resource, p *Placement) {
	for _, id := range p.Subnets {
		subnet := x.Near(r, "AWS::EC2::Subnet", id)
		if subnet == nil {
			continue
		}
		if p.VPC = subnet.Facts.(*Subnet).VpcId; p.VPC != "" {
			return
		}
		p.Facts = append(p.Facts, x.Unread(subnet, "VpcId")...)
	}
}

// inGroup adds where a group of subnets lies to a placement.
func (x *Index) inGroup(r *Resource, f SubnetGrouped, p Placement) Placement {
	typ, name := f.SubnetGroup()
	p.Facts = append(at(r, name.Fact), p.Facts...)
	g := x.Near(r, typ, name.Value)
	if g == nil {
		if name.Value != "" {
			p.Facts = append(p.Facts, FactRef{Fact: "the subnet group " + name.Value})
		}
		return p
	}
	if group, ok := g.Facts.(Placed); ok {
		in := group.PlacedAt(g)
		p.VPC, p.Subnets, p.Facts = in.VPC, in.Subnets, append(p.Facts, in.Facts...)
	}
	return p
}

// withTemplate adds the security groups of the machines that an Auto Scaling
// group starts.
func (x *Index) withTemplate(r *Resource, f *AutoScalingGroup, p Placement) Placement {
	p.GroupFacts = append(p.GroupFacts, x.Unread(r, "LaunchTemplate")...)
	if f.LaunchTemplate == nil {
		return x.withConfiguration(r, f, p)
	}
	t := x.Near(r, "AWS::EC2::LaunchTemplate", f.LaunchTemplate.LaunchTemplateId)
	if t == nil {
		p.GroupFacts = append(p.GroupFacts, FactRef{Fact: "the launch template " + f.LaunchTemplate.LaunchTemplateId})
		return p
	}
	template := t.Facts.(*LaunchTemplate)
	version := template.Version(f.LaunchTemplate)
	data, fact := template.Data(version)
	says := FactRef{t, fact + ".SecurityGroupIds"}
	if data != nil {
		p.SecurityGroups = data.SecurityGroupIds
	} else if fact == "" || x.Missing(t, fact) == nil { // such as one that the group pins
		says = FactRef{Fact: "version " + version + " of the launch template " + cmp.Or(t.Name, t.ID)}
	}
	p.GroupFacts = append(p.GroupFacts, says)
	p.GroupFacts = append(p.GroupFacts, x.Unread(t, "DefaultVersionNumber", "LatestVersionNumber")...)
	return p
}

// withConfiguration adds those of a group that starts machines by a launch configuration.
func (x *Index) withConfiguration(r *Resource, f *AutoScalingGroup, p Placement) Placement {
	p.GroupFacts = append(p.GroupFacts, x.Unread(r, "LaunchConfigurationName")...)
	if f.LaunchConfigurationName == "" {
		return p
	}
	c := x.Near(r, "AWS::AutoScaling::LaunchConfiguration", f.LaunchConfigurationName)
	if c == nil {
		lost := FactRef{Fact: "the launch configuration " + f.LaunchConfigurationName}
		p.GroupFacts = append(p.GroupFacts, lost)
		return p
	}
	p.GroupFacts = append(p.GroupFacts, FactRef{c, "SecurityGroups"})
	p.SecurityGroups = c.Facts.(*LaunchConfiguration).SecurityGroups
	return p
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// Zones are the Availability Zones that r's subnets lie in, or its own, sorted.
func (x *Index) Zones(r *Resource) []string {
	var zones []string
	for _, id := range x.Placement(r).Subnets {
		if subnet := x.Near(r, "AWS::EC2::Subnet", id); subnet != nil {
			zones = append(zones, subnet.Facts.(*Subnet).AvailabilityZone)
		}
	}
	if f, ok := r.Facts.(Zoned); ok {
		zones = append(zones, f.Zone().Value)
	}
	slices.Sort(zones)
	return slices.Compact(zones)
}

// ZoneLetter is what tells the subnets of a tier apart: the last letter of the
// zone that r lies in, empty where that is not known.
func ZoneLetter(r *Resource) string {
	f, ok := r.Facts.(Zoned)
	if !ok || f.Zone().Value == "" {
		return ""
	}
	zone := f.Zone().Value
	return zone[len(zone)-1:]
}
