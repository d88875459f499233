// Package predicate reads the small language in which a model chooses among its
// elements, for a view of its own or for an end of a way that must not exist:
//
//	kind == ecs-service and not module == planning
//	boundary == app or neighbours(planning-api, 2)
//	holds == personal-data or sensitivity == secret
//
// A test compares a field with a name, in which * and ? are wildcards. A boundary
// holds what lies anywhere in it; holds names a class of data that rests in
// something, sensitivity how sensitive such a class is, owner who answers for it.
// neighbours(x, n) is what n connections or fewer lead to, from(x, n) what x
// opens a way to, to(x, n) what opens a way to x; without n, neighbours goes one
// step and the others go on to the end. All three hold x. `not` binds most,
// then `and`, then `or`.
//
// It knows no model: what there is to choose among, it is told ([World]).
package predicate

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"asbuilt/finding"
)

// word is a token of a predicate.
type word struct {
	text   string
	at     int
	quoted bool
}

// parser reads one predicate.
type parser struct {
	world World
	words []word
	next  int
	end   int
	open  int
	fault *Fault
	// compared are the comparisons that were read.
	compared []comparison
}

// comparison is a field with the name that it is compared with, which begins at a place.
type comparison struct {
	field, name string
	at          int
}

// Fields are what a test compares, in the order of the documentation.
func Fields() []string {
	return []string{"id", "kind", "category", "tag", "module", "boundary", "holds", "sensitivity", "owner"}
}

// steps are the functions.
func steps() []string { return []string{"neighbours", "from", "to"} }

// split cuts the text into words and signs.
func (p *parser) split(text []rune) {
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case unicode.IsSpace(c):
			i++
		case c == '"' || c == '\'':
			j := i + 1
			for j < len(text) && text[j] != c {
				j++
			}
			if j == len(text) {
				p.fail(i, 1, texts().Of("a quote that is not closed"), finding.Text{})
				return
			}
			p.words = append(p.words, word{string(text[i+1 : j]), i, true})
			i = j + 1
		case c == '=' || c == '!':
			j := i + 1
			if j < len(text) && text[j] == '=' {
				j++
			}
			p.words = append(p.words, word{text: string(text[i:j]), at: i})
			i = j
		case strings.ContainsRune("(),", c):
			p.words = append(p.words, word{text: string(c), at: i})
			i++
		default:
			j := i
			for j < len(text) && !unicode.IsSpace(text[j]) && !strings.ContainsRune("()=!,'\"", text[j]) {
				j++
			}
			p.words = append(p.words, word{text: string(text[i:j]), at: i})
			i = j
		}
	}
}

func (p *parser) fail(at, length int, message, hint finding.Text) {
	if p.fault == nil {
		p.fault = &Fault{at, max(length, 1), message, hint}
	}
}

// expect reports that something else should stand at the next word.
func (p *parser) expect(what finding.Text) {
	if p.next >= len(p.words) {
		p.fail(p.end, 1, texts().Of("ends too soon"), texts().Say("expected", what))
		return
	}
	w := p.words[p.next]
	p.fail(w.at, len([]rune(w.text)), texts().Say("unexpected", w.text), texts().Say("expected", what))
}

// take consumes the next word if it is one of those, unquoted.
func (p *parser) take(oneOf ...string) bool {
	if p.fault != nil || p.next >= len(p.words) {
		return false
	}
	w := p.words[p.next]
	if w.quoted || !slices.Contains(oneOf, w.text) {
		return false
	}
	p.next++
	return true
}

func (p *parser) any() Test {
	ways := []Test{p.all()}
	for p.take("or") {
		ways = append(ways, p.all())
	}
	return func(id string) bool { return slices.ContainsFunc(ways, func(t Test) bool { return t(id) }) }
}

func (p *parser) all() Test {
	needs := []Test{p.not()}
	for p.take("and") {
		needs = append(needs, p.not())
	}
	return func(id string) bool { return !slices.ContainsFunc(needs, func(t Test) bool { return !t(id) }) }
}

// maxOpen bounds how many brackets may be open at once.
const maxOpen = 200

func (p *parser) not() Test {
	negate := false
	for p.take("not") {
		negate = !negate
	}
	t := p.one()
	if negate {
		return func(id string) bool { return !t(id) }
	}
	return t
}

