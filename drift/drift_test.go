package drift

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/internal/ownkinds"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// run is what a comparison said.
type run struct {
	model    *model.Model
	snapshot *discover.Snapshot
	checks   []finding.Check
	findings finding.List
	coverage finding.Coverage
}

func compare(m *model.Model, s *discover.Snapshot) run {
	checks, findings, coverage := Compare(match.Match(m, s), Options{})
	return run{m, s, checks, findings, coverage}
}

// archives are the cases of testdata by their files: a model, a snapshot in short
// form, the operations that were denied, and what is found.
func archives(t *testing.T) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	all := map[string]*txtar.Archive{}
	for _, file := range files {
		if all[file], err = txtar.ParseFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// cases are what comes of the archives.
func cases(t *testing.T) map[string]run {
	t.Helper()
	runs := map[string]run{}
	for file, archive := range archives(t) {
		runs[file] = runOf(t, file, archive)
	}
	return runs
}

func runOf(t *testing.T, file string, archive *txtar.Archive) run {
	t.Helper()
	section := map[string][]byte{}
	for _, f := range archive.Files {
		section[f.Name] = f.Data
	}
	m := load(t, file, section["model.yaml"])
	return compare(m, snapcase.Snapshot(t, section["snapshot"], strings.Fields(string(section["denied"]))...))
}

// head is what every case begins with: where its resources lie.
const head = `asbuilt: 1
name: Case
language: en
boundaries:
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
`

// load reads a model; a case that has no head of its own gets the usual one.
func load(t *testing.T, name string, text []byte) *model.Model {
	t.Helper()
	if !strings.HasPrefix(string(text), "asbuilt:") {
		text = append([]byte(head), text...)
	}
	m, findings, err := model.Load(fstest.MapFS{"model.yaml": {Data: text}}, "model.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			t.Errorf("%s: the case's model: %d: %s", name, f.Position.Line, f.Message.En)
		}
	}
	if m == nil {
		t.Fatal("no model")
	}
	return m
}

// lines shows findings one a line, with the text that the position points at.
func lines(findings finding.List) string {
	var b strings.Builder
	for _, f := range findings {
		verdict := string(f.Verdict)
		if f.Suspended {
			verdict += ", suspended"
		}
		if f.Accepted != nil {
			verdict += ", accepted"
		}
		at := ""
		if f.Position.Col > 0 && f.Position.Col <= len(f.Source)+1 {
			at = f.Source[f.Position.Col-1:]
			at = " @ " + at[:min(len(at), 24)]
		}
		fmt.Fprintf(&b, "%s (%s): %s [%s %s]%s\n", f.Severity, verdict, f.Message.En, f.Code, strings.TrimSpace(f.Subject+" "+f.Fact), at)
	}
	return b.String()
}

func TestCases(t *testing.T) {
	for file, got := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			golden.CheckSection(t, file, "findings", []byte(lines(got.findings)))
		})
	}
}

// Every rule has a case that breaks it, or leaves it unknown where that is all
// it can be, and speaks both languages as findings are spoken.
func TestEveryRule(t *testing.T) {
	shown := map[string]bool{}
	for file, got := range cases(t) {
		for _, f := range got.findings {
			shown[f.Code] = shown[f.Code] || f.Verdict != finding.Unknown || f.Code == match.CodeAmbiguous
			if bad := badlySpoken(f); bad != "" {
				t.Errorf("%s: %s: %s", file, f.Code, bad)
			}
		}
	}
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Code] {
			t.Errorf("%s has two rules", r.Code)
		}
		seen[r.Code] = true
		if !shown[r.Code] {
			t.Errorf("%s: no case shows it", r.Code)
		}
		for _, text := range []finding.Text{r.Title, r.Cause, r.Cure} {
			if text.En == "" || text.Ko == "" {
				t.Errorf("%s: a text is missing: %q / %q", r.Code, text.En, text.Ko)
			}
		}
	}
}

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

