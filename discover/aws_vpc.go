package discover

// VPC core, and what stands at its borders.

var vpcFamily = Family{
	Name: "Amazon VPC",
	Operations: []Operation{
		{Name: "ec2:DescribeVpcs", Page: 1000},
		{Name: "ec2:DescribeVpcAttribute"},
		{Name: "ec2:DescribeSubnets", Page: 1000},
		{Name: "ec2:DescribeRouteTables", Page: 100},
		{Name: "ec2:DescribeInternetGateways", Page: 1000},
		{Name: "ec2:DescribeEgressOnlyInternetGateways", Page: 255},
		{Name: "ec2:DescribeNatGateways", Page: 1000},
		{Name: "ec2:DescribeAddresses"},
		{Name: "ec2:DescribeNetworkAcls", Page: 1000},
		{Name: "ec2:DescribeSecurityGroups", Page: 1000},
		{Name: "ec2:DescribeSecurityGroupRules", Page: 1000},
		{Name: "ec2:DescribeManagedPrefixLists", Page: 100},
		{Name: "ec2:GetManagedPrefixListEntries", Page: 100},
		{Name: "ec2:DescribeStaleSecurityGroups", Page: 255},
		{Name: "ec2:DescribeNetworkInterfaces", Page: 1000},
		{Name: "ec2:DescribeVpcEndpoints", Page: 1000},
		{Name: "ec2:DescribeFlowLogs", Page: 1000},
		{Name: "ec2:DescribeVpcBlockPublicAccessOptions"},
		{Name: "ec2:DescribeVpcBlockPublicAccessExclusions", Page: 1000},
	},
	Types: []Type{
		{Name: "AWS::EC2::VPC", Facts: facts[VPC], Read: []string{"ec2:DescribeVpcs"}},
		{Name: "AWS::EC2::Subnet", Facts: facts[Subnet], Read: []string{"ec2:DescribeSubnets"}},
		{
			Name: "AWS::EC2::RouteTable", Facts: facts[RouteTable],
			Read: []string{"ec2:DescribeRouteTables"}, Detail: true,
		},
		{
			Name: "AWS::EC2::InternetGateway", Facts: facts[InternetGateway],
			Read: []string{"ec2:DescribeInternetGateways"},
		},
		{
			Name: "AWS::EC2::EgressOnlyInternetGateway", Facts: facts[EgressOnlyInternetGateway],
			Read: []string{"ec2:DescribeEgressOnlyInternetGateways"},
		},
		{Name: "AWS::EC2::NatGateway", Facts: facts[NatGateway], Read: []string{"ec2:DescribeNatGateways"}},
		{Name: "AWS::EC2::EIP", Facts: facts[ElasticIP], Read: []string{"ec2:DescribeAddresses"}},
		{
			Name: "AWS::EC2::NetworkAcl", Facts: facts[NetworkACL],
			Read: []string{"ec2:DescribeNetworkAcls"}, Detail: true,
		},
		{Name: "AWS::EC2::SecurityGroup", Facts: facts[SecurityGroup], Read: []string{"ec2:DescribeSecurityGroups"}},
		{
			Name: "AWS::EC2::PrefixList", Facts: facts[PrefixList],
			Read: []string{"ec2:DescribeManagedPrefixLists"}, Detail: true,
		},
		{
			Name: "AWS::EC2::NetworkInterface", Facts: facts[NetworkInterface],
			Read: []string{"ec2:DescribeNetworkInterfaces"}, Detail: true,
		},
		{Name: "AWS::EC2::VPCEndpoint", Facts: facts[VPCEndpoint], Read: []string{"ec2:DescribeVpcEndpoints"}},
		{Name: "AWS::EC2::FlowLog", Facts: facts[FlowLog], Read: []string{"ec2:DescribeFlowLogs"}, Detail: true},
		{
			Name: "AWS::EC2::VPCBlockPublicAccessOptions", Facts: facts[BlockPublicAccess],
			Read: []string{"ec2:DescribeVpcBlockPublicAccessOptions"}, Detail: true,
		},
		{
			Name: "AWS::EC2::VPCBlockPublicAccessExclusion", Facts: facts[BlockPublicAccessExclusion],
			Read: []string{"ec2:DescribeVpcBlockPublicAccessExclusions"}, Detail: true,
		},
	},
}

// VPC is a private network.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading,DeletionProtected,Measured a VPC has none
//asked:lives EnableDnsSupport fine true; off false
//asked:lives EnableDnsHostnames told private-names
type VPC struct {
	CidrBlock string
	// AssociatedCidrBlocks are further blocks of addresses, IPv4 and IPv6.
	AssociatedCidrBlocks []string
	IsDefault            bool `unjudged:"weighed"`
	EnableDnsSupport     bool `from:"ec2:DescribeVpcAttribute"`
	EnableDnsHostnames   bool `from:"ec2:DescribeVpcAttribute"`
}

