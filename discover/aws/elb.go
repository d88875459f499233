package aws

import (
	"context"
	"slices"

	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"asbuilt/discover"
)

var elbCollectors = []collector{
	{calls: []string{
		"elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeLoadBalancerAttributes",
		"elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules",
		"elasticloadbalancing:DescribeTags",
	}, collect: loadBalancers},
	{calls: []string{
		"elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
		"elasticloadbalancing:DescribeTargetGroupAttributes",
		"elasticloadbalancing:DescribeTags",
	}, collect: targetGroups},
}

func loadBalancers(ctx context.Context, s *scan) {
	c := elb.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeLoadBalancers, &elb.DescribeLoadBalancersInput{},
		func(out *elb.DescribeLoadBalancersOutput) {
			for _, v := range out.LoadBalancers {
				facts := &discover.LoadBalancer{
					VpcId:         val(v.VpcId),
					Type:          string(v.Type),
					Scheme:        string(v.Scheme),
					DNSName:       val(v.DNSName),
					IpAddressType: string(v.IpAddressType),
					Subnets: pluck(v.AvailabilityZones, func(z types.AvailabilityZone) string {
						return val(z.SubnetId)
					}),
					SecurityGroups: v.SecurityGroups,
				}
				if v.State != nil {
					facts.State = string(v.State.Code)
				}
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::ElasticLoadBalancingV2::LoadBalancer",
					ID:    val(v.LoadBalancerName),
					ARN:   val(v.LoadBalancerArn),
					Name:  val(v.LoadBalancerName),
					Facts: facts,
				}))
			}
		})
	elbTags(ctx, s, c, found)
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.LoadBalancer)
		ask(ctx, s, r, c.DescribeLoadBalancerAttributes,
			&elb.DescribeLoadBalancerAttributesInput{LoadBalancerArn: &r.ARN},
			func(out *elb.DescribeLoadBalancerAttributesOutput) {
				facts.LoadBalancerAttributes = map[string]string{}
				for _, a := range out.Attributes {
					facts.LoadBalancerAttributes[val(a.Key)] = val(a.Value)
				}
			})
		listeners(ctx, s, c, r)
	})
}

func listeners(ctx context.Context, s *scan, c *elb.Client, lb *discover.Resource) {
	var found []string
	each(ctx, s, c.DescribeListeners, &elb.DescribeListenersInput{LoadBalancerArn: &lb.ARN},
		func(out *elb.DescribeListenersOutput) {
			for _, v := range out.Listeners {
				found = append(found, val(v.ListenerArn))
				s.add(&discover.Resource{
					Type: "AWS::ElasticLoadBalancingV2::Listener",
					ID:   discover.LastSegment(val(v.ListenerArn)),
					ARN:  val(v.ListenerArn),
					Facts: &discover.Listener{
						LoadBalancerArn: lb.ARN,
						Port:            num(v.Port),
						Protocol:        string(v.Protocol),
						SslPolicy:       val(v.SslPolicy),
						Certificates: pluck(v.Certificates, func(c types.Certificate) string {
							return val(c.CertificateArn)
						}),
						DefaultActions: listenerActions(v.DefaultActions),
					},
				})
			}
		})
	if lb.Facts.(*discover.LoadBalancer).Type != string(types.LoadBalancerTypeEnumApplication) {
		return
	}
	for _, arn := range found {
		each(ctx, s, c.DescribeRules, &elb.DescribeRulesInput{ListenerArn: &arn}, func(out *elb.DescribeRulesOutput) {
			for _, v := range out.Rules {
				facts := &discover.ListenerRule{
					ListenerArn: arn,
					Priority:    val(v.Priority),
					IsDefault:   val(v.IsDefault),
					Actions:     listenerActions(v.Actions),
				}
				for _, cond := range v.Conditions {
					facts.Conditions = append(facts.Conditions, ruleCondition(cond))
				}
				s.add(&discover.Resource{
					Type:  "AWS::ElasticLoadBalancingV2::ListenerRule",
					ID:    discover.LastSegment(val(v.RuleArn)),
					ARN:   val(v.RuleArn),
					Facts: facts,
				})
			}
		})
	}
}

// ruleCondition keeps values of what is public anyway; headers and query
// strings may hold shared secrets.
func ruleCondition(v types.RuleCondition) discover.RuleCondition {
	out := discover.RuleCondition{Field: val(v.Field)}
	switch {
	case v.PathPatternConfig != nil:
		out.Values = v.PathPatternConfig.Values
	case v.HostHeaderConfig != nil:
		out.Values = v.HostHeaderConfig.Values
	case v.SourceIpConfig != nil:
		out.Values = v.SourceIpConfig.Values
	case v.HttpRequestMethodConfig != nil:
		out.Values = v.HttpRequestMethodConfig.Values
	case out.Field == "path-pattern" || out.Field == "host-header":
		out.Values = v.Values
	}
	return out
}

