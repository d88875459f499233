package views

import "asbuilt/finding"

// Absent is what exists in the state of a view that means to show everything, and
// is not in its picture: an element, or a connection.
type Absent struct {
	ID    string
	Title finding.Text
	// KindLabel is what the kind of an element is called; zero for a connection.
	KindLabel finding.Text
}

// Connection reports whether a is one.
func (a Absent) Connection() bool { return a.KindLabel.IsZero() }

// listsAbsent reports whether the view means to show everything.
func (r *resolver) listsAbsent() bool {
	return (r.v.like == asContainers || r.v.like == asNetwork) && r.v.opens == ""
}

// listAbsent lists what the pictures of the whole leave out. That they say so is
// what makes a picture without a thing a statement about the thing; a choice of
// one's own says what it did not choose. Views about a question or a part leave out
// most things by intent.
func (r *resolver) listAbsent() {
	if !r.listsAbsent() || !r.d.Empty.IsZero() {
		return
	}
	exists, carried := map[string]bool{}, map[string]bool{}
	for _, n := range r.d.Nodes() {
		for _, id := range n.Carries {
			carried[id] = true
		}
	}
	for _, e := range r.existing {
		exists[e.ID] = true
		if carried[e.ID] {
			continue
		}
		if r.lift(e.ID) == "" || r.folded[e.ID] {
			r.d.Absent = append(r.d.Absent, Absent{e.ID, e.Title(), r.kindOf(e).Label})
		}
	}
	drawn := connectionsIn(r.d)
	for _, n := range r.d.Nodes() {
		if n.Loop != nil {
			for _, id := range n.Loop.Connections {
				drawn[id] = true
			}
		}
	}
	for _, c := range r.m.Connections {
		if !c.Derived && r.m.ActiveIn(c.Lifetime, r.v.State) && exists[c.From.ID] && exists[c.To.ID] &&
			!drawn[connectionID(c)] {
			r.d.Absent = append(r.d.Absent, Absent{
				ID: connectionID(c), Title: finding.Same(c.From.String() + " → " + c.To.String()),
			})
		}
	}
}
