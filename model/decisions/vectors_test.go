package decisions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

// read is the one record that a text comes to.
func read(t *testing.T, text string) *decisions.Record {
	t.Helper()
	set, _, err := decisions.Load(fstest.MapFS{dir + "/0003-three.md": {Data: []byte(text)}}, dir)
	if err != nil || len(set.Records) != 1 {
		t.Fatalf("%q: %d records, %v", text, len(set.Records), err)
	}
	return set.Records[0]
}

// TestStatusWords reads what records in the world say of where they stand, each
// in the three places where a status may be, alone and with something after it.
func TestStatusWords(t *testing.T) {
	for status, words := range map[decisions.Status][]string{
		decisions.Draft: {"Draft", "WIP", "초안", "Entwurf", "Brouillon", "草案"},
		decisions.Proposed: {
			"Proposed", "proposal", "Pending", "In Review", "제안됨", "검토 중", "proposé", "vorgeschlagen", "propuesto", "提案", "提议",
		},
		decisions.Accepted: {
			"Accepted", "approved", "ADOPTED", "decided", "Implemented", "승인됨", "채택", "확정", "수락됨", "시행",
			"Accepté", "adopté", "angenommen", "akzeptiert", "aceptado", "承認済み", "採用", "採択", "已接受", "接受",
		},
		decisions.Rejected: {
			"Rejected", "declined", "not accepted", "거부됨", "반려", "기각", "rejeté", "refusé", "abgelehnt", "verworfen",
			"rechazado", "却下", "不採用", "已拒绝", "拒绝",
		},
		decisions.Deprecated: {
			"Deprecated", "obsolete", "retired", "폐기됨", "obsolète", "veraltet", "廃止", "已废弃",
		},
		decisions.Superseded: {
			"Superseded", "superceded", "replaced", "대체됨", "remplacé", "ersetzt", "置換", "已取代",
		},
		"paused":      {"Paused"},
		"draftsman":   {"Draftsman"}, // a word that only begins like one
		"acceptedish": {"acceptedish"},
		"unapproved":  {"unapproved"},
	} {
		for _, word := range words {
			for _, stated := range []string{word, "**" + word + "**", "✅ " + word, word + " (2026-08-20)", word + ", 2026-08-20"} {
				for _, text := range []string{
					"---\nstatus: \"" + stated + "\"\n---\n# T\n", "# T\n\n* Status: " + stated + "\n", "# T\n\n## Status\n\n" + stated + "\n",
				} {
					if got := read(t, text).Status; got != status {
						t.Errorf("%q is %q, want %q", text, got, status)
					}
				}
			}
		}
	}
}

// TestUnknownStatus holds where a word that no status begins with ends.
func TestUnknownStatus(t *testing.T) {
	for _, end := range []string{".", ",", ";", ":", "(", "[", "*", "_"} {
		if got := read(t, "# T\n\n## Status\n\nPaused for now"+end+" more\n").Status; got != "paused for now" {
			t.Errorf("before %s it is %q", end, got)
		}
	}
	for stated, want := range map[string]decisions.Status{"Paused! More": "paused! more", "Paused - more": "paused - more"} {
		if got := read(t, "# T\n\n## Status\n\n"+stated+"\n").Status; got != want {
			t.Errorf("%q is %q", stated, got)
		}
	}
}

