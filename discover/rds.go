package discover

var rdsFamily = Family{
	Name: "Amazon RDS",
	Operations: []Operation{
		{Name: "rds:DescribeDBInstances", Page: 100},
		{Name: "rds:DescribeDBSubnetGroups", Page: 100},
		{Name: "rds:DescribeDBParameterGroups", Page: 100},
		{Name: "rds:DescribeDBParameters", Page: 100},
	},
	Types: []Type{
		{Name: "AWS::RDS::DBInstance", Facts: func() any { return new(DBInstance) }, Read: []string{"rds:DescribeDBInstances"}},
		{
			Name: "AWS::RDS::DBSubnetGroup", Facts: func() any { return new(DBSubnetGroup) },
			Read: []string{"rds:DescribeDBSubnetGroups"}, Detail: true,
		},
		{
			Name: "AWS::RDS::DBParameterGroup", Facts: func() any { return new(DBParameterGroup) },
			Read: []string{"rds:DescribeDBParameterGroups"}, Detail: true,
		},
	},
}

// DBInstance is one database server.
type DBInstance struct {
	DBInstanceStatus      string
	Engine                string
	EngineVersion         string
	DBInstanceClass       string
	Port                  int
	AvailabilityZone      string
	SecondaryAvailability string // zone of the standby
	MultiAZ               bool
	DBSubnetGroupName     string
	VPCSecurityGroups     []string
	PubliclyAccessible    bool
	StorageEncrypted      bool
	KmsKeyId              string
	StorageType           string
	AllocatedStorage      int // GiB
	MaxAllocatedStorage   int // GiB
	Iops                  int
	BackupRetentionPeriod int // days
	DeletionProtection    bool
	DBParameterGroupName  string
	MasterUserSecretArn   string
	SourceDBInstance      string // of a read replica
	ReadReplicas          []string
	EnabledLogs           []string
	// PendingModifiedValues are the names of facts that AWS is about to change.
	PendingModifiedValues           []string
	EnableIAMDatabaseAuthentication bool
}

// DBSubnetGroup is where a database may be placed.
type DBSubnetGroup struct {
	VpcId     string
	SubnetIds []string
}

// DBParameterGroup is a set of settings of an engine: those that were changed.
type DBParameterGroup struct {
	Family     string
	Parameters map[string]string `from:"rds:DescribeDBParameters"`
}
