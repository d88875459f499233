package discover

var rdsFamily = Family{
	Name: "Amazon RDS",
	Operations: []Operation{
		{Name: "rds:DescribeDBInstances", Page: 100},
		{Name: "rds:DescribeDBClusters", Page: 100},
		{Name: "rds:DescribeDBSubnetGroups", Page: 100},
		{Name: "rds:DescribeDBParameterGroups", Page: 100},
		{Name: "rds:DescribeDBParameters", Page: 100},
		{Name: "rds:DescribeDBClusterParameterGroups", Page: 100},
		{Name: "rds:DescribeDBClusterParameters", Page: 100},
		{Name: "rds:DescribeDBProxies", Page: 100},
		{Name: "rds:ListTagsForResource"},
	},
	Types: []Type{
		{Name: "AWS::RDS::DBInstance", Facts: func() any { return new(DBInstance) }, Read: []string{"rds:DescribeDBInstances"}},
		{Name: "AWS::RDS::DBCluster", Facts: func() any { return new(DBCluster) }, Read: []string{"rds:DescribeDBClusters"}},
		{Name: "AWS::DocDB::DBCluster", Facts: func() any { return new(DBCluster) }, Read: []string{"rds:DescribeDBClusters"}},
		{Name: "AWS::Neptune::DBCluster", Facts: func() any { return new(DBCluster) }, Read: []string{"rds:DescribeDBClusters"}},
		{Name: "AWS::DocDB::DBInstance", Facts: func() any { return new(DBInstance) }, Read: []string{"rds:DescribeDBInstances"}, Detail: true},
		{Name: "AWS::Neptune::DBInstance", Facts: func() any { return new(DBInstance) }, Read: []string{"rds:DescribeDBInstances"}, Detail: true},
		{
			Name: "AWS::RDS::DBProxy", Facts: func() any { return new(DBProxy) },
			Read: []string{"rds:DescribeDBProxies"}, Tagged: []string{"rds:ListTagsForResource"},
		},
		{
			Name: "AWS::RDS::DBSubnetGroup", Facts: func() any { return new(DBSubnetGroup) },
			Read: []string{"rds:DescribeDBSubnetGroups"}, Detail: true,
		},
		{
			Name: "AWS::RDS::DBParameterGroup", Facts: func() any { return new(DBParameterGroup) },
			Read: []string{"rds:DescribeDBParameterGroups"}, Detail: true,
		},
		{
			Name: "AWS::RDS::DBClusterParameterGroup", Facts: func() any { return new(DBClusterParameterGroup) },
			Read: []string{"rds:DescribeDBClusterParameterGroups"}, Detail: true,
		},
	},
}

// DBInstance is one database server.
type DBInstance struct {
	DBInstanceStatus      string
	DBClusterIdentifier   string // of the cluster it belongs to
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

// DBCluster is a group of database servers over one store: of Amazon Aurora, a
// Multi-AZ cluster of Amazon RDS, or one of DocumentDB or Neptune, which speak
// through the same API.
type DBCluster struct {
	Status            string
	Engine            string
	EngineVersion     string
	EngineMode        string
	Port              int
	AvailabilityZones []string
	// MultiAZ says that there are servers in more than one zone.
	MultiAZ             bool
	DBSubnetGroupName   string
	VpcSecurityGroupIds []string
	// PubliclyAccessible is that of a Multi-AZ cluster; servers of Aurora have
	// their own.
	PubliclyAccessible          bool
	StorageEncrypted            bool
	KmsKeyId                    string
	StorageType                 string
	AllocatedStorage            int // GiB; Aurora's storage grows by itself
	Iops                        int
	BackupRetentionPeriod       int // days
	BacktrackWindow             int // seconds
	DeletionProtection          bool
	DBClusterParameterGroupName string
	// DBClusterInstanceClass is that of a Multi-AZ cluster; servers of Aurora
	// have their own.
	DBClusterInstanceClass string
	Members                []DBClusterMember
	// MinCapacity and MaxCapacity bound a serverless cluster, in units of 2 GiB.
	MinCapacity                     float64
	MaxCapacity                     float64
	MasterUserSecretArn             string
	EnableCloudwatchLogsExports     []string
	GlobalClusterIdentifier         string
	ReplicationSourceIdentifier     string
	EnableIAMDatabaseAuthentication bool
	// PendingModifiedValues are the names of facts that AWS is about to change.
	PendingModifiedValues []string
}

// DBClusterMember is one server of a cluster: the writer, or a reader.
type DBClusterMember struct {
	DBInstanceIdentifier string
	IsClusterWriter      bool
	PromotionTier        int
}

// DBClusterParameterGroup is a set of settings of a cluster: those that were
// changed.
type DBClusterParameterGroup struct {
	Family     string
	Parameters map[string]string `from:"rds:DescribeDBClusterParameters"`
}

// DBProxy shares few connections to a database among many callers.
type DBProxy struct {
	Status              string
	EngineFamily        string // MYSQL, POSTGRESQL or SQLSERVER
	RequireTLS          bool
	RoleArn             string
	VpcId               string
	VpcSubnetIds        []string
	VpcSecurityGroupIds []string
	IdleClientTimeout   int // seconds
	DebugLogging        bool
	SecretArns          []string
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
