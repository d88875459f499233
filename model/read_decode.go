package model

import (
	"reflect"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/model/syntax"
)

// Codes of findings about the form of a file.
const (
	CodeUnknownKey   = "unknown-key"
	CodeMissingKey   = "missing-key"
	CodeWrongType    = "wrong-type"
	CodeEmptyValue   = "empty-value"
	CodeUnknownValue = "unknown-value"
	CodeBadFormat    = "bad-format"
	CodeOutOfRange   = "out-of-range"
	CodeBadID        = "bad-id"
	CodeBadValue     = "bad-value"
	CodeDuplicateID  = "duplicate-id"
	CodeMissingFact  = "missing-fact"
)

// decodeRules concern the form of a file. Those that are structural are
// expressed by the JSON Schema too.
func decodeRules() finding.Rules {
	return finding.Rules{
		{Code: CodeUnknownKey, Structural: true},
		{Code: CodeMissingKey, Structural: true},
		{Code: CodeWrongType, Structural: true},
		{Code: CodeEmptyValue, Structural: true},
		{Code: CodeUnknownValue, Structural: true},
		{Code: CodeBadFormat, Structural: true},
		{Code: CodeOutOfRange, Structural: true},
		{Code: CodeBadID, Structural: true},
		{Code: CodeBadValue},
		{Code: CodeDuplicateID},
		{Code: CodeMissingFact},
	}
}

// decoder turns nodes into the structs of the language and keeps going after
// every problem.
type decoder struct {
	*reporter
	shapes shapes
	lang   finding.Lang
	refs   []pending
	// patched names the overlay, in which required keys may be missing.
	patched string
	// partial is set below what may lack required keys, such as a template;
	// completed is the element with a template that is being decoded, if any.
	partial   bool
	completed finding.Position
	// entries counts what all files have of each kind that is counted.
	entries map[string]int
	// ownKinds is what the model has under kinds; elementKind the kind of the element
	// that is being decoded, if it is known.
	ownKinds    *syntax.Node
	elementKind *kind.Kind
	// near is the entry of the base that an overlay's new one may have meant, by the
	// place of its value.
	near map[finding.Position]string
}

// pending is a reference that is looked up when all ids are known.
type pending struct {
	ref   Ref
	field *field
}

func newDecoder(r *reporter) *decoder {
	return &decoder{reporter: r, shapes: shapes{}, lang: finding.Korean, entries: map[string]int{}}
}

// mapping decodes n into the struct v.
func (d *decoder) mapping(n *syntax.Node, v reflect.Value, partial bool) {
	if partial && !d.partial {
		d.partial = true
		defer func() { d.partial = false }()
	}
	s := d.shapes.of(v.Type())
	if s.position != nil {
		v.FieldByIndex(s.position).Set(reflect.ValueOf(n.Position))
	}
	if s.short != nil && n.Kind != syntax.Map && (n.Kind != syntax.List || s.short.alone) {
		d.value(n, v.FieldByIndex(s.short.index), s.short)
		return
	}
	if !d.wantMapping(n, v.Type(), s) {
		return
	}
	for _, e := range n.Entries {
		f := s.find(e.Key)
		if f == nil {
			d.unknownKey(e, v.Type(), s)
			continue
		}
		if d.deletesNothing(e, n) {
			continue
		}
		d.value(e.Value, v.FieldByIndex(f.index), f)
	}
	if !d.partial {
		d.complete(n, s)
	}
}

// complete reports required keys that are not there. In what an overlay or a
// template patches, only the whole can lack one, so the code is another.
func (d *decoder) complete(n *syntax.Node, s *shape) {
	code := CodeMissingKey
	if n.Patched || !d.completed.IsZero() || d.patched != "" && n.Position.File == d.patched {
		code = CodeMissingFact
	}
	for _, f := range s.fields {
		if !f.required || n.Get(f.key) != nil {
			continue
		}
		hint := finding.Say("write %s: %s", "%s을(를) 적으십시오: %s", f.key, f.about())
		if near := d.near[n.Position]; near != "" {
			hint = finding.Say("did you mean %q? Nothing of this id is in the base",
				"혹시 %q입니까? 기본 모델에 이 id는 없습니다", near)
		}
		m := d.report(code, n.Position, finding.Say("%q is missing", "%q 키가 없습니다", f.key), hint)
		if !d.completed.IsZero() && d.completed.Line != n.Position.Line {
			m.Related = []finding.Related{{
				Position: d.completed,
				Source:   d.sources[d.completed.File].Line(d.completed.Line),
				Message:  finding.Say("needed here", "필요한 곳"),
			}}
		}
	}
}

