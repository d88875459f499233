package format

import (
	"slices"
	"strings"

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

// block writes a block collection whose items stand at indent. Sections, and the
// things in a section, are set apart by blank lines where they take several.
func (w *writer) block(v *value, indent int, where at) {
	pad := strings.Repeat(" ", indent)
	items := v.items
	if v.form == blockMap {
		items = w.sorted(v, where)
	}
	long := false // the item before
	for i, it := range items {
		it = w.unfold(it, indent, where, v.form)
		one := writer{ordered: w.ordered}
		one.b.WriteString(pad)
		if v.form == blockList {
			one.b.WriteString("-")
			one.listItem(it, indent, where.item())
		} else {
			one.mapItem(it, indent, where)
		}
		text := one.b.String()
		before := long
		long = where.apart(it, v.form, indent) && strings.Count(text, "\n") > 1
		if (before || long) && (len(it.head) == 0 || it.head[0] != "") {
			it.head = slices.Concat([]string{""}, it.head)
		}
		w.head(it, i == 0, pad)
		w.b.WriteString(text)
	}
	if len(v.tail) > 0 && v.tail[0] == "" {
		w.b.WriteString("\n")
	}
	for _, line := range squeeze(v.tail) {
		w.line(pad, line)
	}
}

// apart reports whether blank lines set an item apart where it takes several
// lines: a section of the file that holds constructs, and each of those.
func (a at) apart(it *item, within form, indent int) bool {
	switch indent {
	case 0:
		k := a.of.Find(strings.Trim(it.key, `"'`))
		return k != nil && k.Of != nil
	case 2:
		return a.of != nil && (a.byID || within == blockList)
	}
	return false
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
	if it.value.anchor != "" {
		w.b.WriteString(" " + it.value.anchor)
	}
	w.value(it, indent, where.below(it.key))
}

// value writes the value of an item whose key or dash stands at indent, its
// comment, and the end of the line.
func (w *writer) value(it *item, indent int, where at) {
	v := it.value
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
	w.inline(v, indent, where)
	if !v.below {
		w.b.WriteString(it.comment)
	}
	w.b.WriteString(v.after + "\n")
}

// inline writes a scalar, or a flow collection that stays one, where the line
// stands. What continues a collection that is kept as it is written stands deeper
// than its key, or below what opens it.
func (w *writer) inline(v *value, indent int, where at) {
	var lines []string
	pad := indent + 2
	switch v.form {
	case scalar:
		lines = strings.Split(v.text, "\n")
	case asWritten:
		lines = v.lines
		if pad = indent + 4; v.below {
			pad = w.column() + 1
		}
	default:
		lines = []string{w.single(v, where)}
	}
	for i, line := range lines {
		if i > 0 {
			w.b.WriteString("\n")
			if line = strings.TrimLeft(line, " "); line != "" {
				w.b.WriteString(strings.Repeat(" ", pad))
			}
		}
		w.b.WriteString(line)
	}
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

// column is how many columns the last line takes so far.
func (w *writer) column() int {
	text := w.b.String()
	return columns(text[strings.LastIndexByte(text, '\n')+1:])
}
