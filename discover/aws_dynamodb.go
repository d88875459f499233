package discover

var dynamoDBFamily = Family{
	Name: "Amazon DynamoDB",
	Operations: []Operation{
		{Name: "dynamodb:ListTables", Always: "TableNames", Page: 100},
		{Name: "dynamodb:DescribeTable", Always: "Table"},
		{Name: "dynamodb:DescribeContinuousBackups", Always: "ContinuousBackupsDescription"},
		{Name: "dynamodb:DescribeTimeToLive", Always: "TimeToLiveDescription"},
		{Name: "dynamodb:ListTagsOfResource", Always: "Tags"},
		{Name: "dynamodb:GetResourcePolicy", Always: "Policy"},
	},
	Types: []Type{
		{
			Name: "AWS::DynamoDB::Table", Facts: facts[Table],
			Read:   []string{"dynamodb:ListTables", "dynamodb:DescribeTable"},
			Tagged: []string{"dynamodb:ListTagsOfResource"},
		},
	},
}

// Table is a table of items, which are never read. BillingMode is PROVISIONED
// or PAY_PER_REQUEST.
//
//asked:as store
//asked:lives TableStatus fine active updating; in-flight creating; off archiving archived
//asked:lives TableStatus broken inaccessible_encryption_credentials replication_not_authorized; going deleting
//asked:lives DeletionProtectionEnabled setting judged as deletion_protection
//asked:lives SSEEnabled setting judged as encryption
//asked:lives StreamEnabled setting whether it has a stream
//asked:lives PointInTimeRecoveryEnabled setting judged as backup
type Table struct {
	TableStatus               string
	BillingMode               string `unjudged:"undeclared"`
	ReadCapacityUnits         int    `unjudged:"undeclared"`
	WriteCapacityUnits        int    `unjudged:"undeclared"`
	DeletionProtectionEnabled bool
	SSEEnabled                bool     `unjudged:"said"` // with a key of KMS; without, DynamoDB's own key encrypts
	KMSMasterKeyId            string   // ARN
	StreamEnabled             bool     `unjudged:"undeclared"`
	Indexes                   []string `unjudged:"undeclared"`
	ReplicaRegions            []string
	// PointInTimeRecoveryEnabled is what protects; continuous backups are always on.
	PointInTimeRecoveryEnabled bool    `from:"dynamodb:DescribeContinuousBackups"`
	RecoveryPeriodInDays       int     `from:"dynamodb:DescribeContinuousBackups"`
	TimeToLiveAttribute        string  `from:"dynamodb:DescribeTimeToLive" unjudged:"undeclared"` // empty: never
	ResourcePolicy             *Policy `from:"dynamodb:GetResourcePolicy"`
}

func (f *Table) PolicyNames(r *Resource) []string { return within(r, "/index/*", "/stream/*") }

func (f *Table) SharingPolicy() Reading[*Policy] { return said(f.ResourcePolicy, "ResourcePolicy") }

func (f *Table) ProtectedFromDeletion() Reading[bool] {
	return said(f.DeletionProtectionEnabled, "DeletionProtectionEnabled")
}

func (f *Table) Rewinds() Reading[bool] {
	return said(f.PointInTimeRecoveryEnabled, "PointInTimeRecoveryEnabled")
}

func (f *Table) RewindDays() Reading[int] {
	return said(f.RecoveryPeriodInDays, "RecoveryPeriodInDays")
}

func (f *Table) EncryptedAtRest() Encryption {
	return alwaysEncrypted(f.KMSMasterKeyId, "KMSMasterKeyId")
}

func (f *Table) Dimensions(r *Resource) []Dimension { return goesBy("TableName", r) }
