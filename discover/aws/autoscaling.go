package aws

import (
	"cmp"
	"context"
	"regexp"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"asbuilt/discover"
)

var autoScalingCollectors = []collector{
	{calls: []string{
		"autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeInstanceRefreshes",
		"autoscaling:DescribeScheduledActions", "autoscaling:DescribeLifecycleHooks",
	}, collect: autoScalingGroups},
	{calls: []string{"autoscaling:DescribeLaunchConfigurations"}, collect: launchConfigurations},
	{calls: []string{"autoscaling:DescribePolicies"}, collect: groupScalingPolicies},
}

func autoScalingGroups(ctx context.Context, s *scan) {
	c := autoscaling.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeAutoScalingGroups, &autoscaling.DescribeAutoScalingGroupsInput{},
		func(out *autoscaling.DescribeAutoScalingGroupsOutput) {
			for _, v := range out.AutoScalingGroups {
				facts, tags := autoScalingGroup(v), tagsOf(v.Tags)
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::AutoScaling::AutoScalingGroup",
					ID:    facts.AutoScalingGroupName,
					ARN:   val(v.AutoScalingGroupARN),
					Name:  cmp.Or(tags["eks:nodegroup-name"], facts.AutoScalingGroupName), // by which people know it
					Tags:  tags,
					Facts: facts,
				}))
			}
		})
	if len(found) > 0 {
		scheduledGroupActions(ctx, s, c, found)
	}
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.AutoScalingGroup)
		ask(ctx, s, r, c.DescribeInstanceRefreshes,
			&autoscaling.DescribeInstanceRefreshesInput{AutoScalingGroupName: &r.ID},
			func(out *autoscaling.DescribeInstanceRefreshesOutput) {
				if facts.InstanceRefresh == "" && len(out.InstanceRefreshes) > 0 { // the latest comes first
					facts.InstanceRefresh = string(out.InstanceRefreshes[0].Status)
					facts.InstanceRefreshStarted = moment(out.InstanceRefreshes[0].StartTime)
				}
			})
		ask(ctx, s, r, c.DescribeLifecycleHooks, &autoscaling.DescribeLifecycleHooksInput{AutoScalingGroupName: &r.ID},
			func(out *autoscaling.DescribeLifecycleHooksOutput) {
				for _, h := range out.LifecycleHooks { // without its metadata, which is free text
					facts.LifecycleHookSpecificationList = append(facts.LifecycleHookSpecificationList,
						discover.LifecycleHook{
							LifecycleHookName:     val(h.LifecycleHookName),
							LifecycleTransition:   val(h.LifecycleTransition),
							DefaultResult:         val(h.DefaultResult),
							HeartbeatTimeout:      num(h.HeartbeatTimeout),
							NotificationTargetARN: val(h.NotificationTargetARN),
							RoleARN:               val(h.RoleARN),
						})
				}
			})
	})
}

func autoScalingGroup(v types.AutoScalingGroup) *discover.AutoScalingGroup {
	facts := &discover.AutoScalingGroup{
		AutoScalingGroupName:    val(v.AutoScalingGroupName),
		MinSize:                 num(v.MinSize),
		MaxSize:                 num(v.MaxSize),
		DesiredCapacity:         num(v.DesiredCapacity),
		AvailabilityZones:       v.AvailabilityZones,
		TargetGroupARNs:         v.TargetGroupARNs,
		HealthCheckType:         val(v.HealthCheckType),
		VPCZoneIdentifier:       pluck(strings.Split(val(v.VPCZoneIdentifier), ","), strings.TrimSpace),
		LaunchTemplate:          launchTemplateSpec(v.LaunchTemplate),
		LaunchConfigurationName: val(v.LaunchConfigurationName),
		MixedInstancesPolicy:    mixedInstances(v.MixedInstancesPolicy),
		SuspendedProcesses: pluck(v.SuspendedProcesses, func(p types.SuspendedProcess) string {
			return val(p.ProcessName)
		}),
	}
	if p := v.MixedInstancesPolicy; p != nil && p.LaunchTemplate != nil {
		facts.LaunchTemplate = launchTemplateSpec(p.LaunchTemplate.LaunchTemplateSpecification)
	}
	for _, i := range v.Instances {
		facts.Instances = append(facts.Instances, discover.GroupInstance{
			InstanceId:              val(i.InstanceId),
			AvailabilityZone:        val(i.AvailabilityZone),
			LifecycleState:          string(i.LifecycleState),
			HealthStatus:            val(i.HealthStatus),
			LaunchTemplate:          launchTemplateSpec(i.LaunchTemplate),
			LaunchConfigurationName: val(i.LaunchConfigurationName),
		})
	}
	return facts
}

