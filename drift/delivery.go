package drift

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/way"
)

// Delivery: connections that AWS carries itself, or that end at its own doors. Not
// packets decide about these, but settings; and some are none of the network's.

func permits(p *discover.Policy) bool {
	return slices.ContainsFunc(p.Statement, func(s discover.PolicyStatement) bool { return s.Effect == "Allow" })
}

// ofAWS reports whether a service that endpoints lead to is AWS's own, which goes by
// a name that is the same for everybody; a service of others is called
// com.amazonaws.vpce.REGION.vpce-svc-ID. In China cn. stands before both.
//
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
func ofAWS(service string) bool {
	service = strings.TrimPrefix(service, "cn.")
	return (strings.HasPrefix(service, "com.amazonaws.") || strings.HasPrefix(service, "aws.")) &&
		!strings.HasPrefix(service, "com.amazonaws.vpce.")
}

// reader reads facts that are about no subject in particular.
func (c *comparison) reader() *subject { return &subject{comparison: c} }

// resolved asks whether a DNS firewall stands before the network of the caller and
// answers the names that are called.
func (c *comparison) resolved(from, v end, f *discover.DNSRuleGroup) setting {
	s := c.reader()
	place := c.at.Placement(from.resource)
	set := setting{holds: true, facts: append(s.reads(place.Facts, ""), s.read(v.resource, "VpcIds", f.VpcIds))}
	if place.VPC == "" {
		set.facts = append(set.facts, s.gone(finding.Say("the VPC of %s", "%s의 VPC", from.ref.ID)))
	}
	if !slices.Contains(f.VpcIds, place.VPC) {
		set.holds = false
		set.wrong = finding.Say("%s does not stand before %s", "%s이(가) %s에 연결되어 있지 않습니다",
			v.ref.ID, cmp.Or(place.VPC, from.ref.ID))
	}
	return set
}

// into judges what the outside opens to something in the network.
func (c *comparison) into(conn *model.Connection, from, to end) judgement {
	port := c.portOf(conn)
	switch {
	case conn.Kind.V == "deploy":
		return judgement{outside: finding.Say("a deployment goes through AWS's own interfaces", "배포는 AWS API를 거칩니다")}
	case port == (model.PortRange{}):
		return c.portless(conn)
	}
	j := c.leg(conn, from, to, port, nil)
	c.byOthers(&j, from, to, port)
	return j
}

// beside is a connection neither end of which is plugged into a network.
func (c *comparison) beside(conn *model.Connection, from, to end) judgement {
	switch {
	case conn.Kind.V == "deploy":
		return judgement{outside: finding.Say("a deployment goes through AWS's own interfaces", "배포는 AWS API를 거칩니다")}
	case c.somewhere(from) && c.mayFace(to), from.resource == nil && c.somewhere(to):
		return c.adrift(conn, from, to)
	case from.resource == nil && to.resource == nil && !c.runs(from) && !c.runs(to):
		return judgement{outside: finding.Say("neither end runs on AWS", "양쪽 끝 모두 AWS에서 실행되지 않습니다")}
	case from.resource == nil && to.resource != nil:
		return c.door(conn, from, to)
	}
	s := c.reader()
	switch {
	case from.resource != nil && to.resource != nil:
		p := s.permitted(from, to)
		return judgement{settings: []setting{{facts: p.facts, holds: p.may, wrong: p.why}}}
	case to.resource == nil && c.runs(to):
		return judgement{outside: finding.Say(
			"it goes to an interface of AWS that is open to everybody: permissions decide, not the network",
			"누구에게나 열린 AWS API로 갑니다. 네트워크가 아니라 권한이 정합니다")}
	}
	return judgement{outside: finding.Say("AWS calls it from its own network, in which nothing is ours to judge",
		"AWS가 자기 네트워크에서 호출하므로 판정할 우리 쪽 설정이 없습니다")}
}

// runs reports whether AWS runs an end, whether it was matched or not.
func (c *comparison) runs(e end) bool {
	if e.element == nil {
		return false
	}
	k := c.model.Kind(e.element.Kind.ID)
	return k != nil && (len(k.AWS) > 0 || k.Regional) && c.category(e) != kind.Actor
}