func listenerActions(list []types.Action) []discover.ListenerAction {
	var out []discover.ListenerAction
	for _, v := range list {
		a := discover.ListenerAction{Type: string(v.Type), TargetGroupArns: pluck([]*string{v.TargetGroupArn}, val)}
		if v.ForwardConfig != nil {
			a.TargetGroupArns = append(a.TargetGroupArns,
				pluck(v.ForwardConfig.TargetGroups, func(t types.TargetGroupTuple) string {
					if num(t.Weight) == 0 && len(v.ForwardConfig.TargetGroups) > 1 {
						return ""
					}
					return val(t.TargetGroupArn)
				})...)
		}
		a.TargetGroupArns = sortedSet(a.TargetGroupArns)
		if v.RedirectConfig != nil {
			a.RedirectTo = val(v.RedirectConfig.Protocol) + ":" + val(v.RedirectConfig.Port)
		}
		out = append(out, a)
	}
	return out
}

func targetGroups(ctx context.Context, s *scan) {
	c := elb.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeTargetGroups, &elb.DescribeTargetGroupsInput{}, func(out *elb.DescribeTargetGroupsOutput) {
		for _, v := range out.TargetGroups {
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
				ID:   val(v.TargetGroupName),
				ARN:  val(v.TargetGroupArn),
				Name: val(v.TargetGroupName),
				Facts: &discover.TargetGroup{
					VpcId:                      val(v.VpcId),
					TargetType:                 string(v.TargetType),
					Protocol:                   string(v.Protocol),
					Port:                       num(v.Port),
					LoadBalancerArns:           v.LoadBalancerArns,
					HealthCheckEnabled:         val(v.HealthCheckEnabled),
					HealthCheckProtocol:        string(v.HealthCheckProtocol),
					HealthCheckPort:            val(v.HealthCheckPort),
					HealthCheckPath:            val(v.HealthCheckPath),
					HealthCheckIntervalSeconds: num(v.HealthCheckIntervalSeconds),
					HealthyThresholdCount:      num(v.HealthyThresholdCount),
					UnhealthyThresholdCount:    num(v.UnhealthyThresholdCount),
				},
			}))
		}
	})
	elbTags(ctx, s, c, found)
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.TargetGroup)
		ask(ctx, s, r, c.DescribeTargetHealth, &elb.DescribeTargetHealthInput{TargetGroupArn: &r.ARN},
			func(out *elb.DescribeTargetHealthOutput) {
				for _, t := range out.TargetHealthDescriptions {
					target := discover.Target{}
					if t.Target != nil {
						target.Id = val(t.Target.Id)
						target.Port = num(t.Target.Port)
						target.AvailabilityZone = val(t.Target.AvailabilityZone)
					}
					if t.TargetHealth != nil {
						target.State, target.Reason = string(t.TargetHealth.State), string(t.TargetHealth.Reason)
					}
					facts.Targets = append(facts.Targets, target)
				}
			})
		switch types.ProtocolEnum(facts.Protocol) {
		case types.ProtocolEnumTcp, types.ProtocolEnumTls, types.ProtocolEnumUdp, types.ProtocolEnumTcpUdp:
		default: // no network load balancer sends to it
			return
		}
		ask(ctx, s, r, c.DescribeTargetGroupAttributes, &elb.DescribeTargetGroupAttributesInput{TargetGroupArn: &r.ARN},
			func(out *elb.DescribeTargetGroupAttributesOutput) {
				for _, a := range out.Attributes {
					if val(a.Key) == "preserve_client_ip.enabled" {
						facts.PreserveClientIP = val(a.Value)
					}
				}
			})
	})
}

// elbTags reads the tags of many at once.
func elbTags(ctx context.Context, s *scan, c *elb.Client, found []*discover.Resource) {
	byARN := map[string]*discover.Resource{}
	for _, r := range found {
		byARN[r.ARN] = r
	}
	for some := range slices.Chunk(found, s.batch("elasticloadbalancing:DescribeTags")) {
		arns := pluck(some, func(r *discover.Resource) string { return r.ARN })
		each(ctx, s, c.DescribeTags, &elb.DescribeTagsInput{ResourceArns: arns}, func(out *elb.DescribeTagsOutput) {
			for _, t := range out.TagDescriptions {
				if r := byARN[val(t.ResourceArn)]; r != nil {
					r.Tags = tagsOf(t.Tags)
				}
			}
		})
	}
}
