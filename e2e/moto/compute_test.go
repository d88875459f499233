package moto_test

import (
	"archive/zip"
	"bytes"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	aastypes "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"asbuilt/discover"
)

func (b *builder) compute() {
	b.machines()
	b.function()
	c := ecs.NewFromConfig(b.cfg)
	tags := func(r *discover.Resource) []types.Tag {
		return tagList(r, func(k, v *string) types.Tag { return types.Tag{Key: k, Value: v} })
	}
	all(b, "AWS::ECS::CapacityProvider", func(r *discover.Resource, f *discover.CapacityProvider) error {
		_, err := c.CreateCapacityProvider(b.ctx, &ecs.CreateCapacityProviderInput{
			Name: &r.ID, Tags: tags(r), AutoScalingGroupProvider: &types.AutoScalingGroupProvider{
				AutoScalingGroupArn:          &f.AutoScalingGroupArn,
				ManagedTerminationProtection: types.ManagedTerminationProtection(f.ManagedTerminationProtection),
				ManagedScaling: &types.ManagedScaling{
					Status:         types.ManagedScalingStatus(f.ManagedScaling),
					TargetCapacity: aws.Int32(int32(f.TargetCapacity)),
				},
			},
		})
		return err
	})
	all(b, "AWS::ECS::Cluster", func(r *discover.Resource, f *discover.ECSCluster) error {
		_, err := c.CreateCluster(b.ctx, &ecs.CreateClusterInput{
			ClusterName: &r.ID, CapacityProviders: f.CapacityProviders, Tags: tags(r),
			Settings: []types.ClusterSetting{{
				Name:  types.ClusterSettingNameContainerInsights,
				Value: &f.ContainerInsights,
			}},
		})
		for _, i := range f.ContainerInstances {
			if err == nil {
				_, err = c.RegisterContainerInstance(b.ctx, &ecs.RegisterContainerInstanceInput{
					Cluster: &r.ID, InstanceIdentityDocument: aws.String(`{"instanceId":"` + i.Ec2InstanceId + `"}`),
				})
			}
		}
		return err
	})
	all(b, "AWS::ECS::TaskDefinition", func(r *discover.Resource, f *discover.TaskDefinition) error {
		in := &ecs.RegisterTaskDefinitionInput{
			Family:           &f.Family,
			Cpu:              &f.Cpu,
			Memory:           &f.Memory,
			NetworkMode:      types.NetworkMode(f.NetworkMode),
			TaskRoleArn:      &f.TaskRoleArn,
			ExecutionRoleArn: &f.ExecutionRoleArn,
			Tags:             tags(r),
		}
		if f.Cpu == "" {
			in.Cpu = nil
		}
		if f.Memory == "" {
			in.Memory = nil
		}
		for _, rc := range f.RequiresCompatibilities {
			in.RequiresCompatibilities = append(in.RequiresCompatibilities, types.Compatibility(rc))
		}
		for _, d := range f.ContainerDefinitions {
			in.ContainerDefinitions = append(in.ContainerDefinitions, containerDefinition(d))
		}
		for _, v := range f.Volumes {
			volume := types.Volume{Name: &v.Name}
			if v.SourcePath != "" {
				volume.Host = &types.HostVolumeProperties{SourcePath: &v.SourcePath}
			}
			in.Volumes = append(in.Volumes, volume)
		}
		out, err := c.RegisterTaskDefinition(b.ctx, in)
		if err == nil {
			b.ids[r.ARN] = aws.ToString(out.TaskDefinition.TaskDefinitionArn)
		}
		return err
	})
	all(b, "AWS::ECS::Service", func(r *discover.Resource, f *discover.ECSService) error {
		return b.ecsService(c, r, f, tags(r))
	})
	b.scaling()
}

