package format

import (
	"slices"
	"strings"
	"unicode/utf8"

	"asbuilt/model"
)

// writer writes a document in canonical form.
type writer struct {
	b strings.Builder
	// ordered says that keys are put in canonical order.
	ordered bool
}

func write(doc *document, root *model.Construct) string {
	w := &writer{ordered: !doc.anchored}
	for _, line := range squeeze(doc.header) {
		w.b.WriteString(line + "\n")
	}
	if n := len(doc.header); n > 0 && doc.header[n-1] == "" {
		w.b.WriteString("\n")
	}
	w.block(doc.root, 0, at{of: root})
	if footer := squeeze(doc.footer); len(footer) > 0 {
		if doc.footer[0] == "" {
			w.b.WriteString("\n")
		}
		for _, line := range footer {
			w.line("", line)
		}
	}
	out := strings.TrimRight(w.b.String(), "\n")
	return out + "\n"
}

// at is where in the language a value stands.
type at struct {
	of *model.Construct
	// byID says that the keys are ids; keyed that the items of a list are ids
	// with their facts.
	byID, keyed bool
}

// below is where the value behind key stands.
func (a at) below(key string) at {
	if a.byID {
		return at{of: a.of}
	}
	k := a.of.Find(strings.Trim(key, `"'`))
	if k == nil {
		return at{}
	}
	return at{of: k.Of, byID: k.ByID || k.List && k.Of != nil && k.Name == "connections", keyed: k.Keyed}
}

// item is where an item of a list stands.
func (a at) item() at { return at{of: a.of, byID: a.keyed} }

// sorted are the items of a mapping in canonical order; unknown keys come last.
func (w *writer) sorted(v *value, where at) []*item {
	if !w.ordered || where.of == nil || where.byID {
		return v.items
	}
	rank := func(it *item) int {
		i := slices.IndexFunc(where.of.Keys, func(k model.Key) bool { return k.Name == strings.Trim(it.key, `"'`) })
		if i < 0 {
			return len(where.of.Keys)
		}
		return i
	}
	items := slices.Clone(v.items)
	slices.SortStableFunc(items, func(a, b *item) int { return rank(a) - rank(b) })
	return items
}

// squeeze drops blank lines at both ends and all but one between.
func squeeze(lines []string) []string {
	var out []string
	for _, line := range lines {
		if line != "" || len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, line)
		}
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// head writes the comments before an item. A blank line stays where comments or
// items stood apart, but never at the beginning.
func (w *writer) head(it *item, first bool, pad string) {
	lines := squeeze(it.head)
	if len(it.head) > 0 && it.head[0] == "" && !first {
		w.b.WriteString("\n")
	}
	for _, line := range lines {
		w.line(pad, line)
	}
	if len(lines) > 0 && it.head[len(it.head)-1] == "" {
		w.b.WriteString("\n")
	}
}

func (w *writer) line(pad, text string) {
	if text != "" {
		w.b.WriteString(pad + text)
	}
	w.b.WriteString("\n")
}

// block writes a block collection whose items stand at indent.
func (w *writer) block(v *value, indent int, where at) {
	pad := strings.Repeat(" ", indent)
	if v.form == blockList {
		for i, it := range v.items {
			w.head(it, i == 0, pad)
			w.b.WriteString(pad + "-")
			w.listItem(it, indent, where.item())
		}
	} else {
		for i, it := range w.sorted(v, where) {
			w.head(it, i == 0, pad)
			w.b.WriteString(pad)
			w.mapItem(it, indent, where)
		}
	}
	if len(v.tail) > 0 && v.tail[0] == "" {
		w.b.WriteString("\n")
	}
	for _, line := range squeeze(v.tail) {
		w.line(pad, line)
	}
}

// listItem writes what follows a dash; a mapping begins on the same line.
func (w *writer) listItem(it *item, indent int, where at) {
	v := it.value
	if v.form != blockMap && v.form != blockList {
		w.value(it, indent, where)
		return
	}
	if it.comment != "" || v.form == blockMap && len(w.sorted(v, where)[0].head) > 0 {
		w.b.WriteString(it.comment + "\n")
		w.block(v, indent+2, where)
		return
	}
	w.b.WriteString(" ")
	inner := writer{ordered: w.ordered}
	inner.block(v, indent+2, where)
	w.b.WriteString(strings.TrimLeft(inner.b.String(), " "))
}

