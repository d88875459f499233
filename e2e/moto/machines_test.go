package moto_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	astypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"asbuilt/discover"
)

// machines are those of Auto Scaling groups, with what they start from.
func (b *builder) machines() {
	c := ec2.NewFromConfig(b.cfg)
	all(b, "AWS::EC2::Image", func(r *discover.Resource, f *discover.Image) error {
		out, err := c.RegisterImage(b.ctx, &ec2.RegisterImageInput{
			Name:         &r.Name,
			Architecture: ec2types.ArchitectureValues(f.Architecture),
		})
		if err != nil {
			return err
		}
		b.born(r, out.ImageId, nil)
		tags := tagList(r, func(k, v *string) ec2types.Tag { return ec2types.Tag{Key: k, Value: v} })
		_, err = c.CreateTags(b.ctx, &ec2.CreateTagsInput{Resources: []string{aws.ToString(out.ImageId)}, Tags: tags})
		return err
	})
	all(b, "AWS::EC2::LaunchTemplate", func(r *discover.Resource, f *discover.LaunchTemplate) error {
		if err := b.someImage(c, r.Facts.(*discover.LaunchTemplate).LaunchTemplateData.ImageId); err != nil {
			return err
		}
		b.translate(r.Facts, f)
		out, err := c.CreateLaunchTemplate(b.ctx, &ec2.CreateLaunchTemplateInput{
			LaunchTemplateName: &f.LaunchTemplateName,
			LaunchTemplateData: templateData(f.LaunchTemplateData),
			TagSpecifications:  ec2Tags(r, ec2types.ResourceTypeLaunchTemplate),
		})
		if err != nil {
			return err
		}
		id := out.LaunchTemplate.LaunchTemplateId
		b.born(r, id, nil)
		for range f.LatestVersionNumber - 1 {
			if _, err := c.CreateLaunchTemplateVersion(b.ctx, &ec2.CreateLaunchTemplateVersionInput{
				LaunchTemplateId:   id,
				LaunchTemplateData: templateData(f.LaunchTemplateData),
			}); err != nil {
				return err
			}
		}
		_, err = c.ModifyLaunchTemplate(b.ctx, &ec2.ModifyLaunchTemplateInput{
			LaunchTemplateId: id,
			DefaultVersion:   aws.String(fmt.Sprint(f.DefaultVersionNumber)),
		})
		return err
	})
	groups := autoscaling.NewFromConfig(b.cfg)
	all(b, "AWS::AutoScaling::AutoScalingGroup", func(r *discover.Resource, f *discover.AutoScalingGroup) error {
		_, err := groups.CreateAutoScalingGroup(b.ctx, &autoscaling.CreateAutoScalingGroupInput{
			AutoScalingGroupName: &r.ID,
			MinSize:              aws.Int32(int32(f.MinSize)),
			MaxSize:              aws.Int32(int32(f.MaxSize)),
			DesiredCapacity:      aws.Int32(int32(f.DesiredCapacity)),
			VPCZoneIdentifier:    aws.String(strings.Join(f.VPCZoneIdentifier, ",")),
			HealthCheckType:      &f.HealthCheckType,
			TargetGroupARNs:      f.TargetGroupARNs,
			LaunchTemplate: &astypes.LaunchTemplateSpecification{
				LaunchTemplateId: &f.LaunchTemplate.LaunchTemplateId,
				Version:          &f.LaunchTemplate.Version,
			},
			Tags: tagList(r, func(k, v *string) astypes.Tag {
				return astypes.Tag{Key: k, Value: v, PropagateAtLaunch: aws.Bool(true)}
			}),
		})
		if err != nil {
			return err
		}
		out, err := groups.DescribeAutoScalingGroups(b.ctx, &autoscaling.DescribeAutoScalingGroupsInput{
			AutoScalingGroupNames: []string{r.ID},
		})
		if err != nil || len(out.AutoScalingGroups) == 0 {
			return err
		}
		b.born(r, nil, out.AutoScalingGroups[0].AutoScalingGroupARN)
		if err := b.scheduledActions(groups, r.ID, f.ScheduledActions); err != nil {
			return err
		}
		return b.machinesOf(c, f, out.AutoScalingGroups[0].Instances)
	})
	b.groupPolicies(groups)
	all(b, "AWS::EC2::Volume", func(r *discover.Resource, f *discover.Volume) error {
		if r.Name == "" {
			return nil // the root volume of a machine comes with it
		}
		out, err := c.CreateVolume(b.ctx, &ec2.CreateVolumeInput{
			AvailabilityZone:  &f.AvailabilityZone,
			Size:              aws.Int32(int32(f.Size)),
			VolumeType:        ec2types.VolumeType(f.VolumeType),
			Iops:              aws.Int32(int32(f.Iops)),
			Throughput:        aws.Int32(int32(f.Throughput)),
			Encrypted:         &f.Encrypted,
			KmsKeyId:          &f.KmsKeyId,
			TagSpecifications: ec2Tags(r, ec2types.ResourceTypeVolume),
		})
		if err == nil {
			b.born(r, out.VolumeId, nil)
		}
		return err
	})
}