func containerDefinition(d discover.ContainerDefinition) types.ContainerDefinition {
	out := types.ContainerDefinition{
		Name:                   &d.Name,
		Image:                  &d.Image,
		Essential:              &d.Essential,
		Cpu:                    int32(d.Cpu),
		Privileged:             &d.Privileged,
		ReadonlyRootFilesystem: &d.ReadonlyRootFilesystem,
	}
	if d.Memory > 0 {
		out.Memory = aws.Int32(int32(d.Memory))
	}
	if d.MemoryReservation > 0 {
		out.MemoryReservation = aws.Int32(int32(d.MemoryReservation))
	}
	if d.User != "" {
		out.User = &d.User
	}
	for _, p := range d.PortMappings {
		out.PortMappings = append(out.PortMappings, types.PortMapping{
			ContainerPort: aws.Int32(int32(p.ContainerPort)),
			HostPort:      aws.Int32(int32(p.HostPort)),
			Protocol:      types.TransportProtocol(p.Protocol),
		})
	}
	for _, name := range d.Environment {
		out.Environment = append(out.Environment, types.KeyValuePair{Name: &name, Value: aws.String(canary)})
	}
	for _, s := range d.Secrets {
		out.Secrets = append(out.Secrets, types.Secret{Name: &s.Name, ValueFrom: &s.ValueFrom})
	}
	for _, m := range d.MountPoints {
		out.MountPoints = append(out.MountPoints, types.MountPoint{
			SourceVolume:  &m.SourceVolume,
			ContainerPath: &m.ContainerPath,
			ReadOnly:      &m.ReadOnly,
		})
	}
	if l := d.LogConfiguration; l != nil {
		options := map[string]string{"apikey": canary}
		for k, v := range l.Options {
			options[k] = v
		}
		out.LogConfiguration = &types.LogConfiguration{LogDriver: types.LogDriver(l.LogDriver), Options: options}
	}
	if d.Firelens != "" {
		out.FirelensConfiguration = &types.FirelensConfiguration{Type: types.FirelensConfigurationType(d.Firelens)}
	}
	return out
}

func (b *builder) ecsService(c *ecs.Client, r *discover.Resource, f *discover.ECSService, tags []types.Tag) error {
	in := &ecs.CreateServiceInput{
		Cluster:              &f.Cluster,
		ServiceName:          &f.ServiceName,
		TaskDefinition:       &f.TaskDefinition,
		DesiredCount:         aws.Int32(int32(f.DesiredCount)),
		SchedulingStrategy:   types.SchedulingStrategy(f.SchedulingStrategy),
		EnableExecuteCommand: f.EnableExecuteCommand,
		Tags:                 tags,
		DeploymentController: &types.DeploymentController{Type: types.DeploymentControllerType(f.DeploymentController)},
	}
	for _, s := range f.CapacityProviderStrategy {
		in.CapacityProviderStrategy = append(in.CapacityProviderStrategy, types.CapacityProviderStrategyItem{
			CapacityProvider: &s.CapacityProvider, Base: int32(s.Base), Weight: int32(s.Weight),
		})
	}
	if n := f.AwsvpcConfiguration; n != nil {
		in.NetworkConfiguration = &types.NetworkConfiguration{AwsvpcConfiguration: &types.AwsVpcConfiguration{
			AssignPublicIp: types.AssignPublicIp(n.AssignPublicIp),
			SecurityGroups: n.SecurityGroups,
			Subnets:        n.Subnets,
		}}
	}
	for _, l := range f.LoadBalancers {
		in.LoadBalancers = append(in.LoadBalancers, types.LoadBalancer{
			ContainerName:  &l.ContainerName,
			ContainerPort:  aws.Int32(int32(l.ContainerPort)),
			TargetGroupArn: &l.TargetGroupArn,
		})
	}
	for _, arn := range f.ServiceRegistries {
		in.ServiceRegistries = append(in.ServiceRegistries, types.ServiceRegistry{RegistryArn: &arn})
	}
	if d := f.DeploymentConfiguration; d != nil {
		in.DeploymentConfiguration = &types.DeploymentConfiguration{
			Strategy:              types.DeploymentStrategy(d.Strategy),
			BakeTimeInMinutes:     aws.Int32(int32(d.BakeTimeInMinutes)),
			MinimumHealthyPercent: aws.Int32(int32(d.MinimumHealthyPercent)),
			MaximumPercent:        aws.Int32(int32(d.MaximumPercent)),
		}
		if cb := d.DeploymentCircuitBreaker; cb != nil {
			in.DeploymentConfiguration.DeploymentCircuitBreaker = &types.DeploymentCircuitBreaker{
				Enable:   cb.Enable,
				Rollback: cb.Rollback,
			}
		}
		if a := d.Alarms; a != nil {
			in.DeploymentConfiguration.Alarms = &types.DeploymentAlarms{
				Enable:     a.Enable,
				Rollback:   a.Rollback,
				AlarmNames: a.AlarmNames,
			}
		}
	}
	_, err := c.CreateService(b.ctx, in)
	return err
}

