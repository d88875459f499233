package discover

import (
	"slices"
	"strconv"
	"strings"
)

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
		{Name: "AWS::RDS::DBInstance", Facts: facts[DBInstance], Read: []string{"rds:DescribeDBInstances"}},
		{Name: "AWS::RDS::DBCluster", Facts: facts[DBCluster], Read: []string{"rds:DescribeDBClusters"}},
		{Name: "AWS::DocDB::DBCluster", Facts: facts[DBCluster], Read: []string{"rds:DescribeDBClusters"}},
		{Name: "AWS::Neptune::DBCluster", Facts: facts[DBCluster], Read: []string{"rds:DescribeDBClusters"}},
		{
			Name: "AWS::DocDB::DBInstance", Facts: facts[DBInstance],
			Read: []string{"rds:DescribeDBInstances"}, Detail: true,
		},
		{
			Name: "AWS::Neptune::DBInstance", Facts: facts[DBInstance],
			Read: []string{"rds:DescribeDBInstances"}, Detail: true,
		},
		{
			Name: "AWS::RDS::DBProxy", Facts: facts[DBProxy],
			Read: []string{"rds:DescribeDBProxies"}, Tagged: []string{"rds:ListTagsForResource"},
		},
		{
			Name: "AWS::RDS::DBSubnetGroup", Facts: facts[DBSubnetGroup],
			Read: []string{"rds:DescribeDBSubnetGroups"}, Detail: true,
		},
		{
			Name: "AWS::RDS::DBParameterGroup", Facts: facts[DBParameterGroup],
			Read: []string{"rds:DescribeDBParameterGroups"}, Detail: true,
		},
		{
			Name: "AWS::RDS::DBClusterParameterGroup", Facts: facts[DBClusterParameterGroup],
			Read: []string{"rds:DescribeDBClusterParameterGroups"}, Detail: true,
		},
	},
}

// DBInstance is one database server.
//
//asked:as server
//asked:lives DBInstanceStatus fine available backing-up modifying storage-optimization storage-config-upgrade
//asked:lives DBInstanceStatus fine storage-initialization configuring-enhanced-monitoring
//asked:lives DBInstanceStatus fine configuring-iam-database-auth configuring-log-exports configuring-associated-roles
//asked:lives DBInstanceStatus fine converting-to-vpc moving-to-vpc renaming resetting-master-credentials
//asked:lives DBInstanceStatus fine delete-precheck
//asked:lives DBInstanceStatus in-flight creating starting rebooting maintenance restoring upgrading
//asked:lives DBInstanceStatus off stopping stopped
//asked:lives DBInstanceStatus broken failed storage-full restore-error incompatible-network incompatible-option-group
//asked:lives DBInstanceStatus broken incompatible-parameters incompatible-restore incompatible-credentials
//asked:lives DBInstanceStatus broken incompatible-create inaccessible-encryption-credentials
//asked:lives DBInstanceStatus broken inaccessible-encryption-credentials-recoverable insufficient-capacity
//asked:lives DBInstanceStatus going deleting
//asked:lives EnabledLogs setting which logs it writes
//asked:lives EnableIAMDatabaseAuthentication setting how callers prove who they are
type DBInstance struct {
	DBInstanceStatus      string
	DBClusterIdentifier   string `unjudged:"weighed"` // of the cluster it belongs to
	Engine                string
	EngineVersion         string
	DBInstanceClass       string
	Port                  int
	AvailabilityZone      string `unjudged:"weighed"`
	SecondaryAvailability string `unjudged:"moment"` // zone of the standby
	MultiAZ               bool
	DBSubnetGroupName     string
	VPCSecurityGroups     []string
	PubliclyAccessible    bool
	StorageEncrypted      bool
	KmsKeyId              string
	StorageType           string
	AllocatedStorage      int // GiB
	MaxAllocatedStorage   int `unjudged:"undeclared"` // GiB
	Iops                  int
	BackupRetentionPeriod int // days
	DeletionProtection    bool
	DBParameterGroupName  string
	MasterUserSecretArn   string `unjudged:"undeclared"`
	SourceDBInstance      string `unjudged:"said"` // of a read replica
	ReadReplicas          []string
	EnabledLogs           []string `unjudged:"undeclared"`
	// PendingModifiedValues are the names of facts that AWS is about to change.
	PendingModifiedValues           []string `unjudged:"moment"`
	EnableIAMDatabaseAuthentication bool     `unjudged:"undeclared"`
}

