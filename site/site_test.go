package site_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unsafe"

	"asbuilt/site"
)

// tags are the start tags of an HTML page, which must be well-formed XML:
// stricter than HTML asks, and what keeps templates honest.
func tags(t *testing.T, name string, text []byte) []xml.StartElement {
	t.Helper()
	text = bytes.TrimPrefix(text, []byte("<!DOCTYPE html>"))
	d := xml.NewDecoder(bytes.NewReader(text))
	var all []xml.StartElement
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%s is not well-formed: %v", name, err)
		}
		if start, ok := tok.(xml.StartElement); ok {
			all = append(all, start.Copy())
		}
	}
}

func attr(e xml.StartElement, name string) (string, bool) {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

// eachPage calls f for every HTML page of the site.
func eachPage(t *testing.T, tree fs.FS, f func(name string, text []byte)) {
	t.Helper()
	count := 0
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		count++
		f(name, text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count < 10 {
		t.Fatalf("only %d pages", count)
	}
}

func build(t *testing.T, in site.Input) fs.FS {
	t.Helper()
	tree, err := site.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestTree(t *testing.T) {
	tree := built(t, "small")
	if err := fstest.TestFS(tree, "index.html", "en/index.html", "assets/site.css", "404.html"); err != nil {
		t.Error(err)
	}
}

func TestLinksResolve(t *testing.T) { eachSite(t, linksResolve) }

func linksResolve(t *testing.T, tree fs.FS) {
	ids := map[string]map[string]bool{}
	links, shown := map[string][]string{}, map[string]bool{}
	eachPage(t, tree, func(name string, text []byte) {
		ids[name] = map[string]bool{}
		for _, e := range tags(t, name, text) {
			if id, ok := attr(e, "id"); ok {
				if ids[name][id] {
					t.Errorf("%s: id %q is there twice", name, id)
				}
				if strings.ContainsAny(id, " \t\n") {
					t.Errorf("%s: id %q has a space", name, id)
				}
				ids[name][id] = true
			}
			for _, key := range []string{"data-id", "data-members", "data-carries"} { // which the script finds
				if all, ok := attr(e, key); ok {
					for _, id := range strings.Fields(all) {
						shown[name+"#"+id] = true
					}
				}
			}
			if src, ok := attr(e, "data-src"); ok {
				flow, _ := attr(e, "value")
				for _, n := range walkedSteps(t, tree, path.Join(path.Dir(name), src)) {
					ids[name]["walk="+flow+"/"+n] = true
				}
			}
			for _, key := range []string{"href", "src"} {
				if to, ok := attr(e, key); ok {
					links[name] = append(links[name], to)
				}
			}
		}
	})
	for thing := range shown {
		if page, id, _ := strings.Cut(thing, "#"); strings.Contains(page, "views/") {
			ids[page][id] = true
		}
	}
	for _, from := range slices.Sorted(maps.Keys(links)) {
		for _, to := range links[from] {
			checkLink(t, tree, ids, from, to)
		}
	}
}

// walkedSteps are the numbers of the steps that a script of a flow has.
func walkedSteps(t *testing.T, tree fs.FS, name string) []string {
	t.Helper()
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), `"]=`)
	var steps []struct{ N, From, To, Says string }
	if err := json.Unmarshal([]byte(list), &steps); err != nil || len(steps) == 0 {
		t.Fatalf("%s: %v in %s", name, err, text)
	}
	var numbers []string
	for _, s := range steps {
		if s.Says == "" || (s.From == "") != (s.To == "") {
			t.Errorf("%s: %+v", name, s)
		}
		numbers = append(numbers, s.N)
	}
	return numbers
}

func checkLink(t *testing.T, tree fs.FS, ids map[string]map[string]bool, from, to string) {
	t.Helper()
	u, err := url.Parse(to)
	if err != nil {
		t.Errorf("%s: link %q: %v", from, to, err)
		return
	}
	if u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto" {
		return
	}
	if u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
		t.Errorf("%s: link %q is not relative", from, to)
		return
	}
	target := from
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
	}
	if _, err := fs.Stat(tree, target); err != nil {
		t.Errorf("%s: link %q leads nowhere", from, to)
	}
	place := strings.TrimPrefix(strings.TrimPrefix(u.Fragment, "from="), "to=") // ways through a picture
	if u.Fragment != "" && !ids[target][place] {
		t.Errorf("%s: link %q: no such place on %s", from, to, target)
	}
}

