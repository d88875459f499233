package discover

import (
	"fmt"
	"strings"
)

var apiGatewayFamily = Family{
	Name: "Amazon API Gateway",
	Operations: []Operation{
		{
			Name: "apigateway:GetRestApis", Always: "-", Actions: []string{"apigateway:GET"},
			Page: 500, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigateway:GetStages", Always: "-",
			Actions: []string{"apigateway:GET"}, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigateway:GetAuthorizers", Always: "-", Actions: []string{"apigateway:GET"},
			Page: 500, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigateway:GetResources", Always: "-", Actions: []string{"apigateway:GET"},
			Page: 500, PerSecond: 2.5, AccountWide: true,
		},
		{
			Name: "apigateway:GetVpcLinks", Always: "-", Actions: []string{"apigateway:GET"},
			Page: 500, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigatewayv2:GetApis", Always: "items",
			Actions: []string{"apigateway:GET"}, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigatewayv2:GetStages", Always: "items",
			Actions: []string{"apigateway:GET"}, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigatewayv2:GetAuthorizers", Always: "items",
			Actions: []string{"apigateway:GET"}, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigatewayv2:GetRoutes", Always: "items",
			Actions: []string{"apigateway:GET"}, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigatewayv2:GetIntegrations", Always: "items",
			Actions: []string{"apigateway:GET"}, PerSecond: 10, AccountWide: true,
		},
		{
			Name: "apigatewayv2:GetVpcLinks", Always: "items",
			Actions: []string{"apigateway:GET"}, PerSecond: 10, AccountWide: true,
		},
	},
	Types: []Type{
		{Name: "AWS::ApiGateway::RestApi", Facts: facts[RestAPI], Read: []string{"apigateway:GetRestApis"}},
		{
			Name: "AWS::ApiGateway::Stage", Facts: facts[RestStage],
			Read: []string{"apigateway:GetRestApis", "apigateway:GetStages"}, Detail: true,
		},
		{Name: "AWS::ApiGateway::VpcLink", Facts: facts[RestVPCLink], Read: []string{"apigateway:GetVpcLinks"}},
		{Name: "AWS::ApiGatewayV2::Api", Facts: facts[HTTPAPI], Read: []string{"apigatewayv2:GetApis"}},
		{
			Name: "AWS::ApiGatewayV2::Stage", Facts: facts[HTTPStage],
			Read: []string{"apigatewayv2:GetApis", "apigatewayv2:GetStages"}, Detail: true,
		},
		{Name: "AWS::ApiGatewayV2::VpcLink", Facts: facts[VPCLink], Read: []string{"apigatewayv2:GetVpcLinks"}},
	},
}

// RestAPI is a REST API with its methods. EndpointTypes are REGIONAL, EDGE or
// PRIVATE.
//
//asked:as front
//asked:lacks Throttling its stages do
type RestAPI struct {
	EndpointTypes             []string
	VpcEndpointIds            []string     `unjudged:"aside"`
	DisableExecuteApiEndpoint bool         `unjudged:"undeclared"`
	Policy                    *Policy      `unjudged:"aside"`
	Authorizers               []Authorizer `from:"apigateway:GetAuthorizers"`
	Methods                   []RestMethod `from:"apigateway:GetResources"`
	// Functions and AuthorizerFunctions are those that its methods call and that decide who
	// may, as [FunctionOf] says.
	Functions           []string `from:"apigateway:GetResources"`
	AuthorizerFunctions []string `from:"apigateway:GetAuthorizers"`
	// RoleCalls are those of both that it calls by a role of IAM.
	RoleCalls []RoleCall `from:"apigateway:GetResources apigateway:GetAuthorizers"`
}

func (f *RestAPI) CallsByRole() Reading[[]RoleCall] { return said(f.RoleCalls, "RoleCalls") }

// Uses are its links into VPCs.
func (f *RestAPI) Uses(*Resource) []Reliance {
	links := linksOf(f.Methods, func(m RestMethod) string { return m.ConnectionId })
	by := said(links, "Methods")
	return []Reliance{{"AWS::ApiGateway::VpcLink", by}, {"AWS::ApiGatewayV2::VpcLink", by}}
}

// linksOf are the links into VPCs that calls go through.
func linksOf[Call any](calls []Call, link func(Call) string) (links []string) {
	for _, c := range calls {
		links = append(links, nonEmpty(link(c))...)
	}
	return links
}

