package moto_test

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	aastypes "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"asbuilt/discover"
)

// change is something that somebody does in the console, and what drift says
// to it.
type change struct {
	name  string
	do    func() error
	finds string
}

// changesOfA are the changes of the issue, at System A.
func changesOfA(b *builder) [][]change {
	services := ecs.NewFromConfig(b.cfg)
	return [][]change{{
		b.groupOpened("mariadb-sg", 3306, "broken open-to-internet mariadb-sg ingress.3306/tcp"),
		{"the least number of tasks is raised", func() error {
			_, err := applicationautoscaling.NewFromConfig(b.cfg).RegisterScalableTarget(b.ctx,
				&applicationautoscaling.RegisterScalableTargetInput{
					ServiceNamespace:  aastypes.ServiceNamespaceEcs,
					ResourceId:        aws.String("service/ai-cluster/planning-api"),
					ScalableDimension: aastypes.ScalableDimensionECSServiceDesiredCount,
					MinCapacity:       aws.Int32(5),
					MaxCapacity:       aws.Int32(10),
				})
			return err
		}, "broken scaling-band-differs planning-api scaling.min"},
		{"encryption is switched off", func() error {
			topic := "arn:aws:sns:ap-northeast-2:" + b.system.account + ":ops-alerts"
			_, err := sns.NewFromConfig(b.cfg).SetTopicAttributes(b.ctx, &sns.SetTopicAttributesInput{
				TopicArn:       &topic,
				AttributeName:  aws.String("KmsMasterKeyId"),
				AttributeValue: aws.String(""),
			})
			return err
		}, "broken not-encrypted ops-alerts encryption.at_rest"},
		b.alarmDeleted("mariadb-cpu", "broken alarm-missing mariadb operations.alarms.CPUUtilization"),
		b.subnetsRouted("ai-prod-data", "broken exposure-differs data exposure"),
		b.bucketUnguarded("ai-prod-support-docs", "broken public-access-differs support-docs public"),
		{
			"an image comes from elsewhere", func() error { return b.changeImage(services) },
			"suspended image-source-differs manufacturing-api task.containers.api.image",
		},
		b.logsKept("/ecs/support-api", "broken log-retention-differs support-api operations.logs.retention"),
		b.rotationStopped("prod/planning", "broken rotation-differs planning-keys rotation.every"),
		{"a service is deleted", func() error {
			_, err := services.DeleteService(b.ctx, &ecs.DeleteServiceInput{
				Cluster: aws.String("ai-cluster"),
				Service: aws.String("document-ingest"),
				Force:   aws.Bool(true),
			})
			return err
		}, "broken missing-resource document-ingest"},
	}}
}

// changesOfB are the same at System B. Its fleet is deleted last, because what
// else happened to it cannot be seen afterwards.
func changesOfB(b *builder) [][]change {
	groups := autoscaling.NewFromConfig(b.cfg)
	return [][]change{{
		b.groupOpened("fleet-sg", 22, "broken open-to-internet fleet-sg ingress.22/tcp"),
		{"the least number of machines is raised", func() error {
			_, err := groups.UpdateAutoScalingGroup(b.ctx, &autoscaling.UpdateAutoScalingGroupInput{
				AutoScalingGroupName: aws.String("tracking-asg"),
				MinSize:              aws.Int32(5),
			})
			return err
		}, "broken scaling-band-differs tracking-fleet scaling.min"},
		{"encryption is switched off", func() error {
			_, err := kinesis.NewFromConfig(b.cfg).StopStreamEncryption(b.ctx, &kinesis.StopStreamEncryptionInput{
				StreamName:     aws.String("position-stream"),
				EncryptionType: kinesistypes.EncryptionTypeKms,
				KeyId:          aws.String("alias/tracking"),
			})
			return err
		}, "broken not-encrypted position-stream encryption.at_rest"},
		b.alarmDeleted("tracking-disk", "broken alarm-missing tracking-fleet operations.alarms.disk_used_percent"),
		b.subnetsRouted("tracking-data", "broken exposure-differs data exposure"),
		b.bucketUnguarded("tracking-archive-345678901234", "broken public-access-differs tracking-archive public"),
		{
			"machines start from another image", b.changeMachineImage,
			"broken machine-image-differs tracking-lt instance.ami",
		},
		b.logsKept("/tracking/service", "broken log-retention-differs tracking-fleet operations.logs.retention"),
		b.rotationStopped("tracking/mysql", "broken rotation-differs mysql-secret rotation.every"),
	}, {
		{"the fleet is deleted", func() error {
			_, err := groups.DeleteAutoScalingGroup(b.ctx, &autoscaling.DeleteAutoScalingGroupInput{
				AutoScalingGroupName: aws.String("tracking-asg"),
				ForceDelete:          aws.Bool(true),
			})
			return err
		}, "broken missing-resource tracking-fleet"},
	}}
}

func (b *builder) groupOpened(group string, port int, finds string) change {
	return change{"a security group is opened", func() error {
		rule := discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: port, ToPort: port, CidrIp: "0.0.0.0/0"}
		id := b.find("AWS::EC2::SecurityGroup", group)
		_, err := ec2.NewFromConfig(b.cfg).AuthorizeSecurityGroupIngress(b.ctx, &ec2.AuthorizeSecurityGroupIngressInput{
			GroupId:       &id,
			IpPermissions: []types.IpPermission{permission(rule)},
		})
		return err
	}, finds}
}

