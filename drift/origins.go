package drift

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// Origins: what a distribution of CloudFront fetches from has to let it in. A bucket and a
// function do so by their policies, a load balancer by what stands before it.

// originSettings are what else has to be so for a distribution to get anything from an
// origin that it names.
func (s *subject) originSettings(from, to end) []setting {
	f, ok := factsOf[*discover.Distribution](from)
	if !ok {
		return nil
	}
	i := slices.IndexFunc(f.Origins, func(o discover.Origin) bool { return s.leadsTo(o.DomainName, to.resource) })
	if i < 0 {
		return nil // as is said already
	}
	if isA[*discover.Bucket](to) {
		return []setting{s.servesDistribution(from, to)}
	}
	if isA[*discover.Function](to) {
		return []setting{s.servesDistributionByURL(from, to, i, f.Origins[i])}
	}
	if lb, ok := factsOf[*discover.LoadBalancer](to); ok {
		if f.Origins[i].VpcOriginId != "" {
			return s.insideVPC(from, to, i, f.Origins[i], lb)
		}
		return []setting{s.originReached(from, to, i, f.Origins[i], lb.Scheme)}
	}
	return nil
}

func isDistribution(r *discover.Resource) bool {
	_, ok := r.Facts.(*discover.Distribution)
	return ok
}

// isFront reports whether an element is a distribution of CloudFront.
func (s *subject) isFront(e *model.Element) bool {
	r := s.connected(model.Ref{ID: e.ID})
	return r != nil && isDistribution(r)
}

// asked is what a setting of one resource says of another. An origin may go by a name of
// one's own, which a record of Route 53 gives to a resource.
func (c *comparison) asked(p handover, from, to *discover.Resource) (by any, names, ok bool) {
	by, names, ok = p.asks(from, to)
	if f, is := from.Facts.(*discover.Distribution); is && ok && !names {
		names = slices.ContainsFunc(f.Origins, func(o discover.Origin) bool { return c.leadsTo(o.DomainName, to) })
	}
	return by, names, ok
}

// leadsTo reports whether a name is that of a resource: AWS's own, or an alias for it.
func (c *comparison) leadsTo(name string, to *discover.Resource) bool {
	hosts := fetchedAs(to).Value
	if name = strings.ToLower(name); begins(name, hosts) {
		return true
	}
	return slices.ContainsFunc(c.aliases(name), func(alias string) bool { return begins(alias, hosts) })
}

// fetchedAs is how the names of an origin begin; of none for what is none.
func fetchedAs(r *discover.Resource) (names discover.Reading[[]string]) {
	if f, ok := r.Facts.(discover.Fetched); ok {
		names = f.FetchedAs(r)
	}
	return names
}

func isFetched(r *discover.Resource) bool {
	_, ok := r.Facts.(discover.Fetched)
	return ok
}

// begins reports whether a name begins as one of some hosts, none of which is empty.
func begins(name string, hosts []string) bool {
	return slices.ContainsFunc(hosts, func(h string) bool {
		return h != "" && strings.HasPrefix(strings.ToLower(name), strings.ToLower(h))
	})
}

// aliases are what records of Route 53 say that a name stands for.
func (c *comparison) aliases(name string) (all []string) {
	for _, zone := range c.at.Type(hostedZone) {
		for _, r := range zone.Facts.(*discover.HostedZone).RecordSets {
			if strings.EqualFold(strings.TrimSuffix(r.Name, "."), name) && r.AliasTarget != "" {
				alias := strings.TrimSuffix(strings.ToLower(r.AliasTarget), ".")
				all = append(all, strings.TrimPrefix(alias, "dualstack."))
			}
		}
	}
	return all
}

const hostedZone = "AWS::Route53::HostedZone"

