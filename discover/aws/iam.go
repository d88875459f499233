package aws

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"asbuilt/discover"
)

var iamCollectors = []collector{
	{global: true, calls: []string{"iam:GetAccountAuthorizationDetails", "iam:ListAccessKeys"}, collect: authorization},
	{global: true, calls: []string{
		"iam:ListOpenIDConnectProviders", "iam:GetOpenIDConnectProvider",
	}, collect: oidcProviders},
}

// authorization reads roles, users and policies in one bulk call. AWS's own managed
// policies come along because roles that hold them are judged by them.
func authorization(ctx context.Context, s *scan) {
	c := iam.NewFromConfig(s.config)
	filter := []types.EntityType{
		types.EntityTypeRole, types.EntityTypeUser, types.EntityTypeLocalManagedPolicy,
		types.EntityTypeAWSManagedPolicy,
	}
	var users []*discover.Resource
	each(ctx, s, c.GetAccountAuthorizationDetails, &iam.GetAccountAuthorizationDetailsInput{Filter: filter},
		func(out *iam.GetAccountAuthorizationDetailsOutput) {
			for _, v := range out.RoleDetailList {
				role(s, v)
			}
			for _, v := range out.UserDetailList {
				users = append(users, user(s, v))
			}
			for _, v := range out.Policies {
				if val(v.AttachmentCount) > 0 {
					managedPolicy(s, v)
				}
			}
		})
	forEach(users, func(r *discover.Resource) {
		facts := r.Facts.(*discover.User)
		ask(ctx, s, r, c.ListAccessKeys, &iam.ListAccessKeysInput{UserName: &r.ID},
			func(out *iam.ListAccessKeysOutput) {
				for _, k := range out.AccessKeyMetadata {
					facts.AccessKeys = append(facts.AccessKeys, discover.AccessKey{
						Status:     string(k.Status),
						CreateDate: moment(k.CreateDate),
					})
				}
			})
	})
}

func role(s *scan, v types.RoleDetail) {
	facts := &discover.Role{
		Path: val(v.Path),
		ManagedPolicyArns: pluck(v.AttachedManagedPolicies, func(p types.AttachedPolicy) string {
			return val(p.PolicyArn)
		}),
		InstanceProfiles: pluck(v.InstanceProfileList, func(p types.InstanceProfile) string {
			return val(p.InstanceProfileName)
		}),
	}
	r := s.add(&discover.Resource{
		Type:  "AWS::IAM::Role",
		ID:    val(v.RoleName),
		ARN:   val(v.Arn),
		Name:  val(v.RoleName),
		Tags:  tagsOf(v.Tags),
		Facts: facts,
	})
	facts.AssumeRolePolicyDocument = s.policy(r, "AssumeRolePolicyDocument", val(v.AssumeRolePolicyDocument))
	for _, p := range v.RolePolicyList {
		if doc := s.policy(r, "Policies", val(p.PolicyDocument)); doc != nil {
			facts.Policies = append(facts.Policies, discover.InlinePolicy{
				PolicyName:     val(p.PolicyName),
				PolicyDocument: *doc,
			})
		}
	}
	if v.PermissionsBoundary != nil {
		facts.PermissionsBoundary = val(v.PermissionsBoundary.PermissionsBoundaryArn)
	}
}

func managedPolicy(s *scan, v types.ManagedPolicyDetail) {
	facts := &discover.ManagedPolicy{Path: val(v.Path)}
	arn := val(v.Arn)
	name := arn[strings.LastIndex(arn, "/")+1:] // what an ARN of a policy ends with, and always there
	r := s.add(&discover.Resource{
		Type:  "AWS::IAM::ManagedPolicy",
		ID:    name,
		ARN:   arn,
		Name:  name,
		Facts: facts,
	})
	for _, version := range v.PolicyVersionList {
		if !version.IsDefaultVersion {
			continue
		}
		if doc := s.policy(r, "PolicyDocument", val(version.Document)); doc != nil {
			facts.PolicyDocument = *doc
		}
	}
}

func user(s *scan, v types.UserDetail) *discover.Resource {
	facts := &discover.User{
		Path: val(v.Path), Groups: v.GroupList,
		ManagedPolicyArns: pluck(v.AttachedManagedPolicies, func(p types.AttachedPolicy) string {
			return val(p.PolicyArn)
		}),
	}
	r := s.add(&discover.Resource{
		Type:  "AWS::IAM::User",
		ID:    val(v.UserName),
		ARN:   val(v.Arn),
		Name:  val(v.UserName),
		Tags:  tagsOf(v.Tags),
		Facts: facts,
	})
	for _, p := range v.UserPolicyList {
		if doc := s.policy(r, "Policies", val(p.PolicyDocument)); doc != nil {
			facts.Policies = append(facts.Policies, discover.InlinePolicy{
				PolicyName:     val(p.PolicyName),
				PolicyDocument: *doc,
			})
		}
	}
	if v.PermissionsBoundary != nil {
		facts.PermissionsBoundary = val(v.PermissionsBoundary.PermissionsBoundaryArn)
	}
	return r
}

func oidcProviders(ctx context.Context, s *scan) {
	c := iam.NewFromConfig(s.config)
	var arns []string
	each(ctx, s, c.ListOpenIDConnectProviders, &iam.ListOpenIDConnectProvidersInput{},
		func(out *iam.ListOpenIDConnectProvidersOutput) {
			arns = append(arns,
				pluck(out.OpenIDConnectProviderList, func(p types.OpenIDConnectProviderListEntry) string {
					return val(p.Arn)
				})...)
		})
	forEach(arns, func(arn string) {
		_, name, _ := strings.Cut(arn, ":oidc-provider/")
		facts := &discover.OIDCProvider{}
		r := s.add(&discover.Resource{Type: "AWS::IAM::OIDCProvider", ID: name, ARN: arn, Name: name, Facts: facts})
		ask(ctx, s, r, c.GetOpenIDConnectProvider, &iam.GetOpenIDConnectProviderInput{OpenIDConnectProviderArn: &arn},
			func(out *iam.GetOpenIDConnectProviderOutput) {
				facts.Url, facts.ClientIdList = val(out.Url), out.ClientIDList
				r.Tags = tagsOf(out.Tags)
			})
	})
}
