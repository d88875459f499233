package aws

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/acm/types"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	route53types "github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/aws/aws-sdk-go-v2/service/servicediscovery"
	discoverytypes "github.com/aws/aws-sdk-go-v2/service/servicediscovery/types"

	"asbuilt/discover"
)

var dnsCollectors = []collector{
	{global: true, calls: []string{
		"route53:ListHostedZones", "route53:GetHostedZone", "route53:ListResourceRecordSets",
		"route53:ListTagsForResources",
	}, collect: hostedZones},
	{global: true, calls: []string{"route53:ListHealthChecks", "route53:ListTagsForResources"}, collect: healthChecks},
	{calls: []string{
		"servicediscovery:ListNamespaces", "servicediscovery:ListTagsForResource",
	}, collect: namespacesOfNames},
	{calls: []string{
		"acm:ListCertificates", "acm:DescribeCertificate", "acm:ListTagsForCertificate",
	}, collect: certificates},
}

func hostedZones(ctx context.Context, s *scan) {
	c := route53.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListHostedZones, &route53.ListHostedZonesInput{}, func(out *route53.ListHostedZonesOutput) {
		for _, v := range out.HostedZones {
			id := discover.LastSegment(val(v.Id))
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::Route53::HostedZone",
				ID:    id,
				ARN:   "arn:" + s.partition + ":route53:::hostedzone/" + id,
				Name:  strings.TrimSuffix(val(v.Name), "."),
				Facts: &discover.HostedZone{PrivateZone: v.Config != nil && v.Config.PrivateZone},
			}))
		}
	})
	for _, r := range found { // one after the other: the limit is the account's
		facts := r.Facts.(*discover.HostedZone)
		ask(ctx, s, r, c.ListResourceRecordSets, &route53.ListResourceRecordSetsInput{HostedZoneId: &r.ID},
			func(out *route53.ListResourceRecordSetsOutput) {
				for _, v := range out.ResourceRecordSets {
					facts.RecordSets = append(facts.RecordSets, recordSet(v))
				}
			})
		if !facts.PrivateZone { // AWS says it of private ones alone
			continue
		}
		ask(ctx, s, r, c.GetHostedZone, &route53.GetHostedZoneInput{Id: &r.ID},
			func(out *route53.GetHostedZoneOutput) {
				facts.VpcIds = pluck(out.VPCs, func(v route53types.VPC) string { return val(v.VPCId) })
			})
	}
	route53Tags(ctx, s, c, route53types.TagResourceTypeHostedzone, found)
}

func route53Tags(ctx context.Context, s *scan, c *route53.Client, kind route53types.TagResourceType,
	found []*discover.Resource) {
	for some := range slices.Chunk(found, s.batch("route53:ListTagsForResources")) {
		in := &route53.ListTagsForResourcesInput{
			ResourceType: kind,
			ResourceIds:  pluck(some, func(r *discover.Resource) string { return r.ID }),
		}
		each(ctx, s, c.ListTagsForResources, in, func(out *route53.ListTagsForResourcesOutput) {
			for _, t := range out.ResourceTagSets {
				i := slices.IndexFunc(some, func(r *discover.Resource) bool { return r.ID == val(t.ResourceId) })
				if i >= 0 {
					some[i].Tags = tagsOf(t.Tags)
					some[i].Name = firstOf(some[i].Name, some[i].Tags["Name"])
				}
			}
		})
	}
}

