package discover

import "strings"

var lambdaFamily = Family{
	Name: "AWS Lambda",
	Operations: []Operation{
		{Name: "lambda:ListFunctions", Always: "Functions", Page: 50, PerSecond: 15},
		{Name: "lambda:ListTags", Always: "Tags", PerSecond: 15},
		{Name: "lambda:ListFunctionUrlConfigs", Always: "FunctionUrlConfigs", Page: 50, PerSecond: 15},
		{Name: "lambda:ListAliases", Always: "Aliases", Page: 50, PerSecond: 15},
		{Name: "lambda:GetPolicy", Always: "Policy", PerSecond: 15},
		{Name: "lambda:GetFunctionConcurrency", Always: "-", PerSecond: 15},
		{Name: "lambda:ListEventSourceMappings", Always: "EventSourceMappings", Page: 100, PerSecond: 15},
	},
	Types: []Type{
		{
			Name: "AWS::Lambda::Function", Facts: facts[Function],
			Read: []string{"lambda:ListFunctions"}, Tagged: []string{"lambda:ListTags"},
		},
		{
			Name: "AWS::Lambda::EventSourceMapping", Facts: facts[EventSourceMapping],
			Read: []string{"lambda:ListEventSourceMappings"}, Detail: true,
		},
	},
}

// Function is code that runs when something happens. Its code and the values
// of its environment variables are never read.
//
//asked:as runner
//asked:lacks Changing not collected
//asked:lacks Member not asked yet
//asked:lacks Banded it has a most, and no fewest
type Function struct {
	Runtime          string `unjudged:"undeclared"`
	Handler          string `unjudged:"undeclared"`
	Role             string
	MemorySize       int `unjudged:"undeclared"` // MiB
	Timeout          int `unjudged:"undeclared"` // seconds
	KmsKeyArn        string
	SubnetIds        []string
	SecurityGroupIds []string
	Environment      []string `unjudged:"undeclared"` // names of variables
	LogGroup         string   `unjudged:"aside"`
	// UrlAuthTypes are those of its function URLs: NONE or AWS_IAM.
	UrlAuthTypes []string `from:"lambda:ListFunctionUrlConfigs"`
	// UrlHosts are the names under which these answer.
	UrlHosts []string `from:"lambda:ListFunctionUrlConfigs"`
	Policy   *Policy  `from:"lambda:GetPolicy"`
	// Aliases have policies of their own, which say nothing of the function.
	Aliases []FunctionAlias `from:"lambda:ListAliases"`
	// ReservedConcurrentExecutions is how many may run at once; nil for as many as
	// the account has left.
	ReservedConcurrentExecutions *int `from:"lambda:GetFunctionConcurrency"`
}

// FunctionAlias is a name for a version of a function. Policy is who may call it by that name.
//
// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
type FunctionAlias struct {
	Name   string
	Policy *Policy `from:"lambda:GetPolicy"`
}

// Uses is its role.
func (f *Function) Uses(*Resource) []Reliance {
	return []Reliance{onOne("AWS::IAM::Role", f.Role, "Role")}
}

func (f *Function) PolicyNames(r *Resource) []string { return within(r, ":*") }

func (f *Function) SharingPolicy() Reading[*Policy] { return said(f.Policy, "Policy") }

func (f *Function) PlacedAt(r *Resource) Placement {
	return plugged("", f.SubnetIds, f.SecurityGroupIds, at(r, "SubnetIds"), at(r, "SecurityGroupIds"))
}

// EncryptedAtRest is that of its environment variables.
func (f *Function) EncryptedAtRest() Encryption { return alwaysEncrypted(f.KmsKeyArn, "KmsKeyArn") }

func (f *Function) Dimensions(r *Resource) []Dimension { return goesBy("FunctionName", r) }

// EventSourceMapping lets a function poll a queue or stream.
//
//asked:lives Enabled fine true; off false
type EventSourceMapping struct {
	EventSourceArn string `unjudged:"weighed"`
	FunctionName   string // ARN
	Enabled        bool
	BatchSize      int `unjudged:"undeclared"`
}

func (f *EventSourceMapping) BelongsTo(*Resource) Reliance {
	return onOne("AWS::Lambda::Function", unqualified(f.FunctionName), "FunctionName")
}

// unqualified is the ARN of a function without a version or an alias.
func unqualified(arn string) string {
	if parts := strings.Split(arn, ":"); len(parts) == 8 {
		return strings.Join(parts[:7], ":")
	}
	return arn
}
