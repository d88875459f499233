package aws

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"asbuilt/discover"
)

var ecsCollectors = []collector{
	{calls: []string{
		"ecs:ListClusters", "ecs:DescribeClusters", "ecs:ListContainerInstances", "ecs:DescribeContainerInstances",
		"ecs:ListServices", "ecs:DescribeServices", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeTaskDefinition",
		"ecs:DescribeCapacityProviders",
	}, collect: ecsClusters},
}

func ecsClusters(ctx context.Context, s *scan) {
	c := ecs.NewFromConfig(s.config)
	var arns []string
	each(ctx, s, c.ListClusters, &ecs.ListClustersInput{}, func(out *ecs.ListClustersOutput) {
		arns = append(arns, out.ClusterArns...)
	})
	include := []types.ClusterField{types.ClusterFieldSettings, types.ClusterFieldTags}
	providers := map[string]bool{}
	var clusters []*discover.Resource
	for some := range slices.Chunk(arns, s.batch("ecs:DescribeClusters")) {
		each(ctx, s, c.DescribeClusters, &ecs.DescribeClustersInput{Clusters: some, Include: include},
			func(out *ecs.DescribeClustersOutput) {
				for _, v := range out.Clusters {
					for _, p := range v.CapacityProviders {
						providers[p] = true
					}
					clusters = append(clusters, s.add(&discover.Resource{
						Type:  "AWS::ECS::Cluster",
						ID:    val(v.ClusterName),
						ARN:   val(v.ClusterArn),
						Name:  val(v.ClusterName),
						Tags:  tagsOf(v.Tags),
						Facts: ecsCluster(v),
					}))
				}
			})
	}
	capacityProviders(ctx, s, c, slices.Sorted(maps.Keys(providers)))
	forEach(clusters, func(r *discover.Resource) { containerInstances(ctx, s, c, r) })
	tasks := &taskDefinitions{arns: map[string]bool{}}
	forEach(arns, func(cluster string) { ecsServices(ctx, s, c, cluster, tasks) })
	forEach(slices.Sorted(maps.Keys(tasks.arns)), func(arn string) { taskDefinition(ctx, s, c, arn) })
}

// taskDefinitions are the revisions that services use, each to be read once.
type taskDefinitions struct {
	mu   sync.Mutex
	arns map[string]bool
}

func (t *taskDefinitions) use(arn string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if arn != "" {
		t.arns[arn] = true
	}
}

func ecsCluster(v types.Cluster) *discover.ECSCluster {
	facts := &discover.ECSCluster{
		ClusterName: val(v.ClusterName), Status: val(v.Status), CapacityProviders: v.CapacityProviders,
		DefaultCapacityProviderStrategy: strategy(v.DefaultCapacityProviderStrategy),
	}
	for _, setting := range v.Settings {
		if setting.Name == types.ClusterSettingNameContainerInsights {
			facts.ContainerInsights = val(setting.Value)
		}
	}
	return facts
}

// containerInstances reads the machines of a cluster.
func containerInstances(ctx context.Context, s *scan, c *ecs.Client, cluster *discover.Resource) {
	facts := cluster.Facts.(*discover.ECSCluster)
	var arns []string
	ask(ctx, s, cluster, c.ListContainerInstances, &ecs.ListContainerInstancesInput{Cluster: &cluster.ARN},
		func(out *ecs.ListContainerInstancesOutput) { arns = append(arns, out.ContainerInstanceArns...) })
	for some := range slices.Chunk(arns, s.batch("ecs:DescribeContainerInstances")) {
		in := &ecs.DescribeContainerInstancesInput{Cluster: &cluster.ARN, ContainerInstances: some}
		ask(ctx, s, cluster, c.DescribeContainerInstances, in, func(out *ecs.DescribeContainerInstancesOutput) {
			for _, v := range out.ContainerInstances {
				facts.ContainerInstances = append(facts.ContainerInstances, discover.ContainerInstance{
					Ec2InstanceId: val(v.Ec2InstanceId), CapacityProviderName: val(v.CapacityProviderName),
					Status: val(v.Status), AgentConnected: v.AgentConnected,
				})
			}
		})
	}
}

func strategy(list []types.CapacityProviderStrategyItem) []discover.CapacityProviderStrategyItem {
	var out []discover.CapacityProviderStrategyItem
	for _, v := range list {
		out = append(out, discover.CapacityProviderStrategyItem{
			CapacityProvider: val(v.CapacityProvider),
			Base:             int(v.Base),
			Weight:           int(v.Weight),
		})
	}
	return out
}

