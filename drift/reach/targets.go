package reach

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// Load balancers: what they listen on, and what they send where.

const (
	typeListener = "AWS::ElasticLoadBalancingV2::Listener"
	typeRule     = "AWS::ElasticLoadBalancingV2::ListenerRule"
	typeTargets  = "AWS::ElasticLoadBalancingV2::TargetGroup"
)

// listeners gives an end what a load balancer listens on.
func (n *Network) listeners(e *way.End, lb *discover.Resource) {
	reading := n.reading()
	var all packet.Set
	var words []string
	code := "ELBV2_LISTENERS_MISMATCH"
	if f, ok := lb.Facts.(*discover.ClassicLoadBalancer); ok { // it has its listeners in itself
		code = "ELBV1_LISTENERS_MISMATCH"
		reading.read(lb, "Listeners", show(f.Ports()))
		for _, l := range f.Listeners {
			words = append(words, itoa(l.LoadBalancerPort))
			all = all.Union(onTCP(l.LoadBalancerPort))
		}
	}
	for _, r := range listenersOf(reading, lb) {
		f := r.Facts.(*discover.Listener)
		reading.read(r, "Port", itoa(f.Port)+" "+f.Protocol)
		words = append(words, itoa(f.Port))
		all = all.Union(packet.Packets(listenerProtocols(f.Protocol), packet.Range(f.Port, f.Port)))
	}
	if len(reading.missing) > 0 {
		e.ListensMissing = append(e.ListensMissing, reading.missing...)
		return
	}
	e.Listens, e.ListensFacts, e.ListensCode = &all, reading.facts, code
	if len(words) == 0 {
		e.ListensText = finding.Say("%s has no listener", "%s에 리스너가 없습니다", e.Name.En)
		return
	}
	e.ListensText = finding.Say("%s has no listener on that port, but on %s", "%s에 그 포트의 리스너가 없습니다(리스너: %s)",
		e.Name.En, show(words))
}

// onTCP are the packets to a port of TCP.
func onTCP(port int) packet.Set {
	return packet.Packets(packet.Range(packet.TCP, packet.TCP), packet.Range(port, port))
}

func listenersOf(reading *reading, lb *discover.Resource) []*discover.Resource {
	if _, classic := lb.Facts.(*discover.ClassicLoadBalancer); classic {
		return nil
	}
	return reading.owned(typeListener, "LoadBalancerArn", lb, func(r *discover.Resource) bool {
		return r.Facts.(*discover.Listener).LoadBalancerArn == lb.ARN
	})
}

func listenerProtocols(word string) packet.Numbers {
	tcp, udp := packet.Range(packet.TCP, packet.TCP), packet.Range(packet.UDP, packet.UDP)
	switch word {
	case "UDP":
		return udp
	case "TCP_UDP":
		return tcp.Union(udp)
	}
	return tcp
}

// Registered narrows an end to what a load balancer sends to it: the ports that it
// is registered with in target groups of its listeners. It adds what is missing to
// know them.
func (n *Network) Registered(lb *discover.Resource, e way.End, r *discover.Resource) way.End {
	reading := n.reading()
	if f, ok := lb.Facts.(*discover.ClassicLoadBalancer); ok {
		return n.registeredClassic(reading, lb, f, e, r)
	}
	reading.whole(typeTargets, lb)
	used := n.forwarded(reading, lb)
	for _, arn := range used {
		if n.x.ARN(arn) == nil {
			reading.absent(typeTargets, arn)
		}
	}
	var all packet.Set
	var words []string
	for _, tg := range n.x.Type(typeTargets) {
		f := tg.Facts.(*discover.TargetGroup)
		if !slices.Contains(used, tg.ARN) || f.TargetType == "lambda" {
			continue
		}
		for _, port := range n.registeredPorts(reading, tg, f, e, r) {
			words = append(words, itoa(port))
			all = all.Union(packet.Packets(targetProtocols(f.Protocol), packet.Range(port, port)))
		}
	}
	e = sends(e, reading, lb, all, words)
	if e.Listens != nil && len(words) == 0 {
		e.ListensCode = "ELBV2_LISTENER_HAS_NO_TG"
		e.ListensText = finding.Say("%s is registered in no target group of %s", "%s이(가) %s의 대상 그룹에 등록되어 있지 않습니다",
			e.Name.En, cmp.Or(lb.Name, lb.ID))
		if state := idleness(reading.facts); state != "" {
			e.ListensText = finding.Say("%s sends nothing to %s (target %s)", "%s이(가) %s(으)로 보내지 않습니다(대상 %s)",
				cmp.Or(lb.Name, lb.ID), e.Name.En, state)
		}
	}
	return e
}

