package site_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/golden"
)

// TestPages holds what every kind of page says, in both languages: headings,
// links, the columns and cells of tables, as a reader meets them. What a page
// loses or gains is a line of the difference.
func TestPages(t *testing.T) {
	tree := built(t, "small")
	for lang, root := range map[string]string{"ko": ".", "en": "en"} {
		edition, err := fs.Sub(tree, root)
		if err != nil {
			t.Fatal(err)
		}
		names := pagesOf(t, edition)
		if root == "." {
			names = slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, "en/") })
		}
		var all bytes.Buffer
		for i, name := range names {
			text, err := fs.ReadFile(edition, name)
			if err != nil {
				t.Fatal(err)
			}
			within := "main"
			if i == 0 {
				within = "body" // the frame once
			}
			all.WriteString("=== " + name + "\n" + visible(t, name, text, within) + "\n")
		}
		golden.Check(t, path.Join("testdata", "small."+lang+".txt"), all.Bytes())
	}
}

// pagesOf are the pages of a tree: the front page, then the others by name.
func pagesOf(t *testing.T, tree fs.FS) []string {
	t.Helper()
	names := []string{"index.html"}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".html" && name != "index.html" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// visible is what a reader meets in the first element of a page that is called
// within: a line for each block, "# " before headings, [text](address) for
// links, and a line for each row of a table.
func visible(t *testing.T, name string, page []byte, within string) string {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(page, []byte("<!DOCTYPE html>"))))
	var w textWriter
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return w.String()
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			w.inside = w.inside || token.Name.Local == within
			w.start(token)
		case xml.EndElement:
			w.end(token.Name.Local)
			w.inside = w.inside && token.Name.Local != within
		case xml.CharData:
			w.text(string(token))
		}
	}
}

// textWriter writes the text of a page.
type textWriter struct {
	lines  []string
	line   strings.Builder
	inside bool
	// picture is how deep in a drawing the page is; what drawings show is tested
	// where they are drawn.
	picture int
	hrefs   []string
	inCell  bool
}

func (w *textWriter) String() string { return strings.Join(w.lines, "\n") + "\n" }

func (w *textWriter) start(e xml.StartElement) {
	tag := e.Name.Local
	if tag == "svg" || w.picture > 0 {
		w.picture++
		return
	}
	switch {
	case strings.Contains(" h1 h2 h3 h4 h5 h6 ", " "+tag+" "):
		w.breakLine()
		w.write(strings.Repeat("#", int(tag[1]-'0')) + " ")
	case tag == "tr":
		w.breakLine()
		w.write("|")
	case tag == "th" || tag == "td":
		w.write(" ")
		w.inCell = true
	case tag == "a":
		href, _ := attr(e, "href")
		w.hrefs = append(w.hrefs, href)
		w.write("[")
	case tag == "img":
		src, _ := attr(e, "src")
		alt, _ := attr(e, "alt")
		w.write("![" + alt + "](" + src + ")")
	case tag == "input" && within(e, "type", "checkbox"):
		_, checked := attr(e, "checked")
		w.write(map[bool]string{true: "[x]", false: "[ ]"}[checked])
	case isBlock(tag):
		w.breakLine()
	}
}

func within(e xml.StartElement, name, want string) bool {
	got, _ := attr(e, name)
	return got == want
}

func (w *textWriter) end(tag string) {
	if w.picture > 0 {
		w.picture--
		return
	}
	switch {
	case tag == "th" || tag == "td":
		w.inCell = false
		w.write(" |")
	case tag == "a":
		w.write("](" + w.hrefs[len(w.hrefs)-1] + ")")
		w.hrefs = w.hrefs[:len(w.hrefs)-1]
	case tag == "tr" || isBlock(tag) || strings.Contains(" h1 h2 h3 h4 h5 h6 ", " "+tag+" "):
		w.breakLine()
	}
}

// severalBreaks are ends of blocks within a cell that follow each other.
var severalBreaks = regexp.MustCompile(`( ;)+ `)

// isBlock reports whether an element stands on lines of its own; within a cell
// it is set off by a semicolon.
func isBlock(tag string) bool {
	return slices.Contains([]string{
		"p", "li", "div", "dt", "dd", "section", "article", "header", "footer", "nav", "figcaption", "pre", "br",
		"summary", "details", "blockquote", "table", "ul", "ol", "dl", "aside",
	}, tag)
}

func (w *textWriter) text(s string) {
	if w.picture > 0 {
		return
	}
	w.write(s)
}

func (w *textWriter) write(s string) {
	if w.inside {
		w.line.WriteString(s)
	}
}

func (w *textWriter) breakLine() {
	if w.inCell {
		w.write(" ; ")
		return
	}
	line := strings.Join(strings.Fields(w.line.String()), " ")
	line = severalBreaks.ReplaceAllString(line, " ; ")
	line = strings.NewReplacer("| ; ", "| ", " ; |", " |").Replace(line)
	if line != "" && line != "|" {
		w.lines = append(w.lines, line)
	}
	w.line.Reset()
}
