package asbuilt_test

import (
	"go/ast"
	"go/printer"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// limits are the constants that docs/limits.md tells, in the order of its rows.
func limits() [][2]string {
	return [][2]string{
		{"files", "MostBytes"}, {"model/syntax", "maxBytes"}, {"files", "MostMarkdown"}, {"cmd", "mostSnapshot"}, {"cmd", "mostSifted"},
		{"model", "MostEntries"}, {"model", "MostTurns"}, {"model", "MostRounds"}, {"model", "MostFacts"}, {"model", "MostSteps"},
		{"model", "MostAsked"}, {"model", "MostPairs"}, {"model", "maxText"}, {"model/predicate", "maxOpen"},
		{"model", "maxFindings"}, {"render/views", "MostBoxes"}, {"render/views", "MostLines"},
		{"site/markdown", "MostPairing"}, {"site/markdown", "MostCells"}, {"site/markdown", "MostColouring"},
		{"site/markdown", "MostNested"}, {"site/markdown", "MostBlank"}, {"site/markdown", "MostLanguage"},
		{"site/mermaid", "MostBoxes"}, {"site/mermaid", "MostLines"}, {"files", "mostLinks"},
		{"git", "patience"}, {"cmd", "defaultTimeout"},
	}
}

var limitOf = regexp.MustCompile(`^\| [^|]+ \| ([0-9][0-9ms]*)`)

// TestLimits holds docs/limits.md, in both languages, to the program.
func TestLimits(t *testing.T) {
	values := map[[2]string]string{}
	for _, s := range sources(t) {
		if !s.test {
			constants(s, func(name, value string) { values[[2]string{s.pkg, name}] = value })
		}
	}
	for _, doc := range []string{"limits.md", "limits.ko.md"} {
		text, err := os.ReadFile(filepath.Join("docs", doc))
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for line := range strings.Lines(string(text)) {
			if m := limitOf.FindStringSubmatch(line); m != nil {
				told = append(told, m[1])
			}
		}
		if len(told) != len(limits()) {
			t.Fatalf("%s has %d limits, want %d", doc, len(told), len(limits()))
		}
		for i, name := range limits() {
			if values[name] != told[i] {
				t.Errorf("%s, row %d: %s.%s is %s, told as %s", doc, i+1, name[0], name[1], values[name], told[i])
			}
		}
	}
}

// constants calls yield with the constants of a file that are numbers or times.
func constants(s *source, yield func(name, value string)) {
	durations := map[string]string{"time.Minute": "1m0s", "10 * time.Minute": "10m0s"}
	ast.Inspect(s.file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, value := range spec.Values {
			var b strings.Builder
			if err := printer.Fprint(&b, s.fset, value); err != nil || i >= len(spec.Names) {
				continue
			}
			if d := durations[b.String()]; d != "" {
				yield(spec.Names[i].Name, d)
			} else if v, err := types.Eval(token.NewFileSet(), nil, token.NoPos, b.String()); err == nil && v.Value != nil {
				yield(spec.Names[i].Name, v.Value.ExactString())
			}
		}
		return true
	})
}
