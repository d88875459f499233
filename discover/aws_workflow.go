package discover

var stepFunctionsFamily = Family{
	Name: "AWS Step Functions",
	Operations: []Operation{
		{Name: "states:ListStateMachines", Always: "stateMachines", Page: 1000},
		{Name: "states:DescribeStateMachine", Always: "stateMachineArn"},
		{Name: "states:ListTagsForResource", Always: "tags"},
	},
	Types: []Type{
		{
			Name: "AWS::StepFunctions::StateMachine", Facts: facts[StateMachine],
			Read: []string{"states:ListStateMachines"}, Tagged: []string{"states:ListTagsForResource"},
		},
	},
}

// StateMachine calls other services in order. Its definition is not even asked
// for. StateMachineType is STANDARD or EXPRESS.
//
//asked:as runner
//asked:lacks Placed,Changing,Member,Banded it calls others
//asked:lacks Measured found by its name under any name
//asked:lives TracingEnabled setting what is traced
type StateMachine struct {
	StateMachineType string `unjudged:"undeclared"`
	RoleArn          string `from:"states:DescribeStateMachine"`
	// KmsKeyId is that of the encryption; empty for AWS's own key.
	KmsKeyId string `from:"states:DescribeStateMachine"`
	// LogLevel is ALL, ERROR, FATAL or OFF; IncludeExecutionData says that what
	// is processed is logged, too.
	LogLevel             string `from:"states:DescribeStateMachine" unjudged:"undeclared"`
	IncludeExecutionData bool   `from:"states:DescribeStateMachine" unjudged:"undeclared"`
	TracingEnabled       bool   `from:"states:DescribeStateMachine" unjudged:"undeclared"`
}

// Uses is its role.
func (f *StateMachine) Uses(*Resource) []Reliance {
	return []Reliance{onOne("AWS::IAM::Role", f.RoleArn, "RoleArn")}
}

func (f *StateMachine) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKeyId, "KmsKeyId") }

var batchFamily = Family{
	Name: "AWS Batch",
	Operations: []Operation{
		{Name: "batch:DescribeJobQueues", Always: "jobQueues", Page: 100},
	},
	Types: []Type{
		{Name: "AWS::Batch::JobQueue", Facts: facts[JobQueue], Read: []string{"batch:DescribeJobQueues"}},
	},
}

// JobQueue holds jobs until there is room in one of its environments.
//
//asked:as runner
//asked:lacks Placed,Encrypting,Changing,Member,Banded its environments are not collected
//asked:lacks Measured found by its name under any name
//asked:lives State fine enabled; off disabled
//asked:lives Status fine valid updating; in-flight creating; broken invalid; going deleting; gone deleted
type JobQueue struct {
	State               string // ENABLED or DISABLED
	Status              string
	Priority            int      `unjudged:"undeclared"`
	ComputeEnvironments []string `order:"kept" unjudged:"aside"` // ARNs, the first one first
}

var appRunnerFamily = Family{
	Name: "AWS App Runner",
	Operations: []Operation{
		{Name: "apprunner:ListServices", Always: "ServiceSummaryList", Page: 20},
		{Name: "apprunner:DescribeService", Always: "Service"},
		{Name: "apprunner:ListTagsForResource", Always: "-"},
	},
	Types: []Type{
		{
			Name: "AWS::AppRunner::Service", Facts: facts[AppService],
			Read: []string{"apprunner:ListServices"}, Tagged: []string{"apprunner:ListTagsForResource"},
		},
	},
}

// AppService is a container that AWS runs without a cluster. Its environment
// variables are never read.
//
//asked:as runner
//asked:lacks Placed by a connector, which is not collected
//asked:lacks Changing,Banded not asked yet
//asked:lacks Member App Runner has its own
//asked:lacks Measured found by its name under any name
//asked:lives Status fine running operation_in_progress; off paused; broken create_failed delete_failed; gone deleted
type AppService struct {
	Status               string
	IsPubliclyAccessible bool   `from:"apprunner:DescribeService"`
	EgressType           string `from:"apprunner:DescribeService" unjudged:"undeclared"` // DEFAULT or VPC
	VpcConnectorArn      string `from:"apprunner:DescribeService" unjudged:"aside"`
	KmsKey               string `from:"apprunner:DescribeService"` // empty for AWS's own key
	HealthCheckPath      string `from:"apprunner:DescribeService"`
	Cpu                  string `from:"apprunner:DescribeService" unjudged:"aside"`
	Memory               string `from:"apprunner:DescribeService" unjudged:"aside"`
	InstanceRoleArn      string `from:"apprunner:DescribeService"`
}

// Uses is the role of its instances.
func (f *AppService) Uses(*Resource) []Reliance {
	return []Reliance{onOne("AWS::IAM::Role", f.InstanceRoleArn, "InstanceRoleArn")}
}

func (f *AppService) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKey, "KmsKey") }

// Asks has a path alone: the rest is as AWS has it.
func (f *AppService) Asks() HealthQuestion {
	return HealthQuestion{Path: said(f.HealthCheckPath, "HealthCheckPath")}
}

var glueFamily = Family{
	Name: "AWS Glue",
	Operations: []Operation{
		{Name: "glue:GetDatabases", Always: "DatabaseList", Page: 100},
	},
	Types: []Type{
		{Name: "AWS::Glue::Database", Facts: facts[GlueDatabase], Read: []string{"glue:GetDatabases"}},
	},
}

// GlueDatabase says what the columns of stored files mean. LocationBucket is
// where its files lie unless a table says otherwise.
//
//asked:as store
//asked:lacks Encrypting,DeletionProtected,BackedUp,Measured it holds descriptions of files that lie in buckets
type GlueDatabase struct {
	CatalogId      string `unjudged:"name"`
	LocationBucket string `unjudged:"undeclared"`
}
