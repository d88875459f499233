package pins_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
	"asbuilt/render/layout"
	"asbuilt/render/pins"
)

// TestFaults reads files with one fault each, and wants it told with its place.
// What is right beside it still counts.
func TestFaults(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"not YAML": {
			"asbuilt-layout: 2\nviews: {", "f.yaml:2:8: the brace { opened here is not closed [yaml-syntax]",
		},
		"a list": {"- a", "f.yaml:1:1: the file has to be a mapping, not a list [layout-file]"},
		"another file": {
			"views: {}", "f.yaml:1:1: no asbuilt-layout: 2, so this is no file of pins [layout-file]",
		},
		"an earlier version": {
			"asbuilt-layout: 1", "f.yaml:1:17: asbuilt-layout: 1 is not known to this asbuilt [layout-file]",
		},
		"an unknown key": {"asbuilt-layout: 2\nview: {}", `f.yaml:2:1: unknown key "view" [layout-file]`},
		"views are no map": {
			"asbuilt-layout: 2\nviews: [a]", "f.yaml:2:8: views has to be a mapping, not a list [layout-file]",
		},
		"a view is no map": {
			"asbuilt-layout: 2\nviews:\n  v: 1",
			`f.yaml:3:6: "v" has to be a mapping, not a whole number [layout-file]`,
		},
		"a word": {
			"asbuilt-layout: 2\nviews:\n  v:\n    a: left", `f.yaml:4:8: "left" is no place [layout-file]`,
		},
		"a rank and a place, as they were once": {
			"asbuilt-layout: 2\nviews: {v: {a: 2/1}}", `f.yaml:2:16: "2/1" is no place [layout-file]`,
		},
		"no width": {
			"asbuilt-layout: 2\nviews:\n  v:\n    a: 1,2 0x40", `f.yaml:4:8: "1,2 0x40" is no place [layout-file]`,
		},
		"far away": {
			"asbuilt-layout: 2\nviews:\n  v:\n    a: 1234567,1 9x9",
			`f.yaml:4:8: "1234567,1 9x9" is no place [layout-file]`,
		},
		"a mapping": {
			"asbuilt-layout: 2\nviews: {v: {a: {}}}", `f.yaml:2:16: a mapping is no place [layout-file]`,
		},
		"nothing": {
			"asbuilt-layout: 2\nviews: {v: {a: }}", `f.yaml:2:13: nothing is no place [layout-file]`,
		},
		"twice the same": {
			"asbuilt-layout: 2\nviews: {v: {a: '1,1 2x2', a: '1,1 2x2'}}", `f.yaml:2:27: key "a" is written twice [duplicate-key]`,
		},
		"an empty view": {"asbuilt-layout: 2\nviews:\n  v:", ""},
		"no views":      {"asbuilt-layout: 2\nviews:", ""},
		"outside of the sheet": {
			"asbuilt-layout: 2\nviews:\n  v:\n    a: -3,-12 400x60\n    view/b: 0,0 1x1", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, findings, err := pins.Parse("f.yaml", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := told(findings); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			for _, f := range findings {
				if f.Hint.Ko == "" || f.Message.Ko == "" || f.Hint.En == "" {
					t.Errorf("%s has no cure, or none in Korean", f.Message.En)
				}
			}
		})
	}
	if _, _, err := pins.Parse("f.yaml", []byte{0xff, 0}); err == nil {
		t.Error("what is no text is read")
	}
}

func told(findings finding.List) string {
	var words []string
	for _, f := range findings {
		words = append(words, fmt.Sprintf("%s:%d:%d: %s [%s]", f.Position.File, f.Position.Line, f.Position.Col,
			f.Message.En, f.Code))
	}
	return strings.Join(words, "\n")
}