// elsewhere are the reasons for which a part may hand on to a resource although no setting
// that was read says so: a name of which nobody knows what it stands for. A bucket answers
// to its own name alone.
func (c *comparison) elsewhere(from, to *discover.Resource) []way.Missing {
	if f, ok := from.Facts.(*discover.RestAPI); ok {
		for _, arn := range slices.Concat(f.Functions, f.AuthorizerFunctions) {
			if _, function := to.Facts.(*discover.Function); function && strings.Contains(arn, "${") {
				return []way.Missing{{Ignored: true, Text: finding.Say(
					"asbuilt does not follow where %s leads, which variables of a stage choose",
					"asbuilt는 스테이지 변수가 정하는 %s의 대상을 따라가지 않습니다", arn)}}
			}
		}
	}
	f, ok := from.Facts.(*discover.Distribution)
	if _, bucket := to.Facts.(*discover.Bucket); !ok || bucket {
		return nil
	}
	for _, o := range f.Origins {
		name := strings.TrimSuffix(strings.ToLower(o.DomainName), ".cn")
		own := slices.ContainsFunc([]string{".amazonaws.com", ".on.aws", ".cloudfront.net"},
			func(end string) bool { return strings.HasSuffix(name, end) })
		if !own && len(c.aliases(name)) == 0 {
			return []way.Missing{c.unresolved(o.DomainName)}
		}
	}
	return nil
}

// unresolved says why nobody knows where a name leads.
func (c *comparison) unresolved(name string) way.Missing {
	gap := c.at.Unlisted(hostedZone, "", "")
	for _, zone := range c.at.Type(hostedZone) {
		gap = cmp.Or(gap, c.at.Missing(zone, "RecordSets"))
	}
	if gap != nil {
		return way.Missing{Text: gap.Says(), Fact: way.Fact{Type: hostedZone, Name: "RecordSets"}}
	}
	return way.Missing{Ignored: true, Text: finding.Say("asbuilt does not follow where the name %s leads",
		"asbuilt는 이름 %s이(가) 어디를 가리키는지 따라가지 않습니다", name)}
}

// servesDistribution asks whether the policy of a bucket lets a distribution read, by its
// service or by an identity that distributions have.
//
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
func (s *subject) servesDistribution(from, to end) setting {
	service := serviceOf(from.resource.ARN) + ".amazonaws.com"
	return s.policed(asking{
		principals: []string{service, "arn:aws:iam::cloudfront:user/*"},
		action:     "s3:GetObject", resource: to.resource.ARN + "/*",
		says: requestOf(from.resource, from.resource.ARN, service),
	}, to.resource, finding.Same(from.ref.String()))
}

// originFacing is AWS's list of the addresses from which CloudFront calls origins.
//
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
const originFacing = "com.amazonaws.global.cloudfront.origin-facing"

// edges are the list of the addresses that CloudFront calls from, where a resource lies, and
// those that it is known to hold.
func (c *comparison) edges(near *discover.Resource) (list string, known packet.Addresses) {
	for _, l := range c.at.Type("AWS::EC2::PrefixList") {
		if l.Facts.(*discover.PrefixList).PrefixListName == originFacing && l.Region == near.Region {
			return l.ID, c.net.List(l.ID).Value.Intersect(packet.Internet())
		}
	}
	return "", packet.Addresses{}
}

// originReached asks whether CloudFront gets to a load balancer over the internet, as its list
// of addresses lets it.
func (s *subject) originReached(from, to end, i int, o discover.Origin, scheme string) setting {
	set := setting{facts: []fact{s.read(to.resource, "Scheme", scheme)}}
	if scheme != "internet-facing" {
		set.facts = append(set.facts, s.readPart(from.resource, "Origins", i, "VpcOriginId", "none"))
		set.wrong = finding.Say("%s is %s, and the origin of %s is no VPC origin",
			"%s은(는) %s인데 %s의 오리진이 VPC 오리진이 아닙니다", to.ref.String(), scheme, from.ref.String())
		return set
	}
	port := model.PortRange{First: 443, Last: 443, Protocol: "tcp"}
	if o.OriginProtocolPolicy == "http-only" {
		port.First, port.Last = 80, 80
	}
	caller := reach.Everywhere()
	caller.Name = finding.Same("CloudFront")
	list, known := s.edges(to.resource)
	if caller.List = list; !known.IsEmpty() {
		caller.Addresses = known
	}
	w := s.net.Between(reach.Side{End: caller}, reach.Of(to.resource), port)
	set = s.open(w, to, set.facts)
	if w.Verdict == way.Partial && list == "" {
		set.facts = append(set.facts, s.lacking(way.Missing{Fact: way.Fact{Type: "AWS::EC2::PrefixList"},
			Text: finding.Say("which addresses CloudFront calls from (%s) is not in the snapshot",
				"CloudFront가 호출하는 주소(%s)가 스냅샷에 없습니다", originFacing)}))
	}
	return set
}