func (d *decoder) unknownKey(e syntax.Entry, t reflect.Type, s *shape) {
	hint := d.suggestKey(e.Key, t, s)
	if d.cutOff(e) {
		hint = finding.Say(
			"a comma ends a value between { and }: where it belongs to the text before it, put that in quotes",
			"{ } 안에서는 쉼표가 값을 끝냅니다. 앞 텍스트의 일부라면 그 텍스트를 따옴표로 감싸십시오")
	}
	d.report(CodeUnknownKey, e.Position, finding.Say("unknown key %q", "알 수 없는 키 %q", e.Key), hint)
}

// cutOff reports whether what reads as a key is the end of a text that a comma cut off:
// it has no colon.
func (d *decoder) cutOff(e syntax.Entry) bool {
	line := []rune(d.sources[e.Position.File].Line(e.Position.Line))
	end := e.Position.Col - 1 + len([]rune(e.Key))
	return e.Value.Kind == syntax.Null && end < len(line) && strings.ContainsRune(",}", line[end])
}

// wantMapping reports whether n is a mapping; if not, it says so, and how one of
// that shape is written.
func (d *decoder) wantMapping(n *syntax.Node, t reflect.Type, s *shape) bool {
	if n.Kind == syntax.Map || n.Kind == syntax.List || n.Kind == syntax.Null || len(s.fields) == 0 {
		return d.want(n, syntax.Map)
	}
	outline := finding.Same(s.outline())
	switch first := s.fields[0]; {
	case t == reflect.TypeFor[Connection]():
		outline = connectionFormat.want
	case n.Kind == syntax.Bool && first.typ == reflect.TypeFor[Bool]():
		outline = finding.Same("{" + first.key + ": " + n.Value + "}")
	}
	d.report(CodeWrongType, n.Position,
		finding.Say("this is %[1]s, not %[2]s", "%[2]s 자리에 %[1]s 값이 있습니다", n.Kind.Name(), syntax.Map.Name()),
		finding.Say("write %s", "이렇게 쓰십시오: %s", outline))
	return false
}

// want reports whether n has the shape; if not, it says so.
func (d *decoder) want(n *syntax.Node, kind syntax.Kind) bool {
	if n.Kind == kind {
		return true
	}
	if n.Kind == syntax.Null {
		d.report(CodeEmptyValue, n.Position, finding.Say("no value is given", "값이 없습니다"),
			finding.Say("write %s, or delete the key", "%s 값을 쓰거나 키를 지우십시오", kind.Name()))
		return false
	}
	d.report(CodeWrongType, n.Position,
		finding.Say("this is %[1]s, not %[2]s", "%[2]s 자리에 %[1]s 값이 있습니다", n.Kind.Name(), kind.Name()),
		hintForType(n, kind))
	return false
}

// value decodes n into v by the type of v.
func (d *decoder) value(n *syntax.Node, v reflect.Value, f *field) {
	if d.scalar(n, v, f) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), f)
	case reflect.Slice:
		d.slice(n, v, f)
	case reflect.Struct:
		d.mapping(n, v, f.partial)
	default:
		panic("model: no way to decode " + v.Type().String())
	}
}

