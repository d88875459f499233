package aws

import (
	"context"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	cftypes "github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentity"
	identitytypes "github.com/aws/aws-sdk-go-v2/service/cognitoidentity/types"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
	waftypes "github.com/aws/aws-sdk-go-v2/service/wafv2/types"

	"asbuilt/discover"
)

var edgeCollectors = []collector{
	{global: true, calls: []string{
		"cloudfront:ListDistributions", "cloudfront:ListTagsForResource",
	}, collect: distributions},
	{global: true, calls: []string{"cloudfront:ListVpcOrigins", "cloudfront:GetVpcOrigin"}, collect: vpcOrigins},
	{calls: []string{
		"wafv2:ListWebACLs", "wafv2:GetWebACL", "wafv2:ListResourcesForWebACL", "wafv2:GetLoggingConfiguration",
		"wafv2:ListTagsForResource",
	}, collect: webACLs},
	{calls: []string{"cognito-idp:ListUserPools", "cognito-idp:DescribeUserPool"}, collect: userPools},
	{calls: []string{
		"cognito-identity:ListIdentityPools", "cognito-identity:DescribeIdentityPool",
	}, collect: identityPools},
}

// distributions leaves the values of origin headers where they are.
func distributions(ctx context.Context, s *scan) {
	c := cloudfront.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListDistributions, &cloudfront.ListDistributionsInput{},
		func(out *cloudfront.ListDistributionsOutput) {
			if out.DistributionList == nil {
				return
			}
			for _, v := range out.DistributionList.Items {
				found = append(found, s.add(&discover.Resource{
					Type: "AWS::CloudFront::Distribution", ID: val(v.Id), ARN: val(v.ARN), Facts: distribution(v),
				}))
			}
		})
	for _, r := range found { // one after the other: the limit is the account's
		ask(ctx, s, r, c.ListTagsForResource, &cloudfront.ListTagsForResourceInput{Resource: &r.ARN},
			func(out *cloudfront.ListTagsForResourceOutput) {
				if out.Tags != nil {
					r.Tags = tagsOf(out.Tags.Items)
					r.Name = r.Tags["Name"]
				}
			})
	}
}

func distribution(v cftypes.DistributionSummary) *discover.Distribution {
	facts := &discover.Distribution{
		Enabled:    val(v.Enabled),
		Status:     val(v.Status),
		DomainName: val(v.DomainName),
		WebACLId:   val(v.WebACLId),
	}
	if v.Aliases != nil {
		facts.Aliases = v.Aliases.Items
	}
	if v.DefaultCacheBehavior != nil {
		facts.ViewerProtocolPolicy = string(v.DefaultCacheBehavior.ViewerProtocolPolicy)
	}
	if c := v.ViewerCertificate; c != nil {
		facts.MinimumProtocolVersion = string(c.MinimumProtocolVersion)
		facts.AcmCertificateArn = val(c.ACMCertificateArn)
	}
	if v.Origins != nil {
		for _, o := range v.Origins.Items {
			origin := discover.Origin{
				Id:                    val(o.Id),
				DomainName:            val(o.DomainName),
				OriginAccessControlId: val(o.OriginAccessControlId),
			}
			if o.CustomOriginConfig != nil {
				origin.OriginProtocolPolicy = string(o.CustomOriginConfig.OriginProtocolPolicy)
			}
			if o.VpcOriginConfig != nil {
				origin.VpcOriginId = val(o.VpcOriginConfig.VpcOriginId)
			}
			facts.Origins = append(facts.Origins, origin)
		}
	}
	return facts
}