// open is a setting that a way meets when all of it is open, beside some facts.
func (s *subject) open(w way.Way, to end, facts []fact) setting {
	set := setting{facts: facts, holds: w.Verdict == way.Open, wrong: finding.Same(to.ref.String())}
	for _, h := range w.Hops {
		set.facts = append(set.facts, s.hop(h))
	}
	if len(w.Blocks) > 0 {
		set.wrong = w.Blocks[0].Text
	}
	if w.Verdict == way.Unknown {
		for _, m := range w.Missing {
			set.facts = append(set.facts, s.lacking(m))
		}
	}
	return set
}

// vpcOrigins is the security group of the interfaces by which CloudFront calls what is in a
// VPC; it makes the group itself.
//
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
const vpcOrigins = "CloudFront-VPCOrigins-Service-SG"

// insideVPC asks whether CloudFront gets to a load balancer by a VPC origin: that works, leads
// there, and the load balancer lets in its group or its list of addresses, on its port.
func (s *subject) insideVPC(from, to end, i int, o discover.Origin, lb *discover.LoadBalancer) []setting {
	const typ = "AWS::CloudFront::VpcOrigin"
	leads := setting{facts: []fact{s.readPart(from.resource, "Origins", i, "VpcOriginId", o.VpcOriginId)},
		wrong: finding.Say("the VPC origin %s of %s does not lead to %s", "VPC 오리진 %s(%s)이(가) %s(으)로 이어지지 않습니다",
			o.VpcOriginId, from.ref.String(), to.ref.String())}
	r := s.at.Near(from.resource, typ, o.VpcOriginId)
	if r == nil {
		leads.facts = append(leads.facts, s.complete(typ, from.resource))
		return []setting{leads}
	}
	f := r.Facts.(*discover.VPCOrigin)
	leads.facts = append(leads.facts, s.read(r, "OriginEndpointArn", f.OriginEndpointArn))
	leads.holds = f.OriginEndpointArn == to.resource.ARN
	caller := way.End{Name: finding.Same("CloudFront"), AnswerPorts: way.AWSPorts()}
	caller.List, _ = s.edges(to.resource)
	groups, missing := s.groupOfOrigins(to.resource)
	place := s.at.Placement(to.resource)
	for _, id := range place.Subnets {
		subnet := s.net.Subnet(id)
		caller.Missing = append(caller.Missing, subnet.Missing...)
		caller.Interfaces = append(caller.Interfaces, way.Interface{
			ID: "CloudFront in " + id, Name: "CloudFront", VPC: place.VPC, Subnet: id,
			Addresses: subnet.Value.Blocks.Intersect(packet.IPv4()), Groups: groups, GroupsMissing: missing,
		})
	}
	facts := []fact{s.read(to.resource, "Scheme", lb.Scheme), s.read(r, "OriginProtocolPolicy", f.OriginProtocolPolicy),
		s.read(r, "HTTPSPort", f.HTTPSPort)}
	port := model.PortRange{First: f.HTTPSPort, Last: f.HTTPSPort, Protocol: "tcp"}
	if f.OriginProtocolPolicy == "http-only" {
		port.First, port.Last = f.HTTPPort, f.HTTPPort
		facts[2] = s.read(r, "HTTPPort", f.HTTPPort)
	}
	w := s.net.Between(reach.Side{End: caller}, reach.Of(to.resource), port)
	return append(s.working(r), leads, s.open(w, to, facts))
}

// groupOfOrigins is CloudFront's own security group where a resource lies, or why nobody
// knows it.
func (s *subject) groupOfOrigins(near *discover.Resource) (ids []string, missing []way.Missing) {
	const typ = "AWS::EC2::SecurityGroup"
	vpc := s.at.Placement(near).VPC
	for _, r := range s.at.Type(typ) {
		if f := r.Facts.(*discover.SecurityGroup); f.GroupName == vpcOrigins && f.VpcId == vpc {
			return []string{r.ID}, nil
		}
	}
	return nil, []way.Missing{{Fact: way.Fact{Type: typ}, Text: finding.Say(
		"the security group %s is not in the snapshot", "보안 그룹 %s이(가) 스냅샷에 없습니다", vpcOrigins)}}
}
