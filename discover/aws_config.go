package discover

var configFamily = Family{
	Name: "AWS Config",
	Operations: []Operation{
		{Name: "config:DescribeConfigurationRecorders"},
		{Name: "config:DescribeConfigurationRecorderStatus"},
		{Name: "config:DescribeDeliveryChannels"},
		{Name: "config:DescribeConfigRules"},
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
type ConfigurationRecorder struct {
	RoleARN                    string
	AllSupported               bool
	IncludeGlobalResourceTypes bool
	ResourceTypes              []string
	// Recording says that it runs; LastStatus is SUCCESS, PENDING or FAILURE.
	Recording  bool   `from:"config:DescribeConfigurationRecorderStatus"`
	LastStatus string `from:"config:DescribeConfigurationRecorderStatus"`
}

func (f *ConfigurationRecorder) Records() Reading[bool] { return said(f.Recording, "Recording") }

func (f *ConfigurationRecorder) SoleIn() Reading[string] { return Reading[string]{} }

// DeliveryChannel is where AWS Config puts what it recorded.
type DeliveryChannel struct {
	S3BucketName      string
	S3KmsKeyArn       string
	SnsTopicARN       string
	DeliveryFrequency string
}

// ConfigRule judges resources. Its parameters are never read. Owner is AWS,
// CUSTOM_LAMBDA or CUSTOM_POLICY; CreatedBy the service that made it.
//
//asked:as setting
type ConfigRule struct {
	Owner            string
	SourceIdentifier string
	ConfigRuleState  string
	CreatedBy        string
}

func (f *ConfigRule) MadeByAWS(*Resource) Reading[bool] { return said(f.CreatedBy != "", "CreatedBy") }