func ecsServices(ctx context.Context, s *scan, c *ecs.Client, cluster string, tasks *taskDefinitions) {
	var arns []string
	each(ctx, s, c.ListServices, &ecs.ListServicesInput{Cluster: &cluster}, func(out *ecs.ListServicesOutput) {
		arns = append(arns, out.ServiceArns...)
	})
	include := []types.ServiceField{types.ServiceFieldTags}
	var found []*discover.Resource
	for some := range slices.Chunk(arns, s.batch("ecs:DescribeServices")) {
		each(ctx, s, c.DescribeServices,
			&ecs.DescribeServicesInput{Cluster: &cluster, Services: some, Include: include},
			func(out *ecs.DescribeServicesOutput) {
				for _, v := range out.Services {
					found = append(found, s.add(&discover.Resource{
						Type:  "AWS::ECS::Service",
						ID:    discover.LastSegment(val(v.ClusterArn)) + "/" + val(v.ServiceName),
						ARN:   val(v.ServiceArn),
						Name:  val(v.ServiceName),
						Tags:  tagsOf(v.Tags),
						Facts: ecsService(v),
					}))
					tasks.use(val(v.TaskDefinition))
					for _, d := range v.Deployments {
						tasks.use(val(d.TaskDefinition))
					}
				}
			})
	}
	runningImages(ctx, s, c, cluster, found)
}

// runningImages reads from which images the tasks of a cluster's services were started.
// Tasks are listed by cluster, not by service: that is a call for each hundred tasks, and
// none for each service. Amazon ECS calls the group of a service's tasks service:NAME.
//
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
func runningImages(ctx context.Context, s *scan, c *ecs.Client, cluster string, services []*discover.Resource) {
	var arns []string
	askAll(ctx, s, services, c.ListTasks, &ecs.ListTasksInput{Cluster: &cluster},
		func(out *ecs.ListTasksOutput) { arns = append(arns, out.TaskArns...) })
	counts := map[string]map[discover.RunningImage]int{}
	for some := range slices.Chunk(arns, s.batch("ecs:DescribeTasks")) {
		askAll(ctx, s, services, c.DescribeTasks, &ecs.DescribeTasksInput{Cluster: &cluster, Tasks: some},
			func(out *ecs.DescribeTasksOutput) {
				for _, t := range out.Tasks {
					countImages(counts, t)
				}
			})
	}
	for _, r := range services {
		facts := r.Facts.(*discover.ECSService)
		for image, n := range counts["service:"+facts.ServiceName] {
			image.Count = n
			facts.RunningImages = append(facts.RunningImages, image)
		}
	}
}

// countImages adds those of a task to its group's.
func countImages(counts map[string]map[discover.RunningImage]int, t types.Task) {
	group := val(t.Group)
	if counts[group] == nil {
		counts[group] = map[discover.RunningImage]int{}
	}
	for _, container := range t.Containers {
		if val(container.ImageDigest) == "" {
			continue // it is not there yet
		}
		counts[group][discover.RunningImage{
			TaskDefinition: val(t.TaskDefinitionArn), Container: val(container.Name),
			Image: val(container.Image), ImageDigest: val(container.ImageDigest),
		}]++
	}
}

