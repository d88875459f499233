package discover

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
			Name: "AWS::AutoScaling::AutoScalingGroup", Facts: func() any { return new(AutoScalingGroup) },
			Read: []string{"autoscaling:DescribeAutoScalingGroups"},
		},
		{
			Name: "AWS::AutoScaling::ScalingPolicy", Facts: func() any { return new(GroupScalingPolicy) },
			Read: []string{"autoscaling:DescribePolicies"}, Detail: true,
		},
	},
}

// AutoScalingGroup keeps a number of machines.
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
	InstanceRefresh  string            `from:"autoscaling:DescribeInstanceRefreshes"`
	ScheduledActions []ScheduledAction `from:"autoscaling:DescribeScheduledActions"`
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
