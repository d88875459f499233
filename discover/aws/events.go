package aws

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/pipes"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"

	"asbuilt/discover"
)

var eventsCollectors = []collector{
	{calls: []string{
		"events:ListEventBuses", "events:ListRules", "events:ListTargetsByRule", "events:ListTagsForResource",
	}, collect: eventBuses},
	{calls: []string{"events:ListConnections"}, collect: eventConnections},
	{calls: []string{"events:ListApiDestinations"}, collect: apiDestinations},
	{calls: []string{"scheduler:ListSchedules", "scheduler:GetSchedule"}, collect: schedules},
	{calls: []string{"pipes:ListPipes", "pipes:ListTagsForResource"}, collect: eventPipes},
}

func eventBuses(ctx context.Context, s *scan) {
	c := eventbridge.NewFromConfig(s.config)
	var buses []*discover.Resource
	each(ctx, s, c.ListEventBuses, &eventbridge.ListEventBusesInput{}, func(out *eventbridge.ListEventBusesOutput) {
		for _, v := range out.EventBuses {
			facts := &discover.EventBus{}
			r := s.add(&discover.Resource{
				Type:  "AWS::Events::EventBus",
				ID:    val(v.Name),
				ARN:   val(v.Arn),
				Name:  val(v.Name),
				Facts: facts,
			})
			facts.Policy = s.policy(r, "Policy", val(v.Policy))
			buses = append(buses, r)
		}
	})
	forEach(buses, func(bus *discover.Resource) {
		eventTags(ctx, s, c, bus)
		var rules []*discover.Resource
		each(ctx, s, c.ListRules, &eventbridge.ListRulesInput{EventBusName: &bus.ID},
			func(out *eventbridge.ListRulesOutput) {
				for _, v := range out.Rules {
					rules = append(rules, s.add(&discover.Resource{
						Type: "AWS::Events::Rule", ID: bus.ID + "|" + val(v.Name), ARN: val(v.Arn), Name: val(v.Name),
						Facts: &discover.EventRule{
							EventBusName:       val(v.EventBusName),
							State:              string(v.State),
							ScheduleExpression: val(v.ScheduleExpression),
							EventPattern:       eventPattern(val(v.EventPattern)),
							ManagedBy:          val(v.ManagedBy),
						},
					}))
				}
			})
		for _, r := range rules {
			facts := r.Facts.(*discover.EventRule)
			ask(ctx, s, r, c.ListTargetsByRule,
				&eventbridge.ListTargetsByRuleInput{Rule: &r.Name, EventBusName: &bus.ID},
				func(out *eventbridge.ListTargetsByRuleOutput) {
					for _, t := range out.Targets {
						facts.Targets = append(facts.Targets, val(t.Arn))
						facts.RoleCalls = withRole(facts.RoleCalls, val(t.RoleArn), val(t.Arn))
					}
				})
			eventTags(ctx, s, c, r)
		}
	})
}

// eventPattern reads the pattern of a rule; nil for none. What is asked of the detail
// of an event may hold anything, so its keys alone are kept.
func eventPattern(text string) *discover.EventPattern {
	var doc map[string]json.RawMessage
	if text == "" || json.Unmarshal([]byte(text), &doc) != nil {
		return nil
	}
	p := &discover.EventPattern{}
	known := map[string]*[]string{
		"source": &p.Source, "detail-type": &p.DetailType, "account": &p.Account, "region": &p.Region,
		"resources": &p.Resources,
	}
	for _, key := range slices.Sorted(maps.Keys(doc)) {
		var tests []json.RawMessage
		switch into := known[key]; {
		case key == "detail":
			p.Detail = keysOf(doc[key], "")
		case into == nil || json.Unmarshal(doc[key], &tests) != nil:
			p.Other = append(p.Other, key)
		default:
			*into = pluck(tests, testOf)
		}
	}
	return p
}

// testOf is one test of a pattern: a name as it is, anything else as JSON.
func testOf(raw json.RawMessage) string {
	var name string
	if json.Unmarshal(raw, &name) == nil {
		return name
	}
	var out bytes.Buffer
	if json.Compact(&out, raw) != nil {
		return ""
	}
	return out.String()
}

// keysOf are the paths of an object to what is tested.
func keysOf(raw json.RawMessage, to string) []string {
	var doc map[string]json.RawMessage
	if json.Unmarshal(raw, &doc) != nil || len(doc) == 0 {
		return []string{strings.TrimSuffix(to, ".")}
	}
	var all []string
	for _, key := range slices.Sorted(maps.Keys(doc)) {
		all = append(all, keysOf(doc[key], to+key+".")...)
	}
	return all
}

