package site_test

import (
	"io/fs"
	"strings"
	"testing"

	"asbuilt/site/address"
)

// The page of an element has the picture of what it speaks with, whose boxes lead to
// their pages; one that speaks with nothing has none.
func TestAround(t *testing.T) {
	in := small(t)
	tree := built(t, "small")
	with, without := 0, 0
	for _, e := range in.Model.Elements {
		name := address.Element(e.ID)
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		around, err := in.Around(e, in.Model.Connections, in.Model.Lang())
		if err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(text, `<figure class="around">`); has == around.Empty {
			t.Errorf("%s: has a picture: %v", name, has)
		} else if !has {
			without++
			continue
		}
		with++
		for _, n := range around.Table.Nodes {
			if in.Model.Element(n.ID) == nil {
				continue
			}
			if want := `href="../` + address.Element(n.ID) + `" data-role="node"`; !strings.Contains(text, want) {
				t.Errorf("%s: no box leads to %s", name, n.ID)
			}
		}
	}
	if with < 3 || without < 1 {
		t.Errorf("%d elements with a picture and %d without", with, without)
	}
}
