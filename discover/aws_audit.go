package discover

var auditFamily = Family{
	Name: "AWS CloudTrail",
	Operations: []Operation{
		{Name: "cloudtrail:DescribeTrails", Always: "trailList"},
		{Name: "cloudtrail:GetTrailStatus", Always: "IsLogging"},
		{Name: "cloudtrail:ListTags", Always: "-", Batch: 20},
	},
	Types: []Type{
		{
			Name: "AWS::CloudTrail::Trail", Facts: facts[Trail],
			Read: []string{"cloudtrail:DescribeTrails"}, Tagged: []string{"cloudtrail:ListTags"},
		},
	},
}

// Trail records who did what in the account.
//
//asked:as watcher
//asked:lives EnableLogFileValidation setting how files are proved
//asked:lives IsLogging told trail-stopped
type Trail struct {
	S3BucketName               string
	KMSKeyId                   string
	CloudWatchLogsLogGroupArn  string `unjudged:"undeclared"`
	IsMultiRegionTrail         bool   `unjudged:"undeclared"`
	IsOrganizationTrail        bool   `unjudged:"undeclared"`
	IncludeGlobalServiceEvents bool   `unjudged:"undeclared"`
	EnableLogFileValidation    bool   `unjudged:"undeclared"`
	IsLogging                  bool   `from:"cloudtrail:GetTrailStatus"`
}

// EncryptedAtRest always: its files are encrypted in any bucket, and the key is
// the trail's own choice.
func (f *Trail) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KMSKeyId, "KMSKeyId") }

func (f *Trail) Records() Reading[bool] { return said(f.IsLogging, "IsLogging") }

var costFamily = Family{
	Name: "AWS Budgets and Cost Anomaly Detection",
	Operations: []Operation{
		{
			Name: "budgets:DescribeBudgets", Always: "-",
			Global: true, Actions: []string{"budgets:ViewBudget"}, Page: 100,
		},
		{
			Name: "budgets:DescribeNotificationsForBudget", Always: "-",
			Global: true, Actions: []string{"budgets:ViewBudget"},
			Page: 100,
		},
		{
			Name: "budgets:DescribeSubscribersForNotification", Always: "-",
			Global: true, Actions: []string{"budgets:ViewBudget"},
			Page: 100,
		},
		{Name: "ce:GetAnomalyMonitors", Always: "AnomalyMonitors", Global: true, Page: 100},
		{Name: "budgets:ListTagsForResource", Always: "-", Global: true},
	},
	Types: []Type{
		{
			Name: "AWS::Budgets::Budget", Facts: facts[Budget],
			Read: []string{"budgets:DescribeBudgets"}, Tagged: []string{"budgets:ListTagsForResource"},
		},
		{
			Name: "AWS::CE::AnomalyMonitor", Facts: facts[AnomalyMonitor],
			Read: []string{"ce:GetAnomalyMonitors"}, Detail: true,
		},
	},
}

// Budget is a limit on spending. TimeUnit is MONTHLY, QUARTERLY or ANNUALLY.
//
//asked:as watcher
//asked:lacks Recording it only warns
type Budget struct {
	BudgetType    string `unjudged:"name"`
	TimeUnit      string
	LimitAmount   float64
	LimitUnit     string
	Notifications []BudgetNotification `from:"budgets:DescribeNotificationsForBudget"`
	// Topics are the SNS topics that are told at any threshold, by ARN. Whoever is
	// told by e-mail is never read.
	Topics []string `from:"budgets:DescribeNotificationsForBudget budgets:DescribeSubscribersForNotification"`
}

// BudgetNotification tells someone at a threshold: per cent of the limit when
// ThresholdType is PERCENTAGE.
type BudgetNotification struct {
	NotificationType string // ACTUAL or FORECASTED
	ThresholdType    string
	Threshold        float64
}

// AnomalyMonitor reports unusual spending.
type AnomalyMonitor struct {
	MonitorType string `unjudged:"name"`
}