// TestDates reads one day in the ways that people write one, and none that is
// ambiguous beyond them or not there.
func TestDates(t *testing.T) {
	for _, written := range []string{
		"2026-03-02", "2026-3-2", "2026/03/02", "2026.03.02", "2026. 3. 2.", "2026. 3. 2", "2026년 3월 2일", "20260302",
		"02/03/2026", "02.03.2026", "2.3.2026", "2. 3. 2026", "2 March 2026", "March 2, 2026", "March 2 2026",
		"2 Mar 2026", "Mar 2, 2026", "Mar. 2, 2026", "2-Mar-2026", "2. March 2026", "2nd March 2026", "March 2nd, 2026",
		"2026-03-02T10:00:00Z", "2026-03-02 23:59", "**2026-03-02**", "`2026-03-02`", "(2026-03-02)", "[2026-03-02]",
	} {
		for _, text := range []string{
			"---\ndate: \"" + written + "\"\n---\n# T\n", "# T\n\n* Date: " + written + "\n",
		} {
			if got := read(t, text).Date; got.Format(time.DateOnly) != "2026-03-02" {
				t.Errorf("%q is %v", text, got)
			}
		}
	}
	for written, want := range map[string]string{
		"1901-01-01": "1901-01-01", "1900-12-31": "0001-01-01", "2026-13-01": "0001-01-01", "2026-02-30": "0001-01-01",
		"soon": "0001-01-01", "1st of May": "0001-01-01", "2028-02-29": "2028-02-29", "2026-02-29": "0001-01-01",
	} {
		if got := read(t, "# T\n\n* Date: "+written+"\n").Date.Format(time.DateOnly); got != want {
			t.Errorf("%q is %s, want %s", written, got, want)
		}
	}
}

// TestKeys reads metadata by the names that it goes by in other people's
// records, in front matter and below the title.
func TestKeys(t *testing.T) {
	titled := func(r *decisions.Record) string { return r.Title }
	number := func(r *decisions.Record) string { return fmt.Sprint(r.Number) }
	status := func(r *decisions.Record) string { return r.Stated }
	date := func(r *decisions.Record) string { return r.Date.Format("2.1.2006") }
	makers := func(r *decisions.Record) string { return strings.Join(r.DecisionMakers, "+") }
	related := func(v decisions.Verb) func(*decisions.Record) string {
		return func(r *decisions.Record) string {
			i := slices.IndexFunc(r.Relations, func(rel decisions.Relation) bool { return rel.Verb == v })
			if i < 0 {
				return "none"
			}
			return r.Relations[i].Target
		}
	}
	for _, c := range []struct {
		names []string
		value string
		got   func(*decisions.Record) string
		// frontOnly is metadata that means nothing below a title.
		frontOnly bool
	}{
		{[]string{"title", "name", "제목"}, "Ours", titled, true},
		{[]string{"id", "Number", "adr", "번호"}, "3", number, true},
		{[]string{"status", "statut", "estado", "state", "ステータス", "状态", "상태"}, "accepted", status, false},
		{[]string{
			"date", "created", "decision-date", "date_decided", "decided-on", "날짜", "일자", "결정일", "기록일", "작성일", "승인일",
		}, "2.1.2026", date, false},
		{[]string{
			"decision-makers", "decision_makers", "Deciders", "decision-maker", "decider", "author", "Authors", "결정자", "의사결정자", "의사 결정자",
		}, "Kim", makers, false},
		{[]string{"consulted", "자문", "협의"}, "Lee", func(r *decisions.Record) string { return strings.Join(r.Consulted, "+") }, false},
		{[]string{"informed", "공유", "통보"}, "Park", func(r *decisions.Record) string { return strings.Join(r.Informed, "+") }, false},
		{[]string{"tags", "태그"}, "data", func(r *decisions.Record) string { return strings.Join(r.Tags, "+") }, false},
		{[]string{"elements", "applies-to", "Applies To", "적용 대상", "관련 요소"}, "api", func(r *decisions.Record) string {
			if len(r.Elements) != 1 {
				return "none"
			}
			return r.Elements[0].ID
		}, false},
		{[]string{"supersedes", "supercedes", "replaces"}, "7", related(decisions.Supersedes), false},
		{[]string{"superseded-by", "superceded_by", "replaced by"}, "7", related(decisions.SupersededBy), false},
		{[]string{"amends"}, "7", related(decisions.Amends), false},
		{[]string{"amended-by"}, "7", related(decisions.AmendedBy), false},
		{[]string{"clarifies"}, "7", related(decisions.Clarifies), false},
		{[]string{"clarified-by"}, "7", related(decisions.ClarifiedBy), false},
		{[]string{"refines"}, "7", related(decisions.Refines), false},
		{[]string{"refined-by"}, "7", related(decisions.RefinedBy), false},
		{[]string{"extends"}, "7", related(decisions.Extends), false},
		{[]string{"extended-by"}, "7", related(decisions.ExtendedBy), false},
		{[]string{"depends-on"}, "7", related(decisions.DependsOn), false},
		{[]string{"required-by"}, "7", related(decisions.RequiredBy), false},
		{[]string{"related", "relates-to", "related_to", "관련 결정"}, "7", related(decisions.RelatesTo), false},
	} {
		for _, name := range c.names {
			texts := []string{"---\nlayout: adr\n" + name + ": " + c.value + "\nnav: 3\n---\n## Context\n"}
			if !c.frontOnly {
				texts = append(texts, "# Theirs\n\n* Reviewed: no\n* "+name+": "+c.value+"\n* Cost: 3\n")
			}
			for _, text := range texts {
				if got := c.got(read(t, text)); got != c.value {
					t.Errorf("%q gives %q", text, got)
				}
			}
		}
	}
}