// idleness is what facts say of a target that gets nothing, or "".
func idleness(facts []way.Fact) string {
	for _, f := range facts {
		if _, state, _ := strings.Cut(f.Value, " "); slices.Contains(idleTargets, state) {
			return f.Value
		}
	}
	return ""
}

// sends gives an end the packets that a load balancer sends to it, on the ports that
// words name, as far as all was read that decides.
func sends(e way.End, reading *reading, lb *discover.Resource, all packet.Set, words []string) way.End {
	if len(reading.missing) > 0 {
		e.ListensMissing = append(e.ListensMissing, reading.missing...)
		return e
	}
	e.Listens, e.ListensFacts, e.ListensCode = &all, reading.facts, "ELBV2_LISTENER_PORT_RESTRICTION"
	e.ListensText = finding.Say("%s sends to %s on %s alone", "%s은(는) %s에 포트 %s(으)로만 보냅니다", cmp.Or(lb.Name, lb.ID),
		e.Name.En, show(unique(words)))
	return e
}

// registeredClassic is Registered for a classic load balancer, which names machines.
func (n *Network) registeredClassic(reading *reading, lb *discover.Resource, f *discover.ClassicLoadBalancer,
	e way.End, r *discover.Resource) way.End {
	var all packet.Set
	var words []string
	reading.read(lb, "Instances", itoa(len(f.Instances)))
	reading.read(lb, "Listeners", show(f.Ports()))
	if sendsTo(f, r) {
		for _, l := range f.Listeners {
			words = append(words, itoa(l.InstancePort))
			all = all.Union(onTCP(l.InstancePort))
		}
	}
	e = sends(e, reading, lb, all, words)
	e.ListensCode = "ELBV1_LISTENERS_MISMATCH"
	if e.Listens != nil && len(words) == 0 {
		e.ListensText = finding.Say("%s is not registered with %s", "%s이(가) %s에 등록되어 있지 않습니다", e.Name.En,
			cmp.Or(lb.Name, lb.ID))
	}
	return e
}

// sendsTo reports whether a classic load balancer has a machine, or one of a fleet.
func sendsTo(f *discover.ClassicLoadBalancer, r *discover.Resource) bool {
	ids := identities(r)
	return slices.ContainsFunc(f.Instances, func(i discover.ClassicTarget) bool {
		return slices.Contains(ids, i.InstanceId)
	})
}

func unique(words []string) []string { return slices.Compact(slices.Sorted(slices.Values(words))) }

func targetProtocols(word string) packet.Numbers {
	return listenerProtocols(word)
}

// forwarded are the target groups that listeners of a load balancer, or their
// rules, forward to.
func (n *Network) forwarded(r *reading, lb *discover.Resource) (arns []string) {
	for _, l := range listenersOf(r, lb) {
		arns = append(arns, n.forwardedBy(r, l)...)
	}
	return arns
}

// forwardedBy are those of one listener.
func (n *Network) forwardedBy(r *reading, listener *discover.Resource) (arns []string) {
	take := func(actions []discover.ListenerAction) {
		for _, a := range actions {
			arns = append(arns, a.TargetGroupArns...)
		}
	}
	r.read(listener, "DefaultActions", "")
	take(listener.Facts.(*discover.Listener).DefaultActions)
	rules := r.owned(typeRule, "ListenerArn", listener, func(rule *discover.Resource) bool {
		return rule.Facts.(*discover.ListenerRule).ListenerArn == listener.ARN
	})
	for _, rule := range rules {
		r.read(rule, "Actions", "")
		take(rule.Facts.(*discover.ListenerRule).Actions)
	}
	return arns
}

