package cmd

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/views"
)

// warnViews tells in a line each what keeps pictures from showing what their
// views are for: a predicate that cannot be read or that selects nothing, and too much in
// one picture. They are drawn all the same.
func (e *environment) warnViews(src source, m *model.Model, pictures []render.Picture, lang finding.Lang) {
	seen, empty, large := map[string]bool{}, map[string]bool{}, []string{}
	for _, p := range pictures {
		if !seen[p.View.ID] && len(p.Table.Nodes) > views.Legible {
			large = append(large, p.View.ID)
		}
		seen[p.View.ID] = true
		if p.Empty {
			empty[p.View.ID] = true
		}
	}
	var wrong finding.List
	if len(empty) > 0 {
		wrong = views.Check(m)
	}
	for _, f := range wrong {
		if f.Code == views.CodeSelectsNothing && empty[f.Subject] {
			e.say(e.streams.Err, "asbuilt: %s:%d:%d: %s: %s",
				"asbuilt: %s:%d:%d: %s. %s", src.named(f.Position.File), f.Position.Line, f.Position.Col,
				f.Message.In(lang), f.Hint.In(lang))
		}
		if f.Code == views.CodePredicate && empty[f.Subject] {
			e.say(e.streams.Err, "asbuilt: view %q is empty: %s:%d:%d: %s; asbuilt check says more",
				"asbuilt: %q 뷰가 비어 있습니다: %s:%d:%d: %s. asbuilt check가 더 알려 줍니다",
				f.Subject, src.named(f.Position.File), f.Position.Line, f.Position.Col, f.Message.In(lang))
		}
	}
	if len(large) > 0 {
		e.say(e.streams.Err,
			"asbuilt: more than %d boxes in %s: split such views, as asbuilt explain %s says",
			"asbuilt: 상자가 %d개를 넘는 뷰: %s. asbuilt explain %s의 설명대로 나누십시오",
			views.Legible, strings.Join(large, ", "), views.CodeTooLarge)
	}
}

// knownViews refuses views that the model does not have, and a --view that names
// none, such as one with a variable that is not set. Without the flag, ids is nil.
func knownViews(all []views.View, ids []string) error {
	if ids != nil && len(ids) == 0 {
		return usagef("--view names no view; leave it away to draw all",
			"--view에 뷰 이름이 없습니다. 모두 그리려면 빼십시오")
	}
	var known []string
	for _, v := range all {
		known = append(known, v.ID)
	}
	for _, id := range ids {
		if slices.Contains(known, id) {
			continue
		}
		hint := meant(id, known)
		if hint.IsZero() {
			hint = finding.Say(": the model has %s", ". 모델의 뷰: %s", strings.Join(known, ", "))
		}
		return usagef("unknown view %q%s",
			"%q 뷰는 없습니다%s", id, hint)
	}
	return nil
}
