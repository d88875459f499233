package parts

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
)

// Fact is one thing that the model says, with its place and, when it was
// compared with reality, the answer.
type Fact struct {
	// Path is the key in the model: "scaling.max".
	Path   string
	Labels []string
	Values []Link
	Source Link
	Checks []Check
}

// Anchor is the fragment under which the fact can be linked to.
func (f Fact) Anchor() string { return "fact-" + strings.Join(strings.Fields(f.Path), "_") }

// Facts are all facts that v, a pointer to a struct of the model, states,
// except those under the keys in skip.
func Facts(l Links, v any, skip ...string) []Fact {
	w := &walker{Links: l, skip: skip}
	w.fields("", nil, reflect.ValueOf(v).Elem())
	return w.facts
}

// FactTable is facts with what was found of them.
func FactTable(p Proof, all []Fact) Table {
	shape := Shape[Fact]{Class: "facts", Quiet: true, Anchor: Fact.Anchor}
	return NewTable(p, shape, all, []Column[Fact]{
		{
			Name: finding.Say("Property", "속성"), Names: true,
			Cell: func(f Fact) Cell { return Show(Piece{asAnchor, f}) },
		},
		{
			Name: finding.Say("Value", "값"),
			Cell: func(f Fact) Cell { return Show(Values(f.Values)) },
		},
		{
			Name: finding.Say("Result", "검증"), Built: true,
			Cell: func(f Fact) Cell { return Show(Piece{asProof, f.Checks}) },
		},
		{
			Name: finding.Say("Source", "출처"),
			Cell: func(f Fact) Cell { return Show(led(asPlace, f.Source)) },
		},
	})
}

// CheckTable is checks that no fact on the page stands for.
func CheckTable(p Proof, all []Check) Table {
	for i, c := range all {
		if c.Mark.Class == string(finding.Holds) { // what the rule looks for is not there
			all[i].Mark = &Mark{Class: c.Mark.Class, Word: p.T("no-such-problem")}
		}
	}
	return NewTable(p, Shape[Check]{}, all, []Column[Check]{
		{
			Name: finding.Say("Looked for", "확인한 문제"), Names: true,
			Cell: func(c Check) Cell { return Show(Plain(c.Rule), Code(c.Fact)) },
		},
		{
			Name: finding.Say("Result", "검증"), Class: Proved,
			Cell: func(c Check) Cell { return Show(Piece{asProof, []Check{c}}) },
		},
	})
}

// walker collects the facts of a struct of the model, in the order of its
// fields. It follows the tags that the language is made of, so that what the
// language learns to say is shown without a change here.
type walker struct {
	Links
	facts []Fact
	// skip holds keys of the outermost struct that the page shows elsewhere.
	skip []string
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
		label := append(labels[:len(labels):len(labels)], w.Key(prefix, key))
		if prefix != "" {
			path = prefix + "." + key
		}
		if key == "." {
			path, label = prefix, labels
		}
		from := len(w.facts)
		w.value(path, label, v.Field(i), f.Tag.Get("ref"))
		if f.Tag.Get("enum") != "" {
			w.translate(key, w.facts[from:])
		}
	}
}

// translate puts the language's own words into the reader's.
func (w *walker) translate(key string, facts []Fact) {
	for _, f := range facts {
		for i := range f.Values {
			f.Values[i].Text = w.EnumOf(key, f.Values[i].Text)
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
	var together []Link
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

func (w *walker) add(path string, labels []string, values []Link, at finding.Position) {
	w.facts = append(w.facts, Fact{Path: path, Labels: labels, Values: values, Source: w.Source(at)})
}

// Prove puts each check of subject beside the fact that it asked about, and
// returns the others; what they rest on joins read. A check of "scaling.max" belongs to that fact or, when
// the model states it in one piece, to "scaling".
func (p Proof) Prove(facts []Fact, subject string, read *Read) (rest []Check) {
	at := map[string]int{}
	for i, f := range facts {
		at[f.Path] = i
	}
	all := p.checks[subject]
	groups := map[int][]int{} // the numbers of checks by that of their fact, -1 for none
	of := make([]int, len(all))
	for n, c := range all {
		i, ok := -1, false
		for path := c.Fact; path != "" && !ok; path = parentKey(path) {
			i, ok = at[path]
		}
		if !ok {
			i = -1
		}
		of[n] = i
		groups[i] = append(groups[i], n)
	}
	add := func(i int, c Check) {
		if i < 0 {
			rest = append(rest, c)
		} else {
			facts[i].Checks = append(facts[i].Checks, c)
		}
	}
	hidden := make([]bool, len(all))
	var more []func()
	for i, group := range groups {
		if left := len(group) - mostChecks; left > 0 {
			slices.SortStableFunc(group, func(a, b int) int { return cmp.Compare(rank(all[a]), rank(all[b])) })
			for _, n := range group[mostChecks:] {
				hidden[n] = true
			}
			verdict := all[group[mostChecks]].Verdict
			more = append(more, func() { add(i, Check{Mark: p.Mark(verdict), Rule: p.T("more-rows", left)}) })
		}
	}
	for n, c := range all {
		if !hidden[n] {
			add(of[n], p.Check(c, read))
		}
	}
	for _, say := range more {
		say()
	}
	return rest
}

// mostChecks is how many checks of one fact a page has, and of the others together, what
// does not hold before what does: a machine may have any number of disks, of which each
// is looked at.
const mostChecks = 250

// rank puts what does not hold first.
func rank(c finding.Check) int {
	if c.Verdict == finding.Holds {
		return 1
	}
	return 0
}

func parentKey(path string) string {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return ""
	}
	return path[:i]
}
