package parts

import (
	"strings"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// quoted is an id as messages quote it, with the particle behind it.
var quoted = pattern.New(`"([^"\s]+)"(?:(이|가|을|를|은|는|과|와|으로|로)([\s.,:;)]|$)| ?(\())?`)

// bothForms are particles as [finding.Particles] takes them, by each of their forms.
var bothForms = map[string]string{
	"이": "이(가)", "가": "이(가)", "을": "을(를)", "를": "을(를)", "은": "은(는)", "는": "은(는)", "과": "과(와)", "와": "과(와)",
	"으로": "(으)로", "로": "(으)로",
}

// Named is a message that calls the things of the model what people call them, with
// the ids that it quotes behind the names: "redis" is Redis 답변 캐시(`redis`).
func (l Links) Named(message string) string {
	return quoted.ReplaceAllStringFunc(message, func(match string) string {
		m := quoted.FindStringSubmatch(match)
		id, particle, after, opens := m[1], m[2], m[3], m[4]
		name := l.called(id)
		if name == "" || name == id || strings.Contains(name, "`") {
			return match
		}
		text := name + " (`" + id + "`"
		if l.Language() == finding.Korean {
			text = name + "(`" + id + "`"
		}
		if opens != "" { // the brackets that follow take the id in
			return text + ", "
		}
		text += ")"
		if particle != "" {
			text = finding.Particles(text + bothForms[particle])
		}
		return text + after
	})
}

// called is what people call the thing with that id, or "" for what is none.
func (l Links) called(id string) string {
	if strings.Contains(id, "`") {
		return ""
	}
	to := l.Subject(id)
	if to.Href == "" {
		return ""
	}
	return to.Text
}
