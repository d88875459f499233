package site

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"asbuilt/model"
	"asbuilt/site/address"
	"asbuilt/site/parts"
)

// reference is that something names an element under a key of the language, such as
// its web ACL under waf or its key under encryption.key. Whoever reads a page of what
// is only named, such as a key, has nobody else to ask.
type reference struct{ by, key string }

// references are those of a model, by what is named. Where something lies, what it is
// and who decided it stand elsewhere, and so do the ends of connections.
func references(m *model.Model) map[string][]reference {
	w := &referrer{found: map[string][]reference{}}
	for _, e := range m.Elements {
		w.fields(e.ID, "", reflect.ValueOf(e).Elem())
	}
	for _, b := range m.Boundaries {
		w.fields(b.ID, "", reflect.ValueOf(b).Elem())
	}
	for _, g := range m.Groups {
		w.fields(g.ID, "", reflect.ValueOf(g).Elem())
	}
	for _, c := range m.Connections {
		for _, via := range c.Via {
			w.add(via.ID, c.ID.V, "via")
		}
	}
	return w.found
}

// referrer walks through the structs of the model by their tags.
type referrer struct{ found map[string][]reference }

func (w *referrer) add(to, by, key string) {
	if r := (reference{by, key}); to != "" && to != by && !slices.Contains(w.found[to], r) {
		w.found[to] = append(w.found[to], r)
	}
}

func (w *referrer) fields(by, prefix string, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		key := f.Tag.Get("yaml")
		if !f.IsExported() || f.Anonymous || key == "" || key == "-" {
			continue
		}
		path := strings.TrimPrefix(strings.TrimSuffix(prefix+"."+key, ".."), ".")
		w.value(by, path, strings.HasPrefix(f.Tag.Get("ref"), "element"), v.Field(i))
	}
}

func (w *referrer) value(by, path string, element bool, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if ref, ok := v.Interface().(model.Ref); ok && element {
			w.add(ref.ID, by, path)
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct {
			w.fields(by, path, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.value(by, path, element, v.Index(i))
		}
	}
}

// referenceGroup is those who have to do with an element in one sense.
type referenceGroup struct {
	Title string
	Count int // none where nothing is counted
	Links []parts.Link
}

// referencesTo are who names an element, by the sense in which they do.
func referencesTo(ed *edition, l parts.Links, id string) []referenceGroup {
	var all []referenceGroup
	add := func(title string, to parts.Link) {
		i := slices.IndexFunc(all, func(g referenceGroup) bool { return g.Title == title })
		if i < 0 {
			i = len(all)
			all = append(all, referenceGroup{Title: title})
		}
		all[i].Links = append(all[i].Links, to)
		all[i].Count = len(all[i].Links)
	}
	for _, r := range ed.references[id] {
		switch r.key {
		case "via":
			add(l.T("passes-through"), l.Subject(r.by))
		case "waf":
			add(l.T("protects"), l.Subject(r.by))
		default:
			prefix, key := "", r.key
			if at := strings.LastIndexByte(r.key, '.'); at >= 0 {
				prefix, key = r.key[:at], r.key[at+1:]
			}
			add(l.T("used-as", l.Key(prefix, key)), l.Subject(r.by))
		}
	}
	return all
}

// affectedNamed is how many of those that depend on an element its page names.
const affectedNamed = 12

// failureOf is what the failure of an element means: what stops, who depends on it, to
// whom events cease, and whether it fails alone.
func failureOf(ed *edition, l parts.Links, id string) []referenceGroup {
	f := ed.failures[id]
	if f == nil {
		return nil
	}
	var all []referenceGroup
	flows := func(title string, flows []*model.Flow) {
		var links []parts.Link
		for _, flow := range flows {
			links = append(links, l.Flow(flow))
		}
		if len(links) > 0 {
			all = append(all, referenceGroup{title, len(links), links})
		}
	}
	flows(l.T("failure-stops"), f.Stops)
	flows(l.T("failure-narrows"), f.Degrades)
	elements := func(title string, some []*model.Element, count int) {
		links := elementsOf(l, some[:min(len(some), affectedNamed)])
		if more := count - len(links); more > 0 {
			links = append(links, parts.Link{Text: "+" + strconv.Itoa(more)})
		}
		if count > 0 {
			all = append(all, referenceGroup{title, count, links})
		}
	}
	elements(l.T("failure-affects"), f.Affects, f.Affected)
	elements(l.T("failure-starves"), f.Starves, len(f.Starves))
	if f.Single != "" {
		all = append(all, referenceGroup{
			Title: l.T("fails-alone"), Links: []parts.Link{{Text: f.Single.Label().In(l.Language())}},
		})
	}
	return all
}

// shownIn are the pictures that show a thing, each at the place where it is.
func (ed *edition) shownIn(l parts.Links, id string) []parts.Link {
	var links []parts.Link
	for _, i := range ed.shows()[id] {
		pic := ed.pictures[i]
		links = append(links, parts.Link{Href: l.To(address.View(pic.View.ID)) + "#" + id, Text: pic.Title})
	}
	return links
}

// ways lead to where an element's ways are followed through a picture: what leads
// to it, and what it leads to.
func (ed *edition) ways(l parts.Links, id string) []parts.Link {
	at := slices.IndexFunc(ed.shows()[id], func(i int) bool { return ed.pictures[i].View.ID == "containers" })
	if at < 0 {
		return nil
	}
	view := l.To(address.View("containers"))
	var links []parts.Link
	if len(ed.incoming[id]) > 0 {
		links = append(links, parts.Link{Href: view + "#to=" + id, Text: l.T("upstream")})
	}
	if len(ed.outgoing[id]) > 0 {
		links = append(links, parts.Link{Href: view + "#from=" + id, Text: l.T("downstream")})
	}
	return links
}

// shows are the pictures, by their places among all, that show a thing as a box, on
// one, or as a border.
func (ed *edition) shows() map[string][]int {
	if ed.showing != nil {
		return ed.showing
	}
	ed.showing = map[string][]int{}
	for i, pic := range ed.pictures {
		if pic.Scene == nil {
			continue
		}
		for _, it := range pic.Scene.Items {
			for _, id := range slices.Concat([]string{it.ID}, it.Members, it.Carries) {
				all := ed.showing[id]
				told := len(all) > 0 && all[len(all)-1] == i
				if id != "" && it.Box.W > 0 && !told && pic.View.ID != "context" {
					ed.showing[id] = append(all, i)
				}
			}
		}
	}
	return ed.showing
}