func (w *writer) mapItem(it *item, indent int, where at) {
	w.b.WriteString(it.key + ":")
	w.value(it, indent, where.below(it.key))
}

// value writes the value of an item whose key or dash stands at indent, its
// comment, and the end of the line.
func (w *writer) value(it *item, indent int, where at) {
	v := it.value
	if v.anchor != "" {
		w.b.WriteString(" " + v.anchor)
	}
	switch {
	case v.form == blockMap || v.form == blockList:
		w.b.WriteString(it.comment + "\n")
		w.block(v, indent+2, where)
		return
	case v.form == block:
		w.b.WriteString(" " + v.text + "\n")
		for _, line := range v.lines {
			w.line(strings.Repeat(" ", indent+2), line)
		}
		return
	case v.below:
		w.b.WriteString(it.comment + "\n" + strings.Repeat(" ", indent+2))
	case v.text != "" || v.form != scalar:
		w.b.WriteString(" ")
	}
	pad := indent + 4
	if v.below || it.key == "" {
		pad = w.column() + 1 // it begins the line
	}
	w.inline(v, indent, pad, where)
	if !v.below {
		w.b.WriteString(it.comment)
	}
	for _, c := range v.tail {
		w.b.WriteString(c)
	}
	w.b.WriteString("\n")
}

// inline writes a scalar or a flow collection where the line stands; what
// breaks a flow collection begins at pad.
func (w *writer) inline(v *value, indent, pad int, where at) {
	switch v.form {
	case scalar:
		for i, line := range strings.Split(v.text, "\n") {
			if i > 0 {
				w.b.WriteString("\n")
				if line != "" {
					w.b.WriteString(strings.Repeat(" ", indent+2))
				}
			}
			w.b.WriteString(line)
		}
	case asWritten:
		w.b.WriteString(v.lines[0])
		for _, line := range v.lines[1:] {
			w.b.WriteString("\n")
			if line != "" {
				w.b.WriteString(strings.Repeat(" ", pad) + strings.TrimLeft(line, " "))
			}
		}
	default:
		w.flow(v, indent, pad, where)
	}
}

// width is how many characters a line with a flow collection has at most.
const width = 140

// flow writes a flow collection: on one line if it fits, else filled line by line.
func (w *writer) flow(v *value, indent, pad int, where at) {
	if line := w.single(v, where); w.column()+utf8.RuneCountInString(line) <= width {
		w.b.WriteString(line)
		return
	}
	items := w.items(v, where)
	open, shut := brackets(v)
	w.b.WriteString(open)
	for i, it := range items {
		inner := w.inside(v, it, where)
		text := flowKey(it) + w.single(it.value, inner)
		length := utf8.RuneCountInString(text) + 1 // and what closes it
		if i > 0 {
			w.b.WriteString(",")
			if w.column()+1+length <= width {
				w.b.WriteString(" ")
			} else {
				w.b.WriteString("\n" + strings.Repeat(" ", pad))
			}
		}
		if w.column()+length <= width {
			w.b.WriteString(text)
			continue
		}
		w.b.WriteString(flowKey(it))
		w.inline(it.value, indent, pad+2, inner)
	}
	w.b.WriteString(shut)
}

// single is a value of a flow collection on one line.
func (w *writer) single(v *value, where at) string {
	if v.form == scalar {
		return v.text
	}
	open, shut := brackets(v)
	parts := make([]string, 0, len(v.items))
	for _, it := range w.items(v, where) {
		parts = append(parts, flowKey(it)+w.single(it.value, w.inside(v, it, where)))
	}
	return open + strings.Join(parts, ", ") + shut
}

func (w *writer) items(v *value, where at) []*item {
	if v.form == flowMap {
		return w.sorted(v, where)
	}
	return v.items
}

// inside is where the value of an item of v stands.
func (w *writer) inside(v *value, it *item, where at) at {
	switch {
	case v.form == flowMap:
		return where.below(it.key)
	case it.key != "":
		return at{of: where.of}
	}
	return where.item()
}

func flowKey(it *item) string {
	if it.key != "" {
		return it.key + ": "
	}
	return ""
}

func brackets(v *value) (open, shut string) {
	if v.form == flowMap {
		return "{", "}"
	}
	return "[", "]"
}

// column is how many characters stand on the last line.
func (w *writer) column() int {
	text := w.b.String()
	return utf8.RuneCountInString(text[strings.LastIndexByte(text, '\n')+1:])
}