// TestIdentifiers ties records by what they call themselves.
func TestIdentifiers(t *testing.T) {
	for _, key := range []string{"id", "number", "adr", "번호"} {
		set, _, err := decisions.Load(fstest.MapFS{
			dir + "/b.md": {Data: []byte("---\n" + key + ": queues-7\n---\n# B\n")},
			dir + "/c.md": {Data: []byte("---\namends: queues-7\n---\n# C\n")},
			dir + "/d.md": {Data: []byte("# D\n")},
		}, dir)
		if err != nil || len(set.Records) != 3 {
			t.Fatal(err)
		}
		to := set.Records[1].Related(decisions.Amends)
		if len(to) != 1 || to[0] != set.Records[0] {
			t.Errorf("by %s: C amends %v", key, to)
		}
	}
}

// TestSubject finds what decisions can govern, and what a misspelt word is near.
func TestSubject(t *testing.T) {
	m, _, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(`asbuilt: 1
name: T
boundaries: {seoul: {kind: region}}
elements:
  api: {kind: ecs-service}
  orders-db: {kind: rds-mysql, in: seoul, partitions: {planning: {shared: true}}}
`)}}, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string][2]string{
		"api": {"api", ""}, "seoul": {"seoul", ""}, "orders-db/planning": {"orders-db", ""},
		"order-db": {"", "orders-db"}, "sole": {"", ""}, "": {"", ""},
	} {
		if id, near := decisions.Subject(m, word); id != want[0] || near != want[1] {
			t.Errorf("%q is %q, near %q", word, id, near)
		}
	}
}

// TestLinksOfFrontMatter reads the ways to say a relation as an item of a list.
func TestLinksOfFrontMatter(t *testing.T) {
	for _, kind := range []string{"kind", "rel", "type", "relation"} {
		for _, target := range []string{"target", "to", "id", "href", "adr"} {
			item := fmt.Sprintf("{%s: depends_on, %s: 7}", kind, target)
			r := read(t, "---\nlinks:\n  - {note: first}\n  - "+item+"\n  - {kind: amends, to: 8}\n---\n# T\n")
			var got []string
			for _, rel := range r.Relations {
				got = append(got, string(rel.Verb)+" "+rel.Target)
			}
			if !slices.Equal(got, []string{"depends on 7", "amends 8"}) {
				t.Errorf("%s gives %q", item, got)
			}
		}
	}
}

// TestReviewDue holds a review to its day: all of it is in time, and the next is late.
func TestReviewDue(t *testing.T) {
	r := read(t, "---\nstatus: accepted\nreview: 2026-11-30\n---\n# T\n")
	for at, late := range map[string]bool{
		"2026-11-30T00:00:00Z": false, "2026-11-30T23:59:59Z": false, "2026-12-01T00:00:00Z": true,
	} {
		asOf, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if due := r.ReviewDue("x", finding.Warning, asOf); (due != nil) != late {
			t.Errorf("at %s: %v", at, due)
		}
	}
}