func vpcOrigins(ctx context.Context, s *scan) {
	c := cloudfront.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListVpcOrigins, &cloudfront.ListVpcOriginsInput{}, func(out *cloudfront.ListVpcOriginsOutput) {
		if out.VpcOriginList == nil {
			return
		}
		for _, v := range out.VpcOriginList.Items {
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::CloudFront::VpcOrigin", ID: val(v.Id), ARN: val(v.Arn), Name: val(v.Name),
				Facts: &discover.VPCOrigin{Status: val(v.Status), OriginEndpointArn: val(v.OriginEndpointArn)},
			}))
		}
	})
	for _, r := range found {
		ask(ctx, s, r, c.GetVpcOrigin, &cloudfront.GetVpcOriginInput{Id: &r.ID},
			func(out *cloudfront.GetVpcOriginOutput) {
				if out.VpcOrigin == nil || out.VpcOrigin.VpcOriginEndpointConfig == nil {
					return
				}
				facts, v := r.Facts.(*discover.VPCOrigin), out.VpcOrigin.VpcOriginEndpointConfig
				facts.OriginProtocolPolicy = string(v.OriginProtocolPolicy)
				facts.HTTPPort, facts.HTTPSPort = num(v.HTTPPort), num(v.HTTPSPort)
			})
	}
}

// webACLs reads those of the region, and in the home region those of
// CloudFront as well.
func webACLs(ctx context.Context, s *scan) {
	c := wafv2.NewFromConfig(s.config)
	scopes := []waftypes.Scope{waftypes.ScopeRegional}
	if s.region == homeRegion(s.partition) {
		scopes = append(scopes, waftypes.ScopeCloudfront)
	}
	for _, scope := range scopes {
		var found []waftypes.WebACLSummary
		each(ctx, s, c.ListWebACLs, &wafv2.ListWebACLsInput{Scope: scope}, func(out *wafv2.ListWebACLsOutput) {
			found = append(found, out.WebACLs...)
		})
		for _, v := range found {
			webACL(ctx, s, c, scope, v)
		}
	}
}

func webACL(ctx context.Context, s *scan, c *wafv2.Client, scope waftypes.Scope, v waftypes.WebACLSummary) {
	facts := &discover.WebACL{Scope: string(scope)}
	r := s.add(&discover.Resource{
		Type:  "AWS::WAFv2::WebACL",
		ID:    val(v.Id),
		ARN:   val(v.ARN),
		Name:  val(v.Name),
		Facts: facts,
	})
	ask(ctx, s, r, c.GetWebACL, &wafv2.GetWebACLInput{Scope: scope, Id: v.Id, Name: v.Name},
		func(out *wafv2.GetWebACLOutput) {
			if out.WebACL == nil {
				return
			}
			facts.DefaultAction = "Allow"
			if a := out.WebACL.DefaultAction; a != nil && a.Block != nil {
				facts.DefaultAction = "Block"
			}
			for _, rule := range out.WebACL.Rules {
				facts.Rules = append(facts.Rules, webACLRule(rule))
			}
		})
	if scope == waftypes.ScopeRegional {
		for _, kind := range []waftypes.ResourceType{
			waftypes.ResourceTypeApplicationLoadBalancer, waftypes.ResourceTypeApiGateway,
			waftypes.ResourceTypeCognitioUserPool, waftypes.ResourceTypeAppRunnerService,
		} {
			ask(ctx, s, r, c.ListResourcesForWebACL,
				&wafv2.ListResourcesForWebACLInput{WebACLArn: v.ARN, ResourceType: kind},
				func(out *wafv2.ListResourcesForWebACLOutput) {
					facts.AssociatedResources = append(facts.AssociatedResources, out.ResourceArns...)
				})
		}
	} else {
		markUnknown(r, "AssociatedResources", notAsked+"a web ACL of distributions, which name it themselves")
	}
	ask(ctx, s, r, c.GetLoggingConfiguration, &wafv2.GetLoggingConfigurationInput{ResourceArn: v.ARN},
		func(out *wafv2.GetLoggingConfigurationOutput) {
			if out.LoggingConfiguration != nil {
				facts.LogDestinations = out.LoggingConfiguration.LogDestinationConfigs
			}
		}, "WAFNonexistentItemException")
	ask(ctx, s, r, c.ListTagsForResource, &wafv2.ListTagsForResourceInput{ResourceARN: v.ARN},
		func(out *wafv2.ListTagsForResourceOutput) {
			if out.TagInfoForResource != nil {
				r.Tags = tagsOf(out.TagInfoForResource.TagList)
			}
		})
}

