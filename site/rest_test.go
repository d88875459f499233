package site_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/model/decisions"
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

// TestLongRecord holds that a record of a mebibyte has pages that a browser bears, in
// one table, in many sections and in one paragraph, and that other records reach all of
// it.
func TestLongRecord(t *testing.T) {
	rows, sections := "", ""
	for i := range 12_000 {
		rows += fmt.Sprintf("| row %d | what was measured in this run | %d ms |\n", i, i%977)
	}
	for i := range 1_500 {
		sections += fmt.Sprintf("## Section %d\n\n%s\n\n", i, strings.Repeat("what it says. ", 20))
	}
	fsys := fstest.MapFS{"architecture.yaml": {Data: []byte("asbuilt: 1\nname: long\nelements: {api: {kind: ecs-service}}\n")}}
	for name, text := range map[string]string{
		"0001-rows": "# Rows\n\n| a | b | c |\n|---|---|---|\n" + rows, "0002-sections": "# Sections\n\n" + sections,
		"0003-words": "# Words\n\nSee [a section](0002-sections.md#section-1400).\n\n" + strings.Repeat("a word ", 60_000),
	} {
		fsys["docs/decisions/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	m, _, err := model.Load(fsys, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := decisions.Load(fsys, "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	tree := build(t, site.Input{Model: m, Decisions: set})
	linksResolve(t, tree)
	all := map[string]int{}
	err = fs.WalkDir(tree, "decisions", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		page, err := fs.ReadFile(tree, name)
		if len(page) > 300_000 {
			t.Errorf("%s has %d bytes", name, len(page))
		}
		all[name[len("decisions/"):len("decisions/0001")]]++
		for i := 0; i < 12_000; i += 1_199 {
			if strings.Contains(string(page), fmt.Sprintf("row %d ", i)) {
				all["row"]++
			}
		}
		return err
	})
	if err != nil || all["0001"] < 4 || all["0002"] < 4 || all["0003"] < 3 || all["row"] < 11 {
		t.Errorf("%v, %v", all, err)
	}
	words, err := fs.ReadFile(tree, "decisions/0003-words.html")
	if err != nil || !strings.Contains(string(words), `.html#section-1400">a section</a>`) ||
		!strings.Contains(string(words), `href="0002-sections--`) {
		t.Errorf("the link into a later part is lost: %v", err)
	}
}