func TestUnused(t *testing.T) {
	p, _, err := pins.Parse("f.yaml", []byte("asbuilt-layout: 2\nviews:\n  v:\n    a: 1,1 2x2\n    gone: 1,2 2x2\n  old:\n    a: 1,1 2x2\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := p.Unused(func(view string) (map[string]bool, bool) { return map[string]bool{"a": true}, view == "v" })
	want := "f.yaml:5:5: view \"v\" shows no \"gone\" to pin [pin-without-thing]\n" +
		"f.yaml:6:3: there is no view \"old\" whose boxes asbuilt places [pin-without-thing]"
	if diff := cmp.Diff(want, told(got)); diff != "" {
		t.Error(diff)
	}
	for _, f := range got {
		if f.Severity != finding.Note {
			t.Errorf("%s is %s", f.Message.En, f.Severity)
		}
	}
}

func TestRules(t *testing.T) {
	for _, code := range []string{pins.CodeLayout, pins.CodeNowhere} {
		if r, ok := pins.Rules().Lookup(code); !ok || r.Title.Ko == "" || r.Cause.Ko == "" || r.Cure.Ko == "" ||
			r.Cure.En == "" {
			t.Errorf("%s is not explained", code)
		}
	}
}

// TestIdsOfAnySort writes ids that YAML would take for something else, and reads
// them back.
func TestIdsOfAnySort(t *testing.T) {
	ids := []string{
		"no", "1.5", "~", "- a", "a: b", "결제-api", "arn:aws:s3:::x", `q"u\o`, "view/people", "#x", "a\u202eb",
		"null",
	}
	g := &layout.Graph{Root: &layout.Group{}}
	for _, id := range ids {
		g.Root.Children = append(g.Root.Children, &layout.Node{ID: id, Size: layout.Size{W: 10, H: 10}})
	}
	var p pins.Pins
	if err := p.Update("on", g); err != nil {
		t.Fatal(err)
	}
	again, findings, err := pins.Parse("f.yaml", p.Encode())
	if err != nil || len(findings) > 0 {
		t.Fatalf("%v %s\n%s", err, told(findings), p.Encode())
	}
	if diff := cmp.Diff(string(p.Encode()), string(again.Encode())); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("asbuilt-layout: 2\nviews:\n  v:\n    a: -1,2 30x40\n    v#z: 7,7 7x7\n"))
	f.Add([]byte("asbuilt-layout: 2\nviews: {v: {a: 2.1}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, _, err := pins.Parse("f.yaml", data)
		if err != nil {
			return
		}
		if _, findings, err := pins.Parse("f.yaml", p.Encode()); err != nil || len(findings) > 0 {
			t.Errorf("what is written cannot be read: %v %s\n%s", err, told(findings), p.Encode())
		}
	})
}

// TestOver lays pins over others; what is renamed in between keeps its pin.
func TestOver(t *testing.T) {
	parse := func(text string) *pins.Pins {
		p, findings, err := pins.Parse("f.yaml", []byte("asbuilt-layout: 2\nviews: "+text))
		if err != nil || len(findings) > 0 {
			t.Fatal(err, told(findings))
		}
		return p
	}
	before := parse("{v: {a: \"1,1 2x2\", a#l: \"1,1 2x1\", b: \"1,2 2x2\", gone: \"2,1 2x2\"}, w: {a: \"1,1 2x2\"}}")
	got := parse("{v: {b: \"3,1 2x2\"}, x: {c: \"1,1 2x2\"}}").Over(before.Only("v", map[string]string{"a": "now", "b": "b"}))
	if diff := cmp.Diff(string(parse("{v: {b: \"3,1 2x2\", now: \"1,1 2x2\", now#l: \"1,1 2x1\"}, x: {c: \"1,1 2x2\"}}").Encode()),
		string(got.Encode())); diff != "" {
		t.Error(diff)
	}
	var none *pins.Pins
	if got := none.Over(before.Only("w", nil)); string(got.Encode()) != string(parse("{w: {a: \"1,1 2x2\"}}").Encode()) {
		t.Errorf("over none: %s", got.Encode())
	}
	if got := before.Only("none", nil); len(got.Views()) > 0 {
		t.Errorf("of no such view: %v", got.Views())
	}
}

// What was renamed keeps its pin, and that of its parts; a pin of the new id wins.
func TestFollow(t *testing.T) {
	p, findings, err := pins.Parse("f.yaml", []byte(
		"asbuilt-layout: 2\nviews: {v: {old: '3,2 2x2', old/part: '3,3 2x2', old#a: '3,3 1x1', gone: '1,1 2x2', kept: '2,1 2x2'}}"))
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	p.Follow(map[string]string{"old": "new", "gone": "kept"})
	want, _, err := pins.Parse("f.yaml", []byte(
		"asbuilt-layout: 2\nviews: {v: {new: '3,2 2x2', new/part: '3,3 2x2', new#a: '3,3 1x1', gone: '1,1 2x2', kept: '2,1 2x2'}}"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want.Encode()), string(p.Encode())); d != "" {
		t.Error(d)
	}
}
