package model

import "asbuilt/model/syntax"

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
