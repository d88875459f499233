package decisions_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

const dir = "docs/decisions"

// TestCases reads the records of every archive in testdata, ties them to its
// architecture.yaml if it has one, and compares what came of it with its
// sections "records" and "findings".
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			set, m, findings := loadCase(t, file)
			golden.CheckSection(t, file, "records", []byte(describe(set, m)))
			golden.CheckSection(t, file, "findings", []byte(list(findings)))
		})
	}
}

func loadCase(t *testing.T, file string) (*decisions.Set, *model.Model, finding.List) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range archive.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	if _, err := fs.Stat(fsys, "architecture.yaml"); err != nil {
		set, findings, err := decisions.Load(fsys, dir)
		if err != nil {
			t.Fatal(err)
		}
		findings = append(findings, set.LostPlaces(nil)...)
		findings.Sort()
		return set, nil, findings
	}
	m, wrong, err := model.Load(fsys, "architecture.yaml", model.Options{})
	if err != nil || len(wrong) > 0 {
		t.Fatalf("the case's model: %v\n%s", err, list(wrong))
	}
	set, findings, err := decisions.FoldersOf(m).Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	findings = append(findings, slices.Concat(set.Link(m), set.LostPlaces(nil))...)
	findings.Sort()
	return set, m, findings
}

func list(findings finding.List) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s:%d:%d: %s [%s]\n", f.Position.File, f.Position.Line, f.Position.Col, f.Message.En, f.Code)
		if source := []rune(f.Source); f.Length > 0 && f.Position.Col-1+f.Length <= len(source) {
			fmt.Fprintf(&b, "\t^ %s\n", string(source[f.Position.Col-1:f.Position.Col-1+f.Length]))
		}
		if !f.Hint.IsZero() {
			fmt.Fprintf(&b, "\t%s\n", f.Hint.En)
		}
		for _, r := range f.Related {
			fmt.Fprintf(&b, "\t%s:%d: %s\n", r.Position.File, r.Position.Line, r.Message.En)
		}
	}
	return b.String()
}

// describe writes what was understood of each record, one fact a line.
func describe(set *decisions.Set, m *model.Model) string {
	var b strings.Builder
	for _, r := range set.Records {
		fmt.Fprintf(&b, "%s %q %s\n", r.ID(), r.Title, r.Status)
		say := func(what, value string) {
			if value != "" {
				fmt.Fprintf(&b, "\t%s: %s\n", what, value)
			}
		}
		if string(r.Status) != r.Stated {
			say("stated", r.Stated)
		}
		if !r.Date.IsZero() {
			say("date", r.Date.Format(time.DateOnly))
		}
		say("date as written", r.DateStated)
		if !r.Review.IsZero() {
			say("review", r.Review.Format(time.DateOnly))
		}
		for _, c := range r.Checks {
			says := c.Says.In(finding.English)
			say("check", fmt.Sprintf("%s (%s) %q %s: %q at %d:%d", c.ID, c.Severity, says, c.Form, c.Value,
				c.Position.Line, c.Position.Col))
		}
		say("makers", strings.Join(r.DecisionMakers, " | "))
		say("consulted", strings.Join(r.Consulted, " | "))
		say("informed", strings.Join(r.Informed, " | "))
		say("tags", strings.Join(r.Tags, " | "))
		for _, rel := range r.Relations {
			to := "?"
			if rel.To != nil {
				to = rel.To.ID()
			} else if rel.External() {
				to = "elsewhere"
			}
			if rel.Section != "" {
				to += "#" + rel.Section
			}
			if rel.Derived {
				to += " (derived)"
			}
			say(string(rel.Verb), to)
		}
		for _, c := range r.Elements {
			say("element", fmt.Sprintf("%s at %d:%d", c.ID, c.Position.Line, c.Position.Col))
		}
		if m != nil {
			say("governs", strings.Join(r.Governs, " "))
			for _, id := range r.Governs {
				if !slices.Contains(set.Governing(id), r) {
					say("is not among those that govern", id)
				}
			}
		}
		say("gone", strings.Join(r.Gone, " | "))
		for _, line := range strings.Split(strings.TrimSuffix(r.Body, "\n"), "\n") {
			if r.Body != "" {
				fmt.Fprintf(&b, "\t| %s\n", line)
			}
		}
	}
	return strings.ReplaceAll(b.String(), "| \n", "|\n")
}

// TestRules holds the table of rules to the cases: every code is triggered by
// one, and every message keeps to the form that outputs rely on.
func TestRules(t *testing.T) {
	seen := map[string]bool{}
	check := func(file string, findings finding.List) {
		for _, f := range findings {
			seen[f.Code] = true
			rule, ok := decisions.Rules().Lookup(f.Code)
			if !ok {
				t.Fatalf("%s: code %q has no rule", file, f.Code)
			}
			if f.Severity != rule.Severity {
				t.Errorf("%s: %s is a %s, its rule a %s", file, f.Code, f.Severity, rule.Severity)
			}
			if f.Message.En == "" || f.Message.Ko == "" || f.Hint.En == "" && f.Code != decisions.CodeFrontMatter {
				t.Errorf("%s: %s lacks a message or hint: %+v", file, f.Code, f)
			}
			if strings.HasSuffix(f.Message.En, ".") || strings.Contains(f.Message.En+f.Message.Ko+f.Hint.En+f.Hint.Ko, "%!") {
				t.Errorf("%s: message %q", file, f.Message.En)
			}
		}
	}
	cases, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range cases {
		_, _, findings := loadCase(t, file)
		check(file, findings)
	}
	check("binary", loadBinary(t))
	check("too much", notLaidOut(t))
	for _, r := range decisions.Rules() {
		if !seen[r.Code] {
			t.Errorf("no case triggers %s", r.Code)
		}
		for _, text := range []finding.Text{r.Title, r.Cause, r.Cure} {
			if text.En == "" || text.Ko == "" {
				t.Errorf("rule %s lacks a text: %+v", r.Code, text)
			}
		}
	}
}

