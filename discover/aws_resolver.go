package discover

var resolverFamily = Family{
	Name: "Amazon Route 53 Resolver",
	Operations: []Operation{
		{Name: "route53resolver:ListResolverEndpoints", Page: 100, PerSecond: 5},
		{Name: "route53resolver:ListResolverEndpointIpAddresses", Page: 100, PerSecond: 5},
		{Name: "route53resolver:ListResolverRules", Page: 100, PerSecond: 5},
		{Name: "route53resolver:ListResolverRuleAssociations", Page: 100, PerSecond: 5},
	},
	Types: []Type{
		{
			Name: "AWS::Route53Resolver::ResolverEndpoint", Facts: facts[ResolverEndpoint],
			Read:   []string{"route53resolver:ListResolverEndpoints"},
			Tagged: []string{"route53resolver:ListTagsForResource"},
		},
		{
			Name: "AWS::Route53Resolver::ResolverRule", Facts: facts[ResolverRule],
			Read: []string{"route53resolver:ListResolverRules"}, Detail: true,
		},
	},
}

// ResolverEndpoint passes DNS questions between networks. Direction is INBOUND,
// OUTBOUND or INBOUND_DELEGATION.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading,DeletionProtected not asked yet
//asked:lacks Measured found by its id under any name
type ResolverEndpoint struct {
	Direction        string
	Status           string
	HostVPCId        string
	SecurityGroupIds []string
	Protocols        []string
	SubnetIds        []string `from:"route53resolver:ListResolverEndpointIpAddresses"`
	IpAddresses      []string `from:"route53resolver:ListResolverEndpointIpAddresses"`
}

func (f *ResolverEndpoint) PlacedAt(r *Resource) Placement {
	return plugged(f.HostVPCId, f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}

// ResolverRule says who answers for a domain; those of AWS's own are not listed.
// RuleType is FORWARD, SYSTEM or DELEGATE.
type ResolverRule struct {
	DomainName         string
	RuleType           string
	ResolverEndpointId string
	TargetIps          []string
	VpcIds             []string `from:"route53resolver:ListResolverRuleAssociations"`
}
