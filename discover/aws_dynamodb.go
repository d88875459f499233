package discover

var dynamoDBFamily = Family{
	Name: "Amazon DynamoDB",
	Operations: []Operation{
		{Name: "dynamodb:ListTables", Page: 100},
		{Name: "dynamodb:DescribeTable"},
		{Name: "dynamodb:DescribeContinuousBackups"},
		{Name: "dynamodb:DescribeTimeToLive"},
		{Name: "dynamodb:ListTagsOfResource"},
		{Name: "dynamodb:GetResourcePolicy"},
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
type Table struct {
	TableStatus               string
	BillingMode               string
	ReadCapacityUnits         int
	WriteCapacityUnits        int
	DeletionProtectionEnabled bool
	SSEEnabled                bool   // with a key of KMS; without, DynamoDB's own key encrypts
	KMSMasterKeyId            string // ARN
	StreamEnabled             bool
	Indexes                   []string
	ReplicaRegions            []string
	// PointInTimeRecoveryEnabled is what protects; continuous backups are always on.
	PointInTimeRecoveryEnabled bool    `from:"dynamodb:DescribeContinuousBackups"`
	RecoveryPeriodInDays       int     `from:"dynamodb:DescribeContinuousBackups"`
	TimeToLiveAttribute        string  `from:"dynamodb:DescribeTimeToLive"` // empty when items never expire
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
