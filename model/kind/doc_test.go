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

Facts in **bold** are compared with AWS. This page is made from the catalogue.
`)
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
