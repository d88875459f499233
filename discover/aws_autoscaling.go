package discover

import (
	"strings"
	"time"
)

var autoScalingFamily = Family{
	Name: "Amazon EC2 Auto Scaling",
	Operations: []Operation{
		{Name: "autoscaling:DescribeAutoScalingGroups", Page: 100},
		{Name: "autoscaling:DescribePolicies", Page: 100},
		{Name: "autoscaling:DescribeInstanceRefreshes", Page: 100},
		{Name: "autoscaling:DescribeScheduledActions", Page: 100},
		{Name: "autoscaling:DescribeLifecycleHooks"},
		{Name: "autoscaling:DescribeLaunchConfigurations", Page: 100},
	},
	Types: []Type{
		{
			Name: "AWS::AutoScaling::AutoScalingGroup", Facts: facts[AutoScalingGroup],
			Read: []string{"autoscaling:DescribeAutoScalingGroups"},
		},
		{
			Name: "AWS::AutoScaling::ScalingPolicy", Facts: facts[GroupScalingPolicy],
			Read: []string{"autoscaling:DescribePolicies"}, Detail: true,
		},
		{
			Name: "AWS::AutoScaling::LaunchConfiguration", Facts: facts[LaunchConfiguration],
			Read: []string{"autoscaling:DescribeLaunchConfigurations"},
		},
	},
}

// AutoScalingGroup keeps a number of machines.
//
//asked:as runner
//asked:lacks Encrypting its template says
//asked:lives HealthCheckType setting by what health is judged
//asked:lives Instances.LifecycleState fine inservice warmed:pending warmed:pending:wait warmed:pending:proceed
//asked:lives Instances.LifecycleState fine warmed:terminating warmed:terminating:wait warmed:terminating:proceed
//asked:lives Instances.LifecycleState fine warmed:terminated warmed:stopped warmed:running warmed:hibernated
//asked:lives Instances.LifecycleState in-flight pending pending:wait pending:proceed; off enteringstandby standby
//asked:lives Instances.LifecycleState going detaching terminating terminating:wait terminating:proceed
//asked:lives Instances.LifecycleState going terminating:retained
//asked:lives Instances.LifecycleState gone detached terminated quarantined replacingrootvolume
//asked:lives Instances.LifecycleState gone replacingrootvolume:wait replacingrootvolume:proceed rootvolumereplaced
//asked:lives Instances.HealthStatus fine healthy; broken unhealthy
//asked:lives InstanceRefresh fine none pending inprogress successful cancelling cancelled rollbackinprogress
//asked:lives InstanceRefresh fine rollbacksuccessful baking
//asked:lives InstanceRefresh broken failed rollbackfailed
//asked:lives InstanceRefreshStarted setting since when a refresh is in flight
type AutoScalingGroup struct {
	AutoScalingGroupName string `unjudged:"name"`
	MinSize              int
	MaxSize              int
	DesiredCapacity      int
	AvailabilityZones    []string `unjudged:"said"`
	VPCZoneIdentifier    []string // subnets
	TargetGroupARNs      []string
	HealthCheckType      string `unjudged:"undeclared"`
	LaunchTemplate       *LaunchTemplateSpecification
	// LaunchConfigurationName is set where there is no template.
	LaunchConfigurationName string
	MixedInstancesPolicy    *MixedInstancesPolicy
	// SuspendedProcesses are those that somebody stopped: Launch, AlarmNotification, …
	SuspendedProcesses []string
	Instances          []GroupInstance
	// InstanceRefresh is the status of the last refresh: InProgress, Successful, …; empty without one.
	InstanceRefresh string `from:"autoscaling:DescribeInstanceRefreshes"`
	// InstanceRefreshStarted is when that began.
	InstanceRefreshStarted *time.Time        `from:"autoscaling:DescribeInstanceRefreshes"`
	ScheduledActions       []ScheduledAction `from:"autoscaling:DescribeScheduledActions"`
	// LifecycleHookSpecificationList are what waits before a machine serves or goes.
	LifecycleHookSpecificationList []LifecycleHook `from:"autoscaling:DescribeLifecycleHooks" unjudged:"undeclared"`
}

// PlacedAt gives the subnets; the security groups are those of the template.
func (f *AutoScalingGroup) PlacedAt(r *Resource) Placement {
	return Placement{Subnets: f.VPCZoneIdentifier, Facts: at(r, "VPCZoneIdentifier")}
}

func (f *AutoScalingGroup) Band() Band {
	return Band{
		Min: said(f.MinSize, "MinSize"), Max: said(f.MaxSize, "MaxSize"),
		Actions: said(f.ScheduledActions, "ScheduledActions"),
	}
}

func (f *AutoScalingGroup) Groups(typ string) (in Reading[[]string], ok bool) {
	return said(f.TargetGroupARNs, "TargetGroupARNs"), typ == "AWS::ElasticLoadBalancingV2::TargetGroup"
}

// InFlight knows of refreshes, which replace the machines and nothing else.
func (f *AutoScalingGroup) InFlight(fact string) Reading[Activity] {
	machines := fact == "Instances" || strings.HasPrefix(fact, "Instances.")
	if machines && (f.InstanceRefresh == "InProgress" || f.InstanceRefresh == "Pending") {
		return said(Activity{
			Kind: InstanceRefresh, Since: f.InstanceRefreshStarted, SinceFact: "InstanceRefreshStarted",
		}, "InstanceRefresh")
	}
	return Reading[Activity]{}
}

