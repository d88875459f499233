package discover

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/golden"
)

// The table of operations in the documentation is that of the declarations.
func TestDocumentedOperations(t *testing.T) {
	for file, w := range map[string]words{
		"../docs/discovery.md": {
			"| family | operation | once per | page | batch | per second | IAM actions |",
			"every run", "region", "account", ", all regions",
		},
		"../docs/discovery.ko.md": {
			"| 서비스 | API 작업 | 호출 단위 | 페이지 | 묶음 | 초당 호출 | IAM 작업 |",
			"모든 실행", "리전", "계정", "(모든 리전 합계)",
		},
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, rest, ok := strings.Cut(string(text), "declarations -->\n")
		_, tail, found := strings.Cut(rest, "<!-- end -->")
		if !ok || !found {
			t.Fatalf("%s: the place of the table is not there", file)
		}
		golden.Check(t, file, []byte(head+"declarations -->\n"+table(w)+"<!-- end -->"+tail))
	}
}

// words are those of the table in one language.
type words struct{ head, everyRun, region, account, allRegions string }

func table(w words) string {
	var b strings.Builder
	b.WriteString(w.head + "\n|---|---|---|---|---|---|---|\n")
	families := append([]Family{{Name: w.everyRun, Operations: Session()}}, Families()...)
	for _, f := range families {
		name := f.Name
		for _, op := range f.Operations {
			scope, rate := w.region, ""
			if op.Global {
				scope = w.account
			}
			if op.PerSecond > 0 {
				rate = fmt.Sprint(op.PerSecond)
				if op.AccountWide {
					rate += w.allRegions
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
