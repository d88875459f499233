package discover

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

var ecsFamily = Family{
	Name: "Amazon ECS",
	Operations: []Operation{
		{Name: "ecs:ListClusters", Always: "clusterArns", Page: 100},
		{Name: "ecs:DescribeClusters", Always: "clusters", Batch: 100},
		{Name: "ecs:ListContainerInstances", Always: "containerInstanceArns", Page: 100},
		{Name: "ecs:DescribeContainerInstances", Always: "containerInstances", Batch: 100},
		{Name: "ecs:ListServices", Always: "serviceArns", Page: 100},
		{Name: "ecs:DescribeServices", Always: "services", Batch: 10},
		{Name: "ecs:ListTasks", Always: "taskArns", Page: 100},
		{Name: "ecs:DescribeTasks", Always: "tasks", Batch: 100},
		{Name: "ecs:DescribeTaskDefinition", Always: "taskDefinition"},
		{Name: "ecs:DescribeCapacityProviders", Always: "capacityProviders", Page: 10, Batch: 100},
	},
	Types: []Type{
		{
			Name: "AWS::ECS::Cluster", Facts: facts[ECSCluster],
			Read: []string{"ecs:ListClusters", "ecs:DescribeClusters"},
		},
		{
			Name: "AWS::ECS::Service", Facts: facts[ECSService],
			Read: []string{"ecs:ListClusters", "ecs:ListServices", "ecs:DescribeServices"},
		},
		{
			Name:  "AWS::ECS::TaskDefinition",
			Facts: facts[TaskDefinition],
			Read: []string{
				"ecs:ListClusters", "ecs:ListServices", "ecs:DescribeServices", "ecs:DescribeTaskDefinition",
			},
			Detail: true,
		},
		{
			Name: "AWS::ECS::CapacityProvider", Facts: facts[CapacityProvider],
			Read: []string{"ecs:ListClusters", "ecs:DescribeClusters", "ecs:DescribeCapacityProviders"}, Detail: true,
		},
	},
}

// ECSCluster is where ECS services run. ContainerInsights is enabled, enhanced
// or disabled.
//
//asked:as runner
//asked:lacks Placed,Encrypting,Changing,Member,Banded its services are
//asked:lacks Measured found by its name under any name
//asked:lives Status fine active; in-flight provisioning; broken failed; going deprovisioning; gone inactive
//asked:lives ContainerInstances.Status fine active; in-flight registering; broken registration_failed
//asked:lives ContainerInstances.Status going draining deregistering; gone inactive
//asked:lives ContainerInstances.AgentConnected told not-running
type ECSCluster struct {
	ClusterName                     string `unjudged:"name"`
	Status                          string
	ContainerInsights               string
	CapacityProviders               []string                       `unjudged:"aside"`
	DefaultCapacityProviderStrategy []CapacityProviderStrategyItem `unjudged:"aside"`
	// ContainerInstances are its machines; those of Fargate are AWS's own.
	ContainerInstances []ContainerInstance `from:"ecs:ListContainerInstances ecs:DescribeContainerInstances"`
}

// ContainerInstance is a machine on which a cluster runs tasks. Status is
// REGISTERING, REGISTRATION_FAILED, ACTIVE, DRAINING or DEREGISTERING; nothing is
// started, and nothing is known of what runs, while AgentConnected is false.
type ContainerInstance struct {
	Ec2InstanceId        string // of a machine outside of AWS that of Systems Manager: mi-…
	CapacityProviderName string
	Status               string `sent:"always"`
	AgentConnected       bool
}