func ecsService(v types.Service) *discover.ECSService {
	facts := &discover.ECSService{
		Cluster:                  val(v.ClusterArn),
		ServiceName:              val(v.ServiceName),
		Status:                   val(v.Status),
		TaskDefinition:           val(v.TaskDefinition),
		DesiredCount:             int(v.DesiredCount),
		RunningCount:             int(v.RunningCount),
		PendingCount:             int(v.PendingCount),
		SchedulingStrategy:       string(v.SchedulingStrategy),
		LaunchType:               string(v.LaunchType),
		CapacityProviderStrategy: strategy(v.CapacityProviderStrategy),
		EnableExecuteCommand:     v.EnableExecuteCommand,
		ServiceRegistries: pluck(v.ServiceRegistries, func(r types.ServiceRegistry) string {
			return val(r.RegistryArn)
		}),
		DeploymentController:    string(types.DeploymentControllerTypeEcs),
		DeploymentConfiguration: deploymentConfiguration(v.DeploymentConfiguration),
	}
	if v.DeploymentController != nil {
		facts.DeploymentController = string(v.DeploymentController.Type)
	}
	if n := v.NetworkConfiguration; n != nil && n.AwsvpcConfiguration != nil {
		facts.AwsvpcConfiguration = &discover.AwsvpcConfiguration{
			AssignPublicIp: string(n.AwsvpcConfiguration.AssignPublicIp),
			SecurityGroups: n.AwsvpcConfiguration.SecurityGroups,
			Subnets:        n.AwsvpcConfiguration.Subnets,
		}
	}
	for _, b := range v.LoadBalancers {
		facts.LoadBalancers = append(facts.LoadBalancers, discover.ServiceLoadBalancer{
			ContainerName:  val(b.ContainerName),
			ContainerPort:  num(b.ContainerPort),
			TargetGroupArn: val(b.TargetGroupArn),
		})
		if a := b.AdvancedConfiguration; a != nil && a.AlternateTargetGroupArn != nil {
			facts.LoadBalancers = append(facts.LoadBalancers, discover.ServiceLoadBalancer{
				ContainerName:  val(b.ContainerName),
				ContainerPort:  num(b.ContainerPort),
				TargetGroupArn: val(a.AlternateTargetGroupArn),
			})
		}
	}
	for _, d := range v.Deployments {
		facts.Deployments = append(facts.Deployments, discover.ServiceDeployment{
			Status: val(d.Status), RolloutState: string(d.RolloutState), CreatedAt: moment(d.CreatedAt),
			TaskDefinition: val(d.TaskDefinition),
			DesiredCount:   int(d.DesiredCount), RunningCount: int(d.RunningCount),
		})
	}
	return facts
}

func deploymentConfiguration(v *types.DeploymentConfiguration) *discover.DeploymentConfiguration {
	if v == nil {
		return nil
	}
	out := &discover.DeploymentConfiguration{
		Strategy: string(v.Strategy), BakeTimeInMinutes: num(v.BakeTimeInMinutes),
		MinimumHealthyPercent: num(v.MinimumHealthyPercent), MaximumPercent: num(v.MaximumPercent),
	}
	if b := v.DeploymentCircuitBreaker; b != nil {
		out.DeploymentCircuitBreaker = &discover.CircuitBreaker{Enable: b.Enable, Rollback: b.Rollback}
	}
	if a := v.Alarms; a != nil {
		out.Alarms = &discover.DeploymentAlarms{Enable: a.Enable, Rollback: a.Rollback, AlarmNames: a.AlarmNames}
	}
	return out
}

// taskDefinition reads one revision. It is found by being used, so when it
// cannot be read it stands there with all its facts unknown.
func taskDefinition(ctx context.Context, s *scan, c *ecs.Client, arn string) {
	facts := &discover.TaskDefinition{}
	r := s.add(&discover.Resource{
		Type:  "AWS::ECS::TaskDefinition",
		ID:    arn[strings.LastIndex(arn, "/")+1:],
		ARN:   arn,
		Facts: facts,
	})
	r.Name, _, _ = strings.Cut(r.ID, ":")
	ask(ctx, s, r, c.DescribeTaskDefinition,
		&ecs.DescribeTaskDefinitionInput{
			TaskDefinition: &arn,
			Include:        []types.TaskDefinitionField{types.TaskDefinitionFieldTags},
		},
		func(out *ecs.DescribeTaskDefinitionOutput) {
			if v := out.TaskDefinition; v != nil {
				r.Tags = tagsOf(out.Tags)
				fillTask(facts, v)
			}
		})
}

func fillTask(facts *discover.TaskDefinition, v *types.TaskDefinition) {
	*facts = discover.TaskDefinition{
		Family:                  val(v.Family),
		Revision:                int(v.Revision),
		Status:                  string(v.Status),
		Cpu:                     val(v.Cpu),
		Memory:                  val(v.Memory),
		NetworkMode:             string(v.NetworkMode),
		RequiresCompatibilities: texts(v.RequiresCompatibilities),
		TaskRoleArn:             val(v.TaskRoleArn),
		ExecutionRoleArn:        val(v.ExecutionRoleArn),
	}
	for _, d := range v.ContainerDefinitions {
		facts.ContainerDefinitions = append(facts.ContainerDefinitions, container(d))
	}
	for _, vol := range v.Volumes {
		facts.Volumes = append(facts.Volumes, taskVolume(vol))
	}
}

