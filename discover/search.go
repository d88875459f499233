package discover

var openSearchFamily = Family{
	Name: "Amazon OpenSearch Service",
	Operations: []Operation{
		{Name: "es:ListDomainNames"},
		{Name: "es:DescribeDomains", Batch: 5},
		{Name: "es:ListTags"},
	},
	Types: []Type{
		{
			Name: "AWS::OpenSearchService::Domain", Facts: func() any { return new(SearchDomain) },
			Read: []string{"es:ListDomainNames", "es:DescribeDomains"}, Tagged: []string{"es:ListTags"},
		},
	},
}

// SearchDomain is a cluster for search. One without a VPCId has an address on
// the internet, and its AccessPolicies alone decide who may use it.
type SearchDomain struct {
	EngineVersion             string // OpenSearch_2.13 or Elasticsearch_7.10
	InstanceType              string
	InstanceCount             int
	DedicatedMasterCount      int
	ZoneAwarenessEnabled      bool
	AvailabilityZoneCount     int
	MultiAZWithStandbyEnabled bool
	VPCId                     string
	SubnetIds                 []string
	SecurityGroupIds          []string
	AvailabilityZones         []string
	// EncryptionAtRest, with KmsKeyId, is about what is stored.
	EncryptionAtRest     bool
	KmsKeyId             string
	NodeToNodeEncryption bool
	EnforceHTTPS         bool
	TLSSecurityPolicy    string
	// AdvancedSecurity is fine-grained access control, with users of the domain's
	// own or of IAM.
	AdvancedSecurity bool
	AccessPolicies   *Policy
	VolumeType       string
	VolumeSize       int // GiB of each node
	Iops             int
	Throughput       int // MiB/s
	// LogGroups are where logs go: kind and ARN of the group.
	LogGroups []SearchLog
	// Processing says that a change is being made.
	Processing      bool
	UpdateAvailable bool
}

// SearchLog is one kind of log: INDEX_SLOW_LOGS, SEARCH_SLOW_LOGS,
// ES_APPLICATION_LOGS or AUDIT_LOGS.
type SearchLog struct {
	Kind                      string
	CloudWatchLogsLogGroupArn string
}

var redshiftFamily = Family{
	Name: "Amazon Redshift",
	Operations: []Operation{
		{Name: "redshift:DescribeClusters", Page: 100},
		{Name: "redshift:DescribeClusterSubnetGroups", Page: 100},
		{Name: "redshift:DescribeClusterParameters", Page: 100},
	},
	Types: []Type{
		{Name: "AWS::Redshift::Cluster", Facts: func() any { return new(Warehouse) }, Read: []string{"redshift:DescribeClusters"}},
		{
			Name: "AWS::Redshift::ClusterSubnetGroup", Facts: func() any { return new(WarehouseSubnetGroup) },
			Read: []string{"redshift:DescribeClusterSubnetGroups"}, Detail: true,
		},
	},
}

// Warehouse is a database for analysis.
type Warehouse struct {
	ClusterStatus             string
	ClusterVersion            string
	NodeType                  string
	NumberOfNodes             int
	Port                      int
	MultiAZ                   bool
	AvailabilityZone          string
	VpcId                     string
	ClusterSubnetGroupName    string
	VpcSecurityGroupIds       []string
	PubliclyAccessible        bool
	EnhancedVpcRouting        bool
	Encrypted                 bool
	KmsKeyId                  string
	ClusterParameterGroupName string
	// AutomatedSnapshotRetentionPeriod is in days; zero for no snapshots.
	AutomatedSnapshotRetentionPeriod int
	MasterUserSecretArn              string
	PendingModifiedValues            []string
	// RequireSSL is the setting require_ssl, where it was changed.
	RequireSSL bool `from:"redshift:DescribeClusterParameters"`
}

// WarehouseSubnetGroup is where a warehouse may be placed.
type WarehouseSubnetGroup struct {
	VpcId     string
	SubnetIds []string
}