// slice decodes a list of values, a list of mappings, or a mapping by id.
func (d *decoder) slice(n *syntax.Node, v reflect.Value, f *field) {
	elem := v.Type().Elem()
	if f.alone && n.Kind != syntax.List {
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		d.value(n, v.Index(0), f)
		return
	}
	byID := elem.Kind() == reflect.Pointer && d.shapes.of(elem.Elem()).id != nil
	switch {
	case byID && !f.list:
		d.byID(n, v, f)
	case byID:
		defer d.wholeItems()()
		d.oneKeyed(n, v, f)
	case d.want(n, syntax.List):
		defer d.wholeItems()()
		v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
		for i, item := range n.Items {
			d.value(item, v.Index(i), f)
		}
	}
}

// wholeItems makes required keys required again below a list, which is replaced
// and never merged; it gives back what undoes that.
func (d *decoder) wholeItems() (undo func()) {
	partial, completed, patched := d.partial, d.completed, d.patched
	d.partial, d.completed, d.patched = false, finding.Position{}, ""
	return func() { d.partial, d.completed, d.patched = partial, completed, patched }
}

// byID decodes a mapping by id into a slice of pointers to structs.
func (d *decoder) byID(n *syntax.Node, v reflect.Value, f *field) {
	if !d.want(n, syntax.Map) {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, len(n.Entries)))
	for _, e := range n.Entries {
		if d.deletesNothing(e, n) {
			continue
		}
		v.Set(reflect.Append(v, d.entry(e, v.Type().Elem().Elem(), f)))
	}
}

// oneKeyed decodes a list whose items are ids, or mappings of one id.
func (d *decoder) oneKeyed(n *syntax.Node, v reflect.Value, f *field) {
	if !d.want(n, syntax.List) {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, len(n.Items)))
	first := make(map[string]finding.Position, len(n.Items))
	inline := d.shapes.of(v.Type().Elem().Elem()).inline != nil
	for _, item := range n.Items {
		e := syntax.Entry{Key: item.Value, Position: item.Position}
		if !inline {
			e.Value = &syntax.Node{Kind: syntax.Map, Position: item.Position}
		}
		switch {
		case item.Kind == syntax.Map && len(item.Entries) == 1:
			e = item.Entries[0]
		case item.Kind != syntax.Text:
			d.report(CodeWrongType, item.Position,
				finding.Say("this must be an id, or one id with its facts", "id 하나, 또는 id 하나와 그 속성이어야 합니다"),
				finding.Say("write NAME, or NAME: {…}", "NAME 또는 NAME: {…} 형태로 쓰십시오"))
			continue
		}
		if at, taken := first[e.Key]; taken {
			d.twice(e.Key, e.Position, at)
		} else {
			first[e.Key] = e.Position
		}
		v.Set(reflect.Append(v, d.entry(e, v.Type().Elem().Elem(), f)))
	}
}

// entry decodes one `id: …` into a new struct of type t.
func (d *decoder) entry(e syntax.Entry, t reflect.Type, f *field) reflect.Value {
	out := reflect.New(t)
	s := d.shapes.of(t)
	if element, ok := out.Interface().(*Element); ok {
		element.node = e.Value
		d.elementKind = d.kindOf(e.Value)
		defer func() { d.elementKind = nil }()
		if e.Value.Get("use") != nil && !f.partial {
			d.completed = e.Position
			defer func() { d.completed = finding.Position{} }()
			if !e.Value.Patched {
				f = templateField // its template is unknown, and reported as such
			}
		}
	}
	switch {
	case s.inline == nil:
		d.mapping(e.Value, out.Elem(), f.partial)
	case e.Value != nil: // nil behind a bare id, which says nothing more
		d.value(e.Value, out.Elem().FieldByIndex(s.inline.index), s.inline)
	}
	out.Elem().FieldByIndex(s.id).SetString(e.Key)
	out.Elem().FieldByIndex(s.position).Set(reflect.ValueOf(e.Position))
	if !s.free {
		d.checkID(e.Key, e.Position)
	}
	return out
}

// templateField decodes an element whose required keys may be missing.
var templateField = &field{partial: true}

// checkID reports ids that cannot be referred to.
func (d *decoder) checkID(id string, at finding.Position) {
	if isID(id) {
		return
	}
	d.report(CodeBadID, at, finding.Say("%q cannot be an id", "%q은(는) id가 될 수 없습니다", id),
		finding.Say("use letters or digits of any script, -, _ and .", "글자, 숫자, -, _, .만 쓰십시오"))
}

