package aws

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/synthetics"

	"asbuilt/discover"
)

var cloudWatchCollectors = []collector{
	{calls: []string{"cloudwatch:DescribeAlarms"}, collect: alarms},
	{global: true, calls: []string{"cloudwatch:ListDashboards"}, collect: dashboards},
	{calls: []string{
		"logs:DescribeLogGroups", "logs:ListTagsForResource", "logs:DescribeSubscriptionFilters",
	}, collect: logGroups},
	{calls: []string{"logs:DescribeMetricFilters"}, collect: metricFilters},
	{calls: []string{"synthetics:DescribeCanaries"}, collect: canaries},
}

// alarms names the kinds it wants: without that AWS leaves composite ones out.
func alarms(ctx context.Context, s *scan) {
	c := cloudwatch.NewFromConfig(s.config)
	kinds := []types.AlarmType{types.AlarmTypeMetricAlarm, types.AlarmTypeCompositeAlarm}
	each(ctx, s, c.DescribeAlarms, &cloudwatch.DescribeAlarmsInput{AlarmTypes: kinds},
		func(out *cloudwatch.DescribeAlarmsOutput) {
			for _, v := range out.MetricAlarms {
				s.add(&discover.Resource{
					Type:  "AWS::CloudWatch::Alarm",
					ID:    val(v.AlarmName),
					ARN:   val(v.AlarmArn),
					Name:  val(v.AlarmName),
					Facts: alarm(v),
				})
			}
			for _, v := range out.CompositeAlarms {
				s.add(&discover.Resource{
					Type: "AWS::CloudWatch::CompositeAlarm",
					ID:   val(v.AlarmName),
					ARN:  val(v.AlarmArn),
					Name: val(v.AlarmName),
					Facts: &discover.CompositeAlarm{
						AlarmRule:      val(v.AlarmRule),
						ActionsEnabled: val(v.ActionsEnabled),
						AlarmActions:   v.AlarmActions,
					},
				})
			}
		})
}

func alarm(v types.MetricAlarm) *discover.Alarm {
	facts := &discover.Alarm{
		Namespace:          val(v.Namespace),
		MetricName:         val(v.MetricName),
		Dimensions:         dimensions(v.Dimensions),
		Statistic:          string(v.Statistic),
		ExtendedStatistic:  val(v.ExtendedStatistic),
		ComparisonOperator: string(v.ComparisonOperator),
		Threshold:          val(v.Threshold),
		ThresholdMetricId:  val(v.ThresholdMetricId),
		Period:             num(v.Period),
		EvaluationPeriods:  num(v.EvaluationPeriods),
		DatapointsToAlarm:  num(v.DatapointsToAlarm),
		TreatMissingData:   val(v.TreatMissingData),
		ActionsEnabled:     val(v.ActionsEnabled),
		AlarmActions:       v.AlarmActions,
		OKActions:          v.OKActions,
		StateValue:         string(v.StateValue),
	}
	for _, m := range v.Metrics {
		metric := discover.AlarmMetric{Id: val(m.Id), Expression: val(m.Expression), Period: num(m.Period)}
		if m.MetricStat != nil {
			metric.Period = num(m.MetricStat.Period)
			if m.MetricStat.Metric != nil {
				metric.Namespace = val(m.MetricStat.Metric.Namespace)
				metric.MetricName = val(m.MetricStat.Metric.MetricName)
				metric.Dimensions = dimensions(m.MetricStat.Metric.Dimensions)
			}
		}
		facts.Metrics = append(facts.Metrics, metric)
	}
	return facts
}

func dimensions(list []types.Dimension) map[string]string {
	out := map[string]string{}
	for _, d := range list {
		out[val(d.Name)] = val(d.Value)
	}
	return out
}

func dashboards(ctx context.Context, s *scan) {
	c := cloudwatch.NewFromConfig(s.config)
	each(ctx, s, c.ListDashboards, &cloudwatch.ListDashboardsInput{}, func(out *cloudwatch.ListDashboardsOutput) {
		for _, v := range out.DashboardEntries {
			s.add(&discover.Resource{
				Type:  "AWS::CloudWatch::Dashboard",
				ID:    val(v.DashboardName),
				ARN:   val(v.DashboardArn),
				Name:  val(v.DashboardName),
				Facts: &discover.Dashboard{},
			})
		}
	})
}

