package reach

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/packet"
	"asbuilt/way"
)

// Ends of ways: where resources are plugged into a network, with the addresses
// that they have there.

// End is a resource as the end of a way; ok is false for what AWS runs outside of
// any VPC.
func (n *Network) End(r *discover.Resource) (e way.End, ok bool) {
	known, done := n.ends[r]
	if !done {
		known.end, known.ok = n.locate(r)
		end := &known.end // which callers add to
		end.Interfaces, end.Missing = slices.Clip(end.Interfaces), slices.Clip(end.Missing)
		end.Facts, end.Assumed = slices.Clip(end.Facts), slices.Clip(end.Assumed)
		end.ListensMissing = slices.Clip(end.ListensMissing)
		n.ends[r] = known
	}
	return known.end, known.ok
}

func (n *Network) locate(r *discover.Resource) (e way.End, ok bool) {
	e = way.End{Name: finding.Same(cmp.Or(r.Name, r.ID)), AnswerPorts: way.LinuxPorts()}
	e.Down, e.DownFact = n.down(r)
	part, unread := n.part(r)
	switch part {
	case discover.PartMachine:
		n.machine(&e, r)
		return e, true
	case discover.PartInterface:
		e.Interfaces = []way.Interface{n.nic(&e, r, e.Name.En)}
		return e, true
	case discover.PartFleet:
		n.fleet(&e, r, r.Facts.(*discover.AutoScalingGroup))
		return e, true
	case discover.PartTranslator:
		e.Interfaces = []way.Interface{n.NAT(r.ID).Value.Interface}
		e.AnswerPorts = way.AWSPorts()
		return e, true
	case discover.PartGateway:
		return n.service(r, r.Facts.(*discover.VPCEndpoint)), true
	case discover.PartOnMachines:
		n.onMachines(&e, r, r.Facts.(*discover.ECSService))
		return e, true
	case discover.PartBalancer:
		e.AnswerPorts = way.AWSPorts()
		n.listeners(&e, r)
	case discover.PartManaged:
		e.AnswerPorts = way.AWSPorts()
	}
	if _, ok := r.Facts.(*discover.Function); ok {
		e.Listens, e.ListensCode = &packet.Set{}, "NO_POSSIBLE_DESTINATION"
		e.ListensText = finding.Say("%s is called by AWS alone: a function takes no connections in its VPC",
			"%s은(는) AWS만 호출합니다. 함수는 VPC 안에서 연결을 받지 않습니다", e.Name.En)
	}
	if f, ok := r.Facts.(*discover.KubernetesCluster); ok {
		n.cluster(&e, r, f)
	}
	ok = n.placed(&e, r)
	if len(e.Missing) == 0 { // what is not known of its place says as much
		e.Missing = unread
	}
	return e, ok || len(e.Missing) > 0
}

// part is how a resource takes part in the network, and why that is not known.
func (n *Network) part(r *discover.Resource) (discover.Part, []way.Missing) {
	f, ok := r.Facts.(discover.Networked)
	if !ok {
		return "", nil
	}
	part, reading := f.Part(), n.reading()
	if part.Fact != "" {
		reading.quietly(r, part.Fact)
	}
	if len(reading.missing) > 0 {
		return "", reading.missing
	}
	return part.Value, nil
}

