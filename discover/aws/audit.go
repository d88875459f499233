package aws

import (
	"context"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/budgets"
	budgettypes "github.com/aws/aws-sdk-go-v2/service/budgets/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/costexplorer"

	"asbuilt/discover"
)

var auditCollectors = []collector{
	{calls: []string{"cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:ListTags"}, collect: trails},
	{global: true, calls: []string{
		"budgets:DescribeBudgets", "budgets:DescribeNotificationsForBudget",
		"budgets:DescribeSubscribersForNotification", "budgets:ListTagsForResource",
	}, collect: budgetsOfAccount},
	{global: true, calls: []string{"ce:GetAnomalyMonitors"}, collect: anomalyMonitors},
}

// trails reads the trails of the region; shadows of those whose home is
// elsewhere are left out, unless an organisation's trail has its home in
// another account.
func trails(ctx context.Context, s *scan) {
	c := cloudtrail.NewFromConfig(s.config)
	var found []*discover.Resource
	all := &cloudtrail.DescribeTrailsInput{IncludeShadowTrails: ref(true)}
	each(ctx, s, c.DescribeTrails, all, func(out *cloudtrail.DescribeTrailsOutput) {
		for _, v := range out.TrailList {
			found = append(found, s.add(&discover.Resource{
				Type:   "AWS::CloudTrail::Trail",
				ID:     val(v.Name),
				ARN:    val(v.TrailARN),
				Name:   val(v.Name),
				Region: firstOf(val(v.HomeRegion), s.region),
				Facts: &discover.Trail{
					S3BucketName:               val(v.S3BucketName),
					KMSKeyId:                   val(v.KmsKeyId),
					CloudWatchLogsLogGroupArn:  val(v.CloudWatchLogsLogGroupArn),
					IsMultiRegionTrail:         val(v.IsMultiRegionTrail),
					IsOrganizationTrail:        val(v.IsOrganizationTrail),
					IncludeGlobalServiceEvents: val(v.IncludeGlobalServiceEvents),
					EnableLogFileValidation:    val(v.LogFileValidationEnabled),
				},
			}))
		}
	})
	byARN := map[string]*discover.Resource{}
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Trail)
		ask(ctx, s, r, c.GetTrailStatus, &cloudtrail.GetTrailStatusInput{Name: &r.ARN},
			func(out *cloudtrail.GetTrailStatusOutput) { facts.IsLogging = val(out.IsLogging) })
	})
	for _, r := range found {
		byARN[r.ARN] = r
	}
	own := slices.DeleteFunc(slices.Clone(found), func(r *discover.Resource) bool { return r.Region != s.region })
	for some := range slices.Chunk(own, s.batch("cloudtrail:ListTags")) {
		arns := pluck(some, func(r *discover.Resource) string { return r.ARN })
		each(ctx, s, c.ListTags, &cloudtrail.ListTagsInput{ResourceIdList: arns}, func(out *cloudtrail.ListTagsOutput) {
			for _, t := range out.ResourceTagList {
				if r := byARN[val(t.ResourceId)]; r != nil {
					r.Tags = tagsOf(t.TagsList)
				}
			}
		})
	}
}

func budgetsOfAccount(ctx context.Context, s *scan) {
	c := budgets.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.DescribeBudgets, &budgets.DescribeBudgetsInput{AccountId: &s.id},
		func(out *budgets.DescribeBudgetsOutput) {
			for _, v := range out.Budgets {
				facts := &discover.Budget{BudgetType: string(v.BudgetType), TimeUnit: string(v.TimeUnit)}
				if v.BudgetLimit != nil {
					facts.LimitAmount, facts.LimitUnit = decimal(val(v.BudgetLimit.Amount)), val(v.BudgetLimit.Unit)
				}
				found = append(found, s.add(&discover.Resource{
					Type:  "AWS::Budgets::Budget",
					ID:    val(v.BudgetName),
					ARN:   "arn:" + s.partition + ":budgets::" + s.id + ":budget/" + val(v.BudgetName),
					Name:  val(v.BudgetName),
					Facts: facts,
				}))
			}
		})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Budget)
		in := &budgets.DescribeNotificationsForBudgetInput{AccountId: &s.id, BudgetName: &r.ID}
		var all []budgettypes.Notification
		ask(ctx, s, r, c.DescribeNotificationsForBudget, in, func(out *budgets.DescribeNotificationsForBudgetOutput) {
			all = append(all, out.Notifications...)
			for _, n := range out.Notifications {
				kind := firstOf(string(n.ThresholdType), string(budgettypes.ThresholdTypePercentage))
				facts.Notifications = append(facts.Notifications, discover.BudgetNotification{
					NotificationType: string(n.NotificationType), ThresholdType: kind, Threshold: n.Threshold,
				})
			}
		}, "NotFoundException")
		for i := range all {
			of := &budgets.DescribeSubscribersForNotificationInput{
				AccountId: &s.id, BudgetName: &r.ID, Notification: &all[i],
			}
			told := func(out *budgets.DescribeSubscribersForNotificationOutput) {
				for _, v := range out.Subscribers {
					if v.SubscriptionType == budgettypes.SubscriptionTypeSns {
						facts.Topics = append(facts.Topics, val(v.Address))
					}
				}
			}
			ask(ctx, s, r, c.DescribeSubscribersForNotification, of, told, "NotFoundException")
		}
		slices.Sort(facts.Topics)
		facts.Topics = slices.Compact(facts.Topics)
		ask(ctx, s, r, c.ListTagsForResource, &budgets.ListTagsForResourceInput{ResourceARN: &r.ARN},
			func(out *budgets.ListTagsForResourceOutput) { r.Tags = tagsOf(out.ResourceTags) })
	})
}

func decimal(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

func anomalyMonitors(ctx context.Context, s *scan) {
	c := costexplorer.NewFromConfig(s.config)
	each(ctx, s, c.GetAnomalyMonitors, &costexplorer.GetAnomalyMonitorsInput{},
		func(out *costexplorer.GetAnomalyMonitorsOutput) {
			for _, v := range out.AnomalyMonitors {
				s.add(&discover.Resource{
					Type:  "AWS::CE::AnomalyMonitor",
					ID:    discover.LastSegment(val(v.MonitorArn)),
					ARN:   val(v.MonitorArn),
					Name:  val(v.MonitorName),
					Facts: &discover.AnomalyMonitor{MonitorType: string(v.MonitorType)},
				})
			}
		})
}