// one reads a test, a function or a predicate in brackets.
func (p *parser) one() Test {
	none := func(string) bool { return false }
	if p.fault != nil {
		return none
	}
	if p.next >= len(p.words) {
		p.expect(finding.Same(strings.Join(Fields(), ", ") + ", neighbours(…), from(…), to(…)"))
		return none
	}
	if p.take("(") {
		if p.open++; p.open > maxOpen {
			p.fail(p.words[p.next-1].at, 1, texts().Say("more than brackets are open", maxOpen), finding.Text{})
			return none
		}
		t := p.any()
		p.open--
		if p.fault == nil && !p.take(")") {
			p.expect(finding.Same(")"))
		}
		return t
	}
	w := p.words[p.next]
	switch {
	case !w.quoted && slices.Contains(steps(), w.text):
		p.next++
		return p.step(w.text)
	case !w.quoted && slices.Contains(Fields(), w.text):
		p.next++
		return p.compare(w.text)
	}
	hint := texts().Say("expected one of", strings.Join(slices.Concat(Fields(), steps(), []string{"not"}), ", "))
	if near := p.world.Nearest(w.text, append(slices.Concat(Fields(), steps()), "not")); near != "" {
		hint = texts().Say("did you mean", near)
	}
	for _, field := range Fields() { // the name of something, without saying of what
		if !w.quoted && slices.Contains(p.world.Names(field), w.text) {
			hint = texts().Say("write", field+" == "+w.text)
			break
		}
	}
	p.fail(w.at, len([]rune(w.text)), texts().Say("unknown word", w.text), hint)
	return none
}

// compare reads what a field is compared with.
func (p *parser) compare(field string) Test {
	equal := p.take("==", "=")
	if !equal && !p.take("!=") {
		p.expect(finding.Same("==, !="))
		return nil
	}
	name, ok := p.name(p.world.Names(field))
	if !ok {
		return nil
	}
	w := p.words[p.next-1]
	if w.quoted {
		w.at++
	}
	p.compared = append(p.compared, comparison{field, name, w.at})
	return func(id string) bool { return p.world.has(id, field, name) == equal }
}

// name reads a name; one without wildcards must be known.
func (p *parser) name(known []string) (name string, ok bool) {
	if p.fault != nil {
		return "", false
	}
	if p.next >= len(p.words) || !p.words[p.next].quoted && strings.ContainsAny(p.words[p.next].text, "()=!,") {
		p.expect(texts().Of("expected a name"))
		return "", false
	}
	w := p.words[p.next]
	p.next++
	if _, err := path.Match(w.text, ""); err != nil {
		p.fail(w.at, len([]rune(w.text)), texts().Say("is not a pattern", w.text), finding.Text{})
		return "", false
	}
	if strings.ContainsAny(w.text, "*?[") || slices.Contains(known, w.text) {
		return w.text, true
	}
	hint := texts().Of("nothing is called so")
	if near := p.world.Nearest(w.text, known); near != "" {
		hint = texts().Say("did you mean", near)
	}
	at := w.at
	if w.quoted {
		at++
	}
	p.fail(at, len([]rune(w.text)), texts().Say("unknown name", w.text), hint)
	return "", false
}

// step reads the arguments of a function.
func (p *parser) step(function string) Test {
	if !p.take("(") {
		p.expect(finding.Same("("))
		return nil
	}
	start, ok := p.name(p.world.Names("id"))
	if !ok {
		return nil
	}
	far := len(p.world.IDs)
	if function == "neighbours" {
		far = 1
	}
	if p.take(",") {
		if p.next < len(p.words) {
			if n, err := strconv.Atoi(p.words[p.next].text); err == nil && n >= 0 {
				far = n
				p.next++
			} else {
				p.expect(texts().Of("expected a number"))
			}
		} else {
			p.expect(texts().Of("expected a number"))
		}
	}
	if p.fault == nil && !p.take(")") {
		p.expect(finding.Same(")"))
	}
	if p.fault != nil {
		return nil
	}
	near := p.world.within(start, far, function != "to", function != "from")
	return func(id string) bool { return near[id] }
}