// PolicyNames of an API are those of its calls.
func (f *RestAPI) PolicyNames(r *Resource) []string {
	return []string{"arn:" + r.partition() + ":execute-api:" + r.Region + ":" + r.Account + ":" + r.ID + "/*"}
}

func (f *RestAPI) StageType() string { return "AWS::ApiGateway::Stage" }

// Authorizations leaves out OPTIONS, which a browser asks before it has a token.
func (f *RestAPI) Authorizations() Reading[map[string]string] {
	words := map[string]string{}
	for _, m := range f.Methods {
		if m.HttpMethod != "OPTIONS" {
			words[m.HttpMethod+" "+m.Path] = m.AuthorizationType
		}
	}
	return said(words, "Methods")
}

func (f *RestAPI) Dimensions(r *Resource) []Dimension { return goesBy("ApiName", r) }

// Authorizer decides whether a call may pass. Type is TOKEN, REQUEST or
// COGNITO_USER_POOLS for REST APIs, JWT or REQUEST for HTTP APIs.
type Authorizer struct {
	Id           string
	Name         string
	Type         string
	ProviderARNs []string
	JwtIssuer    string
}

// RestMethod is one method of one path. AuthorizationType is NONE, AWS_IAM,
// CUSTOM or COGNITO_USER_POOLS; ConnectionId names the VPC link it goes
// through.
type RestMethod struct {
	Path              string `sent:"always"`
	HttpMethod        string `sent:"always"`
	AuthorizationType string
	AuthorizerId      string
	ApiKeyRequired    bool
	IntegrationType   string
	ConnectionId      string
	IntegrationTarget string // ARN of the load balancer behind the VPC link, where AWS names it
}

// FunctionOf is the ARN of the function that API Gateway calls by a URI, which may name a
// version or an alias; none where it calls something else. Where a variable of the stage
// chooses the function, the ARN holds its name: ${stageVariables.worker}.
//
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integrations.html
func FunctionOf(uri string) []string {
	if _, path, is := strings.Cut(uri, ":lambda:path/"); is {
		_, path, _ = strings.Cut(path, "/functions/")
		arn, _ := strings.CutSuffix(path, "/invocations")
		return nonEmpty(arn)
	}
	if strings.HasPrefix(uri, "arn:") && strings.Contains(uri, ":function:") {
		return []string{uri}
	}
	return nil
}

// RestStage is a published version of a REST API. Stage variables are never
// read.
//
//asked:lives MethodSettings.MetricsEnabled setting what is measured
//asked:lives TracingEnabled setting what is traced
type RestStage struct {
	RestApiId         string
	StageName         string `unjudged:"name"`
	MethodSettings    []MethodSetting
	AccessLogArn      string `unjudged:"undeclared"`
	WebAclArn         string
	TracingEnabled    bool `unjudged:"undeclared"`
	ClientCertificate bool `unjudged:"undeclared"`
}

func (f *RestStage) StageOf() Reading[string] { return said(f.RestApiId, "RestApiId") }

// CallLimits gives the one for all methods.
func (f *RestStage) CallLimits() []CallLimit {
	l := CallLimit{Said: said("no throttling", "MethodSettings")}
	for _, m := range f.MethodSettings {
		if m.Method == "*/*" {
			words := fmt.Sprintf("rate %g, burst %d", m.ThrottlingRateLimit, m.ThrottlingBurstLimit)
			l.Rate, l.Burst, l.Said = m.ThrottlingRateLimit, m.ThrottlingBurstLimit, said(words, "MethodSettings")
		}
	}
	return []CallLimit{l}
}

func (f *RestStage) WebACL() Reading[string] { return said(f.WebAclArn, "WebAclArn") }

// MethodSetting are limits and logging of methods: "*/*" for all of them. A
// limit of -1 means that only the account's own limit holds.
type MethodSetting struct {
	Method               string
	ThrottlingRateLimit  float64
	ThrottlingBurstLimit int
	LoggingLevel         string
	MetricsEnabled       bool
}

// RestVPCLink lets a REST API reach network load balancers inside a VPC, over a line of
// PrivateLink.
//
//asked:as network
//asked:lacks Placed,Addressed,Linking,Leading,DeletionProtected,Measured its load balancer says
//asked:lives Status fine available; in-flight pending; broken failed; going deleting
type RestVPCLink struct {
	Status     string
	TargetArns []string
}

