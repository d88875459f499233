// Package mermaid draws the flowcharts and sequences that authors write in
// Mermaid, with asbuilt's own placement and routes, so that a page shows them
// without a script. It runs nothing, follows no link of a diagram and takes no
// style from it.
//
// What it does not understand it refuses as a whole and says why: half a picture
// would be another one.
//
//	svg, why := mermaid.Draw("flowchart LR\n  web --> api")
package mermaid

import (
	"html"
	"strings"
	"unicode"

	"asbuilt/pattern"
)

// Why says why a text was not drawn.
type Why string

// The reasons. Each is also the name of a word of the interface.
const (
	Drawn      Why = ""
	OtherKind  Why = "mermaid-other"    // another kind of diagram
	Unknown    Why = "mermaid-unknown"  // a line that is not understood
	TooLarge   Why = "mermaid-large"    // more than is drawn
	NotDrawing Why = "mermaid-no-place" // nothing in it
)

// Bounds on what is drawn. A page holds no picture of more, and nobody reads it.
const (
	MostBoxes = 150
	MostLines = 300
	MostBytes = 64 << 10
	MostDeep  = 8
)

// Draw is the diagram of code as inline SVG, or why there is none.
func Draw(code string) (svg string, why Why) {
	if len(code) > MostBytes {
		return "", TooLarge
	}
	lines := statements(code)
	if len(lines) == 0 {
		return "", NotDrawing
	}
	head := strings.Fields(lines[0])
	switch head[0] {
	case "graph", "flowchart", "flowchart-elk":
		return flowchart(head[1:], lines[1:])
	case "sequenceDiagram":
		return sequence(lines[1:])
	}
	return "", OtherKind
}

var semicolon = pattern.New(`;(?:\s|$)`)

// statements are the statements of a diagram, without comments, settings and
// front matter. A semicolon ends one as a line does, but not inside quotes and
// not as the end of an entity.
func statements(code string) []string {
	code = strings.ReplaceAll(strings.ToValidUTF8(code, "\ufffd"), "\r\n", "\n")
	if rest, ok := strings.CutPrefix(strings.TrimLeft(code, " \t\n"), "---\n"); ok {
		if _, after, ends := strings.Cut(rest, "\n---"); ends {
			_, code, _ = strings.Cut(after, "\n")
		}
	}
	code = setting.ReplaceAllString(code, "")
	var all []string
	for line := range strings.Lines(joined(code)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "%%") {
			continue
		}
		if about.MatchString(line) {
			continue
		}
		all = append(all, split(line)...)
	}
	return all
}

var (
	about     = pattern.New(`^(?i:acctitle|accdescr)\b`)
	setting   = pattern.New(`(?s)%%\{.*?\}%%`)
	longAbout = pattern.New(`(?s)accDescr\s*\{.*?\}`)
)

// joined is code with texts in quotes that run over lines on one.
func joined(code string) string {
	code = longAbout.ReplaceAllString(code, "")
	if strings.Count(code, `"`)%2 != 0 {
		return code
	}
	var b strings.Builder
	quoted := false
	for _, r := range code {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && quoted {
			b.WriteString("<br>")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func split(line string) []string {
	var all []string
	quoted, from := false, 0
	for i, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ';' && !quoted && !entityEnd.MatchString(line[:i+1]) && semicolon.MatchString(line[i:]):
			if part := strings.TrimSpace(line[from:i]); part != "" {
				all = append(all, part)
			}
			from = i + 1
		}
	}
	if part := strings.TrimSpace(line[from:]); part != "" {
		all = append(all, part)
	}
	return all
}

var (
	entityEnd = pattern.New(`[&#][a-zA-Z0-9#]{1,10};$`)
	entity    = pattern.New(`#([a-zA-Z0-9]{1,10});`)
	breaks    = pattern.New(`(?i)<br\s*/?>|\\n`)
	markup    = pattern.New(`</?[a-zA-Z][^<>]*>`)
	icons     = pattern.New(`\bfa[bsrl]?:fa-[a-z0-9-]+`)
)

// texts are the lines of a label as it is shown.
func texts(label string) []string {
	label = strings.TrimSpace(label)
	if len(label) > 1 && strings.HasPrefix(label, `"`) && strings.HasSuffix(label, `"`) {
		label = label[1 : len(label)-1]
	}
	if len(label) > 1 && strings.HasPrefix(label, "`") && strings.HasSuffix(label, "`") {
		label = strings.NewReplacer("**", "", "__", "").Replace(label[1 : len(label)-1])
	}
	label = breaks.ReplaceAllString(label, "\n")
	label = icons.ReplaceAllString(markup.ReplaceAllString(label, ""), "")
	label = entity.ReplaceAllStringFunc(label, func(e string) string {
		name := e[1 : len(e)-1]
		if strings.Trim(name, "0123456789") == "" {
			name = "#" + name
		}
		return html.UnescapeString("&" + name + ";")
	})
	label = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1 // has no place in XML
		}
		return r
	}, html.UnescapeString(label))
	var all []string
	for line := range strings.Lines(label) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			all = append(all, line)
		}
	}
	return all
}
