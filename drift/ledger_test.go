package drift

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/internal/golden"
)

// ledgerFile has a row for every fact of every type: the codes by which it is
// judged, or a dash and why it is not, as its field says. It is printed into docs/judged.md.
const ledgerFile = "testdata/ledger.txt"

// reasons are why facts are not judged, in the words of both languages.
func reasons() map[string]finding.Text {
	return map[string]finding.Text{
		"name": {
			En: "it names the resource, or tells it from others",
			Ko: "리소스의 이름이거나 다른 것과 구별하는 값",
		},
		"leads": {
			En: "it leads to another resource, and what that is counts",
			Ko: "다른 리소스로 이어지는 값이며, 그 리소스를 판정",
		},
		"said": {
			En: "another fact says it as well, and is judged",
			Ko: "같은 내용을 말하는 다른 값으로 판정",
		},
		"weighed": {
			En: "it is weighed together with others, and says nothing by itself",
			Ko: "다른 값과 함께만 판정에 쓰임",
		},
		"aside": {
			En: "asbuilt keeps it, and judges by other facts",
			Ko: "읽어 두기만 하고 다른 값으로 판정",
		},
		"undeclared": {
			En: "the model has no word for it",
			Ko: "모델에 선언할 말이 없음",
		},
		"moment": {
			En: "it changes by itself from moment to moment",
			Ko: "시점마다 저절로 바뀜",
		},
	}
}

// row is one row of the ledger.
type row struct {
	codes  []string
	reason string
}

func (r row) String() string {
	if r.reason != "" {
		return "- " + r.reason
	}
	return strings.Join(r.codes, " ")
}

