package views

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// A predicate chooses elements:
//
//	kind == ecs-service and not module == planning
//	boundary == app or neighbours(planning-api, 2)
//
// A test compares id, kind, category, tag, module or boundary with a name, in
// which * and ? are wildcards; a boundary holds what lies anywhere in it.
// neighbours(x, n) is what n connections or fewer lead to, from(x, n) what x
// opens a way to, to(x, n) what opens a way to x; without n, neighbours goes one
// step and the others go on to the end. All three hold x. `not` binds most,
// then `and`, then `or`.

// test says whether an element is chosen.
type test func(e *model.Element) bool

// fault is what is wrong with a predicate: at which of its characters, over how
// many.
type fault struct {
	at, length    int
	message, hint finding.Text
}

// word is a token of a predicate.
type word struct {
	text   string
	at     int
	quoted bool
}

// predicate reads one predicate.
type predicate struct {
	r     *resolver
	words []word
	next  int
	end   int
	open  int
	fault *fault
}

// fields are what a test compares; steps are the functions.
var (
	fields = []string{"id", "kind", "category", "tag", "module", "boundary"}
	steps  = []string{"neighbours", "from", "to"}
)

// parse is the predicate as a test of elements, or what is wrong with it first.
func (r *resolver) parse(text string) (test, *fault) {
	p := &predicate{r: r, end: len([]rune(text))}
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

// split cuts the text into words and signs.
func (p *predicate) split(text []rune) {
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

func (p *predicate) fail(at, length int, message, hint finding.Text) {
	if p.fault == nil {
		p.fault = &fault{at, max(length, 1), message, hint}
	}
}

// expect reports that something else should stand at the next word.
func (p *predicate) expect(what finding.Text) {
	if p.next >= len(p.words) {
		p.fail(p.end, 1, texts().Of("ends too soon"), texts().Say("expected", what))
		return
	}
	w := p.words[p.next]
	p.fail(w.at, len([]rune(w.text)), texts().Say("unexpected", w.text), texts().Say("expected", what))
}

// take consumes the next word if it is one of those, unquoted.
func (p *predicate) take(oneOf ...string) bool {
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

func (p *predicate) any() test {
	ways := []test{p.all()}
	for p.take("or") {
		ways = append(ways, p.all())
	}
	return func(e *model.Element) bool { return slices.ContainsFunc(ways, func(t test) bool { return t(e) }) }
}

func (p *predicate) all() test {
	needs := []test{p.not()}
	for p.take("and") {
		needs = append(needs, p.not())
	}
	return func(e *model.Element) bool { return !slices.ContainsFunc(needs, func(t test) bool { return !t(e) }) }
}

// maxOpen bounds how many brackets may be open at once.
const maxOpen = 200

func (p *predicate) not() test {
	negate := false
	for p.take("not") {
		negate = !negate
	}
	t := p.one()
	if negate {
		return func(e *model.Element) bool { return !t(e) }
	}
	return t
}

// one reads a test, a function or a predicate in brackets.
func (p *predicate) one() test {
	none := func(*model.Element) bool { return false }
	if p.fault != nil {
		return none
	}
	if p.next >= len(p.words) {
		p.expect(finding.Same("id, kind, category, tag, module, boundary, neighbours(…), from(…), to(…)"))
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
	case !w.quoted && slices.Contains(steps, w.text):
		p.next++
		return p.step(w.text)
	case !w.quoted && slices.Contains(fields, w.text):
		p.next++
		return p.compare(w.text)
	}
	hint := texts().Say("expected one of", "id, kind, category, tag, module, boundary, neighbours, from, to, not")
	if near := model.Nearest(w.text, append(slices.Concat(fields, steps), "not")); near != "" {
		hint = texts().Say("did you mean", near)
	}
	p.fail(w.at, len([]rune(w.text)), texts().Say("unknown word", w.text), hint)
	return none
}

// compare reads what a field is compared with.
func (p *predicate) compare(field string) test {
	equal := p.take("==", "=")
	if !equal && !p.take("!=") {
		p.expect(finding.Same("==, !="))
		return nil
	}
	name, ok := p.name(p.names(field))
	if !ok {
		return nil
	}
	return func(e *model.Element) bool { return p.r.has(e, field, name) == equal }
}

// name reads a name; one without wildcards must be known.
func (p *predicate) name(known []string) (name string, ok bool) {
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
	if near := model.Nearest(w.text, known); near != "" {
		hint = texts().Say("did you mean", near)
	}
	at := w.at
	if w.quoted {
		at++
	}
	p.fail(at, len([]rune(w.text)), texts().Say("unknown name", w.text), hint)
	return "", false
}

// names are those that a field may have.
func (p *predicate) names(field string) []string {
	m := p.r.m
	var all []string
	switch field {
	case "id":
		for _, e := range m.Elements {
			all = append(all, e.ID)
		}
	case "kind":
		for _, k := range m.Kinds {
			all = append(all, k.ID)
		}
		for _, k := range kind.All() {
			all = append(all, k.ID)
		}
	case "category":
		for _, k := range kind.All() {
			all = append(all, string(k.Category))
		}
	case "tag":
		for _, e := range m.Elements {
			for _, t := range e.Tags {
				all = append(all, t.V)
			}
		}
	case "module":
		for _, mod := range m.Modules {
			all = append(all, mod.ID)
		}
	case "boundary":
		for _, b := range m.Boundaries {
			all = append(all, b.ID)
		}
	}
	return all
}

// has reports whether a field of the element is called so.
func (r *resolver) has(e *model.Element, field, name string) bool {
	is := func(id string) bool {
		ok, err := path.Match(name, id)
		return id != "" && (id == name || ok && err == nil)
	}
	switch field {
	case "id":
		return is(e.ID)
	case "kind":
		k := r.kindOf(e)
		return is(k.ID) || is(k.Base)
	case "category":
		return is(string(r.category(e)))
	case "tag":
		return slices.ContainsFunc(e.Tags, func(t model.String) bool { return is(t.V) })
	case "module":
		return is(e.Module.ID)
	}
	for b := e.Boundary; b != nil; b = b.Parent {
		if is(b.ID) {
			return true
		}
	}
	return false
}

// step reads the arguments of a function.
func (p *predicate) step(function string) test {
	if !p.take("(") {
		p.expect(finding.Same("("))
		return nil
	}
	start, ok := p.name(p.names("id"))
	if !ok {
		return nil
	}
	far := len(p.r.elements)
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
	near := p.r.within(start, far, function != "to", function != "from")
	return func(e *model.Element) bool { return near[e.ID] }
}

// within are the ids that so many connections lead to from those called so,
// along the connections, against them, or both.
func (r *resolver) within(name string, far int, along, against bool) map[string]bool {
	next := map[string][]string{}
	for _, c := range r.m.Connections {
		if c.Derived || !r.exists(c) {
			continue
		}
		if along {
			next[c.From.ID] = append(next[c.From.ID], c.To.ID)
		}
		if against {
			next[c.To.ID] = append(next[c.To.ID], c.From.ID)
		}
	}
	near := map[string]bool{}
	var edge []string
	for _, e := range r.elements {
		if r.has(e, "id", name) {
			near[e.ID] = true
			edge = append(edge, e.ID)
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
