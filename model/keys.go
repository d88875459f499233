package model

import (
	_ "embed"
	"strings"
	"sync"

	"asbuilt/finding"
)

//go:embed keys.txt
var keysFile string

// keyTexts has the Korean of what fields say in their doc tags, by the English. A
// line that begins a line is English, the indented one below it its Korean.
var keyTexts = sync.OnceValue(func() map[string]string {
	all, english := map[string]string{}, ""
	for line := range strings.Lines(keysFile) {
		switch text := strings.TrimSpace(line); {
		case text == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, " "):
			all[english] = text
		default:
			english = text
		}
	}
	return all
})

// about is what the key of a field means.
func (f *field) about() finding.Text { return finding.Text{En: f.doc, Ko: keyTexts()[f.doc]} }

// naming says of a field that refers to something what its value names; it is
// empty for the others.
func (f *field) naming() finding.Text {
	word, _, _ := strings.Cut(f.ref, "/")
	return map[string]finding.Text{
		"access":    {En: "an access level", Ko: "접근 수준"},
		"boundary":  {En: "a boundary", Ko: "장소"},
		"catalogue": {En: "a kind of the catalogue", Ko: "카탈로그의 종류"},
		"data":      {En: "a class of data", Ko: "데이터 등급"},
		"element":   {En: "an element", Ko: "요소"},
		"group":     {En: "a group", Ko: "집합"},
		"kind":      {En: "a kind", Ko: "종류"},
		"module":    {En: "a module", Ko: "모듈"},
		"state":     {En: "a state", Ko: "로드맵 상태"},
		"template":  {En: "a template", Ko: "템플릿"},
		"trust":     {En: "a zone of trust", Ko: "신뢰 구역"},
	}[word]
}

// olderKeys are keys of elements, and of their partitions, that were called otherwise
// once. Models that call them so are still read; one that has both names of a key has
// one that is not known.
var olderKeys = map[string]string{"stores": "holds"}
