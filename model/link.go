package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// link fills the index, ties boundaries together, names connections, and
// resolves every reference.
func (m *Model) link(d *decoder) {
	m.indexKinds()
	m.index.elements = byID(m.Elements, func(e *Element) string { return e.ID })
	m.index.boundaries = byID(m.Boundaries, func(b *Boundary) string { return b.ID })
	m.index.groups = byID(m.Groups, func(g *Group) string { return g.ID })
	m.index.modules = byID(m.Modules, func(o *Module) string { return o.ID })
	m.index.data = byID(m.Data, func(c *DataClass) string { return c.ID })
	for _, b := range m.Boundaries {
		b.Parent = m.Boundary(b.In.ID)
	}
	m.cutCycles(d)
	for _, e := range m.Elements {
		e.Boundary = m.Boundary(e.In.ID)
	}
	names := m.names()
	for _, p := range d.refs {
		m.resolve(d, p, names)
	}
	m.nameConnections(d)
	m.derive()
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
		k.ID = u.ID
		if !u.Label.IsZero() {
			k.Label = u.Label.Text
		}
		if u.Glyph.IsSet() {
			k.Glyph = u.Glyph.V
		}
		if len(u.AWS) > 0 {
			k.AWS = nil
			for _, t := range u.AWS {
				k.AWS = append(k.AWS, t.V)
			}
		}
		m.index.kinds[u.ID] = &k
	}
}

// cutCycles reports places that lie in themselves and cuts the chain, so that
// walking up always ends.
func (m *Model) cutCycles(d *decoder) {
	for _, b := range m.Boundaries {
		seen := map[*Boundary]bool{}
		for at := b; at != nil; at = at.Parent {
			seen[at] = true
			if at.Parent != nil && seen[at.Parent] {
				d.report(CodeBoundaryCycle, at.In.Position, finding.Say("%q lies in itself", "%q가 자기 자신 안에 있습니다", at.Parent.ID),
					finding.Say("one of the places on the way must lie elsewhere", "중간의 장소 하나를 다른 곳에 두십시오"))
				at.Parent = nil
			}
		}
	}
}

// names are the ids that a reference can mean, by what it refers to.
func (m *Model) names() map[string][]string {
	kinds := make([]string, 0, len(kind.All())+len(m.Kinds))
	for _, k := range kind.All() {
		kinds = append(kinds, k.ID)
	}
	for _, k := range m.Kinds {
		kinds = append(kinds, k.ID)
	}
	return map[string][]string{
		"element":  ids(m.Elements, func(e *Element) string { return e.ID }),
		"boundary": ids(m.Boundaries, func(b *Boundary) string { return b.ID }),
		"group":    ids(m.Groups, func(g *Group) string { return g.ID }),
		"module":   ids(m.Modules, func(o *Module) string { return o.ID }),
		"data":     ids(m.Data, func(c *DataClass) string { return c.ID }),
		"template": ids(m.Templates, func(e *Element) string { return e.ID }),
		"state":    ids(m.States, func(n Named) string { return n.ID }),
		"trust":    ids(m.Trust, func(n Named) string { return n.ID }),
		"access":   ids(m.AccessLevels, func(n Named) string { return n.ID }),
		"kind":     kinds,
	}
}

func ids[T any](all []T, id func(T) string) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = id(x)
	}
	return out
}

// resolve reports a reference to something that is not there.
func (m *Model) resolve(d *decoder, p pending, names map[string][]string) {
	target, part, _ := strings.Cut(p.targets, "/")
	if p.ref.Part != "" && part == "" {
		d.report(CodeUnexpectedPart, p.ref.Position, finding.Say("%q names a part, which makes no sense here", "%q는 부분을 가리키는데 여기서는 쓸 수 없습니다", p.ref.String()),
			finding.Say("write %s", "%s만 쓰십시오", p.ref.ID))
		return
	}
	if !m.known(target, p.ref.ID, names) {
		m.reportUnknown(d, target, p.ref, names)
		return
	}
	if p.ref.Part == "" {
		return
	}
	e := m.Element(p.ref.ID)
	parts := ids(e.Partitions, func(o *Partition) string { return o.ID })
	if !slices.Contains(parts, p.ref.Part) {
		f := d.report(CodeUnknownPartition, p.ref.Position, finding.Say("%s has no partition %q", "%s에는 파티션 %q가 없습니다", p.ref.ID, p.ref.Part), suggest(p.ref.Part, parts))
		f.Length = len([]rune(p.ref.String()))
	}
}

// known reports whether id names a target. The big tables have an index.
func (m *Model) known(target, id string, names map[string][]string) bool {
	switch target {
	case "element":
		return m.Element(id) != nil
	case "boundary":
		return m.Boundary(id) != nil
	case "group":
		return m.Group(id) != nil
	case "kind":
		return m.Kind(id) != nil
	}
	return slices.Contains(names[target], id)
}

func (m *Model) reportUnknown(d *decoder, target string, ref Ref, names map[string][]string) {
	hint := suggest(ref.ID, names[target])
	for _, other := range []string{"element", "boundary", "group", "module"} {
		if other != target && slices.Contains(names[other], ref.ID) {
			hint = finding.Text{
				En: ref.ID + " is a " + other + "; here " + article(target) + " is meant",
				Ko: ref.ID + "는 " + korean(other) + "입니다. 여기에는 " + korean(target) + "를 써야 합니다",
			}
		}
	}
	f := d.report("unknown-"+target, ref.Position, finding.Text{
		En: "unknown " + target + " " + `"` + ref.ID + `"`, Ko: "알 수 없는 " + korean(target) + ` "` + ref.ID + `"`,
	}, hint)
	f.Length = len([]rune(ref.ID))
}

func article(target string) string {
	if strings.ContainsAny(target[:1], "aeiou") {
		return "an " + target
	}
	return "a " + target
}

func korean(target string) string {
	return map[string]string{
		"element": "요소", "boundary": "경계", "group": "그룹", "module": "모듈", "data": "데이터", "template": "템플릿",
		"state": "상태", "trust": "신뢰 구역", "access": "접근 권한 레벨", "kind": "종류",
	}[target]
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
		if at, taken := first[c.ID.V]; taken {
			f := d.report(CodeDuplicateConnection, c.Position, finding.Say("a connection %q exists already", "연결 %q가 이미 있습니다", c.ID.V),
				finding.Say("give one of the two an id of its own: id: …", "둘 중 하나에 id: 를 주십시오"))
			f.Related = []finding.Related{{Position: at, Source: m.SourceLine(at), Message: finding.Say("first written here", "처음 쓰인 곳")}}
			continue
		}
		first[c.ID.V] = c.Position
	}
}

// Connection is the connection with that id, or nil.
func (m *Model) Connection(id string) *Connection {
	i := slices.IndexFunc(m.Connections, func(c *Connection) bool { return c.ID.V == id })
	if i < 0 {
		return nil
	}
	return m.Connections[i]
}
