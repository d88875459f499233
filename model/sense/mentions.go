package sense

import (
	"reflect"
	"strings"
	"unicode"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// walk visits a value of the model and, where visit says so, what it consists of.
// Places that something lies in are not part of it.
func walk(v reflect.Value, visit func(v reflect.Value) (enter bool)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*model.Boundary]() {
			walk(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), visit)
		}
	case reflect.Struct:
		if !visit(v) || v.Type().PkgPath() != reflect.TypeFor[model.Model]().PkgPath() {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), visit)
			}
		}
	}
}

// mentions notes parts that take part in nothing: no connection, and nothing that
// names them or that they name.
func (j *judge) mentions() {
	named := map[string]bool{}
	look := func(v reflect.Value, self string) {
		walk(v, func(v reflect.Value) bool {
			switch said := v.Interface().(type) {
			case model.Ref:
				if j.m.Element(said.ID) != nil && said.ID != self {
					named[said.ID], named[self] = true, true
				}
				return false
			case model.String: // some facts name who owns or may do what, in words or by id
				named[said.V] = true
			case model.Text:
				if _, who := j.m.Who(said); who != nil {
					named[who.ID] = true
				}
			}
			return true
		})
	}
	root := reflect.ValueOf(j.m).Elem()
	for i := range root.NumField() {
		f := root.Type().Field(i)
		switch {
		case !f.IsExported() || f.Name == "Boundaries" || f.Name == "Templates":
		case f.Name == "Elements":
			for _, e := range j.m.Elements {
				look(reflect.ValueOf(e).Elem(), e.ID)
			}
		default:
			look(root.Field(i), "")
		}
	}
	for _, e := range j.m.Elements {
		k := j.kindOf(e)
		switch k.Category {
		case kind.Entry, kind.Compute, kind.Store, kind.Messaging, kind.AI, kind.Actor, kind.External:
		default:
			continue
		}
		if !named[e.ID] && !k.Has(kind.Detail) && len(e.Groups) == 0 {
			j.about(e.ID, "", CodeUnmentioned, e.Position,
				finding.Say("nothing connects to %s or names it", "%s에 연결하거나 이를 언급하는 것이 없습니다", e.ID),
				finding.Say("declare its connections, or delete it", "연결을 선언하거나 지우십시오"))
		}
	}
}

// mostShown is how many texts that lack a language are pointed at.
const mostShown = 5

// languages notes texts that only one of the two kinds of readers can read, in a model
// most texts of which are written for both.
func (j *judge) languages() {
	both, lacking := map[finding.Position]bool{}, []model.Text(nil)
	visit := func(v reflect.Value) bool {
		text, ok := v.Interface().(model.Text)
		if !ok {
			return true
		}
		if text.Ko != "" && text.En != "" {
			both[text.Position] = true
		}
		if lacksReader(text) {
			lacking = append(lacking, text)
		}
		return false
	}
	root := reflect.ValueOf(j.m).Elem()
	for i := range root.NumField() {
		if f := root.Type().Field(i); f.Name == "Boundaries" {
			for _, b := range j.m.Boundaries {
				walk(reflect.ValueOf(b).Elem(), visit)
			}
		} else if f.IsExported() && f.Name != "Templates" {
			walk(root.Field(i), visit)
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