// idleTargets are the states in which a target is registered and gets nothing new: it is
// being taken out, or stands where the load balancer does not send.
//
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
var idleTargets = []string{"draining", "unhealthy.draining", "unused"}

// registeredPorts are the ports that a target group sends to a resource on: where
// it is registered now, or, while it runs nothing, where its tasks will be.
func (n *Network) registeredPorts(reading *reading, tg *discover.Resource, f *discover.TargetGroup, e way.End,
	r *discover.Resource) []int {
	ids := identities(r)
	var all []int
	reading.read(tg, "Targets", itoa(len(f.Targets)))
	idle := false
	for _, t := range f.Targets {
		address, _ := packet.ParseAddresses(t.Id)
		here := slices.Contains(ids, t.Id) || !address.IsEmpty() && belongs(n, r, tg, address, e)
		switch {
		case !here:
		case slices.Contains(idleTargets, t.State):
			idle = true
			reading.facts = append(reading.facts, way.Fact{Type: tg.Type, Resource: tg.Ref(), Name: "Targets",
				Value: t.Id + " " + t.State})
		default:
			all = append(all, t.Port)
		}
	}
	if len(all) > 0 || idle {
		return all
	}
	if service, ok := r.Facts.(*discover.ECSService); ok && len(f.Targets) > 0 {
		reading.quietly(r, "LoadBalancers")
	} else if ok {
		reading.read(r, "LoadBalancers", "")
		for _, lb := range service.LoadBalancers {
			if lb.TargetGroupArn != tg.ARN && lb.AlternateTargetGroupArn != tg.ARN {
				continue
			}
			reading.read(r, "RunningCount", itoa(service.RunningCount))
			if service.RunningCount == 0 {
				all = append(all, lb.ContainerPort)
			}
		}
	}
	if g, ok := r.Facts.(*discover.AutoScalingGroup); ok {
		reading.read(r, "Instances", itoa(len(g.Instances)))
		reading.read(r, "TargetGroupARNs", "")
		if len(g.Instances) == 0 && slices.Contains(g.TargetGroupARNs, tg.ARN) {
			reading.read(tg, "Port", itoa(f.Port))
			all = append(all, f.Port)
		}
	}
	return all
}

// identities are the ids by which a target group may name a resource.
func identities(r *discover.Resource) []string {
	ids := []string{r.ID, r.ARN}
	if g, ok := r.Facts.(*discover.AutoScalingGroup); ok {
		for _, i := range g.Instances {
			ids = append(ids, i.InstanceId)
		}
	}
	return ids
}

// belongs reports whether an address of a target group is one of a resource: of a
// service when the group is one that it registers its tasks in.
func belongs(n *Network, r, tg *discover.Resource, address packet.Addresses, e way.End) bool {
	if service, ok := r.Facts.(*discover.ECSService); ok {
		return slices.ContainsFunc(service.LoadBalancers, func(lb discover.ServiceLoadBalancer) bool {
			return lb.TargetGroupArn == tg.ARN || lb.AlternateTargetGroupArn == tg.ARN
		})
	}
	return slices.ContainsFunc(e.Interfaces, func(i way.Interface) bool { return address.Within(i.Addresses) })
}

