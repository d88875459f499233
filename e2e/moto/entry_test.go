package moto_test

import (
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	apitypes "github.com/aws/aws-sdk-go-v2/service/apigateway/types"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
	waftypes "github.com/aws/aws-sdk-go-v2/service/wafv2/types"

	"asbuilt/discover"
)

func (b *builder) entry() {
	b.loadBalancer()
	b.webACL()
	links := apigatewayv2.NewFromConfig(b.cfg)
	all(b, "AWS::ApiGatewayV2::VpcLink", func(r *discover.Resource, f *discover.VPCLink) error {
		out, err := links.CreateVpcLink(b.ctx, &apigatewayv2.CreateVpcLinkInput{
			Name:             &r.Name,
			SubnetIds:        f.SubnetIds,
			SecurityGroupIds: f.SecurityGroupIds,
			Tags:             r.Tags,
		})
		if err == nil {
			b.born(r, out.VpcLinkId, nil)
		}
		return err
	})
	b.api()
}

func (b *builder) loadBalancer() {
	c := elb.NewFromConfig(b.cfg)
	tags := func(r *discover.Resource) []types.Tag {
		return tagList(r, func(k, v *string) types.Tag { return types.Tag{Key: k, Value: v} })
	}
	all(b, "AWS::ElasticLoadBalancingV2::LoadBalancer", func(r *discover.Resource, f *discover.LoadBalancer) error {
		out, err := c.CreateLoadBalancer(b.ctx, &elb.CreateLoadBalancerInput{
			Name:           &r.Name,
			Type:           types.LoadBalancerTypeEnum(f.Type),
			Scheme:         types.LoadBalancerSchemeEnum(f.Scheme),
			Subnets:        f.Subnets,
			SecurityGroups: f.SecurityGroups,
			Tags:           tags(r),
		})
		if err != nil {
			return err
		}
		b.born(r, nil, out.LoadBalancers[0].LoadBalancerArn)
		b.ids[lbDimension(r.ARN)] = lbDimension(aws.ToString(out.LoadBalancers[0].LoadBalancerArn))
		b.ids[f.DNSName] = aws.ToString(out.LoadBalancers[0].DNSName)
		in := &elb.ModifyLoadBalancerAttributesInput{LoadBalancerArn: out.LoadBalancers[0].LoadBalancerArn}
		for k, v := range f.LoadBalancerAttributes {
			in.Attributes = append(in.Attributes, types.LoadBalancerAttribute{Key: &k, Value: &v})
		}
		_, err = c.ModifyLoadBalancerAttributes(b.ctx, in)
		return err
	})
	all(b, "AWS::ElasticLoadBalancingV2::TargetGroup", func(r *discover.Resource, f *discover.TargetGroup) error {
		out, err := c.CreateTargetGroup(b.ctx, &elb.CreateTargetGroupInput{
			Name:                       &r.Name,
			VpcId:                      &f.VpcId,
			TargetType:                 types.TargetTypeEnum(f.TargetType),
			Protocol:                   types.ProtocolEnum(f.Protocol),
			Port:                       aws.Int32(int32(f.Port)),
			HealthCheckEnabled:         &f.HealthCheckEnabled,
			HealthCheckProtocol:        types.ProtocolEnum(f.HealthCheckProtocol),
			HealthCheckPort:            &f.HealthCheckPort,
			HealthCheckPath:            &f.HealthCheckPath,
			HealthCheckIntervalSeconds: aws.Int32(int32(f.HealthCheckIntervalSeconds)),
			HealthyThresholdCount:      aws.Int32(int32(f.HealthyThresholdCount)),
			UnhealthyThresholdCount:    aws.Int32(int32(f.UnhealthyThresholdCount)),
			Tags:                       tags(r),
		})
		if err != nil {
			return err
		}
		arn := out.TargetGroups[0].TargetGroupArn
		b.born(r, nil, arn)
		b.ids[r.ARN[strings.Index(r.ARN, "targetgroup/"):]] = (*arn)[strings.Index(*arn, "targetgroup/"):]
		for _, t := range f.Targets {
			if f.TargetType == string(types.TargetTypeEnumInstance) {
				break // an Auto Scaling group registers its machines
			}
			if _, err := c.RegisterTargets(b.ctx, &elb.RegisterTargetsInput{
				TargetGroupArn: arn,
				Targets:        []types.TargetDescription{{Id: &t.Id, Port: aws.Int32(int32(t.Port))}},
			}); err != nil {
				return err
			}
		}
		return nil
	})
	all(b, "AWS::ElasticLoadBalancingV2::Listener", func(r *discover.Resource, f *discover.Listener) error {
		in := &elb.CreateListenerInput{
			LoadBalancerArn: &f.LoadBalancerArn,
			Port:            aws.Int32(int32(f.Port)),
			Protocol:        types.ProtocolEnum(f.Protocol),
			SslPolicy:       &f.SslPolicy,
			DefaultActions:  actions(f.DefaultActions),
			Tags:            tags(r),
		}
		for _, arn := range f.Certificates {
			in.Certificates = append(in.Certificates, types.Certificate{CertificateArn: &arn})
		}
		out, err := c.CreateListener(b.ctx, in)
		if err == nil {
			id := discover.LastSegment(aws.ToString(out.Listeners[0].ListenerArn))
			b.born(r, &id, out.Listeners[0].ListenerArn)
		}
		return err
	})
	all(b, "AWS::ElasticLoadBalancingV2::ListenerRule", func(r *discover.Resource, f *discover.ListenerRule) error {
		if f.IsDefault {
			return nil
		}
		priority, err := strconv.Atoi(f.Priority)
		if err != nil {
			return err
		}
		in := &elb.CreateRuleInput{
			ListenerArn: &f.ListenerArn,
			Priority:    aws.Int32(int32(priority)),
			Actions:     actions(f.Actions),
			Tags:        tags(r),
		}
		for _, cond := range f.Conditions {
			in.Conditions = append(in.Conditions, types.RuleCondition{
				Field:             &cond.Field,
				PathPatternConfig: &types.PathPatternConditionConfig{Values: cond.Values},
			})
		}
		out, err := c.CreateRule(b.ctx, in)
		if err == nil {
			id := discover.LastSegment(aws.ToString(out.Rules[0].RuleArn))
			b.born(r, &id, out.Rules[0].RuleArn)
		}
		return err
	})
}

