package aws

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing/types"

	"asbuilt/discover"
)

var classicELBCollectors = []collector{
	{calls: []string{
		"elb:DescribeLoadBalancers", "elb:DescribeLoadBalancerAttributes", "elb:DescribeInstanceHealth",
		"elb:DescribeTags",
	}, collect: classicLoadBalancers},
}

func classicLoadBalancers(ctx context.Context, s *scan) {
	c := elasticloadbalancing.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeLoadBalancers, &elasticloadbalancing.DescribeLoadBalancersInput{},
		func(out *elasticloadbalancing.DescribeLoadBalancersOutput) {
			for _, v := range out.LoadBalancerDescriptions {
				name := val(v.LoadBalancerName)
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::ElasticLoadBalancing::LoadBalancer",
					ID:    name,
					ARN:   s.arn("elasticloadbalancing", "loadbalancer/"+name),
					Name:  name,
					Facts: classicLoadBalancer(v),
				}))
			}
		})
	classicTags(ctx, s, c, found)
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.ClassicLoadBalancer)
		ask(ctx, s, r, c.DescribeInstanceHealth,
			&elasticloadbalancing.DescribeInstanceHealthInput{LoadBalancerName: &r.ID},
			func(out *elasticloadbalancing.DescribeInstanceHealthOutput) {
				for _, i := range out.InstanceStates {
					facts.Instances = append(facts.Instances, discover.ClassicTarget{
						InstanceId: val(i.InstanceId), State: val(i.State),
					})
				}
			})
		ask(ctx, s, r, c.DescribeLoadBalancerAttributes,
			&elasticloadbalancing.DescribeLoadBalancerAttributesInput{LoadBalancerName: &r.ID},
			func(out *elasticloadbalancing.DescribeLoadBalancerAttributesOutput) {
				a := out.LoadBalancerAttributes
				if a == nil {
					return
				}
				facts.CrossZone = a.CrossZoneLoadBalancing != nil && a.CrossZoneLoadBalancing.Enabled
				facts.ConnectionDraining = a.ConnectionDraining != nil && a.ConnectionDraining.Enabled
				if l := a.AccessLog; l != nil && l.Enabled {
					facts.AccessLogBucket = val(l.S3BucketName)
				}
			})
	})
}

func classicLoadBalancer(v types.LoadBalancerDescription) *discover.ClassicLoadBalancer {
	facts := &discover.ClassicLoadBalancer{
		VPCId: val(v.VPCId), Scheme: val(v.Scheme), DNSName: val(v.DNSName), Subnets: v.Subnets,
		SecurityGroups: v.SecurityGroups,
	}
	for _, d := range v.ListenerDescriptions {
		if l := d.Listener; l != nil {
			facts.Listeners = append(facts.Listeners, discover.ClassicListener{
				LoadBalancerPort: int(l.LoadBalancerPort), Protocol: val(l.Protocol), InstancePort: num(l.InstancePort),
				InstanceProtocol: val(l.InstanceProtocol), SSLCertificateId: val(l.SSLCertificateId),
			})
		}
	}
	if h := v.HealthCheck; h != nil {
		facts.HealthCheck = &discover.ClassicHealthCheck{
			Target: withoutQuery(val(h.Target)), Interval: num(h.Interval), Timeout: num(h.Timeout),
			HealthyThreshold: num(h.HealthyThreshold), UnhealthyThreshold: num(h.UnhealthyThreshold),
		}
	}
	return facts
}

// classicTags reads the tags of many at once.
func classicTags(ctx context.Context, s *scan, c *elasticloadbalancing.Client, found []*discover.Resource) {
	for some := range slices.Chunk(found, s.batch("elb:DescribeTags")) {
		names := pluck(some, func(r *discover.Resource) string { return r.ID })
		each(ctx, s, c.DescribeTags, &elasticloadbalancing.DescribeTagsInput{LoadBalancerNames: names},
			func(out *elasticloadbalancing.DescribeTagsOutput) {
				for _, t := range out.TagDescriptions {
					for _, r := range some {
						if r.ID == val(t.LoadBalancerName) {
							r.Tags = tagsOf(t.Tags)
						}
					}
				}
			})
	}
}