func (f *DBInstance) PlacedAt(r *Resource) Placement {
	return Placement{SecurityGroups: f.VPCSecurityGroups, GroupFacts: at(r, "VPCSecurityGroups")}
}

func (f *DBInstance) SubnetGroup() (typ string, name Reading[string]) {
	return "AWS::RDS::DBSubnetGroup", said(f.DBSubnetGroupName, "DBSubnetGroupName")
}

func (f *DBInstance) Serves() Reading[[]Port] { return onPort(f.Port, "Port") }

func (f *DBInstance) Runs() Engine {
	return Engine{
		said(f.Engine, "Engine"), said(f.EngineVersion, "EngineVersion"), said(f.DBInstanceClass, "DBInstanceClass"),
	}
}

func (f *DBInstance) Disk() Disk {
	return Disk{
		GiB:  said(f.AllocatedStorage, "AllocatedStorage"),
		Kind: said(f.StorageType, "StorageType"),
		IOPS: said(f.Iops, "Iops"),
	}
}

func (f *DBInstance) ProtectedFromDeletion() Reading[bool] {
	return said(f.DeletionProtection, "DeletionProtection")
}

func (f *DBInstance) SpansZones() Reading[bool] { return said(f.MultiAZ, "MultiAZ") }

func (f *DBInstance) Copies() Reading[int] { return said(len(f.ReadReplicas), "ReadReplicas") }

func (f *DBInstance) BackupDays() Reading[int] {
	return said(f.BackupRetentionPeriod, "BackupRetentionPeriod")
}

// Rewinds with its backups, which hold the log of what happened between them.
func (f *DBInstance) Rewinds() Reading[bool] {
	return said(f.BackupRetentionPeriod > 0, "BackupRetentionPeriod")
}

func (f *DBInstance) RewindDays() Reading[int] { return f.BackupDays() }

func (f *DBInstance) EncryptedAtRest() Encryption {
	return encrypted(f.StorageEncrypted, "StorageEncrypted", f.KmsKeyId, "KmsKeyId")
}

func (f *DBInstance) TLSParameter() GroupSetting {
	group := said(f.DBParameterGroupName, "DBParameterGroupName")
	return tlsSetting(f.Engine, f.EngineVersion, "AWS::RDS::DBParameterGroup", group)
}

func (f *DBInstance) InFlight(fact string) Reading[Activity] {
	return modification(f.DBInstanceStatus, "DBInstanceStatus", f.PendingModifiedValues, fact)
}

func (f *DBInstance) ShowsInFlight(string) []string {
	return []string{"DBInstanceStatus", "PendingModifiedValues"}
}

func (f *DBInstance) Variant() Reading[string] { return said(f.Engine, "Engine") }

// MadeByAWS takes a server of a cluster for a part of the cluster.
func (f *DBInstance) MadeByAWS(*Resource) Reading[bool] {
	return said(f.DBClusterIdentifier != "", "DBClusterIdentifier")
}

func (f *DBInstance) Dimensions(r *Resource) []Dimension {
	return []Dimension{{Name: "DBInstanceIdentifier", Reading: said(r.ID, "")}}
}

// tlsSetting is the setting of an engine that requires TLS, and its default:
// PostgreSQL on RDS requires it from 15 on, on Aurora from 17 on, DocumentDB
// always, and Neptune knows nothing else.
func tlsSetting(engine, version, groupType string, group Reading[string]) GroupSetting {
	by := []string{"Engine", "EngineVersion"}
	s := GroupSetting{By: by, GroupType: groupType, Group: group, Name: "require_secure_transport"}
	major, _ := strconv.Atoi(strings.Split(version, ".")[0])
	switch {
	case engine == "docdb":
		s.Name, s.Default = "tls", "enabled"
	case engine == "neptune":
		s.Name, s.Default = "neptune_enforce_ssl", "1"
	case engine == "postgres" && major >= 15, engine == "aurora-postgresql" && major >= 17:
		s.Name, s.Default = "rds.force_ssl", "1"
	case engine == "postgres", engine == "aurora-postgresql", strings.HasPrefix(engine, "sqlserver-"):
		s.Name = "rds.force_ssl"
	}
	return s
}

