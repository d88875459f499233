package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"asbuilt/discover"
)

var systemsCollectors = []collector{
	{calls: []string{"ssm:DescribeParameters"}, collect: parameters},
	{calls: []string{"ssm:DescribeInstanceInformation"}, collect: managedInstances},
	{calls: []string{"ssm:DescribeMaintenanceWindows"}, collect: maintenanceWindows},
	{calls: []string{"ssm:DescribePatchBaselines"}, collect: patchBaselines},
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
	each(ctx, s, c.DescribeInstanceInformation, &ssm.DescribeInstanceInformationInput{},
		func(out *ssm.DescribeInstanceInformationOutput) {
			for _, v := range out.InstanceInformationList {
				s.add(&discover.Resource{
					Type: "AWS::SSM::ManagedInstance",
					ID:   val(v.InstanceId),
					ARN:  s.arn("ssm", "managed-instance/"+val(v.InstanceId)),
					Name: val(v.InstanceId),
					Facts: &discover.ManagedInstance{
						PingStatus:      string(v.PingStatus),
						AgentVersion:    val(v.AgentVersion),
						IsLatestVersion: val(v.IsLatestVersion),
						PlatformName:    val(v.PlatformName),
						PlatformVersion: val(v.PlatformVersion),
					},
				})
			}
		})
}

func maintenanceWindows(ctx context.Context, s *scan) {
	c := ssm.NewFromConfig(s.config)
	each(ctx, s, c.DescribeMaintenanceWindows, &ssm.DescribeMaintenanceWindowsInput{},
		func(out *ssm.DescribeMaintenanceWindowsOutput) {
			for _, v := range out.WindowIdentities {
				s.add(&discover.Resource{
					Type: "AWS::SSM::MaintenanceWindow",
					ID:   val(v.WindowId),
					ARN:  s.arn("ssm", "maintenancewindow/"+val(v.WindowId)),
					Name: val(v.Name),
					Facts: &discover.MaintenanceWindow{
						Enabled:          v.Enabled,
						Schedule:         val(v.Schedule),
						ScheduleTimezone: val(v.ScheduleTimezone),
						Duration:         num(v.Duration),
						Cutoff:           int(v.Cutoff),
					},
				})
			}
		})
}

// patchBaselines reads the account's own: without an owner AWS lists those that
// it offers to everybody.
func patchBaselines(ctx context.Context, s *scan) {
	c := ssm.NewFromConfig(s.config)
	in := &ssm.DescribePatchBaselinesInput{
		Filters: []types.PatchOrchestratorFilter{{Key: ref("OWNER"), Values: []string{"Self"}}},
	}
	each(ctx, s, c.DescribePatchBaselines, in, func(out *ssm.DescribePatchBaselinesOutput) {
		for _, v := range out.BaselineIdentities {
			s.add(&discover.Resource{
				Type: "AWS::SSM::PatchBaseline",
				ID:   val(v.BaselineId),
				ARN:  s.arn("ssm", "patchbaseline/"+val(v.BaselineId)),
				Name: val(v.BaselineName),
				Facts: &discover.PatchBaseline{
					OperatingSystem: string(v.OperatingSystem),
					DefaultBaseline: v.DefaultBaseline,
				},
			})
		}
	})
}
