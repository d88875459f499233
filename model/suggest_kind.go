package model

import (
	"slices"
	"strings"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// suggestKind asks for the kinds that people mean by a word, says how a kind of
// one's own is added where the catalogue has none, or where all are listed.
func (r *reporter) suggestKind(word string, names []string) finding.Text {
	if hint := KindMeant(word); !hint.IsZero() {
		return hint
	}
	known := slices.Concat(names, kind.Words())
	r.compared += len(known)
	if r.compared < maxCompared {
		near := Nearest(word, known)
		if !likely(word, near) { // of ids alone there are fewer to take one for another
			near = Nearest(word, names)
		}
		if slices.Contains(names, near) {
			return finding.Say("did you mean %q?", "혹시 %q입니까?", near)
		}
		if hint := KindMeant(near); !hint.IsZero() { // a word that people use, misspelt
			return hint
		}
	}
	return finding.Say("asbuilt explain kind lists all kinds, and asbuilt explain %q looks for a word in them",
		"asbuilt explain kind는 모든 종류를 보여 주고 asbuilt explain %q는 그중에서 낱말을 찾습니다", "gateway")
}

// likely reports whether a word is another one misspelt, or a part of it. Words of
// people lie close together, so that one letter of a short word makes another, and two
// of a longer one.
func likely(word, other string) bool {
	lower := strings.ToLower(word)
	if strings.Contains(strings.ToLower(other), lower) {
		return true
	}
	n := utf8.RuneCountInString(word)
	switch d := distance(lower, strings.ToLower(other)); {
	case n <= 4:
		return d <= 1 && sameLetters(lower, strings.ToLower(other))
	case n <= 8:
		return d <= 1
	default:
		return d <= n/5
	}
}

// KindMeant says which kinds people mean by a word that is no kind; it is zero for
// a word that nobody knows.
func KindMeant(word string) finding.Text {
	meant := kind.Meant(word)
	switch {
	case !meant.Instead.IsZero():
		return meant.Instead
	case meant.Extends != "":
		types := ""
		if meant.AWS != "" {
			types = `, aws: ["` + meant.AWS + `"]`
		}
		id := strings.Join(strings.Fields(strings.ToLower(word)), "-")
		if !isID(id) || strings.Contains(id, "::") {
			id = "mine"
		}
		return finding.Say("the catalogue has none for it; add one of your own: kinds: {%s: {extends: %s%s}}",
			"카탈로그에 없는 종류입니다. 사용자 종류로 추가하십시오: kinds: {%s: {extends: %s%s}}", id, meant.Extends, types)
	case len(meant.Kinds) == 1:
		return finding.Say("did you mean %q?", "혹시 %q입니까?", meant.Kinds[0])
	case len(meant.Kinds) > 1:
		return finding.Say("did you mean one of: %s?", "혹시 다음 중 하나입니까? %s", listed(meant.Kinds))
	}
	return finding.Text{}
}

// listed are names one after another, as many as a hint shows.
func listed(names []string) string {
	list := strings.Join(names[:min(len(names), maxListed)], ", ")
	if len(names) > maxListed {
		list += ", …"
	}
	return list
}
