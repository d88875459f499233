package discover

var deliveryFamily = Family{
	Name: "AWS CodePipeline, CodeBuild and CodeDeploy",
	Operations: []Operation{
		{Name: "codepipeline:ListPipelines", Always: "pipelines", Page: 1000},
		{Name: "codepipeline:GetPipeline", Always: "pipeline"},
		{Name: "codebuild:ListProjects", Always: "projects", Page: 100},
		{Name: "codebuild:BatchGetProjects", Always: "projects", Batch: 100},
		{Name: "codedeploy:ListApplications", Always: "applications", Page: 100},
		{Name: "codedeploy:ListDeploymentGroups", Always: "deploymentGroups", Page: 100},
		{Name: "codedeploy:BatchGetDeploymentGroups", Always: "deploymentGroupsInfo", Batch: 100},
		{Name: "codepipeline:ListTagsForResource", Always: "-"},
		{Name: "codedeploy:ListTagsForResource", Always: "-"},
	},
	Types: []Type{
		{
			Name: "AWS::CodePipeline::Pipeline", Facts: facts[Pipeline],
			Read:   []string{"codepipeline:ListPipelines", "codepipeline:GetPipeline"},
			Tagged: []string{"codepipeline:ListTagsForResource"},
		},
		{
			Name: "AWS::CodeBuild::Project", Facts: facts[BuildProject],
			Read: []string{"codebuild:ListProjects", "codebuild:BatchGetProjects"},
		},
		{
			Name: "AWS::CodeDeploy::DeploymentGroup", Facts: facts[DeploymentGroup],
			Read: []string{
				"codedeploy:ListApplications", "codedeploy:ListDeploymentGroups", "codedeploy:BatchGetDeploymentGroups",
			},
			Tagged: []string{"codedeploy:ListTagsForResource"},
		},
	},
}

// Pipeline is a run of stages. The configuration of its actions is never read.
//
//asked:as runner
//asked:lacks Placed,Changing,Member,Banded it calls others
//asked:lacks Measured found by its name under any name
type Pipeline struct {
	PipelineType   string `unjudged:"undeclared"`
	RoleArn        string
	ArtifactBucket string `unjudged:"undeclared"`
	EncryptionKey  string
	Stages         []PipelineStage `order:"kept" unjudged:"undeclared"`
}

// Uses is its role.
func (f *Pipeline) Uses(*Resource) []Reliance {
	return []Reliance{onOne("AWS::IAM::Role", f.RoleArn, "RoleArn")}
}

func (f *Pipeline) EncryptedAtRest() Encryption {
	return alwaysEncrypted(f.EncryptionKey, "EncryptionKey")
}

// PipelineStage is one stage of a pipeline.
type PipelineStage struct {
	Name    string
	Actions []PipelineAction `order:"kept"`
}

// PipelineAction is one act of a stage: Category is Source, Build, Approval,
// Deploy, Test or Invoke.
type PipelineAction struct {
	Name     string
	Category string
	Provider string
}

// BuildProject builds and tests. Values of its environment variables are never
// read.
//
//asked:as runner
//asked:lacks Changing,Member,Banded it runs when it is told to
//asked:lacks Measured found by its name under any name
type BuildProject struct {
	ServiceRole    string
	SourceType     string `unjudged:"undeclared"`
	ComputeType    string `unjudged:"undeclared"`
	Image          string `unjudged:"undeclared"`
	PrivilegedMode bool   `unjudged:"undeclared"`
	EncryptionKey  string
	Environment    []BuildVariable `unjudged:"undeclared"`
	VpcId          string          `unjudged:"weighed"`
	Subnets        []string        `unjudged:"weighed"`
	SecurityGroups []string        `unjudged:"weighed"`
	LogGroup       string          `unjudged:"aside"`
}

func (f *BuildProject) PlacedAt(r *Resource) Placement {
	return plugged(f.VpcId, f.Subnets, f.SecurityGroups, at(r, "Subnets"), at(r, "SecurityGroups"))
}

// Uses is its role.
func (f *BuildProject) Uses(*Resource) []Reliance {
	return []Reliance{onOne("AWS::IAM::Role", f.ServiceRole, "ServiceRole")}
}

func (f *BuildProject) EncryptedAtRest() Encryption {
	return alwaysEncrypted(f.EncryptionKey, "EncryptionKey")
}

// BuildVariable is the name of a variable and the kind of its source:
// PLAINTEXT, PARAMETER_STORE or SECRETS_MANAGER.
type BuildVariable struct {
	Name string
	Type string
}

// DeploymentGroup moves traffic to new versions.
//
//asked:as runner
//asked:lacks Placed,Encrypting,Changing,Member,Banded,Measured it keeps and runs nothing itself
//asked:lives AutoRollbackEnabled setting how it deploys
type DeploymentGroup struct {
	ApplicationName      string   `unjudged:"name"`
	ServiceRoleArn       string   `unjudged:"undeclared"`
	DeploymentConfigName string   `unjudged:"aside"`
	DeploymentType       string   `unjudged:"aside"`
	DeploymentOption     string   `unjudged:"aside"`
	AutoRollbackEnabled  bool     `unjudged:"aside"`
	AutoRollbackEvents   []string `unjudged:"aside"`
	Alarms               []string `unjudged:"undeclared"`
	ECSServices          []string `unjudged:"undeclared"` // "CLUSTER/SERVICE"
}
