package discover

import "fmt"

var cloudFrontFamily = Family{
	Name: "Amazon CloudFront",
	Operations: []Operation{
		{Name: "cloudfront:ListDistributions", Global: true, Page: 100, PerSecond: 5, AccountWide: true},
		{Name: "cloudfront:ListTagsForResource", Global: true, PerSecond: 5, AccountWide: true},
		{Name: "cloudfront:ListVpcOrigins", Global: true, Page: 100, PerSecond: 5, AccountWide: true},
		{Name: "cloudfront:GetVpcOrigin", Global: true, PerSecond: 5, AccountWide: true},
	},
	Types: []Type{
		{
			Name: "AWS::CloudFront::Distribution", Facts: facts[Distribution],
			Read: []string{"cloudfront:ListDistributions"}, Tagged: []string{"cloudfront:ListTagsForResource"},
		},
		{
			Name: "AWS::CloudFront::VpcOrigin", Facts: facts[VPCOrigin],
			Read: []string{"cloudfront:ListVpcOrigins"}, Detail: true,
		},
	},
}

// Distribution is a content delivery network in front of origins. Values of
// origin headers are never read.
//
//asked:as front
//asked:lacks Authorizing,Throttling its web ACL does
//asked:lives Enabled fine true; off false
//asked:lives Status fine deployed inprogress
type Distribution struct {
	Enabled                bool
	Status                 string
	DomainName             string   `unjudged:"name"`
	Aliases                []string `unjudged:"undeclared"`
	WebACLId               string
	Origins                []Origin
	ViewerProtocolPolicy   string `unjudged:"aside"`
	MinimumProtocolVersion string `unjudged:"aside"`
	AcmCertificateArn      string `unjudged:"leads"`
}

func (f *Distribution) WebACL() Reading[string] { return said(f.WebACLId, "WebACLId") }

func (f *Distribution) Dimensions(r *Resource) []Dimension { return goesBy("DistributionId", r) }

func (f *Distribution) ReliesOn(*Resource) []Reliance {
	var origins []string
	for _, o := range f.Origins {
		origins = append(origins, nonEmpty(o.VpcOriginId)...)
	}
	return []Reliance{
		onOne("AWS::CertificateManager::Certificate", f.AcmCertificateArn, "AcmCertificateArn"),
		{"AWS::CloudFront::VpcOrigin", said(origins, "Origins")},
	}
}

// Origin is where a distribution gets what it delivers.
type Origin struct {
	Id                    string
	DomainName            string
	OriginAccessControlId string
	OriginProtocolPolicy  string
	VpcOriginId           string // where it goes to by an origin in a VPC, and not over the internet
}

// VPCOrigin is how CloudFront gets to a load balancer or a machine that has no public
// address: by interfaces of its own beside it.
//
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
//
//asked:lives Status fine deployed; in-flight deploying
type VPCOrigin struct {
	Status            string
	OriginEndpointArn string
	// OriginProtocolPolicy is http-only, https-only or match-viewer.
	OriginProtocolPolicy string `from:"cloudfront:GetVpcOrigin"`
	HTTPPort             int    `from:"cloudfront:GetVpcOrigin"`
	HTTPSPort            int    `from:"cloudfront:GetVpcOrigin"`
}

var wafFamily = Family{
	Name: "AWS WAF",
	Operations: []Operation{
		{Name: "wafv2:ListWebACLs", Always: "WebACLs", Page: 100, PerSecond: 5},
		{Name: "wafv2:GetWebACL", Always: "WebACL", PerSecond: 5},
		{
			Name: "wafv2:ListResourcesForWebACL", Always: "ResourceArns", PerSecond: 5,
			Actions: []string{
				"wafv2:ListResourcesForWebACL", "elasticloadbalancing:DescribeWebACLAssociation",
				"cognito-idp:ListResourcesForWebACL", "apprunner:ListAssociatedServicesForWebAcl",
			},
		},
		{Name: "wafv2:GetLoggingConfiguration", Always: "LoggingConfiguration", PerSecond: 5},
		{Name: "wafv2:ListTagsForResource", Always: "-", PerSecond: 5},
	},
	Types: []Type{
		{
			Name: "AWS::WAFv2::WebACL", Facts: facts[WebACL],
			Read: []string{"wafv2:ListWebACLs", "wafv2:GetWebACL"}, Tagged: []string{"wafv2:ListTagsForResource"},
		},
	},
}

