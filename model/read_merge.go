package model

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// Codes of findings about templates and overlays.
const (
	CodeTemplateCycle     = "template-cycle"
	CodeDeletesNothing    = "deletes-nothing"
	CodeUnknownConnection = "unknown-connection"
)

// mergeRules concern templates and overlays.
func mergeRules() finding.Rules {
	return finding.Rules{
		{Code: CodeTemplateCycle},
		{Code: CodeDeletesNothing},
		{Code: CodeUnknownConnection},
	}
}

// concat adds the content of included files to the main one: mappings by id
// and lists add up, and an id that two of them have is reported with both places.
func (d *decoder) concat(main *syntax.Node, parts []*syntax.Node) *syntax.Node {
	if len(parts) == 0 {
		return main
	}
	out := *main
	out.Entries = slices.Clone(main.Entries)
	sections := make(map[string]*section, len(out.Entries))
	for i := range out.Entries {
		sections[out.Entries[i].Key] = newSection(&out.Entries[i])
	}
	for _, part := range parts {
		for _, e := range part.Entries {
			switch s := sections[e.Key]; {
			case e.Key == "asbuilt" || e.Key == "include":
			case s == nil:
				sections[e.Key] = newSection(&e)
				out.Entries = append(out.Entries, e)
			default:
				d.join(s, e.Value)
			}
		}
	}
	for i := range out.Entries {
		out.Entries[i].Value = sections[out.Entries[i].Key].value
	}
	return &out
}

// section is one key of the model that several files add to.
type section struct {
	value *syntax.Node
	first map[string]finding.Position
}

func newSection(e *syntax.Entry) *section {
	value := *e.Value
	value.Entries, value.Items = slices.Clone(value.Entries), slices.Clone(value.Items)
	s := &section{value: &value, first: make(map[string]finding.Position, len(value.Entries))}
	for _, x := range value.Entries {
		s.first[x.Key] = x.Position
	}
	return s
}

// join adds b to s. What is of another shape, or no sum at all, is left to the
// decoder to report.
func (d *decoder) join(s *section, b *syntax.Node) {
	switch {
	case s.value.Kind == syntax.List && b.Kind == syntax.List:
		s.value.Items = append(s.value.Items, b.Items...)
	case s.value.Kind == syntax.Map && b.Kind == syntax.Map:
		for _, e := range b.Entries {
			if at, taken := s.first[e.Key]; taken {
				d.twice(e.Key, e.Position, at)
				continue
			}
			s.first[e.Key] = e.Position
			s.value.Entries = append(s.value.Entries, e)
		}
	case b.Kind != s.value.Kind:
		d.want(b, s.value.Kind)
	}
}

// layOver lays over on base: mappings are merged key by key, a null deletes, and
// everything else replaces. A null for what is not there stays, and is reported
// when it is decoded.
func layOver(base, over *syntax.Node) *syntax.Node {
	if base == nil || base.Kind != syntax.Map || over.Kind != syntax.Map {
		return over
	}
	changes := make(map[string]int, len(over.Entries))
	for i, e := range over.Entries {
		changes[e.Key] = i
	}
	out := &syntax.Node{
		Kind: syntax.Map, Position: over.Position, Patched: true,
		Entries: make([]syntax.Entry, 0, len(base.Entries)+len(over.Entries)),
	}
	for _, e := range base.Entries {
		i, changed := changes[e.Key]
		delete(changes, e.Key)
		if !changed {
			out.Entries = append(out.Entries, e)
			continue
		}
		if o := over.Entries[i]; o.Value.Kind != syntax.Null {
			out.Entries = append(out.Entries,
				syntax.Entry{Key: e.Key, Position: o.Position, Value: layOver(e.Value, o.Value)})
		}
	}
	for _, e := range over.Entries {
		if _, added := changes[e.Key]; !added {
			continue
		}
		switch e.Value.Kind {
		case syntax.Null: // deletes nothing, as the decoder will say
			e.Value = &syntax.Node{Position: e.Value.Position, Patched: true}
		case syntax.Map:
			e.Value = layOver(&syntax.Node{Kind: syntax.Map}, e.Value)
		}
		out.Entries = append(out.Entries, e)
	}
	return out
}