func healthChecks(ctx context.Context, s *scan) {
	c := route53.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListHealthChecks, &route53.ListHealthChecksInput{}, func(out *route53.ListHealthChecksOutput) {
		for _, v := range out.HealthChecks {
			facts := &discover.HealthCheck{}
			if k := v.HealthCheckConfig; k != nil {
				*facts = discover.HealthCheck{
					Type:                     string(k.Type),
					FullyQualifiedDomainName: val(k.FullyQualifiedDomainName),
					IPAddress:                val(k.IPAddress),
					Port:                     num(k.Port),
					ResourcePath:             withoutQuery(val(k.ResourcePath)),
					RequestInterval:          num(k.RequestInterval),
					FailureThreshold:         num(k.FailureThreshold),
					Inverted:                 val(k.Inverted),
					Disabled:                 val(k.Disabled),
					ChildHealthChecks:        k.ChildHealthChecks,
				}
				if k.AlarmIdentifier != nil {
					facts.AlarmName = val(k.AlarmIdentifier.Name)
				}
			}
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::Route53::HealthCheck",
				ID:    val(v.Id),
				ARN:   "arn:" + s.partition + ":route53:::healthcheck/" + val(v.Id),
				Facts: facts,
			}))
		}
	})
	route53Tags(ctx, s, c, route53types.TagResourceTypeHealthcheck, found)
}

// recordSet keeps where an alias leads; values of records stay where they are.
func recordSet(v route53types.ResourceRecordSet) discover.RecordSet {
	out := discover.RecordSet{
		Name:          strings.TrimSuffix(val(v.Name), "."),
		Type:          string(v.Type),
		SetIdentifier: val(v.SetIdentifier),
		HealthCheckId: val(v.HealthCheckId),
	}
	if a := v.AliasTarget; a != nil {
		out.AliasTarget, out.EvaluateTargetHealth = strings.TrimSuffix(val(a.DNSName), "."), a.EvaluateTargetHealth
	}
	return out
}

func namespacesOfNames(ctx context.Context, s *scan) {
	c := servicediscovery.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListNamespaces, &servicediscovery.ListNamespacesInput{},
		func(out *servicediscovery.ListNamespacesOutput) {
			for _, v := range out.Namespaces {
				if v.Type != discoverytypes.NamespaceTypeDnsPrivate {
					continue
				}
				facts := &discover.Namespace{}
				if p := v.Properties; p != nil && p.DnsProperties != nil {
					facts.HostedZoneId = discover.LastSegment(val(p.DnsProperties.HostedZoneId))
				}
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::ServiceDiscovery::PrivateDnsNamespace",
					ID:    val(v.Id),
					ARN:   val(v.Arn),
					Name:  val(v.Name),
					Facts: facts,
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		ask(ctx, s, r, c.ListTagsForResource, &servicediscovery.ListTagsForResourceInput{ResourceARN: &r.ARN},
			func(out *servicediscovery.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
	})
}

func certificates(ctx context.Context, s *scan) {
	c := acm.NewFromConfig(s.config)
	var found []*discover.Resource
	// Without key types AWS lists RSA 2048 certificates alone.
	in := &acm.ListCertificatesInput{Includes: &types.Filters{KeyTypes: types.KeyAlgorithm("").Values()}}
	each(ctx, s, c.ListCertificates, in, func(out *acm.ListCertificatesOutput) {
		for _, v := range out.CertificateSummaryList {
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::CertificateManager::Certificate",
				ID:    discover.LastSegment(val(v.CertificateArn)),
				ARN:   val(v.CertificateArn),
				Name:  val(v.DomainName),
				Facts: &discover.Certificate{},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Certificate)
		ask(ctx, s, r, c.DescribeCertificate, &acm.DescribeCertificateInput{CertificateArn: &r.ARN},
			func(out *acm.DescribeCertificateOutput) {
				if v := out.Certificate; v != nil {
					*facts = discover.Certificate{
						DomainName:              val(v.DomainName),
						SubjectAlternativeNames: v.SubjectAlternativeNames,
						Status:                  string(v.Status),
						Type:                    string(v.Type),
						NotAfter:                moment(v.NotAfter),
						RenewalEligibility:      string(v.RenewalEligibility),
						InUseBy:                 v.InUseBy,
					}
				}
			})
		ask(ctx, s, r, c.ListTagsForCertificate, &acm.ListTagsForCertificateInput{CertificateArn: &r.ARN},
			func(out *acm.ListTagsForCertificateOutput) { r.Tags = tagsOf(out.Tags) })
	})
}
