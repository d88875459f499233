package grant

import (
	"slices"
	"strings"

	"asbuilt/discover"
)

// Named is a policy document with what it is called.
type Named struct {
	Name     string
	Document *discover.Policy
}

// Set is all that decides what an identity may do: its policies, and the boundary
// beyond which none of them counts.
type Set struct {
	Identity []Named
	// Boundary is nil for an identity without one.
	Boundary *discover.Policy
}

// Answer is what policies say to one action on one resource.
type Answer int

// The answers.
const (
	Denied Answer = iota // by a Deny, or because nothing allows it
	Allowed
	// Depends says that conditions decide.
	Depends
)

// Decide is the answer to an action on a resource, with the conditions that it
// depends on. Both may be generic words of patterns.
func (s Set) Decide(action, resource string) (Answer, []discover.PolicyCondition) {
	documents := make([]*discover.Policy, 0, len(s.Identity))
	for _, n := range s.Identity {
		documents = append(documents, n.Document)
	}
	answer, conditions := decide(documents, action, resource)
	if s.Boundary == nil || answer == Denied {
		return answer, conditions
	}
	within, more := decide([]*discover.Policy{s.Boundary}, action, resource)
	switch within {
	case Denied:
		return Denied, nil
	case Depends:
		return Depends, append(conditions, more...)
	}
	return answer, conditions
}

// decide is the answer of documents that add up: a Deny without conditions wins,
// then an Allow without; a Deny with conditions makes any Allow depend on them.
func decide(documents []*discover.Policy, action, resource string) (Answer, []discover.PolicyCondition) {
	var allowed bool
	var allows, denies []discover.PolicyCondition
	for _, d := range documents {
		for i := range d.Statement {
			st := &d.Statement[i]
			if !applies(st, action, resource) {
				continue
			}
			switch {
			case st.Effect == "Deny" && len(st.Condition) == 0:
				return Denied, nil
			case st.Effect == "Deny":
				denies = append(denies, st.Condition...)
			case st.Effect == "Allow":
				allowed = allowed || len(st.Condition) == 0
				allows = append(allows, st.Condition...)
			}
		}
	}
	switch {
	case !allowed && len(allows) == 0:
		return Denied, nil
	case !allowed:
		return Depends, append(allows, denies...)
	case len(denies) > 0:
		return Depends, denies
	}
	return Allowed, nil
}

// applies reports whether a statement is about an action on a resource. One that
// names no resources, as those of trust policies, is about all.
func applies(st *discover.PolicyStatement, action, resource string) bool {
	return actionOf(st, action) && resourceOf(st, resource)
}

func actionOf(st *discover.PolicyStatement, action string) bool {
	matches := func(pattern string) bool { return MatchAction(pattern, action) }
	if len(st.Action) == 0 && len(st.NotAction) > 0 {
		return !slices.ContainsFunc(st.NotAction, matches)
	}
	return slices.ContainsFunc(st.Action, matches)
}

func resourceOf(st *discover.PolicyStatement, resource string) bool {
	matches := func(pattern string) bool { return Match(pattern, resource) }
	if len(st.NotResource) > 0 && len(st.Resource) == 0 {
		return !slices.ContainsFunc(st.NotResource, matches)
	}
	return len(st.Resource) == 0 || slices.ContainsFunc(st.Resource, matches)
}

// Permission is what may be done: actions on resources, as patterns; without
// resources, on any.
type Permission struct {
	Actions, Resources []string
}

// may reports whether it has an action, on whichever resources.
func (p Permission) may(action string) bool {
	return slices.ContainsFunc(p.Actions, func(a string) bool { return MatchAction(a, action) })
}

// on reports whether it is about a resource.
func (p Permission) on(resource string) bool {
	return len(p.Resources) == 0 || slices.ContainsFunc(p.Resources, func(r string) bool { return Match(r, resource) })
}

// Excess is what a policy allows beyond permissions.
type Excess struct {
	// Policy is the name of the policy that allows it.
	Policy string
	// Action and Resource are patterns of the policy; after a NotAction or
	// NotResource an example of what is left.
	Action, Resource string
	// Conditions are those on which it depends, empty where it does not.
	Conditions []discover.PolicyCondition
}

// mostAsked bounds the questions of one comparison.
const mostAsked = 2_000_000

// Beyond is what the set allows beyond permissions, what is more dangerous first.
// ok is false where the policies are too large to be compared.
//
// Every pair of an action and a resource of an Allow is asked by generic words: of
// its own patterns, and of what these have in common with the patterns of other
// statements and permissions, so that what a Deny, a boundary or a NotAction leaves
// is asked for, too.
func (s Set) Beyond(all []Permission) (excess []Excess, ok bool) {
	q := s.questions(all)
	for _, n := range s.Identity {
		for i := range n.Document.Statement {
			st := &n.Document.Statement[i]
			if st.Effect != "Allow" {
				continue
			}
			for _, a := range own(st.Action, st.NotAction) {
				for _, r := range own(st.Resource, st.NotResource) {
					c := candidates{
						q.common(strings.ToLower(a), q.actions, q.ofAction), q.common(r, q.resources, q.ofResource),
					}
					q.asked += len(c.actions) * len(c.resources)
					if q.asked > mostAsked {
						return nil, false
					}
					if found := s.excessOf(Excess{Policy: n.Name, Action: a, Resource: r}, st, all, c); found != nil {
						excess = append(excess, *found)
					}
				}
			}
		}
	}
	slices.SortStableFunc(excess, func(a, b Excess) int { return Danger(b.Action) - Danger(a.Action) })
	return slices.CompactFunc(excess, func(a, b Excess) bool {
		return a.Policy == b.Policy && a.Action == b.Action && a.Resource == b.Resource
	}), true
}