func (b *builder) scaling() {
	c := applicationautoscaling.NewFromConfig(b.cfg)
	all(b, "AWS::ApplicationAutoScaling::ScalableTarget", func(r *discover.Resource, f *discover.ScalableTarget) error {
		if _, err := c.RegisterScalableTarget(b.ctx, &applicationautoscaling.RegisterScalableTargetInput{
			ServiceNamespace:  aastypes.ServiceNamespace(f.ServiceNamespace),
			ResourceId:        &f.ResourceId,
			ScalableDimension: aastypes.ScalableDimension(f.ScalableDimension),
			MinCapacity:       aws.Int32(int32(f.MinCapacity)),
			MaxCapacity:       aws.Int32(int32(f.MaxCapacity)),
		}); err != nil {
			return err
		}
		for _, s := range f.ScheduledActions {
			in := &applicationautoscaling.PutScheduledActionInput{
				ServiceNamespace:     aastypes.ServiceNamespace(f.ServiceNamespace),
				ResourceId:           &f.ResourceId,
				ScalableDimension:    aastypes.ScalableDimension(f.ScalableDimension),
				ScheduledActionName:  &s.ScheduledActionName,
				Schedule:             &s.Schedule,
				ScalableTargetAction: &aastypes.ScalableTargetAction{},
			}
			if s.Timezone != "" {
				in.Timezone = &s.Timezone
			}
			if s.MinCapacity != nil {
				in.ScalableTargetAction.MinCapacity = aws.Int32(int32(*s.MinCapacity))
			}
			if s.MaxCapacity != nil {
				in.ScalableTargetAction.MaxCapacity = aws.Int32(int32(*s.MaxCapacity))
			}
			if _, err := c.PutScheduledAction(b.ctx, in); err != nil {
				return err
			}
		}
		return nil
	})
	all(b, "AWS::ApplicationAutoScaling::ScalingPolicy", func(r *discover.Resource, f *discover.ScalingPolicy) error {
		in := &applicationautoscaling.PutScalingPolicyInput{
			PolicyName:        &f.PolicyName,
			PolicyType:        aastypes.PolicyType(f.PolicyType),
			ServiceNamespace:  aastypes.ServiceNamespace(f.ServiceNamespace),
			ResourceId:        &f.ResourceId,
			ScalableDimension: aastypes.ScalableDimension(f.ScalableDimension),
		}
		if t := f.TargetTrackingScalingPolicyConfiguration; t != nil {
			config := &aastypes.TargetTrackingScalingPolicyConfiguration{
				TargetValue:      &t.TargetValue,
				DisableScaleIn:   &t.DisableScaleIn,
				ScaleInCooldown:  aws.Int32(int32(t.ScaleInCooldown)),
				ScaleOutCooldown: aws.Int32(int32(t.ScaleOutCooldown)),
			}
			if t.PredefinedMetricType != "" {
				config.PredefinedMetricSpecification = &aastypes.PredefinedMetricSpecification{
					PredefinedMetricType: aastypes.MetricType(t.PredefinedMetricType),
				}
			} else {
				config.CustomizedMetricSpecification = &aastypes.CustomizedMetricSpecification{
					MetricName: &t.MetricName,
					Namespace:  &t.Namespace,
					Statistic:  aastypes.MetricStatisticAverage,
				}
			}
			in.TargetTrackingScalingPolicyConfiguration = config
		}
		_, err := c.PutScalingPolicy(b.ctx, in)
		return err
	})
}

func (b *builder) function() {
	c := lambda.NewFromConfig(b.cfg)
	all(b, "AWS::Lambda::Function", func(r *discover.Resource, f *discover.Function) error {
		var code bytes.Buffer
		z := zip.NewWriter(&code)
		w, err := z.Create("rotate.py")
		if err != nil {
			return err
		}
		fmt.Fprintln(w, "def handler(event, context): pass")
		if err := z.Close(); err != nil {
			return err
		}
		environment := map[string]string{}
		for _, name := range f.Environment {
			environment[name] = canary
		}
		in := &lambda.CreateFunctionInput{
			FunctionName:  &r.ID,
			Runtime:       lambdatypes.Runtime(f.Runtime),
			Handler:       &f.Handler,
			Role:          &f.Role,
			MemorySize:    aws.Int32(int32(f.MemorySize)),
			Timeout:       aws.Int32(int32(f.Timeout)),
			Code:          &lambdatypes.FunctionCode{ZipFile: code.Bytes()},
			Tags:          r.Tags,
			Environment:   &lambdatypes.Environment{Variables: environment},
			LoggingConfig: &lambdatypes.LoggingConfig{LogGroup: &f.LogGroup},
		}
		if f.KmsKeyArn != "" {
			in.KMSKeyArn = &f.KmsKeyArn
		}
		if len(f.SubnetIds) > 0 {
			in.VpcConfig = &lambdatypes.VpcConfig{SubnetIds: f.SubnetIds, SecurityGroupIds: f.SecurityGroupIds}
		}
		_, err = c.CreateFunction(b.ctx, in)
		if err != nil || f.Policy == nil {
			return err
		}
		for _, s := range f.Policy.Statement {
			if _, err := c.AddPermission(b.ctx, &lambda.AddPermissionInput{
				FunctionName: &r.ID,
				StatementId:  &s.Sid,
				Action:       &s.Action[0],
				Principal:    &s.Principal[0],
			}); err != nil {
				return err
			}
		}
		return nil
	})
}
