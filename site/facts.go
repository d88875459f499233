package site

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
)

// fact is one thing that the model says, with its place and, when it was
// compared with reality, the answer.
type fact struct {
	// Path is the key in the model: "scaling.max".
	Path   string
	Labels []string
	Values []link
	Source link
	Checks []provenCheck
}

// Anchor is the fragment under which the fact can be linked to.
func (f fact) Anchor() string { return "fact-" + strings.Join(strings.Fields(f.Path), "_") }

// provenCheck is a check with its evidence, ready to be shown.
type provenCheck struct {
	Mark      *mark
	Code      string
	Rule      string
	Fact      string
	Missing   string
	Suspended bool
	Evidence  []shownEvidence
}

// shownEvidence is a fact that was read, and the number of the resource it was
// read from in the page's list of them.
type shownEvidence struct {
	Fact, Value string
	From        int
}

// walker collects the facts of a struct of the model, in the order of its
// fields. It follows the tags that the language is made of, so that what the
// language learns to say is shown without a change here.
type walker struct {
	*page
	facts []fact
	// skip holds keys of the outermost struct that the page shows elsewhere.
	skip []string
}

// facts are all facts that v, a pointer to a struct of the model, states,
// except those under the keys in skip.
func (p *page) facts(v any, skip ...string) []fact {
	w := &walker{page: p, skip: skip}
	w.fields("", nil, reflect.ValueOf(v).Elem())
	return w.facts
}

func (w *walker) fields(prefix string, labels []string, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		key := f.Tag.Get("yaml")
		switch {
		case f.Type == reflect.TypeFor[model.Lifetime]():
			w.fields(prefix, labels, v.Field(i))
			continue
		case !f.IsExported() || f.Anonymous || key == "" || key == "-":
			continue
		case prefix == "" && slices.Contains(w.skip, key):
			continue
		}
		path := key
		label := append(labels[:len(labels):len(labels)], w.label(prefix, key))
		if prefix != "" {
			path = prefix + "." + key
		}
		if key == "." {
			path, label = prefix, labels
		}
		from := len(w.facts)
		w.value(path, label, v.Field(i), f.Tag.Get("ref"))
		if f.Tag.Get("enum") != "" {
			w.translate(w.facts[from:])
		}
	}
}

// translate puts the language's own words into the reader's.
func (w *walker) translate(facts []fact) {
	for _, f := range facts {
		for i := range f.Values {
			f.Values[i].Text = w.enum(f.Values[i].Text)
		}
	}
}

func (w *walker) value(path string, labels []string, v reflect.Value, names string) {
	if links, at, ok := w.say(v.Interface(), names); ok {
		if len(links) > 0 {
			w.add(path, labels, links, at)
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			w.fields(path, labels, v.Elem())
		}
	case reflect.Slice:
		w.list(path, labels, v, names)
	}
}

// list adds scalars as one fact and everything else as a fact or more each.
func (w *walker) list(path string, labels []string, v reflect.Value, names string) {
	var together []link
	var first finding.Position
	for i := range v.Len() {
		item := v.Index(i)
		if links, at, ok := w.say(item.Interface(), names); ok {
			together = append(together, links...)
			if first.IsZero() {
				first = at
			}
			continue
		}
		name := strconv.Itoa(i + 1)
		if id := reflect.Indirect(item).FieldByName("ID"); id.IsValid() && id.Kind() == reflect.String {
			name = id.String()
		}
		w.fields(path+"."+name, append(labels[:len(labels):len(labels)], name), reflect.Indirect(item))
	}
	if len(together) > 0 {
		w.add(path, labels, together, first)
	}
}

func (w *walker) add(path string, labels []string, values []link, at finding.Position) {
	w.facts = append(w.facts, fact{Path: path, Labels: labels, Values: values, Source: w.Source(at)})
}

// label is what a key is called under prefix.
func (ed *edition) label(prefix, key string) string {
	parent := prefix[strings.LastIndexByte(prefix, '.')+1:]
	if t, ok := keyLabels[parent+"."+key]; ok {
		return t.In(ed.lang)
	}
	if t, ok := keyLabels[key]; ok {
		return t.In(ed.lang)
	}
	return key
}

// prove puts each check of subject beside the fact that it asked about, and
// returns the others. A check of "scaling.max" belongs to that fact or, when
// the model states it in one piece, to "scaling".
func (p *page) prove(facts []fact, subject string) (rest []provenCheck) {
	at := map[string]int{}
	for i, f := range facts {
		at[f.Path] = i
	}
	for _, c := range p.checks[subject] {
		shown := p.proven(c)
		i, ok := -1, false
		for path := c.Fact; path != "" && !ok; path = parentKey(path) {
			i, ok = at[path]
		}
		if ok {
			facts[i].Checks = append(facts[i].Checks, shown)
		} else {
			rest = append(rest, shown)
		}
	}
	return rest
}

func parentKey(path string) string {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return ""
	}
	return path[:i]
}

func (p *page) proven(c finding.Check) provenCheck {
	shown := provenCheck{
		Mark: p.mark(c.Verdict), Code: c.Code, Rule: c.Code, Fact: c.Fact,
		Missing: c.Missing, Suspended: c.Suspended,
	}
	for _, e := range c.Evidence {
		shown.Evidence = append(shown.Evidence, shownEvidence{e.Fact, e.Value, p.read(e.From)})
	}
	if r, ok := p.Report.Rules.Lookup(c.Code); ok {
		shown.Rule = r.Title.In(p.lang)
	}
	return shown
}

// read is the number of a resource in the page's list of what was read; many
// facts come from the same one.
func (p *page) read(from string) int {
	i := slices.Index(p.Read, from)
	if i < 0 {
		p.Read = append(p.Read, from)
		i = len(p.Read) - 1
	}
	return i + 1
}
