package parts

import (
	"cmp"
	"strconv"
	"strings"

	"asbuilt/model/decisions"
	"asbuilt/site/words"
)

// Decision is a decision record at a glance.
type Decision struct {
	Number string
	Link   Link
	Status string
	// Word is the status in the page's language.
	Word string
	Date string
	Mark *Mark
}

// Decisions are records at a glance.
func Decisions(l Links, p Proof, all []*decisions.Record) []Decision {
	var rows []Decision
	for _, r := range all {
		rows = append(rows, NewDecision(l, p, r))
	}
	return rows
}

// NewDecision is one record at a glance.
func NewDecision(l Links, p Proof, r *decisions.Record) Decision {
	row := Decision{
		Link: l.Record(r), Status: strings.Join(strings.Fields(string(r.Status)), "-"),
		Word: status(l.Words, r), Date: cmp.Or(words.Day(r.Date), r.DateStated),
		Mark: p.Worst(r.ID()),
	}
	if r.Number >= 0 {
		row.Number = strconv.Itoa(r.Number)
	}
	return row
}

// status is the status of a record in the reader's language. A word that nobody
// understands is shown as it is, and as what it is.
func status(w words.Words, r *decisions.Record) string {
	switch {
	case r.Status == decisions.NotStated:
		return w.T("status-not-stated")
	case !r.Status.Known():
		return w.T("status-not-understood", string(r.Status))
	}
	return w.T("status-" + string(r.Status))
}

// Relation is a tie to another decision.
type Relation struct {
	Verb string
	To   Link
}

// Relations are the ties of a decision, those that only the others state
// included.
func Relations(l Links, r *decisions.Record) []Relation {
	var rows []Relation
	for _, rel := range r.Relations {
		row := Relation{Verb: string(rel.Verb), To: Link{Text: rel.Target}}
		if word, ok := l.Lookup("verb-" + row.Verb); ok {
			row.Verb = word
		}
		if rel.To != nil {
			row.To = l.Record(rel.To)
			row.To.Note = number4(rel.To)
		}
		rows = append(rows, row)
	}
	return rows
}

// number4 is the number of a record as file names write it.
func number4(r *decisions.Record) string {
	if r.Number < 0 {
		return ""
	}
	n := strconv.Itoa(r.Number)
	return strings.Repeat("0", max(0, 4-len(n))) + n
}
