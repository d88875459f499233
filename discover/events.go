package discover

var eventsFamily = Family{
	Name: "Amazon EventBridge",
	Operations: []Operation{
		{Name: "events:ListEventBuses", Page: 100},
		{Name: "events:ListRules", Page: 100},
		{Name: "events:ListTargetsByRule", Page: 100},
		{Name: "events:ListTagsForResource"},
	},
	Types: []Type{
		{
			Name: "AWS::Events::EventBus", Facts: func() any { return new(EventBus) },
			Read: []string{"events:ListEventBuses"}, Tagged: []string{"events:ListTagsForResource"},
		},
		{
			Name: "AWS::Events::Rule", Facts: func() any { return new(EventRule) },
			Read: []string{"events:ListEventBuses", "events:ListRules"}, Tagged: []string{"events:ListTagsForResource"},
		},
	},
}

// EventBus takes events in.
type EventBus struct {
	Policy *Policy
}

// EventRule passes events on, or runs at times. What targets are given is never
// read.
type EventRule struct {
	EventBusName       string
	State              string // ENABLED or DISABLED
	ScheduleExpression string
	ManagedBy          string   // the service that made the rule for itself
	Targets            []string `from:"events:ListTargetsByRule"` // ARNs
}
