package discover

import (
	"strings"
	"time"
)

var iamFamily = Family{
	Name: "AWS IAM",
	Operations: []Operation{
		{Name: "iam:GetAccountAuthorizationDetails", Global: true, Page: 1000},
		{Name: "iam:ListAccessKeys", Global: true, Page: 1000},
		{Name: "iam:ListOpenIDConnectProviders", Global: true},
		{Name: "iam:GetOpenIDConnectProvider", Global: true},
	},
	Types: []Type{
		{Name: "AWS::IAM::Role", Facts: facts[Role], Read: []string{"iam:GetAccountAuthorizationDetails"}},
		{Name: "AWS::IAM::User", Facts: facts[User], Read: []string{"iam:GetAccountAuthorizationDetails"}},
		{
			Name: "AWS::IAM::OIDCProvider", Facts: facts[OIDCProvider],
			Read: []string{"iam:ListOpenIDConnectProviders", "iam:GetOpenIDConnectProvider"},
		},
		{
			Name: "AWS::IAM::ManagedPolicy", Facts: facts[ManagedPolicy],
			Read: []string{"iam:GetAccountAuthorizationDetails"}, Detail: true,
		},
	},
}

// Role is what a program or person may act as.
//
//asked:as setting
type Role struct {
	Path                     string `unjudged:"name"`
	AssumeRolePolicyDocument *Policy
	ManagedPolicyArns        []string
	Policies                 []InlinePolicy
	PermissionsBoundary      string
	InstanceProfiles         []string
}

func (f *Role) MadeByAWS(*Resource) Reading[bool] {
	made := strings.HasPrefix(f.Path, "/aws-service-role/") || strings.HasPrefix(f.Path, "/service-role/")
	return said(made, "Path")
}

// InlinePolicy is a policy that belongs to one role.
type InlinePolicy struct {
	PolicyName     string
	PolicyDocument Policy
}

// ManagedPolicy is a policy that roles share.
type ManagedPolicy struct {
	Path           string `unjudged:"name"`
	PolicyDocument Policy
}

// User is a name with keys that live long.
//
//asked:as key
//asked:lacks Rotating AWS never does
//asked:lacks Ownable IAM makes none
//asked:lives AccessKeys.Status setting judged as access keys
//asked:lives AccessKeys.CreateDate setting judged as access keys
type User struct {
	Path                string         `unjudged:"name"`
	Groups              []string       `unjudged:"undeclared"`
	ManagedPolicyArns   []string       `unjudged:"undeclared"`
	Policies            []InlinePolicy `unjudged:"undeclared"`
	PermissionsBoundary string         `unjudged:"undeclared"`
	// AccessKeys are by their age alone.
	AccessKeys []AccessKey `from:"iam:ListAccessKeys"`
}

// AccessKey is one key of a user; Status is Active or Inactive.
type AccessKey struct {
	Status     string
	CreateDate *time.Time
}

// OIDCProvider lets others' programs act in roles without keys.
//
//asked:as setting
//asked:lacks Ownable IAM makes none
type OIDCProvider struct {
	Url          string   `unjudged:"name"` // without https://
	ClientIdList []string `unjudged:"undeclared"`
}