// scheduledActions are at times of Unix's cron for Auto Scaling.
func (b *builder) scheduledActions(c *autoscaling.Client, group string, actions []discover.ScheduledAction) error {
	for _, a := range actions {
		fields := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(a.Schedule, "cron("), ")"))
		_, err := c.PutScheduledUpdateGroupAction(b.ctx, &autoscaling.PutScheduledUpdateGroupActionInput{
			AutoScalingGroupName: &group,
			ScheduledActionName:  &a.ScheduledActionName,
			MinSize:              aws.Int32(int32(*a.MinCapacity)),
			MaxSize:              aws.Int32(int32(*a.MaxCapacity)),
			Recurrence:           aws.String(strings.ReplaceAll(strings.Join(fields[:5], " "), "?", "*")),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// someImage gives an image of somebody else's, which the plan only names, an
// equal in the emulator.
func (b *builder) someImage(c *ec2.Client, planned string) error {
	if b.ids[planned] != "" {
		return nil // one that was made
	}
	images, err := c.DescribeImages(b.ctx, &ec2.DescribeImagesInput{Owners: []string{"amazon"}})
	if err != nil || len(images.Images) == 0 {
		return fmt.Errorf("no image: %w", err)
	}
	b.ids[planned] = aws.ToString(images.Images[0].ImageId)
	return nil
}

// machinesOf notes what the emulator calls the machines that a group started,
// with their disks and interfaces. moto starts all of them in one zone.
func (b *builder) machinesOf(c *ec2.Client, f *discover.AutoScalingGroup, started []astypes.Instance) error {
	for _, planned := range f.Instances {
		if len(started) == 0 {
			break
		}
		i := max(0, slices.IndexFunc(started, func(s astypes.Instance) bool {
			return aws.ToString(s.AvailabilityZone) == planned.AvailabilityZone
		}))
		out, err := c.DescribeInstances(b.ctx, &ec2.DescribeInstancesInput{
			InstanceIds: []string{aws.ToString(started[i].InstanceId)},
		})
		started = slices.Delete(started, i, i+1)
		if err != nil {
			return err
		}
		b.machine(planned.InstanceId, out.Reservations[0].Instances[0])
	}
	return nil
}

func (b *builder) machine(planned string, is ec2types.Instance) {
	b.ids[planned] = aws.ToString(is.InstanceId)
	for _, r := range b.plan.Resources {
		switch f := r.Facts.(type) {
		case *discover.Instance:
			if r.ID == planned {
				b.ids[f.PrivateIpAddress] = aws.ToString(is.PrivateIpAddress)
			}
		case *discover.Volume:
			if slices.Contains(f.InstanceIds, planned) && r.Name == "" && len(is.BlockDeviceMappings) > 0 &&
				is.BlockDeviceMappings[0].Ebs != nil {
				b.ids[r.ID] = aws.ToString(is.BlockDeviceMappings[0].Ebs.VolumeId)
			}
		case *discover.NetworkInterface:
			if f.InstanceId == planned && len(is.NetworkInterfaces) > 0 {
				b.ids[r.ID] = aws.ToString(is.NetworkInterfaces[0].NetworkInterfaceId)
			}
		}
	}
}

func (b *builder) groupPolicies(c *autoscaling.Client) {
	all(b, "AWS::AutoScaling::ScalingPolicy", func(r *discover.Resource, f *discover.GroupScalingPolicy) error {
		in := &autoscaling.PutScalingPolicyInput{
			AutoScalingGroupName: &f.AutoScalingGroupName,
			PolicyName:           &f.PolicyName,
			PolicyType:           &f.PolicyType,
		}
		if t := f.TargetTrackingConfiguration; t != nil {
			in.TargetTrackingConfiguration = &astypes.TargetTrackingConfiguration{
				TargetValue: &t.TargetValue,
				PredefinedMetricSpecification: &astypes.PredefinedMetricSpecification{
					PredefinedMetricType: astypes.MetricType(t.PredefinedMetricType),
				},
			}
		} else if f.PolicyType == "PredictiveScaling" {
			in.PredictiveScalingConfiguration = &astypes.PredictiveScalingConfiguration{
				MetricSpecifications: []astypes.PredictiveScalingMetricSpecification{{
					TargetValue: aws.Float64(55),
					PredefinedMetricPairSpecification: &astypes.PredictiveScalingPredefinedMetricPair{
						PredefinedMetricType: astypes.PredefinedMetricPairTypeASGCPUUtilization,
					},
				}},
			}
		}
		out, err := c.PutScalingPolicy(b.ctx, in)
		if err == nil {
			b.born(r, nil, out.PolicyARN)
		}
		return err
	})
}

func templateData(d *discover.LaunchTemplateData) *ec2types.RequestLaunchTemplateData {
	out := &ec2types.RequestLaunchTemplateData{
		ImageId: &d.ImageId, InstanceType: ec2types.InstanceType(d.InstanceType), SecurityGroupIds: d.SecurityGroupIds,
		IamInstanceProfile: &ec2types.LaunchTemplateIamInstanceProfileSpecificationRequest{Arn: &d.IamInstanceProfile},
	}
	if m := d.MetadataOptions; m != nil {
		out.MetadataOptions = &ec2types.LaunchTemplateInstanceMetadataOptionsRequest{
			HttpTokens:              ec2types.LaunchTemplateHttpTokensState(m.HttpTokens),
			HttpPutResponseHopLimit: aws.Int32(int32(m.HttpPutResponseHopLimit)),
		}
	}
	for _, v := range d.BlockDeviceMappings {
		out.BlockDeviceMappings = append(out.BlockDeviceMappings, ec2types.LaunchTemplateBlockDeviceMappingRequest{
			DeviceName: &v.DeviceName, Ebs: &ec2types.LaunchTemplateEbsBlockDeviceRequest{
				Encrypted:           &v.Encrypted,
				KmsKeyId:            &v.KmsKeyId,
				VolumeSize:          aws.Int32(int32(v.VolumeSize)),
				VolumeType:          ec2types.VolumeType(v.VolumeType),
				DeleteOnTermination: &v.DeleteOnTermination,
			},
		})
	}
	return out
}