func mixedInstances(p *types.MixedInstancesPolicy) *discover.MixedInstancesPolicy {
	if p == nil {
		return nil
	}
	out := &discover.MixedInstancesPolicy{OnDemandPercentageAboveBaseCapacity: 100} // AWS's own default
	if d := p.InstancesDistribution; d != nil {
		out.OnDemandBaseCapacity = num(d.OnDemandBaseCapacity)
		out.OnDemandAllocationStrategy = val(d.OnDemandAllocationStrategy)
		out.SpotAllocationStrategy = val(d.SpotAllocationStrategy)
		if n := d.OnDemandPercentageAboveBaseCapacity; n != nil {
			out.OnDemandPercentageAboveBaseCapacity = num(n)
		}
	}
	if p.LaunchTemplate == nil {
		return out
	}
	for _, o := range p.LaunchTemplate.Overrides {
		override := discover.InstanceOverride{
			InstanceType: val(o.InstanceType), WeightedCapacity: val(o.WeightedCapacity), ImageId: val(o.ImageId),
			LaunchTemplate: launchTemplateSpec(o.LaunchTemplateSpecification),
		}
		if q := o.InstanceRequirements; q != nil {
			override.InstanceRequirements = &discover.InstanceRequirements{AllowedInstanceTypes: q.AllowedInstanceTypes}
		}
		out.Overrides = append(out.Overrides, override)
	}
	return out
}

// launchConfigurations leaves user data where it is.
func launchConfigurations(ctx context.Context, s *scan) {
	c := autoscaling.NewFromConfig(s.config)
	each(ctx, s, c.DescribeLaunchConfigurations, &autoscaling.DescribeLaunchConfigurationsInput{},
		func(out *autoscaling.DescribeLaunchConfigurationsOutput) {
			for _, v := range out.LaunchConfigurations {
				s.add(&discover.Resource{
					Type:  "AWS::AutoScaling::LaunchConfiguration",
					ID:    val(v.LaunchConfigurationName),
					ARN:   val(v.LaunchConfigurationARN),
					Name:  val(v.LaunchConfigurationName),
					Facts: launchConfiguration(v),
				})
			}
		})
}

func launchConfiguration(v types.LaunchConfiguration) *discover.LaunchConfiguration {
	facts := &discover.LaunchConfiguration{
		ImageId:                  val(v.ImageId),
		InstanceType:             val(v.InstanceType),
		IamInstanceProfile:       val(v.IamInstanceProfile),
		SecurityGroups:           v.SecurityGroups,
		AssociatePublicIpAddress: val(v.AssociatePublicIpAddress),
		SpotPrice:                val(v.SpotPrice),
	}
	if m := v.MetadataOptions; m != nil {
		facts.MetadataOptions = &discover.MetadataOptions{
			HttpTokens: string(m.HttpTokens), HttpPutResponseHopLimit: num(m.HttpPutResponseHopLimit),
		}
	}
	for _, d := range v.BlockDeviceMappings {
		if d.Ebs == nil {
			continue
		}
		disk := discover.BlockDeviceMapping{
			DeviceName: val(d.DeviceName), Encrypted: val(d.Ebs.Encrypted), VolumeSize: num(d.Ebs.VolumeSize),
			VolumeType: val(d.Ebs.VolumeType), DeleteOnTermination: true,
		}
		if d.Ebs.DeleteOnTermination != nil {
			disk.DeleteOnTermination = *d.Ebs.DeleteOnTermination
		}
		facts.BlockDeviceMappings = append(facts.BlockDeviceMappings, disk)
	}
	return facts
}

