package aws

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"

	"asbuilt/discover"
)

var apiGatewayCollectors = []collector{
	{calls: []string{
		"apigateway:GetRestApis", "apigateway:GetAuthorizers", "apigateway:GetResources", "apigateway:GetStages",
	}, collect: restAPIs},
	{calls: []string{"apigateway:GetVpcLinks"}, collect: restVPCLinks},
}

func restAPIs(ctx context.Context, s *scan) {
	c := apigateway.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.GetRestApis, &apigateway.GetRestApisInput{}, func(out *apigateway.GetRestApisOutput) {
		for _, v := range out.Items {
			facts := &discover.RestAPI{DisableExecuteApiEndpoint: v.DisableExecuteApiEndpoint}
			if e := v.EndpointConfiguration; e != nil {
				facts.EndpointTypes, facts.VpcEndpointIds = texts(e.Types), e.VpcEndpointIds
			}
			r := s.add(&discover.Resource{
				Type:  "AWS::ApiGateway::RestApi",
				ID:    val(v.Id),
				ARN:   s.gateway("/restapis/" + val(v.Id)),
				Name:  val(v.Name),
				Tags:  tagMap(v.Tags),
				Facts: facts,
			})
			// AWS escapes the quotes of this policy once more.
			facts.Policy = s.policy(r, "Policy", strings.ReplaceAll(val(v.Policy), `\"`, `"`))
			found = append(found, r)
		}
	})
	for _, r := range found { // one after the other: the limit is the account's
		restAuthorizers(ctx, s, c, r)
		restMethods(ctx, s, c, r)
		restStages(ctx, s, c, r)
	}
}

// gateway is the ARN of a part of API Gateway, which names no account.
func (s *scan) gateway(path string) string {
	return "arn:" + s.partition + ":apigateway:" + s.region + "::" + path
}

func restAuthorizers(ctx context.Context, s *scan, c *apigateway.Client, r *discover.Resource) {
	facts := r.Facts.(*discover.RestAPI)
	ask(ctx, s, r, c.GetAuthorizers, &apigateway.GetAuthorizersInput{RestApiId: &r.ID},
		func(out *apigateway.GetAuthorizersOutput) {
			for _, v := range out.Items {
				facts.Authorizers = append(facts.Authorizers, discover.Authorizer{
					Id: val(v.Id), Name: val(v.Name), Type: string(v.Type), ProviderARNs: v.ProviderARNs,
				})
				called := discover.FunctionOf(val(v.AuthorizerUri))
				facts.AuthorizerFunctions = sortedSet(append(facts.AuthorizerFunctions, called...))
				facts.RoleCalls = withRole(facts.RoleCalls, val(v.AuthorizerCredentials), called...)
			}
		})
}

func restMethods(ctx context.Context, s *scan, c *apigateway.Client, r *discover.Resource) {
	facts := r.Facts.(*discover.RestAPI)
	ask(ctx, s, r, c.GetResources, &apigateway.GetResourcesInput{RestApiId: &r.ID, Embed: []string{"methods"}},
		func(out *apigateway.GetResourcesOutput) {
			for _, resource := range out.Items {
				for verb, m := range resource.ResourceMethods {
					method := discover.RestMethod{
						Path: val(resource.Path), HttpMethod: verb, AuthorizationType: val(m.AuthorizationType),
						AuthorizerId: val(m.AuthorizerId), ApiKeyRequired: val(m.ApiKeyRequired),
					}
					if i := m.MethodIntegration; i != nil {
						method.IntegrationType = string(i.Type)
						method.ConnectionId = val(i.ConnectionId)
						method.IntegrationTarget = val(i.IntegrationTarget)
						called := discover.FunctionOf(val(i.Uri))
						facts.Functions = sortedSet(append(facts.Functions, called...))
						facts.RoleCalls = withRole(facts.RoleCalls, val(i.Credentials), called...)
					}
					facts.Methods = append(facts.Methods, method)
				}
			}
		})
}

func restStages(ctx context.Context, s *scan, c *apigateway.Client, api *discover.Resource) {
	each(ctx, s, c.GetStages, &apigateway.GetStagesInput{RestApiId: &api.ID}, func(out *apigateway.GetStagesOutput) {
		for _, v := range out.Item {
			facts := &discover.RestStage{
				RestApiId:         api.ID,
				StageName:         val(v.StageName),
				WebAclArn:         val(v.WebAclArn),
				TracingEnabled:    v.TracingEnabled,
				ClientCertificate: v.ClientCertificateId != nil,
			}
			if v.AccessLogSettings != nil {
				facts.AccessLogArn = val(v.AccessLogSettings.DestinationArn)
			}
			for method, m := range v.MethodSettings {
				facts.MethodSettings = append(facts.MethodSettings, methodSetting(method, m))
			}
			s.add(&discover.Resource{
				Type:  "AWS::ApiGateway::Stage",
				ID:    api.ID + "/" + facts.StageName,
				ARN:   s.gateway("/restapis/" + api.ID + "/stages/" + facts.StageName),
				Name:  facts.StageName,
				Tags:  tagMap(v.Tags),
				Facts: facts,
			})
		}
	})
}

func methodSetting(method string, m types.MethodSetting) discover.MethodSetting {
	return discover.MethodSetting{
		Method: method, ThrottlingRateLimit: m.ThrottlingRateLimit, ThrottlingBurstLimit: int(m.ThrottlingBurstLimit),
		LoggingLevel: val(m.LoggingLevel), MetricsEnabled: m.MetricsEnabled,
	}
}

func restVPCLinks(ctx context.Context, s *scan) {
	c := apigateway.NewFromConfig(s.config)
	each(ctx, s, c.GetVpcLinks, &apigateway.GetVpcLinksInput{}, func(out *apigateway.GetVpcLinksOutput) {
		for _, v := range out.Items {
			s.add(&discover.Resource{
				Type:  "AWS::ApiGateway::VpcLink",
				ID:    val(v.Id),
				ARN:   s.gateway("/vpclinks/" + val(v.Id)),
				Name:  val(v.Name),
				Tags:  tagMap(v.Tags),
				Facts: &discover.RestVPCLink{Status: string(v.Status), TargetArns: v.TargetArns},
			})
		}
	})
}

// withRole adds what is called by a role, sorted; without a role nothing is.
func withRole(all []discover.RoleCall, role string, called ...string) []discover.RoleCall {
	if role == "" {
		return all
	}
	for _, arn := range called {
		all = append(all, discover.RoleCall{Arn: arn, RoleArn: role})
	}
	slices.SortFunc(all, func(a, b discover.RoleCall) int {
		return cmp.Or(cmp.Compare(a.Arn, b.Arn), cmp.Compare(a.RoleArn, b.RoleArn))
	})
	return slices.Compact(all)
}
