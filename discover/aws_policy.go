package discover

import "slices"

// Policy is an IAM policy document: of a role, a bucket, a key, an endpoint.
type Policy struct {
	Statement []PolicyStatement
}

// deniesPlain reports whether a bucket's policy refuses requests without TLS.
func (p *Policy) deniesPlain() bool {
	return p != nil && slices.ContainsFunc(p.Statement, func(st PolicyStatement) bool {
		everything := slices.Contains(st.Action, "s3:*") || slices.Contains(st.Action, "*")
		return st.Effect == "Deny" && slices.Contains(st.Principal, "*") && everything &&
			slices.ContainsFunc(st.Condition, func(c PolicyCondition) bool {
				plain := c.Operator == "Bool" && c.Key == "aws:SecureTransport"
				return plain && slices.Equal(c.Values, []string{"false"})
			})
	})
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