// container leaves the values of environment variables where they are.
func container(v types.ContainerDefinition) discover.ContainerDefinition {
	out := discover.ContainerDefinition{
		Name:                   val(v.Name),
		Image:                  val(v.Image),
		Essential:              v.Essential == nil || *v.Essential,
		Cpu:                    int(v.Cpu),
		Memory:                 num(v.Memory),
		MemoryReservation:      num(v.MemoryReservation),
		Privileged:             val(v.Privileged),
		ReadonlyRootFilesystem: val(v.ReadonlyRootFilesystem),
		User:                   val(v.User),
		Environment:            pluck(v.Environment, func(e types.KeyValuePair) string { return val(e.Name) }),
		EnvironmentFiles:       pluck(v.EnvironmentFiles, func(e types.EnvironmentFile) string { return val(e.Value) }),
	}
	for _, p := range v.PortMappings {
		out.PortMappings = append(out.PortMappings, discover.PortMapping{
			ContainerPort: num(p.ContainerPort),
			HostPort:      num(p.HostPort),
			Protocol:      string(p.Protocol),
		})
	}
	for _, e := range v.Secrets {
		out.Secrets = append(out.Secrets, discover.ContainerSecret{Name: val(e.Name), ValueFrom: val(e.ValueFrom)})
	}
	for _, m := range v.MountPoints {
		out.MountPoints = append(out.MountPoints, discover.MountPoint{
			SourceVolume:  val(m.SourceVolume),
			ContainerPath: val(m.ContainerPath),
			ReadOnly:      val(m.ReadOnly),
		})
	}
	if l := v.LogConfiguration; l != nil {
		out.LogConfiguration = &discover.LogConfiguration{LogDriver: string(l.LogDriver), Options: places(l.Options)}
	}
	if v.FirelensConfiguration != nil {
		out.Firelens = string(v.FirelensConfiguration.Type)
	}
	return out
}

// places are the log options that name a place; others may hold keys.
func places(options map[string]string) map[string]string {
	out := map[string]string{}
	for _, k := range []string{
		"awslogs-group", "awslogs-region", "awslogs-stream-prefix", "Name", "region", "log_group_name",
		"delivery_stream",
	} {
		if v, ok := options[k]; ok {
			out[k] = v
		}
	}
	return out
}

func taskVolume(v types.Volume) discover.TaskVolume {
	out := discover.TaskVolume{Name: val(v.Name), Type: "host"}
	switch {
	case v.EfsVolumeConfiguration != nil:
		out.Type, out.FilesystemId = "efs", val(v.EfsVolumeConfiguration.FileSystemId)
	case v.FsxWindowsFileServerVolumeConfiguration != nil:
		out.Type, out.FilesystemId = "fsx", val(v.FsxWindowsFileServerVolumeConfiguration.FileSystemId)
	case v.DockerVolumeConfiguration != nil:
		out.Type = "docker"
	case val(v.ConfiguredAtLaunch):
		out.Type = "configured-at-launch"
	case v.Host != nil:
		out.SourcePath = val(v.Host.SourcePath)
	}
	return out
}

// capacityProviders reads those that clusters use.
func capacityProviders(ctx context.Context, s *scan, c *ecs.Client, names []string) {
	include := []types.CapacityProviderField{types.CapacityProviderFieldTags}
	for some := range slices.Chunk(names, s.batch("ecs:DescribeCapacityProviders")) {
		in := &ecs.DescribeCapacityProvidersInput{CapacityProviders: some, Include: include}
		each(ctx, s, c.DescribeCapacityProviders, in, func(out *ecs.DescribeCapacityProvidersOutput) {
			for _, v := range out.CapacityProviders {
				s.add(&discover.Resource{
					Type:  "AWS::ECS::CapacityProvider",
					ID:    val(v.Name),
					ARN:   val(v.CapacityProviderArn),
					Name:  val(v.Name),
					Tags:  tagsOf(v.Tags),
					Facts: capacityProvider(v),
				})
			}
		})
	}
}

func capacityProvider(v types.CapacityProvider) *discover.CapacityProvider {
	facts := &discover.CapacityProvider{Status: string(v.Status)}
	if g := v.AutoScalingGroupProvider; g != nil {
		facts.AutoScalingGroupArn = val(g.AutoScalingGroupArn)
		facts.ManagedTerminationProtection = string(g.ManagedTerminationProtection)
		if g.ManagedScaling != nil {
			facts.ManagedScaling = string(g.ManagedScaling.Status)
			facts.TargetCapacity = num(g.ManagedScaling.TargetCapacity)
		}
	}
	return facts
}

// atoi is the number a text holds, or zero.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