func (b *builder) alarmDeleted(name, finds string) change {
	return change{"an alarm is deleted", func() error {
		_, err := cloudwatch.NewFromConfig(b.cfg).DeleteAlarms(b.ctx, &cloudwatch.DeleteAlarmsInput{
			AlarmNames: []string{name},
		})
		return err
	}, finds}
}

func (b *builder) subnetsRouted(table, finds string) change {
	return change{"subnets are routed to the internet", func() error {
		id, gateway := b.find("AWS::EC2::RouteTable", table), b.find("AWS::EC2::InternetGateway", "igw")
		_, err := ec2.NewFromConfig(b.cfg).CreateRoute(b.ctx, &ec2.CreateRouteInput{
			RouteTableId:         &id,
			DestinationCidrBlock: aws.String("0.0.0.0/0"),
			GatewayId:            &gateway,
		})
		return err
	}, finds}
}

func (b *builder) bucketUnguarded(bucket, finds string) change {
	return change{"a bucket is made public", func() error {
		c := s3.NewFromConfig(b.cfg, func(o *s3.Options) { o.UsePathStyle = true })
		_, err := c.DeletePublicAccessBlock(b.ctx, &s3.DeletePublicAccessBlockInput{Bucket: &bucket})
		return err
	}, finds}
}

func (b *builder) logsKept(group, finds string) change {
	return change{"logs are kept for ever", func() error {
		_, err := cloudwatchlogs.NewFromConfig(b.cfg).DeleteRetentionPolicy(b.ctx,
			&cloudwatchlogs.DeleteRetentionPolicyInput{LogGroupName: &group})
		return err
	}, finds}
}

func (b *builder) rotationStopped(secret, finds string) change {
	return change{"a secret is no longer rotated", func() error {
		_, err := secretsmanager.NewFromConfig(b.cfg).CancelRotateSecret(b.ctx, &secretsmanager.CancelRotateSecretInput{
			SecretId: &secret,
		})
		return err
	}, finds}
}

// changeMachineImage makes a version of the launch template with an image of
// somebody else's, and the default of it.
func (b *builder) changeMachineImage() error {
	c := ec2.NewFromConfig(b.cfg)
	images, err := c.DescribeImages(b.ctx, &ec2.DescribeImagesInput{Owners: []string{"amazon"}})
	if err != nil {
		return err
	}
	template := b.find("AWS::EC2::LaunchTemplate", "tracking-lt")
	f := new(discover.LaunchTemplate)
	b.translate(b.byID.Type("AWS::EC2::LaunchTemplate")[0].Facts, f)
	f.LaunchTemplateData.ImageId = aws.ToString(images.Images[0].ImageId)
	out, err := c.CreateLaunchTemplateVersion(b.ctx, &ec2.CreateLaunchTemplateVersionInput{
		LaunchTemplateId:   &template,
		LaunchTemplateData: templateData(f.LaunchTemplateData),
	})
	if err != nil {
		return err
	}
	version := strconv.FormatInt(aws.ToInt64(out.LaunchTemplateVersion.VersionNumber), 10)
	_, err = c.ModifyLaunchTemplate(b.ctx, &ec2.ModifyLaunchTemplateInput{
		LaunchTemplateId: &template,
		DefaultVersion:   &version,
	})
	return err
}

// find is the emulator's identifier of what the plan calls by that name.
func (b *builder) find(typ, called string) string {
	for _, r := range b.byID.Type(typ) {
		if r.Name == called {
			return b.ids[r.ID]
		}
	}
	b.t.Fatalf("the plan has no %s %s", typ, called)
	return ""
}

func (b *builder) changeImage(c *ecs.Client) error {
	out, err := c.DescribeTaskDefinition(b.ctx, &ecs.DescribeTaskDefinitionInput{
		TaskDefinition: aws.String("manufacturing-api"),
	})
	if err != nil {
		return err
	}
	d := out.TaskDefinition
	for i := range d.ContainerDefinitions {
		if aws.ToString(d.ContainerDefinitions[i].Name) == "api" {
			d.ContainerDefinitions[i].Image = aws.String("docker.io/somebody/manufacturing-api:latest")
		}
	}
	next, err := c.RegisterTaskDefinition(b.ctx, &ecs.RegisterTaskDefinitionInput{
		Family:                  d.Family,
		Cpu:                     d.Cpu,
		Memory:                  d.Memory,
		NetworkMode:             d.NetworkMode,
		TaskRoleArn:             d.TaskRoleArn,
		ExecutionRoleArn:        d.ExecutionRoleArn,
		ContainerDefinitions:    d.ContainerDefinitions,
		RequiresCompatibilities: []ecstypes.Compatibility{ecstypes.CompatibilityFargate},
	})
	if err != nil {
		return err
	}
	_, err = c.UpdateService(b.ctx, &ecs.UpdateServiceInput{
		Cluster:        aws.String("ai-cluster"),
		Service:        aws.String("manufacturing-api"),
		TaskDefinition: next.TaskDefinition.TaskDefinitionArn,
	})
	return err
}
