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
			Name: "AWS::ElastiCache::ReplicationGroup", Facts: facts[ReplicationGroup],
			Read:   []string{"elasticache:DescribeReplicationGroups"},
			Tagged: []string{"elasticache:ListTagsForResource"},
		},
		{
			Name: "AWS::ElastiCache::CacheCluster", Facts: facts[CacheCluster],
			Read: []string{"elasticache:DescribeCacheClusters"}, Tagged: []string{"elasticache:ListTagsForResource"},
		},
		{
			Name: "AWS::ElastiCache::ServerlessCache", Facts: facts[ServerlessCache],
			Read: []string{"elasticache:DescribeServerlessCaches"}, Tagged: []string{"elasticache:ListTagsForResource"},
		},
		{
			Name: "AWS::ElastiCache::SubnetGroup", Facts: facts[CacheSubnetGroup],
			Read: []string{"elasticache:DescribeCacheSubnetGroups"}, Detail: true,
		},
	},
}

// ReplicationGroup is a cache of one or more nodes.
//
//asked:as server
//asked:lacks DeletionProtected,Rewinding ElastiCache has neither
//asked:lacks Disked it keeps all in memory
//asked:lives Status fine available modifying snapshotting; in-flight creating; broken create-failed; going deleting
//asked:lives ClusterEnabled setting how it is built
//asked:lives MultiAZEnabled setting judged as multi_az
//asked:lives AutomaticFailoverEnabled setting judged with multi_az
//asked:lives AtRestEncryptionEnabled setting judged as encryption
//asked:lives TransitEncryptionEnabled setting judged as encryption
//asked:lives AuthTokenEnabled setting how callers prove who they are
type ReplicationGroup struct {
	Status                   string
	Engine                   string
	EngineVersion            string `from:"elasticache:DescribeCacheClusters"`
	CacheNodeType            string
	Port                     int
	ClusterEnabled           bool `unjudged:"undeclared"`
	NumNodeGroups            int  `unjudged:"undeclared"`
	ReplicasPerNodeGroup     int
	MemberClusters           []string `unjudged:"name"`
	AvailabilityZones        []string `unjudged:"aside"`
	MultiAZEnabled           bool
	AutomaticFailoverEnabled bool `unjudged:"undeclared"`
	AtRestEncryptionEnabled  bool
	KmsKeyId                 string
	TransitEncryptionEnabled bool
	TransitEncryptionMode    string
	AuthTokenEnabled         bool     `unjudged:"undeclared"`
	SnapshotRetentionLimit   int      // days
	CacheSubnetGroupName     string   `from:"elasticache:DescribeCacheClusters"`
	SecurityGroupIds         []string `from:"elasticache:DescribeCacheClusters"`
	PendingModifiedValues    []string `unjudged:"moment"`
}

func (f *ReplicationGroup) PlacedAt(r *Resource) Placement {
	return Placement{SecurityGroups: f.SecurityGroupIds, GroupFacts: at(r, "SecurityGroupIds")}
}

func (f *ReplicationGroup) Variant() Reading[string] { return said(f.Engine, "Engine") }

func (f *ReplicationGroup) SubnetGroup() (typ string, name Reading[string]) {
	return "AWS::ElastiCache::SubnetGroup", said(f.CacheSubnetGroupName, "CacheSubnetGroupName")
}

func (f *ReplicationGroup) Serves() Reading[[]Port] { return onPort(f.Port, "Port") }

func (f *ReplicationGroup) Runs() Engine {
	return Engine{
		said(f.Engine, "Engine"), said(f.EngineVersion, "EngineVersion"), said(f.CacheNodeType, "CacheNodeType"),
	}
}

func (f *ReplicationGroup) SpansZones() Reading[bool] {
	return said(f.MultiAZEnabled, "MultiAZEnabled")
}

// Copies are those of each shard.
func (f *ReplicationGroup) Copies() Reading[int] {
	return said(f.ReplicasPerNodeGroup, "ReplicasPerNodeGroup")
}

func (f *ReplicationGroup) BackupDays() Reading[int] {
	return said(f.SnapshotRetentionLimit, "SnapshotRetentionLimit")
}

func (f *ReplicationGroup) EncryptedAtRest() Encryption {
	return encrypted(f.AtRestEncryptionEnabled, "AtRestEncryptionEnabled", f.KmsKeyId, "KmsKeyId")
}

// RequiresTLS is false in the mode that prefers it, in which plain clients pass.
func (f *ReplicationGroup) RequiresTLS() (required bool, by []Reading[any]) {
	return f.TransitEncryptionEnabled && f.TransitEncryptionMode != "preferred", []Reading[any]{
		said[any](f.TransitEncryptionEnabled, "TransitEncryptionEnabled"),
		said[any](f.TransitEncryptionMode, "TransitEncryptionMode"),
	}
}

func (f *ReplicationGroup) InFlight(fact string) Reading[Activity] {
	return modification(f.Status, "Status", f.PendingModifiedValues, fact)
}

func (f *ReplicationGroup) ShowsInFlight(string) []string {
	return []string{"Status", "PendingModifiedValues"}
}

// Dimensions are those of the group, and those of its nodes.
func (f *ReplicationGroup) Dimensions(r *Resource) []Dimension {
	all := []Dimension{{Name: "ReplicationGroupId", Reading: said(r.ID, "")}}
	if len(f.MemberClusters) == 0 {
		return append(all, Dimension{Name: "CacheClusterId", Reading: said("", "MemberClusters")})
	}
	for _, member := range f.MemberClusters {
		all = append(all, Dimension{Name: "CacheClusterId", Reading: said(member, "MemberClusters"), Part: true})
	}
	return all
}

