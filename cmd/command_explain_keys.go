package cmd

import (
	"io"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// explainedKey is a key of the language with the mapping that has it, and the keys
// that lead there: "elements backup".
type explainedKey struct {
	of   *model.Construct
	key  model.Key
	path string
}

// allKeys are the keys of every mapping of the language, the main file's first.
func allKeys() []explainedKey {
	type mapping struct {
		of   *model.Construct
		path string
	}
	var all []explainedKey
	seen := map[*model.Construct]bool{}
	next := []mapping{{of: model.Language()}}
	for len(next) > 0 {
		at := next[0]
		if next = next[1:]; at.of == nil || seen[at.of] {
			continue
		}
		seen[at.of] = true
		for _, k := range at.of.Keys {
			all = append(all, explainedKey{at.of, k, at.path})
			below := strings.ReplaceAll(k.Name, "templates", "elements") // which share their keys
			next = append(next, mapping{k.Of, strings.TrimSpace(at.path + " " + below)})
		}
	}
	return all
}

func keysNamed(name string) []explainedKey {
	return slices.DeleteFunc(allKeys(), func(k explainedKey) bool { return k.key.Name != name })
}

func keyNames() []string {
	var names []string
	for _, k := range allKeys() {
		names = append(names, k.key.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// explainKeys says what keys of one name mean, each where it stands.
func explainKeys(w io.Writer, keys []explainedKey, lang finding.Lang) {
	for _, k := range keys {
		name := finding.Say("%s (a key of the file)", "%s (파일의 키)", k.key.Name)
		if k.path != "" {
			name = finding.Say("%s (a key under %s)", "%s (%s 아래의 키)", k.key.Name, k.path)
		}
		plain.Fprintf(w, "%s\n\n%s\n", name.In(lang), wrapped(k.key.Doc.In(lang)))
		rows := []string{finding.Text{En: "written as", Ko: "쓰는 법"}.In(lang) + ": " + k.key.Form.In(lang)}
		if k.key.Of != nil {
			var below []string
			for _, sub := range k.key.Of.Keys {
				below = append(below, sub.Name)
			}
			rows = append(rows, finding.Text{En: "its keys", Ko: "안의 키"}.In(lang)+": "+strings.Join(below, ", "))
		}
		if have := kindsWith(k); len(have) > 0 {
			label := finding.Text{En: "kinds that have it", Ko: "쓸 수 있는 종류"}
			rows = append(rows, label.In(lang)+": "+strings.Join(have, ", "))
		}
		for _, row := range rows {
			plain.Fprintf(w, "\n%s\n", indent(wrapped(row)))
		}
		plain.Fprintln(w)
	}
}

// kindsWith are the kinds of which a key of an element is a fact; none for a key
// that all have.
func kindsWith(k explainedKey) []string {
	if k.of.Name != "Element" || slices.Contains(kind.Common(), k.key.Name) {
		return nil
	}
	var ids []string
	for _, kd := range kind.All() {
		if slices.Contains(kd.Facts, k.key.Name) {
			ids = append(ids, kd.ID)
		}
	}
	return ids
}