// TestNothingIsLoaded looks for everything that a browser loads by itself.
func TestNothingIsLoaded(t *testing.T) { eachSite(t, nothingIsLoaded) }

func nothingIsLoaded(t *testing.T, tree fs.FS) {
	loads := map[string]string{
		"script": "src", "img": "src", "link": "href", "use": "href", "image": "href", "iframe": "src", "source": "src",
	}
	eachPage(t, tree, func(name string, text []byte) {
		policy := false
		for _, e := range tags(t, name, text) {
			if to, ok := attr(e, loads[e.Name.Local]); ok && (strings.Contains(to, ":") || strings.HasPrefix(to, "//")) {
				t.Errorf("%s: <%s> loads %q", name, e.Name.Local, to)
			}
			for _, a := range e.Attr {
				if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("%s: <%s> has %s=%q, which the policy blocks", name, e.Name.Local, a.Name.Local, a.Value)
				}
			}
			equiv, _ := attr(e, "http-equiv")
			policy = policy || equiv == "Content-Security-Policy"
		}
		if !policy {
			t.Errorf("%s: no content security policy", name)
		}
	})
	text, err := fs.ReadFile(tree, "assets/site.css")
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`@import|url\(`).Find(text); m != nil {
		t.Errorf("site.css has %q", m)
	}
}

// TestFiles holds the files of a site as they lie in memory to what reads it, and to
// being no copies: a site is as large as half of what a process may hold.
func TestFiles(t *testing.T) {
	tree, err := site.Build(small(t))
	if err != nil {
		t.Fatal(err)
	}
	at, last := map[string]*byte{}, ""
	for name, data := range tree.Files() {
		if name <= last {
			t.Errorf("%s comes after %s", name, last)
		}
		last = name
		if read, err := fs.ReadFile(tree, name); err != nil || !bytes.Equal(read, data) {
			t.Errorf("%s is something else when it is read (%v)", name, err)
		}
		at[name] = unsafe.SliceData(data)
	}
	for name, data := range tree.Files() {
		if unsafe.SliceData(data) != at[name] {
			t.Errorf("%s is a copy", name)
		}
	}
	count := 0
	eachPage(t, tree, func(string, []byte) { count++ })
	if len(at) <= count {
		t.Errorf("%d files, but %d pages", len(at), count)
	}
	for range tree.Files() { // may be left early
		break
	}
}

func TestSameBytes(t *testing.T) {
	one, two := built(t, "small"), build(t, small(t))
	files := 0
	err := fs.WalkDir(one, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		a, err := fs.ReadFile(one, name)
		if err != nil {
			return err
		}
		b, err := fs.ReadFile(two, name)
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs", name)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Fatal(files, err)
	}
}

func TestBothLanguages(t *testing.T) { eachSite(t, bothLanguages) }

func bothLanguages(t *testing.T, tree fs.FS) {
	own, other := "ko", "en"
	if _, err := fs.Stat(tree, "ko"); err == nil {
		own, other = "en", "ko"
	}
	eachPage(t, tree, func(name string, text []byte) {
		lang, twin := own, other+"/"+name
		if rest, ok := strings.CutPrefix(name, other+"/"); ok {
			lang, twin = other, rest
		}
		if _, err := fs.Stat(tree, twin); err != nil {
			t.Errorf("%s has no twin: %v", name, err)
		}
		all := tags(t, name, text)
		if got, _ := attr(all[0], "lang"); got != lang {
			t.Errorf("%s: lang is %q, want %q", name, got, lang)
		}
		h1 := 0
		for _, e := range all {
			if e.Name.Local == "h1" {
				h1++
			}
		}
		if h1 != 1 {
			t.Errorf("%s: %d headings of the first level", name, h1)
		}
	})
}

