package aws

import (
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"asbuilt/discover"
)

var ec2Collectors = []collector{
	{calls: []string{"ec2:DescribeInstances"}, collect: instances},
	{calls: []string{"ec2:DescribeVolumes"}, collect: volumes},
	{calls: []string{"ec2:DescribeLaunchTemplates", "ec2:DescribeLaunchTemplateVersions"}, collect: launchTemplates},
	{calls: []string{"ec2:GetEbsEncryptionByDefault", "ec2:GetEbsDefaultKmsKeyId"}, collect: ebsDefaults},
}

func instances(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeInstances, &ec2.DescribeInstancesInput{}, func(out *ec2.DescribeInstancesOutput) {
		for _, reservation := range out.Reservations {
			for _, v := range reservation.Instances {
				facts := &discover.Instance{
					VpcId:            val(v.VpcId),
					SubnetId:         val(v.SubnetId),
					ImageId:          val(v.ImageId),
					InstanceType:     string(v.InstanceType),
					PrivateIpAddress: val(v.PrivateIpAddress),
					PublicIp:         val(v.PublicIpAddress),
					SecurityGroupIds: pluck(v.SecurityGroups, func(g types.GroupIdentifier) string {
						return val(g.GroupId)
					}),
				}
				if v.Placement != nil {
					facts.AvailabilityZone = val(v.Placement.AvailabilityZone)
				}
				if v.State != nil {
					facts.State = string(v.State.Name)
				}
				if v.IamInstanceProfile != nil {
					facts.IamInstanceProfile = val(v.IamInstanceProfile.Arn)
				}
				if m := v.MetadataOptions; m != nil {
					facts.MetadataOptions = &discover.MetadataOptions{
						HttpTokens:              string(m.HttpTokens),
						HttpPutResponseHopLimit: num(m.HttpPutResponseHopLimit),
					}
				}
				facts.LaunchTemplate = launchedFrom(v.Tags)
				s.ec2(types.ResourceTypeInstance, "AWS::EC2::Instance",
					v.InstanceId, reservation.OwnerId, v.Tags, facts)
			}
		}
	})
}

// launchedFrom is what AWS writes into the tags of an instance that came from a
// launch template; no reply says it elsewhere.
func launchedFrom(tags []types.Tag) *discover.LaunchTemplateSpecification {
	t := &discover.LaunchTemplateSpecification{}
	for _, tag := range tags {
		switch val(tag.Key) {
		case "aws:ec2launchtemplate:id":
			t.LaunchTemplateId = val(tag.Value)
		case "aws:ec2launchtemplate:version":
			t.Version = val(tag.Value)
		}
	}
	if t.LaunchTemplateId == "" {
		return nil
	}
	return t
}

func volumes(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	each(ctx, s, c.DescribeVolumes, &ec2.DescribeVolumesInput{}, func(out *ec2.DescribeVolumesOutput) {
		for _, v := range out.Volumes {
			s.ec2(types.ResourceTypeVolume, "AWS::EC2::Volume", v.VolumeId, nil, v.Tags, &discover.Volume{
				AvailabilityZone: val(v.AvailabilityZone),
				State:            string(v.State),
				Size:             num(v.Size),
				VolumeType:       string(v.VolumeType),
				Iops:             num(v.Iops),
				Throughput:       num(v.Throughput),
				Encrypted:        val(v.Encrypted),
				KmsKeyId:         val(v.KmsKeyId),
				InstanceIds: pluck(v.Attachments, func(a types.VolumeAttachment) string {
					return val(a.InstanceId)
				}),
			})
		}
	})
}

