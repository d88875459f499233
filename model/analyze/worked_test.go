package analyze_test

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/model/analyze"
)

var (
	workedSystem = regexp.MustCompile("(?s)```yaml\n(.*?)```\n(.*?)(?:\n## |$)")
	workedLine   = regexp.MustCompile("(?m)^- `([^`]+)` (.*?): (.*)$")
)

// TestWorked holds docs/analysis.md, worked by hand, to the analysis: numbers to a
// billionth, everything else by word. Both editions have the same systems and numbers.
func TestWorked(t *testing.T) {
	pages := map[string][]string{}
	for _, page := range []string{"../../docs/analysis.md", "../../docs/analysis.ko.md"} {
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		systems := workedSystem.FindAllStringSubmatch(string(data), -1)
		if len(systems) != 10 {
			t.Errorf("%s works %d systems, want 10", page, len(systems))
		}
		for i, s := range systems {
			lines := workedLine.FindAllStringSubmatch(s[2], -1)
			if len(lines) == 0 {
				t.Errorf("%s: system %d says nothing", page, i+1)
			}
			m := load(t, fstest.MapFS{"architecture.yaml": {Data: []byte("asbuilt: 1\nname: t\n" + s[1])}})
			pages[page] = append(pages[page], s[1])
			for _, l := range lines {
				pages[page] = append(pages[page], l[0])
				if got := worked(m, l[1], l[2], l[3]); got != "" {
					t.Errorf("%s: system %d: %s: %s", page, i+1, l[0], got)
				}
			}
		}
	}
	if !slices.Equal(pages["../../docs/analysis.md"], pages["../../docs/analysis.ko.md"]) {
		t.Error("the two editions of docs/analysis.md differ in their systems or results")
	}
}

// worked is what differs between a line of the page and the analysis.
func worked(m *model.Model, id, what, want string) string {
	words := strings.Fields(what)
	a := analyze.Of(m)
	if i := slices.Index(words, "without"); i >= 0 {
		var err error
		if a, err = analyze.With(m, analyze.Options{Lose: words[i+1:]}); err != nil {
			return err.Error()
		}
		words = words[:i]
	}
	switch words[0] {
	case "headroom":
		for _, l := range a.Limits {
			if l.Element.ID == id && string(l.Measure) == words[1] {
				return differs(l.Headroom(), want)
			}
		}
		return "no such limit"
	case "left":
		return differs(a.Loss.Left[id], want)
	}
	got := ""
	for _, f := range a.Failures {
		if f.Element.ID != id {
			continue
		}
		switch words[0] {
		case "fails":
			got = string(f.Single)
		case "stops":
			for _, x := range f.Stops {
				got += " " + x.ID
			}
		case "narrows":
			for _, x := range f.Degrades {
				got += " " + x.ID
			}
		case "affects":
			for _, x := range f.Affects {
				got += " " + x.ID
			}
		}
	}
	if got = strings.TrimSpace(got); got != strings.ReplaceAll(want, "nothing", "") {
		return fmt.Sprintf("the analysis says %q", got)
	}
	return ""
}

// differs compares a number with one written as a fraction.
func differs(got float64, want string) string {
	over, under, _ := strings.Cut(want, "/")
	n, err := strconv.ParseFloat(strings.TrimSpace(over), 64)
	d := 1.0
	if err == nil && under != "" {
		d, err = strconv.ParseFloat(strings.TrimSpace(under), 64)
	}
	if err != nil || math.Abs(got-n/d) > 1e-9 {
		return fmt.Sprintf("the analysis says %v", got)
	}
	return ""
}
