package aws

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"

	"asbuilt/discover"
)

var ecrCollectors = []collector{
	{calls: []string{
		"ecr:DescribeRepositories", "ecr:ListTagsForResource", "ecr:GetLifecyclePolicy", "ecr:GetRepositoryPolicy",
		"ecr:BatchGetRepositoryScanningConfiguration",
	}, collect: repositories},
	{calls: []string{"ecr:GetRegistryScanningConfiguration"}, collect: registryScanning},
}

func repositories(ctx context.Context, s *scan) {
	c := ecr.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeRepositories, &ecr.DescribeRepositoriesInput{}, func(out *ecr.DescribeRepositoriesOutput) {
		for _, v := range out.Repositories {
			facts := &discover.Repository{
				RepositoryUri:      val(v.RepositoryUri),
				ImageTagMutability: string(v.ImageTagMutability),
			}
			if v.ImageScanningConfiguration != nil {
				facts.ScanOnPush = v.ImageScanningConfiguration.ScanOnPush
			}
			if v.EncryptionConfiguration != nil {
				facts.EncryptionType = string(v.EncryptionConfiguration.EncryptionType)
				facts.KmsKey = val(v.EncryptionConfiguration.KmsKey)
			}
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::ECR::Repository",
				ID:    val(v.RepositoryName),
				ARN:   val(v.RepositoryArn),
				Name:  val(v.RepositoryName),
				Facts: facts,
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
	for some := range slices.Chunk(found, s.batch("ecr:BatchGetRepositoryScanningConfiguration")) {
		repositoryScanning(ctx, s, c, some)
	}
}

func repositoryScanning(ctx context.Context, s *scan, c *ecr.Client, some []*discover.Resource) {
	in := &ecr.BatchGetRepositoryScanningConfigurationInput{
		RepositoryNames: pluck(some, func(r *discover.Resource) string { return r.ID }),
	}
	each(ctx, s, c.BatchGetRepositoryScanningConfiguration, in,
		func(out *ecr.BatchGetRepositoryScanningConfigurationOutput) {
			for _, v := range out.ScanningConfigurations {
				for _, r := range some {
					if r.ID == val(v.RepositoryName) {
						r.Facts.(*discover.Repository).ScanFrequency = string(v.ScanFrequency)
					}
				}
			}
		})
}

func registryScanning(ctx context.Context, s *scan) {
	c := ecr.NewFromConfig(s.config)
	each(ctx, s, c.GetRegistryScanningConfiguration, &ecr.GetRegistryScanningConfigurationInput{},
		func(out *ecr.GetRegistryScanningConfigurationOutput) {
			v := out.ScanningConfiguration
			if v == nil {
				return
			}
			facts := &discover.RegistryScanning{ScanType: string(v.ScanType)}
			for _, rule := range v.Rules {
				facts.Rules = append(facts.Rules, discover.RegistryScanningRule{
					ScanFrequency: string(rule.ScanFrequency),
					RepositoryFilters: pluck(rule.RepositoryFilters, func(f types.ScanningRepositoryFilter) string {
						return val(f.Filter)
					}),
				})
			}
			s.add(&discover.Resource{Type: "AWS::ECR::RegistryScanningConfiguration", ID: s.id, Facts: facts})
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
			RulePriority: r.RulePriority,
			TagStatus:    r.Selection.TagStatus,
			CountType:    r.Selection.CountType,
			CountNumber:  r.Selection.CountNumber,
		})
	}
	return out
}