// Sender is a load balancer as what sends to its targets. A network load balancer
// that keeps addresses sends as its clients: those of the internet by itself, which
// takes their answers back; others of its VPC from where they stand.
//
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func (n *Network) Sender(lb *discover.Resource) way.End {
	e, ok := n.End(lb)
	e.Listens, e.ListensMissing = nil, nil
	f, newer := lb.Facts.(*discover.LoadBalancer)
	if !ok || !newer || f.Type != "network" || !n.preserves(lb) {
		return e
	}
	e.AnswerPorts = way.LinuxPorts()
	var clients []way.Interface
	if f.Scheme == "internet-facing" {
		e.Hidden = true
		e.Name = finding.Say("clients of %s", "%s의 클라이언트", e.Name.En)
		for _, i := range e.Interfaces {
			i.Name, i.Addresses = "", packet.Internet().Intersect(packet.IPv4())
			clients = append(clients, i)
		}
		e.Interfaces = clients
		return e
	}
	for _, s := range n.x.Type(typeSubnet) {
		g := s.Facts.(*discover.Subnet)
		if g.VpcId != f.VpcId || slices.Contains(f.Subnets, s.ID) {
			continue
		}
		clients = append(clients, way.Interface{ID: s.ID, Name: e.Name.En + " for " + s.ID, VPC: f.VpcId,
			Subnet: s.ID, Addresses: packet.Blocks(g.CidrBlock), Groups: f.SecurityGroups,
			Open: len(f.SecurityGroups) == 0})
	}
	if len(clients) > 0 {
		e.Interfaces = clients
	}
	return e
}

// preserves reports whether targets see the clients' addresses: as the target group says,
// else, where nobody read that, as AWS sets it: in groups of machines. Wherever datagrams are
// passed on they always do.
//
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func (n *Network) preserves(lb *discover.Resource) bool {
	datagrams := []string{"UDP", "TCP_UDP", "QUIC", "TCP_QUIC"}
	for _, tg := range n.x.Type(typeTargets) {
		f := tg.Facts.(*discover.TargetGroup)
		says := f.PreserveClientIP
		if slices.Contains(f.LoadBalancerArns, lb.ARN) && (slices.Contains(datagrams, f.Protocol) ||
			says == "true" || says == "" && f.TargetType == "instance") {
			return true
		}
	}
	return false
}

// Registers are the ports on which a load balancer takes in what it sends to a resource:
// those of listeners that forward to a target group in which it is registered, or will be
// when its tasks run. There are none where it sends nothing there.
func (n *Network) Registers(lb, r *discover.Resource) (ports []model.PortRange) {
	n.registered(lb, r, func(taken, _ model.PortRange) {
		if !slices.Contains(ports, taken) {
			ports = append(ports, taken)
		}
	})
	return ports
}

// Targets are the ports on which a load balancer sends to a resource.
func (n *Network) Targets(lb, r *discover.Resource) (ports []model.PortRange) {
	n.registered(lb, r, func(_, sent model.PortRange) {
		if !slices.Contains(ports, sent) {
			ports = append(ports, sent)
		}
	})
	return ports
}

// registered yields each port of a load balancer with each port of a resource that it
// leads to.
func (n *Network) registered(lb, r *discover.Resource, yield func(taken, sent model.PortRange)) {
	e, ok := n.End(r)
	if !ok || r == lb {
		return
	}
	one := func(port int, protocol string) model.PortRange {
		return model.PortRange{First: port, Last: port, Protocol: protocol}
	}
	if f, classic := lb.Facts.(*discover.ClassicLoadBalancer); classic {
		for _, l := range f.Listeners {
			if sendsTo(f, r) {
				yield(one(l.LoadBalancerPort, "tcp"), one(l.InstancePort, "tcp"))
			}
		}
		return
	}
	reading := n.reading()
	for _, l := range listenersOf(reading, lb) {
		used := n.forwardedBy(reading, l)
		f := l.Facts.(*discover.Listener)
		protocol := "tcp"
		if f.Protocol == "UDP" {
			protocol = "udp"
		}
		for _, tg := range n.x.Type(typeTargets) {
			group := tg.Facts.(*discover.TargetGroup)
			if !slices.Contains(used, tg.ARN) || group.TargetType == "lambda" {
				continue
			}
			for _, port := range n.registeredPorts(reading, tg, group, e, r) {
				yield(one(f.Port, protocol), one(port, protocol))
			}
		}
	}
}