// door judges what stands open to the internet by itself: a distribution, an API, a
// pool of users, a zone of names.
func (c *comparison) door(conn *model.Connection, from, to end) judgement {
	s, r := c.reader(), to.resource
	set := setting{facts: []fact{s.named(r)}, holds: true}
	if f, ok := r.Facts.(discover.Facing); ok {
		if by, faces := f.Faces(); by.Fact != "" {
			set.facts = append(set.facts, s.read(r, by.Fact, by.Value))
			set.holds = faces
			set.wrong = shut(to.ref.ID, by)
		}
	}
	if f, ok := r.Facts.(*discover.Function); ok { // its URL is the one door that it has itself
		if from.element != nil && len(f.UrlAuthTypes) == 0 && s.at.Missing(r, "UrlAuthTypes") == nil {
			return judgement{outside: finding.Say(
				"it has no function URL, and calls through Lambda's API are a matter of permissions, not of the network",
				"함수 URL이 없고, Lambda API를 통한 호출은 네트워크가 아니라 권한이 정합니다")}
		}
		set.facts = append(set.facts, s.read(r, "UrlAuthTypes", show(f.UrlAuthTypes)))
		set.holds = len(f.UrlAuthTypes) > 0
		set.wrong = finding.Say("%s has no function URL", "%s에 함수 URL이 없습니다", to.ref.ID)
		if slices.Contains(f.UrlAuthTypes, urlOfAnybody) {
			set = set.and(s.anybodyCalls(r), !slices.Contains(f.UrlAuthTypes, urlOfSigned))
		}
	}
	return judgement{settings: append([]setting{set}, c.behindACL(to)...)}
}

// behindACL asks whether the web ACL that the model puts before a way in stands there.
func (c *comparison) behindACL(to end) []setting {
	if to.element == nil || to.resource == nil {
		return nil
	}
	acl := c.pairs.Ref(to.element.WAF)
	if acl == nil {
		return nil
	}
	s := &subject{comparison: c, id: to.ref.ID, resource: to.resource}
	holds, facts := s.filtered(acl, to.resource)
	return []setting{{facts: facts, holds: holds, past: true, wrong: finding.Say("%s is not behind the web ACL %s",
		"%s 앞에 웹 ACL %s이(가) 없습니다", to.ref.ID, to.element.WAF.ID)}}
}

// carried judges what AWS carries between two of its parts because one names the
// other; ok is false for all else.
func (c *comparison) carried(conn *model.Connection, from, to end) (judgement, bool) {
	if from.resource == nil || to.resource == nil {
		return judgement{}, false
	}
	s := c.reader()
	if isA[*discover.Function](to) && reach.Balances(from.resource) {
		return judgement{settings: []setting{s.invoked(from, to)}}, true
	}
	var silent []fact // settings that could name it and do not
	for _, p := range handovers() {
		by, names, ok := c.asked(p, from.resource, to.resource)
		if !ok || p.among && !names {
			continue
		}
		facts := []fact{s.read(from.resource, p.fact, by)}
		for _, name := range p.besides {
			facts = append(facts, s.quietly(from.resource, name))
		}
		if as := fetchedAs(to.resource); as.Fact != "" && isDistribution(from.resource) {
			facts = append(facts, told(s, to.resource, as))
		}
		if names {
			set := setting{facts: append([]fact{s.named(to.resource)}, facts...), holds: true}
			return judgement{settings: append([]setting{set}, s.leads(from, to)...)}, true
		}
		silent = append(silent, facts...)
	}
	if len(silent) == 0 {
		return judgement{}, false
	}
	for _, unsure := range c.elsewhere(from.resource, to.resource) {
		silent = append(silent, s.lacking(unsure))
	}
	return judgement{settings: append([]setting{{
		facts: append([]fact{s.named(to.resource)}, silent...),
		wrong: finding.Say("%s does not lead to %s", "%s이(가) %s(으)로 이어지지 않습니다", from.ref.ID, to.ref.ID),
	}}, s.leads(from, to)...)}, true
}

