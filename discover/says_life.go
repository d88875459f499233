package discover

import (
	"slices"
	"strings"
	"time"
)

// Whether something is there to stay, whose it is, and what is being done to it.

// Ownable is what AWS or one of its services makes for itself at times.
type Ownable interface {
	// MadeByAWS says that nobody would declare r, because AWS made it, or because
	// it is a part of something else that people do declare.
	MadeByAWS(r *Resource) Reading[bool]
}

// Using is what has others for itself, beside those that it relies on and the security
// groups that it is plugged in with: they would go with it, unless somebody else has them
// too.
type Using interface {
	// Uses are those.
	Uses(r *Resource) []Reliance
}

// Changing is what AWS may be changing at the moment of the snapshot, so that
// what it says of itself does not count yet.
type Changing interface {
	// InFlight is what is being done that may change the fact; no activity when
	// nothing is.
	InFlight(fact string) Reading[Activity]
	// ShowsInFlight are the facts that tell whether a fact of it is being changed.
	ShowsInFlight(fact string) []string
}

// Activity is what AWS does to a resource for a while.
type Activity struct {
	Kind ActivityKind
	// Since is when it began; nil where AWS does not tell. SinceFact is the fact that
	// tells it; empty where none does.
	Since     *time.Time
	SinceFact string
	// Extra is for how long it waits on purpose.
	Extra time.Duration
}

// ActivityKind is the sort of an activity; empty for none.
type ActivityKind string

// The kinds of activities.
const (
	Deployment      ActivityKind = "deployment"
	Modification    ActivityKind = "modification"
	InstanceRefresh ActivityKind = "instance refresh"
)

// modification reads what RDS, ElastiCache and Redshift tell of a store: its
// status while they work on it, and the facts that they are about to change.
// Where they name those, no other is changing.
func modification(status, statusFact string, pending []string, fact string) Reading[Activity] {
	touches := map[string][]string{
		"upgrading":               {"EngineVersion"},
		"maintenance":             {"EngineVersion"},
		"configuring-log-exports": {"EnabledLogs", "EnableCloudwatchLogsExports"},
	}
	status = strings.ToLower(status) // that of a serverless cache may be in capitals
	switch {
	case slices.Contains(pending, fact):
		return said(Activity{Kind: Modification}, "PendingModifiedValues")
	case slices.Contains(touches[status], fact),
		len(pending) == 0 && slices.Contains([]string{"modifying", "resizing"}, status),
		status == "creating":
		return said(Activity{Kind: Modification}, statusFact)
	}
	return Reading[Activity]{}
}

// Relying is what does not work without others, which it names.
type Relying interface {
	// ReliesOn are those others.
	ReliesOn(r *Resource) []Reliance
}

// Belonging is a part of something else, which does not work without it.
type Belonging interface {
	// BelongsTo is what r is a part of.
	BelongsTo(r *Resource) Reliance
}

// Reliance is others of one type, by ARN, id or name.
type Reliance struct {
	Type  string
	Names Reading[[]string]
}

// onOne is a reliance on one thing; on none where it has no name.
func onOne(typ, name, fact string) Reliance { return Reliance{typ, said(nonEmpty(name), fact)} }