func (f *VPC) PlacedAt(r *Resource) Placement { return Placement{VPC: r.ID} }

func (f *VPC) Blocks() Reading[[]string] {
	return said(append([]string{f.CidrBlock}, f.AssociatedCidrBlocks...), "CidrBlock")
}

func (f *VPC) MadeByAWS(*Resource) Reading[bool] { return said(f.IsDefault, "IsDefault") }

// Subnet is one subnet. Whether it is public is decided by its routes, not by
// MapPublicIpOnLaunch.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading,DeletionProtected,Measured a subnet has none
type Subnet struct {
	VpcId               string
	CidrBlock           string
	Ipv6CidrBlock       string `unjudged:"weighed"`
	AvailabilityZone    string
	AvailabilityZoneId  string `unjudged:"name"`
	MapPublicIpOnLaunch bool   `unjudged:"undeclared"`
}

func (f *Subnet) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Facts: at(r, "VpcId")}
}

func (f *Subnet) Zone() Reading[string] { return said(f.AvailabilityZone, "AvailabilityZone") }

func (f *Subnet) Blocks() Reading[[]string] { return said([]string{f.CidrBlock}, "CidrBlock") }

// RouteTable is a table of routes with the subnets and gateways that use it.
//
//asked:lives Routes.State told connection-refuted
type RouteTable struct {
	VpcId string `unjudged:"weighed"`
	// Associations hold the main one too; a subnet that no table of its VPC
	// names uses the table whose association is Main.
	Associations []RouteTableAssociation `unjudged:"weighed"`
	Routes       []Route
	// PropagatedRoutes are the destinations of those routes that a virtual private
	// gateway has announced: what is at the other end of its lines.
	PropagatedRoutes []string `unjudged:"weighed"`
}

func (f *RouteTable) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Facts: at(r, "VpcId")}
}

// SoleIn is the VPC.
func (f *RouteTable) SoleIn() Reading[string] { return said(f.VpcId, "VpcId") }

// RouteTableAssociation ties a table to a subnet, to a gateway, or as the main
// one to the rest of the VPC.
type RouteTableAssociation struct {
	SubnetId  string
	GatewayId string
	Main      bool
}

// Route sends a destination to one target. GatewayId is igw-…, vgw-…, local,
// or vpce-… for a gateway endpoint; State is active or blackhole.
type Route struct {
	DestinationCidrBlock        string `one:"destination" sent:"one"`
	DestinationIpv6CidrBlock    string `one:"destination"`
	DestinationPrefixListId     string `one:"destination"`
	GatewayId                   string `one:"target"`
	NatGatewayId                string `one:"target"`
	VpcEndpointId               string `one:"target"`
	TransitGatewayId            string `one:"target"`
	VpcPeeringConnectionId      string `one:"target"`
	NetworkInterfaceId          string `one:"target machine"`
	InstanceId                  string `one:"target machine"`
	EgressOnlyInternetGatewayId string `one:"target"`
	State                       string `sent:"always"`
}

// InternetGateway is the way between VPCs and the internet.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading,DeletionProtected,Measured it is there or not
type InternetGateway struct {
	// VpcIds are the VPCs it is attached to: one at most.
	VpcIds []string
}

func (f *InternetGateway) PlacedAt(r *Resource) Placement { return attachedTo(r, f.VpcIds) }

func (f *InternetGateway) SoleIn() Reading[string] { return soleIn(f.VpcIds, "VpcIds") }

// attachedTo is the placement of a gateway that may be attached to one VPC.
func attachedTo(r *Resource, vpcs []string) Placement {
	if len(vpcs) == 0 {
		return Placement{decides: []string{"VpcIds"}}
	}
	return Placement{VPC: vpcs[0], Facts: at(r, "VpcIds")}
}

// EgressOnlyInternetGateway is the way out for IPv6.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading,DeletionProtected,Measured it is there or not
type EgressOnlyInternetGateway struct {
	// VpcIds are the VPCs it is attached to: one at most.
	VpcIds []string `unjudged:"weighed"`
}

func (f *EgressOnlyInternetGateway) PlacedAt(r *Resource) Placement { return attachedTo(r, f.VpcIds) }

func (f *EgressOnlyInternetGateway) SoleIn() Reading[string] { return soleIn(f.VpcIds, "VpcIds") }