// lbDimension is what CloudWatch calls a load balancer.
func lbDimension(arn string) string {
	_, rest, _ := strings.Cut(arn, ":loadbalancer/")
	return rest
}

func actions(list []discover.ListenerAction) []types.Action {
	var out []types.Action
	for _, a := range list {
		action := types.Action{Type: types.ActionTypeEnum(a.Type)}
		switch a.Type {
		case "fixed-response":
			action.FixedResponseConfig = &types.FixedResponseActionConfig{
				StatusCode:  aws.String("404"),
				ContentType: aws.String("text/plain"),
			}
		case "forward":
			action.ForwardConfig = &types.ForwardActionConfig{}
			for _, arn := range a.TargetGroupArns {
				action.ForwardConfig.TargetGroups = append(action.ForwardConfig.TargetGroups, types.TargetGroupTuple{
					TargetGroupArn: &arn,
					Weight:         aws.Int32(1),
				})
			}
		}
		out = append(out, action)
	}
	return out
}

func (b *builder) webACL() {
	c := wafv2.NewFromConfig(b.cfg)
	all(b, "AWS::WAFv2::WebACL", func(r *discover.Resource, f *discover.WebACL) error {
		visible := &waftypes.VisibilityConfig{
			CloudWatchMetricsEnabled: true,
			MetricName:               aws.String("ai"),
			SampledRequestsEnabled:   true,
		}
		in := &wafv2.CreateWebACLInput{
			Name:             &r.Name,
			Scope:            waftypes.Scope(f.Scope),
			VisibilityConfig: visible,
			DefaultAction:    &waftypes.DefaultAction{Allow: &waftypes.AllowAction{}},
			Tags:             tagList(r, func(k, v *string) waftypes.Tag { return waftypes.Tag{Key: k, Value: v} }),
		}
		for _, rule := range f.Rules {
			one := waftypes.Rule{
				Name:             &rule.Name,
				Priority:         int32(rule.Priority),
				VisibilityConfig: visible,
				Statement:        &waftypes.Statement{},
			}
			if rule.Statement == "managed" {
				vendor, name, _ := strings.Cut(rule.ManagedRule, "/")
				one.Statement.ManagedRuleGroupStatement = &waftypes.ManagedRuleGroupStatement{
					VendorName: &vendor,
					Name:       &name,
				}
				one.OverrideAction = &waftypes.OverrideAction{None: &waftypes.NoneAction{}}
			} else {
				one.Statement.RateBasedStatement = &waftypes.RateBasedStatement{
					Limit:               aws.Int64(int64(rule.RateLimit)),
					EvaluationWindowSec: int64(rule.EvaluationWindowSec),
					AggregateKeyType:    waftypes.RateBasedStatementAggregateKeyTypeIp,
				}
				one.Action = &waftypes.RuleAction{Block: &waftypes.BlockAction{}}
			}
			in.Rules = append(in.Rules, one)
		}
		out, err := c.CreateWebACL(b.ctx, in)
		if err != nil {
			return err
		}
		b.born(r, out.Summary.Id, out.Summary.ARN)
		for _, arn := range f.AssociatedResources {
			if strings.Contains(arn, ":loadbalancer/") { // stages come later
				if _, err := c.AssociateWebACL(b.ctx, &wafv2.AssociateWebACLInput{
					ResourceArn: &arn,
					WebACLArn:   out.Summary.ARN,
				}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (b *builder) api() {
	c := apigateway.NewFromConfig(b.cfg)
	all(b, "AWS::ApiGateway::RestApi", func(r *discover.Resource, f *discover.RestAPI) error {
		in := &apigateway.CreateRestApiInput{
			Name:                      &r.Name,
			DisableExecuteApiEndpoint: f.DisableExecuteApiEndpoint,
			Tags:                      r.Tags,
			EndpointConfiguration:     &apitypes.EndpointConfiguration{},
		}
		for _, t := range f.EndpointTypes {
			in.EndpointConfiguration.Types = append(in.EndpointConfiguration.Types, apitypes.EndpointType(t))
		}
		out, err := c.CreateRestApi(b.ctx, in)
		if err != nil {
			return err
		}
		b.born(r, out.Id, nil)
		for _, a := range f.Authorizers {
			made, err := c.CreateAuthorizer(b.ctx, &apigateway.CreateAuthorizerInput{
				RestApiId:      out.Id,
				Name:           &a.Name,
				Type:           apitypes.AuthorizerType(a.Type),
				ProviderARNs:   a.ProviderARNs,
				IdentitySource: aws.String("method.request.header.Authorization"),
			})
			if err != nil {
				return err
			}
			b.ids[a.Id] = aws.ToString(made.Id)
		}
		b.translate(r.Facts, f)
		for _, m := range f.Methods {
			if err := b.method(c, out.Id, m); err != nil {
				return err
			}
		}
		return nil
	})
	all(b, "AWS::ApiGateway::Stage", func(r *discover.Resource, f *discover.RestStage) error {
		if _, err := c.CreateDeployment(b.ctx, &apigateway.CreateDeploymentInput{
			RestApiId:      &f.RestApiId,
			StageName:      &f.StageName,
			TracingEnabled: &f.TracingEnabled,
		}); err != nil {
			return err
		}
		in := &apigateway.UpdateStageInput{RestApiId: &f.RestApiId, StageName: &f.StageName}
		set := func(path, value string) {
			in.PatchOperations = append(in.PatchOperations, apitypes.PatchOperation{
				Op:    apitypes.OpReplace,
				Path:  &path,
				Value: &value,
			})
		}
		set("/accessLogSettings/destinationArn", f.AccessLogArn)
		set("/accessLogSettings/format", canary)
		set("/tracingEnabled", strconv.FormatBool(f.TracingEnabled))
		for _, m := range f.MethodSettings {
			set("/"+m.Method+"/throttling/rateLimit", strconv.FormatFloat(m.ThrottlingRateLimit, 'f', -1, 64))
			set("/"+m.Method+"/throttling/burstLimit", strconv.Itoa(m.ThrottlingBurstLimit))
			set("/"+m.Method+"/logging/loglevel", m.LoggingLevel)
			set("/"+m.Method+"/metrics/enabled", strconv.FormatBool(m.MetricsEnabled))
		}
		if _, err := c.UpdateStage(b.ctx, in); err != nil {
			return err
		}
		stage := "arn:aws:apigateway:" + r.Region + "::/restapis/" + f.RestApiId + "/stages/" + f.StageName
		_, err := wafv2.NewFromConfig(b.cfg).AssociateWebACL(b.ctx, &wafv2.AssociateWebACLInput{
			ResourceArn: &stage,
			WebACLArn:   &f.WebAclArn,
		})
		return err
	})
}

// method makes the path that a method stands on, and the method.
func (b *builder) method(c *apigateway.Client, api *string, m discover.RestMethod) error {
	parent, at := "", ""
	for _, part := range append([]string{""}, strings.Split(strings.Trim(m.Path, "/"), "/")...) {
		at = "/" + strings.Trim(at+"/"+part, "/")
		resources, err := c.GetResources(b.ctx, &apigateway.GetResourcesInput{RestApiId: api, Limit: aws.Int32(500)})
		if err != nil {
			return err
		}
		found := ""
		for _, r := range resources.Items {
			if aws.ToString(r.Path) == at {
				found = aws.ToString(r.Id)
			}
		}
		if found == "" {
			out, err := c.CreateResource(b.ctx, &apigateway.CreateResourceInput{
				RestApiId: api,
				ParentId:  &parent,
				PathPart:  &part,
			})
			if err != nil {
				return err
			}
			found = aws.ToString(out.Id)
		}
		parent = found
	}
	put := &apigateway.PutMethodInput{
		RestApiId:         api,
		ResourceId:        &parent,
		HttpMethod:        &m.HttpMethod,
		AuthorizationType: &m.AuthorizationType,
		ApiKeyRequired:    m.ApiKeyRequired,
	}
	if m.AuthorizerId != "" {
		put.AuthorizerId = &m.AuthorizerId
	}
	if _, err := c.PutMethod(b.ctx, put); err != nil {
		return err
	}
	in := &apigateway.PutIntegrationInput{
		RestApiId:             api,
		ResourceId:            &parent,
		HttpMethod:            &m.HttpMethod,
		Type:                  apitypes.IntegrationType(m.IntegrationType),
		IntegrationHttpMethod: aws.String("ANY"),
		Uri:                   aws.String("https://internal.example.com/{proxy}?key=" + canary),
	}
	if m.ConnectionId != "" {
		in.ConnectionType, in.ConnectionId = apitypes.ConnectionTypeVpcLink, &m.ConnectionId
	}
	if m.IntegrationTarget != "" {
		in.IntegrationTarget = &m.IntegrationTarget
	}
	_, err := c.PutIntegration(b.ctx, in)
	return err
}
