package model

import (
	"reflect"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// Codes of findings about kinds and the facts that they have.
const (
	CodeKindMisused    = "kind-misused"
	CodeTraitMisused   = "trait-misused"
	CodeFactNotForKind = "fact-not-for-kind"
)

// kindRules concern kinds and the facts that they have.
func kindRules() finding.Rules {
	return finding.Rules{
		{Code: CodeKindMisused},
		{Code: CodeTraitMisused},
		{Code: CodeFactNotForKind},
	}
}

// checkKinds reports kinds of another sort than their section needs.
func (m *Model) checkKinds(r *reporter) {
	look := func(id string, k *kind.Kind, at finding.Position, section string) {
		if k == nil || k.Category.Section() == section {
			return
		}
		r.about(id, "kind", CodeKindMisused, at,
			finding.Say("kind %q does not belong under %s", "종류 %q은(는) %s 아래에 둘 수 없습니다", k.ID, section),
			finding.Say("move this entry to %s, or use another kind", "이 항목을 %s(으)로 옮기거나 다른 종류를 쓰십시오",
				k.Category.Section()))
	}
	for _, e := range m.Elements {
		look(e.ID, e.kind, e.Kind.Position, "elements")
	}
	for _, b := range m.Boundaries {
		look(b.ID, b.kind, b.Kind.Position, "boundaries")
	}
	for _, g := range m.Groups {
		look(g.ID, g.kind, g.Kind.Position, "groups")
	}
}

// checkOwnKinds reports kinds of one's own that hide one of the catalogue, or
// say of themselves what cannot be true of them. One that says with aws: what it is
// counts in the place of the catalogue's: the catalogue grows, and a model that was
// right before is right then.
func (m *Model) checkOwnKinds(r *reporter) {
	for _, u := range m.Kinds {
		if kind.Lookup(u.ID) != nil && len(u.AWS) == 0 {
			r.about(u.ID, "", CodeDuplicateID, u.Position,
				finding.Say("the catalogue has a kind %q already", "카탈로그에 종류 %q이(가) 이미 있습니다", u.ID),
				finding.Say("choose another id, or say with aws: which resources of AWS yours is",
					"다른 id를 쓰거나, 어떤 AWS 리소스인지 aws:로 적으십시오"))
		}
		if k := m.index.kinds[u.ID]; k != nil {
			for _, t := range u.Traits {
				checkTrait(r, k, t)
			}
		}
	}
}

// checkTrait reports a trait that a kind of one's own cannot add.
func checkTrait(r *reporter, k *kind.Kind, t String) {
	meaning, _ := kind.Trait(t.V).Meaning()
	switch {
	case meaning.Of.Section() != k.Category.Section():
		r.about(k.ID, "traits", CodeTraitMisused, t.Position,
			finding.Say("trait %s is of kinds under %s; %s belongs under %s",
				"특성 %s은(는) %s의 종류에만 쓸 수 있는데 %s은(는) %s의 종류입니다",
				t.V, meaning.Of.Section(), k.ID, k.Category.Section()),
			finding.Say("take it out", "이 특성을 지우십시오"))
	case meaning.Inherited && !kind.Lookup(k.Base).Has(meaning.Trait):
		r.about(k.ID, "traits", CodeTraitMisused, t.Position,
			finding.Say("trait %s comes only with what a kind extends", "특성 %s은(는) 확장하는 종류에서만 물려받습니다", t.V),
			finding.Say("extend %s instead", "대신 %s을(를) 확장하십시오", strings.Join(kind.WithTrait(meaning.Trait), ", ")))
	}
}

// checkFacts reports facts that an element's kind does not have.
func (m *Model) checkFacts(r *reporter) {
	keys := shapes{}.of(reflect.TypeFor[Element]())
	common := map[string]bool{}
	for _, key := range kind.Common() {
		common[key] = true
	}
	for _, e := range m.Elements {
		if e.kind == nil || e.node == nil {
			continue
		}
		for i := range e.node.Entries {
			entry := &e.node.Entries[i]
			if !common[entry.Key] && keys.find(entry.Key) != nil {
				r.meaningless(e.ID, entry.Key, entry.Position, e.kind)
			}
		}
	}
}

// meaningless reports a fact that a kind does not have.
func (r *reporter) meaningless(id, key string, at finding.Position, k *kind.Kind) {
	if slices.Contains(k.Facts, key) {
		return
	}
	var have []string
	for _, other := range kind.All() {
		sameSort := other.Category.Section() == k.Category.Section()
		if sameSort && slices.Contains(other.Facts, key) {
			have = append(have, other.ID)
		}
	}
	own := finding.Say("%s has no facts beside the common ones", "%s에는 공통 속성만 있습니다", k.ID)
	if len(k.Facts) > 0 {
		own = finding.Say("%s has %s", "%s의 속성: %s", k.ID, strings.Join(k.Facts, ", "))
	}
	hint := finding.Text{
		En: key + " is a fact of " + listed(have) + "; " + own.En,
		Ko: key + " 속성이 있는 종류: " + listed(have) + ". " + own.Ko,
	}
	r.about(id, key, CodeFactNotForKind, at,
		finding.Say("%s means nothing for kind %s", "%s: %s에는 의미가 없는 속성입니다", key, k.ID), hint)
}

// checkPlaceFacts reports facts that a boundary's kind does not have.
func (m *Model) checkPlaceFacts(r *reporter) {
	for _, b := range m.Boundaries {
		if b.kind == nil || b.kind.Category != kind.Place {
			continue
		}
		look := func(key string, at finding.Position) {
			if !at.IsZero() {
				r.meaningless(b.ID, key, at, b.kind)
			}
		}
		if b.AWS != nil {
			look("aws", firstOf(b.AWS.Account.Position, b.AWS.Region.Position))
		}
		if len(b.PerZone) > 0 {
			look("per_zone", b.PerZone[0].Position)
		}
		look("cidr", b.CIDR.Position)
		look("exposure", b.Exposure.Position)
		look("owner_account", b.Owner.Position)
		look("flow_logs", b.FlowLogs.Position)
	}
}

func firstOf(a, b finding.Position) finding.Position {
	if a.IsZero() {
		return b
	}
	return a
}

// checkGroupFacts reports facts that a group's kind does not have.
func (m *Model) checkGroupFacts(r *reporter) {
	for _, g := range m.Groups {
		if g.kind != nil && g.kind.Category == kind.Set && g.Insights.IsSet() {
			r.meaningless(g.ID, "container_insights", g.Insights.Position, g.kind)
		}
	}
}
