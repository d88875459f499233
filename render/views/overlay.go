package views

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
)

// Mark is something a picture says about a node, a group or a line beside what
// it is. Marks are handed in by whoever knows; views only places them.
type Mark string

// The marks, gravest first, as a picture shows them.
const (
	Missing     Mark = "missing"     // declared, and not there
	Refuted     Mark = "refuted"     // a connection that nothing lets through
	Changed     Mark = "changed"     // there, but not as declared
	Partial     Mark = "partial"     // holds in part
	Undeclared  Mark = "undeclared"  // there, and not declared
	Unprotected Mark = "unprotected" // crosses zones of trust, or carries data, without protection
	Unstated    Mark = "unstated"    // the same, and nobody says whether it is protected
	Unknown     Mark = "unknown"     // could not be looked at
	SPOF        Mark = "spof"        // fails alone, and much with it
	Bottleneck  Mark = "bottleneck"  // limits growth
	Headroom    Mark = "headroom"    // has less room to grow than its peak may ask for
	Alarm       Mark = "alarm"       // its alarm is on, or nobody would hear it
	Tuning      Mark = "tuning"      // could be made faster
	Added       Mark = "added"       // new in this state of the roadmap
	Going       Mark = "going"       // gone in the next state

	// Those of what is compared with an earlier picture.
	New     Mark = "new"     // was not in the earlier picture
	Gone    Mark = "gone"    // is no longer in the later one
	Moved   Mark = "moved"   // lies in another place, or came into the picture or left it
	Revised Mark = "revised" // says something else
)

// Marks are all marks, gravest first.
func Marks() []Mark {
	return []Mark{
		Missing, Refuted, Changed, Partial, Undeclared, Unprotected, Unstated, Unknown,
		SPOF, Bottleneck, Headroom, Alarm, Tuning,
		Added, Going,
		New, Gone, Moved, Revised,
	}
}

// Overlay is what other packages know about the things of a model. The zero
// value knows nothing.
type Overlay struct {
	// Marks are by id of element, boundary, set or connection. An element's
	// partition may be marked as "store/partition".
	Marks map[string][]Mark
	// Foreseen is what follows from the model itself, by id of element. It shows
	// where that is the question: in the scaling view.
	Foreseen map[string][]Foresight
	// Found is what runs and is not declared; the network view draws it, with
	// [Undeclared], where it was found.
	Found []Found
	// Open is paths that are open and not declared.
	Open []Open
	// Laneless are places that had no lanes in the picture that this one keeps to: their
	// zones are marks here as well.
	Laneless map[string]bool
}

// Foresight is something that will happen to an element when more is asked of it,
// or when one of something fails.
type Foresight struct {
	Mark Mark
	// Say is more than the mark does, in a few words; zero for nothing.
	Say finding.Text
}

// Found is something that runs and that no model declares.
type Found struct {
	// ID is unique among elements; an ARN serves.
	ID string
	// Kind is a kind of the catalogue.
	Kind  string
	Title finding.Text
	// In is the boundary it was found in, as finding.Finding.Where has it.
	In string
}

// Open is a path from one element to another that nobody declared.
type Open struct {
	From, To string
	Label    finding.Text
}

// with adds a mark to others, in the order of [Marks].
func with(all []Mark, m Mark) []Mark {
	var sorted []Mark
	for _, known := range Marks() {
		if known == m || slices.Contains(all, known) {
			sorted = append(sorted, known)
		}
	}
	return sorted
}

// Adds reports whether it may add something to the picture of a view.
func (o Overlay) Adds(to View) bool {
	return len(o.Marks)+len(o.Found)+len(o.Open) > 0 || len(o.Foreseen) > 0 && to.like == asScaling
}

// OfElement is the marks of an element and its partitions, each once, gravest
// first.
func (o Overlay) OfElement(m *model.Model, id string) []Mark {
	ids := []string{id}
	if e := m.Element(id); e != nil {
		for _, p := range e.Partitions {
			ids = append(ids, e.ID+"/"+p.ID)
		}
	}
	return o.of(ids...)
}

// of is the marks of the things named, each once, gravest first.
func (o Overlay) of(ids ...string) []Mark {
	var all []Mark
	for _, m := range Marks() {
		if slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(o.Marks[id], m) }) {
			all = append(all, m)
		}
	}
	return all
}
