package discover

import "time"

var eventsFamily = Family{
	Name: "Amazon EventBridge",
	Operations: []Operation{
		{Name: "events:ListEventBuses", Always: "EventBuses", Page: 100},
		{Name: "events:ListRules", Always: "Rules", Page: 100},
		{Name: "events:ListTargetsByRule", Always: "Targets", Page: 100},
		{Name: "events:ListTagsForResource", Always: "Tags"},
		{Name: "events:ListConnections", Always: "Connections", Page: 100},
		{Name: "events:ListApiDestinations", Always: "ApiDestinations", Page: 100},
	},
	Types: []Type{
		{
			Name: "AWS::Events::EventBus", Facts: facts[EventBus],
			Read: []string{"events:ListEventBuses"}, Tagged: []string{"events:ListTagsForResource"},
		},
		{
			Name: "AWS::Events::Rule", Facts: facts[EventRule],
			Read: []string{"events:ListEventBuses", "events:ListRules"}, Tagged: []string{"events:ListTagsForResource"},
		},
		{
			Name: "AWS::Events::Connection", Facts: facts[EventConnection],
			Read: []string{"events:ListConnections"}, Detail: true,
		},
		{
			Name: "AWS::Events::ApiDestination", Facts: facts[APIDestination],
			Read: []string{"events:ListApiDestinations"},
		},
	},
}

// EventBus takes events in.
//
//asked:as setting
type EventBus struct {
	Policy *Policy
}

func (f *EventBus) SharingPolicy() Reading[*Policy] { return said(f.Policy, "Policy") }

// MadeByAWS goes by the name: every account has a bus called default.
func (f *EventBus) MadeByAWS(r *Resource) Reading[bool] { return said(r.Name == "default", "") }

// EventRule passes events on, or runs at times. What targets are given is never
// read.
//
//asked:as clock
//asked:lives State fine enabled enabled_with_all_cloudtrail_management_events; off disabled
type EventRule struct {
	EventBusName       string `unjudged:"name"`
	State              string // ENABLED or DISABLED
	ScheduleExpression string
	EventPattern       *EventPattern `unjudged:"weighed"`
	ManagedBy          string        `unjudged:"name"`                 // the service that made it
	Targets            []string      `from:"events:ListTargetsByRule"` // ARNs
	// RoleCalls are those of them that it calls by a role of IAM.
	RoleCalls []RoleCall `from:"events:ListTargetsByRule"`
}

func (f *EventRule) CallsByRole() Reading[[]RoleCall] { return said(f.RoleCalls, "RoleCalls") }

// EventPattern is which events a rule takes. A value is a name, or a test as JSON:
// {"prefix":"aws."}. Of what it asks of the event itself the keys alone are kept.
type EventPattern struct {
	Source     []string
	DetailType []string
	Account    []string
	Region     []string
	Resources  []string
	Detail     []string // keys: state, requestParameters.bucketName
	// Other are the keys of further tests, such as $or.
	Other []string
}

func (f *EventRule) Times() Timetable {
	return Timetable{At: said(f.ScheduleExpression, "ScheduleExpression")}
}

func (f *EventRule) MadeByAWS(*Resource) Reading[bool] { return said(f.ManagedBy != "", "ManagedBy") }

func (f *EventRule) Dimensions(r *Resource) []Dimension { return goesBy("RuleName", r) }

// EventConnection is how EventBridge signs in to an API of others; with what is
// never read. AuthorizationType is BASIC, API_KEY or OAUTH_CLIENT_CREDENTIALS.
//
//asked:lives ConnectionState fine authorized active; in-flight creating updating authorizing
//asked:lives ConnectionState broken deauthorized failed_connectivity; off deauthorizing; going deleting
type EventConnection struct {
	AuthorizationType string `unjudged:"undeclared"`
	ConnectionState   string
}

// APIDestination sends events to an API of others. Of its address the host
// alone is kept, because paths of webhooks are secrets.
//
//asked:as setting
//asked:lacks Ownable EventBridge makes none
//asked:lives ApiDestinationState fine active; off inactive
type APIDestination struct {
	Host                         string `unjudged:"name"`
	HttpMethod                   string `unjudged:"undeclared"`
	ConnectionArn                string `unjudged:"leads"`
	ApiDestinationState          string
	InvocationRateLimitPerSecond int `unjudged:"undeclared"`
}

func (f *APIDestination) ReliesOn(*Resource) []Reliance {
	return []Reliance{onOne("AWS::Events::Connection", f.ConnectionArn, "ConnectionArn")}
}

var schedulerFamily = Family{
	Name: "Amazon EventBridge Scheduler and Pipes",
	Operations: []Operation{
		{Name: "scheduler:ListSchedules", Always: "Schedules", Page: 100},
		{Name: "scheduler:GetSchedule", Always: "Name"},
		{Name: "pipes:ListPipes", Always: "Pipes", Page: 100},
		{Name: "pipes:ListTagsForResource", Always: "-"},
	},
	Types: []Type{
		{Name: "AWS::Scheduler::Schedule", Facts: facts[Schedule], Read: []string{"scheduler:ListSchedules"}},
		{
			Name: "AWS::Pipes::Pipe", Facts: facts[Pipe],
			Read: []string{"pipes:ListPipes"}, Tagged: []string{"pipes:ListTagsForResource"},
		},
	},
}

// Schedule starts something at times. What it is given is never read; AWS has
// no tags on schedules.
//
//asked:as clock
//asked:lacks Measured the Scheduler has no metrics of one schedule
//asked:lives State fine enabled; off disabled
//asked:lives EndDate until
type Schedule struct {
	GroupName                  string `unjudged:"name"`
	State                      string // ENABLED or DISABLED
	TargetArn                  string
	ScheduleExpression         string     `from:"scheduler:GetSchedule"`
	ScheduleExpressionTimezone string     `from:"scheduler:GetSchedule"`
	FlexibleTimeWindowMinutes  int        `from:"scheduler:GetSchedule" unjudged:"undeclared"` // zero for the very minute
	EndDate                    *time.Time `from:"scheduler:GetSchedule"`
	KmsKeyArn                  string     `from:"scheduler:GetSchedule" unjudged:"aside"`
	TargetRoleArn              string     `from:"scheduler:GetSchedule"`
	DeadLetterArn              string     `from:"scheduler:GetSchedule" unjudged:"undeclared"`
}

func (f *Schedule) Times() Timetable {
	return Timetable{
		At:   said(f.ScheduleExpression, "ScheduleExpression"),
		Zone: said(f.ScheduleExpressionTimezone, "ScheduleExpressionTimezone"),
	}
}

// Pipe carries events from one source to one target, all by ARN.
//
//asked:as setting
//asked:lacks Ownable EventBridge makes none
//asked:lives CurrentState fine running updating; in-flight creating starting; off stopping stopped
//asked:lives CurrentState broken create_failed update_failed start_failed stop_failed delete_failed
//asked:lives CurrentState broken create_rollback_failed delete_rollback_failed update_rollback_failed
//asked:lives CurrentState going deleting
//asked:lives DesiredState setting what somebody asked for
type Pipe struct {
	CurrentState string
	DesiredState string `unjudged:"said"`
	Source       string `unjudged:"weighed"`
	Enrichment   string `unjudged:"undeclared"`
	Target       string `unjudged:"weighed"`
}
