package plan

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/internal/golden"
)

// The table of operations in the documentation is that of the declarations.
func TestDocumentedOperations(t *testing.T) {
	const file = "../../docs/discovery.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), "declarations -->\n")
	_, tail, found := strings.Cut(rest, "<!-- end -->")
	if !ok || !found {
		t.Fatal("the place of the table is not there")
	}
	golden.Check(t, file, []byte(head+"declarations -->\n"+table()+"<!-- end -->"+tail))
}

func table() string {
	var b strings.Builder
	b.WriteString(
		"| family | operation | once per | page | batch | per second | IAM actions |\n|---|---|---|---|---|---|---|\n")
	families := append([]discover.Family{{Name: "every run", Operations: discover.Session()}}, discover.Families()...)
	for _, f := range families {
		name := f.Name
		for _, op := range f.Operations {
			scope, rate := "region", ""
			if op.Global {
				scope = "account"
			}
			if op.PerSecond > 0 {
				rate = fmt.Sprint(op.PerSecond)
				if op.AccountWide {
					rate += ", all regions"
				}
			}
			needs := slices.Clone(op.IAM())
			for i := range needs {
				needs[i] = "`" + needs[i] + "`"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", name, op.Name, scope, orBlank(op.Page),
				orBlank(op.Batch), rate, strings.Join(needs, " "))
			name = ""
		}
	}
	return b.String()
}

func orBlank(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}
