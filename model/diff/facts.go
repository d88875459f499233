package diff

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
)

// comparer walks two models side by side.
type comparer struct {
	before, after *model.Model
	// states are those that the sides are about; see [Side].
	states [2]string
	shapes shapes
	// renamed are the new ids of things that were probably renamed, by the sort
	// of thing and the old id: what names them did not change by that.
	renamed map[string]map[string]string
	changes []*Change
	// facts are those of the thing that is compared now.
	facts []Fact
}

func newComparer(before, after *model.Model) *comparer {
	if before == nil {
		before = &model.Model{}
	}
	if after == nil {
		after = &model.Model{}
	}
	return &comparer{before: before, after: after, shapes: shapes{}, renamed: map[string]map[string]string{}}
}

// caller says what a field calls the things it names; the older side is told by
// the new names.
func (c *comparer) caller(f *field, old bool) func(model.Ref) string {
	sort := "element" // an arrow is between elements
	if f != nil && f.ref != "" {
		sort = f.ref
	}
	return func(r model.Ref) string {
		if now := c.renamed[sort][r.ID]; old && now != "" {
			r.ID = now
		}
		return r.String()
	}
}

// compared are the facts that differ between two structs of one type.
func (c *comparer) compared(a, b reflect.Value, secure bool) []Fact {
	outer := c.facts
	c.facts = nil
	c.mapping(a, b, "", secure)
	facts := c.facts
	c.facts = outer
	return facts
}

// add adds a fact, unless the values are one.
func (c *comparer) add(path string, before, after leaf, secure bool) {
	if before.text == after.text {
		return
	}
	f := Fact{Path: path, Before: before.text, After: after.text, Security: secure, Position: after.at}
	if f.Position.IsZero() {
		f.Position = before.at
	}
	c.facts = append(c.facts, f)
}

func (c *comparer) mapping(a, b reflect.Value, path string, secure bool) {
	if old, ok := a.Interface().(model.Match); ok {
		now := b.Interface().(model.Match)
		c.add(path, none(old), none(now), secure)
	}
	for _, f := range c.shapes.of(a.Type()).fields {
		at := path
		if f.key != "." {
			at = joined(path, f.key)
		}
		c.value(&f, a.FieldByIndex(f.index), b.FieldByIndex(f.index), at, secure || isSecurity(f.key))
	}
}

// none is how `match: none` differs from a selector.
func none(m model.Match) leaf {
	if !m.None.V {
		return leaf{}
	}
	return leaf{"none", m.None.Position}
}

func joined(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (c *comparer) value(f *field, a, b reflect.Value, path string, secure bool) {
	if old, ok := a.Interface().(model.Text); ok {
		c.text(old, b.Interface().(model.Text), path, secure)
		return
	}
	if old, ok := scalar(a, c.caller(f, true)); ok {
		now, _ := scalar(b, c.caller(f, false))
		c.add(path, old, now, secure)
		return
	}
	switch a.Kind() {
	case reflect.Pointer:
		if old, ok := scalar(pointed(a), c.caller(f, true)); ok {
			now, _ := scalar(pointed(b), c.caller(f, false))
			c.add(path, old, now, secure)
			return
		}
		c.pointer(a, b, path, secure)
	case reflect.Slice:
		c.list(f, a, b, path, secure)
	default:
		c.mapping(a, b, path, secure)
	}
}

// text tells of the languages that differ. A text in one language has no
// language in its path.
func (c *comparer) text(a, b model.Text, path string, secure bool) {
	mono := func(t model.Text) bool { return t.Ko == "" || t.En == "" }
	for _, lang := range []finding.Lang{finding.Korean, finding.English} {
		old, now := a.Ko, b.Ko
		if lang == finding.English {
			old, now = a.En, b.En
		}
		at := path
		if !mono(a) || !mono(b) || a.Ko != "" && b.En != "" || a.En != "" && b.Ko != "" {
			at = joined(path, string(lang))
		}
		c.add(at, leaf{old, a.Position}, leaf{now, b.Position}, secure)
	}
}

func (c *comparer) pointer(a, b reflect.Value, path string, secure bool) {
	if a.IsNil() && b.IsNil() {
		return
	}
	known := len(c.facts)
	c.mapping(pointed(a), pointed(b), path, secure)
	if len(c.facts) == known && a.IsNil() != b.IsNil() { // it is there, and says nothing
		c.add(path, c.whole(a, true), c.whole(b, false), secure)
	}
}

// pointed is the struct that v points at, or one that says nothing.
func pointed(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return reflect.Zero(v.Type().Elem())
	}
	return v.Elem()
}

