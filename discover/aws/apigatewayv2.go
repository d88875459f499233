package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"

	"asbuilt/discover"
)

var apiGatewayV2Collectors = []collector{
	{calls: []string{
		"apigatewayv2:GetApis", "apigatewayv2:GetAuthorizers", "apigatewayv2:GetRoutes", "apigatewayv2:GetIntegrations",
		"apigatewayv2:GetStages",
	}, collect: httpAPIs},
	{calls: []string{"apigatewayv2:GetVpcLinks"}, collect: vpcLinks},
}

func httpAPIs(ctx context.Context, s *scan) {
	c := apigatewayv2.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.GetApis, &apigatewayv2.GetApisInput{}, func(out *apigatewayv2.GetApisOutput) {
		for _, v := range out.Items {
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::ApiGatewayV2::Api",
				ID:   val(v.ApiId),
				ARN:  s.gateway("/apis/" + val(v.ApiId)),
				Name: val(v.Name),
				Tags: tagMap(v.Tags),
				Facts: &discover.HTTPAPI{
					ProtocolType:              string(v.ProtocolType),
					DisableExecuteApiEndpoint: val(v.DisableExecuteApiEndpoint),
				},
			}))
		}
	})
	for _, r := range found { // one after the other: the limit is the account's
		httpAPI(ctx, s, c, r)
		httpStages(ctx, s, c, r)
	}
}

func httpAPI(ctx context.Context, s *scan, c *apigatewayv2.Client, r *discover.Resource) {
	facts := r.Facts.(*discover.HTTPAPI)
	ask(ctx, s, r, c.GetAuthorizers, &apigatewayv2.GetAuthorizersInput{ApiId: &r.ID},
		func(out *apigatewayv2.GetAuthorizersOutput) {
			for _, v := range out.Items {
				a := discover.Authorizer{Id: val(v.AuthorizerId), Name: val(v.Name), Type: string(v.AuthorizerType)}
				if v.JwtConfiguration != nil {
					a.JwtIssuer = val(v.JwtConfiguration.Issuer)
				}
				facts.Authorizers = append(facts.Authorizers, a)
				called := discover.FunctionOf(val(v.AuthorizerUri))
				facts.AuthorizerFunctions = sortedSet(append(facts.AuthorizerFunctions, called...))
				facts.RoleCalls = withRole(facts.RoleCalls, val(v.AuthorizerCredentialsArn), called...)
			}
		})
	ask(ctx, s, r, c.GetRoutes, &apigatewayv2.GetRoutesInput{ApiId: &r.ID}, func(out *apigatewayv2.GetRoutesOutput) {
		for _, v := range out.Items {
			facts.Routes = append(facts.Routes, discover.HTTPRoute{
				RouteKey:          val(v.RouteKey),
				AuthorizationType: string(v.AuthorizationType),
				AuthorizerId:      val(v.AuthorizerId),
				Target:            val(v.Target),
			})
		}
	})
	ask(ctx, s, r, c.GetIntegrations, &apigatewayv2.GetIntegrationsInput{ApiId: &r.ID},
		func(out *apigatewayv2.GetIntegrationsOutput) {
			for _, v := range out.Items {
				facts.Integrations = append(facts.Integrations, discover.HTTPIntegration{
					IntegrationId:   val(v.IntegrationId),
					IntegrationType: string(v.IntegrationType),
					ConnectionType:  string(v.ConnectionType),
					ConnectionId:    val(v.ConnectionId),
					IntegrationUri:  withoutQuery(val(v.IntegrationUri)),
				})
				called := discover.FunctionOf(val(v.IntegrationUri))
				facts.RoleCalls = withRole(facts.RoleCalls, val(v.CredentialsArn), called...)
			}
		})
}

func httpStages(ctx context.Context, s *scan, c *apigatewayv2.Client, api *discover.Resource) {
	each(ctx, s, c.GetStages, &apigatewayv2.GetStagesInput{ApiId: &api.ID}, func(out *apigatewayv2.GetStagesOutput) {
		for _, v := range out.Items {
			facts := &discover.HTTPStage{ApiId: api.ID, StageName: val(v.StageName)}
			if d := v.DefaultRouteSettings; d != nil {
				facts.ThrottlingRateLimit = val(d.ThrottlingRateLimit)
				facts.ThrottlingBurstLimit = num(d.ThrottlingBurstLimit)
			}
			if v.AccessLogSettings != nil {
				facts.AccessLogArn = val(v.AccessLogSettings.DestinationArn)
			}
			s.add(&discover.Resource{
				Type:  "AWS::ApiGatewayV2::Stage",
				ID:    api.ID + "/" + facts.StageName,
				ARN:   s.gateway("/apis/" + api.ID + "/stages/" + facts.StageName),
				Name:  facts.StageName,
				Tags:  tagMap(v.Tags),
				Facts: facts,
			})
		}
	})
}

func vpcLinks(ctx context.Context, s *scan) {
	c := apigatewayv2.NewFromConfig(s.config)
	each(ctx, s, c.GetVpcLinks, &apigatewayv2.GetVpcLinksInput{}, func(out *apigatewayv2.GetVpcLinksOutput) {
		for _, v := range out.Items {
			s.add(&discover.Resource{
				Type: "AWS::ApiGatewayV2::VpcLink",
				ID:   val(v.VpcLinkId),
				ARN:  s.gateway("/vpclinks/" + val(v.VpcLinkId)),
				Name: val(v.Name),
				Tags: tagMap(v.Tags),
				Facts: &discover.VPCLink{
					VpcLinkStatus:    string(v.VpcLinkStatus),
					SubnetIds:        v.SubnetIds,
					SecurityGroupIds: v.SecurityGroupIds,
				},
			})
		}
	})
}
