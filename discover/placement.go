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
	case *EgressOnlyInternetGateway:
		if len(f.VpcIds) > 0 {
			return Placement{VPC: f.VpcIds[0], Facts: at("VpcIds")}
		}
	case *VPNGateway:
		if len(f.VpcIds) > 0 {
			return Placement{VPC: f.VpcIds[0], Facts: at("VpcIds")}
		}
	case *VPNConnection:
		if g := x.Near(r, "AWS::EC2::VPNGateway", f.VpnGatewayId); g != nil {
			return x.Placement(g)
		}
	case *TransitGatewayAttachment:
		if f.ResourceType == "vpc" {
			return Placement{VPC: f.ResourceId, Subnets: f.SubnetIds, Facts: at("ResourceId", "SubnetIds")}
		}
	case *ResolverEndpoint:
		return Placement{f.HostVPCId, f.SubnetIds, f.SecurityGroupIds, at("SubnetIds", "SecurityGroupIds")}
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
	case *Firewall:
		p := Placement{VPC: f.VpcId, Facts: at("Endpoints")}
		for _, e := range f.Endpoints {
			p.Subnets = append(p.Subnets, e.SubnetId)
		}
		return p
	case *Notebook:
		return Placement{"", nonEmpty(f.SubnetId), f.SecurityGroupIds, at("SubnetId", "SecurityGroupIds")}
	case *StudioDomain:
		return Placement{f.VpcId, f.SubnetIds, f.SecurityGroupIds, at("SubnetIds", "SecurityGroupIds")}
	case *Canary:
		return Placement{f.VpcId, f.SubnetIds, f.SecurityGroupIds, at("SubnetIds", "SecurityGroupIds")}
	}
	return x.storePlacement(r)
}

// storePlacement is that of a store; many name a group of subnets, which is a
// resource of its own.
func (x *Index) storePlacement(r *Resource) Placement {
	at := func(facts ...string) (refs []FactRef) {
		for _, f := range facts {
			refs = append(refs, FactRef{r, f})
		}
		return refs
	}
	switch f := r.Facts.(type) {
	case *DBInstance:
		return x.inGroup(r, "AWS::RDS::DBSubnetGroup", f.DBSubnetGroupName, Placement{
			SecurityGroups: f.VPCSecurityGroups, Facts: at("DBSubnetGroupName", "VPCSecurityGroups"),
		})
	case *DBCluster:
		return x.inGroup(r, "AWS::RDS::DBSubnetGroup", f.DBSubnetGroupName, Placement{
			SecurityGroups: f.VpcSecurityGroupIds, Facts: at("DBSubnetGroupName", "VpcSecurityGroupIds"),
		})
	case *DBProxy:
		return Placement{f.VpcId, f.VpcSubnetIds, f.VpcSecurityGroupIds, at("VpcSubnetIds", "VpcSecurityGroupIds")}
	case *ReplicationGroup:
		return x.inGroup(r, "AWS::ElastiCache::SubnetGroup", f.CacheSubnetGroupName, Placement{
			SecurityGroups: f.SecurityGroupIds, Facts: at("CacheSubnetGroupName", "SecurityGroupIds"),
		})
	case *CacheCluster:
		return x.inGroup(r, "AWS::ElastiCache::SubnetGroup", f.CacheSubnetGroupName, Placement{
			SecurityGroups: f.SecurityGroupIds, Facts: at("CacheSubnetGroupName", "SecurityGroupIds"),
		})
	case *ServerlessCache:
		return Placement{"", f.SubnetIds, f.SecurityGroupIds, at("SubnetIds", "SecurityGroupIds")}
	case *SearchDomain:
		return Placement{f.VPCId, f.SubnetIds, f.SecurityGroupIds, at("SubnetIds", "SecurityGroupIds")}
	case *Warehouse:
		return x.inGroup(r, "AWS::Redshift::ClusterSubnetGroup", f.ClusterSubnetGroupName, Placement{
			VPC: f.VpcId, SecurityGroups: f.VpcSecurityGroupIds, Facts: at("ClusterSubnetGroupName", "VpcSecurityGroupIds"),
		})
	}
	return Placement{}
}

// inGroup adds where a group of subnets lies to a placement.
func (x *Index) inGroup(r *Resource, typ, name string, p Placement) Placement {
	g := x.Near(r, typ, name)
	if g == nil {
		if name != "" {
			p.Facts = append(p.Facts, FactRef{nil, "the subnet group " + name})
		}
		return p
	}
	switch f := g.Facts.(type) {
	case *DBSubnetGroup:
		p.VPC, p.Subnets = f.VpcId, f.SubnetIds
	case *CacheSubnetGroup:
		p.VPC, p.Subnets = f.VpcId, f.SubnetIds
	case *WarehouseSubnetGroup:
		p.VPC, p.Subnets = f.VpcId, f.SubnetIds
	}
	p.Facts = append(p.Facts, FactRef{g, "SubnetIds"})
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
