package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const subject = `package p

var table = []string{"a", "b", "c"}

var fields = point{x: 1, y: 2, z: 3}

func f(list []int, name string) bool {
	ok := true
	for _, n := range list {
		if n > 3 {
			continue
		}
		switch n {
		case 2:
			continue
		}
		list = append(list, n)
		note(n, ok)
	}
	if err != nil || len(list) == 0 {
		panic("no")
	}
	return strings.HasPrefix(name, "x")
}
`

func TestMutants(t *testing.T) {
	found, err := mutants("p.go", []byte(subject))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range found {
		got = append(got, fmt.Sprintf("%d %s %s: %s → %s", m.Line, m.Func, m.Kind, strings.TrimSpace(m.Old), m.New))
	}
	want := []string{
		`3  drop-row: "a", → `,
		`3  drop-row: "b", → `,
		`5  int+1: 1 → (1+1)`,
		`5  int+1: 2 → (2+1)`,
		`5  int+1: 3 → (3+1)`,
		`8 f bool: true → false`,
		`10 f negate-if: n > 3 → !(n > 3)`,
		`10 f if-never: n > 3 → false && (n > 3)`,
		`10 f operator: > → >=`,
		`10 f int+1: 3 → (3+1)`,
		`11 f continue-break: continue → break`,
		`14 f int+1: 2 → (2+1)`,
		`17 f drop-append: list = append(list, n) → _ = append(list, n)`,
		`18 f drop-call: note(n, ok) → _ = 0`,
		`18 f swap-arguments: n, ok → ok, n`,
		`20 f negate-if: err != nil || len(list) == 0 → !(err != nil || len(list) == 0)`,
		`20 f if-never: err != nil || len(list) == 0 → false && (err != nil || len(list) == 0)`,
		`20 f operator: || → &&`,
		`20 f operator: == → !=`,
		`20 f int+1: 0 → (0+1)`,
		`23 f negate-return: strings.HasPrefix(name, "x") → !strings.HasPrefix(name, "x")`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestSample holds that the same seed draws the same, that another draws
// another, and that no kind is drawn twice before all were drawn once.
func TestSample(t *testing.T) {
	all, err := mutants("p.go", []byte(subject))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, m := range all {
		kinds[m.Kind] = true
	}
	once := sample(all, len(kinds), 1)
	if again := sample(all, len(kinds), 1); !slices.Equal(once, again) {
		t.Error("one seed drew twice differently")
	}
	for _, m := range once {
		delete(kinds, m.Kind)
	}
	if len(kinds) > 0 {
		t.Errorf("not drawn: %v", kinds)
	}
	if everything := sample(all, 1000, 1); len(everything) != len(all) {
		t.Errorf("of %d mutants %d can be drawn", len(all), len(everything))
	}
}

// TestSampleStays holds that a mutant more or less changes nothing of what is
// drawn of the others.
func TestSampleStays(t *testing.T) {
	all, err := mutants("p.go", []byte(subject))
	if err != nil {
		t.Fatal(err)
	}
	drawn := sample(all, 12, 1)
	for i := range drawn {
		without := slices.DeleteFunc(slices.Clone(all), func(m mutant) bool { return m == drawn[i] })
		for _, m := range sample(without, 11, 1) {
			if !slices.Contains(drawn, m) && m.Kind != drawn[i].Kind {
				t.Errorf("without %s, %s is drawn", describe(drawn[i]), describe(m))
			}
		}
	}
}

// TestStages holds that quick tests run together and first, slow ones by how
// slow they are.
func TestStages(t *testing.T) {
	each := timed(`=== RUN   TestLong
--- PASS: TestLong (12.50s)
    --- PASS: TestLong/part (2.00s)
--- PASS: TestQuick (0.00s)
--- SKIP: TestAway (0.00s)
--- PASS: TestSlow (2.00s)
--- PASS: ExampleP (0.40s)
PASS
`)
	var got []string
	for _, s := range parted(each) {
		got = append(got, fmt.Sprint(strings.Join(s.names, "+"), " ", s.took))
	}
	if want := []string{"TestQuick+ExampleP 400ms", "TestSlow 2s", "TestLong 12.5s"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRun holds the three verdicts on a package with a test that looks at one
// thing and not at another.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module p\n\ngo 1.26\n")
	write("p.go", `package p

// seen is looked at, unseen is not.
func seen(n int) bool   { return n > 3 }
func unseen(n int) bool { return n > 3 }
`)
	write("p_test.go", `package p

import "testing"

func TestSeen(t *testing.T) {
	if seen(3) || !seen(4) || seen(2) {
		t.Fail()
	}
	unseen(1)
}
`)
	t.Chdir(dir)
	var out strings.Builder
	o := options{count: 20, seed: 1, workers: 2, timeout: 10 * 60e9}
	score, err := o.run(&out, ".")
	if err != nil {
		t.Fatal(err)
	}
	want := ".: 2 of 4 mutants noticed (50 %), 0 known to change nothing\n" +
		"  survived p.go:5: unseen operator: > → >=\n" +
		"  survived p.go:5: unseen int+1: 3 → (3+1)\n"
	if score != 50 || out.String() != want {
		t.Errorf("score %v, printed\n%s\nwant\n%s", score, out.String(), want)
	}
}

// TestEquivalentsAreThere holds that the list of mutants that change nothing
// names mutants that exist, each with a reason.
func TestEquivalentsAreThere(t *testing.T) {
	dir := ""
	var known []string
	for i, line := range strings.Split(strings.TrimSpace(equivalentText), "\n") {
		name, isHead := strings.CutPrefix(line, "# ")
		switch id, reason, isRow := strings.Cut(line, "\t"); {
		case isHead:
			dir = filepath.Join("..", "..", filepath.FromSlash(name))
			all, err := packageMutants(dir)
			if err != nil || len(all) == 0 {
				t.Errorf("equivalent.txt:%d: %s has no mutants (%v)", i+1, name, err)
			}
			known = nil
			for _, m := range all {
				known = append(known, m.id())
			}
		case dir == "" || line == "": // the words at the top
		case !isRow || reason == "":
			t.Errorf("equivalent.txt:%d: no reason", i+1)
		case !slices.Contains(known, id):
			t.Errorf("equivalent.txt:%d: there is no such mutant any more: %s", i+1, id)
		}
	}
}