// ReliesOn are the load balancers that it leads to.
func (f *RestVPCLink) ReliesOn(*Resource) []Reliance {
	return []Reliance{{"AWS::ElasticLoadBalancingV2::LoadBalancer", said(f.TargetArns, "TargetArns")}}
}

// HTTPAPI is an HTTP or WebSocket API with its routes.
//
//asked:as front
//asked:lacks Throttling its stages do
type HTTPAPI struct {
	ProtocolType              string            `unjudged:"name"`
	DisableExecuteApiEndpoint bool              `unjudged:"undeclared"`
	Authorizers               []Authorizer      `from:"apigatewayv2:GetAuthorizers" unjudged:"undeclared"`
	Routes                    []HTTPRoute       `from:"apigatewayv2:GetRoutes"`
	Integrations              []HTTPIntegration `from:"apigatewayv2:GetIntegrations"`
	// AuthorizerFunctions are those that decide who may call it, as [FunctionOf] says.
	AuthorizerFunctions []string `from:"apigatewayv2:GetAuthorizers"`
	// RoleCalls are those, and the targets of integrations, that it calls by a role of IAM.
	RoleCalls []RoleCall `from:"apigatewayv2:GetIntegrations apigatewayv2:GetAuthorizers"`
}

func (f *HTTPAPI) CallsByRole() Reading[[]RoleCall] { return said(f.RoleCalls, "RoleCalls") }

// Uses are its links into VPCs.
func (f *HTTPAPI) Uses(*Resource) []Reliance {
	links := linksOf(f.Integrations, func(i HTTPIntegration) string { return i.ConnectionId })
	return []Reliance{{"AWS::ApiGatewayV2::VpcLink", said(links, "Integrations")}}
}

func (f *HTTPAPI) Variant() Reading[string] { return said(f.ProtocolType, "ProtocolType") }

func (f *HTTPAPI) StageType() string { return "AWS::ApiGatewayV2::Stage" }

func (f *HTTPAPI) Authorizations() Reading[map[string]string] {
	words := map[string]string{}
	for _, m := range f.Routes {
		words[m.RouteKey] = m.AuthorizationType
	}
	return said(words, "Routes")
}

func (f *HTTPAPI) Dimensions(r *Resource) []Dimension { return goesBy("ApiId", r) }

// HTTPRoute is one route. AuthorizationType is NONE, AWS_IAM, CUSTOM or JWT.
type HTTPRoute struct {
	RouteKey          string `sent:"always"`
	AuthorizationType string
	AuthorizerId      string
	Target            string
}

// HTTPIntegration is where a route leads: IntegrationUri is the ARN of a
// listener behind a VPC link, or names a function; see [FunctionOf].
type HTTPIntegration struct {
	IntegrationId   string
	IntegrationType string
	ConnectionType  string
	ConnectionId    string
	IntegrationUri  string
}

// HTTPStage is a published version of an HTTP API.
type HTTPStage struct {
	ApiId                string `unjudged:"leads"`
	StageName            string `unjudged:"name"`
	ThrottlingRateLimit  float64
	ThrottlingBurstLimit int    `unjudged:"weighed"`
	AccessLogArn         string `unjudged:"undeclared"`
}

func (f *HTTPStage) StageOf() Reading[string] { return said(f.ApiId, "ApiId") }

func (f *HTTPStage) CallLimits() []CallLimit {
	words := fmt.Sprintf("%g", f.ThrottlingRateLimit)
	return []CallLimit{{
		Rate: f.ThrottlingRateLimit, Burst: f.ThrottlingBurstLimit,
		Said: said(words, "ThrottlingRateLimit"), BurstFact: "ThrottlingBurstLimit",
	}}
}

// VPCLink lets an HTTP API reach into a VPC.
//
//asked:as network
//asked:lacks Addressed,Linking,Leading,DeletionProtected,Measured not asked yet
//asked:lives VpcLinkStatus fine available; in-flight pending; off inactive; broken failed; going deleting
type VPCLink struct {
	VpcLinkStatus    string
	SubnetIds        []string
	SecurityGroupIds []string
}

func (f *VPCLink) PlacedAt(r *Resource) Placement {
	return plugged("", f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}