func readLedger(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(ledgerFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ledger reads the rows of the file, by type and fact.
func ledger(t *testing.T) map[string]row {
	t.Helper()
	rows := map[string]row{}
	typ := ""
	for line := range strings.Lines(readLedger(t)) {
		fact, says, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case fact == "" || strings.HasPrefix(line, "#"):
		case !strings.HasPrefix(line, "\t"):
			typ = fact
		case strings.HasPrefix(says, "- "):
			rows[typ+" "+fact] = row{reason: says[2:]}
		default:
			rows[typ+" "+fact] = row{codes: strings.Fields(says)}
		}
	}
	return rows
}

// shownCodes are the codes by which cases and examples judge each fact: those whose
// cause or evidence it is.
func shownCodes(t *testing.T) map[string][]string {
	t.Helper()
	shown := map[string][]string{}
	note := func(typ, path, code string) {
		name, _, _ := strings.Cut(path, ".")
		if key := typ + " " + name; name != "" && !slices.Contains(shown[key], code) {
			shown[key] = append(shown[key], code)
		}
	}
	runs := slices.Collect(maps.Values(cases(t)))
	for _, e := range examples(t) {
		runs = append(runs, compare(e.model, e.snapshot))
	}
	for _, got := range runs {
		for _, f := range got.findings {
			note(f.Cause.Type, f.Cause.Fact, f.Code)
		}
		for _, c := range got.checks {
			for _, e := range c.Evidence {
				typ, path, _ := strings.Cut(e.Fact, " ")
				note(typ, path, c.Code)
			}
		}
	}
	return shown
}

// Every fact is judged by codes that there are, or its field says for a reason that
// there is why not (`unjudged:"leads"`). What a case shows to be judged is in the
// ledger, which -update completes; a code that was found by changing facts stays.
func TestLedger(t *testing.T) {
	rows, shown := ledger(t), shownCodes(t)
	head, _, _ := strings.Cut(readLedger(t), "\nAWS::")
	table := []string{head}
	judged := map[reflect.Type]map[string]int{} // for how many of the types of a struct
	for _, typ := range allTypes() {
		s := reflect.TypeOf(typ.Facts()).Elem()
		if judged[s] == nil {
			judged[s] = map[string]int{}
		}
		if s.NumField() > 0 {
			table = append(table, typ.Name)
		}
		for i := range s.NumField() {
			f, key := s.Field(i), typ.Name+" "+s.Field(i).Name
			r := row{codes: rows[key].codes, reason: f.Tag.Get("unjudged")}
			r.codes = append(slices.Clone(r.codes), shown[key]...)
			slices.Sort(r.codes)
			r.codes = slices.DeleteFunc(slices.Compact(r.codes), func(code string) bool {
				_, known := Rules().Lookup(code)
				return !known
			})
			switch _, known := reasons()[r.reason]; {
			case r.reason != "" && !known:
				t.Errorf("%s: there is no reason %q; reasons are those of drift/ledger_test.go", key, r.reason)
			case len(r.codes) > 0:
				r.reason = ""
				judged[s][f.Name]++
			case r.reason == "":
				t.Errorf("%s: no case shows what judges it; add one, or say at the field why nothing does: "+
					"`unjudged:%q`, or another reason of drift/ledger_test.go", key, "weighed")
			}
			table = append(table, "\t"+f.Name+" "+r.String())
		}
	}
	for s, facts := range judged {
		for i := range s.NumField() {
			if f := s.Field(i); facts[f.Name] == len(typesOf(s)) && f.Tag.Get("unjudged") != "" {
				t.Errorf("%s.%s is judged, and says that it is not", s.Name(), f.Name)
			}
		}
	}
	golden.Check(t, ledgerFile, []byte(strings.Join(table, "\n")+"\n"))
}

// allTypes are the types of all families, in order.
func allTypes() (all []discover.Type) {
	for _, f := range discover.Families() {
		all = append(all, f.Types...)
	}
	return all
}

// typesOf are the types that have a struct for their facts.
func typesOf(s reflect.Type) []discover.Type {
	return slices.DeleteFunc(allTypes(), func(typ discover.Type) bool { return reflect.TypeOf(typ.Facts()).Elem() != s })
}

// A fact of which the ledger says that nobody judges it, and not that it leads or is
// weighed, is told by no code of its own when it is changed. A slice of all by day, every fact of the clean examples at
// night.
func TestLedgerHoldsWhenFactsChange(t *testing.T) {
	rows := ledger(t)
	told, silent := 0, 0
	for _, e := range examples(t) {
		if strings.Contains(e.name, "drifted") {
			continue
		}
		found := compare(e.model, e.snapshot).told()
		e.facts(150, func(name string, r *discover.Resource, path string) {
			fact, _, _ := strings.Cut(path, ".")
			codes := e.codesOf(r, path, found)
			row := rows[r.Type+" "+fact]
			if len(codes) == 0 {
				silent++
			} else {
				told++
			}
			silenced := slices.Contains([]string{"undeclared", "moment", "said", "aside"}, row.reason)
			if silenced && slices.ContainsFunc(codes, isOwn) {
				t.Errorf("%s: a change is told as %v, and the row is %q", name, codes, row)
			}
		})
	}
	if told < 5 || silent < 3 {
		t.Errorf("%d told, %d silent: the test has lost its object", told, silent)
	}
	t.Logf("%d told, %d silent", told, silent)
}

// isOwn reports whether a code is about the fact that it is told of, and not about
// what follows from changes of many: of what a resource is found by, and what a way
// passes.
func isOwn(code string) bool {
	follows := []string{CodeMissing, CodeRefuted, CodeForbidden, match.CodeUndeclared, match.CodeAmbiguous}
	return !slices.Contains(follows, code)
}

// codesOf are the codes of what is found anew for the other values of a fact.
func (e example) codesOf(r *discover.Resource, path string, found map[string]bool) []string {
	codes := map[string]bool{}
	e.changed(r, path, func(got run) {
		for _, f := range got.findings {
			if !found[f.Fingerprint()] {
				codes[f.Code] = true
			}
		}
	})
	return slices.Sorted(maps.Keys(codes))
}

// docs/judged.md and its Korean edition are the ledger.
func TestJudgedPage(t *testing.T) {
	rows := ledger(t)
	for _, page := range []struct {
		file, title, intro, fact, by string
		lang                         finding.Lang
	}{
		{
			"../docs/judged.md", "What is judged", "Every fact that asbuilt reads of AWS is in these tables: judged by codes " +
				"(`asbuilt explain CODE`), or not judged, with the reason. A test changes facts and holds the tables to it.",
			"fact", "judged by", finding.English,
		},
		{
			"../docs/judged.ko.md", "무엇을 판정하는가", "asbuilt가 AWS에서 읽는 모든 값입니다. 판정하는 코드" +
				"(`asbuilt explain CODE`) 또는 판정하지 않는 이유가 적혀 있습니다. 값을 바꿔 보는 테스트가 이 표를 지킵니다.",
			"값", "판정", finding.Korean,
		},
	} {
		var b strings.Builder
		fmt.Fprintf(&b, "# %s\n\n%s\n", page.title, page.intro)
		for _, typ := range allTypes() {
			fmt.Fprintf(&b, "\n## %s\n\n| %s | %s |\n|---|---|\n", typ.Name, page.fact, page.by)
			s := reflect.TypeOf(typ.Facts()).Elem()
			for i := range s.NumField() {
				r := rows[typ.Name+" "+s.Field(i).Name]
				by := "`" + strings.Join(r.codes, "`, `") + "`"
				if r.reason != "" {
					by = reasons()[r.reason].In(page.lang)
				}
				fmt.Fprintf(&b, "| `%s` | %s |\n", s.Field(i).Name, by)
			}
		}
		golden.Check(t, page.file, []byte(b.String()))
	}
}
