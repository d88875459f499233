package discover

import "strings"

var openSearchFamily = Family{
	Name: "Amazon OpenSearch Service",
	Operations: []Operation{
		{Name: "es:ListDomainNames", Always: "DomainNames"},
		{Name: "es:DescribeDomains", Always: "DomainStatusList", Batch: 5},
		{Name: "es:ListTags", Always: "-"},
	},
	Types: []Type{
		{
			Name: "AWS::OpenSearchService::Domain", Facts: facts[SearchDomain],
			Read: []string{"es:ListDomainNames", "es:DescribeDomains"}, Tagged: []string{"es:ListTags"},
		},
	},
}

// SearchDomain is a cluster for search. One without a VPCId has an address on
// the internet, and its AccessPolicies alone decide who may use it.
//
//asked:as server
//asked:lacks DeletionProtected,Rewinding OpenSearch has neither
//asked:lacks Replicated a matter of each index
//asked:lacks BackedUp AWS always does, for 14 days
//asked:lacks Disked not compared yet
//asked:lacks Serving always 443
//asked:lacks Measured found by its name under any name
//asked:lives ZoneAwarenessEnabled setting judged as multi_az
//asked:lives MultiAZWithStandbyEnabled setting judged as multi_az
//asked:lives Processing setting a change is in flight
//asked:lives UpdateAvailable setting a newer version is there
type SearchDomain struct {
	EngineVersion             string // OpenSearch_2.13 or Elasticsearch_7.10
	InstanceType              string
	InstanceCount             int `unjudged:"aside"`
	DedicatedMasterCount      int `unjudged:"undeclared"`
	ZoneAwarenessEnabled      bool
	AvailabilityZoneCount     int  `unjudged:"undeclared"`
	MultiAZWithStandbyEnabled bool `unjudged:"aside"`
	VPCId                     string
	SubnetIds                 []string
	SecurityGroupIds          []string
	AvailabilityZones         []string `unjudged:"aside"`
	// EncryptionAtRest, with KmsKeyId, is about what is stored.
	EncryptionAtRest     bool
	KmsKeyId             string
	NodeToNodeEncryption bool `unjudged:"aside"`
	EnforceHTTPS         bool
	TLSSecurityPolicy    string `unjudged:"aside"`
	// AdvancedSecurity is fine-grained access control, with users of the domain's
	// own or of IAM.
	AdvancedSecurity bool    `unjudged:"undeclared"`
	AccessPolicies   *Policy `unjudged:"aside"`
	VolumeType       string  `unjudged:"aside"`
	VolumeSize       int     `unjudged:"aside"` // GiB of each node
	Iops             int     `unjudged:"aside"`
	Throughput       int     `unjudged:"aside"` // MiB/s
	// LogGroups are where logs go: kind and ARN of the group.
	LogGroups []SearchLog `unjudged:"aside"`
	// Processing says that a change is being made.
	Processing      bool `unjudged:"moment"`
	UpdateAvailable bool `unjudged:"moment"`
}

func (f *SearchDomain) PlacedAt(r *Resource) Placement {
	return plugged(f.VPCId, f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}

// Runs takes name and version apart, which AWS writes as one word.
func (f *SearchDomain) Runs() Engine {
	name, version, _ := strings.Cut(f.EngineVersion, "_")
	return Engine{
		Name:    said(strings.ToLower(name), "EngineVersion"),
		Version: said(version, "EngineVersion"),
		Class:   said(f.InstanceType, "InstanceType"),
	}
}

func (f *SearchDomain) SpansZones() Reading[bool] {
	return said(f.ZoneAwarenessEnabled, "ZoneAwarenessEnabled")
}

func (f *SearchDomain) EncryptedAtRest() Encryption {
	return encrypted(f.EncryptionAtRest, "EncryptionAtRest", f.KmsKeyId, "KmsKeyId")
}

func (f *SearchDomain) RequiresTLS() (required bool, by []Reading[any]) {
	return f.EnforceHTTPS, []Reading[any]{said[any](f.EnforceHTTPS, "EnforceHTTPS")}
}

func (f *SearchDomain) InFlight(string) Reading[Activity] {
	if f.Processing {
		return said(Activity{Kind: Modification}, "Processing")
	}
	return Reading[Activity]{}
}

func (f *SearchDomain) ShowsInFlight(string) []string { return []string{"Processing"} }

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
		{Name: "AWS::Redshift::Cluster", Facts: facts[Warehouse], Read: []string{"redshift:DescribeClusters"}},
		{
			Name: "AWS::Redshift::ClusterSubnetGroup", Facts: facts[WarehouseSubnetGroup],
			Read: []string{"redshift:DescribeClusterSubnetGroups"}, Detail: true,
		},
	},
}

