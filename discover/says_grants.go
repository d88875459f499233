package discover

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
