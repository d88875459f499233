package discover

var stepFunctionsFamily = Family{
	Name: "AWS Step Functions",
	Operations: []Operation{
		{Name: "states:ListStateMachines", Page: 1000},
		{Name: "states:DescribeStateMachine"},
		{Name: "states:ListTagsForResource"},
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
type StateMachine struct {
	StateMachineType string
	RoleArn          string `from:"states:DescribeStateMachine"`
	// KmsKeyId is that of the encryption; empty for AWS's own key.
	KmsKeyId string `from:"states:DescribeStateMachine"`
	// LogLevel is ALL, ERROR, FATAL or OFF; IncludeExecutionData says that what
	// is processed is logged, too.
	LogLevel             string `from:"states:DescribeStateMachine"`
	IncludeExecutionData bool   `from:"states:DescribeStateMachine"`
	TracingEnabled       bool   `from:"states:DescribeStateMachine"`
}

func (f *StateMachine) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKeyId, "KmsKeyId") }

var batchFamily = Family{
	Name: "AWS Batch",
	Operations: []Operation{
		{Name: "batch:DescribeJobQueues", Page: 100},
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
type JobQueue struct {
	State               string // ENABLED or DISABLED
	Status              string
	Priority            int
	ComputeEnvironments []string `order:"kept"` // ARNs, the first one first
}

var appRunnerFamily = Family{
	Name: "AWS App Runner",
	Operations: []Operation{
		{Name: "apprunner:ListServices", Page: 20},
		{Name: "apprunner:DescribeService"},
		{Name: "apprunner:ListTagsForResource"},
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
type AppService struct {
	Status               string
	IsPubliclyAccessible bool   `from:"apprunner:DescribeService"`
	EgressType           string `from:"apprunner:DescribeService"` // DEFAULT or VPC
	VpcConnectorArn      string `from:"apprunner:DescribeService"`
	KmsKey               string `from:"apprunner:DescribeService"` // empty for AWS's own key
	HealthCheckPath      string `from:"apprunner:DescribeService"`
	Cpu                  string `from:"apprunner:DescribeService"`
	Memory               string `from:"apprunner:DescribeService"`
	InstanceRoleArn      string `from:"apprunner:DescribeService"`
}

func (f *AppService) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKey, "KmsKey") }

// Asks has a path alone: the rest is as AWS has it.
func (f *AppService) Asks() HealthQuestion {
	return HealthQuestion{Path: said(f.HealthCheckPath, "HealthCheckPath")}
}

var glueFamily = Family{
	Name: "AWS Glue",
	Operations: []Operation{
		{Name: "glue:GetDatabases", Page: 100},
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
	CatalogId      string
	LocationBucket string
}
