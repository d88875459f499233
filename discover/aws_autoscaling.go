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
	},
}

// AutoScalingGroup keeps a number of machines.
//
//asked:as runner
//asked:lacks Encrypting its template says
type AutoScalingGroup struct {
	AutoScalingGroupName string
	MinSize              int
	MaxSize              int
	DesiredCapacity      int
	AvailabilityZones    []string
	VPCZoneIdentifier    []string // subnets
	TargetGroupARNs      []string
	HealthCheckType      string
	LaunchTemplate       *LaunchTemplateSpecification
	Instances            []GroupInstance
	// InstanceRefresh is the status of the last refresh: InProgress, Successful, …; empty without one.
	InstanceRefresh string `from:"autoscaling:DescribeInstanceRefreshes"`
	// InstanceRefreshStarted is when that began.
	InstanceRefreshStarted *time.Time        `from:"autoscaling:DescribeInstanceRefreshes"`
	ScheduledActions       []ScheduledAction `from:"autoscaling:DescribeScheduledActions"`
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
		return said(Activity{Kind: InstanceRefresh, Since: f.InstanceRefreshStarted}, "InstanceRefresh")
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

// ReliesOn are its machines.
func (f *AutoScalingGroup) ReliesOn(*Resource) []Reliance {
	var machines []string
	for _, i := range f.Instances {
		machines = append(machines, i.InstanceId)
	}
	return []Reliance{{"AWS::EC2::Instance", said(machines, "Instances")}}
}

// GroupInstance is a machine as its Auto Scaling group sees it.
type GroupInstance struct {
	InstanceId       string
	AvailabilityZone string
	LifecycleState   string
	HealthStatus     string
	LaunchTemplate   *LaunchTemplateSpecification
}

// GroupScalingPolicy is a scaling policy of an Auto Scaling group.
type GroupScalingPolicy struct {
	AutoScalingGroupName        string
	PolicyName                  string
	PolicyType                  string
	Enabled                     bool
	TargetTrackingConfiguration *TargetTracking
}

func (f *GroupScalingPolicy) BelongsTo(*Resource) Reliance {
	return onOne("AWS::AutoScaling::AutoScalingGroup", f.AutoScalingGroupName, "AutoScalingGroupName")
}

func (f *GroupScalingPolicy) Tracks() (scales Reading[string], metric Reading[*TargetTracking]) {
	return said(f.AutoScalingGroupName, "AutoScalingGroupName"),
		said(f.TargetTrackingConfiguration, "TargetTrackingConfiguration")
}
