package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"

	"asbuilt/discover"
)

var sageMakerCollectors = []collector{
	{calls: []string{
		"sagemaker:ListEndpoints", "sagemaker:DescribeEndpoint", "sagemaker:DescribeEndpointConfig",
		"sagemaker:ListTags",
	}, collect: modelEndpoints},
	{calls: []string{
		"sagemaker:ListNotebookInstances", "sagemaker:DescribeNotebookInstance", "sagemaker:ListTags",
	}, collect: notebooks},
	{calls: []string{
		"sagemaker:ListDomains", "sagemaker:DescribeDomain", "sagemaker:ListTags",
	}, collect: studioDomains},
}

func modelEndpoints(ctx context.Context, s *scan) {
	c := sagemaker.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListEndpoints, &sagemaker.ListEndpointsInput{}, func(out *sagemaker.ListEndpointsOutput) {
		for _, v := range out.Endpoints {
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::SageMaker::Endpoint",
				ID:    val(v.EndpointName),
				ARN:   val(v.EndpointArn),
				Name:  val(v.EndpointName),
				Facts: &discover.ModelEndpoint{EndpointStatus: string(v.EndpointStatus)},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.ModelEndpoint)
		ask(ctx, s, r, c.DescribeEndpoint, &sagemaker.DescribeEndpointInput{EndpointName: &r.ID},
			func(out *sagemaker.DescribeEndpointOutput) {
				facts.EndpointConfigName = val(out.EndpointConfigName)
				facts.DataCaptured = out.DataCaptureConfig != nil && val(out.DataCaptureConfig.EnableCapture)
				for _, p := range out.ProductionVariants {
					variant := discover.ModelVariant{
						VariantName:          val(p.VariantName),
						DesiredInstanceCount: num(p.DesiredInstanceCount),
					}
					if p.DesiredServerlessConfig != nil {
						variant.MaxConcurrency = num(p.DesiredServerlessConfig.MaxConcurrency)
					}
					facts.Variants = append(facts.Variants, variant)
				}
			})
		endpointConfig(ctx, s, c, r, facts)
		sageMakerTags(ctx, s, c, r)
	})
}

// endpointConfig reads the configuration that an endpoint names, if that could
// be read: without it the facts are unknown for the same reason.
func endpointConfig(ctx context.Context, s *scan, c *sagemaker.Client, r *discover.Resource,
	facts *discover.ModelEndpoint) {
	if !s.wants("sagemaker:DescribeEndpointConfig") {
		return
	}
	if facts.EndpointConfigName == "" {
		for _, fact := range factsOf(r, "sagemaker:DescribeEndpointConfig") {
			markUnknown(r, fact, firstOf(r.Unknown["EndpointConfigName"], string(discover.NotRead)))
		}
		return
	}
	in := &sagemaker.DescribeEndpointConfigInput{EndpointConfigName: &facts.EndpointConfigName}
	ask(ctx, s, r, c.DescribeEndpointConfig, in, func(out *sagemaker.DescribeEndpointConfigOutput) {
		facts.KmsKeyId, facts.EnableNetworkIsolation = val(out.KmsKeyId), val(out.EnableNetworkIsolation)
		facts.InstanceTypes = sortedSet(
			pluck(out.ProductionVariants, func(p types.ProductionVariant) string { return string(p.InstanceType) }))
	})
}

func notebooks(ctx context.Context, s *scan) {
	c := sagemaker.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListNotebookInstances, &sagemaker.ListNotebookInstancesInput{},
		func(out *sagemaker.ListNotebookInstancesOutput) {
			for _, v := range out.NotebookInstances {
				found = append(found, s.add(&discover.Resource{
					Type: "AWS::SageMaker::NotebookInstance",
					ID:   val(v.NotebookInstanceName),
					ARN:  val(v.NotebookInstanceArn),
					Name: val(v.NotebookInstanceName),
					Facts: &discover.Notebook{
						NotebookInstanceStatus: string(v.NotebookInstanceStatus),
						InstanceType:           string(v.InstanceType),
					},
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Notebook)
		ask(ctx, s, r, c.DescribeNotebookInstance,
			&sagemaker.DescribeNotebookInstanceInput{NotebookInstanceName: &r.ID},
			func(out *sagemaker.DescribeNotebookInstanceOutput) {
				facts.DirectInternetAccess, facts.RootAccess = string(out.DirectInternetAccess), string(out.RootAccess)
				facts.SubnetId = val(out.SubnetId)
				facts.SecurityGroupIds = out.SecurityGroups
				facts.RoleArn = val(out.RoleArn)
				facts.KmsKeyId, facts.VolumeSizeInGB = val(out.KmsKeyId), num(out.VolumeSizeInGB)
			})
		sageMakerTags(ctx, s, c, r)
	})
}

func studioDomains(ctx context.Context, s *scan) {
	c := sagemaker.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListDomains, &sagemaker.ListDomainsInput{}, func(out *sagemaker.ListDomainsOutput) {
		for _, v := range out.Domains {
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::SageMaker::Domain", ID: val(v.DomainId), ARN: val(v.DomainArn), Name: val(v.DomainName),
				Facts: &discover.StudioDomain{Status: string(v.Status)},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.StudioDomain)
		ask(ctx, s, r, c.DescribeDomain, &sagemaker.DescribeDomainInput{DomainId: &r.ID},
			func(out *sagemaker.DescribeDomainOutput) {
				facts.AuthMode, facts.AppNetworkAccessType = string(out.AuthMode), string(out.AppNetworkAccessType)
				facts.VpcId, facts.SubnetIds = val(out.VpcId), out.SubnetIds
				facts.SecurityGroupIds = pluck([]*string{out.SecurityGroupIdForDomainBoundary}, val)
				if u := out.DefaultUserSettings; u != nil {
					facts.SecurityGroupIds = append(facts.SecurityGroupIds, u.SecurityGroups...)
				}
				facts.KmsKeyId, facts.HomeEfsFileSystemId = val(out.KmsKeyId), val(out.HomeEfsFileSystemId)
			})
		sageMakerTags(ctx, s, c, r)
	})
}

func sageMakerTags(ctx context.Context, s *scan, c *sagemaker.Client, r *discover.Resource) {
	tags := map[string]string{}
	ask(ctx, s, r, c.ListTags, &sagemaker.ListTagsInput{ResourceArn: &r.ARN}, func(out *sagemaker.ListTagsOutput) {
		for key, value := range tagsOf(out.Tags) {
			tags[key] = value
		}
		r.Tags = tags
	})
}
