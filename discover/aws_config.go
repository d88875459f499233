package discover

var configFamily = Family{
	Name: "AWS Config",
	Operations: []Operation{
		{Name: "config:DescribeConfigurationRecorders", Always: "ConfigurationRecorders"},
		{Name: "config:DescribeConfigurationRecorderStatus", Always: "ConfigurationRecordersStatus"},
		{Name: "config:DescribeDeliveryChannels", Always: "DeliveryChannels"},
		{Name: "config:DescribeConfigRules", Always: "ConfigRules"},
	},
	Types: []Type{
		{
			Name: "AWS::Config::ConfigurationRecorder", Facts: facts[ConfigurationRecorder],
			Read: []string{"config:DescribeConfigurationRecorders"},
		},
		{
			Name: "AWS::Config::DeliveryChannel", Facts: facts[DeliveryChannel],
			Read: []string{"config:DescribeDeliveryChannels"}, Detail: true,
		},
		{Name: "AWS::Config::ConfigRule", Facts: facts[ConfigRule], Read: []string{"config:DescribeConfigRules"}},
	},
}

// ConfigurationRecorder records how resources change: all that AWS Config
// knows, or those of ResourceTypes.
//
//asked:as watcher
//asked:lives Recording told trail-stopped
//asked:lives LastStatus fine success pending none notapplicable; broken failure
type ConfigurationRecorder struct {
	RoleARN                    string   `unjudged:"undeclared"`
	AllSupported               bool     `unjudged:"undeclared"`
	IncludeGlobalResourceTypes bool     `unjudged:"undeclared"`
	ResourceTypes              []string `unjudged:"undeclared"`
	// Recording says that it runs; LastStatus is SUCCESS, PENDING or FAILURE.
	Recording  bool   `from:"config:DescribeConfigurationRecorderStatus"`
	LastStatus string `from:"config:DescribeConfigurationRecorderStatus"`
}

func (f *ConfigurationRecorder) Records() Reading[bool] { return said(f.Recording, "Recording") }

func (f *ConfigurationRecorder) SoleIn() Reading[string] { return Reading[string]{} }

// DeliveryChannel is where AWS Config puts what it recorded.
type DeliveryChannel struct {
	S3BucketName      string `unjudged:"undeclared"`
	S3KmsKeyArn       string `unjudged:"undeclared"`
	SnsTopicARN       string `unjudged:"undeclared"`
	DeliveryFrequency string `unjudged:"undeclared"`
}

// ConfigRule judges resources. Its parameters are never read. Owner is AWS,
// CUSTOM_LAMBDA or CUSTOM_POLICY; CreatedBy the service that made it.
//
//asked:as setting
//asked:lives ConfigRuleState fine active evaluating; going deleting deleting_results
type ConfigRule struct {
	Owner            string `unjudged:"name"`
	SourceIdentifier string `unjudged:"name"`
	ConfigRuleState  string
	CreatedBy        string `unjudged:"name"`
}

func (f *ConfigRule) MadeByAWS(*Resource) Reading[bool] { return said(f.CreatedBy != "", "CreatedBy") }
