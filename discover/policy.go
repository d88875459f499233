package discover

// Policy is an IAM policy document: of a role, a bucket, a key, an endpoint.
type Policy struct {
	Statement []PolicyStatement
}

// PolicyStatement is one statement; what it does not say is empty.
type PolicyStatement struct {
	Sid    string
	Effect string
	// Principal are "*", ARNs, account numbers or service names.
	Principal    []string
	NotPrincipal []string
	Action       []string
	NotAction    []string
	Resource     []string
	NotResource  []string
	Condition    []PolicyCondition
}

// PolicyCondition is one test. Values are kept only for keys that can hold no
// secret: those about accounts, organisations, networks, services and
// transport.
type PolicyCondition struct {
	Operator string
	Key      string
	Values   []string
}
