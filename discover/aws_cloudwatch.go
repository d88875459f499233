package discover

import "strings"

var cloudWatchFamily = Family{
	Name: "Amazon CloudWatch",
	Operations: []Operation{
		{Name: "cloudwatch:DescribeAlarms", Always: "MetricAlarms", Page: 100},
		{Name: "cloudwatch:ListDashboards", Always: "DashboardEntries", Global: true},
	},
	Types: []Type{
		{
			Name: "AWS::CloudWatch::Alarm", Facts: facts[Alarm],
			Read: []string{"cloudwatch:DescribeAlarms"}, Detail: true,
		},
		{
			Name: "AWS::CloudWatch::CompositeAlarm", Facts: facts[CompositeAlarm],
			Read: []string{"cloudwatch:DescribeAlarms"}, Detail: true,
		},
		{
			Name: "AWS::CloudWatch::Dashboard", Facts: facts[Dashboard],
			Read: []string{"cloudwatch:ListDashboards"}, Detail: true,
		},
	},
}

// Alarm watches one metric, or one expression over several.
//
//asked:lives ActionsEnabled told monitoring-silent
//asked:lives StateValue setting what it measures at the moment
type Alarm struct {
	Namespace          string `unjudged:"name"`
	MetricName         string
	Dimensions         map[string]string
	Statistic          string        `unjudged:"undeclared"`
	ExtendedStatistic  string        `unjudged:"undeclared"`
	Metrics            []AlarmMetric `unjudged:"weighed"`
	ComparisonOperator string
	Threshold          float64
	// ThresholdMetricId names the entry of Metrics that gives the threshold of an anomaly alarm.
	ThresholdMetricId string
	Period            int // seconds
	EvaluationPeriods int
	DatapointsToAlarm int    `unjudged:"undeclared"`
	TreatMissingData  string `unjudged:"undeclared"`
	ActionsEnabled    bool
	AlarmActions      []string
	OKActions         []string `unjudged:"undeclared"`
	StateValue        string   `unjudged:"moment"`
}

// AlarmMetric is one metric or expression that an alarm is made of.
type AlarmMetric struct {
	Id         string
	Expression string
	Namespace  string
	MetricName string
	Dimensions map[string]string
	Period     int // seconds
}

// CompositeAlarm rings when a rule over other alarms holds.
//
//asked:lives ActionsEnabled told monitoring-silent
type CompositeAlarm struct {
	AlarmRule      string `unjudged:"weighed"`
	ActionsEnabled bool
	AlarmActions   []string
}

// Dashboard is known by its name alone; its body is free text.
type Dashboard struct{}

var logsFamily = Family{
	Name: "Amazon CloudWatch Logs",
	Operations: []Operation{
		{Name: "logs:DescribeLogGroups", Always: "logGroups", Page: 50},
		{Name: "logs:DescribeSubscriptionFilters", Always: "subscriptionFilters", Page: 50},
		{Name: "logs:ListTagsForResource", Always: "tags"},
		{Name: "logs:DescribeMetricFilters", Always: "metricFilters", Page: 50},
	},
	Types: []Type{
		{
			Name: "AWS::Logs::LogGroup", Facts: facts[LogGroup],
			Read: []string{"logs:DescribeLogGroups"}, Tagged: []string{"logs:ListTagsForResource"},
		},
		{
			Name: "AWS::Logs::MetricFilter", Facts: facts[MetricFilter],
			Read: []string{"logs:DescribeMetricFilters"}, Detail: true,
		},
	},
}

// LogGroup is where logs are kept. RetentionInDays is nil when they are kept
// for ever.
//
//asked:as store
//asked:lacks DeletionProtected not collected
//asked:lacks BackedUp CloudWatch Logs keeps no copies
//asked:lacks Measured found by its name under any name
//asked:lives DataProtectionStatus setting what is masked
type LogGroup struct {
	RetentionInDays *int
	KmsKeyId        string
	LogGroupClass   string `unjudged:"undeclared"`
	// DataProtectionStatus is ACTIVATED when CloudWatch masks sensitive data.
	DataProtectionStatus string   `unjudged:"undeclared"`
	SubscriptionFilters  []string `from:"logs:DescribeSubscriptionFilters" unjudged:"undeclared"` // ARNs of destinations
}

// PolicyNames of a log group are with and without its streams.
func (f *LogGroup) PolicyNames(r *Resource) []string {
	bare := strings.TrimSuffix(r.ARN, ":*")
	return []string{bare, bare + ":*"}
}

func (f *LogGroup) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKeyId, "KmsKeyId") }

// MadeByAWS goes by the name: services of AWS put their logs below /aws/.
func (f *LogGroup) MadeByAWS(r *Resource) Reading[bool] {
	return said(strings.HasPrefix(r.Name, "/aws/"), "")
}

// MetricFilter counts what appears in a log group; what it looks for is never
// read.
type MetricFilter struct {
	LogGroupName string           `unjudged:"name"`
	Metrics      []FilteredMetric `unjudged:"undeclared"`
}

// FilteredMetric is a metric that a filter feeds.
type FilteredMetric struct {
	MetricNamespace string
	MetricName      string
}

var syntheticsFamily = Family{
	Name: "Amazon CloudWatch Synthetics",
	Operations: []Operation{
		{Name: "synthetics:DescribeCanaries", Always: "Canaries", Page: 20},
	},
	Types: []Type{
		{Name: "AWS::Synthetics::Canary", Facts: facts[Canary], Read: []string{"synthetics:DescribeCanaries"}},
	},
}

// Canary uses a system as a user would. Its code and its variables are never
// read.
//
//asked:as clock
//asked:lacks Measured found by its name under any name
//asked:lives State fine running updating; in-flight creating ready starting; off stopping stopped; broken error
//asked:lives State going deleting
type Canary struct {
	State            string   // RUNNING, STOPPED and so on
	Schedule         string   // an expression
	RuntimeVersion   string   `unjudged:"undeclared"`
	ArtifactBucket   string   `unjudged:"undeclared"`
	VpcId            string   `unjudged:"weighed"`
	SubnetIds        []string `unjudged:"weighed"`
	SecurityGroupIds []string `unjudged:"weighed"`
}

func (f *Canary) PlacedAt(r *Resource) Placement {
	return plugged(f.VpcId, f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}

func (f *Canary) Times() Timetable {
	return Timetable{At: said(f.Schedule, "Schedule")}
}
