package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"asbuilt/discover"
)

var systemsCollectors = []collector{
	{calls: []string{"ssm:DescribeParameters"}, collect: parameters},
	{calls: []string{"ssm:DescribeInstanceInformation"}, collect: managedInstances},
}

// parameters reads what is said about them, never what they hold.
func parameters(ctx context.Context, s *scan) {
	c := ssm.NewFromConfig(s.config)
	each(ctx, s, c.DescribeParameters, &ssm.DescribeParametersInput{}, func(out *ssm.DescribeParametersOutput) {
		for _, v := range out.Parameters {
			s.add(&discover.Resource{
				Type: "AWS::SSM::Parameter", ID: val(v.Name), ARN: val(v.ARN), Name: val(v.Name),
				Facts: &discover.Parameter{Type: string(v.Type), Tier: string(v.Tier), KeyId: val(v.KeyId)},
			})
		}
	})
}

func managedInstances(ctx context.Context, s *scan) {
	c := ssm.NewFromConfig(s.config)
	each(ctx, s, c.DescribeInstanceInformation, &ssm.DescribeInstanceInformationInput{}, func(out *ssm.DescribeInstanceInformationOutput) {
		for _, v := range out.InstanceInformationList {
			s.add(&discover.Resource{
				Type: "AWS::SSM::ManagedInstance", ID: val(v.InstanceId), ARN: s.arn("ssm", "managed-instance/"+val(v.InstanceId)), Name: val(v.InstanceId),
				Facts: &discover.ManagedInstance{
					PingStatus: string(v.PingStatus), AgentVersion: val(v.AgentVersion), IsLatestVersion: val(v.IsLatestVersion),
					PlatformName: val(v.PlatformName), PlatformVersion: val(v.PlatformVersion),
				},
			})
		}
	})
}
