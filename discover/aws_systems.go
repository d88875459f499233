package discover

var systemsFamily = Family{
	Name: "AWS Systems Manager",
	Operations: []Operation{
		{Name: "ssm:DescribeParameters", Always: "Parameters", Page: 50},
		{Name: "ssm:DescribeInstanceInformation", Always: "InstanceInformationList", Page: 50},
		{Name: "ssm:DescribeMaintenanceWindows", Always: "WindowIdentities", Page: 100},
		{Name: "ssm:DescribePatchBaselines", Always: "BaselineIdentities", Page: 100},
	},
	Types: []Type{
		{Name: "AWS::SSM::Parameter", Facts: facts[Parameter], Read: []string{"ssm:DescribeParameters"}},
		{
			Name: "AWS::SSM::ManagedInstance", Facts: facts[ManagedInstance],
			Read: []string{"ssm:DescribeInstanceInformation"}, Detail: true,
		},
		{
			Name: "AWS::SSM::MaintenanceWindow", Facts: facts[MaintenanceWindow],
			Read: []string{"ssm:DescribeMaintenanceWindows"},
		},
		{Name: "AWS::SSM::PatchBaseline", Facts: facts[PatchBaseline], Read: []string{"ssm:DescribePatchBaselines"}},
	},
}

// Parameter is a setting; its value is never read. Type is String, StringList
// or SecureString.
//
//asked:as store
//asked:lacks DeletionProtected,BackedUp,Measured Systems Manager has none
type Parameter struct {
	Type  string
	Tier  string `unjudged:"undeclared"`
	KeyId string
}

func (f *Parameter) EncryptedAtRest() Encryption {
	return encrypted(f.Type == "SecureString", "Type", f.KeyId, "KeyId")
}

// ManagedInstance is a machine as its SSM agent reports it. PingStatus is
// Online, ConnectionLost or Inactive.
//
//asked:lives PingStatus fine online; broken connectionlost inactive
type ManagedInstance struct {
	PingStatus      string
	AgentVersion    string `unjudged:"moment"`
	IsLatestVersion bool   `unjudged:"moment"`
	PlatformName    string `unjudged:"name"`
	PlatformVersion string `unjudged:"name"`
}

// BelongsTo is the machine of that id.
func (f *ManagedInstance) BelongsTo(r *Resource) Reliance {
	return onOne("AWS::EC2::Instance", r.ID, "")
}

// MaintenanceWindow is when machines are worked on.
//
//asked:as clock
//asked:lacks Measured Systems Manager has no metrics of it
//asked:lives Enabled fine true; off false
type MaintenanceWindow struct {
	Enabled          bool
	Schedule         string // an expression
	ScheduleTimezone string
	Duration         int `unjudged:"undeclared"` // hours
	Cutoff           int `unjudged:"undeclared"` // hours before the end in which nothing new starts
}

func (f *MaintenanceWindow) Times() Timetable {
	return Timetable{
		At:   said(f.Schedule, "Schedule"),
		Zone: said(f.ScheduleTimezone, "ScheduleTimezone"),
	}
}

// PatchBaseline says which patches machines must have; those of AWS's own are
// not listed.
//
//asked:as setting
//asked:lacks Ownable those of AWS's own are not listed
type PatchBaseline struct {
	OperatingSystem string `unjudged:"name"`
	DefaultBaseline bool   `unjudged:"undeclared"`
}
