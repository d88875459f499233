package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/model/predicate"
)

// What the ends of ways that must not exist are.

// NeverEnd is one thing at an end: an element, a part of one, or the internet, for
// which Element is nil.
type NeverEnd struct {
	Element *Element
	Part    *Partition
}

// String is the id of the end: store/part for a part.
func (e NeverEnd) String() string {
	switch {
	case e.Element == nil:
		return internetWord
	case e.Part != nil:
		return e.Element.ID + "/" + e.Part.ID
	}
	return e.Element.ID
}

// module is the id of the module of an end, or "".
func (e NeverEnd) module() string {
	if e.Part != nil && e.Part.Module.IsSet() {
		return e.Part.Module.ID
	}
	return e.Element.Module.ID
}

// Forbidden is a [Never] with the things that its ends are in one state.
type Forbidden struct {
	*Never
	From, To []NeverEnd
	// Both says that it is about ways from To to From as well.
	Both bool
}

// Forbids is every way that must not exist in a state, with those that
// separate_from of modules stands for. What an end does not say in a way that can be
// read chooses nothing; the loader has said why.
func (m *Model) Forbids(state string) []Forbidden {
	var all []Forbidden
	for _, n := range m.nevers() {
		if !m.ActiveIn(n.Lifetime, state) {
			continue
		}
		f := Forbidden{Never: n, Both: n.apart != [2]string{}}
		f.From, f.To = m.endsOf(n, n.From, state, opens), m.endsOf(n, n.To, state, answers)
		if f.Both { // either may open, and either may answer
			f.From, f.To = m.moduleEnds(n.apart[0], state), m.moduleEnds(n.apart[1], state)
		}
		all = append(all, f)
	}
	return all
}

// Pairs calls yield with who must not reach what, each pair once, until it says no.
func (f Forbidden) Pairs(yield func(from, to NeverEnd) bool) {
	pairs := func(from, to []NeverEnd) bool {
		for _, a := range from {
			for _, b := range to {
				if f.is(a, b) && !yield(a, b) {
					return false
				}
			}
		}
		return true
	}
	if pairs(f.From, f.To) && f.Both {
		pairs(f.To, f.From)
	}
}

// is reports whether a pair of ends is one of those it is about.
func (f Forbidden) is(from, to NeverEnd) bool {
	if from.Element == to.Element || f.Both && (!opens(from) || !answers(to)) {
		return false
	}
	if from.Element == nil || to.Element == nil {
		return f.Across.V == ""
	}
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	switch f.Across.V {
	case "module":
		return differ(from.module(), to.module())
	case "account":
		return differ(from.Element.Boundary.Account(), to.Element.Boundary.Account())
	case "boundary":
		a, b := from.Element.Boundary, to.Element.Boundary
		return a != nil && b != nil && a != b
	}
	return true
}

// nevers are those that the model writes, and one for each two modules that are kept
// apart, in the order of the file.
func (m *Model) nevers() []*Never {
	all := slices.Clone(m.Never)
	seen := map[string]bool{}
	for _, o := range m.Modules {
		for _, other := range o.SeparateFrom {
			pair := []string{o.ID, other.ID}
			slices.Sort(pair)
			id := strings.Join(pair, "+")
			if seen[id] || m.Module(other.ID) == nil || o.ID == other.ID {
				continue
			}
			seen[id] = true
			named := Named{ID: id, Position: other.Position}
			all = append(all, &Never{Named: named, apart: [2]string{pair[0], pair[1]}})
		}
	}
	return all
}

// opens reports whether something may open a connection by itself, or call AWS.
func opens(e NeverEnd) bool {
	if e.Element == nil || e.Part != nil { // a part opens nothing by itself
		return e.Element == nil
	}
	k := e.Element.kindOrUnknown()
	switch k.Category {
	case kind.Actor, kind.External:
		return true
	case kind.Compute:
		return !k.Has(kind.Detail) && (!k.Regional || k.Has(kind.Service))
	case kind.Store, kind.Entry:
		return !k.Regional && !k.Has(kind.Detail)
	}
	return false
}

// answers reports whether something can be reached at all: it listens, or AWS
// answers for it.
func answers(e NeverEnd) bool {
	if e.Element == nil {
		return true
	}
	k := e.Element.kindOrUnknown()
	switch k.Category {
	case kind.Compute, kind.Store, kind.Entry, kind.Messaging, kind.AI, kind.External:
		return !k.Has(kind.Detail)
	case kind.Security:
		return k.Has(kind.Key) || k.Has(kind.Value)
	}
	return false
}

// moduleEnds are the elements of a module, and the parts of others that are its.
func (m *Model) moduleEnds(module, state string) []NeverEnd {
	return m.chosen(state, func(id string) bool { return slices.Contains(m.valuesOf(id, "module"), module) })
}

