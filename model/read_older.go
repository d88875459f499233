package model

import "asbuilt/model/syntax"

// olderKeys are keys of elements, and of their partitions, that were called otherwise
// once. Models that call them so are still read; one that has both names of a key has
// one that is not known.
var olderKeys = map[string]string{"stores": "holds"}

// renew gives the keys of elements and templates in a file their names of today.
func renew(root *syntax.Node) *syntax.Node {
	for _, section := range []string{"elements", "templates"} {
		for _, e := range entriesOf(root.Get(section)) {
			renewKeys(e.Value)
			for _, part := range entriesOf(e.Value.Get("partitions")) {
				renewKeys(part.Value)
			}
		}
	}
	return root
}

func renewKeys(n *syntax.Node) {
	entries := entriesOf(n)
	for i := range entries {
		if now, older := olderKeys[entries[i].Key]; older && n.Get(now) == nil {
			entries[i].Key = now
		}
	}
}