// CacheCluster is a cache of its own, as Memcached's are; nodes of replication
// groups are not listed.
//
//asked:as server
//asked:lacks DeletionProtected,Replicated,BackedUp,Rewinding Memcached knows none
//asked:lacks ZoneSpanning its nodes share nothing
//asked:lacks Disked it keeps all in memory
//asked:lives CacheClusterStatus fine available modifying snapshotting
//asked:lives CacheClusterStatus in-flight creating rebooting_cluster_nodes rebooting_cache_cluster_nodes
//asked:lives CacheClusterStatus broken create-failed incompatible-network restore-failed; going deleting
//asked:lives CacheClusterStatus gone deleted
//asked:lives AtRestEncryptionEnabled setting judged as encryption
//asked:lives TransitEncryptionEnabled setting judged as encryption
type CacheCluster struct {
	CacheClusterStatus       string
	Engine                   string
	EngineVersion            string
	CacheNodeType            string
	NumCacheNodes            int `unjudged:"aside"`
	Port                     int
	AvailabilityZones        []string `unjudged:"aside"`
	CacheSubnetGroupName     string
	SecurityGroupIds         []string
	AtRestEncryptionEnabled  bool
	TransitEncryptionEnabled bool
	PendingModifiedValues    []string `unjudged:"moment"`
}

func (f *CacheCluster) PlacedAt(r *Resource) Placement {
	return Placement{SecurityGroups: f.SecurityGroupIds, GroupFacts: at(r, "SecurityGroupIds")}
}

func (f *CacheCluster) SubnetGroup() (typ string, name Reading[string]) {
	return "AWS::ElastiCache::SubnetGroup", said(f.CacheSubnetGroupName, "CacheSubnetGroupName")
}

func (f *CacheCluster) Serves() Reading[[]Port] { return onPort(f.Port, "Port") }

func (f *CacheCluster) Runs() Engine {
	return Engine{
		said(f.Engine, "Engine"), said(f.EngineVersion, "EngineVersion"), said(f.CacheNodeType, "CacheNodeType"),
	}
}

// EncryptedAtRest has no key: AWS does not say with which.
func (f *CacheCluster) EncryptedAtRest() Encryption {
	return Encryption{On: said(f.AtRestEncryptionEnabled, "AtRestEncryptionEnabled")}
}

func (f *CacheCluster) RequiresTLS() (required bool, by []Reading[any]) {
	return f.TransitEncryptionEnabled, []Reading[any]{said[any](f.TransitEncryptionEnabled, "TransitEncryptionEnabled")}
}

func (f *CacheCluster) InFlight(fact string) Reading[Activity] {
	return modification(f.CacheClusterStatus, "CacheClusterStatus", f.PendingModifiedValues, fact)
}

func (f *CacheCluster) ShowsInFlight(string) []string {
	return []string{"CacheClusterStatus", "PendingModifiedValues"}
}

func (f *CacheCluster) Dimensions(r *Resource) []Dimension { return goesBy("CacheClusterId", r) }

// ServerlessCache is a cache without nodes. It spans zones, encrypts what it
// holds and speaks nothing but TLS, always.
//
//asked:as server
//asked:lacks DeletionProtected,Rewinding ElastiCache has neither
//asked:lacks ZoneSpanning,Replicated,Disked AWS chooses
//asked:lacks Measured found by its name under any name
//asked:lives Status fine available modifying; in-flight creating; broken create-failed; going deleting
type ServerlessCache struct {
	Status                 string
	Engine                 string
	MajorEngineVersion     string `unjudged:"said"`
	FullEngineVersion      string
	Port                   int
	SubnetIds              []string `unjudged:"weighed"`
	SecurityGroupIds       []string `unjudged:"weighed"`
	KmsKeyId               string   // empty for AWS's own key
	SnapshotRetentionLimit int      // days
	UserGroupId            string   `unjudged:"undeclared"`
	// CacheUsageLimits bound data, in GB, and processing units a second; zero
	// for no bound.
	DataStorageMaximum   int `unjudged:"undeclared"`
	ECPUPerSecondMaximum int `unjudged:"undeclared"`
}

func (f *ServerlessCache) PlacedAt(r *Resource) Placement {
	return plugged("", f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}

func (f *ServerlessCache) Serves() Reading[[]Port] { return onPort(f.Port, "Port") }

// Runs has no class: it has no machines to choose.
func (f *ServerlessCache) Runs() Engine {
	return Engine{Name: said(f.Engine, "Engine"), Version: said(f.FullEngineVersion, "FullEngineVersion")}
}

func (f *ServerlessCache) BackupDays() Reading[int] {
	return said(f.SnapshotRetentionLimit, "SnapshotRetentionLimit")
}

func (f *ServerlessCache) EncryptedAtRest() Encryption {
	return alwaysEncrypted(f.KmsKeyId, "KmsKeyId")
}

// RequiresTLS always: it speaks nothing else.
func (f *ServerlessCache) RequiresTLS() (required bool, by []Reading[any]) { return true, nil }

func (f *ServerlessCache) InFlight(fact string) Reading[Activity] {
	return modification(f.Status, "Status", nil, fact)
}

func (f *ServerlessCache) ShowsInFlight(string) []string { return []string{"Status"} }

// CacheSubnetGroup is where a cache may be placed.
type CacheSubnetGroup struct {
	VpcId     string `unjudged:"weighed"`
	SubnetIds []string
}

func (f *CacheSubnetGroup) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Subnets: f.SubnetIds, Facts: at(r, "SubnetIds")}
}