// whole is a struct as one value; zero for none.
func (c *comparer) whole(v reflect.Value, old bool) leaf {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return leaf{}
	}
	return leaf{c.flow(v, nil, old), c.positionOf(v)}
}

func (c *comparer) list(f *field, a, b reflect.Value, path string, secure bool) {
	elem := a.Type().Elem()
	switch {
	case elem.Kind() != reflect.Pointer && f.ordered:
		c.add(path, c.row(f, a, true), c.row(f, b, false), secure)
	case elem.Kind() != reflect.Pointer:
		c.set(f, a, b, path, secure)
	case c.shapes.of(elem.Elem()).id != nil:
		c.byID(a, b, path, secure)
		if f.ordered {
			c.order(a, b, path)
		}
	case f.ordered:
		c.sequence(a, b, path, secure)
	default:
		c.items(a, b, path, secure)
	}
}

// row is a list in its order, as one value.
func (c *comparer) row(f *field, v reflect.Value, old bool) leaf {
	var words []string
	for i := range v.Len() {
		l, _ := scalar(v.Index(i), c.caller(f, old))
		words = append(words, l.text)
	}
	return leaf{strings.Join(words, ", "), c.positionOf(v)}
}

// set tells what came into a list and what went. A list of one whose only item
// is another one is a value that changed.
func (c *comparer) set(f *field, a, b reflect.Value, path string, secure bool) {
	leaves := func(v reflect.Value, old bool) []leaf {
		all := make([]leaf, v.Len())
		for i := range all {
			all[i], _ = scalar(v.Index(i), c.caller(f, old))
		}
		return all
	}
	old, now := leaves(a, true), leaves(b, false)
	if len(old) == 1 && len(now) == 1 {
		c.add(path, old[0], now[0],
			secure || guardsMembers(c.before, f, a.Index(0)) || guardsMembers(c.after, f, b.Index(0)))
		return
	}
	missing := func(in []leaf) func(leaf) bool {
		count := map[string]int{}
		for _, l := range in {
			count[l.text]++
		}
		return func(l leaf) bool {
			count[l.text]--
			return count[l.text] < 0
		}
	}
	isNew, isGone := missing(old), missing(now)
	for i, l := range old {
		if isGone(l) {
			c.add(path, l, leaf{}, secure || guardsMembers(c.before, f, a.Index(i)))
		}
	}
	for i, l := range now {
		if isNew(l) {
			c.add(path, leaf{}, l, secure || guardsMembers(c.after, f, b.Index(i)))
		}
	}
}

// byID compares things that lie in a thing under ids of their own.
func (c *comparer) byID(a, b reflect.Value, path string, secure bool) {
	now := map[string]reflect.Value{}
	for i := range b.Len() {
		now[c.idOf(b.Index(i).Elem(), false)] = b.Index(i)
	}
	old := map[string]bool{}
	for i := range a.Len() {
		id := c.idOf(a.Index(i).Elem(), true)
		old[id] = true
		if v, stays := now[id]; stays {
			c.mapping(a.Index(i).Elem(), v.Elem(), joined(path, id), secure)
			continue
		}
		c.oneSided(a.Index(i), joined(path, id), true, secure)
	}
	for i := range b.Len() {
		if id := c.idOf(b.Index(i).Elem(), false); !old[id] {
			c.oneSided(b.Index(i), joined(path, id), false, secure)
		}
	}
}

// oneSided is what one side alone has, as one fact.
func (c *comparer) oneSided(v reflect.Value, path string, old, secure bool) {
	if !secure {
		zero := reflect.Zero(v.Type().Elem())
		secure = slices.ContainsFunc(c.compared(zero, v.Elem(), false), func(f Fact) bool { return f.Security })
	}
	if old {
		c.add(path, c.whole(v, true), leaf{}, secure)
		return
	}
	c.add(path, leaf{}, c.whole(v, false), secure)
}

