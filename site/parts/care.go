package parts

import (
	"slices"

	"asbuilt/model"
	"asbuilt/site/address"
)

// Incident is a failure that is prepared for.
type Incident struct {
	Anchor   string
	Symptom  Link
	Section  Link
	Check    Link
	Severity string
	// Mark is the severity as a mark; nil where none is stated.
	Mark    *Mark
	Steps   []IncidentStep
	Then    string
	Runbook Link
}

// IncidentStep is what is done, by whom, and how soon.
type IncidentStep struct {
	Do, Who Link
	Within  string
}

// Incidents are those of the element id, the gravest first; of the whole model when id
// is "".
func Incidents(l Links, id string) []Incident {
	var all []Incident
	sorted := slices.Clone(l.Model.Incidents)
	slices.SortStableFunc(sorted, func(a, b *model.Incident) int { return gravityOf(a) - gravityOf(b) })
	for _, x := range sorted {
		if id != "" && x.Section.ID != id {
			continue
		}
		shown := Incident{
			Anchor: address.IncidentAnchor(x.ID), Symptom: l.Phrase(x.Symptom), Section: l.Ref(x.Section),
			Check:    l.Phrase(x.Check),
			Severity: l.Enum(x.Severity.V), Runbook: l.File(x.Runbook),
		}
		if at := gravityOf(x); at < len(gravity) {
			shown.Mark = &Mark{Class: gravity[at].class, Word: shown.Severity}
		}
		for _, s := range x.Steps {
			step := IncidentStep{Do: l.Phrase(s.Do), Who: l.Who(s.Who)}
			if s.Within.IsSet() {
				step.Within = l.Duration(s.Within.V)
			}
			shown.Steps = append(shown.Steps, step)
		}
		if x.Then != nil {
			shown.Then = l.Ref(x.Then.From).Text + " → " + l.Ref(x.Then.To).Text
		}
		all = append(all, shown)
	}
	return all
}

// gravity is how incidents are ordered and marked, the gravest first.
var gravity = []struct{ word, class string }{{"critical", "error"}, {"major", "warning"}, {"minor", "note"}}

func gravityOf(x *model.Incident) int {
	for i, g := range gravity {
		if x.Severity.V == g.word {
			return i
		}
	}
	return len(gravity)
}

// Bottleneck is a place where growth will hurt, or where tuning helps.
type Bottleneck struct {
	At           Link
	Why          Link
	Alternatives []Link
}

// Bottlenecks are those of all at the element id; all of them when id is "".
func Bottlenecks(l Links, all []*model.Bottleneck, id string) []Bottleneck {
	var rows []Bottleneck
	for _, b := range all {
		if id == "" || b.At.ID == id {
			shown := Bottleneck{At: l.Ref(b.At), Why: l.Phrase(b.Why), Alternatives: l.Phrases(b.Alternatives)}
			rows = append(rows, shown)
		}
	}
	return rows
}