func eventTags(ctx context.Context, s *scan, c *eventbridge.Client, r *discover.Resource) {
	ask(ctx, s, r, c.ListTagsForResource, &eventbridge.ListTagsForResourceInput{ResourceARN: &r.ARN},
		func(out *eventbridge.ListTagsForResourceOutput) { r.Tags = tagsOf(out.Tags) })
}

func eventConnections(ctx context.Context, s *scan) {
	c := eventbridge.NewFromConfig(s.config)
	each(ctx, s, c.ListConnections, &eventbridge.ListConnectionsInput{}, func(out *eventbridge.ListConnectionsOutput) {
		for _, v := range out.Connections {
			s.add(&discover.Resource{
				Type: "AWS::Events::Connection", ID: val(v.Name), ARN: val(v.ConnectionArn), Name: val(v.Name),
				Facts: &discover.EventConnection{
					AuthorizationType: string(v.AuthorizationType),
					ConnectionState:   string(v.ConnectionState),
				},
			})
		}
	})
}

func apiDestinations(ctx context.Context, s *scan) {
	c := eventbridge.NewFromConfig(s.config)
	each(ctx, s, c.ListApiDestinations, &eventbridge.ListApiDestinationsInput{},
		func(out *eventbridge.ListApiDestinationsOutput) {
			for _, v := range out.ApiDestinations {
				s.add(&discover.Resource{
					Type: "AWS::Events::ApiDestination",
					ID:   val(v.Name),
					ARN:  val(v.ApiDestinationArn),
					Name: val(v.Name),
					Facts: &discover.APIDestination{
						Host:                         hostOf(val(v.InvocationEndpoint)),
						HttpMethod:                   string(v.HttpMethod),
						ConnectionArn:                val(v.ConnectionArn),
						ApiDestinationState:          string(v.ApiDestinationState),
						InvocationRateLimitPerSecond: num(v.InvocationRateLimitPerSecond),
					},
				})
			}
		})
}

// schedules goes by group and name together: a name is that of its group alone.
func schedules(ctx context.Context, s *scan) {
	c := scheduler.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListSchedules, &scheduler.ListSchedulesInput{}, func(out *scheduler.ListSchedulesOutput) {
		for _, v := range out.Schedules {
			facts := &discover.Schedule{GroupName: val(v.GroupName), State: string(v.State)}
			if v.Target != nil {
				facts.TargetArn = val(v.Target.Arn)
			}
			found = append(found, s.add(&discover.Resource{
				Type:  "AWS::Scheduler::Schedule",
				ID:    val(v.GroupName) + "/" + val(v.Name),
				ARN:   val(v.Arn),
				Name:  val(v.Name),
				Facts: facts,
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		facts := r.Facts.(*discover.Schedule)
		ask(ctx, s, r, c.GetSchedule, &scheduler.GetScheduleInput{Name: &r.Name, GroupName: &facts.GroupName},
			func(out *scheduler.GetScheduleOutput) {
				facts.ScheduleExpression = val(out.ScheduleExpression)
				facts.ScheduleExpressionTimezone = val(out.ScheduleExpressionTimezone)
				facts.EndDate, facts.KmsKeyArn = moment(out.EndDate), val(out.KmsKeyArn)
				if w := out.FlexibleTimeWindow; w != nil {
					facts.FlexibleTimeWindowMinutes = num(w.MaximumWindowInMinutes)
				}
				if t := out.Target; t != nil {
					facts.TargetRoleArn = val(t.RoleArn)
					if t.DeadLetterConfig != nil {
						facts.DeadLetterArn = val(t.DeadLetterConfig.Arn)
					}
				}
			})
	})
}

func eventPipes(ctx context.Context, s *scan) {
	c := pipes.NewFromConfig(s.config)
	var found []*discover.Resource
	each(ctx, s, c.ListPipes, &pipes.ListPipesInput{}, func(out *pipes.ListPipesOutput) {
		for _, v := range out.Pipes {
			found = append(found, s.add(&discover.Resource{
				Type: "AWS::Pipes::Pipe", ID: val(v.Name), ARN: val(v.Arn), Name: val(v.Name),
				Facts: &discover.Pipe{
					CurrentState: string(v.CurrentState),
					DesiredState: string(v.DesiredState),
					Source:       withoutQuery(val(v.Source)),
					Enrichment:   withoutQuery(val(v.Enrichment)),
					Target:       withoutQuery(val(v.Target)),
				},
			}))
		}
	})
	forEach(found, func(r *discover.Resource) {
		ask(ctx, s, r, c.ListTagsForResource, &pipes.ListTagsForResourceInput{ResourceArn: &r.ARN},
			func(out *pipes.ListTagsForResourceOutput) { r.Tags = tagMap(out.Tags) })
	})
}
