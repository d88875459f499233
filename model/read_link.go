package model

import (
	"slices"
	"strings"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// Codes of findings about names that refer to something.
const (
	CodeUnknownElement      = "unknown-element"
	CodeUnknownBoundary     = "unknown-boundary"
	CodeUnknownGroup        = "unknown-group"
	CodeUnknownModule       = "unknown-module"
	CodeUnknownData         = "unknown-data"
	CodeUnknownTemplate     = "unknown-template"
	CodeUnknownState        = "unknown-state"
	CodeUnknownTrust        = "unknown-trust"
	CodeUnknownAccess       = "unknown-access"
	CodeUnknownKind         = "unknown-kind"
	CodeUnknownPartition    = "unknown-partition"
	CodeUnexpectedPart      = "unexpected-part"
	CodeWrongTarget         = "wrong-target"
	CodeBoundaryCycle       = "boundary-cycle"
	CodeBoundaryNesting     = "boundary-nesting"
	CodeDuplicateConnection = "duplicate-connection"
)

// linkRules concern names that refer to something.
func linkRules() finding.Rules {
	return finding.Rules{
		{Code: CodeUnknownElement},
		{Code: CodeUnknownBoundary},
		{Code: CodeUnknownGroup},
		{Code: CodeUnknownModule},
		{Code: CodeUnknownData},
		{Code: CodeUnknownTemplate},
		{Code: CodeUnknownState},
		{Code: CodeUnknownTrust},
		{Code: CodeUnknownAccess},
		{Code: CodeUnknownKind},
		{Code: CodeUnknownPartition},
		{Code: CodeUnexpectedPart},
		{Code: CodeWrongTarget},
		{Code: CodeBoundaryCycle},
		{Code: CodeBoundaryNesting},
		{Code: CodeDuplicateConnection},
	}
}

// link fills the index, ties boundaries together, names connections, and
// resolves every reference.
func (m *Model) link(d *decoder) {
	m.indexKinds()
	m.index.elements = byID(m.Elements, func(e *Element) string { return e.ID })
	m.index.boundaries = byID(m.Boundaries, func(b *Boundary) string { return b.ID })
	m.index.groups = byID(m.Groups, func(g *Group) string { return g.ID })
	m.index.modules = byID(m.Modules, func(o *Module) string { return o.ID })
	m.index.data = byID(m.Data, func(c *DataClass) string { return c.ID })
	m.index.states = make(map[string]int, len(m.States))
	for i, s := range m.States {
		if _, taken := m.index.states[s.ID]; !taken {
			m.index.states[s.ID] = i
		}
	}
	for _, b := range m.Boundaries {
		b.Parent, b.kind = m.Boundary(b.In.ID), m.Kind(b.Kind.ID)
	}
	m.cutCycles(d)
	for _, e := range m.Elements {
		e.Boundary, e.kind = m.Boundary(e.In.ID), m.Kind(e.Kind.ID)
	}
	for _, g := range m.Groups {
		g.kind = m.Kind(g.Kind.ID)
	}
	for _, e := range m.Elements {
		for _, r := range e.Joins {
			m.index.use("joins", r.ID)
		}
	}
	targets := m.targets()
	for _, p := range d.refs {
		m.resolve(d, p, targets)
	}
	m.nameConnections(d)
	m.derive(d.reporter)
	m.spanConnections()
	m.index.connections = byID(m.Connections, func(c *Connection) string { return c.ID.V })
}

func byID[T any](all []*T, id func(*T) string) map[string]*T {
	out := make(map[string]*T, len(all))
	for _, x := range all {
		if _, taken := out[id(x)]; !taken {
			out[id(x)] = x
		}
	}
	return out
}

// indexKinds makes a kind of each user kind: its base with what it overrides.
func (m *Model) indexKinds() {
	m.index.kinds = map[string]*kind.Kind{}
	for _, u := range m.Kinds {
		base := kind.Lookup(u.Extends.ID)
		if base == nil {
			continue
		}
		k := *base
		k.ID, k.Base = u.ID, base.ID
		k.Label = finding.Same(u.ID) // what it extends it is not
		if !u.Label.IsZero() {
			k.Label = u.Label.Text
		}
		if u.Glyph.IsSet() {
			k.Glyph = u.Glyph.V
		}
		if u.AWS != nil {
			k.AWS = nil
			for _, t := range u.AWS {
				k.AWS = append(k.AWS, t.V)
			}
		}
		if len(k.AWS) == 0 {
			k.Checked = nil
		}
		k.Traits = slices.Clone(k.Traits)
		for _, t := range u.Traits {
			k.Traits = append(k.Traits, kind.Trait(t.V))
		}
		m.index.kinds[u.ID] = &k
	}
}

// maxNested is how deep places may lie in each other.
const maxNested = 64

// cutCycles reports places that lie in themselves, or too deep in others, and
// cuts the chain, so that walking up always ends soon.
func (m *Model) cutCycles(d *decoder) {
	const walking, done = 1, 2
	state := make(map[*Boundary]int, len(m.Boundaries))
	depth := make(map[*Boundary]int, len(m.Boundaries))
	for _, b := range m.Boundaries {
		var way []*Boundary
		for at := b; at != nil && state[at] != done; at = at.Parent {
			state[at] = walking
			way = append(way, at)
			if at.Parent != nil && state[at.Parent] == walking {
				d.about(at.ID, "in", CodeBoundaryCycle, at.In.Position,
					finding.Say("%q lies in itself", "%q이(가) 자기 자신 안에 있습니다", at.Parent.ID),
					finding.Say("one of the places on the way must lie elsewhere", "중간의 장소 하나를 다른 곳에 두십시오"))
				at.Parent = nil
			}
		}
		for _, at := range slices.Backward(way) {
			state[at] = done
			if at.Parent == nil {
				continue
			}
			if depth[at] = depth[at.Parent] + 1; depth[at] > maxNested {
				d.about(at.ID, "in", CodeBoundaryNesting, at.In.Position,
					finding.Say("places lie more than %d deep in each other", "경계가 %d단계보다 깊게 중첩되었습니다", maxNested),
					finding.Say("leave out what nobody needs to see", "볼 필요가 없는 단계를 빼십시오"))
				at.Parent, depth[at] = nil, 0
			}
		}
	}
}

// A target is what a reference can mean.
type target struct {
	what finding.Text
	// code is reported when nothing has the name.
	code string
	ids  []string
	// kind is the kind of what has the name, or nil.
	kind func(id string) *kind.Kind
	set  map[string]bool
}

// targets are all targets by the word that the tag ref uses.
func (m *Model) targets() map[string]*target {
	catalogue := ids(kind.All(), func(k kind.Kind) string { return k.ID })
	own := ids(m.Kinds, func(k *UserKind) string { return k.ID })
	term := func(t *Term) string { return t.ID }
	all := map[string]*target{}
	add := func(word string, what finding.Text, code string, names []string) *target {
		t := &target{what: what, code: code, ids: names, set: make(map[string]bool, len(names))}
		for _, id := range names {
			t.set[id] = true
		}
		all[word] = t
		return t
	}
	add("element", finding.Both("element", "요소"), CodeUnknownElement,
		ids(m.Elements, func(e *Element) string { return e.ID }),
	).kind = func(id string) *kind.Kind { return m.Element(id).kind }
	add("boundary", finding.Both("boundary", "경계"), CodeUnknownBoundary,
		ids(m.Boundaries, func(b *Boundary) string { return b.ID }),
	).kind = func(id string) *kind.Kind { return m.Boundary(id).kind }
	add("group", finding.Both("group", "그룹"), CodeUnknownGroup,
		ids(m.Groups, func(g *Group) string { return g.ID }),
	).kind = func(id string) *kind.Kind { return m.Group(id).kind }
	add("module", finding.Both("module", "모듈"), CodeUnknownModule,
		ids(m.Modules, func(o *Module) string { return o.ID }))
	add("data", finding.Both("class of data", "데이터 종류"), CodeUnknownData,
		ids(m.Data, func(c *DataClass) string { return c.ID }))
	add("template", finding.Both("template", "템플릿"), CodeUnknownTemplate,
		ids(m.Templates, func(e *Element) string { return e.ID }))
	add("state", finding.Both("state", "상태"), CodeUnknownState, ids(m.States, term))
	add("trust", finding.Both("zone of trust", "신뢰 구역"), CodeUnknownTrust, ids(m.Trust, term))
	add("access", finding.Both("access level", "접근 권한 레벨"), CodeUnknownAccess, ids(m.AccessLevels, term))
	add("kind", finding.Both("kind", "종류"), CodeUnknownKind, append(own, catalogue...))
	add("catalogue", finding.Both("kind of the catalogue", "카탈로그의 종류"), CodeUnknownKind, catalogue)
	return all
}

// resolve reports a reference to something that is not there, or is of a kind
// that makes no sense.
func (m *Model) resolve(d *decoder, p pending, targets map[string]*target) {
	word, part, _ := strings.Cut(p.field.ref, "/")
	t := targets[word]
	switch {
	case p.ref.Part != "" && part == "":
		d.report(CodeUnexpectedPart, p.ref.Position,
			finding.Say("%q names a part, which makes no sense here", "%q은(는) 부분을 가리키는데 여기서는 쓸 수 없습니다", p.ref.String()),
			finding.Say("write %s", "%s만 쓰십시오", p.ref.ID))
	case !t.set[p.ref.ID]:
		m.reportUnknown(d, t, p.ref, targets)
	default:
		m.index.use(word, p.ref.ID)
		m.resolvePart(d, p.ref)
		m.resolveKind(d, p, t)
	}
}

func (m *Model) resolvePart(d *decoder, ref Ref) {
	if ref.Part == "" {
		return
	}
	partitions := m.Element(ref.ID).Partitions
	if !slices.ContainsFunc(partitions, func(o *Partition) bool { return o.ID == ref.Part }) {
		parts := ids(partitions, func(o *Partition) string { return o.ID })
		f := d.report(CodeUnknownPartition, ref.Position,
			finding.Say("%s has no partition %q", "%s에는 파티션 %q이(가) 없습니다", ref.ID, ref.Part), d.suggest(ref.Part, parts))
		f.Length = utf8.RuneCountInString(ref.String())
	}
}

// resolveKind reports what exists but is of a kind that the key cannot mean.
func (m *Model) resolveKind(d *decoder, p pending, t *target) {
	traits := p.field.traits
	if len(traits) == 0 {
		return
	}
	k := t.kind(p.ref.ID)
	if k == nil || slices.ContainsFunc(traits, k.Has) {
		return
	}
	var fit []string
	for _, id := range t.ids {
		if d.compared++; d.compared > maxCompared {
			break
		}
		if k := t.kind(id); k != nil && slices.ContainsFunc(traits, k.Has) {
			fit = append(fit, id)
		}
	}
	kinds := kind.WithTrait(traits...)
	want := strings.Join(kinds, ", ")
	hint := finding.Say("none of kind %s is defined yet", "%s 종류는 아직 정의되지 않았습니다", want)
	if len(fit) > 0 {
		hint = d.suggest(p.ref.ID, fit)
	}
	f := d.report(CodeWrongTarget, p.ref.Position,
		finding.Say("%s is of kind %s; here %s is meant", "%s의 종류는 %s입니다. 여기에는 %s 종류가 와야 합니다", p.ref.ID, k.ID,
			strings.Join(kinds, " or ")),
		hint)
	f.Length = utf8.RuneCountInString(p.ref.String())
}

func (m *Model) reportUnknown(d *decoder, t *target, ref Ref, targets map[string]*target) {
	hint, known := finding.Text{}, false // an element may well be called as people call its kind
	if t.code == CodeUnknownKind {
		word := kind.Meant(ref.ID)
		hint, known = d.suggestKind(ref.ID, t.ids), len(word.Kinds) > 0 || word.Extends != ""
	} else {
		hint = d.suggest(ref.ID, t.ids)
	}
	if now := d.renamed(m, ref.ID); now != "" {
		hint = finding.Say("it is called %q now", "이름이 %q(으)로 바뀌었습니다", now)
	}
	for _, word := range []string{"element", "boundary", "group", "module"} {
		if other := targets[word]; other != t && other.set[ref.ID] && !known {
			hint = finding.Text{
				En: ref.ID + " is " + article(other.what.En) + "; here " + article(t.what.En) + " is meant",
				Ko: ref.ID + "의 구분은 " + other.what.Ko + "인데 여기에는 " + t.what.Ko + " id를 써야 합니다",
			}
		}
	}
	if t == targets["catalogue"] && targets["kind"].set[ref.ID] {
		hint = m.extendInstead(ref.ID)
	}
	f := d.report(t.code, ref.Position, finding.Say("unknown %s %q", "알 수 없는 %s %q", t.what, ref.ID), hint)
	f.Length = utf8.RuneCountInString(ref.ID)
}

// renamed is the id that an element has now which went by another, or empty.
func (r *reporter) renamed(m *Model, was string) string {
	if r.compared += len(m.Elements); r.compared < maxCompared {
		return m.Renames()[was]
	}
	return ""
}

// extendInstead is what to extend in the place of a kind of one's own: that of
// the catalogue which it comes down to. One step to the catalogue is all there
// is, so that what a kind is can be read in one place.
func (m *Model) extendInstead(id string) finding.Text {
	own := byID(m.Kinds, func(u *UserKind) string { return u.ID })
	at := id
	for range m.Kinds {
		u := own[at]
		if u == nil {
			break
		}
		if at = u.Extends.ID; kind.Lookup(at) != nil {
			return finding.Say(
				"%[1]s is a kind of your own; extend %[2]s instead, and repeat what %[1]s says of itself",
				"%[1]s은(는) 사용자 종류입니다. 대신 %[2]s을(를) 확장하고 %[1]s에 적은 내용을 다시 적으십시오",
				id, at)
		}
	}
	return finding.Say("a kind of your own extends one of the catalogue", "사용자 종류는 카탈로그의 종류만 확장할 수 있습니다")
}

// spanConnections gives a connection the states in which both its ends exist,
// as far as it says nothing itself.
func (m *Model) spanConnections() {
	for _, c := range m.Connections {
		from, to := m.Element(c.From.ID), m.Element(c.To.ID)
		c.stated = c.Lifetime
		if from == nil || to == nil {
			continue
		}
		if !c.Since.IsSet() {
			c.Since = from.Since
			if to.Since.IsSet() && (!c.Since.IsSet() || m.stateIndex(to.Since.ID) > m.stateIndex(c.Since.ID)) {
				c.Since = to.Since
			}
		}
		if !c.Until.IsSet() {
			c.Until = from.Until
			if to.Until.IsSet() && (!c.Until.IsSet() || m.stateIndex(to.Until.ID) < m.stateIndex(c.Until.ID)) {
				c.Until = to.Until
			}
		}
	}
}

// nameConnections gives each connection its id and reports clashes.
func (m *Model) nameConnections(d *decoder) {
	first := map[string]finding.Position{}
	for _, c := range m.Connections {
		if !c.ID.IsSet() {
			c.ID.V = c.From.String() + "->" + c.To.String()
			if c.Port.IsSet() {
				c.ID.V += ":" + c.Port.V.String()
			}
		}
		if !c.From.IsSet() || !c.To.IsSet() {
			continue // reported as missing, or written in another way
		}
		if at, taken := first[c.ID.V]; taken {
			f := d.about(c.ID.V, "", CodeDuplicateConnection, c.Position,
				finding.Say("a connection %q exists already", "연결 %q이(가) 이미 있습니다", c.ID.V),
				finding.Say("give one of the two an id of its own: id: …", "둘 중 하나에 id:를 주십시오"))
			f.Related = []finding.Related{{
				Position: at,
				Source:   m.SourceLine(at),
				Message:  finding.Say("first written here", "처음 쓰인 곳"),
			}}
			continue
		}
		first[c.ID.V] = c.Position
	}
}