// Warehouse is a database for analysis.
//
//asked:as server
//asked:lacks DeletionProtected,Rewinding Redshift has neither
//asked:lacks Replicated nodes are no copies
//asked:lacks Disked it comes with the size of its nodes
//asked:lacks Measured found by its id under any name
//asked:lives ClusterStatus fine available available+prep-for-resize available+resize-cleanup modifying renaming
//asked:lives ClusterStatus fine resizing rotating-keys updating-hsm final-snapshot+never cancelling-resize
//asked:lives ClusterStatus in-flight creating rebooting resuming; off pausing paused
//asked:lives ClusterStatus broken hardware-failure incompatible-hsm incompatible-network incompatible-parameters
//asked:lives ClusterStatus broken incompatible-restore storage-full
//asked:lives ClusterStatus going deleting final-snapshot; gone deleted
type Warehouse struct {
	ClusterStatus             string
	ClusterVersion            string
	NodeType                  string
	NumberOfNodes             int `unjudged:"aside"`
	Port                      int
	MultiAZ                   bool
	AvailabilityZone          string   `unjudged:"said"`
	VpcId                     string   `unjudged:"weighed"`
	ClusterSubnetGroupName    string   `unjudged:"leads"`
	VpcSecurityGroupIds       []string `unjudged:"weighed"`
	PubliclyAccessible        bool
	EnhancedVpcRouting        bool `unjudged:"aside"`
	Encrypted                 bool
	KmsKeyId                  string
	ClusterParameterGroupName string `unjudged:"undeclared"`
	// AutomatedSnapshotRetentionPeriod is in days; zero for no snapshots.
	AutomatedSnapshotRetentionPeriod int
	MasterUserSecretArn              string   `unjudged:"undeclared"`
	PendingModifiedValues            []string `unjudged:"moment"`
	// RequireSSL is the setting require_ssl, where it was changed.
	RequireSSL bool `from:"redshift:DescribeClusterParameters"`
}

func (f *Warehouse) PlacedAt(r *Resource) Placement {
	return Placement{
		VPC: f.VpcId, SecurityGroups: f.VpcSecurityGroupIds, GroupFacts: at(r, "VpcSecurityGroupIds"),
	}
}

func (f *Warehouse) SubnetGroup() (typ string, name Reading[string]) {
	return "AWS::Redshift::ClusterSubnetGroup", said(f.ClusterSubnetGroupName, "ClusterSubnetGroupName")
}

func (f *Warehouse) Serves() Reading[[]Port] { return onPort(f.Port, "Port") }

func (f *Warehouse) Runs() Engine {
	return Engine{
		Name:    said("redshift", "ClusterVersion"),
		Version: said(f.ClusterVersion, "ClusterVersion"),
		Class:   said(f.NodeType, "NodeType"),
	}
}

func (f *Warehouse) SpansZones() Reading[bool] { return said(f.MultiAZ, "MultiAZ") }

func (f *Warehouse) BackupDays() Reading[int] {
	return said(f.AutomatedSnapshotRetentionPeriod, "AutomatedSnapshotRetentionPeriod")
}

func (f *Warehouse) EncryptedAtRest() Encryption {
	return encrypted(f.Encrypted, "Encrypted", f.KmsKeyId, "KmsKeyId")
}

func (f *Warehouse) RequiresTLS() (required bool, by []Reading[any]) {
	return f.RequireSSL, []Reading[any]{said[any](f.RequireSSL, "RequireSSL")}
}

func (f *Warehouse) InFlight(fact string) Reading[Activity] {
	return modification(f.ClusterStatus, "ClusterStatus", f.PendingModifiedValues, fact)
}

func (f *Warehouse) ShowsInFlight(string) []string {
	return []string{"ClusterStatus", "PendingModifiedValues"}
}

// WarehouseSubnetGroup is where a warehouse may be placed.
type WarehouseSubnetGroup struct {
	VpcId     string   `unjudged:"weighed"`
	SubnetIds []string `unjudged:"weighed"`
}

func (f *WarehouseSubnetGroup) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Subnets: f.SubnetIds, Facts: at(r, "SubnetIds")}
}
