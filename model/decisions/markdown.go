package decisions

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/model/syntax"
	"asbuilt/pattern"
)

// line is one line of a record.
type line struct {
	text string
	// plain lines are outside code blocks and comments.
	plain bool
}

// document is a record as lines, so that everything read from it keeps its
// place. A full Markdown parser would lose the columns, and the metadata of
// every known format stands in whole lines.
type document struct {
	src *syntax.Source
	// lines are 1-based; lines[0] is empty.
	lines []line
	// front is the number of the line that closes the front matter, or 0.
	front int
	// root is the front matter, where it is a mapping in YAML.
	root *syntax.Node
	// toml says that the front matter stands between +++ and is TOML.
	toml bool
}

func isText(data []byte) bool { return utf8.Valid(data) && !bytes.ContainsRune(data, 0) }

var frontKey = pattern.New(`^[\pL][\pL\pN _-]*:`)

// newDocument splits data into lines. closed is false when a front matter
// begins and does not end.
func newDocument(name string, data []byte) (d *document, closed bool) {
	d = &document{src: syntax.NewSource(name, data)}
	d.lines = make([]line, 1, 1+d.src.Lines())
	for n := 1; n <= d.src.Lines(); n++ {
		d.lines = append(d.lines, line{text: d.src.Line(n)})
	}
	closed = true
	switch mark := strings.TrimRight(d.text(1), " \t"); mark {
	case "+++":
		d.front = d.frontEnd("+++")
		d.toml = d.front > 0
	case "---":
		d.front = d.frontEnd("---", "...")
		closed = d.front > 0 || !frontKey.MatchString(d.text(2))
	}
	d.markPlain()
	return d, closed
}

func (d *document) text(n int) string {
	if n < 1 || n >= len(d.lines) {
		return ""
	}
	return d.lines[n].text
}

func (d *document) frontEnd(marks ...string) int {
	for n := 2; n < len(d.lines); n++ {
		if end := strings.TrimRight(d.text(n), " \t"); slices.Contains(marks, end) {
			return n
		}
	}
	return 0
}

var fence = pattern.New("^ {0,3}(```+|~~~+)")

// markPlain finds the lines that are neither code nor comment.
func (d *document) markPlain() {
	open, comment := "", false
	for n := d.front + 1; n < len(d.lines); n++ {
		text := d.lines[n].text
		mark := ""
		if m := fence.FindStringSubmatch(text); m != nil {
			mark = m[1]
		}
		switch {
		case comment:
			comment = !strings.Contains(text, "-->")
		case open != "":
			if strings.HasPrefix(mark, open) && strings.Trim(text, " `~\t") == "" {
				open = ""
			}
		case mark != "":
			open = mark
		case strings.HasPrefix(strings.TrimSpace(text), "<!--"):
			comment = !strings.Contains(text, "-->")
		default:
			d.lines[n].plain = true
		}
	}
}

// heading is a heading of Markdown.
type heading struct {
	level int
	title field
	// lines is how many lines it takes: one, or two when it is underlined.
	lines int
}

var (
	hashes    = pattern.New(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*(?:[ \t]#+)?[ \t]*$`)
	underline = pattern.New(`^ {0,3}(=+|-+)[ \t]*$`)
)

// headingAt is the heading that begins at line n.
func (d *document) headingAt(n int) (heading, bool) {
	if !d.lines[n].plain {
		return heading{}, false
	}
	whole := d.field("", n)
	if m := hashes.FindStringSubmatchIndex(whole.text); m != nil {
		title := whole.slice(len(whole.text), len(whole.text))
		if m[4] >= 0 {
			title = whole.slice(m[4], m[5])
		}
		return heading{level: m[3] - m[2], title: title, lines: 1}, true
	}
	if strings.TrimSpace(whole.text) == "" || bulletOrTable.MatchString(whole.text) || n+1 >= len(d.lines) ||
		!d.lines[n+1].plain {
		return heading{}, false
	}
	m := underline.FindStringSubmatch(d.text(n + 1))
	if m == nil {
		return heading{}, false
	}
	level := 1
	if m[1][0] == '-' {
		level = 2
	}
	return heading{level: level, title: whole.trim(), lines: 2}, true
}

var bulletOrTable = pattern.New(`^\s*([-*+>|]|[0-9]+[.)])\s|^\s*\|`)

// field is a piece of a record with its place, under the key that says what it
// is.
type field struct {
	key  string
	text string
	at   finding.Position
	// source is the text of the whole line.
	source string
	// written is the key as it was written; empty for a line of a section.
	written string
	// front says that it comes from the front matter, where a bare word may
	// name a record; nested, that there it lies below adr:.
	front, nested bool
	// folded says that the text is not written as it reads: it has escapes,
	// runs over several lines or stands elsewhere, under an anchor. Then every
	// part of it has the place where the whole begins.
	folded bool
}

// field is the whole of line n.
func (d *document) field(key string, n int) field {
	return field{key: key, text: d.text(n), source: d.text(n), at: finding.Position{File: d.src.Name, Line: n, Col: 1}}
}

// from is the field without its first n bytes.
func (f field) from(n int) field { return f.slice(n, len(f.text)) }

// slice is the part of the field between two offsets in bytes.
func (f field) slice(from, to int) field {
	if !f.folded {
		f.at.Col += utf8.RuneCountInString(f.text[:from])
	}
	f.text = f.text[from:to]
	return f
}

// trim is the field without blanks around it.
func (f field) trim() field {
	left := len(f.text) - len(strings.TrimLeft(f.text, " \t"))
	return f.slice(left, max(left, len(strings.TrimRight(f.text, " \t"))))
}

// items are the parts of a field between commas and semicolons.
func (f field) items() []field {
	f = f.trim()
	if inner, ok := strings.CutPrefix(f.text, "["); ok && strings.HasSuffix(inner, "]") {
		f = f.slice(1, len(f.text)-1)
	}
	var all []field
	for more := true; more; {
		end := strings.IndexAny(f.text, ",;")
		if more = end >= 0; !more {
			end = len(f.text)
		}
		item := f.slice(0, end).trim()
		if quoted := strings.Trim(item.text, "`\"'*"); quoted != item.text {
			at := strings.Index(item.text, quoted)
			item = item.slice(at, at+len(quoted))
		}
		if item.text != "" {
			all = append(all, item)
		}
		if more {
			f = f.from(end + 1)
		}
	}
	return all
}

// length is how many of the characters of s, a part of the field, stand in the
// source as they read: all, or none that one can count.
func (f field) length(s string) int {
	if f.folded {
		return 0
	}
	return utf8.RuneCountInString(s)
}

// finding makes a finding that underlines the field.
func (f field) finding(code string, message, hint finding.Text) *finding.Finding {
	return &finding.Finding{
		Code: code, Severity: severityOf(code), Position: f.at, Source: f.source, Length: f.length(f.text),
		Message: message, Hint: hint,
	}
}