// ElasticIP is a public address of one's own. It is in use when it has an
// AssociationId, and costs the same when it has none.
//
//asked:as network
//asked:lacks Placed,Linking,Leading,DeletionProtected,Measured what uses it has
type ElasticIP struct {
	PublicIp           string
	Domain             string `unjudged:"name"`
	AssociationId      string `unjudged:"name"`
	InstanceId         string `unjudged:"said"`
	NetworkInterfaceId string `unjudged:"said"`
	PrivateIpAddress   string `unjudged:"moment"`
}

func (f *ElasticIP) PublicAddresses() Reading[[]string] {
	return said([]string{f.PublicIp}, "PublicIp")
}

// MadeByAWS takes an address in use for a part of what uses it.
func (f *ElasticIP) MadeByAWS(*Resource) Reading[bool] {
	return said(f.AssociationId != "", "AssociationId")
}

// NatGateway is a way out. State is available when it works; ConnectivityType
// is public or private; AvailabilityMode zonal or regional.
//
//asked:as network
//asked:lacks Linking,Leading,DeletionProtected it leads out alone
//asked:lives State fine available; in-flight pending; broken failed; going deleting; gone deleted
type NatGateway struct {
	VpcId            string
	SubnetId         string
	State            string
	ConnectivityType string
	AvailabilityMode string `unjudged:"undeclared"`
	RouteTableId     string `unjudged:"leads"`
	PublicIps        []string
	PrivateIps       []string `unjudged:"moment"`
}

func (f *NatGateway) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Subnets: nonEmpty(f.SubnetId), Facts: at(r, "SubnetId")}
}

// SoleIn is its VPC; its subnet tells it from the others there.
func (f *NatGateway) SoleIn() Reading[string] { return said(f.VpcId, "VpcId") }

func (f *NatGateway) PublicAddresses() Reading[[]string] { return said(f.PublicIps, "PublicIps") }

func (f *NatGateway) Dimensions(r *Resource) []Dimension { return goesBy("NatGatewayId", r) }

// NetworkACL is the stateless filter of subnets.
type NetworkACL struct {
	VpcId     string `unjudged:"weighed"`
	IsDefault bool   `unjudged:"name"`
	SubnetIds []string
	Entries   []NetworkACLEntry
}

func (f *NetworkACL) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Facts: at(r, "VpcId")}
}

// SoleIn is the VPC.
func (f *NetworkACL) SoleIn() Reading[string] { return said(f.VpcId, "VpcId") }

// NetworkACLEntry is one numbered rule; the lowest number that matches
// decides. Protocol is a number as text, -1 for all.
type NetworkACLEntry struct {
	Egress        bool
	RuleNumber    int
	RuleAction    string `sent:"always"`
	Protocol      string `sent:"always"`
	CidrBlock     string `one:"block" sent:"one"`
	Ipv6CidrBlock string `one:"block"`
	PortRange     *PortRange
	// IcmpTypeCode is what an entry for ICMP is about.
	IcmpTypeCode *IcmpTypeCode
}

// IcmpTypeCode is a type and a code of ICMP; -1 stands for all.
type IcmpTypeCode struct {
	Type, Code int
}

// PortRange is a run of ports.
type PortRange struct {
	From, To int
}

// SecurityGroup is the stateful filter of network interfaces.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading,DeletionProtected,Measured a filter has none
type SecurityGroup struct {
	VpcId                string `unjudged:"weighed"`
	GroupName            string
	SecurityGroupIngress []SecurityGroupRule `from:"ec2:DescribeSecurityGroupRules"`
	SecurityGroupEgress  []SecurityGroupRule `from:"ec2:DescribeSecurityGroupRules"`
	// Stale says that a rule names a group of a peer VPC that is gone, or whose
	// peering is.
	Stale bool `from:"ec2:DescribeSecurityGroupRules ec2:DescribeStaleSecurityGroups" unjudged:"moment"`
}

func (f *SecurityGroup) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Facts: at(r, "VpcId")}
}

func (f *SecurityGroup) MadeByAWS(*Resource) Reading[bool] {
	return said(f.GroupName == "default", "GroupName")
}

// SecurityGroupRule allows one peer: an address block, a prefix list or a
// security group. IpProtocol is tcp, udp, icmp, a number, or -1 for all, in
// which case the ports are -1.
type SecurityGroupRule struct {
	SecurityGroupRuleId string
	IpProtocol          string `sent:"always"`
	FromPort            int
	ToPort              int
	CidrIp              string `one:"peer" sent:"one"`
	CidrIpv6            string `one:"peer"`
	PrefixListId        string `one:"peer"`
	// GroupId is the security group at the other end, of account GroupOwnerId.
	GroupId      string `one:"peer"`
	GroupOwnerId string `one:"peer"`
}

