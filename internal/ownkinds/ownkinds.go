// Package ownkinds makes of a model the same model in which everything is of a
// kind of its own that extends the catalogue's and is called the same. Whatever asks for a kind by its
// id, and not for a trait, then shows.
package ownkinds

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// Prefix is what the ids of the new kinds begin with; each goes on with the id of
// the kind that it extends.
const Prefix = "own-kind-"

// Rewrite is fsys with the model called name rewritten. The model must be one
// file without kinds of its own.
func Rewrite(t testing.TB, fsys fs.FS, name string) fs.FS {
	t.Helper()
	m, findings, err := model.Load(fsys, name, model.Options{})
	if err != nil || m == nil || len(m.Kinds) > 0 {
		t.Fatalf("%s: %v, %d findings", name, err, len(findings))
	}
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	at := map[finding.Position]string{} // templates bring one place several times
	for _, e := range slices.Concat(m.Elements, m.Templates) {
		at[e.Kind.Position] = e.Kind.ID
	}
	for _, b := range m.Boundaries {
		at[b.Kind.Position] = b.Kind.ID
	}
	for _, g := range m.Groups {
		at[g.Kind.Position] = g.Kind.ID
	}
	delete(at, finding.Position{})
	places := slices.SortedFunc(maps.Keys(at), func(a, b finding.Position) int {
		return cmp.Or(cmp.Compare(b.Line, a.Line), cmp.Compare(b.Col, a.Col))
	})
	lines := strings.Split(string(text), "\n")
	used := map[string]bool{}
	for _, p := range places {
		id := at[p]
		line := []rune(lines[p.Line-1])
		if kind.Lookup(id) == nil || !strings.HasPrefix(string(line[p.Col-1:]), id) {
			t.Fatalf("%v: there is no kind %s", p, id)
		}
		lines[p.Line-1] = string(line[:p.Col-1]) + Prefix + string(line[p.Col-1:])
		used[id] = true
	}
	section := "kinds:\n"
	for _, id := range slices.Sorted(maps.Keys(used)) {
		label := kind.Lookup(id).Label
		section += fmt.Sprintf("  %s%s: {extends: %s, name: {ko: %q, en: %q}}\n", Prefix, id, id, label.Ko, label.En)
	}
	text = []byte(strings.Join(lines, "\n") + "\n" + section)
	return overlay{fsys, name, fstest.MapFS{name: {Data: text}}}
}

// overlay is a file system in which one file is another.
type overlay struct {
	fs.FS
	name string
	over fs.FS
}

func (o overlay) Open(name string) (fs.File, error) {
	if name == o.name {
		return o.over.Open(name)
	}
	return o.FS.Open(name)
}