// candidates are the words that are asked about.
type candidates struct{ actions, resources []string }

// excessOf asks about one pair of a statement: the first word that is allowed and
// not permitted proves an excess, one without conditions before one with.
func (s Set) excessOf(
	pair Excess, st *discover.PolicyStatement, all []Permission, c candidates,
) (depends *Excess) {
	var resources []string
	for _, resource := range c.resources {
		if resourceOf(st, resource) {
			resources = append(resources, resource)
		}
	}
	for _, action := range c.actions {
		if !actionOf(st, action) {
			continue
		}
		var having []Permission // the action
		for _, p := range all {
			if p.may(action) {
				having = append(having, p)
			}
		}
		for _, resource := range resources {
			if slices.ContainsFunc(having, func(p Permission) bool { return p.on(resource) }) {
				continue
			}
			answer, conditions := s.Decide(action, resource)
			found := pair
			if len(st.Action) == 0 {
				found.Action = Shown(action)
			}
			if len(st.Resource) == 0 {
				found.Resource = Shown(resource)
			}
			switch {
			case answer == Allowed || answer == Depends && len(st.Condition) == 0 && !s.bounded(conditions):
				return &found
			case answer == Depends && depends == nil:
				found.Conditions = conditions
				depends = &found
			}
		}
	}
	return depends
}

// bounded reports whether conditions are those of the boundary. Those of a Deny
// take nothing away for good: what it denies at times is granted at others.
func (s Set) bounded(conditions []discover.PolicyCondition) bool {
	if s.Boundary == nil {
		return false
	}
	for i := range s.Boundary.Statement {
		st := &s.Boundary.Statement[i]
		if st.Effect != "Allow" {
			continue
		}
		for _, c := range st.Condition {
			for _, d := range conditions {
				if c.Operator == d.Operator && c.Key == d.Key {
					return true
				}
			}
		}
	}
	return false
}

// questions are the patterns of all statements and permissions, and how much was
// asked of them.
type questions struct {
	actions, resources []string
	// ofAction and ofResource are the words that were found already, by pattern.
	ofAction, ofResource map[string][]string
	asked                int
}

func (s Set) questions(all []Permission) *questions {
	var documents []*discover.Policy
	for _, n := range s.Identity {
		documents = append(documents, n.Document)
	}
	if s.Boundary != nil {
		documents = append(documents, s.Boundary)
	}
	q := &questions{ofAction: map[string][]string{}, ofResource: map[string][]string{}}
	for _, d := range documents {
		for _, st := range d.Statement {
			q.actions = append(append(q.actions, st.Action...), st.NotAction...)
			q.resources = append(append(q.resources, st.Resource...), st.NotResource...)
		}
	}
	for _, p := range all {
		q.actions, q.resources = append(q.actions, p.Actions...), append(q.resources, p.Resources...)
	}
	for i := range q.actions {
		q.actions[i] = strings.ToLower(q.actions[i])
	}
	slices.Sort(q.actions)
	slices.Sort(q.resources)
	q.actions, q.resources = slices.Compact(q.actions), slices.Compact(q.resources)
	return q
}

// own are the patterns that a statement allows: those that it names, and after a
// Not everything.
func own(named, not []string) []string {
	if len(named) > 0 {
		return named
	}
	return []string{"*"}
}

// mostParts is of how many patterns, which one has in common with others, words
// are made.
const mostParts = 64

// common are words of a pattern, the most generic first, and of what it has in
// common with others, with others of these, and so on.
func (q *questions) common(pattern string, others []string, known map[string][]string) (all []string) {
	if words, ok := known[pattern]; ok {
		return words
	}
	parts := []string{pattern}
	for i := 0; i < len(parts); i++ {
		if q.asked += len(others); q.asked > mostAsked {
			return nil
		}
		for _, o := range others {
			for _, both := range Meet(parts[i], o) {
				if len(parts) < mostParts && !slices.Contains(parts, both) {
					parts = append(parts, both)
				}
			}
		}
	}
	for _, part := range parts {
		more := []string{Generic(part)}
		if strings.Count(part, "*") <= 2 {
			more = append(more, words(part)...)
		}
		for _, word := range more {
			if !slices.Contains(all, word) {
				all = append(all, word)
			}
		}
	}
	known[pattern] = all
	return all
}

// Danger ranks what an action can do: change who may do what, destroy, read data,
// change anything else, read.
func Danger(action string) int {
	service, verb, _ := strings.Cut(strings.ToLower(action), ":")
	has := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(verb, p) })
	}
	switch {
	case service == "*" || service == "" || verb == "*" && (service == "iam" || service == "sts"):
		return 6
	case service == "iam" && !has("get", "list"), service == "sts" && has("assume"), has("putkeypolicy"):
		return 5
	case verb == "*", has("delete", "terminate", "schedulekeydeletion", "disable", "purge", "remove", "deregister"):
		return 4
	case has("getobject", "getsecretvalue", "getitem", "query", "scan", "batchgetitem", "receive", "decrypt",
		"getrecords", "getparameter", "select"):
		return 3
	case has("get", "list", "describe"):
		return 1
	}
	return 2
}