// invoked asks whether a load balancer calls a function, as a target like any other.
//
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
func (s *subject) invoked(from, to end) setting {
	const typ = "AWS::ElasticLoadBalancingV2::TargetGroup"
	var found []setting
	for _, r := range s.at.Type(typ) {
		f := r.Facts.(*discover.TargetGroup)
		set := setting{
			facts: []fact{s.read(r, "LoadBalancerArns", f.LoadBalancerArns), s.read(r, "Targets", len(f.Targets))},
			holds: slices.Contains(f.LoadBalancerArns, from.resource.ARN) &&
				slices.ContainsFunc(f.Targets, func(t discover.Target) bool { return to.resource.HasARN(t.Id) }),
		}
		if set.holds {
			var called []string
			for _, t := range f.Targets {
				called = append(called, t.Id)
			}
			set = set.and(s.admitted(r, to.resource, called))
		} else {
			set.facts = s.gaps(set.facts)
		}
		found = append(found, set)
	}
	set := oneOf(found, s.complete(typ, from.resource))
	if set.wrong == (finding.Text{}) {
		set.wrong = finding.Say("%s does not lead to %s", "%s이(가) %s(으)로 이어지지 않습니다", from.ref.ID, to.ref.ID)
	}
	return set
}

// leads asks what is called whether it lets an API or a distribution in, a work group whether it
// works, and a link into a VPC whether it works, and lets anything through: what comes over
// PrivateLink is held against the security groups of a load balancer that has any, unless a
// switch that asbuilt does not read is off.
//
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func (s *subject) leads(from, to end) []setting {
	if called := functionsOf(from.resource); len(called) > 0 {
		if set, ok := s.admitted(from.resource, to.resource, called); ok {
			return []setting{set}
		}
	}
	if isA[*discover.WorkGroup](from) {
		return s.working(from.resource)
	}
	if _, ok := factsOf[*discover.RestVPCLink](from); !ok {
		return s.originSettings(from, to)
	}
	all := s.working(from.resource)
	lb, ok := factsOf[*discover.LoadBalancer](to)
	if !ok {
		return all
	}
	guarded := setting{facts: []fact{s.read(to.resource, "SecurityGroups", lb.SecurityGroups)}, holds: true}
	if len(lb.SecurityGroups) > 0 {
		guarded.facts = append(guarded.facts, s.lacking(way.Missing{Ignored: true, Text: finding.Say(
			"asbuilt does not know whether the security groups of %s apply to what comes over PrivateLink",
			"%s의 보안 그룹이 PrivateLink 트래픽에도 적용되는지는 asbuilt가 알지 못합니다", to.ref.ID)}))
	}
	return append(all, guarded)
}

// working asks whether something works, as each of its states says.
func (s *subject) working(r *discover.Resource) (all []setting) {
	for _, st := range s.at.Standings(r) {
		set := setting{facts: []fact{s.read(r, st.Fact, st.Word)}, holds: st.Life == discover.Fine,
			wrong: finding.Say("%s does not work: %s", "%s이(가) 동작하지 않습니다: %s", nameOf(r), st.Word)}
		if st.Life == discover.Unsaid {
			set.facts = append(set.facts, s.unsaid(r, st.Fact, st.Word))
		}
		all = append(all, set)
	}
	return all
}

// functionsOf are the ARNs of the functions that an API calls.
func functionsOf(r *discover.Resource) []string {
	if f, ok := r.Facts.(*discover.RestAPI); ok {
		return slices.Concat(f.Functions, f.AuthorizerFunctions)
	}
	if f, ok := r.Facts.(*discover.HTTPAPI); ok {
		return slices.Concat(integrated(f), f.AuthorizerFunctions)
	}
	return nil
}

// integrated are the functions that the integrations of an HTTP API call.
func integrated(f *discover.HTTPAPI) (called []string) {
	for _, i := range f.Integrations {
		called = append(called, discover.FunctionOf(i.IntegrationUri)...)
	}
	return called
}

// handover is how one type of resource hands on what reaches it to another type:
// by a setting that names the other.
type handover struct {
	fact string
	// besides are further facts that it rests on.
	besides []string
	// among says that it is one setting among others by which one may use the other.
	among bool
	// asks is what the setting says, and whether it names the other; ok is false
	// for resources of other types.
	asks func(from, to *discover.Resource) (by any, names, ok bool)
}

// between is a handover between two types.
func between[From, To any](
	fact string, asks func(f From, t To, to *discover.Resource) (any, bool), besides ...string,
) handover {
	return handover{fact, besides, false, func(from, to *discover.Resource) (any, bool, bool) {
		f, isFrom := from.Facts.(From)
		t, isTo := to.Facts.(To)
		if !isFrom || !isTo {
			return nil, false, false
		}
		by, names := asks(f, t, to)
		return by, names, true
	}}
}

