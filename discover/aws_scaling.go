package discover

import "slices"

var applicationAutoScalingFamily = Family{
	Name: "Application Auto Scaling",
	Operations: []Operation{
		{Name: "application-autoscaling:DescribeScalableTargets", Always: "ScalableTargets", Page: 50},
		{Name: "application-autoscaling:DescribeScalingPolicies", Always: "ScalingPolicies", Page: 10},
		{Name: "application-autoscaling:DescribeScheduledActions", Always: "ScheduledActions", Page: 50},
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
//
//asked:lives ScalingInSuspended told scaling-suspended
//asked:lives ScalingOutSuspended told scaling-suspended
type ScalableTarget struct {
	ServiceNamespace  string `unjudged:"name"`
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
	PolicyName                               string `unjudged:"name"`
	PolicyType                               string `unjudged:"undeclared"`
	ServiceNamespace                         string `unjudged:"name"`
	ResourceId                               string
	ScalableDimension                        string `unjudged:"name"`
	TargetTrackingScalingPolicyConfiguration *TargetTracking
	StepScalingPolicyConfiguration           *StepScaling
	// Alarms are the names of those that make it act; AWS makes them for a policy that
	// tracks a target.
	Alarms []string
}

func (f *ScalingPolicy) Tracks() (scales Reading[string], metric Reading[*TargetTracking]) {
	return said(f.ResourceId, "ResourceId"),
		said(f.TargetTrackingScalingPolicyConfiguration, "TargetTrackingScalingPolicyConfiguration")
}

func (f *ScalingPolicy) Steps() (alarms Reading[[]string], grows Reading[bool]) {
	if f.StepScalingPolicyConfiguration == nil {
		return said(f.Alarms, "Alarms"), said(false, "StepScalingPolicyConfiguration")
	}
	return said(f.Alarms, "Alarms"),
		said(grow(f.StepScalingPolicyConfiguration.StepAdjustments), "StepScalingPolicyConfiguration")
}

// StepScaling adds or takes away by how far an alarm is exceeded.
type StepScaling struct {
	AdjustmentType        string // ChangeInCapacity, PercentChangeInCapacity or ExactCapacity
	MetricAggregationType string
	Cooldown              int // seconds
	StepAdjustments       []StepAdjustment
}

// StepAdjustment is one step: between the bounds, counted from the alarm's threshold,
// it adjusts by so much. A bound that is nil is none.
type StepAdjustment struct {
	MetricIntervalLowerBound *float64
	MetricIntervalUpperBound *float64
	ScalingAdjustment        int
}

// grow reports whether a step adds to what runs.
func grow(steps []StepAdjustment) bool {
	return slices.ContainsFunc(steps, func(s StepAdjustment) bool { return s.ScalingAdjustment > 0 })
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