func badlySpoken(f *finding.Finding) string {
	for _, text := range []finding.Text{f.Message, f.Hint} {
		switch {
		case text.En == "" || text.Ko == "":
			return "a language is missing: " + text.En + " / " + text.Ko
		case strings.HasSuffix(text.En, ".") || strings.HasSuffix(text.Ko, "."):
			return "full stop: " + text.En + " / " + text.Ko
		case strings.Contains(text.En+text.Ko, "%!"):
			return "badly formatted: " + text.En + " / " + text.Ko
		case text.Ko == text.En:
			return "one language stands for both: " + text.En
		}
		if _, why, ok := strings.Cut(text.Ko, "못했습니다: "); ok && !strings.ContainsFunc(why, isHangul) {
			return "the reason is not Korean: " + text.Ko
		}
	}
	return ""
}

// A fingerprint tells findings apart, so no two of a run may share one; and
// what is checked is checked once.
func TestFingerprintsAreApart(t *testing.T) {
	runs := cases(t)
	runs["the example"] = compare(systemA(t), readExample(t, "ai-service.snapshot.json"))
	for file, got := range runs {
		prints := map[string]bool{}
		for _, f := range got.findings {
			if prints[f.Fingerprint()] {
				t.Errorf("%s: two findings %s %s %s", file, f.Code, f.Subject, f.Fact)
			}
			prints[f.Fingerprint()] = true
		}
		checks := map[string]bool{}
		for _, c := range got.checks {
			key := c.Code + " " + c.Subject + " " + c.Fact
			if checks[key] {
				t.Errorf("%s: two checks %s", file, key)
			}
			checks[key] = true
		}
	}
}

// Whatever operation is denied, by day one in three, nothing is called missing or
// broken that would not be so with everything read.
func TestDenialsOnlyMakeUnknown(t *testing.T) {
	denyEach(t, systemA(t), readExample(t, "ai-service.clean.snapshot.json"))
	denyEach(t, systemBModel(t), readExample(t, "ec2-service/clean.snapshot.json"))
}

func denyEach(t *testing.T, m *model.Model, s *discover.Snapshot) {
	t.Helper()
	asked := compare(m, s).checks
	needed := neededOperations(asked)
	for i := range s.Cells {
		cell := s.Cells[i]
		if !inSlice(cell.Operation, 8) {
			continue
		}
		s.Cells[i].Status, s.Cells[i].Reason = discover.Denied, "explicit deny"
		got := compare(m, s)
		s.Cells[i] = cell
		for _, f := range got.findings {
			if f.Verdict != finding.Unknown {
				t.Errorf("%s denied: %s", cell.Operation, lines(finding.List{f}))
			}
			if !strings.Contains(f.Message.En, cell.Operation) {
				t.Errorf("%s denied: the finding does not say so: %s", cell.Operation, f.Message.En)
			}
		}
		for _, lost := range lostChecks(asked, got.checks) {
			t.Errorf("%s denied: nobody asks any more: %s", cell.Operation, lost)
		}
		if needed[cell.Operation] && got.coverage.Unknown == 0 {
			t.Errorf("%s denied: nothing is unknown, and something depends on it", cell.Operation)
		}
	}
	if len(needed) < 40 {
		t.Errorf("only %d operations are needed by a check: the test has lost its object", len(needed))
	}
}

// Whatever could not be read of single resources, nothing is called missing or
// broken that would not be so with everything read.
func TestUnknownFactsOnlyMakeUnknown(t *testing.T) {
	hideFacts(t, systemA(t), readExample(t, "ai-service.clean.snapshot.json"))
	hideFacts(t, systemBModel(t), readExample(t, "ec2-service/clean.snapshot.json"))
}

// lostChecks are those that are no longer made, of subjects of which nothing is
// unknown instead: they would pass for fine.
func lostChecks(before, after []finding.Check) (lost []string) {
	key := func(c finding.Check) string { return c.Code + " " + c.Subject + " " + c.Fact }
	there, unknown := map[string]bool{}, map[string]bool{}
	for _, c := range after {
		there[key(c)] = true
		unknown[c.Subject] = unknown[c.Subject] || c.Verdict == finding.Unknown
	}
	for _, c := range before {
		if !there[key(c)] && !unknown[c.Subject] {
			lost = append(lost, key(c))
		}
	}
	return lost
}