// deletesNothing reports an entry of n that deletes what is not there, and says
// whether it is one.
func (d *decoder) deletesNothing(e syntax.Entry, n *syntax.Node) bool {
	if e.Value.Kind != syntax.Null || !e.Value.Patched {
		return false
	}
	var names []string
	for _, other := range n.Entries {
		if other.Key != e.Key {
			names = append(names, other.Key)
		}
	}
	hint := finding.Say("delete the line", "이 줄을 지우십시오")
	if len(names) > 0 {
		hint = d.suggest(e.Key, names)
	}
	d.report(CodeDeletesNothing, e.Position, finding.Say("there is no %q to delete", "지울 %q 항목이 없습니다", e.Key), hint)
	return true
}

// byConnectionID turns an overlay's connections into a whole list: a mapping
// whose keys are connection ids changes (or with null deletes) those of the
// base; a list adds to them.
func (d *decoder) byConnectionID(base, over *syntax.Node) *syntax.Node {
	changes := over.Get("connections")
	if changes == nil {
		return over
	}
	out := *over
	out.Entries = slices.Clone(over.Entries)
	i := slices.IndexFunc(out.Entries, func(e syntax.Entry) bool { return e.Key == "connections" })
	list := &syntax.Node{
		Kind:     syntax.List,
		Position: changes.Position,
		Items:    slices.Clone(items(base.Get("connections"))),
	}
	out.Entries[i].Value = list
	if changes.Kind == syntax.List {
		list.Items = append(list.Items, changes.Items...)
		return &out
	}
	if d.want(changes, syntax.Map) {
		d.changeConnections(list, changes)
	}
	return &out
}

func (d *decoder) changeConnections(list, changes *syntax.Node) {
	ids := make([]string, len(list.Items))
	at := make(map[string]int, len(list.Items))
	for i, n := range list.Items {
		ids[i] = connectionNodeID(n)
		at[ids[i]] = i
	}
	for _, e := range changes.Entries {
		switch i, ok := at[e.Key]; {
		case !ok:
			d.report(CodeUnknownConnection, e.Position,
				finding.Say("unknown connection %q", "알 수 없는 연결 %q", e.Key), d.suggest(e.Key, ids))
		case e.Value.Kind == syntax.Null:
			list.Items[i] = nil
		default:
			list.Items[i] = layOver(list.Items[i], e.Value)
		}
	}
	list.Items = slices.DeleteFunc(list.Items, func(n *syntax.Node) bool { return n == nil })
}

func connectionNodeID(n *syntax.Node) string {
	text := func(key string) string {
		if v := n.Get(key); v != nil {
			return v.Value
		}
		return ""
	}
	if id := text("id"); id != "" {
		return id
	}
	id := text("from") + "->" + text("to")
	if port := text("port"); port != "" {
		if r, ok := ParsePort(port); ok {
			port = r.String()
		}
		id += ":" + port
	}
	return id
}

// expandTemplates gives each element the facts of its template. The facts keep
// the places where they are written in the template.
func (d *decoder) expandTemplates(root *syntax.Node) *syntax.Node {
	templates, elements := root.Get("templates"), root.Get("elements")
	if templates == nil || templates.Kind != syntax.Map {
		templates = &syntax.Node{}
	}
	if elements == nil || elements.Kind != syntax.Map {
		elements = &syntax.Node{}
	}
	t := &expander{
		d:       d,
		written: make(map[string]*syntax.Node, len(templates.Entries)),
		done:    map[string]*syntax.Node{},
	}
	for _, e := range templates.Entries {
		t.written[e.Key] = e.Value
	}
	expanded := *elements
	expanded.Entries = slices.Clone(elements.Entries)
	for i, e := range expanded.Entries {
		expanded.Entries[i].Value = t.expand(e.Value)
	}
	whole := *templates
	whole.Entries = slices.Clone(templates.Entries)
	for i, e := range whole.Entries {
		if n := t.template(&syntax.Node{Value: e.Key, Position: e.Position}); n != nil {
			whole.Entries[i].Value = n
		}
	}
	out := *root
	out.Entries = slices.Clone(root.Entries)
	for i := range out.Entries {
		switch e := &out.Entries[i]; {
		case e.Value.Kind != syntax.Map:
		case e.Key == "elements":
			e.Value = &expanded
		case e.Key == "templates":
			e.Value = &whole
		}
	}
	return &out
}

// expander lays elements over their templates. A template may use another.
type expander struct {
	d       *decoder
	written map[string]*syntax.Node
	// done holds the templates that are expanded; nil while one is at work.
	done map[string]*syntax.Node
}

