package model

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// concat adds the content of an included file: mappings by id and lists add up,
// and an id that both have is reported with both places.
func (d *decoder) concat(into, more *syntax.Node) *syntax.Node {
	out := *into
	out.Entries = slices.Clone(into.Entries)
	for _, e := range more.Entries {
		i := slices.IndexFunc(out.Entries, func(o syntax.Entry) bool { return o.Key == e.Key })
		switch {
		case e.Key == "asbuilt" || e.Key == "include":
		case i < 0:
			out.Entries = append(out.Entries, e)
		default:
			out.Entries[i].Value = d.join(out.Entries[i].Value, e.Value)
		}
	}
	return &out
}

func (d *decoder) join(a, b *syntax.Node) *syntax.Node {
	out := *a
	switch {
	case a.Kind == syntax.List && b.Kind == syntax.List:
		out.Items = slices.Concat(a.Items, b.Items)
	case a.Kind == syntax.Map && b.Kind == syntax.Map:
		first := make(map[string]finding.Position, len(a.Entries))
		for _, e := range a.Entries {
			first[e.Key] = e.Position
		}
		out.Entries = slices.Clone(a.Entries)
		for _, e := range b.Entries {
			if at, taken := first[e.Key]; taken {
				d.twice(e.Key, e.Position, at)
				continue
			}
			out.Entries = append(out.Entries, e)
		}
	}
	return &out
}

// merge lays over on base: mappings are merged key by key, a null deletes, and
// everything else replaces.
func merge(base, over, at *syntax.Node) *syntax.Node {
	if base == nil || base.Kind != syntax.Map || over.Kind != syntax.Map {
		return over
	}
	out := &syntax.Node{Kind: syntax.Map, Position: at.Position, Entries: make([]syntax.Entry, 0, len(base.Entries)+len(over.Entries))}
	for _, e := range base.Entries {
		switch o := over.Get(e.Key); {
		case o == nil:
			out.Entries = append(out.Entries, e)
		case o.Kind != syntax.Null:
			i := slices.IndexFunc(over.Entries, func(x syntax.Entry) bool { return x.Key == e.Key })
			out.Entries = append(out.Entries, syntax.Entry{Key: e.Key, Position: over.Entries[i].Position, Value: merge(e.Value, o, o)})
		}
	}
	for _, e := range over.Entries {
		if base.Get(e.Key) == nil && e.Value.Kind != syntax.Null {
			out.Entries = append(out.Entries, e)
		}
	}
	return out
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
	list := &syntax.Node{Kind: syntax.List, Position: changes.Position, Items: slices.Clone(items(base.Get("connections")))}
	out.Entries[i].Value = list
	if changes.Kind == syntax.List {
		list.Items = append(list.Items, changes.Items...)
		return &out
	}
	if !d.want(changes, syntax.Map) {
		return &out
	}
	for _, e := range changes.Entries {
		j := slices.IndexFunc(list.Items, func(n *syntax.Node) bool { return connectionNodeID(n) == e.Key })
		switch {
		case j < 0:
			ids := make([]string, len(list.Items))
			for k, n := range list.Items {
				ids[k] = connectionNodeID(n)
			}
			d.report(CodeUnknownConnection, e.Position, finding.Say("unknown connection %q", "알 수 없는 연결 %q", e.Key), suggest(e.Key, ids))
		case e.Value.Kind == syntax.Null:
			list.Items = slices.Delete(list.Items, j, j+1)
		default:
			list.Items[j] = merge(list.Items[j], e.Value, e.Value)
		}
	}
	return &out
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
		if r, ok := parsePort(port); ok {
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
	if templates == nil || elements == nil || templates.Kind != syntax.Map || elements.Kind != syntax.Map {
		return root
	}
	expanded := *elements
	expanded.Entries = slices.Clone(elements.Entries)
	for i, e := range expanded.Entries {
		use := e.Value.Get("use")
		if use == nil || use.Kind != syntax.Text {
			continue
		}
		if t := templates.Get(use.Value); t != nil && t.Kind == syntax.Map {
			expanded.Entries[i].Value = merge(t, e.Value, e.Value)
		}
	}
	out := *root
	out.Entries = slices.Clone(root.Entries)
	for i := range out.Entries {
		if out.Entries[i].Key == "elements" {
			out.Entries[i].Value = &expanded
		}
	}
	return &out
}