func logGroups(ctx context.Context, s *scan) {
	c := cloudwatchlogs.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeLogGroups, &cloudwatchlogs.DescribeLogGroupsInput{},
		func(out *cloudwatchlogs.DescribeLogGroupsOutput) {
			for _, v := range out.LogGroups {
				arn := strings.TrimSuffix(firstOf(val(v.LogGroupArn), val(v.Arn)), ":*")
				found = append(found, s.add(&discover.Resource{
					Type: "AWS::Logs::LogGroup", ID: val(v.LogGroupName), ARN: arn, Name: val(v.LogGroupName),
					Facts: &discover.LogGroup{
						RetentionInDays:      count(v.RetentionInDays),
						KmsKeyId:             val(v.KmsKeyId),
						LogGroupClass:        string(v.LogGroupClass),
						DataProtectionStatus: string(v.DataProtectionStatus),
					},
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.LogGroup)
		ask(ctx, s, r, c.ListTagsForResource, &cloudwatchlogs.ListTagsForResourceInput{ResourceArn: &r.ARN},
			func(out *cloudwatchlogs.ListTagsForResourceOutput) { r.Tags = tagMap(out.Tags) })
		ask(ctx, s, r, c.DescribeSubscriptionFilters,
			&cloudwatchlogs.DescribeSubscriptionFiltersInput{LogGroupName: &r.ID},
			func(out *cloudwatchlogs.DescribeSubscriptionFiltersOutput) {
				for _, f := range out.SubscriptionFilters {
					facts.SubscriptionFilters = append(facts.SubscriptionFilters, val(f.DestinationArn))
				}
			})
	})
}

func metricFilters(ctx context.Context, s *scan) {
	c := cloudwatchlogs.NewFromConfig(s.config)
	each(ctx, s, c.DescribeMetricFilters, &cloudwatchlogs.DescribeMetricFiltersInput{},
		func(out *cloudwatchlogs.DescribeMetricFiltersOutput) {
			for _, v := range out.MetricFilters {
				facts := &discover.MetricFilter{LogGroupName: val(v.LogGroupName)}
				for _, m := range v.MetricTransformations {
					facts.Metrics = append(facts.Metrics, discover.FilteredMetric{
						MetricNamespace: val(m.MetricNamespace),
						MetricName:      val(m.MetricName),
					})
				}
				s.add(&discover.Resource{
					Type:  "AWS::Logs::MetricFilter",
					ID:    val(v.LogGroupName) + "|" + val(v.FilterName),
					Name:  val(v.FilterName),
					Facts: facts,
				})
			}
		})
}

func canaries(ctx context.Context, s *scan) {
	c := synthetics.NewFromConfig(s.config)
	each(ctx, s, c.DescribeCanaries, &synthetics.DescribeCanariesInput{}, func(out *synthetics.DescribeCanariesOutput) {
		for _, v := range out.Canaries {
			facts := &discover.Canary{
				RuntimeVersion: val(v.RuntimeVersion),
				ArtifactBucket: bucketOf(val(v.ArtifactS3Location)),
			}
			if v.Status != nil {
				facts.State = string(v.Status.State)
			}
			if v.Schedule != nil {
				facts.Schedule = val(v.Schedule.Expression)
			}
			if n := v.VpcConfig; n != nil {
				facts.VpcId, facts.SubnetIds, facts.SecurityGroupIds = val(n.VpcId), n.SubnetIds, n.SecurityGroupIds
			}
			s.add(&discover.Resource{
				Type:  "AWS::Synthetics::Canary",
				ID:    val(v.Name),
				ARN:   s.arn("synthetics", "canary:"+val(v.Name)),
				Name:  val(v.Name),
				Tags:  tagMap(v.Tags),
				Facts: facts,
			})
		}
	})
}