// scheduledGroupActions reads those of all groups in one listing.
func scheduledGroupActions(ctx context.Context, s *scan, c *autoscaling.Client, groups []*discover.Resource) {
	byName := map[string]*discover.AutoScalingGroup{}
	for _, r := range groups {
		byName[r.ID] = r.Facts.(*discover.AutoScalingGroup)
	}
	each(ctx, s, c.DescribeScheduledActions, &autoscaling.DescribeScheduledActionsInput{},
		func(out *autoscaling.DescribeScheduledActionsOutput) {
			for _, v := range out.ScheduledUpdateGroupActions {
				when := cronOfAWS(val(v.Recurrence))
				if v.Recurrence == nil && v.StartTime != nil {
					when = v.StartTime.UTC().Format("at(2006-01-02T15:04:05)")
				}
				if facts := byName[val(v.AutoScalingGroupName)]; facts != nil {
					facts.ScheduledActions = append(facts.ScheduledActions, discover.ScheduledAction{
						ScheduledActionName: val(v.ScheduledActionName), Schedule: when, Timezone: val(v.TimeZone),
						MinCapacity: count(v.MinSize), MaxCapacity: count(v.MaxSize),
					})
				}
			}
		})
}

// cronOfAWS writes a time of Unix's cron, as Auto Scaling has it, as all other
// services do: with a year, a question mark for the day that does not count, and
// days of the week that begin at 1. One that names both days stays as it is.
func cronOfAWS(unix string) string {
	f := strings.Fields(unix)
	if len(f) != 5 || f[2] != "*" && f[4] != "*" {
		return "cron(" + unix + ")"
	}
	if f[4] == "*" {
		f[4] = "?"
	} else {
		f[2] = "?"
		f[4] = weekday.ReplaceAllStringFunc(f[4], func(n string) string {
			if n[0] == '/' {
				return n
			}
			return strconv.Itoa(atoi(n)%7 + 1)
		})
	}
	return "cron(" + strings.Join(f, " ") + " *)"
}

// weekday is the number of a day, or a step.
var weekday = regexp.MustCompile(`/?[0-9]+`)

func launchTemplateSpec(v *types.LaunchTemplateSpecification) *discover.LaunchTemplateSpecification {
	if v == nil {
		return nil
	}
	return &discover.LaunchTemplateSpecification{LaunchTemplateId: val(v.LaunchTemplateId), Version: val(v.Version)}
}

func groupScalingPolicies(ctx context.Context, s *scan) {
	c := autoscaling.NewFromConfig(s.config)
	each(ctx, s, c.DescribePolicies, &autoscaling.DescribePoliciesInput{},
		func(out *autoscaling.DescribePoliciesOutput) {
			for _, v := range out.ScalingPolicies {
				facts := &discover.GroupScalingPolicy{
					AutoScalingGroupName: val(v.AutoScalingGroupName),
					PolicyName:           val(v.PolicyName),
					PolicyType:           val(v.PolicyType),
					Enabled:              val(v.Enabled),
					AdjustmentType:       val(v.AdjustmentType),
					ScalingAdjustment:    count(v.ScalingAdjustment),
					Alarms:               pluck(v.Alarms, func(a types.Alarm) string { return val(a.AlarmName) }),
				}
				for _, step := range v.StepAdjustments {
					facts.StepAdjustments = append(facts.StepAdjustments, discover.StepAdjustment{
						MetricIntervalLowerBound: step.MetricIntervalLowerBound,
						MetricIntervalUpperBound: step.MetricIntervalUpperBound,
						ScalingAdjustment:        num(step.ScalingAdjustment),
					})
				}
				if t := v.TargetTrackingConfiguration; t != nil {
					facts.TargetTrackingConfiguration = &discover.TargetTracking{
						TargetValue:    val(t.TargetValue),
						DisableScaleIn: val(t.DisableScaleIn),
					}
					if p := t.PredefinedMetricSpecification; p != nil {
						facts.TargetTrackingConfiguration.PredefinedMetricType = string(p.PredefinedMetricType)
					}
					if m := t.CustomizedMetricSpecification; m != nil {
						facts.TargetTrackingConfiguration.Namespace = val(m.Namespace)
						facts.TargetTrackingConfiguration.MetricName = val(m.MetricName)
					}
				}
				s.add(&discover.Resource{
					Type:  "AWS::AutoScaling::ScalingPolicy",
					ID:    facts.AutoScalingGroupName + "/" + facts.PolicyName,
					ARN:   val(v.PolicyARN),
					Name:  facts.PolicyName,
					Facts: facts,
				})
			}
		})
}