// twice reports an id that is taken already.
func (d *decoder) twice(id string, at, first finding.Position) {
	f := d.report(CodeDuplicateID, at, finding.Say("id %q is taken", "id %q은(는) 이미 쓰였습니다", id),
		finding.Say("choose another id, or delete one of the two", "다른 id를 쓰거나 둘 중 하나를 지우십시오"))
	f.Related = []finding.Related{{
		Position: first,
		Source:   d.sources[first.File].Line(first.Line),
		Message:  finding.Say("first defined here", "처음 정의된 곳"),
	}}
}

// model decodes the whole tree, in which templates are written out.
func (d *decoder) model(root *syntax.Node) *Model {
	if lang := root.Get("language"); lang != nil && lang.Value == string(finding.English) {
		d.lang = finding.English
	}
	m := &Model{sources: d.sources}
	d.ownKinds = root.Get("kinds")
	d.mapping(root, reflect.ValueOf(m).Elem(), false)
	return m
}

// hintForType says how to write what was meant.
func hintForType(n *syntax.Node, want syntax.Kind) finding.Text {
	switch {
	case want == syntax.Text && (n.Kind == syntax.Int || n.Kind == syntax.Float || n.Kind == syntax.Bool):
		return finding.Say("put it in quotes: %q", "따옴표로 묶으십시오: %q", n.Value)
	case want == syntax.Bool && n.Kind == syntax.Text && !n.Quoted && isYes(n.Value):
		return finding.Say("YAML 1.2 knows only true and false; write true", "YAML 1.2에는 true와 false만 있습니다. true를 쓰십시오")
	case want == syntax.Bool && n.Kind == syntax.Text && !n.Quoted && isNo(n.Value):
		return finding.Say("YAML 1.2 knows only true and false; write false",
			"YAML 1.2에는 true와 false만 있습니다. false를 쓰십시오")
	case (want == syntax.Int || want == syntax.Float) && n.Kind == syntax.Text && n.Quoted:
		return finding.Say("write the number without quotes", "따옴표 없이 수만 쓰십시오")
	case (want == syntax.Int || want == syntax.Float) && n.Kind == syntax.Text && n.Value == "":
		return finding.Say("write a number, such as 3", "3과 같은 수를 쓰십시오")
	case want == syntax.Int && n.Kind == syntax.Float:
		return finding.Say("write a whole number", "정수를 쓰십시오")
	case want == syntax.Bool && n.Kind == syntax.Text && n.Quoted && (n.Value == "true" || n.Value == "false"):
		return finding.Say("write %s without quotes", "따옴표 없이 %s만 쓰십시오", n.Value)
	case want == syntax.Bool:
		return finding.Say("write true or false", "true나 false를 쓰십시오")
	case want == syntax.Int || want == syntax.Float:
		return finding.Say("write a number, such as 3", "3과 같은 수를 쓰십시오")
	case want == syntax.Text:
		return finding.Say("write one text here", "여기에는 텍스트 하나를 쓰십시오")
	case want == syntax.List && n.Kind != syntax.Map:
		return finding.Say("write a list: [%s]", "목록으로 쓰십시오: [%s]", n.Value)
	case want == syntax.List:
		return finding.Say("begin each item with a dash", "항목마다 앞에 -를 쓰십시오")
	case want == syntax.Map && n.Kind == syntax.List:
		return finding.Say("write keys with colons, not a list", "목록이 아니라 콜론이 붙은 키로 쓰십시오")
	case want == syntax.Map:
		return finding.Say("write keys with values: {key: value}", "키와 값을 쓰십시오: {키: 값}")
	}
	return finding.Text{}
}

func isYes(s string) bool { return slices.Contains([]string{"yes", "on", "y"}, strings.ToLower(s)) }

func isNo(s string) bool { return slices.Contains([]string{"no", "off", "n"}, strings.ToLower(s)) }
