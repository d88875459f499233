package discover

var applicationAutoScalingFamily = Family{
	Name: "Application Auto Scaling",
	Operations: []Operation{
		{Name: "application-autoscaling:DescribeScalableTargets", Page: 50},
		{Name: "application-autoscaling:DescribeScalingPolicies", Page: 10},
		{Name: "application-autoscaling:DescribeScheduledActions", Page: 50},
	},
	Types: []Type{
		{
			Name: "AWS::ApplicationAutoScaling::ScalableTarget", Facts: facts[ScalableTarget],
			Read: []string{"application-autoscaling:DescribeScalableTargets"}, Detail: true,
		},
		{
			Name: "AWS::ApplicationAutoScaling::ScalingPolicy", Facts: facts[ScalingPolicy],
			Read: []string{"application-autoscaling:DescribeScalingPolicies"}, Detail: true,
		},
	},
}

// ScalableTarget is the band within which something scales. ResourceId is
// "service/CLUSTER/SERVICE" for an ECS service.
type ScalableTarget struct {
	ServiceNamespace  string
	ResourceId        string
	ScalableDimension string
	MinCapacity       int
	MaxCapacity       int
	// ScalingInSuspended and ScalingOutSuspended say that scaling was stopped by hand.
	ScalingInSuspended  bool
	ScalingOutSuspended bool
	ScheduledActions    []ScheduledAction `from:"application-autoscaling:DescribeScheduledActions"`
}

func (f *ScalableTarget) Band() Band {
	return Band{
		Min: said(f.MinCapacity, "MinCapacity"), Max: said(f.MaxCapacity, "MaxCapacity"),
		Actions: said(f.ScheduledActions, "ScheduledActions"),
	}
}

// ScheduledAction changes the band at a time.
type ScheduledAction struct {
	ScheduledActionName string
	Schedule            string
	Timezone            string
	MinCapacity         *int
	MaxCapacity         *int
}

// ScalingPolicy is what moves a count within its band.
type ScalingPolicy struct {
	PolicyName                               string
	PolicyType                               string
	ServiceNamespace                         string
	ResourceId                               string
	ScalableDimension                        string
	TargetTrackingScalingPolicyConfiguration *TargetTracking
}

func (f *ScalingPolicy) Tracks() (scales Reading[string], metric Reading[*TargetTracking]) {
	return said(f.ResourceId, "ResourceId"),
		said(f.TargetTrackingScalingPolicyConfiguration, "TargetTrackingScalingPolicyConfiguration")
}

// TargetTracking follows a metric: a predefined one, such as
// ECSServiceAverageCPUUtilization, or one of CloudWatch.
type TargetTracking struct {
	PredefinedMetricType string
	Namespace            string
	MetricName           string
	TargetValue          float64
	DisableScaleIn       bool
	ScaleInCooldown      int // seconds
	ScaleOutCooldown     int // seconds
}
