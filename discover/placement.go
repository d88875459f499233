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
	// Facts are what says so; each may turn out to be missing.
	Facts []FactRef
}

// FactRef names one fact of one resource. Without a resource it names something
// that a fact refers to and that the snapshot does not have.
type FactRef struct {
	Resource *Resource
	Fact     string
}

// Placement is where r is plugged in; the zero value for what AWS runs outside
// of any VPC.
func (x *Index) Placement(r *Resource) Placement {
	p := x.directPlacement(r)
	if p.VPC == "" {
		for _, id := range p.Subnets {
			if subnet := x.Near(r, "AWS::EC2::Subnet", id); subnet != nil {
				p.VPC = subnet.Facts.(*Subnet).VpcId
				break
			}
		}
	}
	return p
}

func (x *Index) directPlacement(r *Resource) Placement {
	at := func(facts ...string) (refs []FactRef) {
		for _, f := range facts {
			refs = append(refs, FactRef{r, f})
		}
		return refs
	}
	switch f := r.Facts.(type) {
	case *VPC:
		return Placement{VPC: r.ID}
	case *Subnet:
		return Placement{VPC: f.VpcId, Facts: at("VpcId")}
	case *RouteTable:
		return Placement{VPC: f.VpcId, Facts: at("VpcId")}
	case *NetworkACL:
		return Placement{VPC: f.VpcId, Facts: at("VpcId")}
	case *SecurityGroup:
		return Placement{VPC: f.VpcId, Facts: at("VpcId")}
	case *InternetGateway:
		if len(f.VpcIds) > 0 {
			return Placement{VPC: f.VpcIds[0], Facts: at("VpcIds")}
		}
	case *NatGateway:
		return Placement{VPC: f.VpcId, Subnets: nonEmpty(f.SubnetId), Facts: at("SubnetId")}
	case *NetworkInterface:
		return Placement{VPC: f.VpcId, Subnets: nonEmpty(f.SubnetId), SecurityGroups: f.GroupSet, Facts: at("SubnetId", "GroupSet")}
	case *VPCEndpoint:
		return Placement{VPC: f.VpcId, Subnets: f.SubnetIds, SecurityGroups: f.SecurityGroupIds, Facts: at("SubnetIds", "SecurityGroupIds")}
	case *Instance:
		return Placement{f.VpcId, nonEmpty(f.SubnetId), f.SecurityGroupIds, at("SubnetId", "SecurityGroupIds")}
	case *LoadBalancer:
		return Placement{f.VpcId, f.Subnets, f.SecurityGroups, at("Subnets", "SecurityGroups")}
	case *TargetGroup:
		return Placement{VPC: f.VpcId, Facts: at("VpcId")}
	case *VPCLink:
		return Placement{"", f.SubnetIds, f.SecurityGroupIds, at("SubnetIds", "SecurityGroupIds")}
	case *ECSService:
		if f.AwsvpcConfiguration != nil {
			return Placement{"", f.AwsvpcConfiguration.Subnets, f.AwsvpcConfiguration.SecurityGroups, at("AwsvpcConfiguration")}
		}
	case *Function:
		return Placement{"", f.SubnetIds, f.SecurityGroupIds, at("SubnetIds", "SecurityGroupIds")}
	case *BuildProject:
		return Placement{f.VpcId, f.Subnets, f.SecurityGroups, at("Subnets", "SecurityGroups")}
	case *AutoScalingGroup:
		return x.groupPlacement(r, f)
	case *DBInstance:
		p := Placement{"", nil, f.VPCSecurityGroups, at("DBSubnetGroupName", "VPCSecurityGroups")}
		if g := x.Near(r, "AWS::RDS::DBSubnetGroup", f.DBSubnetGroupName); g != nil {
			facts := g.Facts.(*DBSubnetGroup)
			p.VPC, p.Subnets, p.Facts = facts.VpcId, facts.SubnetIds, append(p.Facts, FactRef{g, "SubnetIds"})
		} else if f.DBSubnetGroupName != "" {
			p.Facts = append(p.Facts, FactRef{nil, "the subnet group " + f.DBSubnetGroupName})
		}
		return p
	case *ReplicationGroup:
		return x.cachePlacement(r, f.CacheSubnetGroupName, Placement{"", nil, f.SecurityGroupIds, at("CacheSubnetGroupName", "SecurityGroupIds")})
	case *CacheCluster:
		return x.cachePlacement(r, f.CacheSubnetGroupName, Placement{"", nil, f.SecurityGroupIds, at("CacheSubnetGroupName", "SecurityGroupIds")})
	case *Firewall:
		p := Placement{VPC: f.VpcId, Facts: at("Endpoints")}
		for _, e := range f.Endpoints {
			p.Subnets = append(p.Subnets, e.SubnetId)
		}
		return p
	}
	return Placement{}
}

// cachePlacement adds to the placement of a cache where its subnet group lies.
func (x *Index) cachePlacement(r *Resource, subnets string, p Placement) Placement {
	if g := x.Near(r, "AWS::ElastiCache::SubnetGroup", subnets); g != nil {
		facts := g.Facts.(*CacheSubnetGroup)
		p.VPC, p.Subnets, p.Facts = facts.VpcId, facts.SubnetIds, append(p.Facts, FactRef{g, "SubnetIds"})
	} else if subnets != "" {
		p.Facts = append(p.Facts, FactRef{nil, "the subnet group " + subnets})
	}
	return p
}

// groupPlacement is that of the machines an Auto Scaling group starts.
func (x *Index) groupPlacement(r *Resource, f *AutoScalingGroup) Placement {
	p := Placement{Subnets: f.VPCZoneIdentifier, Facts: []FactRef{{r, "VPCZoneIdentifier"}}}
	if f.LaunchTemplate == nil {
		return p
	}
	t := x.Near(r, "AWS::EC2::LaunchTemplate", f.LaunchTemplate.LaunchTemplateId)
	if t == nil {
		p.Facts = append(p.Facts, FactRef{nil, "the launch template " + f.LaunchTemplate.LaunchTemplateId})
		return p
	}
	template := t.Facts.(*LaunchTemplate)
	data, fact := template.Data(template.Version(f.LaunchTemplate))
	p.Facts = append(p.Facts, FactRef{t, cmp.Or(fact, "LaunchTemplateData")})
	if data != nil {
		p.SecurityGroups = data.SecurityGroupIds
	}
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
	switch f := r.Facts.(type) {
	case *Volume:
		zones = append(zones, f.AvailabilityZone)
	case *Subnet:
		zones = append(zones, f.AvailabilityZone)
	}
	slices.Sort(zones)
	return slices.Compact(zones)
}