// WebACL refuses requests by rule. DefaultAction is Allow or Block.
//
//asked:as front
//asked:lacks Authorizing,Filtered it is the filter
type WebACL struct {
	Scope         string `unjudged:"name"` // REGIONAL or CLOUDFRONT
	DefaultAction string `unjudged:"weighed"`
	Rules         []WebACLRule
	// AssociatedResources are ARNs of what it stands in front of; distributions
	// name their web ACL themselves.
	AssociatedResources []string `from:"wafv2:ListResourcesForWebACL"`
	LogDestinations     []string `from:"wafv2:GetLoggingConfiguration" unjudged:"undeclared"`
}

// CallLimits gives each rate rule; without any, that there is none.
func (f *WebACL) CallLimits() (limits []CallLimit) {
	for _, rule := range f.Rules {
		if rule.RateLimit > 0 {
			window := max(rule.EvaluationWindowSec, 1)
			words := fmt.Sprintf("%s: %d in %d s", rule.Name, rule.RateLimit, window)
			rate := float64(rule.RateLimit) / float64(window)
			limits = append(limits, CallLimit{Rate: rate, Said: said(words, "Rules")})
		}
	}
	if len(limits) == 0 {
		return []CallLimit{{Said: said("no rate rule", "Rules")}}
	}
	return limits
}

func (f *WebACL) Dimensions(r *Resource) []Dimension { return goesBy("WebACL", r) }

// WebACLRule is one rule. Statement is its kind: managed, rate, ip, geo and so
// on; strings that it looks for are never read.
type WebACLRule struct {
	Priority    int
	Name        string `sent:"always"`
	Statement   string
	ManagedRule string // vendor/name of a managed group
	RateLimit   int    // requests in EvaluationWindowSec
	// EvaluationWindowSec is the window of a rate rule, in seconds.
	EvaluationWindowSec int
	Action              string `sent:"always"` // Allow, Block, Count, Captcha; None for what a group decides
}

var cognitoFamily = Family{
	Name: "Amazon Cognito",
	Operations: []Operation{
		{Name: "cognito-idp:ListUserPools", Always: "UserPools", Page: 60},
		{Name: "cognito-idp:DescribeUserPool", Always: "UserPool"},
		{Name: "cognito-identity:ListIdentityPools", Always: "IdentityPools", Page: 60},
		{Name: "cognito-identity:DescribeIdentityPool", Always: "IdentityPoolId"},
	},
	Types: []Type{
		{
			Name: "AWS::Cognito::UserPool", Facts: facts[UserPool],
			Read: []string{"cognito-idp:ListUserPools", "cognito-idp:DescribeUserPool"},
		},
		{
			Name: "AWS::Cognito::IdentityPool", Facts: facts[IdentityPool],
			Read: []string{"cognito-identity:ListIdentityPools", "cognito-identity:DescribeIdentityPool"},
		},
	},
}

// UserPool knows users. MfaConfiguration is ON, OPTIONAL or OFF.
//
//asked:as store
//asked:lacks Encrypting,BackedUp not collected
//asked:lacks Measured found by its id under any name
type UserPool struct {
	MfaConfiguration      string `unjudged:"undeclared"`
	DeletionProtection    string `unjudged:"undeclared"`
	PasswordMinimumLength int    `unjudged:"undeclared"`
}

func (f *UserPool) ProtectedFromDeletion() Reading[bool] {
	return said(f.DeletionProtection == "ACTIVE", "DeletionProtection")
}

// IdentityPool gives users credentials of AWS; with
// AllowUnauthenticatedIdentities, it gives them to everybody.
//
//asked:as setting
//asked:lacks Ownable Cognito makes none
type IdentityPool struct {
	AllowUnauthenticatedIdentities bool `unjudged:"undeclared"`
	AllowClassicFlow               bool `unjudged:"undeclared"`
	// CognitoIdentityProviders are the user pools that it trusts,
	// OpenIdConnectProviderARNs and SamlProviderARNs the providers of IAM.
	CognitoIdentityProviders  []string `unjudged:"undeclared"`
	OpenIdConnectProviderARNs []string `unjudged:"undeclared"`
	SamlProviderARNs          []string `unjudged:"undeclared"`
}
