package discover

var securityFamily = Family{
	Name: "Amazon GuardDuty and AWS Security Hub",
	Operations: []Operation{
		{Name: "guardduty:ListDetectors", Always: "detectorIds", Page: 50},
		{Name: "guardduty:GetDetector", Always: "status"},
		{Name: "securityhub:DescribeHub", Always: "HubArn"},
		{Name: "securityhub:ListTagsForResource", Always: "-"},
	},
	Types: []Type{
		{
			Name: "AWS::GuardDuty::Detector", Facts: facts[Detector],
			Read: []string{"guardduty:ListDetectors", "guardduty:GetDetector"},
		},
		{
			Name: "AWS::SecurityHub::Hub", Facts: facts[SecurityHub],
			Read: []string{"securityhub:DescribeHub"}, Tagged: []string{"securityhub:ListTagsForResource"},
		},
	},
}

// Detector reports what looks like an attack; Status is ENABLED or DISABLED.
//
//asked:as watcher
//asked:lives Status fine enabled; off disabled
type Detector struct {
	Status                     string
	FindingPublishingFrequency string `unjudged:"undeclared"`
	// Features are those that are enabled: S3_DATA_EVENTS, RUNTIME_MONITORING, …
	Features []string `unjudged:"undeclared"`
}

func (f *Detector) SoleIn() Reading[string] { return Reading[string]{} }

// SecurityHub collects what security services found. It is there when the
// account has enabled it.
//
//asked:as watcher
//asked:lives AutoEnableControls setting which controls it has
type SecurityHub struct {
	AutoEnableControls      bool   `unjudged:"undeclared"`
	ControlFindingGenerator string `unjudged:"undeclared"`
}

func (f *SecurityHub) SoleIn() Reading[string] { return Reading[string]{} }

var organizationFamily = Family{
	Name: "AWS Organizations",
	Operations: []Operation{
		{Name: "organizations:DescribeOrganization", Always: "Organization", Global: true},
	},
	Types: []Type{
		{
			Name: "AWS::Organizations::Organization", Facts: facts[Organization],
			Read: []string{"organizations:DescribeOrganization"}, Detail: true,
		},
	},
}

// Organization is what the account is a member of. FeatureSet is ALL or
// CONSOLIDATED_BILLING.
type Organization struct {
	FeatureSet          string `unjudged:"name"`
	ManagementAccountId string `unjudged:"name"`
}

func (f *Organization) SoleIn() Reading[string] { return Reading[string]{} }