// endsOf are the things that one end of a way means. What is named by its own id is
// always meant; of what a predicate, a place, a set or a module has, those that suit.
func (m *Model) endsOf(n *Never, words []String, state string, suits func(NeverEnd) bool) []NeverEnd {
	var all []NeverEnd
	for _, w := range words {
		named, choose, fault := m.endOf(w.V, state)
		if !fault.IsZero() || choose == nil && named == nil {
			continue
		}
		if named != nil {
			if named.Element == nil || m.ActiveIn(named.Element.Lifetime, state) {
				all = append(all, *named)
			}
			continue
		}
		for _, e := range m.chosen(state, choose) {
			if suits(e) {
				all = append(all, e)
			}
		}
	}
	var once []NeverEnd
	seen := map[string]bool{}
	for _, e := range all {
		if !seen[e.String()] && !n.excepts(e) {
			seen[e.String()] = true
			once = append(once, e)
		}
	}
	return once
}

// excepts reports whether it is not about an end.
func (n *Never) excepts(e NeverEnd) bool {
	return slices.ContainsFunc(n.Except, func(r Ref) bool {
		return e.Element != nil && r.ID == e.Element.ID && (r.Part == "" || e.Part != nil && r.Part == e.Part.ID)
	})
}

// chosen are the elements of a state that a test chooses, and the parts that it
// chooses of others.
func (m *Model) chosen(state string, test predicate.Test) []NeverEnd {
	var all []NeverEnd
	for _, e := range m.Elements {
		if !m.ActiveIn(e.Lifetime, state) {
			continue
		}
		if test(e.ID) {
			all = append(all, NeverEnd{Element: e})
			continue
		}
		for _, p := range e.Partitions {
			if test(e.ID + "/" + p.ID) {
				all = append(all, NeverEnd{Element: e, Part: p})
			}
		}
	}
	return all
}

// endFault is why a word is no end, at which of its characters.
type endFault struct {
	message, hint finding.Text
	at, length    int
}

// IsZero reports whether nothing is wrong.
func (f endFault) IsZero() bool { return f.message.IsZero() }

// endOf is what a word of an end means: one thing, or a test of things.
func (m *Model) endOf(word, state string) (named *NeverEnd, choose predicate.Test, fault endFault) {
	if word == internetWord {
		return &NeverEnd{}, nil, fault
	}
	id, part, hasPart := strings.Cut(word, "/")
	if !isID(id) || hasPart && !isID(part) {
		choose, wrong := predicate.Parse(word, m.Choices(state))
		if wrong != nil {
			fault = endFault{wrong.Message, wrong.Hint, wrong.At, wrong.Length}
		}
		return nil, choose, fault
	}
	var means []string
	if e := m.Element(id); e != nil {
		named = &NeverEnd{Element: e, Part: e.Partition(part)}
		if hasPart && named.Part == nil {
			parts := ids(e.Partitions, func(p *Partition) string { return p.ID })
			return nil, nil, endFault{message: finding.Say("%s has no partition %q", "%s에는 파티션 %q이(가) 없습니다", id, part),
				hint: didYouMean(part, parts)}
		}
		means = append(means, "id")
	}
	for _, field := range []string{"boundary", "module"} {
		if !hasPart && slices.Contains(m.namesOf(field), id) {
			choose = func(of string) bool { return slices.Contains(m.valuesOf(of, field), id) }
			means = append(means, field)
		}
	}
	if g := m.Group(id); g != nil && !hasPart {
		choose = func(of string) bool {
			e := m.Element(of)
			return e != nil && slices.ContainsFunc(e.Groups, func(r Ref) bool { return r.ID == id })
		}
		means = append(means, "group")
	}
	switch len(means) {
	case 0:
		return nil, nil, endFault{hint: didYouMean(id, m.endNames()),
			message: finding.Say("nothing in the model is called %q", "모델에 %q(이)라는 것이 없습니다", word)}
	case 1:
		if choose != nil {
			named = nil
		}
		return named, choose, fault
	}
	return nil, nil, endFault{
		message: finding.Say("%q names several things: %s", "%q은(는) 여러 가지를 가리킵니다: %s", word, strings.Join(means, ", ")),
		hint:    finding.Say("say which: %s == %s", "어느 것인지 쓰십시오: %s == %s", means[0], id)}
}

// endNames are all words that an end may be, but for predicates.
func (m *Model) endNames() []string {
	return slices.Concat(m.namesOf("id"), m.namesOf("boundary"), m.namesOf("module"),
		ids(m.Groups, func(g *Group) string { return g.ID }), []string{internetWord})
}

func didYouMean(word string, names []string) finding.Text {
	if near := Nearest(word, names); near != "" {
		return finding.Say("did you mean %q?", "혹시 %q입니까?", near)
	}
	return finding.Say("write an id, a list of ids, internet, or a predicate such as module == *",
		"id, id 목록, internet, 또는 module == * 같은 조건을 쓰십시오")
}

// OnInternet reports whether an element is somebody or something on the internet: it
// is neither AWS's nor in a network that anything joins to others.
func (m *Model) OnInternet(e *Element) bool {
	k := e.kindOrUnknown()
	if len(k.AWS) > 0 || k.Regional || k.Category == kind.Process {
		return false
	}
	outside := k.Category == kind.Actor || k.Category == kind.External || k.Has(kind.OfOthers)
	for b := e.Boundary; b != nil; b = b.Parent {
		if b.Has(kind.Internet) {
			return true
		}
		if !b.Has(kind.Foreign) || m.index.uses["joins"][b.ID] > 0 {
			return false
		}
	}
	return outside
}