// ECSService keeps a number of tasks running.
//
//asked:as runner
//asked:lacks Encrypting its volumes do
//asked:lacks Banded a scalable target is
//asked:lives Status fine active; going draining; gone inactive
//asked:lives EnableExecuteCommand setting whether people may go into its containers
//asked:lives DeploymentConfiguration.DeploymentCircuitBreaker.Enable setting how it deploys
//asked:lives DeploymentConfiguration.Alarms.Enable setting how it deploys
//asked:lives Deployments.Status setting which of its deployments it is
//asked:lives Deployments.RolloutState told not-running
//asked:lives Deployments.CreatedAt setting since when a deployment is in flight
type ECSService struct {
	Cluster                  string // ARN
	ServiceName              string `unjudged:"weighed"`
	Status                   string
	TaskDefinition           string // ARN
	DesiredCount             int
	RunningCount             int
	PendingCount             int    `unjudged:"moment"`
	SchedulingStrategy       string `unjudged:"weighed"`
	LaunchType               string
	CapacityProviderStrategy []CapacityProviderStrategyItem
	AwsvpcConfiguration      *AwsvpcConfiguration
	LoadBalancers            []ServiceLoadBalancer
	ServiceRegistries        []string `unjudged:"undeclared"` // ARNs of Cloud Map services
	DeploymentController     string   // ECS, CODE_DEPLOY or EXTERNAL
	DeploymentConfiguration  *DeploymentConfiguration
	Deployments              []ServiceDeployment
	EnableExecuteCommand     bool
	// RunningImages are what its tasks were started from, as far as they run.
	RunningImages []RunningImage `from:"ecs:ListTasks ecs:DescribeTasks"`
}

// PlacedAt is where tasks are plugged in that have network interfaces of their
// own; the others use those of their machines.
func (f *ECSService) PlacedAt(r *Resource) Placement {
	if f.AwsvpcConfiguration == nil {
		return Placement{decides: []string{"AwsvpcConfiguration"}}
	}
	c := f.AwsvpcConfiguration
	where, guards := at(r, "AwsvpcConfiguration.Subnets"), at(r, "AwsvpcConfiguration.SecurityGroups")
	return plugged("", c.Subnets, c.SecurityGroups, where, guards)
}

// SoleIn is its cluster.
func (f *ECSService) SoleIn() Reading[string] { return said(f.Cluster, "Cluster") }

func (f *ECSService) Groups(typ string) (in Reading[[]string], ok bool) {
	switch typ {
	case "AWS::ECS::Cluster":
		return said([]string{f.Cluster}, "Cluster"), true
	case "AWS::ElasticLoadBalancingV2::TargetGroup":
		return said(f.targetGroups(), "LoadBalancers"), true
	}
	return Reading[[]string]{}, false
}

// targetGroups are the ARNs of those that its tasks are in; a blue-green
// deployment has two of each.
func (f *ECSService) targetGroups() (arns []string) {
	for _, lb := range f.LoadBalancers {
		arns = append(arns, lb.TargetGroupArn)
		if lb.AlternateTargetGroupArn != "" {
			arns = append(arns, lb.AlternateTargetGroupArn)
		}
	}
	return arns
}

// InFlight is a deployment, which changes which tasks run, from what and where,
// and may be taken back; how many are wanted it leaves alone.
func (f *ECSService) InFlight(fact string) Reading[Activity] {
	if len(f.ShowsInFlight(fact)) == 0 {
		return Reading[Activity]{}
	}
	var bake time.Duration
	if f.DeploymentConfiguration != nil {
		bake = time.Duration(f.DeploymentConfiguration.BakeTimeInMinutes) * time.Minute
	}
	for _, d := range f.Deployments {
		if d.RolloutState == "IN_PROGRESS" {
			return said(Activity{
				Kind: Deployment, Since: d.CreatedAt, SinceFact: "Deployments.CreatedAt", Extra: bake,
			}, "Deployments")
		}
	}
	return Reading[Activity]{}
}

