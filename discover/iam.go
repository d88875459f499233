package discover

var iamFamily = Family{
	Name: "AWS IAM",
	Operations: []Operation{
		{Name: "iam:GetAccountAuthorizationDetails", Global: true, Page: 1000},
	},
	Types: []Type{
		{Name: "AWS::IAM::Role", Facts: func() any { return new(Role) }, Read: []string{"iam:GetAccountAuthorizationDetails"}},
		{
			Name: "AWS::IAM::ManagedPolicy", Facts: func() any { return new(ManagedPolicy) },
			Read: []string{"iam:GetAccountAuthorizationDetails"}, Detail: true,
		},
	},
}

// Role is what a program or person may act as.
type Role struct {
	Path                     string
	AssumeRolePolicyDocument *Policy
	ManagedPolicyArns        []string
	Policies                 []InlinePolicy
	PermissionsBoundary      string
	InstanceProfiles         []string
}

// InlinePolicy is a policy that belongs to one role.
type InlinePolicy struct {
	PolicyName     string
	PolicyDocument Policy
}

// ManagedPolicy is a policy that roles share.
type ManagedPolicy struct {
	Path           string
	PolicyDocument Policy
}
