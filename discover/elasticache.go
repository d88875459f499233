package discover

var elastiCacheFamily = Family{
	Name: "Amazon ElastiCache",
	Operations: []Operation{
		{Name: "elasticache:DescribeReplicationGroups", Page: 100},
		{Name: "elasticache:DescribeCacheClusters", Page: 100},
		{Name: "elasticache:DescribeCacheSubnetGroups", Page: 100},
		{Name: "elasticache:DescribeServerlessCaches", Page: 50},
		{Name: "elasticache:ListTagsForResource"},
	},
	Types: []Type{
		{
			Name: "AWS::ElastiCache::ReplicationGroup", Facts: func() any { return new(ReplicationGroup) },
			Read: []string{"elasticache:DescribeReplicationGroups"}, Tagged: []string{"elasticache:ListTagsForResource"},
		},
		{
			Name: "AWS::ElastiCache::CacheCluster", Facts: func() any { return new(CacheCluster) },
			Read: []string{"elasticache:DescribeCacheClusters"}, Tagged: []string{"elasticache:ListTagsForResource"},
		},
		{
			Name: "AWS::ElastiCache::ServerlessCache", Facts: func() any { return new(ServerlessCache) },
			Read: []string{"elasticache:DescribeServerlessCaches"}, Tagged: []string{"elasticache:ListTagsForResource"},
		},
		{
			Name: "AWS::ElastiCache::SubnetGroup", Facts: func() any { return new(CacheSubnetGroup) },
			Read: []string{"elasticache:DescribeCacheSubnetGroups"}, Detail: true,
		},
	},
}

// ReplicationGroup is a cache of one or more nodes.
type ReplicationGroup struct {
	Status                   string
	Engine                   string
	EngineVersion            string `from:"elasticache:DescribeCacheClusters"`
	CacheNodeType            string
	Port                     int
	ClusterEnabled           bool
	NumNodeGroups            int
	ReplicasPerNodeGroup     int
	MemberClusters           []string
	AvailabilityZones        []string
	MultiAZEnabled           bool
	AutomaticFailoverEnabled bool
	AtRestEncryptionEnabled  bool
	KmsKeyId                 string
	TransitEncryptionEnabled bool
	TransitEncryptionMode    string
	AuthTokenEnabled         bool
	SnapshotRetentionLimit   int      // days
	CacheSubnetGroupName     string   `from:"elasticache:DescribeCacheClusters"`
	SecurityGroupIds         []string `from:"elasticache:DescribeCacheClusters"`
	PendingModifiedValues    []string
}

// CacheCluster is a cache of its own, as Memcached's are; nodes of replication
// groups are not listed.
type CacheCluster struct {
	CacheClusterStatus       string
	Engine                   string
	EngineVersion            string
	CacheNodeType            string
	NumCacheNodes            int
	Port                     int
	AvailabilityZones        []string
	CacheSubnetGroupName     string
	SecurityGroupIds         []string
	AtRestEncryptionEnabled  bool
	TransitEncryptionEnabled bool
	PendingModifiedValues    []string
}

// ServerlessCache is a cache without nodes. It spans zones, encrypts what it
// holds and speaks nothing but TLS, always.
type ServerlessCache struct {
	Status                 string
	Engine                 string
	MajorEngineVersion     string
	FullEngineVersion      string
	Port                   int
	SubnetIds              []string
	SecurityGroupIds       []string
	KmsKeyId               string // empty for AWS's own key
	SnapshotRetentionLimit int    // days
	UserGroupId            string
	// CacheUsageLimits bound data, in GB, and processing units a second; zero
	// for no bound.
	DataStorageMaximum   int
	ECPUPerSecondMaximum int
}

// CacheSubnetGroup is where a cache may be placed.
type CacheSubnetGroup struct {
	VpcId     string
	SubnetIds []string
}