// ShowsInFlight has nothing to tell of what no refresh changes.
func (f *AutoScalingGroup) ShowsInFlight(fact string) []string {
	if fact != "Instances" && !strings.HasPrefix(fact, "Instances.") {
		return nil
	}
	return []string{"InstanceRefresh"}
}

func (f *AutoScalingGroup) Dimensions(r *Resource) []Dimension {
	return goesBy("AutoScalingGroupName", r)
}

// Uses is its launch template.
func (f *AutoScalingGroup) Uses(*Resource) []Reliance {
	if f.LaunchTemplate == nil {
		return nil
	}
	return []Reliance{onOne("AWS::EC2::LaunchTemplate", f.LaunchTemplate.LaunchTemplateId, "LaunchTemplate")}
}

// ReliesOn are its machines.
func (f *AutoScalingGroup) ReliesOn(*Resource) []Reliance {
	var machines []string
	for _, i := range f.Instances {
		machines = append(machines, i.InstanceId)
	}
	return []Reliance{{"AWS::EC2::Instance", said(machines, "Instances.InstanceId")}}
}

// GroupInstance is a machine as its Auto Scaling group sees it.
type GroupInstance struct {
	InstanceId              string `sent:"always"`
	AvailabilityZone        string
	LifecycleState          string `sent:"always"`
	HealthStatus            string `sent:"always"`
	LaunchTemplate          *LaunchTemplateSpecification
	LaunchConfigurationName string
}

// MixedInstancesPolicy is how a group mixes types of machines, and machines on demand
// with spot ones.
type MixedInstancesPolicy struct {
	OnDemandBaseCapacity                int
	OnDemandPercentageAboveBaseCapacity int
	OnDemandAllocationStrategy          string
	SpotAllocationStrategy              string
	// Overrides are the machines that it starts instead of those of its template.
	Overrides []InstanceOverride `order:"kept"`
}

// InstanceOverride is a type of machine, or what the type must offer, with the weight
// of one such machine.
type InstanceOverride struct {
	InstanceType         string
	InstanceRequirements *InstanceRequirements
	WeightedCapacity     string
	ImageId              string
	LaunchTemplate       *LaunchTemplateSpecification
}

// InstanceRequirements choose types by what they offer. AllowedInstanceTypes are names
// or patterns; empty allows all.
type InstanceRequirements struct {
	AllowedInstanceTypes []string
}

// LifecycleHook holds a machine back until somebody says that it may go on.
type LifecycleHook struct {
	LifecycleHookName     string
	LifecycleTransition   string
	DefaultResult         string // CONTINUE or ABANDON, when nobody answers
	HeartbeatTimeout      int    // seconds
	NotificationTargetARN string
	RoleARN               string
}

// LaunchConfiguration is what machines were started with before there were templates.
// Its user data is never read.
//
//asked:as runner
//asked:lacks Placed,Changing,Member,Banded,Measured nothing runs yet
//asked:lacks Encrypting its disks say
type LaunchConfiguration struct {
	ImageId                  string
	InstanceType             string
	IamInstanceProfile       string
	SecurityGroups           []string
	BlockDeviceMappings      []BlockDeviceMapping
	MetadataOptions          *MetadataOptions `unjudged:"undeclared"`
	AssociatePublicIpAddress bool             `unjudged:"aside"`
	SpotPrice                string           `unjudged:"undeclared"`
}

// Data is the same as a launch template has it.
func (f *LaunchConfiguration) Data() *LaunchTemplateData {
	return &LaunchTemplateData{
		ImageId: f.ImageId, InstanceType: f.InstanceType, IamInstanceProfile: f.IamInstanceProfile,
		SecurityGroupIds: f.SecurityGroups, BlockDeviceMappings: f.BlockDeviceMappings,
		MetadataOptions: f.MetadataOptions,
	}
}

// GroupScalingPolicy is a scaling policy of an Auto Scaling group.
//
//asked:lives Enabled fine true; off false
type GroupScalingPolicy struct {
	AutoScalingGroupName        string
	PolicyName                  string `unjudged:"name"`
	PolicyType                  string `unjudged:"undeclared"`
	Enabled                     bool
	TargetTrackingConfiguration *TargetTracking
	AdjustmentType              string `unjudged:"undeclared"`
	// ScalingAdjustment is that of a policy with one step for all.
	ScalingAdjustment *int
	StepAdjustments   []StepAdjustment
	// Alarms are the names of those that make it act.
	Alarms []string
}

func (f *GroupScalingPolicy) BelongsTo(*Resource) Reliance {
	return onOne("AWS::AutoScaling::AutoScalingGroup", f.AutoScalingGroupName, "AutoScalingGroupName")
}

func (f *GroupScalingPolicy) Tracks() (scales Reading[string], metric Reading[*TargetTracking]) {
	return said(f.AutoScalingGroupName, "AutoScalingGroupName"),
		said(f.TargetTrackingConfiguration, "TargetTrackingConfiguration")
}

func (f *GroupScalingPolicy) Steps() (alarms Reading[[]string], grows Reading[bool]) {
	if f.ScalingAdjustment != nil {
		return said(f.Alarms, "Alarms"), said(*f.ScalingAdjustment > 0, "ScalingAdjustment")
	}
	return said(f.Alarms, "Alarms"), said(grow(f.StepAdjustments), "StepAdjustments")
}
