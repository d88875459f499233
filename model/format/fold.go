package format

import (
	"slices"
	"strings"
)

const (
	// width is how many columns a line with a flow collection takes at most.
	width = 100
	// few is how many facts a mapping on one line has at most.
	few = 4
)

// unfold is an item of a block collection as it is written: a flow collection
// that fits stays on its line, another becomes a block, one fact a line. A row,
// which is a mapping in a block list, is read beside those above and below it, as
// connections are: it may have as many facts as fit. With one alone it needs no
// braces.
func (w *writer) unfold(it *item, indent int, where at, within form) *item {
	v := it.value
	if v.form != flowMap && v.form != flowList || len(v.items) == 0 {
		return it
	}
	row := within == blockList
	col := indent + 2 // behind the dash
	if row {
		where = where.item()
	} else {
		where = where.below(it.key)
		col = indent + columns(it.key) + 2
		if v.anchor != "" {
			col += columns(v.anchor) + 1
		}
	}
	out := it.besideKey()
	pair := row && v.form == flowMap && len(v.items) == 1
	if !pair && v.fits(row) && col+columns(w.single(v, where)) <= width {
		return out
	}
	out.open()
	if row {
		w.leadRow(out, where)
	}
	return out
}

// leadRow moves the comments of a row that has become a block before its dash:
// there is no place for them behind it.
func (w *writer) leadRow(it *item, where at) {
	first := it.value.items[0]
	if it.value.form == blockMap {
		first = w.sorted(it.value, where)[0]
	}
	switch {
	case it.comment == "":
	case len(it.value.items) == 1 && first.comment == "":
		first.comment = it.comment
	default:
		it.head = append(slices.Clone(it.head), strings.TrimLeft(it.comment, " "))
	}
	it.comment = ""
	it.head = slices.Concat(it.head, first.head)
	first.head = nil
}

// besideKey is a copy of an item whose flow collection begins on the line of its
// key or dash.
func (it *item) besideKey() *item {
	out, v := *it, *it.value
	out.head = slices.Concat(out.head, v.before)
	switch {
	case v.after == "":
	case out.comment == "":
		out.comment = v.after
	default:
		out.head = append(out.head, strings.TrimLeft(v.after, " "))
	}
	v.below, v.before, v.after = false, nil, ""
	out.value = &v
	return &out
}

// open makes a block of the item's flow collection. Where its items have comments,
// one behind what closes it is about the last of them.
func (it *item) open() {
	v := *it.value
	list := v.form == flowList
	v.form = blockMap
	if list {
		v.form = blockList
	}
	v.items = make([]*item, len(it.value.items))
	said := false
	for i, x := range it.value.items {
		one := *x
		said = said || one.comment != ""
		if list && one.key != "" { // [a: b] has a mapping in it
			pair := item{key: one.key, value: one.value, comment: one.comment}
			one = item{head: one.head, value: &value{form: blockMap, items: []*item{&pair}}}
		}
		v.items[i] = &one
	}
	it.value = &v
	if it.comment == "" {
		return
	}
	it.comment = "  " + strings.TrimLeft(it.comment, " ")
	if last := v.items[len(v.items)-1]; said && last.comment == "" && last.value.form == scalar && len(v.tail) == 0 {
		last.comment, it.comment = it.comment, ""
	}
}

// fits reports whether a flow collection may stand on one line, however long:
// it has no comments, and its mappings have few facts.
func (v *value) fits(row bool) bool {
	if v.form == scalar {
		return true
	}
	if len(v.tail) > 0 || v.form == flowMap && !row && len(v.items) > few {
		return false
	}
	return !slices.ContainsFunc(v.items, func(it *item) bool {
		return len(it.head) > 0 || it.comment != "" || !it.value.fits(false)
	})
}

// columns is how many columns an editor shows a text in: characters of East Asia
// take two.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if slices.ContainsFunc(wide, func(between [2]rune) bool { return between[0] <= r && r <= between[1] }) {
			n++
		}
	}
	return n
}

// wide are the blocks of Unicode whose characters take two columns.
var wide = [][2]rune{
	{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x4dbf}, {0x4e00, 0x9fff}, {0xa960, 0xa97c}, {0xac00, 0xd7a3},
	{0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
}

// single is a value of a flow collection on one line.
func (w *writer) single(v *value, where at) string {
	if v.form == scalar {
		return v.text
	}
	open, shut := "[", "]"
	items := v.items
	if v.form == flowMap {
		open, shut = "{", "}"
		items = w.sorted(v, where)
	}
	parts := make([]string, 0, len(items))
	for _, it := range items {
		text := w.single(it.value, w.inside(v, it, where))
		if it.key != "" {
			text = it.key + ": " + text
		}
		parts = append(parts, text)
	}
	return open + strings.Join(parts, ", ") + shut
}
