package model

import (
	"reflect"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// decoder turns nodes into the structs of the language and keeps going after
// every problem.
type decoder struct {
	shapes   shapes
	severity map[string]finding.Severity
	sources  map[string]*syntax.Source
	findings finding.List
	// said holds what was reported, and lines those that a finding points at.
	said  map[saying]bool
	lines map[finding.Position]bool
	lang  finding.Lang
	refs  []pending
	// used counts the references to each name, by what they refer to.
	used map[string]map[string]int
	// patched names the overlay, in which required keys may be missing.
	patched string
	// partial is set below what may lack required keys, such as a template;
	// completed is the element with a template that is being decoded, if any.
	partial   bool
	completed finding.Position
	// compared counts names that were compared for a suggestion.
	compared int
}

// pending is a reference that is looked up when all ids are known.
type pending struct {
	ref   Ref
	field *field
}

func newDecoder() *decoder {
	d := &decoder{
		shapes: shapes{}, severity: map[string]finding.Severity{}, sources: map[string]*syntax.Source{}, lang: finding.Korean,
		said: map[saying]bool{}, lines: map[finding.Position]bool{}, used: map[string]map[string]int{},
	}
	for _, r := range rules() {
		d.severity[r.Code] = r.Severity
	}
	return d
}

// maxFindings is how many findings one run reports. Nobody reads more, and a
// file that is no model at all is refused in no time.
const maxFindings = 10_000

// report reports something that is wrong with the file as it is written.
func (d *decoder) report(code string, at finding.Position, message, hint finding.Text) *finding.Finding {
	return d.about("", "", code, at, message, hint)
}

// about reports something that is wrong with one fact of a thing that has an
// id, so that a waiver can name it. What was said already is not said again: a
// fact of a template is read once for each element that uses it. Warnings and
// notes are, because a waiver silences them for one element.
func (d *decoder) about(subject, fact, code string, at finding.Position, message, hint finding.Text) *finding.Finding {
	if len(d.findings) > maxFindings {
		return &finding.Finding{} // more than anybody reads
	}
	src := d.sources[at.File]
	f := &finding.Finding{
		Code: code, Severity: d.severity[code], Subject: subject, Fact: fact, Position: at, Source: src.Line(at.Line),
		Length: src.Span(at), Message: message, Hint: hint,
	}
	d.add(f)
	return f
}

// add takes a finding in, unless it was said before or there are too many.
func (d *decoder) add(f *finding.Finding) {
	s := saying{f.Code, f.Subject, f.Fact, f.Message.En, f.Position}
	if f.Severity == finding.Error && f.Subject != "" {
		s.subject, s.text = "", f.Hint.En // the message may name the subject
	}
	if d.said[s] || len(d.findings) > maxFindings {
		return
	}
	d.said[s] = true
	d.lines[lineOf(f.Position)] = true
	if len(d.findings) == maxFindings {
		f = &finding.Finding{
			Code: CodeTooMany, Severity: finding.Error, Position: f.Position, Source: f.Source, Length: f.Length,
			Message: finding.Say("there are more than %d problems; the others are not shown", "문제가 %d개를 넘어 나머지는 보여 주지 않습니다", maxFindings),
			Hint:    finding.Say("is this the right file?", "올바른 파일입니까?"),
		}
	}
	d.findings = append(d.findings, f)
}

// saying is what makes two findings the same.
type saying struct {
	code, subject, fact, text string
	at                        finding.Position
}

// reportedAt reports whether something was said about this line already.
func (d *decoder) reportedAt(p finding.Position) bool { return d.lines[lineOf(p)] }

func lineOf(p finding.Position) finding.Position { return finding.Position{File: p.File, Line: p.Line} }

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
	if s.short != nil && n.Kind != syntax.Map && n.Kind != syntax.List {
		d.value(n, v.FieldByIndex(s.short.index), s.short)
		return
	}
	if !d.want(n, syntax.Map) {
		return
	}
	for _, e := range n.Entries {
		f := s.find(e.Key)
		if f == nil {
			d.unknownKey(e, s)
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
		m := d.report(code, n.Position, finding.Say("%q is missing", "%q 키가 없습니다", f.key),
			finding.Text{En: "write " + f.key + ": " + f.doc, Ko: f.key + ": 키와 값을 적으십시오"})
		if !d.completed.IsZero() && d.completed.Line != n.Position.Line {
			m.Related = []finding.Related{{
				Position: d.completed, Source: d.sources[d.completed.File].Line(d.completed.Line), Message: finding.Say("needed here", "필요한 곳"),
			}}
		}
	}
}

func (d *decoder) unknownKey(e syntax.Entry, s *shape) {
	d.report(CodeUnknownKey, e.Position, finding.Say("unknown key %q", "알 수 없는 키 %q", e.Key), d.suggest(e.Key, s.keys()))
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
			d.report(CodeWrongType, item.Position, finding.Say("this must be an id, or one id with its facts", "id 하나, 또는 id 하나와 그 사실이어야 합니다"),
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
	if t != reflect.TypeFor[KeyValue]() {
		d.checkID(e.Key, e.Position)
	}
	return out
}

// templateField decodes an element whose required keys may be missing.
var templateField = &field{partial: true}

// checkID reports ids that cannot be referred to.
func (d *decoder) checkID(id string, at finding.Position) {
	if idPattern.MatchString(id) {
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
		Position: first, Source: d.sources[first.File].Line(first.Line), Message: finding.Say("first defined here", "처음 정의된 곳"),
	}}
}