// among marks a handover that is one among others.
func among(h handover) handover {
	h.among = true
	return h
}

func handovers() []handover {
	return []handover{
		between("Methods", func(f *discover.RestAPI, _ *discover.VPCLink, to *discover.Resource) (any, bool) {
			return to.ID, slices.ContainsFunc(f.Methods, func(m discover.RestMethod) bool { return m.ConnectionId == to.ID })
		}),
		between("Methods", func(f *discover.RestAPI, _ *discover.RestVPCLink, to *discover.Resource) (any, bool) {
			return to.ID, slices.ContainsFunc(f.Methods, func(m discover.RestMethod) bool { return m.ConnectionId == to.ID })
		}),
		between("TargetArns", func(f *discover.RestVPCLink, _ *discover.LoadBalancer, to *discover.Resource) (any, bool) {
			return f.TargetArns, slices.Contains(f.TargetArns, to.ARN)
		}),
		between("Authorizers", func(f *discover.RestAPI, _ *discover.UserPool, to *discover.Resource) (any, bool) {
			return to.ID, slices.ContainsFunc(f.Authorizers, func(a discover.Authorizer) bool {
				return slices.Contains(a.ProviderARNs, to.ARN)
			})
		}),
		between("Functions", func(f *discover.RestAPI, _ *discover.Function, to *discover.Resource) (any, bool) {
			return f.Functions, slices.ContainsFunc(f.Functions, to.HasARN)
		}),
		between("AuthorizerFunctions", func(f *discover.RestAPI, _ *discover.Function, to *discover.Resource) (any, bool) {
			return f.AuthorizerFunctions, slices.ContainsFunc(f.AuthorizerFunctions, to.HasARN)
		}),
		between("Integrations", func(f *discover.HTTPAPI, _ *discover.Function, to *discover.Resource) (any, bool) {
			called := integrated(f)
			return called, slices.ContainsFunc(called, to.HasARN)
		}),
		between("AuthorizerFunctions", func(f *discover.HTTPAPI, _ *discover.Function, to *discover.Resource) (any, bool) {
			return f.AuthorizerFunctions, slices.ContainsFunc(f.AuthorizerFunctions, to.HasARN)
		}),
		between("Integrations", func(f *discover.HTTPAPI, _ *discover.VPCLink, to *discover.Resource) (any, bool) {
			return to.ID, slices.ContainsFunc(f.Integrations, func(i discover.HTTPIntegration) bool {
				return i.ConnectionId == to.ID
			})
		}),
		{fact: "Origins", asks: func(from, to *discover.Resource) (by any, names, ok bool) {
			f, is := from.Facts.(*discover.Distribution)
			if !is || !isFetched(to) {
				return nil, false, false
			}
			hosts := fetchedAs(to).Value
			return strings.Join(hosts, ", "), slices.ContainsFunc(f.Origins, func(o discover.Origin) bool {
				return begins(o.DomainName, hosts)
			}), true
		}},
		between("SourceStreamArn", func(f *discover.DeliveryStream, _ *discover.Stream, to *discover.Resource) (any, bool) {
			return f.SourceStreamArn, f.SourceStreamArn == to.ARN
		}),
		between("S3BucketName", func(f *discover.Trail, _ *discover.Bucket, to *discover.Resource) (any, bool) {
			return f.S3BucketName, f.S3BucketName == to.ID && f.IsLogging
		}, "IsLogging"),
		between("BackupPlanRule", func(f *discover.BackupPlan, _ *discover.BackupVault, to *discover.Resource) (any, bool) {
			return to.Name, slices.ContainsFunc(f.BackupPlanRule, func(r discover.BackupRule) bool {
				return r.TargetBackupVault == to.Name || slices.Contains(r.CopyToVaults, to.ARN)
			})
		}),
		among(between("OutputBucket", func(f *discover.WorkGroup, _ *discover.Bucket, to *discover.Resource) (any, bool) {
			return f.OutputBucket, f.OutputBucket == to.ID
		})),
		between("BucketARNs", func(f *discover.DeliveryStream, _ *discover.Bucket, to *discover.Resource) (any, bool) {
			return f.BucketARNs, slices.Contains(f.BucketARNs, to.ARN)
		}),
	}
}

func factsOf[T any](e end) (f T, ok bool) {
	if e.resource == nil {
		return f, false
	}
	f, ok = e.resource.Facts.(T)
	return f, ok
}
