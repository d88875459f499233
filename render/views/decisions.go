package views

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/kind"
	"asbuilt/render/layout"
)

// The marks of decisions that are not in force, or not yet.
const (
	Draft      Mark = "draft"
	Proposed   Mark = "proposed"
	Rejected   Mark = "rejected"
	Deprecated Mark = "deprecated"
	Superseded Mark = "superseded"
)

// The categories of decision records, which are no elements.
const (
	InForce kind.Category = "decision"
	Past    kind.Category = "past-decision"
)

// DecisionView is the view that [Decisions] resolves.
func DecisionView() View {
	return View{
		ID: "decisions", Title: texts().Of("decisions"),
		Purpose: texts().Of("decisions asks"),
	}
}

// DecisionID is what a record is called in the picture.
func DecisionID(r *decisions.Record) string { return "decision/" + r.ID() }

// mostQuarters is how many columns a picture may have before a column is a year.
const mostQuarters = 8

// Decisions is the graph of the records: a column for each quarter in which
// something was decided, and what each record says of others.
func Decisions(m *model.Model, set *decisions.Set) *Diagram {
	d := &Diagram{
		View: DecisionView(), System: m.Name.Text, Root: &Group{Axis: layout.Right},
		Arrows: texts().Of("arrows of decisions"),
	}
	var columns []*Group
	for _, r := range chronological(set.Records) {
		id, title := period(r, yearly(set.Records))
		at := slices.IndexFunc(columns, func(g *Group) bool { return g.ID == id })
		if at < 0 {
			at = len(columns)
			columns = append(columns, &Group{
				ID: id, Style: Part, Glyph: "clock", Title: title, Axis: layout.Down,
				Place: layout.Place{Ranked: true, Rank: at},
			})
		}
		node := recordNode(r)
		node.Place = layout.Place{Ranked: true, Rank: len(columns[at].Children), Kin: "records"}
		columns[at].add(node)
	}
	for _, g := range columns {
		d.Root.add(g)
	}
	d.Edges = relations(set)
	return d
}

// chronological is records by day; those of one day, and those without, by
// number.
func chronological(all []*decisions.Record) []*decisions.Record {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *decisions.Record) int {
		if a.Date.IsZero() != b.Date.IsZero() {
			if a.Date.IsZero() {
				return 1
			}
			return -1
		}
		return a.Date.Compare(b.Date)
	})
	return sorted
}

// yearly reports whether quarters would be too many columns.
func yearly(all []*decisions.Record) bool {
	quarters := map[string]bool{}
	for _, r := range all {
		id, _ := period(r, false)
		quarters[id] = true
	}
	return len(quarters) > mostQuarters
}

// period is the quarter or the year in which the record was decided.
func period(r *decisions.Record, year bool) (id string, title finding.Text) {
	y, q := r.Date.Year(), (int(r.Date.Month())+2)/3
	switch {
	case r.Date.IsZero():
		return "view/undated", texts().Of("no date")
	case year:
		return fmt.Sprintf("view/%d", y), texts().Say("year", y)
	}
	return fmt.Sprintf("view/%d-q%d", y, q), texts().Say("quarter", y, q)
}

func recordNode(r *decisions.Record) *Node {
	title := r.Title
	if r.Number >= 0 {
		title = strconv.Itoa(r.Number) + ". " + title
	}
	n := &Node{
		ID: DecisionID(r), Kind: "decision", Category: Past, Glyph: "audit", Title: finding.Same(title),
		KindLabel: texts().Of("decision"), Technology: standing(r.Status),
	}
	if !r.Date.IsZero() {
		day := " · " + r.Date.Format(time.DateOnly)
		n.Technology.En, n.Technology.Ko = n.Technology.In(finding.English)+day, n.Technology.In(finding.Korean)+day
	}
	if len(r.Governs) > 0 {
		n.Fact = counted("governs parts", len(r.Governs))
	}
	switch r.Status {
	case decisions.Accepted:
		n.Category, n.Glyph = InForce, "approval"
	case decisions.Draft, decisions.Proposed, decisions.Rejected, decisions.Deprecated, decisions.Superseded:
		n.Marks = []Mark{Mark(r.Status)}
	}
	return n
}

// standing is a status in words; a team's own word stays.
func standing(s decisions.Status) finding.Text {
	switch s {
	case decisions.Draft:
		return texts().Of("draft")
	case decisions.Proposed:
		return texts().Of("proposed")
	case decisions.Accepted:
		return texts().Of("accepted")
	case decisions.Rejected:
		return texts().Of("rejected")
	case decisions.Deprecated:
		return texts().Of("deprecated")
	case decisions.Superseded:
		return texts().Of("superseded")
	case decisions.NotStated:
		return texts().Of("status not stated")
	}
	return finding.Same(string(s))
}

// relations are the ties between records, each once, whichever side states it.
// Of several ties between two records the strongest is drawn.
func relations(set *decisions.Set) []*Edge {
	var all []*Edge
	for _, strength := range tieKinds {
		for _, r := range set.Records {
			for _, rel := range r.Relations {
				from, to, verb := r, rel.To, rel.Verb
				if to == nil || to == r {
					continue
				}
				if strings.HasSuffix(string(verb), " by") {
					from, to, verb = to, from, verb.Inverse()
				}
				kind, label := tie(verb)
				if kind != strength {
					continue
				}
				if kind == "relates to" && from.Number < to.Number {
					from, to = to, from
				}
				all = appendTie(all, &Edge{
					ID: "relation/" + from.ID() + "/" + to.ID(), From: DecisionID(from), To: DecisionID(to),
					Kind: kind, Label: label, Loose: true,
				})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *Edge) int {
		return cmp.Compare(position(set, a.From), position(set, b.From))
	})
	return all
}

// appendTie adds e unless the two records are joined already.
func appendTie(all []*Edge, e *Edge) []*Edge {
	for _, have := range all {
		if have.From == e.From && have.To == e.To || have.From == e.To && have.To == e.From {
			return all
		}
	}
	return append(all, e)
}

func position(set *decisions.Set, id string) int {
	return slices.IndexFunc(set.Records, func(r *decisions.Record) bool { return DecisionID(r) == id })
}

// tieKinds are the kinds of edges between records, strongest first.
var tieKinds = []string{"supersedes", "amends", "depends on", "relates to"}

// tie is the kind of edge that a verb is drawn as, and what is said on it.
func tie(v decisions.Verb) (kind string, label finding.Text) {
	switch v {
	case decisions.Supersedes:
		return "supersedes", texts().Of("supersedes")
	case decisions.Amends:
		return "amends", texts().Of("amends")
	case decisions.Clarifies:
		return "amends", texts().Of("clarifies")
	case decisions.Refines:
		return "amends", texts().Of("refines")
	case decisions.Extends:
		return "amends", texts().Of("extends")
	case decisions.DependsOn, decisions.RequiredBy:
		return "depends on", finding.Text{}
	case decisions.RelatesTo:
		return "relates to", finding.Text{}
	}
	return "relates to", finding.Same(string(v))
}
