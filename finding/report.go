package finding

import (
	"iter"
	"time"
)

// Coverage counts what a comparison with reality looked at.
type Coverage struct {
	// Elements that have AWS resource types, and how many of them were matched.
	Elements int `json:"elements"`
	Matched  int `json:"matched"`
	// OptedOut counts elements with `match: none`.
	OptedOut int `json:"opted_out"`
	// NotCollected counts elements of types that asbuilt does not read, so that nothing is
	// known of them.
	NotCollected int `json:"not_collected"`
	// Checks by verdict. Suspended ones count under the verdict they carry.
	Holds   int `json:"holds"`
	Broken  int `json:"broken"`
	Partial int `json:"partial"`
	Unknown int `json:"unknown"`
	// Connections counts those that are declared for today; what follows from other
	// facts is not among them.
	Connections Connections `json:"connections"`
	Grants      Grants      `json:"grants"`
}

// Grants counts roles by what the model says of them.
type Grants struct {
	// Roles of the model that were found on AWS; of how many of them it says what
	// they may do, and who may act in them. Of the others nothing was judged.
	Roles  int `json:"roles"`
	Judged int `json:"judged"`
	Trusts int `json:"trusts"`
}

// Connections counts declared connections by what is true of them; the parts add up
// to Declared.
type Connections struct {
	Declared   int `json:"declared"`
	Holds      int `json:"holds"`
	Broken     int `json:"broken"`
	Partial    int `json:"partial"`
	Unknown    int `json:"unknown"`
	NotNetwork int `json:"not_network"`
	// Accepted are those that are broken, partial or unknown and accepted so.
	Accepted int `json:"accepted,omitempty"`
	// Outside are those that are not a matter of the network, with the reason.
	Outside []Unjudged `json:"outside,omitempty"`
}

// Judged is how many have a verdict that is known.
func (c *Connections) Judged() int { return c.Holds + c.Broken + c.Partial }

// Unjudged is a connection without a verdict, and why it has none.
type Unjudged struct {
	Connection string `json:"connection"`
	Because    Text   `json:"because"`
}

// DecisionChecks counts the checks of decision records by verdict. They are among
// the report's checks, but for those that only a snapshot can answer, when there is
// none.
type DecisionChecks struct {
	Holds        int `json:"holds"`
	Broken       int `json:"broken"`
	Unknown      int `json:"unknown"`
	NeedSnapshot int `json:"need_snapshot"`
}

// Total is how many there are.
func (d *DecisionChecks) Total() int { return d.Holds + d.Broken + d.Unknown + d.NeedSnapshot }

// SnapshotRef says which snapshot a report is about.
type SnapshotRef struct {
	Path   string    `json:"path"`
	Taken  time.Time `json:"taken"`
	SHA256 string    `json:"sha256"`
}

// Report is everything a run has to say, ready for any output format.
type Report struct {
	// Findings are sorted by [Compare] and include the accepted ones.
	Findings List
	// Rest are findings that are still to be gathered; nil for none. Left counts those that
	// were and had no room.
	Rest iter.Seq[*Finding]
	Left *Left
	// Checks are all checks with their verdicts, sorted by subject, code and fact.
	Checks []Check
	// Coverage and Snapshot are nil when nothing was compared with reality.
	Coverage *Coverage
	Snapshot *SnapshotRef
	// Decisions counts the checks that decision records state; nil when none does.
	Decisions *DecisionChecks
	// Progress is what became of findings since the run before; nil without a history.
	Progress *Progress
	// Listed are the types of AWS of which the snapshot has everything, in the places
	// that it is of: an account, a slash and a region.
	Listed, Places []string
	// Folded tells what AWS made by itself; nil where nothing was compared. Defaults is
	// that, for who asked.
	Folded   func() *Defaults
	Defaults *Defaults
	// AsOf is the moment that ages and expiries are measured against.
	AsOf time.Time
	// Rules explain the codes that occur.
	Rules Rules
}

// Incomplete reports whether something could not be looked at: an unknown
// verdict that is neither accepted nor suspended.
func (r *Report) Incomplete() bool {
	for _, f := range r.Findings {
		if f.Verdict == Unknown && !f.Suspended && f.Accepted == nil {
			return true
		}
	}
	return false
}

// Accepted is the number of findings that are accepted.
func (r *Report) Accepted() int {
	n := r.Left.accepted()
	for _, f := range r.Findings {
		if f.Accepted != nil {
			n++
		}
	}
	return n
}

// Count is the number of findings of severity s that are not accepted.
func (r *Report) Count(s Severity) int {
	n := r.Left.count(s)
	for _, f := range r.Findings {
		if f.Severity == s && f.Accepted == nil {
			n++
		}
	}
	return n
}

// Causes is how many causes there are; see [List.Causes].
func (r *Report) Causes() int { return len(r.Findings.Causes()) + r.Left.Causes() }
