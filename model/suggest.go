package model

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// maxListed is how many names a hint lists at most.
const maxListed = 12

// maxCompared is how many names one run compares at most, so that a file full
// of unknown names is refused in no time too.
const maxCompared = 1_000_000

// suggest asks for the nearest of names, or lists them when none is near.
func (d *decoder) suggest(word string, names []string) finding.Text {
	d.compared += len(names)
	if d.compared < maxCompared {
		if near := Nearest(word, names); near != "" {
			return finding.Say("did you mean %q?", "혹시 %q입니까?", near)
		}
	}
	if len(names) == 0 {
		return finding.Say("none is defined yet", "아직 정의된 것이 없습니다")
	}
	list := strings.Join(names[:min(len(names), maxListed)], ", ")
	if len(names) > maxListed {
		list += ", …"
	}
	return finding.Say("expected one of: %s", "다음 중 하나여야 합니다: %s", list)
}

// Nearest is the name most like word, or "" when none is near enough to have
// been meant: at most a third of its letters differ, or one contains the other.
func Nearest(word string, names []string) string {
	best, bestScore := "", 1000
	lower := strings.ToLower(word)
	length := utf8.RuneCountInString(word)
	for _, name := range names {
		other := utf8.RuneCountInString(name)
		limit := max(1, (max(length, other)+1)/3)
		score := limit + 1
		if max(length-other, other-length) <= limit && length <= maxName && other <= maxName {
			score = levenshtein.ComputeDistance(lower, strings.ToLower(name))
		}
		if score > limit {
			if len(lower) < 3 || !strings.Contains(strings.ToLower(name), lower) {
				continue
			}
			score = limit + len(name) - len(word)
		}
		if score < bestScore || score == bestScore && name < best {
			best, bestScore = name, score
		}
	}
	return best
}

// maxName is the longest name that is compared letter by letter.
const maxName = 100

// hintForType says how to write what was meant.
func hintForType(n *syntax.Node, want syntax.Kind) finding.Text {
	switch {
	case want == syntax.Text && (n.Kind == syntax.Int || n.Kind == syntax.Float || n.Kind == syntax.Bool):
		return finding.Say("put it in quotes: %q", "따옴표로 묶으십시오: %q", n.Value)
	case want == syntax.Bool && n.Kind == syntax.Text && !n.Quoted && isYes(n.Value):
		return finding.Say("YAML 1.2 knows only true and false; write true", "YAML 1.2에는 true와 false만 있습니다. true를 쓰십시오")
	case want == syntax.Bool && n.Kind == syntax.Text && !n.Quoted && isNo(n.Value):
		return finding.Say("YAML 1.2 knows only true and false; write false", "YAML 1.2에는 true와 false만 있습니다. false를 쓰십시오")
	case (want == syntax.Int || want == syntax.Float) && n.Kind == syntax.Text && n.Quoted:
		return finding.Say("write the number without quotes", "따옴표 없이 숫자를 쓰십시오")
	case want == syntax.Int && n.Kind == syntax.Float:
		return finding.Say("write a whole number", "정수를 쓰십시오")
	case want == syntax.List && n.Kind != syntax.Map:
		return finding.Say("write a list: [%s]", "목록으로 쓰십시오: [%s]", n.Value)
	case want == syntax.List:
		return finding.Say("begin each item with a dash", "항목마다 앞에 -를 쓰십시오")
	case want == syntax.Map && n.Kind == syntax.List:
		return finding.Say("write keys with colons, not a list", "목록이 아니라 콜론이 붙은 키로 쓰십시오")
	case want == syntax.Map:
		return finding.Say("write keys with colons below it", "아래에 콜론이 붙은 키를 쓰십시오")
	}
	return finding.Say("see asbuilt explain %s", "asbuilt explain %s를 보십시오", CodeWrongType)
}

func isYes(s string) bool { return slices.Contains([]string{"yes", "on", "y"}, strings.ToLower(s)) }
func isNo(s string) bool  { return slices.Contains([]string{"no", "off", "n"}, strings.ToLower(s)) }
