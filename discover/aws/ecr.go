package aws

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/ecr"

	"asbuilt/discover"
)

var ecrCollectors = []collector{
	{calls: []string{"ecr:DescribeRepositories", "ecr:ListTagsForResource", "ecr:GetLifecyclePolicy", "ecr:GetRepositoryPolicy"}, collect: repositories},
}

func repositories(ctx context.Context, s *scan) {
	c := ecr.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeRepositories, &ecr.DescribeRepositoriesInput{}, func(out *ecr.DescribeRepositoriesOutput) {
		for _, v := range out.Repositories {
			facts := &discover.Repository{RepositoryUri: val(v.RepositoryUri), ImageTagMutability: string(v.ImageTagMutability)}
			if v.ImageScanningConfiguration != nil {
				facts.ScanOnPush = v.ImageScanningConfiguration.ScanOnPush
			}
			if v.EncryptionConfiguration != nil {
				facts.EncryptionType, facts.KmsKey = string(v.EncryptionConfiguration.EncryptionType), val(v.EncryptionConfiguration.KmsKey)
			}
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::ECR::Repository", ID: val(v.RepositoryName), ARN: val(v.RepositoryArn), Name: val(v.RepositoryName), Facts: facts,
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Repository)
		ask(ctx, s, r, c.ListTagsForResource, &ecr.ListTagsForResourceInput{ResourceArn: &r.ARN},
			func(out *ecr.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
		ask(ctx, s, r, c.GetLifecyclePolicy, &ecr.GetLifecyclePolicyInput{RepositoryName: &r.ID},
			func(out *ecr.GetLifecyclePolicyOutput) {
				facts.LifecyclePolicy = imageExpiries(val(out.LifecyclePolicyText))
			},
			"LifecyclePolicyNotFoundException")
		ask(ctx, s, r, c.GetRepositoryPolicy, &ecr.GetRepositoryPolicyInput{RepositoryName: &r.ID},
			func(out *ecr.GetRepositoryPolicyOutput) {
				facts.RepositoryPolicyText = s.policy(r, "RepositoryPolicyText", val(out.PolicyText))
			},
			"RepositoryPolicyNotFoundException")
	})
}

func imageExpiries(text string) []discover.ImageExpiry {
	var doc struct {
		Rules []struct {
			RulePriority int
			Selection    struct {
				TagStatus, CountType string
				CountNumber          int
			}
		}
	}
	if json.Unmarshal([]byte(text), &doc) != nil {
		return nil
	}
	var out []discover.ImageExpiry
	for _, r := range doc.Rules {
		out = append(out, discover.ImageExpiry{
			RulePriority: r.RulePriority, TagStatus: r.Selection.TagStatus, CountType: r.Selection.CountType, CountNumber: r.Selection.CountNumber,
		})
	}
	return out
}
