package site_test

import (
	"fmt"
	"html"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/internal/golden"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/site"
	"asbuilt/site/address"
)

const stylesFile = "testdata/styles.txtar"

// TestStyles builds the pages of records in forty styles: the list of what is
// read of each, and on its page every word that its file shows.
func TestStyles(t *testing.T) {
	archive, err := txtar.ParseFile(stylesFile)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"architecture.yaml": {Data: []byte(
		"asbuilt: 1\nname: Styles\nlanguage: en\nelements: {api: {kind: ecs-service, name: API}}\n")}}
	for _, f := range archive.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	m, _, err := model.Load(fsys, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := decisions.Load(fsys, "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Records) < 40 {
		t.Errorf("%d records", len(set.Records))
	}
	tree := build(t, site.Input{Model: m, Decisions: set, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	places := address.Decisions(set.Records)
	var list strings.Builder
	for _, r := range set.Records {
		day := ""
		if !r.Date.IsZero() {
			day = r.Date.Format(time.DateOnly)
		}
		fmt.Fprintf(&list, "%s | %s | %s | %s | %s |", strings.TrimPrefix(r.Path, "docs/decisions/"), r.ID(), r.Title,
			r.Status, day)
		for _, rel := range r.Relations {
			if rel.To != nil {
				fmt.Fprintf(&list, " %s %s", rel.Verb, rel.To.ID())
			}
		}
		list.WriteString("\n")
		compareWords(t, r, fsys[r.Path].Data, mainOf(t, tree, places[r])+mainOf(t, tree, "ko/"+places[r]))
	}
	golden.CheckSection(t, stylesFile, "list", []byte(list.String()))
}

// mainOf is what a page shows in its main part, without markup.
func mainOf(t *testing.T, tree fs.FS, page string) string {
	t.Helper()
	text, err := fs.ReadFile(tree, page)
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "<main")
	inside, _, _ := strings.Cut(after, "</main>")
	return html.UnescapeString(anyTag.ReplaceAllString(inside, " "))
}

var (
	anyTag    = regexp.MustCompile(`<[^<>]*>`)
	aWord     = regexp.MustCompile(`[\pL\pN]+`)
	commented = regexp.MustCompile(`(?s)<!--.*?-->`)
	fronts    = regexp.MustCompile(`(?s)\A(?:---|\+\+\+)\n(.*?)\n(?:---|\+\+\+)\n`)
	frontKeys = regexp.MustCompile(`(?m)^\s*(?:- )?(?:#.*|[\w-]+\s*[:=])`)
	targets   = regexp.MustCompile(`\]\([^)]*\)`)
	fences    = regexp.MustCompile("(?m)^(?:```\\w*|!!! \\w+|:::\\w*|> \\[!(\\w+)\\])")
	labels    = regexp.MustCompile(`(?mi)^([\s>*|#\d.-]*)(?:status|date|deciders|tags|상태|날짜|결정자)\b?([\s*]*[:|]|$)`)
	marks     = regexp.MustCompile(`\[\^\w+\]:?|\[[ x]\]|^\|[-:| ]+\|$`)
	empty     = regexp.MustCompile(`(?mi)^- [a-z ]+: (?:-|N/A)$`)
	// restated are the dates that the page writes in its own way.
	restated = regexp.MustCompile(`\b(?:01\.06\.2020|Aug\. 20, 2026)\b|\*\*Date:\*\*`)
)

// compareWords reports the words that the source shows and the page does not.
func compareWords(t *testing.T, r *decisions.Record, source []byte, page string) {
	t.Helper()
	text := string(source)
	if m := fronts.FindStringSubmatch(text); m != nil {
		text = frontKeys.ReplaceAllString(m[1], "") + "\n" + text[len(m[0]):]
	}
	for _, out := range []*regexp.Regexp{commented, empty, targets, marks, labels, fences, anyTag, restated} {
		text = out.ReplaceAllString(text, " ")
	}
	text = html.UnescapeString(text)
	shown := map[string]bool{}
	for _, w := range aWord.FindAllString(strings.ToLower(page), -1) {
		shown[w] = true
	}
	// The page says the status in its own word as well, where that is another, and the ties.
	own := "adr " + string(r.Status)
	if r.InItsWords() == "" {
		own += " " + strings.ToLower(r.Stated)
	}
	for _, rel := range r.Relations {
		own += " " + strings.ToLower(rel.Target)
		if rel.To != nil {
			own += " " + rel.To.ID()
		}
	}
	for _, w := range aWord.FindAllString(own, -1) {
		shown[w] = true
	}
	var lost []string
	for _, w := range aWord.FindAllString(text, -1) {
		if !shown[strings.ToLower(w)] {
			lost = append(lost, w)
		}
	}
	if len(lost) > 0 {
		t.Errorf("%s: the page does not show: %s", r.Path, strings.Join(lost, " "))
	}
}