// notLaidOut are the findings of two records that are shown as source: for their cells, and
// for the marks of one block. Both are told with the line at which the block begins.
func notLaidOut(t *testing.T) finding.List {
	t.Helper()
	head := "---\nstatus: accepted\n---\n# A\n\n"
	_, findings, err := decisions.Load(fstest.MapFS{
		dir + "/0001-cells.md": {Data: []byte(head + "|a|b|\n|-|-|\n" + strings.Repeat("|a|b|\n", 10_000))},
		dir + "/0002-marks.md": {Data: []byte(head + "x\n\n" + strings.Repeat("*a_ ", 10_000) + "\n")},
		dir + "/0003-less.md":  {Data: []byte(head + "|a|b|\n|-|-|\n" + strings.Repeat("|a|b|\n", 9_999))},
	}, dir)
	if err != nil {
		t.Fatal(err)
	}
	got := list(findings)
	for _, want := range []string{"0001-cells.md:6:1: the tables of this text have 20002 cells, more than 20000",
		"0002-marks.md:8:1: a block of this text has too many marks"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not told in:\n%s", want, got)
		}
	}
	if strings.Contains(got, "0003") {
		t.Errorf("what is laid out is told:\n%s", got)
	}
	return findings
}

func loadBinary(t *testing.T) finding.List {
	t.Helper()
	_, findings, err := decisions.Load(fstest.MapFS{
		dir + "/0001-utf16.md": {Data: []byte("\xff\xfe#\x00 \x00A\x00")},
		dir + "/0002-nul.md":   {Data: []byte("# A\x00B\n")},
		dir + "/0003-large.md": {Data: bytes.Repeat([]byte("# A\n"), 1<<18+1)},
	}, dir)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

func TestUnreadable(t *testing.T) {
	want := dir + `/0001-utf16.md:1:1: this is not UTF-8 text [decision-unreadable]
	make it a regular file in UTF-8, or move it out of the folder of decisions
` + dir + `/0002-nul.md:1:1: this is not UTF-8 text [decision-unreadable]
	make it a regular file in UTF-8, or move it out of the folder of decisions
` + dir + `/0003-large.md:1:1: the record has 1025 KiB, more than the 1024 KiB that are read [decision-unreadable]
	make it a regular file in UTF-8, or move it out of the folder of decisions
`
	if diff := cmp.Diff(want, list(loadBinary(t))); diff != "" {
		t.Errorf("findings (-want +got)\n%s", diff)
	}
}

// TestLong reads large records in which one line holds some hundred thousand
// things. Work that grows with their square takes minutes.
func TestLong(t *testing.T) {
	for name, text := range map[string]string{
		"elements":  "# A\n\n* Elements: " + strings.Repeat("a,", 200_000) + "\n",
		"relations": "---\namends: " + strings.Repeat("a-b,", 50_000) + "\n---\n# A\n",
		"brackets":  "---\na: " + strings.Repeat("[", 500_000) + "\n---\n# A\n",
	} {
		t.Run(name, func(t *testing.T) {
			set, _, err := decisions.Load(fstest.MapFS{dir + "/0001-a.md": {Data: []byte(text)}}, dir)
			if err != nil || len(set.Records) != 1 || set.Records[0].Title != "A" {
				t.Errorf("read %d records: %v", len(set.Records), err)
			}
		})
	}
}

func TestVerbs(t *testing.T) {
	for _, v := range decisions.Verbs() {
		if got := v.Inverse().Inverse(); got != v {
			t.Errorf("the inverse of the inverse of %q is %q", v, got)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	fsys := os.DirFS(t.TempDir())
	set, findings, err := decisions.Load(fsys, "nowhere")
	if err != nil || len(findings) > 0 || len(set.Records) > 0 {
		t.Errorf("a folder that does not exist gives %v, %v, %v", set, findings, err)
	}
	if _, _, err := decisions.Load(os.DirFS("."), "decisions.go"); err == nil || !strings.Contains(err.Error(), "is not a folder") {
		t.Errorf("a file in place of the folder gives %v", err)
	}
	if _, _, err := decisions.Load(fsys, "../elsewhere"); err == nil || !strings.Contains(err.Error(), "invalid argument") {
		t.Errorf("a folder outside gives %v", err)
	}
}

func ExampleLoad() {
	set, findings, err := decisions.Load(os.DirFS("testdata/example"), "docs/decisions")
	if err != nil {
		panic(err)
	}
	for _, r := range set.Records {
		fmt.Println(r.Number, r.Status, r.Title)
	}
	for _, f := range findings {
		fmt.Println(f.Position.Line, f.Message.En)
	}
	// Output:
	// 1 superseded Keep sessions in the database
	// 2 accepted Keep sessions in Redis
}