// placed gives an end an interface in each subnet that its resource is plugged into.
func (n *Network) placed(e *way.End, r *discover.Resource) bool {
	p := n.x.Placement(r)
	reading := n.reading()
	read := func(refs []discover.FactRef) (missing []way.Missing) {
		before := len(reading.missing)
		for _, f := range refs {
			if f.Resource == nil {
				reading.lack(finding.Say("%s is not in the snapshot", "%s이(가) 스냅샷에 없습니다", f.Fact), way.Fact{})
				continue
			}
			reading.read(f.Resource, f.Fact, "")
		}
		return slices.Clone(reading.missing[before:])
	}
	e.Missing = append(e.Missing, read(p.Facts)...)
	groups := read(p.GroupFacts)
	public := n.public(r)
	for _, id := range n.standing(r, p.Subnets) {
		s := n.Subnet(id)
		if len(s.Missing) > 0 {
			e.Missing = append(e.Missing, s.Missing...)
			continue
		}
		at := public
		at.ID, at.Name, at.VPC, at.Subnet = r.ID+" in "+id, cmp.Or(r.Name, r.ID), s.Value.VPC, id
		at.Groups, at.GroupsMissing, at.Open = p.SecurityGroups, groups, unguarded(r, groups)
		at.Addresses = s.Value.Blocks.Intersect(packet.IPv4())
		if lb, ok := r.Facts.(*discover.LoadBalancer); ok && strings.HasPrefix(lb.IpAddressType, "dualstack") {
			at.Addresses = s.Value.Blocks
		}
		e.Interfaces = append(e.Interfaces, at)
	}
	return len(e.Interfaces) > 0 || len(e.Missing) > 0
}

// unguarded reports whether no security group stands before something: a network
// or gateway load balancer may have none.
func unguarded(r *discover.Resource, missing []way.Missing) bool {
	lb, ok := r.Facts.(*discover.LoadBalancer)
	return ok && lb.Type != "application" && len(lb.SecurityGroups) == 0 && len(missing) == 0
}

// standing are those of the subnets that something may stand in: a database stands
// in its zone, and where another zone is to take over, in that one too.
func (n *Network) standing(r *discover.Resource, subnets []string) []string {
	f, ok := r.Facts.(*discover.DBInstance)
	if !ok || f.AvailabilityZone == "" || f.MultiAZ && f.SecondaryAvailability == "" {
		return subnets
	}
	in := slices.DeleteFunc(slices.Clone(subnets), func(id string) bool {
		zone := n.Subnet(id).Value.Zone
		return zone != "" && zone != f.AvailabilityZone && zone != f.SecondaryAvailability
	})
	if len(in) == 0 {
		return subnets
	}
	return in
}

// withoutPublicIPv4 are load balancers that the internet reaches by IPv6 alone.
//
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-ip-address-type.html
const withoutPublicIPv4 = "dualstack-without-public-ipv4"

// public is an interface with what is known of its public address.
func (n *Network) public(r *discover.Resource) (at way.Interface) {
	reading := n.reading()
	if f, ok := r.Facts.(discover.Facing); ok {
		if setting, faces := f.Faces(); setting.Fact != "" {
			reading.read(r, setting.Fact, setting.Value)
			at.Public = faces
		}
	}
	if lb, ok := r.Facts.(*discover.LoadBalancer); ok && at.Public {
		if reading.quietly(r, "IpAddressType"); lb.IpAddressType == withoutPublicIPv4 {
			reading.facts, at.Public = nil, false
			reading.read(r, "IpAddressType", lb.IpAddressType)
		}
	}
	at.PublicFacts, at.PublicMissing = reading.facts, reading.missing
	if len(at.PublicMissing) > 0 {
		at.Public = false
	}
	return at
}

// machine gives an end the interfaces of a machine.
func (n *Network) machine(e *way.End, r *discover.Resource) {
	f := r.Facts.(*discover.Instance)
	reading := n.reading()
	reading.whole(typeInterface, r)
	e.Missing = append(e.Missing, reading.missing...)
	if nics := n.machines[r.ID]; len(nics) > 0 {
		for _, nic := range nics {
			e.Interfaces = append(e.Interfaces, n.nic(e, nic, cmp.Or(r.Name, r.ID)))
		}
		return
	}
	e.Missing = nil // then what the machine says of itself counts
	reading = n.reading()
	for _, name := range []string{"VpcId", "SubnetId", "PrivateIpAddress", "SecurityGroupIds", "PublicIp"} {
		reading.read(r, name, "")
	}
	if !n.x.Has(typeInterface) {
		reading.whole(typeInterface, r)
	}
	at := way.Interface{
		ID: r.ID, Name: cmp.Or(r.Name, r.ID), VPC: f.VpcId, Subnet: f.SubnetId,
		Groups: f.SecurityGroupIds, Public: f.PublicIp != "",
		Addresses: packet.Blocks(f.PrivateIpAddress), PublicFacts: []way.Fact{{Type: r.Type, Resource: r.Ref(),
			Name: "PublicIp", Value: f.PublicIp}},
	}
	n.settle(e, at, reading)
}

