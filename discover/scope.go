package discover

// ScopeVersion is the version of scopes that this program sends and takes.
const ScopeVersion = 1

// Scope says what a snapshot shall cover. It is what asbuilt-aws reads on its
// standard input, as one JSON object; it holds no credentials.
type Scope struct {
	// Version is [ScopeVersion] in what asbuilt sends. One that somebody wrote by
	// hand may leave it out.
	Version  int            `json:"asbuilt_scope,omitempty"`
	Accounts []AccountScope `json:"accounts"`
	// Operations are the operations to call; where there are none, all are.
	Operations []string `json:"operations,omitempty"`
	// Budget is the most requests that the run may send; zero means no bound.
	Budget int `json:"budget,omitempty"`
	// Timeout is the most seconds that the run may take; zero means no bound.
	Timeout int `json:"timeout,omitempty"`
	// Dumps is a folder with replies of the AWS CLI that are read instead of
	// asking AWS; empty asks AWS.
	Dumps string `json:"dumps,omitempty"`
}

// AccountScope is one account to look at, and how to come by the right to.
type AccountScope struct {
	// ID is the number of the account; credentials of another one are refused.
	// An empty ID takes the account that the credentials belong to.
	ID string `json:"id"`
	// Regions are region codes; what is global is looked at in any case.
	Regions []string `json:"regions"`
	// Profile names a profile of the AWS configuration; empty for the default chain.
	Profile string `json:"profile,omitempty"`
	// Role is the ARN of a role to assume with these credentials; empty for none.
	Role       string `json:"role,omitempty"`
	ExternalID string `json:"external_id,omitempty"`
	// SessionPolicy narrows the role for this run: an IAM policy of at most
	// 2,048 characters.
	SessionPolicy string `json:"session_policy,omitempty"`
}

// Progress is what asbuilt-aws says on its standard error while it works, one
// JSON object a line.
type Progress struct {
	// Done counts the units of work that are finished, of Of in all.
	Done int `json:"done"`
	Of   int `json:"of"`
	// Calls counts requests, Throttles those that AWS refused for their rate.
	Calls     int     `json:"calls"`
	Throttles int     `json:"throttles"`
	Seconds   float64 `json:"seconds"`
	// Error is why the run failed; it stands on the last line alone.
	Error string `json:"error,omitempty"`
}

// Session are the operations that every run makes besides those of the
// families: who am I, and which regions are there.
func Session() []Operation {
	return []Operation{
		{Name: "sts:GetCallerIdentity", Global: true},
		{Name: "ec2:DescribeRegions", Global: true},
	}
}
