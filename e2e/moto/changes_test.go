package moto_test

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	aastypes "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	ecstypes "github.com/aws/aws-sdk-go-v2/service/ecs/types"
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

func (b *builder) changes() []change {
	buckets := s3.NewFromConfig(b.cfg, func(o *s3.Options) { o.UsePathStyle = true })
	network := ec2.NewFromConfig(b.cfg)
	services := ecs.NewFromConfig(b.cfg)
	return []change{
		{"a security group is opened", func() error {
			rule := discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, CidrIp: "0.0.0.0/0"}
			group := b.find("AWS::EC2::SecurityGroup", "mariadb-sg")
			_, err := network.AuthorizeSecurityGroupIngress(b.ctx, &ec2.AuthorizeSecurityGroupIngressInput{GroupId: &group, IpPermissions: []types.IpPermission{permission(rule)}})
			return err
		}, "broken open-to-internet mariadb-sg ingress.3306/tcp"},
		{"the least number of tasks is raised", func() error {
			_, err := applicationautoscaling.NewFromConfig(b.cfg).RegisterScalableTarget(b.ctx, &applicationautoscaling.RegisterScalableTargetInput{
				ServiceNamespace: aastypes.ServiceNamespaceEcs, ResourceId: aws.String("service/ai-cluster/planning-api"),
				ScalableDimension: aastypes.ScalableDimensionECSServiceDesiredCount, MinCapacity: aws.Int32(5), MaxCapacity: aws.Int32(10),
			})
			return err
		}, "broken scaling-band-differs planning-api scaling.min"},
		{"encryption is switched off", func() error {
			topic := "arn:aws:sns:ap-northeast-2:" + account + ":ops-alerts"
			_, err := sns.NewFromConfig(b.cfg).SetTopicAttributes(b.ctx, &sns.SetTopicAttributesInput{TopicArn: &topic, AttributeName: aws.String("KmsMasterKeyId"), AttributeValue: aws.String("")})
			return err
		}, "broken not-encrypted ops-alerts encryption.at_rest"},
		{"an alarm is deleted", func() error {
			_, err := cloudwatch.NewFromConfig(b.cfg).DeleteAlarms(b.ctx, &cloudwatch.DeleteAlarmsInput{AlarmNames: []string{"mariadb-cpu"}})
			return err
		}, "broken alarm-missing mariadb operations.alarms.CPUUtilization"},
		{"a subnet is routed to the internet", func() error {
			table, gateway := b.find("AWS::EC2::RouteTable", "ai-prod-data"), b.find("AWS::EC2::InternetGateway", "igw")
			_, err := network.CreateRoute(b.ctx, &ec2.CreateRouteInput{RouteTableId: &table, DestinationCidrBlock: aws.String("0.0.0.0/0"), GatewayId: &gateway})
			return err
		}, "broken exposure-differs data exposure"},
		{"a bucket is made public", func() error {
			_, err := buckets.DeletePublicAccessBlock(b.ctx, &s3.DeletePublicAccessBlockInput{Bucket: aws.String("ai-prod-support-docs")})
			return err
		}, "broken public-access-differs support-docs public"},
		{"an image comes from elsewhere", func() error { return b.changeImage(services) }, "suspended image-source-differs manufacturing-api task.containers.api.image"},
		{"logs are kept for ever", func() error {
			_, err := cloudwatchlogs.NewFromConfig(b.cfg).DeleteRetentionPolicy(b.ctx, &cloudwatchlogs.DeleteRetentionPolicyInput{LogGroupName: aws.String("/ecs/support-api")})
			return err
		}, "broken log-retention-differs support-api operations.logs.retention"},
		{"a secret is no longer rotated", func() error {
			_, err := secretsmanager.NewFromConfig(b.cfg).CancelRotateSecret(b.ctx, &secretsmanager.CancelRotateSecretInput{SecretId: aws.String("prod/planning")})
			return err
		}, "broken rotation-differs planning-keys rotation.every"},
		{"a service is deleted", func() error {
			_, err := services.DeleteService(b.ctx, &ecs.DeleteServiceInput{Cluster: aws.String("ai-cluster"), Service: aws.String("document-ingest"), Force: aws.Bool(true)})
			return err
		}, "broken missing-resource document-ingest"},
	}
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
	out, err := c.DescribeTaskDefinition(b.ctx, &ecs.DescribeTaskDefinitionInput{TaskDefinition: aws.String("manufacturing-api")})
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
		Family: d.Family, Cpu: d.Cpu, Memory: d.Memory, NetworkMode: d.NetworkMode, TaskRoleArn: d.TaskRoleArn, ExecutionRoleArn: d.ExecutionRoleArn,
		ContainerDefinitions: d.ContainerDefinitions, RequiresCompatibilities: []ecstypes.Compatibility{ecstypes.CompatibilityFargate},
	})
	if err != nil {
		return err
	}
	_, err = c.UpdateService(b.ctx, &ecs.UpdateServiceInput{
		Cluster: aws.String("ai-cluster"), Service: aws.String("manufacturing-api"), TaskDefinition: next.TaskDefinition.TaskDefinitionArn,
	})
	return err
}