// nic is an interface as AWS knows it.
func (n *Network) nic(e *way.End, r *discover.Resource, name string) way.Interface {
	f := r.Facts.(*discover.NetworkInterface)
	reading := n.reading()
	for _, fact := range []string{"VpcId", "SubnetId", "PrivateIpAddresses", "Ipv6Addresses", "GroupSet", "PublicIp"} {
		reading.read(r, fact, "")
	}
	reading.sane(f.SubnetId)
	e.Missing = append(e.Missing, reading.missing...)
	return way.Interface{
		ID: r.ID, Name: name, VPC: f.VpcId, Subnet: f.SubnetId, Groups: f.GroupSet,
		Public: f.PublicIp != "", Translates: f.InterfaceType == "nat_gateway",
		Addresses:   packet.Blocks(slices.Concat(f.PrivateIpAddresses, f.Ipv6Addresses)...),
		PublicFacts: []way.Fact{{Type: r.Type, Resource: r.Ref(), Name: "PublicIp", Value: f.PublicIp}},
	}
}

// settle adds an interface, with its subnet's block where it has no address.
func (n *Network) settle(e *way.End, at way.Interface, r *reading) {
	r.sane(at.Subnet)
	e.Missing = append(e.Missing, r.missing...)
	if at.Subnet == "" {
		return
	}
	if at.Addresses.IsEmpty() {
		s := n.Subnet(at.Subnet)
		e.Missing = append(e.Missing, s.Missing...)
		at.Addresses = s.Value.Blocks.Intersect(packet.IPv4())
	}
	e.Interfaces = append(e.Interfaces, at)
}

// fleet is the machines that an Auto Scaling group starts: they come and go, so
// that their subnets are where they are.
func (n *Network) fleet(e *way.End, r *discover.Resource, f *discover.AutoScalingGroup) {
	n.placed(e, r)
	running, stopped := 0, ""
	for _, i := range f.Instances {
		m := n.x.Near(r, "AWS::EC2::Instance", i.InstanceId)
		if m == nil {
			running++
			continue
		}
		if down, fact := n.down(m); down.IsZero() {
			running++
		} else {
			stopped = m.ID
			e.DownFact = fact
		}
	}
	if running == 0 && stopped != "" {
		e.Down = finding.Say("none of the %d machines of %s runs", "%[2]s의 머신 %[1]d대 중 실행 중인 것이 없습니다",
			len(f.Instances), e.Name.En)
	}
}

// down says why something does not answer, whatever arrives.
func (n *Network) down(r *discover.Resource) (finding.Text, way.Fact) {
	f, ok := r.Facts.(discover.Answering)
	if !ok {
		return finding.Text{}, way.Fact{}
	}
	state, answers := f.Answers()
	if answers || n.x.Missing(r, state.Fact) != nil {
		return finding.Text{}, way.Fact{}
	}
	return finding.Say("%s does not answer: it is %s", "%s이(가) 응답하지 않습니다(상태: %s)", cmp.Or(r.Name, r.ID), state.Value),
		way.Fact{Type: r.Type, Resource: r.Ref(), Name: state.Fact, Value: state.Value}
}

// service is what lies behind a gateway endpoint.
func (n *Network) service(r *discover.Resource, f *discover.VPCEndpoint) way.End {
	e := way.End{Name: finding.Same(f.ServiceName), Kind: way.Service, Endpoint: r.ID}
	e.Down, e.DownFact = n.down(r)
	e.List = n.listOf(r, f)
	if e.List == "" {
		reading := n.reading()
		if reading.whole(typeList, r) {
			reading.lack(finding.Say("the prefix list of %s is not in the snapshot", "%s의 접두사 목록이 스냅샷에 없습니다",
				f.ServiceName), way.Fact{Type: typeList})
		}
		e.Missing = reading.missing
	} else {
		list := n.List(e.List)
		e.Addresses, e.Facts, e.Assumed = list.Value.Intersect(packet.IPv4()), list.Facts, list.Missing
	}
	if e.Addresses.IsEmpty() { // nobody knows them; where they lie is enough for most rules
		e.Addresses = packet.Internet().Intersect(packet.IPv4())
	}
	return e
}

