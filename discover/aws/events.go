package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"asbuilt/discover"
)

var eventsCollectors = []collector{
	{calls: []string{"events:ListEventBuses", "events:ListRules", "events:ListTargetsByRule", "events:ListTagsForResource"}, collect: eventBuses},
}

func eventBuses(ctx context.Context, s *scan) {
	c := eventbridge.NewFromConfig(s.config)
	var buses []*discover.Resource
	each(ctx, s, c.ListEventBuses, &eventbridge.ListEventBusesInput{}, func(out *eventbridge.ListEventBusesOutput) {
		for _, v := range out.EventBuses {
			facts := &discover.EventBus{}
			r := s.add(&discover.Resource{Type: "AWS::Events::EventBus", ID: val(v.Name), ARN: val(v.Arn), Name: val(v.Name), Facts: facts})
			facts.Policy = s.policy(r, "Policy", val(v.Policy))
			buses = append(buses, r)
		}
	})
	forEach(buses, func(bus *discover.Resource) {
		eventTags(ctx, s, c, bus)
		var rules []*discover.Resource
		each(ctx, s, c.ListRules, &eventbridge.ListRulesInput{EventBusName: &bus.ID}, func(out *eventbridge.ListRulesOutput) {
			for _, v := range out.Rules {
				rules = append(rules, s.add(&discover.Resource{
					Type: "AWS::Events::Rule", ID: bus.ID + "|" + val(v.Name), ARN: val(v.Arn), Name: val(v.Name),
					Facts: &discover.EventRule{
						EventBusName: val(v.EventBusName), State: string(v.State), ScheduleExpression: val(v.ScheduleExpression), ManagedBy: val(v.ManagedBy),
					},
				}))
			}
		})
		for _, r := range rules {
			facts := r.Facts.(*discover.EventRule)
			ask(ctx, s, r, c.ListTargetsByRule, &eventbridge.ListTargetsByRuleInput{Rule: &r.Name, EventBusName: &bus.ID}, func(out *eventbridge.ListTargetsByRuleOutput) {
				for _, t := range out.Targets {
					facts.Targets = append(facts.Targets, val(t.Arn))
				}
			})
			eventTags(ctx, s, c, r)
		}
	})
}

func eventTags(ctx context.Context, s *scan, c *eventbridge.Client, r *discover.Resource) {
	ask(ctx, s, r, c.ListTagsForResource, &eventbridge.ListTagsForResourceInput{ResourceARN: &r.ARN},
		func(out *eventbridge.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
}