// ShowsInFlight has nothing to tell of what no deployment changes. How long one bakes
// matters while there is one: it decides for how long it may take.
func (f *ECSService) ShowsInFlight(fact string) []string {
	fact, _, _ = strings.Cut(fact, ".")
	switch fact {
	case "TaskDefinition", "AwsvpcConfiguration", "LoadBalancers", "ServiceRegistries", "CapacityProviderStrategy",
		"LaunchType", "RunningCount", "PendingCount", "Deployments", "RunningImages":
		running := func(d ServiceDeployment) bool { return d.RolloutState == "IN_PROGRESS" }
		if slices.ContainsFunc(f.Deployments, running) {
			return []string{"Deployments.RolloutState", "DeploymentConfiguration.BakeTimeInMinutes"}
		}
		return []string{"Deployments.RolloutState"}
	}
	return nil
}

// Dimensions are those of the service, and those of its target groups.
func (f *ECSService) Dimensions(*Resource) []Dimension {
	all := []Dimension{{Name: "ServiceName", Reading: said(f.ServiceName, "ServiceName")}}
	if len(f.LoadBalancers) == 0 {
		return append(all, Dimension{Name: "TargetGroup", Reading: said("", "LoadBalancers")})
	}
	for _, arn := range f.targetGroups() {
		if arn != "" {
			name := arn[strings.LastIndex(arn, ":")+1:]
			all = append(all, Dimension{Name: "TargetGroup", Reading: said(name, "LoadBalancers")})
		}
	}
	return all
}

// Uses are its task definition, and the roles by way of that.
func (f *ECSService) Uses(*Resource) []Reliance {
	return []Reliance{onOne("AWS::ECS::TaskDefinition", f.TaskDefinition, "TaskDefinition")}
}

// ReliesOn leaves out the providers of Fargate, which are AWS's own.
func (f *ECSService) ReliesOn(*Resource) []Reliance {
	var providers []string
	for _, p := range f.CapacityProviderStrategy {
		if !strings.HasPrefix(p.CapacityProvider, "FARGATE") {
			providers = append(providers, p.CapacityProvider)
		}
	}
	return []Reliance{
		onOne("AWS::ECS::Cluster", f.Cluster, "Cluster"),
		onOne("AWS::ECS::TaskDefinition", f.TaskDefinition, "TaskDefinition"),
		{"AWS::ECS::CapacityProvider", said(providers, "CapacityProviderStrategy")},
	}
}

// CapacityProviderStrategyItem is a share of a service's tasks.
type CapacityProviderStrategyItem struct {
	CapacityProvider string
	Base             int
	Weight           int
}

// RunningImage is an image of so many running tasks: as the task definition names it,
// and what it was by its digest when they were started.
type RunningImage struct {
	TaskDefinition string // ARN
	Container      string
	Image          string
	ImageDigest    string
	Count          int
}

// AwsvpcConfiguration says where tasks are plugged in. AssignPublicIp is
// ENABLED or DISABLED.
type AwsvpcConfiguration struct {
	AssignPublicIp string
	SecurityGroups []string
	Subnets        []string
}

// ServiceLoadBalancer ties a container's port to a target group, and for
// blue-green deployments to the other one.
type ServiceLoadBalancer struct {
	ContainerName           string
	ContainerPort           int
	TargetGroupArn          string
	AlternateTargetGroupArn string
}

// DeploymentConfiguration is how new tasks replace old ones. Strategy is
// ROLLING, BLUE_GREEN, LINEAR or CANARY.
type DeploymentConfiguration struct {
	Strategy                 string
	BakeTimeInMinutes        int
	MinimumHealthyPercent    int
	MaximumPercent           int
	DeploymentCircuitBreaker *CircuitBreaker
	Alarms                   *DeploymentAlarms
}

// CircuitBreaker ends a deployment whose tasks do not start.
type CircuitBreaker struct {
	Enable   bool
	Rollback bool
}

// DeploymentAlarms end a deployment when an alarm rings.
type DeploymentAlarms struct {
	Enable     bool
	Rollback   bool
	AlarmNames []string
}