// order tells that what both lists have stands in another order.
func (c *comparer) order(a, b reflect.Value, path string) {
	ids := func(v reflect.Value) []string {
		var all []string
		for i := range v.Len() {
			all = append(all, c.idOf(v.Index(i).Elem(), false))
		}
		return all
	}
	old, now := ids(a), ids(b)
	common := func(all, other []string) string {
		return strings.Join(
			slices.DeleteFunc(slices.Clone(all), func(id string) bool { return !slices.Contains(other, id) }), ", ")
	}
	c.add(joined(path, "order"),
		leaf{common(old, now), c.positionOf(a)}, leaf{common(now, old), c.positionOf(b)}, false)
}

// sequence compares steps in their order.
func (c *comparer) sequence(a, b reflect.Value, path string, secure bool) {
	flows := func(v reflect.Value, old bool) (whole, name []string) {
		for i := range v.Len() {
			whole = append(whole, c.flow(v.Index(i), nil, old))
			name = append(name, c.item(v.Index(i).Elem(), 1, old))
		}
		return whole, name
	}
	oldWhole, oldName := flows(a, true)
	nowWhole, nowName := flows(b, false)
	pairs := Align(len(oldWhole), len(nowWhole), func(i, j int) int {
		switch {
		case oldWhole[i] == nowWhole[j]:
			return 4
		case oldName[i] == nowName[j]:
			return 2
		}
		return 0
	})
	at := func(i int) string { return path + "[" + strconv.Itoa(i+1) + "]" }
	for _, p := range pairs {
		switch {
		case p.Before < 0:
			c.oneSided(b.Index(p.After), at(p.After), false, secure)
		case p.After < 0:
			c.oneSided(a.Index(p.Before), at(p.Before), true, secure)
		default:
			c.mapping(a.Index(p.Before).Elem(), b.Index(p.After).Elem(), at(p.After), secure)
		}
	}
}

// items compares lists whose items have neither id nor order.
func (c *comparer) items(a, b reflect.Value, path string, secure bool) {
	pairs, gone, came := c.paired(a, b)
	for _, p := range pairs {
		c.mapping(p[0].Elem(), p[1].Elem(), joined(path, c.item(p[1].Elem(), 1, false)), secure)
	}
	for _, v := range gone {
		c.oneSided(v, path, true, secure)
	}
	for _, v := range came {
		c.oneSided(v, path, false, secure)
	}
}

// paired ties items of two lists that are one thing: first those that say the
// same, then those that are about the same, as far as nothing else is. Equal
// ones are left out.
func (c *comparer) paired(a, b reflect.Value) (pairs [][2]reflect.Value, gone, came []reflect.Value) {
	for i := range a.Len() {
		gone = append(gone, a.Index(i))
	}
	for i := range b.Len() {
		came = append(came, b.Index(i))
	}
	tie := func(name func(v reflect.Value, old bool) string, once, keep bool) {
		mine, other := map[string]int{}, map[string][]int{}
		for _, v := range gone {
			mine[name(v, true)]++
		}
		for i, v := range came {
			n := name(v, false)
			other[n] = append(other[n], i)
		}
		taken := map[int]bool{}
		gone = slices.DeleteFunc(gone, func(v reflect.Value) bool {
			n := name(v, true)
			at := other[n]
			if len(at) == 0 || once && (len(at) > 1 || mine[n] > 1) {
				return false
			}
			if keep {
				pairs = append(pairs, [2]reflect.Value{v, came[at[0]]})
			}
			taken[at[0]], other[n] = true, at[1:]
			return true
		})
		var rest []reflect.Value
		for i, v := range came {
			if !taken[i] {
				rest = append(rest, v)
			}
		}
		came = rest
	}
	tie(func(v reflect.Value, old bool) string { return c.flow(v, nil, old) }, false, false)
	for most := 3; most > 0; most-- {
		tie(func(v reflect.Value, old bool) string { return c.item(v.Elem(), most, old) }, true, true)
	}
	return pairs, gone, came
}
