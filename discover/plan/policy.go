package plan

import (
	"encoding/json"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/model"
)

// Limits of IAM, in characters without blanks.
const (
	managedLimit = 6144
	sessionLimit = 2048
)

// Document is an IAM policy.
type Document struct {
	Version   string
	Statement []Statement
}

// Statement is one statement of a [Document].
type Statement struct {
	Sid      string `json:",omitempty"`
	Effect   string
	Action   []string
	Resource string
}

// neverRead are the actions that read data, code or secrets. No collector needs
// them, and a policy denies them to whoever else the role may trust.
var neverRead = []string{
	"athena:GetQueryResults*", "cognito-idp:DescribeUserPoolClient", "dynamodb:BatchGetItem", "dynamodb:GetItem",
	"dynamodb:GetRecords", "dynamodb:PartiQL*", "dynamodb:Query", "dynamodb:Scan", "ec2:GetConsole*",
	"ec2:GetPasswordData", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer", "es:ESHttp*",
	"glue:GetConnection*", "kinesis:GetRecords", "kinesis:SubscribeToShard", "kms:Decrypt", "lambda:GetFunction",
	"lambda:InvokeFunction", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetQueryResults", "logs:StartQuery",
	"rds-data:*", "redshift-data:*", "redshift:GetClusterCredentials*", "s3:GetObject*",
	"secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue", "sqs:ReceiveMessage", "ssm:GetParameter*",
	"ssm:StartSession", "states:DescribeExecution", "states:GetExecutionHistory",
}

// apiKeys are where API Gateway gives out keys; its one action reads them too.
var apiKeys = []string{"arn:*:apigateway:*::/apikeys*", "arn:*:apigateway:*::/usageplans/*/keys*"}

// Policies are the least policies that let a role take a snapshot for the
// model: one, or several where one would be longer than IAM allows. A nil model
// asks for everything.
func Policies(m *model.Model) []Document {
	if m == nil {
		return policies(scoped(nil))
	}
	return policies(scoped(Operations(m)))
}

func policies(ops []discover.Operation) []Document {
	document := func(actions []string) Document {
		return Document{"2012-10-17", []Statement{{"AsbuiltReads", "Allow", actions, "*"}}}
	}
	denies := []Statement{{"AsbuiltNeverReadsData", "Deny", neverRead, "*"}}
	if slices.Contains(actions(ops), "apigateway:GET") {
		for i, keys := range apiKeys {
			sid := "AsbuiltNeverReadsApiKeys" + string(rune('1'+i))
			denies = append(denies, Statement{sid, "Deny", []string{"apigateway:GET"}, keys})
		}
	}
	first := document(nil)
	first.Statement = append(first.Statement, denies...)
	docs := []Document{first}
	for _, a := range actions(ops) {
		last := &docs[len(docs)-1].Statement[0]
		last.Action = append(last.Action, a)
		if size(docs[len(docs)-1]) > managedLimit {
			last.Action = last.Action[:len(last.Action)-1]
			docs = append(docs, document([]string{a}))
		}
	}
	return docs
}

// SessionPolicy narrows a role to what the operations need, in the few
// characters that a session may have. It allows whole groups of reading actions
// and denies those of a group that read data; what is in no group, the session
// cannot do anyway. The role's own policy stays the limit.
func SessionPolicy(ops []discover.Operation) string {
	groups := map[string]bool{}
	for _, a := range actions(ops) {
		groups[group(a)] = true
	}
	doc := Document{"2012-10-17", []Statement{
		{"", "Allow", sortedKeys(groups), "*"},
		{"", "Deny", slices.DeleteFunc(slices.Clone(neverRead), func(a string) bool { return !groups[group(a)] }), "*"},
	}}
	b, err := json.Marshal(doc)
	if err != nil {
		panic("plan: a policy that is no JSON: " + err.Error())
	}
	return string(b)
}

// group is an action with those that begin with the same verb: s3:Get*. The
// verb is as short as it can be without taking in another one of AWS's.
func group(action string) string {
	service, call, _ := strings.Cut(action, ":")
	if service == "secretsmanager" && strings.HasPrefix(call, "Get") {
		return action // nothing near the values of secrets is taken in
	}
	for _, verb := range []struct{ whole, short string }{
		{"Describe", "Des*"}, {"List", "Lis*"}, {"BatchGet", "BatchG*"}, {"Get", "Get*"}, {"Search", "Sea*"},
	} {
		if strings.HasPrefix(call, verb.whole) {
			return service + ":" + verb.short
		}
	}
	return action
}

// actions are the IAM actions of operations, sorted. Who one is needs none.
func actions(ops []discover.Operation) []string {
	set := map[string]bool{}
	for _, op := range ops {
		for _, a := range op.IAM() {
			set[a] = true
		}
	}
	delete(set, "sts:GetCallerIdentity")
	return sortedKeys(set)
}

// size is how IAM counts.
func size(d Document) int {
	b, err := json.Marshal(d)
	if err != nil {
		panic("plan: a policy that is no JSON: " + err.Error())
	}
	return len(strings.ReplaceAll(string(b), " ", ""))
}