// ServiceDeployment is one version on its way in or out. RolloutState is
// COMPLETED, IN_PROGRESS or FAILED.
type ServiceDeployment struct {
	Status         string `sent:"always"`
	RolloutState   string
	CreatedAt      *time.Time
	TaskDefinition string
	DesiredCount   int
	RunningCount   int
}

// TaskDefinition is one revision of what a task consists of. Only revisions
// that services use are read.
//
//asked:lives Status fine active; off inactive; going delete_in_progress
type TaskDefinition struct {
	Family                  string
	Revision                int `unjudged:"name"`
	Status                  string
	Cpu                     string
	Memory                  string   // MiB
	NetworkMode             string   `unjudged:"undeclared"`
	RequiresCompatibilities []string `unjudged:"undeclared"`
	TaskRoleArn             string
	ExecutionRoleArn        string
	ContainerDefinitions    []ContainerDefinition
	Volumes                 []TaskVolume `unjudged:"aside"`
}

// Uses are the roles of its tasks.
func (f *TaskDefinition) Uses(*Resource) []Reliance {
	return []Reliance{
		onOne("AWS::IAM::Role", f.TaskRoleArn, "TaskRoleArn"), onOne("AWS::IAM::Role", f.ExecutionRoleArn, "ExecutionRoleArn"),
	}
}

// Serves gives the ports of all containers; AWS means tcp where it says nothing.
func (f *TaskDefinition) Serves() Reading[[]Port] {
	var open []Port
	for _, c := range f.ContainerDefinitions {
		for _, m := range c.PortMappings {
			open = append(open, Port{m.ContainerPort, cmp.Or(m.Protocol, "tcp")})
		}
	}
	return said(open, "ContainerDefinitions.PortMappings")
}

// ContainerDefinition is one container of a task. Values of environment
// variables are never read.
type ContainerDefinition struct {
	Name                   string `sent:"always"`
	Image                  string `sent:"always"`
	Essential              bool
	Cpu                    int
	Memory                 int // MiB
	MemoryReservation      int // MiB
	Privileged             bool
	ReadonlyRootFilesystem bool
	User                   string
	PortMappings           []PortMapping
	// Environment are the names of variables whose value stands in the
	// definition itself.
	Environment      []string
	EnvironmentFiles []string
	Secrets          []ContainerSecret
	LogConfiguration *LogConfiguration
	Firelens         string // fluentbit or fluentd
	MountPoints      []MountPoint
}

// PortMapping is a port of a container.
type PortMapping struct {
	ContainerPort int
	HostPort      int
	Protocol      string
}

// ContainerSecret is an environment variable whose value comes from a secret
// or parameter: ValueFrom is its ARN, with a key behind it at times.
type ContainerSecret struct {
	Name      string
	ValueFrom string
}

// LogConfiguration is where a container logs. Options are those that name a
// place: awslogs-group, awslogs-region, awslogs-stream-prefix.
type LogConfiguration struct {
	LogDriver string
	Options   map[string]string
}

// MountPoint is a volume in a container.
type MountPoint struct {
	SourceVolume  string
	ContainerPath string `sent:"always"`
	ReadOnly      bool
}

// TaskVolume is a volume of a task. Type is host, docker, efs, fsx or
// configured-at-launch.
type TaskVolume struct {
	Name         string
	Type         string
	FilesystemId string
	SourcePath   string
}

// CapacityProvider gives a cluster machines from an Auto Scaling group.
//
//asked:lives Status fine active; in-flight provisioning; going deprovisioning; gone inactive
type CapacityProvider struct {
	Status                       string
	AutoScalingGroupArn          string `unjudged:"leads"`
	ManagedScaling               string `unjudged:"undeclared"` // ENABLED or DISABLED
	TargetCapacity               int    `unjudged:"undeclared"` // per cent
	ManagedTerminationProtection string `unjudged:"undeclared"`
}
