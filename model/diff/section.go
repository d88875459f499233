package diff

import (
	"reflect"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
)

// model compares the two models, section by section.
func (c *comparer) model() {
	before, after := reflect.ValueOf(c.before).Elem(), reflect.ValueOf(c.after).Elem()
	fields := c.shapes.of(before.Type()).fields
	c.findRenames(before, after)
	for _, f := range fields {
		a, b := before.FieldByIndex(f.index), after.FieldByIndex(f.index)
		if !isSection(a.Type()) {
			c.value(&f, a, b, f.key, isSecurity(f.key))
			continue
		}
		c.section(&f, existing(a, c.before, c.states[0]), existing(b, c.after, c.states[1]))
	}
	if len(c.facts) > 0 {
		verb := Changed
		switch {
		case c.before.Version.Position.IsZero():
			verb = Added
		case c.after.Version.Position.IsZero():
			verb = Removed
		}
		c.changes = append(c.changes, finished(&Change{
			Verb:     verb,
			Section:  Whole,
			Title:    c.title(),
			Position: c.facts[0].Position,
			Facts:    c.facts,
		}))
	}
}

// existing are the things of a section that exist in a state.
func existing(all reflect.Value, m *model.Model, state string) reflect.Value {
	field, has := all.Type().Elem().Elem().FieldByName("Lifetime")
	if !has || state == "" {
		return all
	}
	some := reflect.MakeSlice(all.Type(), 0, all.Len())
	for i := range all.Len() {
		if m.ActiveIn(all.Index(i).Elem().FieldByIndex(field.Index).Interface().(model.Lifetime), state) {
			some = reflect.Append(some, all.Index(i))
		}
	}
	return some
}

// title is the name of the system.
func (c *comparer) title() finding.Text {
	if c.after.Name.IsZero() {
		return c.before.Name.Text
	}
	return c.after.Name.Text
}

// finished marks a change that has a fact about security.
func finished(ch *Change) *Change {
	for _, f := range ch.Facts {
		ch.Security = ch.Security || f.Security
	}
	return ch
}

// section compares the things under one key of the main file.
func (c *comparer) section(f *field, a, b reflect.Value) {
	if c.shapes.of(a.Type().Elem().Elem()).id == nil && a.Type().Elem() != reflect.TypeFor[*model.Connection]() {
		pairs, gone, came := c.paired(a, b)
		for _, p := range pairs {
			c.changed(f, p[0], p[1])
		}
		for _, v := range gone {
			c.lone(Removed, f, v)
		}
		for _, v := range came {
			c.lone(Added, f, v)
		}
		return
	}
	old, now := c.written(a, true), c.written(b, false)
	rest := newThings(now)
	var gone []thing
	for _, t := range old {
		if v, stays := rest.take(t.id); stays {
			c.changed(f, t.value, v.value)
			continue
		}
		gone = append(gone, t)
	}
	for _, t := range rest.sameEnds(gone) {
		if t.now.value.IsValid() {
			c.changed(f, t.old.value, t.now.value)
		} else {
			c.lone(Removed, f, t.old.value)
		}
	}
	for _, t := range now {
		if rest.has(t.id) {
			c.lone(Added, f, t.value)
		}
	}
	if f.ordered {
		facts := c.facts
		c.facts = nil
		c.order(a, b, "")
		if len(c.facts) > 0 {
			c.changes = append(c.changes,
				&Change{Verb: Changed, Section: f.key, Position: c.facts[0].Position, Facts: c.facts})
		}
		c.facts = facts
	}
}

// thing is what has an id in a section.
type thing struct {
	id    string
	value reflect.Value
}

// written are the things of a section, without the connections that follow from
// facts. The older side is told by the new ids of what was renamed.
func (c *comparer) written(v reflect.Value, old bool) []thing {
	var all []thing
	for i := range v.Len() {
		if conn, ok := v.Index(i).Interface().(*model.Connection); ok && conn.Derived {
			continue
		}
		all = append(all, thing{c.idOf(v.Index(i).Elem(), old), v.Index(i)})
	}
	return all
}

// idOf is the id of a thing. One that a connection has of its ends follows the
// new names of the ends.
func (c *comparer) idOf(v reflect.Value, old bool) string {
	if conn, ok := v.Addr().Interface().(*model.Connection); ok {
		if conn.ID.IsSet() || !old {
			return conn.ID.V
		}
		called := c.caller(nil, old)
		id := called(conn.From) + "->" + called(conn.To)
		if conn.Port.IsSet() {
			id += ":" + conn.Port.V.String()
		}
		return id
	}
	id := v.FieldByIndex(c.shapes.of(v.Type()).id).String()
	if sort := sortOf(v.Type()); old && c.renamed[sort][id] != "" {
		return c.renamed[sort][id]
	}
	return id
}

// things are those of the newer side that nothing of the older one is tied to
// yet.
type things map[string]thing

func newThings(all []thing) things {
	t := things{}
	for _, one := range all {
		t[one.id] = one
	}
	return t
}

func (t things) has(id string) bool { return t[id].value.IsValid() }

