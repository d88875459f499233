package kind_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/model/kind"
)

// categories are all categories in order, with their headings.
func categories() []struct {
	category kind.Category
	title    finding.Text
} {
	return []struct {
		category kind.Category
		title    finding.Text
	}{
		{kind.Actor, finding.Text{En: "People and clients", Ko: "사람과 클라이언트"}},
		{kind.Entry, finding.Text{En: "The way in", Ko: "진입 경로"}},
		{kind.Compute, finding.Text{En: "What runs code", Ko: "실행"}},
		{kind.Store, finding.Text{En: "Stores", Ko: "데이터 저장소"}},
		{kind.Messaging, finding.Text{En: "Messages and events", Ko: "메시지와 이벤트"}},
		{kind.AI, finding.Text{En: "AI", Ko: "AI"}},
		{kind.Network, finding.Text{En: "Network", Ko: "네트워크"}},
		{kind.Security, finding.Text{En: "Security", Ko: "보안"}},
		{kind.Ops, finding.Text{En: "Operations", Ko: "운영"}},
		{kind.Delivery, finding.Text{En: "Delivery", Ko: "배포"}},
		{kind.External, finding.Text{En: "Services of others", Ko: "외부 서비스"}},
		{kind.Process, finding.Text{En: "Processes and containers", Ko: "프로세스와 컨테이너"}},
		{kind.Place, finding.Text{En: "Places, under boundaries", Ko: "장소(boundaries)"}},
		{kind.Set, finding.Text{En: "Sets, under groups", Ko: "집합(groups)"}},
	}
}

// TestDocCurrent proves docs/kinds.md, which is made from the catalogue, current.
func TestDocCurrent(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Kinds

What an element, a boundary or a group can be. ` + "`asbuilt explain kind ID`" + ` shows one of them, and a
model adds its own under ` + "`kinds:`" + `, each extending one of these. Every element may
also have the common facts: ` + code(kind.Common()) + `.

Facts in **bold** are compared with AWS. *Traits* say what else is true of a kind: checks and
pictures ask for them. A kind of your own has those of the kind that it extends, and those that it
adds with ` + "`traits:`" + `. This page is made from the catalogue.
`)
	writeTraits(&b)
	shown := 0
	for _, c := range categories() {
		fmt.Fprintf(&b, "\n## %s · %s\n", c.title.En, c.title.Ko)
		for _, k := range kind.All() {
			if k.Category != c.category {
				continue
			}
			shown++
			fmt.Fprintf(&b, "\n### %s\n\n%s", k.ID, k.Label.En)
			if k.Label.Ko != k.Label.En {
				fmt.Fprintf(&b, " · %s", k.Label.Ko)
			}
			fmt.Fprintf(&b, "  \n%s %s\n", k.Doc.En, k.Doc.Ko)
			if len(k.AWS) > 0 {
				fmt.Fprintf(&b, "\nAWS: %s\n", code(k.AWS))
			}
			if traits := k.TraitWords(); len(traits) > 0 {
				fmt.Fprintf(&b, "\nTraits: %s\n", code(traits))
			}
			if len(k.Facts) > 0 {
				fmt.Fprintf(&b, "\nFacts: %s\n", facts(k))
			}
		}
	}
	if shown != len(kind.All()) {
		t.Errorf("the page shows %d kinds of %d: a category has no heading", shown, len(kind.All()))
	}
	golden.Check(t, "../../docs/kinds.md", []byte(b.String()))
}

// writeTraits lists the traits, those of elements first.
func writeTraits(b *strings.Builder) {
	b.WriteString("\n## Traits · 특성\n\n| trait | of | what is true of it | 뜻 |\n|---|---|---|---|\n")
	for _, m := range kind.Traits() {
		of := "elements"
		switch m.Of {
		case kind.Place:
			of = "places"
		case kind.Set:
			of = "sets"
		}
		if m.Inherited {
			of += ", only by `extends`"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", m.Trait, of, m.Doc.En, m.Doc.Ko)
	}
}

// TestTraits holds traits to the table: all of them are there, each is true of
// some kind and of kinds of the right sort alone, and those that a category
// implies are true of all of it.
func TestTraits(t *testing.T) {
	sort := func(c kind.Category) kind.Category {
		if c == kind.Place || c == kind.Set {
			return c
		}
		return ""
	}
	seen := map[kind.Trait]bool{}
	for _, m := range kind.Traits() {
		if seen[m.Trait] || m.Doc.En == "" || m.Doc.Ko == "" {
			t.Errorf("%s is there twice, or lacks a text: %+v", m.Trait, m)
		}
		seen[m.Trait] = true
		if len(kind.WithTrait(m.Trait)) == 0 {
			t.Errorf("%s is true of no kind", m.Trait)
		}
		for _, k := range kind.All() {
			has := k.Has(m.Trait)
			if has && sort(k.Category) != m.Of {
				t.Errorf("%s has %s, which is of %q", k.ID, m.Trait, m.Of)
			}
			if m.Implied != "" && k.Category == m.Implied && !has {
				t.Errorf("%s lacks %s, which its category implies", k.ID, m.Trait)
			}
			if slices.Contains(k.Traits, m.Trait) && k.Category == m.Implied {
				t.Errorf("%s names %s, which its category implies", k.ID, m.Trait)
			}
		}
	}
	for _, k := range kind.All() {
		for _, trait := range k.Traits {
			if _, ok := trait.Meaning(); !ok {
				t.Errorf("%s: %q is no trait", k.ID, trait)
			}
		}
		for _, around := range k.Within {
			if at := kind.Lookup(around); around != "" && (at == nil || at.Category != kind.Place) {
				t.Errorf("%s: nothing lies in %q", k.ID, around)
			}
		}
	}
}

func code(words []string) string { return "`" + strings.Join(words, "`, `") + "`" }

func facts(k kind.Kind) string {
	out := make([]string, len(k.Facts))
	for i, f := range k.Facts {
		out[i] = "`" + f + "`"
		if slices.Contains(k.Checked, f) {
			out[i] = "**`" + f + "`**"
		}
	}
	return strings.Join(out, ", ")
}

// TestCatalogue holds every kind to what a reader and the program need of it.
func TestCatalogue(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range kind.All() {
		if seen[k.ID] {
			t.Errorf("%s is there twice", k.ID)
		}
		seen[k.ID] = true
		for _, text := range []finding.Text{k.Label, k.Doc} {
			if text.Ko == "" || text.En == "" {
				t.Errorf("%s lacks a text: %+v", k.ID, text)
			}
		}
		if !strings.HasSuffix(k.Doc.En, ".") || !strings.HasSuffix(k.Doc.Ko, ".") || k.Glyph == "" {
			t.Errorf("%s: the sentence has no end, or there is no glyph: %+v", k.ID, k)
		}
		for _, f := range k.Checked {
			if !slices.Contains(k.Facts, f) {
				t.Errorf("%s: %s is checked but no fact", k.ID, f)
			}
		}
		for _, f := range k.Facts {
			if slices.Contains(kind.Common(), f) {
				t.Errorf("%s: %s is a common fact", k.ID, f)
			}
		}
	}
}
