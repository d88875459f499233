package discover

import (
	_ "embed"
	"strings"
)

// format1 is the frozen table of format 1, which left out what was empty: for
// each type the texts, lists, maps and pointers that asbuilt read when the format
// ended, parts of facts by their path. Where one has no key in a file of format
// 1, AWS said that there is nothing. Everything else without a key was not read:
// numbers and booleans were always written, and what is younger than the table
// never. The table is never changed.
//
//go:embed format1.txt
var format1 string

// emptyIn1 are the facts of the table, by type and path.
func emptyIn1() map[string]bool {
	table := map[string]bool{}
	for line := range strings.Lines(format1) {
		words := strings.Fields(line)
		for _, fact := range words[min(1, len(words)):] {
			table[words[0]+" "+fact] = true
		}
	}
	return table
}

// empty1 reports whether the table has the fact.
func (f *file) empty1(typ, path string) bool {
	if f.table == nil {
		f.table = emptyIn1()
	}
	return f.table[typ+" "+path]
}
