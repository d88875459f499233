package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"asbuilt/discover"
)

var iamCollectors = []collector{
	{global: true, calls: []string{"iam:GetAccountAuthorizationDetails"}, collect: authorization},
}

// authorization reads roles and policies in one bulk call. AWS's own managed
// policies come along because roles that hold them are judged by them.
func authorization(ctx context.Context, s *scan) {
	c := iam.NewFromConfig(s.config)
	filter := []types.EntityType{types.EntityTypeRole, types.EntityTypeLocalManagedPolicy, types.EntityTypeAWSManagedPolicy}
	each(ctx, s, c.GetAccountAuthorizationDetails, &iam.GetAccountAuthorizationDetailsInput{Filter: filter}, func(out *iam.GetAccountAuthorizationDetailsOutput) {
		for _, v := range out.RoleDetailList {
			role(s, v)
		}
		for _, v := range out.Policies {
			if val(v.AttachmentCount) > 0 {
				managedPolicy(s, v)
			}
		}
	})
}

func role(s *scan, v types.RoleDetail) {
	facts := &discover.Role{
		Path:              val(v.Path),
		ManagedPolicyArns: pluck(v.AttachedManagedPolicies, func(p types.AttachedPolicy) string { return val(p.PolicyArn) }),
		InstanceProfiles:  pluck(v.InstanceProfileList, func(p types.InstanceProfile) string { return val(p.InstanceProfileName) }),
	}
	r := s.add(&discover.Resource{Type: "AWS::IAM::Role", ID: val(v.RoleName), ARN: val(v.Arn), Name: val(v.RoleName), Tags: tagsOf(v.Tags), Facts: facts})
	facts.AssumeRolePolicyDocument = s.policy(r, "AssumeRolePolicyDocument", val(v.AssumeRolePolicyDocument))
	for _, p := range v.RolePolicyList {
		if doc := s.policy(r, "Policies", val(p.PolicyDocument)); doc != nil {
			facts.Policies = append(facts.Policies, discover.InlinePolicy{PolicyName: val(p.PolicyName), PolicyDocument: *doc})
		}
	}
	if v.PermissionsBoundary != nil {
		facts.PermissionsBoundary = val(v.PermissionsBoundary.PermissionsBoundaryArn)
	}
}

func managedPolicy(s *scan, v types.ManagedPolicyDetail) {
	facts := &discover.ManagedPolicy{Path: val(v.Path)}
	r := s.add(&discover.Resource{Type: "AWS::IAM::ManagedPolicy", ID: val(v.PolicyName), ARN: val(v.Arn), Name: val(v.PolicyName), Facts: facts})
	for _, version := range v.PolicyVersionList {
		if !version.IsDefaultVersion {
			continue
		}
		if doc := s.policy(r, "PolicyDocument", val(version.Document)); doc != nil {
			facts.PolicyDocument = *doc
		}
	}
}
