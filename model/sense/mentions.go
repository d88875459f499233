package sense

import (
	"reflect"
	"slices"
	"strings"
	"unicode"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// walker visits what the model says, as values of a few types. It knows of each type
// of struct which fields could hold any.
type walker struct {
	visit  func(v reflect.Value) (enter bool)
	wanted []reflect.Type
	fields map[reflect.Type][]int
}

// newWalker visits values of the wanted types, and of those that hold them.
func newWalker(visit func(v reflect.Value) (enter bool), wanted ...reflect.Type) *walker {
	return &walker{visit, wanted, map[reflect.Type][]int{}}
}

// walk visits a value of the model and, where visit says so, what it consists of.
// Places that something lies in are not part of it.
func (w *walker) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*model.Boundary]() {
			w.walk(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.walk(v.Index(i))
		}
	case reflect.Struct:
		if !w.visit(v) {
			return
		}
		for _, i := range w.of(v.Type()) {
			w.walk(v.Field(i))
		}
	}
}

// held is a value of the model where it lies: a model has tens of thousands.
func held[T any](v reflect.Value) *T { return v.Addr().Interface().(*T) }

// of are the fields of a struct of the model that could hold what is wanted.
func (w *walker) of(t reflect.Type) []int {
	fields, known := w.fields[t]
	if known {
		return fields
	}
	for i := range t.NumField() {
		if part := partOf(t.Field(i)); part != nil && w.leads(part, map[reflect.Type]bool{}) {
			fields = append(fields, i)
		}
	}
	w.fields[t] = fields
	return fields
}

// leads reports whether a struct is wanted, or holds one that is.
func (w *walker) leads(t reflect.Type, seen map[reflect.Type]bool) bool {
	if slices.Contains(w.wanted, t) {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	for i := range t.NumField() {
		if part := partOf(t.Field(i)); part != nil && w.leads(part, seen) {
			return true
		}
	}
	return false
}

// partOf is the struct of the model that a field holds, or several of; nil for others.
func partOf(f reflect.StructField) reflect.Type {
	part := f.Type
	for part.Kind() == reflect.Pointer || part.Kind() == reflect.Slice {
		part = part.Elem()
	}
	if !f.IsExported() || part.Kind() != reflect.Struct || part.PkgPath() != reflect.TypeFor[model.Model]().PkgPath() {
		return nil
	}
	return part
}

// mentions notes parts that take part in nothing: no connection, and nothing that
// names them or that they name.
func (j *judge) mentions() {
	named := map[string]bool{}
	self := ""
	w := newWalker(func(v reflect.Value) bool {
		switch v.Type() {
		case reflect.TypeFor[model.Ref]():
			if said := held[model.Ref](v); j.m.Element(said.ID) != nil && said.ID != self {
				named[said.ID], named[self] = true, true
			}
			return false
		case reflect.TypeFor[model.String](): // some facts name who owns or may do what, in words or by id
			named[held[model.String](v).V] = true
		case reflect.TypeFor[model.Text]():
			if _, who := j.m.Who(*held[model.Text](v)); who != nil {
				named[who.ID] = true
			}
		}
		return true
	}, reflect.TypeFor[model.Ref](), reflect.TypeFor[model.String](), reflect.TypeFor[model.Text]())
	root := reflect.ValueOf(j.m).Elem()
	for i := range root.NumField() {
		f := root.Type().Field(i)
		switch {
		case !f.IsExported() || f.Name == "Boundaries" || f.Name == "Templates":
		case f.Name == "Elements":
			for _, e := range j.m.Elements {
				self = e.ID
				w.walk(reflect.ValueOf(e).Elem())
			}
			self = ""
		default:
			w.walk(root.Field(i))
		}
	}
	for _, e := range j.m.Elements {
		if !named[e.ID] && j.takesPart(e) && len(e.Groups) == 0 && len(j.m.Elements) > 1 {
			j.about(e.ID, "", CodeUnmentioned, e.Position,
				finding.Say("nothing connects to %s or names it", "%s에 연결하거나 이를 언급하는 것이 없습니다", e.ID),
				finding.Say("declare its connections, or delete it", "연결을 선언하거나 지우십시오"))
		}
	}
}

// takesPart reports whether something is there for others to connect to or to name: what
// does the system's work, and what is of use to those alone that name it, such as a key.
// What watches, builds or joins is of use by itself.
func (j *judge) takesPart(e *model.Element) bool {
	k := j.kindOf(e)
	switch k.Category {
	case kind.Entry, kind.Compute, kind.Store, kind.Messaging, kind.AI, kind.Actor, kind.External:
		return !k.Has(kind.Detail)
	}
	return k.Has(kind.Filter) || k.Has(kind.Key) || k.Has(kind.Value)
}

// mostShown is how many texts that lack a language are pointed at.
const mostShown = 5

// languages notes texts that only one of the two kinds of readers can read, in a model
// most texts of which are written for both.
func (j *judge) languages() {
	both, lacking := map[finding.Position]bool{}, []model.Text(nil)
	w := newWalker(func(v reflect.Value) bool {
		if v.Type() != reflect.TypeFor[model.Text]() {
			return true
		}
		text := held[model.Text](v)
		if text.Ko != "" && text.En != "" {
			both[text.Position] = true
		}
		if lacksReader(*text) || j.spelt(*text) {
			lacking = append(lacking, *text)
		}
		return false
	}, reflect.TypeFor[model.Text]())
	root := reflect.ValueOf(j.m).Elem()
	for i := range root.NumField() {
		if f := root.Type().Field(i); f.Name == "Boundaries" {
			for _, b := range j.m.Boundaries {
				w.walk(reflect.ValueOf(b).Elem())
			}
		} else if f.IsExported() && f.Name != "Templates" {
			w.walk(root.Field(i))
		}
	}
	seen := map[finding.Position]bool{}
	var places []model.Text
	for _, t := range lacking {
		if !t.Position.IsZero() && !seen[t.Position] {
			seen[t.Position] = true
			places = append(places, t)
		}
	}
	if len(places) == 0 || len(both) <= len(places) {
		return
	}
	f := j.about("", "", CodeOneLanguage, places[0].Position,
		finding.Say("texts in one language, in a model that is written in both: %d",
			"두 언어로 쓰인 모델에서 한 언어로만 쓰인 텍스트: %d개",
			len(places)),
		finding.Say("write {ko: …, en: …}", "{ko: …, en: …}로 쓰십시오"))
	for _, t := range places[1:min(len(places), mostShown+1)] {
		j.also(f, t.Position, finding.Say("and here", "여기에도 있습니다"))
	}
}

// lacksReader reports whether a text is there for one kind of readers alone: Korean
// words without English, or an English sentence without Korean. A name, such as
// CloudFront, is read by both.
func lacksReader(t model.Text) bool {
	switch {
	case t.En == "" && t.Ko != "":
		return strings.ContainsFunc(t.Ko, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
	case t.Ko == "" && t.En != "":
		return len(strings.Fields(t.En)) > 3
	}
	return false
}

// spelt reports whether a text is written language by language, and has English alone:
// whoever wrote {en: Orders} left the other out.
func (j *judge) spelt(t model.Text) bool {
	if t.Ko != "" || t.En == "" || t.Position.IsZero() {
		return false
	}
	line := []rune(j.m.SourceLine(t.Position))
	if t.Position.Col > len(line) {
		return false
	}
	at := string(line[t.Position.Col-1:])
	return strings.HasPrefix(at, "{") || strings.HasPrefix(at, "en:")
}
