package diff

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
)

// leaf is a scalar of the model; text is empty where the model does not say.
type leaf struct {
	text string
	at   finding.Position
}

func leafOf[T any](v model.Value[T], write func(T) string) leaf {
	if !v.IsSet() {
		return leaf{}
	}
	if text := write(v.V); text != "" {
		return leaf{text, v.Position}
	}
	return leaf{nothing, v.Position}
}

// nothing is how a text without letters is written.
const nothing = `""`

// scalar is the value as the model writes it; ok is false for what is no
// scalar. Two ways to write one value (60m and 1h) are one text. Names that v
// gives to things of the sort ref go through called.
func scalar(v reflect.Value, called func(model.Ref) string) (l leaf, ok bool) {
	switch x := v.Interface().(type) {
	case model.String:
		return leafOf(x, func(s string) string { return s }), true
	case model.Int:
		return leafOf(x, strconv.Itoa), true
	case model.Cited:
		return leafOf(x, model.RecordName.String), true
	case model.Number:
		return leafOf(x, number), true
	case model.Bool:
		return leafOf(x, strconv.FormatBool), true
	case model.Duration:
		return leafOf(x, duration), true
	case model.Bytes:
		return leafOf(x, amount), true
	case model.Rate:
		return leafOf(x, func(r model.PerTime) string { return number(r.N) + "/" + per(r.Per) }), true
	case model.Date:
		return leafOf(x, func(t time.Time) string { return t.Format(time.DateOnly) }), true
	case model.CIDR:
		return leafOf(x, func(p model.Prefix) string { return p.Text }), true
	case model.Port:
		return leafOf(x, model.PortRange.String), true
	case model.Ref:
		if !x.IsSet() {
			return leaf{}, true
		}
		return leaf{called(x), x.Position}, true
	case model.Arrow:
		if !x.From.IsSet() && !x.To.IsSet() {
			return leaf{}, true
		}
		return leaf{called(x.From) + " -> " + called(x.To), x.Position}, true
	case model.Text:
		return leaf{both(x.Text), x.Position}, true
	}
	return leaf{}, false
}

// both is a text in the languages it has.
func both(t finding.Text) string {
	switch {
	case t.Ko == "" || t.En == "" || t.Ko == t.En:
		return t.In(finding.Korean)
	}
	return "{ko: " + quoted(t.Ko) + ", en: " + quoted(t.En) + "}"
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// units are largest first. Months and years are told in days, as which they
// count.
var units = []struct {
	of   time.Duration
	name string
}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "m"}, {time.Second, "s"}, {time.Millisecond, "ms"}}

func duration(d time.Duration) string {
	for _, u := range units {
		if d != 0 && d%u.of == 0 {
			return strconv.FormatInt(int64(d/u.of), 10) + u.name
		}
	}
	return number(float64(d)/float64(time.Second)) + "s"
}

func per(d time.Duration) string {
	switch d {
	case time.Minute:
		return "min"
	case 30 * 24 * time.Hour:
		return "mo"
	}
	for _, u := range units {
		if d == u.of {
			return u.name
		}
	}
	return d.String()
}

func amount(n int64) string {
	for exponent, unit := range map[int]string{40: "TB", 30: "GB", 20: "MB", 10: "KB"} {
		if n != 0 && n%(1<<exponent) == 0 && (exponent == 40 || n%(1<<(exponent+10)) != 0) {
			return strconv.FormatInt(n>>exponent, 10) + unit
		}
	}
	return strconv.FormatInt(n, 10) + "B"
}

// quoted is s as it may stand in a mapping or list of one line.
func quoted(s string) string {
	if s == "" || strings.TrimSpace(s) != s || strings.ContainsAny(s, ",:{}[]\"'#\n") {
		return strconv.Quote(s)
	}
	return s
}

// flow is a whole value on one line, as YAML has it. What has no order is
// sorted, so that equal values have equal texts.
func (c *comparer) flow(v reflect.Value, f *field, old bool) string {
	if l, ok := scalar(v, c.caller(f, old)); ok {
		switch x := v.Interface().(type) {
		case model.Ref, model.Arrow:
			return l.text
		case model.Text:
			if x.IsZero() || strings.HasPrefix(l.text, "{") && l.text != x.Ko && l.text != x.En {
				return l.text
			}
		}
		if l.text == "" || l.text == nothing {
			return l.text
		}
		return quoted(l.text)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		return c.flow(v.Elem(), f, old)
	case reflect.Slice:
		return c.flowList(v, f, old)
	}
	return c.flowMapping(v, old)
}

func (c *comparer) flowList(v reflect.Value, f *field, old bool) string {
	if v.Len() == 0 {
		return ""
	}
	keyed := v.Type().Elem().Kind() == reflect.Pointer && c.shapes.of(v.Type().Elem().Elem()).id != nil
	items := make([]string, v.Len())
	for i := range items {
		items[i] = c.flow(v.Index(i), f, old)
		if keyed {
			items[i] = c.idOf(v.Index(i).Elem(), old) + ": " + items[i]
		}
	}
	if !f.ordered {
		slices.Sort(items)
	}
	if keyed {
		return "{" + strings.Join(items, ", ") + "}"
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func (c *comparer) flowMapping(v reflect.Value, old bool) string {
	if m, ok := v.Interface().(model.Match); ok && m.None.V {
		return "none"
	}
	var items []string
	short := ""
	for _, f := range c.shapes.of(v.Type()).fields {
		text := c.flow(v.FieldByIndex(f.index), &f, old)
		switch {
		case text == "":
		case f.key == ".":
			return text
		default:
			items = append(items, f.key+": "+text)
			if f.short {
				short = text
			}
		}
	}
	if len(items) == 1 && short != "" {
		return short
	}
	return "{" + strings.Join(items, ", ") + "}"
}

// positionOf is the place of a thing: its own, else that of the first scalar in
// it.
func (c *comparer) positionOf(v reflect.Value) finding.Position {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return finding.Position{}
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			if at := c.positionOf(v.Index(i)); !at.IsZero() {
				return at
			}
		}
		return finding.Position{}
	}
	if l, ok := scalar(v, model.Ref.String); ok {
		return l.at
	}
	if at := v.FieldByName("Position"); at.IsValid() {
		if p := at.Interface().(finding.Position); !p.IsZero() {
			return p
		}
	}
	if m, ok := v.Interface().(model.Match); ok && m.None.IsSet() {
		return m.None.Position
	}
	for _, f := range c.shapes.of(v.Type()).fields {
		if at := c.positionOf(v.FieldByIndex(f.index)); !at.IsZero() {
			return at
		}
	}
	return finding.Position{}
}

// item names an item of a list that has no id, by the first of what it says in
// words of the language: "443/tcp", "CPUUtilization".
func (c *comparer) item(v reflect.Value, most int, old bool) string {
	var words []string
	for _, f := range c.shapes.of(v.Type()).fields {
		x := v.FieldByIndex(f.index)
		if _, isText := x.Interface().(model.Text); isText {
			continue
		}
		if l, ok := scalar(x, c.caller(&f, old)); ok && l.text != "" && len(words) < most {
			words = append(words, l.text)
		}
	}
	if len(words) == 0 {
		return fmt.Sprint(v.Type().Name())
	}
	return strings.Join(words, " ")
}