// listOf is the prefix list of what a gateway endpoint leads to: the one that goes by
// the name of its service, or stands in a route to it.
func (n *Network) listOf(r *discover.Resource, f *discover.VPCEndpoint) string {
	for _, l := range n.x.Type(typeList) {
		if l.Facts.(*discover.PrefixList).PrefixListName == f.ServiceName && l.Region == r.Region {
			return l.ID
		}
	}
	for _, t := range n.x.Type(typeTable) {
		for _, route := range t.Facts.(*discover.RouteTable).Routes {
			if route.GatewayId == r.ID && route.DestinationPrefixListId != "" {
				return route.DestinationPrefixListId
			}
		}
	}
	return ""
}

// onMachines are the tasks of a service that have no interface of their own: they
// use those of the machines that its capacity provider starts, else of any machine of
// their cluster.
func (n *Network) onMachines(e *way.End, r *discover.Resource, f *discover.ECSService) {
	var providers []string
	for _, p := range f.CapacityProviderStrategy {
		providers = append(providers, p.CapacityProvider)
	}
	for _, p := range n.x.Type("AWS::ECS::CapacityProvider") {
		if !slices.Contains(providers, p.ID) && !slices.Contains(providers, p.Name) {
			continue
		}
		arn := p.Facts.(*discover.CapacityProvider).AutoScalingGroupArn
		if g := n.x.ARN(arn); g != nil {
			if scaling, ok := g.Facts.(*discover.AutoScalingGroup); ok {
				n.fleet(e, g, scaling)
				return
			}
		}
	}
	reading := n.reading()
	defer func() {
		e.Missing, e.Facts = append(e.Missing, reading.missing...), append(e.Facts, reading.facts...)
	}()
	reading.read(r, "Cluster", f.Cluster)
	cluster := n.x.ARN(f.Cluster)
	if cluster == nil {
		reading.absent(typeCluster, f.Cluster)
		return
	}
	g, ok := cluster.Facts.(*discover.ECSCluster)
	if !ok {
		reading.contradiction(finding.Say("%s is no cluster", "%s은(는) 클러스터가 아닙니다", f.Cluster))
		return
	}
	reading.parts(cluster, "ContainerInstances", "Ec2InstanceId", "Status")
	for _, i := range g.ContainerInstances {
		if i.Status != "ACTIVE" && i.Status != "DRAINING" {
			continue
		}
		if m := reading.find("AWS::EC2::Instance", i.Ec2InstanceId); m != nil {
			n.machine(e, m)
		}
	}
	if len(e.Interfaces)+len(reading.missing) == 0 {
		none := way.Fact{Type: typeCluster, Resource: cluster.Ref(), Name: "ContainerInstances", Value: "none"}
		reading.lack(finding.Say("no machine of the cluster %s is in the snapshot", "클러스터 %s의 머신이 스냅샷에 없습니다",
			cluster.ID), none)
	}
}

const typeCluster = "AWS::ECS::Cluster"

// Everywhere is the internet as an end.
func Everywhere() way.End {
	return way.End{Name: finding.Say("the internet", "인터넷"), Kind: way.Internet, Addresses: packet.Internet(),
		AnswerPorts: way.AWSPorts()}
}

// Services are the addresses of AWS's own prefix lists: what gateway endpoints lead
// to, and no host of anybody else. Nobody else's name begins as theirs do.
//
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html
func (n *Network) Services() packet.Addresses {
	var all packet.Addresses
	for _, l := range n.x.Type(typeList) {
		f := l.Facts.(*discover.PrefixList)
		if f.OwnerId == "AWS" || strings.HasPrefix(f.PrefixListName, "com.amazonaws.") {
			all = all.Union(n.List(l.ID).Value)
		}
	}
	return all
}