// hideFacts hides, of all resources of a type at a time, the facts that come
// from one operation, as a snapshot does where the operation failed for single
// resources.
func hideFacts(t *testing.T, m *model.Model, s *discover.Snapshot) {
	t.Helper()
	asked := compare(m, s).checks
	batched := map[string]bool{}
	for _, op := range discover.Operations() {
		batched[op.Name] = op.Batch > 0
	}
	byType := map[string][]*discover.Resource{}
	for _, r := range s.Resources {
		byType[r.Type] = append(byType[r.Type], r)
	}
	for name, resources := range byType {
		typ, _ := discover.Lookup(name)
		struc := reflect.TypeOf(typ.Facts()).Elem()
		from := map[string][]int{}
		for i := range struc.NumField() {
			ops := strings.Fields(struc.Field(i).Tag.Get("from"))
			if describe := typ.Read[len(typ.Read)-1]; len(ops) == 0 && len(typ.Read) > 1 && !batched[describe] {
				ops = []string{describe} // it was listed by another one, and is there without
			}
			for _, op := range ops {
				from[op] = append(from[op], i)
			}
		}
		for op, fields := range from {
			whole := make([]any, len(resources))
			for i, r := range resources {
				whole[i] = r.Facts
				part := reflect.New(struc)
				part.Elem().Set(reflect.ValueOf(r.Facts).Elem())
				r.Facts, r.Unknown = part.Interface(), map[string]string{}
				for _, field := range fields {
					part.Elem().Field(field).SetZero()
					r.Unknown[struc.Field(field).Name] = "denied"
				}
			}
			got := compare(m, s)
			for _, f := range got.findings {
				if f.Verdict != finding.Unknown {
					t.Errorf("%s failed for each %s: %s", op, name, lines(finding.List{f}))
				}
			}
			for _, lost := range lostChecks(asked, got.checks) {
				t.Errorf("%s failed for each %s: nobody asks any more: %s", op, name, lost)
			}
			for i, r := range resources {
				r.Facts, r.Unknown = whole[i], nil
			}
		}
	}
}

// Where an operation was refused, what it would have listed is not there, and
// still nothing is called missing or broken.
func TestDeniedListsOnlyMakeUnknown(t *testing.T) {
	for _, c := range []struct {
		model    *model.Model
		snapshot *discover.Snapshot
	}{{systemA(t), readExample(t, "ai-service.clean.snapshot.json")}, {systemBModel(t), readExample(t, "ec2-service/clean.snapshot.json")}} {
		asked := compare(c.model, c.snapshot).checks
		for i, cell := range c.snapshot.Cells {
			if !inSlice(cell.Operation, 8) {
				continue
			}
			without := *c.snapshot
			without.Cells = slices.Clone(c.snapshot.Cells)
			without.Cells[i].Status, without.Cells[i].Reason = discover.Denied, "explicit deny"
			without.Resources = slices.DeleteFunc(slices.Clone(c.snapshot.Resources), func(r *discover.Resource) bool {
				typ, _ := discover.Lookup(r.Type)
				return slices.Contains(typ.Read, cell.Operation)
			})
			got := compare(c.model, &without)
			for _, f := range got.findings {
				if f.Verdict != finding.Unknown {
					t.Errorf("%s denied: %s", cell.Operation, lines(finding.List{f}))
				}
			}
			// What is compared with something that was not read is no longer asked
			// about; that itself is unknown then.
			if lost := lostChecks(asked, got.checks); len(lost) > 0 && got.coverage.Unknown == 0 {
				t.Errorf("%s denied: nobody asks any more, and nothing is unknown: %v", cell.Operation, lost)
			}
		}
	}
}

