package discover

var systemsFamily = Family{
	Name: "AWS Systems Manager",
	Operations: []Operation{
		{Name: "ssm:DescribeParameters", Page: 50},
		{Name: "ssm:DescribeInstanceInformation", Page: 50},
	},
	Types: []Type{
		{Name: "AWS::SSM::Parameter", Facts: func() any { return new(Parameter) }, Read: []string{"ssm:DescribeParameters"}},
		{
			Name: "AWS::SSM::ManagedInstance", Facts: func() any { return new(ManagedInstance) },
			Read: []string{"ssm:DescribeInstanceInformation"}, Detail: true,
		},
	},
}

// Parameter is a setting; its value is never read. Type is String, StringList
// or SecureString.
type Parameter struct {
	Type  string
	Tier  string
	KeyId string
}

// ManagedInstance is a machine as its SSM agent reports it. PingStatus is
// Online, ConnectionLost or Inactive.
type ManagedInstance struct {
	PingStatus      string
	AgentVersion    string
	IsLatestVersion bool
	PlatformName    string
	PlatformVersion string
}