// PrefixList is a named set of address blocks, AWS's own or one's own.
type PrefixList struct {
	PrefixListName string   `unjudged:"name"`
	OwnerId        string   `unjudged:"name"`
	Entries        []string `from:"ec2:GetManagedPrefixListEntries"`
}

// NetworkInterface is a place where something is plugged into a subnet.
//
//asked:lives Status setting whether it is plugged in, while what uses it says how it lives
type NetworkInterface struct {
	VpcId            string `unjudged:"weighed"`
	SubnetId         string `unjudged:"leads"`
	AvailabilityZone string `unjudged:"said"`
	// InterfaceType is interface, nat_gateway, network_load_balancer, vpc_endpoint, lambda and so on.
	InterfaceType      string   `unjudged:"name"`
	Status             string   `unjudged:"undeclared"`
	RequesterManaged   bool     `unjudged:"name"`
	SourceDestCheck    bool     `unjudged:"weighed"`
	PrivateIpAddresses []string `unjudged:"moment"`
	Ipv6Addresses      []string `unjudged:"weighed"`
	PublicIp           string   `unjudged:"weighed"`
	GroupSet           []string `unjudged:"weighed"`
	InstanceId         string   `unjudged:"leads"`
}

func (f *NetworkInterface) PlacedAt(r *Resource) Placement {
	return plugged(f.VpcId, nonEmpty(f.SubnetId), f.GroupSet, at(r, "SubnetId"), at(r, "GroupSet"))
}

// VPCEndpoint is an AWS service inside a VPC: VpcEndpointType is Interface,
// Gateway or GatewayLoadBalancer.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading,DeletionProtected it leads to a service alone
//asked:lacks Measured found by its id under any name
//asked:lives State fine available; in-flight pending; broken partial pendingacceptance; going deleting
//asked:lives State gone deleted rejected expired failed
//asked:lives PrivateDnsEnabled told private-names
type VPCEndpoint struct {
	VpcId             string
	VpcEndpointType   string
	ServiceName       string
	State             string
	SubnetIds         []string
	SecurityGroupIds  []string
	RouteTableIds     []string `unjudged:"said"`
	PrivateDnsEnabled bool
	PolicyDocument    *Policy
}

func (f *VPCEndpoint) SharingPolicy() Reading[*Policy] {
	return said(f.PolicyDocument, "PolicyDocument")
}

func (f *VPCEndpoint) PlacedAt(r *Resource) Placement {
	return plugged(f.VpcId, f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}

// SoleIn is its VPC; its variant and its service tell it from the others there.
func (f *VPCEndpoint) SoleIn() Reading[string] { return said(f.VpcId, "VpcId") }

func (f *VPCEndpoint) Variant() Reading[string] { return said(f.VpcEndpointType, "VpcEndpointType") }

// FlowLog records the traffic of a VPC, subnet or interface.
//
//asked:lives FlowLogStatus told flow-logs-differ
//asked:lives DeliverLogsStatus told flow-logs-differ
type FlowLog struct {
	ResourceId         string
	TrafficType        string `unjudged:"undeclared"`
	LogDestinationType string `unjudged:"undeclared"`
	LogDestination     string `unjudged:"undeclared"`
	LogGroupName       string `unjudged:"name"`
	FlowLogStatus      string
	// DeliverLogsStatus is FAILED when nothing arrives.
	DeliverLogsStatus string
}

// BlockPublicAccess is the switch of an account and region that overrules
// routes: InternetGatewayBlockMode is off, block-bidirectional or block-ingress.
//
//asked:lives State fine update-complete default-state; in-flight update-in-progress
type BlockPublicAccess struct {
	InternetGatewayBlockMode string `unjudged:"weighed"`
	State                    string
	// ExclusionsAllowed is allowed or not-allowed.
	ExclusionsAllowed string `unjudged:"undeclared"`
	// ManagedBy is account or declarative-policy.
	ManagedBy string `unjudged:"name"`
}

// BlockPublicAccessExclusion lets one VPC or subnet off that switch.
// InternetGatewayExclusionMode is allow-bidirectional or allow-egress.
//
//asked:lives State fine create-complete update-complete; in-flight create-in-progress update-in-progress
//asked:lives State broken create-failed update-failed disable-failed; off disable-complete disable-in-progress
//asked:lives State going delete-in-progress; gone delete-complete
type BlockPublicAccessExclusion struct {
	ResourceArn                  string `unjudged:"weighed"`
	InternetGatewayExclusionMode string `unjudged:"weighed"`
	State                        string
}
