package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"

	"asbuilt/discover"
)

var scalingCollectors = []collector{
	{calls: []string{
		"application-autoscaling:DescribeScalableTargets", "application-autoscaling:DescribeScheduledActions",
	}, collect: scalableTargets},
	{calls: []string{"application-autoscaling:DescribeScalingPolicies"}, collect: scalingPolicies},
}

// namespaces are the services asked about; AWS answers for one at a time.
var namespaces = []types.ServiceNamespace{
	types.ServiceNamespaceEcs, types.ServiceNamespaceDynamodb, types.ServiceNamespaceRds, types.ServiceNamespaceLambda,
}

func scalableTargets(ctx context.Context, s *scan) {
	c := applicationautoscaling.NewFromConfig(s.config)
	for _, ns := range namespaces {
		targets := map[[2]string]*discover.ScalableTarget{}
		each(ctx, s, c.DescribeScalableTargets,
			&applicationautoscaling.DescribeScalableTargetsInput{ServiceNamespace: ns},
			func(out *applicationautoscaling.DescribeScalableTargetsOutput) {
				for _, v := range out.ScalableTargets {
					facts := &discover.ScalableTarget{
						ServiceNamespace:  string(v.ServiceNamespace),
						ResourceId:        val(v.ResourceId),
						ScalableDimension: string(v.ScalableDimension),
						MinCapacity:       num(v.MinCapacity),
						MaxCapacity:       num(v.MaxCapacity),
					}
					if p := v.SuspendedState; p != nil {
						facts.ScalingInSuspended = val(p.DynamicScalingInSuspended)
						facts.ScalingOutSuspended = val(p.DynamicScalingOutSuspended)
					}
					targets[[2]string{facts.ResourceId, facts.ScalableDimension}] = facts
					s.add(&discover.Resource{
						Type:  "AWS::ApplicationAutoScaling::ScalableTarget",
						ID:    facts.ResourceId + "|" + facts.ScalableDimension,
						ARN:   val(v.ScalableTargetARN),
						Name:  facts.ResourceId,
						Facts: facts,
					})
				}
			})
		if len(targets) == 0 {
			continue
		}
		each(ctx, s, c.DescribeScheduledActions,
			&applicationautoscaling.DescribeScheduledActionsInput{ServiceNamespace: ns},
			func(out *applicationautoscaling.DescribeScheduledActionsOutput) {
				for _, v := range out.ScheduledActions {
					if t := targets[[2]string{val(v.ResourceId), string(v.ScalableDimension)}]; t != nil {
						t.ScheduledActions = append(t.ScheduledActions, scheduledAction(v))
					}
				}
			})
	}
}

func scheduledAction(v types.ScheduledAction) discover.ScheduledAction {
	a := discover.ScheduledAction{
		ScheduledActionName: val(v.ScheduledActionName),
		Schedule:            val(v.Schedule),
		Timezone:            val(v.Timezone),
	}
	if t := v.ScalableTargetAction; t != nil {
		a.MinCapacity, a.MaxCapacity = count(t.MinCapacity), count(t.MaxCapacity)
	}
	return a
}

// count keeps the difference between zero and nothing.
func count(p *int32) *int {
	if p == nil {
		return nil
	}
	return ref(int(*p))
}

func scalingPolicies(ctx context.Context, s *scan) {
	c := applicationautoscaling.NewFromConfig(s.config)
	for _, ns := range namespaces {
		each(ctx, s, c.DescribeScalingPolicies,
			&applicationautoscaling.DescribeScalingPoliciesInput{ServiceNamespace: ns},
			func(out *applicationautoscaling.DescribeScalingPoliciesOutput) {
				for _, v := range out.ScalingPolicies {
					s.add(&discover.Resource{
						Type:  "AWS::ApplicationAutoScaling::ScalingPolicy",
						ID:    val(v.PolicyName) + "|" + val(v.ResourceId),
						ARN:   val(v.PolicyARN),
						Name:  val(v.PolicyName),
						Facts: scalingPolicy(v),
					})
				}
			})
	}
}

func scalingPolicy(v types.ScalingPolicy) *discover.ScalingPolicy {
	facts := &discover.ScalingPolicy{
		PolicyName: val(v.PolicyName), PolicyType: string(v.PolicyType), ServiceNamespace: string(v.ServiceNamespace),
		ResourceId: val(v.ResourceId), ScalableDimension: string(v.ScalableDimension),
		StepScalingPolicyConfiguration: stepScaling(v.StepScalingPolicyConfiguration),
		Alarms:                         pluck(v.Alarms, func(a types.Alarm) string { return val(a.AlarmName) }),
	}
	t := v.TargetTrackingScalingPolicyConfiguration
	if t == nil {
		return facts
	}
	tracking := &discover.TargetTracking{
		TargetValue: val(t.TargetValue), DisableScaleIn: val(t.DisableScaleIn),
		ScaleInCooldown: num(t.ScaleInCooldown), ScaleOutCooldown: num(t.ScaleOutCooldown),
	}
	if p := t.PredefinedMetricSpecification; p != nil {
		tracking.PredefinedMetricType = string(p.PredefinedMetricType)
	}
	if m := t.CustomizedMetricSpecification; m != nil {
		tracking.Namespace, tracking.MetricName = val(m.Namespace), val(m.MetricName)
	}
	facts.TargetTrackingScalingPolicyConfiguration = tracking
	return facts
}

func stepScaling(v *types.StepScalingPolicyConfiguration) *discover.StepScaling {
	if v == nil {
		return nil
	}
	out := &discover.StepScaling{
		AdjustmentType: string(v.AdjustmentType), MetricAggregationType: string(v.MetricAggregationType),
		Cooldown: num(v.Cooldown),
	}
	for _, step := range v.StepAdjustments {
		out.StepAdjustments = append(out.StepAdjustments, discover.StepAdjustment{
			MetricIntervalLowerBound: step.MetricIntervalLowerBound,
			MetricIntervalUpperBound: step.MetricIntervalUpperBound,
			ScalingAdjustment:        num(step.ScalingAdjustment),
		})
	}
	return out
}