func (t *expander) expand(n *syntax.Node) *syntax.Node {
	use := n.Get("use")
	if use == nil || use.Kind != syntax.Text {
		return n
	}
	if base := t.template(use); base != nil {
		return layOver(base, n)
	}
	alone := layOver(&syntax.Node{Kind: syntax.Map}, n)
	alone.Patched = false // there is no template to complete it
	return alone
}

func (t *expander) template(use *syntax.Node) *syntax.Node {
	n := t.written[use.Value]
	if n == nil || n.Kind != syntax.Map {
		return nil
	}
	whole, begun := t.done[use.Value]
	switch {
	case begun && whole == nil:
		t.d.report(CodeTemplateCycle, use.Position,
			finding.Say("template %q uses itself", "템플릿 %q이(가) 자기 자신을 씁니다", use.Value),
			finding.Say("take one use: out", "use: 하나를 지우십시오"))
		return nil
	case !begun:
		t.done[use.Value] = nil
		whole = t.expand(n)
		t.done[use.Value] = whole
	}
	return whole
}

// expandLists writes each mapping that stands for as many as its lists say
// (many:"true") as that many: a connection for each pair of its ends, a
// permission for each role, in the order of the lists.
func expandLists(root *syntax.Node) *syntax.Node {
	root = expandList(expandArrows(root), "connections", "from", "to")
	return expandList(root, "permissions", "role", "")
}

// expandArrows writes each connection that is an arrow, "a -> b" or "a -> b:443", as
// the mapping that it stands for.
func expandArrows(root *syntax.Node) *syntax.Node {
	all := root.Get("connections")
	isArrow := func(n *syntax.Node) bool {
		return n.Kind == syntax.Text && connectionFormat.pattern.MatchString(n.Value)
	}
	if all == nil || !slices.ContainsFunc(all.Items, isArrow) {
		return root
	}
	list := *all
	list.Items = slices.Clone(all.Items)
	for i, item := range list.Items {
		if isArrow(item) {
			list.Items[i] = arrowConnection(item)
		}
	}
	return root.With("connections", &list)
}

// arrowConnection is the mapping that an arrow stands for, each part of it at its
// own place.
func arrowConnection(n *syntax.Node) *syntax.Node {
	out := &syntax.Node{Kind: syntax.Map, Position: n.Position}
	parts := connectionFormat.pattern.FindStringSubmatchIndex(n.Value)
	for i, key := range []string{"from", "to", "port"} {
		first, end := parts[2*i+2], parts[2*i+3]
		if first < 0 {
			continue
		}
		at := n.Position
		if !n.Quoted {
			at.Col += utf8.RuneCountInString(n.Value[:first])
		}
		value := &syntax.Node{Kind: syntax.Text, Position: at, Value: n.Value[first:end]}
		if _, err := strconv.Atoi(value.Value); err == nil && key == "port" {
			value.Kind = syntax.Int
		}
		out.Entries = append(out.Entries, syntax.Entry{Key: key, Position: at, Value: value})
	}
	return out
}

// expandList does so with the list under key, for two keys of its mappings.
func expandList(root *syntax.Node, key, one, other string) *syntax.Node {
	all := root.Get(key)
	many := func(n *syntax.Node) bool {
		return isList(n.Get(one)) || isList(n.Get(other))
	}
	if all == nil || !slices.ContainsFunc(all.Items, many) {
		return root
	}
	list := *all
	list.Items = nil
	for _, item := range all.Items {
		for _, a := range eachOf(item.Get(one)) {
			for _, b := range eachOf(item.Get(other)) {
				list.Items = append(list.Items, with(with(item, one, a), other, b))
			}
		}
	}
	return root.With(key, &list)
}

func isList(n *syntax.Node) bool { return n != nil && n.Kind == syntax.List && len(n.Items) > 0 }

// eachOf are the items of a list, or n alone.
func eachOf(n *syntax.Node) []*syntax.Node {
	if isList(n) {
		return n.Items
	}
	return []*syntax.Node{n}
}

// with is the mapping with a value under key; the mapping itself where that is
// what it has.
func with(item *syntax.Node, key string, value *syntax.Node) *syntax.Node {
	if value == nil || item.Get(key) == value {
		return item
	}
	return item.With(key, value)
}
