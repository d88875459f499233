package site_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/site"
)

// TestLongTables holds that pages are bounded however many elements there are: what
// has no room in a table stands on pages that follow it, once, in the same order.
func TestLongTables(t *testing.T) {
	text := "asbuilt: 1\nname: many\nelements:\n"
	const n = 620
	for i := range n {
		text += fmt.Sprintf("  e%03d: {kind: ecs-service, scaling: {min: 2, max: 9, metric: cpu, target: 60}}\n", i)
	}
	m, _, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(text)}}, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tree := build(t, site.Input{Model: m})
	linksResolve(t, tree)
	for _, name := range []string{"elements", "en/scaling"} {
		var led []string
		for _, part := range []string{".html", "--2.html", "--3.html"} {
			page, err := fs.ReadFile(tree, name+part)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) > 300<<10 {
				t.Errorf("%s%s: %d KiB", name, part, len(page)>>10)
			}
			if !strings.Contains(string(page), `class="pager"`) {
				t.Errorf("%s%s does not lead to the others", name, part)
			}
			_, table, _ := strings.Cut(string(page), "<tbody>")
			for _, row := range strings.Split(table, "<tr")[1:] {
				_, to, _ := strings.Cut(row, "elements/")
				id, _, _ := strings.Cut(to, ".html")
				led = append(led, id)
			}
		}
		if len(led) != n || !slices.IsSorted(led) || len(slices.Compact(slices.Clone(led))) != n {
			t.Errorf("%s leads to %d of %d elements: %q", name, len(led), n, led)
		}
		if _, err := fs.Stat(tree, name+"--4.html"); err == nil {
			t.Errorf("%s goes on for too long", name)
		}
	}
}
