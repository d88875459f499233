package discover

import (
	"slices"
	"strings"
)

// Whether something is there to stay, whose it is, and what is being done to it.

// Lasting is what AWS still lists for a while although it is gone, or going.
type Lasting interface {
	// Lasts says that it is neither gone nor going.
	Lasts() Reading[bool]
}

// lasting reads the state of what EC2 and its like keep listing.
func lasting(state, fact string) Reading[bool] {
	gone := []string{"deleted", "deleting", "failed", "terminated", "shutting-down", "rejected", "expired"}
	return said(!slices.Contains(gone, state), fact)
}

// Ownable is what AWS or one of its services makes for itself at times.
type Ownable interface {
	// MadeByAWS says that nobody would declare r, because AWS made it, or because
	// it is a part of something else that people do declare.
	MadeByAWS(r *Resource) Reading[bool]
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
type Activity string

// The activities.
const (
	Deployment      Activity = "deployment"
	Modification    Activity = "modification"
	InstanceRefresh Activity = "instance refresh"
)

// modification reads what RDS, ElastiCache and Redshift tell of a store: its
// status while they work on it, and the facts that they are about to change.
func modification(status, statusFact string, pending []string, fact string) Reading[Activity] {
	underWay := []string{
		"creating", "modifying", "upgrading", "renaming", "configuring-enhanced-monitoring", "configuring-log-exports",
		"maintenance", "resizing", "rebooting",
	}
	switch {
	case slices.Contains(pending, fact):
		return said(Modification, "PendingModifiedValues")
	case slices.Contains(underWay, strings.ToLower(status)): // that of a serverless cache may be in capitals
		return said(Modification, statusFact)
	}
	return Reading[Activity]{}
}
