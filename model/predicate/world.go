package predicate

import (
	"path"
	"slices"

	"asbuilt/finding"
)

// World is what a predicate chooses among. It knows every thing by its id.
type World struct {
	// IDs are the things, each once.
	IDs []string
	// Names are those that a field may have; a name without wildcards is one of them.
	Names func(field string) []string
	// Values are what a field of a thing says. A place that lies in another has both.
	Values func(id, field string) []string
	// Steps are the things that are one connection away, along it.
	Steps func() map[string][]string
	// Nearest is the name most like a word, or "".
	Nearest func(word string, names []string) string
}

// Test says whether a thing is chosen.
type Test func(id string) bool

// Fault is what is wrong with a predicate: at which of its characters, over how
// many.
type Fault struct {
	At, Length    int
	Message, Hint finding.Text
}

// Parse is a predicate as a test of things, or what is wrong with it first.
func Parse(text string, w World) (Test, *Fault) {
	p := &parser{world: w, end: len([]rune(text))}
	p.split([]rune(text))
	t := p.any()
	if p.fault == nil && p.next < len(p.words) {
		p.expect(finding.Same("and, or"))
	}
	if p.fault != nil {
		return nil, p.fault
	}
	return t, nil
}

// Unmet is the first comparison of a predicate that fits nothing, as it would be written,
// with where it begins and how long its name is; ok is false where each fits something.
func Unmet(text string, w World) (comparison string, at, length int, ok bool) {
	p := &parser{world: w, end: len([]rune(text))}
	p.split([]rune(text))
	p.any()
	for _, c := range p.compared {
		if !slices.ContainsFunc(w.IDs, func(id string) bool { return w.has(id, c.field, c.name) }) {
			return c.field + " == " + c.name, c.at, len([]rune(c.name)), true
		}
	}
	return "", 0, 0, false
}

// Tests is how many comparisons and functions a predicate has, which is how often it
// asks about a thing; of what is no predicate, those up to its fault.
func Tests(text string) int {
	p := &parser{}
	p.split([]rune(text))
	n := 0
	for _, w := range p.words {
		if !w.quoted && (slices.Contains(Fields(), w.text) || slices.Contains(steps(), w.text)) {
			n++
		}
	}
	return n
}

// has reports whether a field of a thing is called so.
func (w World) has(id, field, name string) bool {
	return slices.ContainsFunc(w.Values(id, field), func(value string) bool {
		ok, err := path.Match(name, value)
		return value != "" && (value == name || ok && err == nil)
	})
}

// within are the ids that so many connections lead to from those called so,
// along the connections, against them, or both.
func (w World) within(name string, far int, along, against bool) map[string]bool {
	next := map[string][]string{}
	for from, all := range w.Steps() {
		for _, to := range all {
			if along {
				next[from] = append(next[from], to)
			}
			if against {
				next[to] = append(next[to], from)
			}
		}
	}
	near := map[string]bool{}
	var edge []string
	for _, id := range w.IDs {
		if w.has(id, "id", name) {
			near[id] = true
			edge = append(edge, id)
		}
	}
	for ; far > 0 && len(edge) > 0; far-- {
		var further []string
		for _, id := range edge {
			for _, to := range next[id] {
				if !near[to] {
					near[to] = true
					further = append(further, to)
				}
			}
		}
		edge = further
	}
	return near
}