// Whoever does something leads to its page, by the name it has there.
func TestPeopleAreLinked(t *testing.T) {
	tree := built(t, "small")
	for file, want := range map[string]string{
		"operations.html":    `<span class="soft"><a href="elements/oncall.html">당직</a> · 10분`,
		"en/operations.html": `<span class="soft"><a href="elements/oncall.html">On-call</a> · 10 min`,
	} {
		if text, err := fs.ReadFile(tree, file); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s has no %s (%v)", file, want, err)
		}
	}
}

func TestHeadingsSkipNoLevel(t *testing.T) { eachSite(t, headingsSkipNoLevel) }

func headingsSkipNoLevel(t *testing.T, tree fs.FS) {
	eachPage(t, tree, func(name string, text []byte) {
		if strings.HasSuffix(name, "404.html") {
			return
		}
		inMain, level := false, 0
		for _, e := range tags(t, name, text) {
			inMain = inMain || e.Name.Local == "main"
			if !inMain || len(e.Name.Local) != 2 || e.Name.Local[0] != 'h' || e.Name.Local == "hr" {
				continue
			}
			now := int(e.Name.Local[1] - '0')
			if now > level+1 {
				t.Errorf("%s: a heading of level %d follows one of level %d", name, now, level)
			}
			level = now
		}
	})
}

func TestHostileNames(t *testing.T) {
	tree := built(t, "hostile")
	own := []string{"assets/theme.js", "assets/site.js", "assets/picture.js", "assets/walk.js"}
	eachPage(t, tree, func(name string, text []byte) {
		for _, e := range tags(t, name, text) {
			switch e.Name.Local {
			case "script":
				src, hasSource := attr(e, "src")
				if !hasSource && strings.HasSuffix(name, "404.html") {
					continue // its policy has the hash of the one script that it allows
				}
				if !slices.ContainsFunc(own, func(s string) bool { return strings.HasSuffix(src, s) }) {
					t.Errorf("%s: a script from %q", name, src)
				}
			case "img", "iframe", "object", "embed", "base", "form":
				t.Errorf("%s: <%s> came in", name, e.Name.Local)
			}
			if to, _ := attr(e, "href"); strings.HasPrefix(strings.ToLower(strings.TrimSpace(to)), "javascript:") || strings.HasPrefix(to, "data:") {
				t.Errorf("%s: a link to %q", name, to)
			}
		}
	})
	err := fs.WalkDir(tree, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasPrefix(d.Name(), "search.") {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		if bytes.Contains(text, []byte("</script")) || bytes.ContainsRune(text, '\u2028') {
			t.Errorf("%s can end the script early", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

var picture = regexp.MustCompile(`(?s)<svg xmlns.*?</svg>`)

// TestExample looks at the large example once: all that the small sites must
// be, and how large its pages are.
func TestExample(t *testing.T) {
	tree := built(t, "system A")
	linksResolve(t, tree)
	nothingIsLoaded(t, tree)
	bothLanguages(t, tree)
	headingsSkipNoLevel(t, tree)
	budgets(t, tree)
	if dir := os.Getenv("ASBUILT_SITE"); dir != "" { // for the eye
		if err := os.CopyFS(dir, tree); err != nil {
			t.Fatal(err)
		}
	}
}

func budgets(t *testing.T, tree fs.FS) {
	eachPage(t, tree, func(name string, text []byte) {
		if n := len(picture.ReplaceAll(text, nil)); n > 60<<10 {
			t.Errorf("%s: %d KiB without its picture", name, n>>10)
		}
	})
	size := func(names ...string) (sum int) {
		for _, name := range names {
			text, err := fs.ReadFile(tree, name)
			if err != nil {
				t.Fatal(err)
			}
			sum += len(text)
		}
		return sum
	}
	if n := size("assets/site.js", "assets/theme.js"); n > 9<<10 {
		t.Errorf("scripts: %d bytes", n)
	}
	if n := size("assets/picture.js"); n > 16<<10 {
		t.Errorf("script of pictures: %d bytes", n)
	}
	if n := size("assets/walk.js"); n > 8<<10 {
		t.Errorf("script of walks: %d bytes", n)
	}
	if n := size("assets/search.js"); n > 18<<10 {
		t.Errorf("search: %d bytes", n)
	}
	if n := size("assets/site.css"); n > 33<<10 {
		t.Errorf("style sheet: %d bytes", n)
	}
}
