package discover

import (
	"slices"
	"strings"
)

// Who may use something by a policy of its own, and how policies name it.

// Shared is what has a policy of its own, which may let in others.
type Shared interface {
	// SharingPolicy is that policy; nil where there is none.
	SharingPolicy() Reading[*Policy]
}

// InPolicies is what policies name in other ways than by its ARN.
type InPolicies interface {
	// PolicyNames are patterns by which policies name r or what is in it, besides
	// its ARN.
	PolicyNames(r *Resource) []string
}

// Delegating is what may call others by a role of IAM. Then the role decides, and not the
// policy of what is called.
type Delegating interface {
	// CallsByRole is what it calls so.
	CallsByRole() Reading[[]RoleCall]
}

// RoleCall is the ARN of something that is called by a role, and that of the role; of one that
// stands for whoever calls, arn:aws:iam::*:user/*.
type RoleCall struct {
	Arn     string
	RoleArn string
}

// within are the names of what is in a resource.
func within(r *Resource, parts ...string) (all []string) {
	for _, part := range parts {
		all = append(all, r.ARN+part)
	}
	return all
}

// PolicyNames are patterns by which policies name r: its ARN, and those of what is
// in it.
func PolicyNames(r *Resource) []string {
	if r.ARN == "" {
		return nil
	}
	names := []string{r.ARN}
	if f, ok := r.Facts.(InPolicies); ok {
		names = append(names, f.PolicyNames(r)...)
	}
	return names
}

// HasARN reports whether an ARN is that of r or of what is in it: a version or an alias of a
// function, the stream of a table, a consumer of a stream, the events of a group of logs.
// What sends events names these as often as the whole.
//
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
func (r *Resource) HasARN(arn string) bool {
	return arn != "" && slices.ContainsFunc(PolicyNames(r), func(pattern string) bool {
		prefix, open := strings.CutSuffix(pattern, "*")
		return arn == pattern || open && strings.HasPrefix(arn, prefix)
	})
}
