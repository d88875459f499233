package cmd

import (
	"slices"
	"strings"

	"asbuilt/drift"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/kind"
	"asbuilt/render/views"
)

// marks says on the pictures what follows from the model, and what the report
// found; a nil report found nothing.
func marks(m *model.Model, rep *finding.Report) views.Overlay {
	o := views.Overlay{Marks: map[string][]views.Mark{}, Foreseen: foreseen(analyze.Of(m))}
	if rep == nil {
		return o
	}
	for _, f := range rep.Findings {
		if f.Accepted != nil || f.Suspended {
			continue
		}
		if f.Code == match.CodeUndeclared {
			o.Found = append(o.Found, undeclared(f))
			continue
		}
		if mark, ok := markOf(f); ok && !slices.Contains(o.Marks[f.Subject], mark) {
			o.Marks[f.Subject] = append(o.Marks[f.Subject], mark)
		}
	}
	return o
}

// foreseen is what fails alone, and what has little room beyond its peak.
func foreseen(a *analyze.Analysis) map[string][]views.Foresight {
	all := map[string][]views.Foresight{}
	for _, f := range a.Failures {
		if f.Single != "" {
			all[f.Element.ID] = append(all[f.Element.ID], views.Foresight{Mark: views.SPOF})
		}
	}
	for _, l := range a.Limits {
		if l.Headroom() < analyze.Little {
			all[l.Element.ID] = append(all[l.Element.ID], views.Foresight{Mark: views.Headroom, Say: l.Room()})
		}
	}
	return all
}

// markOf is how a finding shows; findings about the model alone do not show.
func markOf(f *finding.Finding) (mark views.Mark, ok bool) {
	switch {
	case f.Code == drift.CodeMissing:
		return views.Missing, true
	case f.Code == drift.CodeRefuted && f.Verdict == finding.Broken:
		return views.Refuted, true
	case f.Verdict == finding.Unknown:
		return views.Unknown, true
	case f.Verdict == finding.Partial:
		return views.Partial, true
	case f.Verdict == finding.Broken:
		return views.Changed, true
	}
	return "", false
}

// undeclared is the box of a resource that no element declares. Its subject is
// a type and a name.
func undeclared(f *finding.Finding) views.Found {
	typ, name, _ := strings.Cut(f.Subject, " ")
	return views.Found{ID: f.Subject, Title: finding.Same(name), Kind: kind.Realised(typ, "").ID, In: f.Where}
}