// DBCluster is a group of database servers over one store: of Amazon Aurora, a
// Multi-AZ cluster of Amazon RDS, or one of DocumentDB or Neptune, which speak
// through the same API.
//
//asked:as server
//asked:lacks Disked that of Aurora grows by itself, and that of a Multi-AZ cluster is not compared yet
//asked:lacks Measured found by its id under any name
//asked:lives Status fine available backing-up backtracking cloning-failed modifying upgrading maintenance renaming
//asked:lives Status fine resetting-master-credentials storage-optimization scaling-compute
//asked:lives Status fine configuring-iam-database-auth configuring-log-exports configuring-enhanced-monitoring
//asked:lives Status fine preparing-data-migration update-iam-db-auth promoting failing-over
//asked:lives Status in-flight creating starting rebooting restoring migrating; off stopping stopped
//asked:lives Status broken failed inaccessible-encryption-credentials inaccessible-encryption-credentials-recoverable
//asked:lives Status broken incompatible-parameters migration-failed
//asked:lives Status going deleting
//asked:lives EnableCloudwatchLogsExports setting which logs it writes
//asked:lives EnableIAMDatabaseAuthentication setting how callers prove who they are
type DBCluster struct {
	Status            string
	Engine            string
	EngineVersion     string
	EngineMode        string `unjudged:"undeclared"`
	Port              int
	AvailabilityZones []string `unjudged:"undeclared"`
	// MultiAZ says that there are servers in more than one zone.
	MultiAZ             bool
	DBSubnetGroupName   string
	VpcSecurityGroupIds []string `unjudged:"weighed"`
	// PubliclyAccessible is that of a Multi-AZ cluster; servers of Aurora have
	// their own.
	PubliclyAccessible          bool
	StorageEncrypted            bool
	KmsKeyId                    string
	StorageType                 string `unjudged:"aside"`
	AllocatedStorage            int    `unjudged:"aside"` // GiB; Aurora's storage grows by itself
	Iops                        int    `unjudged:"aside"`
	BackupRetentionPeriod       int    // days
	BacktrackWindow             int    `unjudged:"undeclared"` // seconds
	DeletionProtection          bool
	DBClusterParameterGroupName string
	// DBClusterInstanceClass is that of a Multi-AZ cluster; servers of Aurora
	// have their own.
	DBClusterInstanceClass string `unjudged:"said"` // its servers say theirs
	Members                []DBClusterMember
	// MinCapacity and MaxCapacity bound a serverless cluster, in units of 2 GiB.
	MinCapacity                     float64  `unjudged:"aside"`
	MaxCapacity                     float64  `unjudged:"aside"`
	MasterUserSecretArn             string   `unjudged:"undeclared"`
	EnableCloudwatchLogsExports     []string `unjudged:"undeclared"`
	GlobalClusterIdentifier         string
	ReplicationSourceIdentifier     string
	EnableIAMDatabaseAuthentication bool `unjudged:"undeclared"`
	// PendingModifiedValues are the names of facts that AWS is about to change.
	PendingModifiedValues []string `unjudged:"moment"`
}

func (f *DBCluster) PlacedAt(r *Resource) Placement {
	return Placement{SecurityGroups: f.VpcSecurityGroupIds, GroupFacts: at(r, "VpcSecurityGroupIds")}
}

func (f *DBCluster) SubnetGroup() (typ string, name Reading[string]) {
	return "AWS::RDS::DBSubnetGroup", said(f.DBSubnetGroupName, "DBSubnetGroupName")
}

func (f *DBCluster) Serves() Reading[[]Port] { return onPort(f.Port, "Port") }

// Runs has no class where the servers have their own.
func (f *DBCluster) Runs() Engine {
	e := Engine{Name: said(f.Engine, "Engine"), Version: said(f.EngineVersion, "EngineVersion")}
	if _, ok := f.Writer(); !ok || f.DBClusterInstanceClass != "" {
		e.Class = said(f.DBClusterInstanceClass, "DBClusterInstanceClass")
	}
	return e
}

// Writer is the server that writes; ok is false when AWS names none.
func (f *DBCluster) Writer() (m DBClusterMember, ok bool) {
	i := slices.IndexFunc(f.Members, func(m DBClusterMember) bool { return m.IsClusterWriter })
	if i < 0 {
		return DBClusterMember{}, false
	}
	return f.Members[i], true
}

func (f *DBCluster) ProtectedFromDeletion() Reading[bool] {
	return said(f.DeletionProtection, "DeletionProtection")
}

func (f *DBCluster) SpansZones() Reading[bool] { return said(f.MultiAZ, "MultiAZ") }

// Copies are all servers but the one that writes.
func (f *DBCluster) Copies() Reading[int] { return said(max(0, len(f.Members)-1), "Members") }