func (t things) take(id string) (thing, bool) {
	one, ok := t[id]
	delete(t, id)
	return one, ok
}

// A tiedThing is a thing of the older side with the one that it became, if any.
type tiedThing struct{ old, now thing }

// sameEnds ties connections that have another id because their port or their id
// is another, when nothing else goes the same way: they are one connection that
// changed.
func (t things) sameEnds(gone []thing) []tiedThing {
	ends := func(one thing) string {
		if conn, ok := one.value.Interface().(*model.Connection); ok {
			return conn.From.String() + "\x00" + conn.To.String()
		}
		return ""
	}
	came, went := map[string][]string{}, map[string]int{}
	for id, one := range t {
		came[ends(one)] = append(came[ends(one)], id)
	}
	for _, one := range gone {
		went[ends(one)]++
	}
	var all []tiedThing
	for _, one := range gone {
		pair := tiedThing{old: one}
		if way := ends(one); way != "" && went[way] == 1 && len(came[way]) == 1 {
			pair.now, _ = t.take(came[way][0])
		}
		all = append(all, pair)
	}
	return all
}

// changed adds what differs between two readings of one thing, if anything.
func (c *comparer) changed(f *field, old, now reflect.Value) {
	ch := c.change(Changed, f, now, c.after)
	ch.Facts = c.compared(stated(old), stated(now), isSecurity(f.key))
	switch was := c.name(old); {
	case was == ch.ID:
	case sortOf(old.Type().Elem()) != "":
		ch.Verb, ch.WasID = Renamed, was
	case old.Type() == reflect.TypeFor[*model.Connection]():
		ch.WasID = was
	}
	if len(ch.Facts) == 0 && ch.Verb != Renamed {
		return
	}
	if e, ok := old.Interface().(*model.Element); ok && movedOver(e, now.Interface().(*model.Element)) {
		for i := range ch.Facts {
			ch.Facts[i].Security = ch.Facts[i].Security || ch.Facts[i].Path == "in"
		}
	}
	if _, ok := old.Interface().(*model.DataClass); ok {
		for i, f := range ch.Facts {
			ch.Facts[i].Security = f.Security || keptLonger(c.before, c.after, ch.ID, f)
		}
	}
	c.changes = append(c.changes, finished(ch))
}

// lone adds what is on one side alone.
func (c *comparer) lone(verb Verb, f *field, v reflect.Value) {
	m, zero := c.after, reflect.Zero(v.Type().Elem())
	if verb == Removed {
		m = c.before
	}
	ch := c.change(verb, f, v, m)
	if verb == Removed {
		ch.Facts = c.compared(stated(v), zero, isSecurity(f.key))
	} else {
		ch.Facts = c.compared(zero, stated(v), isSecurity(f.key))
	}
	guard := guards(m, v.Interface())
	if verb == Removed { // what is gone exposes nothing any more
		ch.Security = guard
	} else {
		finished(ch).Security = ch.Security || guard
	}
	c.changes = append(c.changes, ch)
}

// stated is a thing without what only follows from others: a connection exists
// as long as its ends do.
func stated(v reflect.Value) reflect.Value {
	conn, ok := v.Interface().(*model.Connection)
	if !ok {
		return v.Elem()
	}
	own := *conn
	own.Lifetime = conn.Stated()
	return reflect.ValueOf(&own).Elem()
}

// change is the frame of a change of v, which is of m.
func (c *comparer) change(verb Verb, f *field, v reflect.Value, m *model.Model) *Change {
	ch := &Change{Verb: verb, Section: f.key, ID: c.name(v), Title: titleOf(v), Position: c.positionOf(v)}
	if kind := v.Elem().FieldByName("Kind"); kind.IsValid() {
		if ref, ok := kind.Interface().(model.Ref); ok {
			if k := m.Kind(ref.ID); k != nil {
				ch.Kind = k.Label
			}
		}
	}
	if in := v.Elem().FieldByName("In"); in.IsValid() {
		ch.In = in.Interface().(model.Ref).ID
	}
	return ch
}

// name is the id of a thing, or what one without an id is about.
func (c *comparer) name(v reflect.Value) string {
	if c.shapes.of(v.Type().Elem()).id == nil && v.Type() != reflect.TypeFor[*model.Connection]() {
		return c.item(v.Elem(), 2, false)
	}
	return c.idOf(v.Elem(), false)
}

// titleOf is what a thing is called, or else the sentence that it is about.
func titleOf(v reflect.Value) finding.Text {
	for _, name := range []string{"Label", "Symptom", "Why", "Because"} {
		if f := v.Elem().FieldByName(name); f.IsValid() {
			if t, ok := f.Interface().(model.Text); ok {
				return t.Text
			}
		}
	}
	return finding.Text{}
}

// sortOf is the word by which fields name things of a type.
func sortOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[model.DataClass]():
		return "data"
	case reflect.TypeFor[model.Element](), reflect.TypeFor[model.Boundary](), reflect.TypeFor[model.Group](),
		reflect.TypeFor[model.Module]():
		return strings.ToLower(t.Name())
	}
	return ""
}