// neededOperations are those that the facts behind the checks come from.
func neededOperations(checks []finding.Check) map[string]bool {
	needed := map[string]bool{}
	for _, c := range checks {
		for _, e := range c.Evidence {
			name, fact, _ := strings.Cut(e.Fact, " ")
			if t, ok := discover.Lookup(name); ok {
				for _, op := range t.Needs(fact) {
					needed[op] = true
				}
			}
		}
	}
	return needed
}

// What the catalogue says of a kind is shown by a case: a check of every fact
// that is called compared with AWS, and of no other fact of the kind.
func TestCatalogueIsShown(t *testing.T) {
	shown := map[string]map[string]bool{}
	runs := cases(t)
	runs["the example"] = compare(systemA(t), readExample(t, "ai-service.clean.snapshot.json"))
	for _, got := range runs {
		kinds := map[string]string{}
		for _, e := range got.model.Elements {
			kinds[e.ID] = e.Kind.ID
		}
		for _, c := range got.checks {
			element, _, _ := strings.Cut(c.Subject, "/")
			fact, _, _ := strings.Cut(strings.ReplaceAll(c.Fact, "[", "."), ".")
			if shown[kinds[element]] == nil {
				shown[kinds[element]] = map[string]bool{}
			}
			shown[kinds[element]][fact] = true
		}
	}
	for _, k := range kind.All() {
		for _, fact := range k.Checked {
			if !shown[k.ID][fact] {
				t.Errorf("%s: the catalogue says that %s is compared, and no case shows it", k.ID, fact)
			}
		}
		for _, fact := range k.Facts {
			if shown[k.ID][fact] && !slices.Contains(k.Checked, fact) {
				t.Errorf("%s: %s is compared, and the catalogue does not say so", k.ID, fact)
			}
		}
	}
}

func systemA(t *testing.T) *model.Model {
	t.Helper()
	m, _, err := model.Load(os.DirFS(".."), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func readExample(t *testing.T, name string) *discover.Snapshot {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s, err := discover.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestExample(t *testing.T) {
	m := systemA(t)
	clean := compare(m, readExample(t, "ai-service.clean.snapshot.json"))
	if len(clean.findings) > 0 || clean.coverage.Unknown > 0 || clean.coverage.Matched != clean.coverage.Elements {
		t.Errorf("the clean snapshot is not clean: %+v\n%s", clean.coverage, lines(clean.findings))
	}
	got := compare(m, readExample(t, "ai-service.snapshot.json"))
	golden.Check(t, "testdata/ai-service.findings", []byte(lines(got.findings)))
	for _, f := range got.findings {
		if bad := badlySpoken(f); bad != "" {
			t.Errorf("%s: %s", f.Code, bad)
		}
		if len(f.Evidence) == 0 || f.Position.IsZero() && f.Code != match.CodeUndeclared {
			t.Errorf("%s %s: %d pieces of evidence, position %v", f.Code, f.Subject, len(f.Evidence), f.Position)
		}
	}
}

// TestOwnKindIsComparedAsItsOrigin compares the example with its snapshot, every
// kind replaced by one that extends it: nothing but the places of findings differs.
func TestOwnKindIsComparedAsItsOrigin(t *testing.T) {
	said := func(m *model.Model) string {
		got := compare(m, readExample(t, "ai-service.snapshot.json"))
		var b strings.Builder
		fmt.Fprintf(&b, "%+v\n", got.coverage)
		for _, f := range got.findings {
			fmt.Fprintf(&b, "%s %s %s %s\n", f.Code, f.Verdict, f.Subject, f.Message.En)
		}
		return b.String()
	}
	own, findings, err := model.Load(ownkinds.Rewrite(t, os.DirFS(".."), "architecture.yaml"), "architecture.yaml", model.Options{})
	if err != nil || own == nil || len(findings) > 0 {
		t.Fatalf("%v, %d findings", err, len(findings))
	}
	if diff := cmp.Diff(said(systemA(t)), strings.ReplaceAll(said(own), ownkinds.Prefix, "")); diff != "" {
		t.Errorf("-catalogue +own:\n%s", diff)
	}
}