// webACLRule keeps the kind of a rule's statement, not what it looks for.
func webACLRule(v waftypes.Rule) discover.WebACLRule {
	out := discover.WebACLRule{Priority: int(v.Priority), Name: val(v.Name), Action: "None"}
	if v.Action != nil {
		out.Action = firstSet(*v.Action)
	}
	if st := v.Statement; st != nil {
		out.Statement = firstSet(*st)
		if m := st.ManagedRuleGroupStatement; m != nil {
			out.ManagedRule = val(m.VendorName) + "/" + val(m.Name)
		}
		if r := st.RateBasedStatement; r != nil {
			out.RateLimit, out.EvaluationWindowSec = num(r.Limit), int(r.EvaluationWindowSec)
		}
	}
	if short, ok := statementKinds[out.Statement]; ok {
		out.Statement = short
	}
	return out
}

// statementKinds are the short words for the kinds of statements that matter.
var statementKinds = map[string]string{
	"ManagedRuleGroupStatement":   "managed",
	"RateBasedStatement":          "rate",
	"IPSetReferenceStatement":     "ip",
	"GeoMatchStatement":           "geo",
	"RuleGroupReferenceStatement": "group",
	"ByteMatchStatement":          "bytes",
	"RegexMatchStatement":         "regex",
	"SqliMatchStatement":          "sqli",
	"XssMatchStatement":           "xss",
	"SizeConstraintStatement":     "size",
	"LabelMatchStatement":         "label",
	"AndStatement":                "and",
	"OrStatement":                 "or",
	"NotStatement":                "not",
}

// firstSet is the name of the first field of a union that is set.
func firstSet[T any](union T) string {
	v := reflect.ValueOf(union)
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.Pointer && !v.Field(i).IsNil() {
			return v.Type().Field(i).Name
		}
	}
	return ""
}

func userPools(ctx context.Context, s *scan) {
	c := cognitoidentityprovider.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListUserPools, &cognitoidentityprovider.ListUserPoolsInput{},
		func(out *cognitoidentityprovider.ListUserPoolsOutput) {
			for _, v := range out.UserPools {
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::Cognito::UserPool",
					ID:    val(v.Id),
					ARN:   s.arn("cognito-idp", "userpool/"+val(v.Id)),
					Name:  val(v.Name),
					Facts: &discover.UserPool{},
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.UserPool)
		ask(ctx, s, r, c.DescribeUserPool, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &r.ID},
			func(out *cognitoidentityprovider.DescribeUserPoolOutput) {
				v := out.UserPool
				if v == nil {
					return
				}
				r.Tags = tagMap(v.UserPoolTags)
				facts.MfaConfiguration = string(v.MfaConfiguration)
				facts.DeletionProtection = string(v.DeletionProtection)
				if v.Policies != nil && v.Policies.PasswordPolicy != nil {
					facts.PasswordMinimumLength = num(v.Policies.PasswordPolicy.MinimumLength)
				}
			})
	})
}

func identityPools(ctx context.Context, s *scan) {
	c := cognitoidentity.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListIdentityPools, &cognitoidentity.ListIdentityPoolsInput{},
		func(out *cognitoidentity.ListIdentityPoolsOutput) {
			for _, v := range out.IdentityPools {
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::Cognito::IdentityPool",
					ID:    val(v.IdentityPoolId),
					ARN:   s.arn("cognito-identity", "identitypool/"+val(v.IdentityPoolId)),
					Name:  val(v.IdentityPoolName),
					Facts: &discover.IdentityPool{},
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.IdentityPool)
		ask(ctx, s, r, c.DescribeIdentityPool, &cognitoidentity.DescribeIdentityPoolInput{IdentityPoolId: &r.ID},
			func(out *cognitoidentity.DescribeIdentityPoolOutput) {
				facts.AllowUnauthenticatedIdentities = out.AllowUnauthenticatedIdentities
				facts.AllowClassicFlow = val(out.AllowClassicFlow)
				facts.OpenIdConnectProviderARNs = out.OpenIdConnectProviderARNs
				facts.SamlProviderARNs = out.SamlProviderARNs
				facts.CognitoIdentityProviders = pluck(out.CognitoIdentityProviders,
					func(p identitytypes.CognitoIdentityProvider) string { return val(p.ProviderName) })
				r.Tags = tagMap(out.IdentityPoolTags)
			})
	})
}
