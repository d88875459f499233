package model

import (
	_ "embed"
	"reflect"
	"slices"
	"strings"
	"sync"

	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/model/syntax"
)

//go:embed read_suggest.txt
var keyWordsFile string

// keyWords is what the language has instead of keys that people write out of
// habit, by the name of the construct and the key.
var keyWords = sync.OnceValue(func() map[[2]string]finding.Text {
	all := map[[2]string]finding.Text{}
	construct := ""
	for line := range strings.Lines(keyWordsFile) {
		line = strings.TrimSpace(line)
		words, instead, ok := strings.Cut(line, " = ")
		switch {
		case strings.HasPrefix(line, "["):
			construct = strings.Trim(line, "[]")
		case ok && !strings.HasPrefix(line, "#"):
			en, ko, both := strings.Cut(instead, " | ")
			if !both {
				ko = en
			}
			for _, word := range strings.Fields(words) {
				all[[2]string{construct, word}] = finding.Text{En: en, Ko: ko}
			}
		}
	}
	return all
})

// suggestKey says what is meant by a key that the mapping does not have: what the
// language says instead, the nearest key, or the keys there are; for an element
// those that mean something for its kind.
func (d *decoder) suggestKey(key string, t reflect.Type, s *shape) finding.Text {
	if instead, ok := keyWords()[[2]string{t.Name(), key}]; ok {
		if s.find(instead.En) != nil {
			return finding.Say("did you mean %q?", "혹시 %q입니까?", instead.En)
		}
		return finding.Say("write %s", "이렇게 쓰십시오: %s", instead)
	}
	if now, older := olderKeys[key]; older && s.find(now) != nil {
		return finding.Say("%[2]s is what %[1]s is called now, and it stands here too",
			"%[1]s은(는) 이제 %[2]s이며, 여기에 둘 다 있습니다", key, now)
	}
	if t == reflect.TypeFor[Connection]() && strings.Contains(key, "->") {
		return finding.Say("write %s", "이렇게 쓰십시오: %s", connectionFormat.want)
	}
	if t != reflect.TypeFor[Element]() || d.elementKind == nil {
		return d.suggest(key, s.keys())
	}
	k := d.elementKind
	own := slices.Concat(k.Facts, kind.Common())
	if d.compared += len(own); d.compared < maxCompared {
		if near := Nearest(key, own); near != "" {
			return finding.Say("did you mean %q?", "혹시 %q입니까?", near)
		}
	}
	if len(k.Facts) == 0 {
		return finding.Say("kind %s has only what every element has: name, in, description, owner, …",
			"%s 종류에는 공통 키만 있습니다: name, in, description, owner, …", k.ID)
	}
	return finding.Say("kind %s has: %s; and what every element has: name, in, description, owner, …",
		"%s 종류의 키: %s. 공통 키: name, in, description, owner, …", k.ID, strings.Join(k.Facts, ", "))
}

// kindOf is the kind that an element's node names, before anything is resolved, or
// nil.
func (d *decoder) kindOf(n *syntax.Node) *kind.Kind {
	named := n.Get("kind")
	if named == nil {
		return nil
	}
	id := named.Value
	for range maxNested { // a kind of one's own may extend another
		own := d.ownKinds.Get(id)
		if own == nil || own.Get("extends") == nil {
			break
		}
		id = own.Get("extends").Value
	}
	k := kind.Lookup(id)
	if k == nil {
		return nil
	}
	own := *k
	own.ID = named.Value
	return &own
}

// outline shows how a mapping of that shape is written: its required keys, else
// its first ones.
func (s *shape) outline() string {
	var keys []string
	for _, f := range s.fields {
		if f.required {
			keys = append(keys, f.key+": …")
		}
	}
	for _, f := range s.fields {
		if len(keys) < 3 && !f.required {
			keys = append(keys, f.key+": …")
		}
	}
	return "{" + strings.Join(keys, ", ") + "}"
}