func launchTemplates(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeLaunchTemplates, &ec2.DescribeLaunchTemplatesInput{},
		func(out *ec2.DescribeLaunchTemplatesOutput) {
			for _, v := range out.LaunchTemplates {
				r := s.ec2(types.ResourceTypeLaunchTemplate, "AWS::EC2::LaunchTemplate",
					v.LaunchTemplateId, nil, v.Tags, &discover.LaunchTemplate{
						LaunchTemplateName:   val(v.LaunchTemplateName),
						DefaultVersionNumber: num(v.DefaultVersionNumber),
						LatestVersionNumber:  num(v.LatestVersionNumber),
					})
				r.Name = val(v.LaunchTemplateName)
				found = append(found, r)
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.LaunchTemplate)
		versions := []string{strconv.Itoa(facts.DefaultVersionNumber)}
		if facts.LatestVersionNumber != facts.DefaultVersionNumber {
			versions = append(versions, strconv.Itoa(facts.LatestVersionNumber))
		}
		ask(ctx, s, r, c.DescribeLaunchTemplateVersions,
			&ec2.DescribeLaunchTemplateVersionsInput{LaunchTemplateId: &r.ID, Versions: versions},
			func(out *ec2.DescribeLaunchTemplateVersionsOutput) {
				for _, v := range out.LaunchTemplateVersions {
					if len(versions) > 1 && num(v.VersionNumber) == facts.LatestVersionNumber {
						facts.LatestVersionData = launchTemplateData(v.LaunchTemplateData)
					} else {
						facts.LaunchTemplateData = launchTemplateData(v.LaunchTemplateData)
					}
				}
			})
	})
}

// launchTemplateData leaves the user data where it is.
func launchTemplateData(v *types.ResponseLaunchTemplateData) *discover.LaunchTemplateData {
	if v == nil {
		return nil
	}
	data := &discover.LaunchTemplateData{
		ImageId:          val(v.ImageId),
		InstanceType:     string(v.InstanceType),
		SecurityGroupIds: v.SecurityGroupIds,
	}
	for _, n := range v.NetworkInterfaces {
		data.SecurityGroupIds = append(data.SecurityGroupIds, n.Groups...)
	}
	if p := v.IamInstanceProfile; p != nil {
		data.IamInstanceProfile = firstOf(val(p.Arn), val(p.Name))
	}
	if m := v.MetadataOptions; m != nil {
		data.MetadataOptions = &discover.MetadataOptions{
			HttpTokens:              string(m.HttpTokens),
			HttpPutResponseHopLimit: num(m.HttpPutResponseHopLimit),
		}
	}
	for _, d := range v.BlockDeviceMappings {
		if d.Ebs != nil {
			data.BlockDeviceMappings = append(data.BlockDeviceMappings, discover.BlockDeviceMapping{
				DeviceName:          val(d.DeviceName),
				Encrypted:           val(d.Ebs.Encrypted),
				KmsKeyId:            val(d.Ebs.KmsKeyId),
				VolumeSize:          num(d.Ebs.VolumeSize),
				VolumeType:          string(d.Ebs.VolumeType),
				DeleteOnTermination: val(d.Ebs.DeleteOnTermination),
			})
		}
	}
	return data
}

func ebsDefaults(ctx context.Context, s *scan) {
	c := ec2.NewFromConfig(s.config)
	var found *discover.Resource
	each(ctx, s, c.GetEbsEncryptionByDefault, &ec2.GetEbsEncryptionByDefaultInput{},
		func(out *ec2.GetEbsEncryptionByDefaultOutput) {
			if out.EbsEncryptionByDefault != nil {
				facts := &discover.EBSDefaults{EbsEncryptionByDefault: val(out.EbsEncryptionByDefault)}
				found = s.add(&discover.Resource{Type: "AWS::EC2::EbsEncryptionByDefault", ID: s.region, Facts: facts})
			}
		})
	if found == nil {
		return
	}
	facts := found.Facts.(*discover.EBSDefaults)
	ask(ctx, s, found, c.GetEbsDefaultKmsKeyId, &ec2.GetEbsDefaultKmsKeyIdInput{},
		func(out *ec2.GetEbsDefaultKmsKeyIdOutput) { facts.KmsKeyId = val(out.KmsKeyId) })
}