func (f *DBCluster) BackupDays() Reading[int] {
	return said(f.BackupRetentionPeriod, "BackupRetentionPeriod")
}

// Rewinds with its backups, which hold the log of what happened between them.
func (f *DBCluster) Rewinds() Reading[bool] {
	return said(f.BackupRetentionPeriod > 0, "BackupRetentionPeriod")
}

func (f *DBCluster) RewindDays() Reading[int] { return f.BackupDays() }

func (f *DBCluster) EncryptedAtRest() Encryption {
	return encrypted(f.StorageEncrypted, "StorageEncrypted", f.KmsKeyId, "KmsKeyId")
}

func (f *DBCluster) TLSParameter() GroupSetting {
	group := said(f.DBClusterParameterGroupName, "DBClusterParameterGroupName")
	return tlsSetting(f.Engine, f.EngineVersion, "AWS::RDS::DBClusterParameterGroup", group)
}

func (f *DBCluster) InFlight(fact string) Reading[Activity] {
	return modification(f.Status, "Status", f.PendingModifiedValues, fact)
}

func (f *DBCluster) ShowsInFlight(string) []string {
	return []string{"Status", "PendingModifiedValues"}
}

// ReliesOn are its servers, which are of a type of their own for each engine.
func (f *DBCluster) ReliesOn(r *Resource) []Reliance {
	var servers []string
	for _, m := range f.Members {
		servers = append(servers, m.DBInstanceIdentifier)
	}
	return []Reliance{{strings.TrimSuffix(r.Type, "Cluster") + "Instance", said(servers, "Members")}}
}

// DBClusterMember is one server of a cluster: the writer, or a reader.
type DBClusterMember struct {
	DBInstanceIdentifier string `sent:"always"`
	IsClusterWriter      bool
	PromotionTier        int
}

// DBClusterParameterGroup is a set of settings of a cluster: those that were
// changed.
type DBClusterParameterGroup struct {
	Family     string            `unjudged:"name"`
	Parameters map[string]string `from:"rds:DescribeDBClusterParameters"`
}

func (f *DBClusterParameterGroup) Settings() Reading[map[string]string] {
	return said(f.Parameters, "Parameters")
}

// DBProxy shares few connections to a database among many callers.
//
//asked:as server
//asked:lacks Encrypting,DeletionProtected,ZoneSpanning,Replicated,BackedUp,Rewinding,Disked it keeps nothing
//asked:lacks Engined it has that of what is behind it
//asked:lacks Serving that of what is behind it
//asked:lacks Changing,Measured not asked yet
//asked:lives Status fine available modifying upgrading; in-flight creating reactivating
//asked:lives Status broken incompatible-network insufficient-resource-limits; off suspending suspended
//asked:lives Status going deleting
type DBProxy struct {
	Status              string
	EngineFamily        string `unjudged:"name"` // MYSQL, POSTGRESQL or SQLSERVER
	RequireTLS          bool
	RoleArn             string `unjudged:"undeclared"`
	VpcId               string `unjudged:"weighed"`
	VpcSubnetIds        []string
	VpcSecurityGroupIds []string
	IdleClientTimeout   int      `unjudged:"undeclared"` // seconds
	DebugLogging        bool     `unjudged:"undeclared"`
	SecretArns          []string `unjudged:"undeclared"`
}

func (f *DBProxy) PlacedAt(r *Resource) Placement {
	return plugged(f.VpcId, f.VpcSubnetIds, f.VpcSecurityGroupIds, at(r, "VpcSubnetIds"), at(r, "VpcSecurityGroupIds"))
}

func (f *DBProxy) RequiresTLS() (required bool, by []Reading[any]) {
	return f.RequireTLS, []Reading[any]{said[any](f.RequireTLS, "RequireTLS")}
}

// DBSubnetGroup is where a database may be placed.
type DBSubnetGroup struct {
	VpcId     string `unjudged:"weighed"`
	SubnetIds []string
}

func (f *DBSubnetGroup) PlacedAt(r *Resource) Placement {
	return Placement{VPC: f.VpcId, Subnets: f.SubnetIds, Facts: at(r, "SubnetIds")}
}

// DBParameterGroup is a set of settings of an engine: those that were changed.
type DBParameterGroup struct {
	Family     string            `unjudged:"name"`
	Parameters map[string]string `from:"rds:DescribeDBParameters"`
}

func (f *DBParameterGroup) Settings() Reading[map[string]string] {
	return said(f.Parameters, "Parameters")
}
