package model

import (
	"math"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// scalar decodes n into v if v is one of the language's scalars.
func (d *decoder) scalar(n *syntax.Node, v reflect.Value, f *field) bool {
	switch p := v.Addr().Interface().(type) {
	case *String:
		d.text(n, p, f)
	case *Text:
		d.label(n, p)
	case *Int:
		if d.whole(n) && d.inRange(n, f) {
			x, _ := strconv.ParseFloat(n.Value, 64)
			*p = Int{V: int(x), Position: n.Position}
		}
	case *Number:
		if (n.Kind == syntax.Int || d.want(n, syntax.Float)) && d.inRange(n, f) {
			x, _ := strconv.ParseFloat(n.Value, 64)
			*p = Number{V: x, Position: n.Position}
		}
	case *Bool:
		if d.want(n, syntax.Bool) {
			*p = Bool{V: n.Value == "true", Position: n.Position}
		}
	case *Ref:
		d.reference(n, p, f)
	case *Arrow:
		d.arrow(n, p)
	case *Cited:
		d.cited(n, p)
	case *Match:
		d.match(n, p, v)
	default:
		return d.quantity(n, p)
	}
	return true
}

// quantity decodes the scalars that have a format.
func (d *decoder) quantity(n *syntax.Node, into any) bool {
	switch p := into.(type) {
	case *Duration:
		formatted(d, n, p, durationFormat, parseDuration)
	case *Bytes:
		formatted(d, n, p, bytesFormat, parseBytes)
	case *Rate:
		formatted(d, n, p, rateFormat, parseRate)
	case *Date:
		formatted(d, n, p, dateFormat, parseDate)
	case *CIDR:
		formatted(d, n, p, cidrFormat, parseCIDR)
	case *Port:
		if n.Kind == syntax.Int {
			n = &syntax.Node{Kind: syntax.Text, Position: n.Position, Value: n.Value + "/tcp"}
		}
		formatted(d, n, p, portFormat, ParsePort)
	default:
		return false
	}
	return true
}

// formatted decodes a text of a given format: the pattern is a rule of form,
// the parse of sense (31 February matches the pattern and is no day).
func formatted[T any](d *decoder, n *syntax.Node, p *Value[T], f format, parse func(string) (T, bool)) {
	if n.Kind == syntax.Int || n.Kind == syntax.Float || n.Kind == syntax.Text && !f.pattern.MatchString(n.Value) {
		message, hint := f.refuse(n)
		d.report(CodeBadFormat, n.Position, message, hint)
		return
	}
	if !d.want(n, syntax.Text) {
		return
	}
	v, ok := parse(n.Value)
	if !ok {
		hint := f.hint()
		if net, err := netip.ParsePrefix(n.Value); err == nil {
			hint = finding.Say("the block that holds it is %s", "이 주소를 담은 블록은 %s입니다", net.Masked())
		}
		d.report(CodeBadValue, n.Position,
			finding.Say("there is no such thing as %q", "%q은(는) 있을 수 없는 값입니다", n.Value), hint)
		return
	}
	*p = Value[T]{V: v, Position: n.Position}
}

// text decodes a String with its enum and pattern.
func (d *decoder) text(n *syntax.Node, p *String, f *field) {
	if !d.want(n, syntax.Text) || !d.fits(n) {
		return
	}
	switch {
	case f.enum != nil && !slices.Contains(f.enum, n.Value):
		d.report(CodeUnknownValue, n.Position,
			finding.Say("unknown value %q", "알 수 없는 값 %q", n.Value), d.suggest(n.Value, f.enum))
	case f.pattern != nil && !f.pattern.MatchString(n.Value):
		d.report(CodeBadFormat, n.Position, finding.Say("%q does not have the right form", "%q의 형식이 맞지 않습니다", n.Value),
			finding.Say("%s: %s", "%s: %s", f.key, f.about()))
	default:
		*p = String{V: n.Value, Position: n.Position}
	}
}

// cited decodes what names a decision record: a number, or a path.
func (d *decoder) cited(n *syntax.Node, p *Cited) {
	if n.Kind != syntax.Text {
		if d.whole(n) && d.inRange(n, numberOfRecord) {
			x, _ := strconv.Atoi(n.Value)
			*p = Cited{V: RecordName{Number: x}, Position: n.Position}
		}
		return
	}
	if !d.fits(n) {
		return
	}
	if !citedPattern.MatchString(n.Value) {
		d.report(CodeBadFormat, n.Position, finding.Say("%q names no record", "%q은(는) 기록을 가리키지 않습니다", n.Value),
			finding.Say("write a number, such as 12, or a path below the folder of records, such as pay/0001-x",
				"12와 같은 번호나 pay/0001-x처럼 기록 폴더 아래의 경로를 쓰십시오"))
		return
	}
	*p = Cited{V: RecordName{Path: n.Value}, Position: n.Position}
}

// label decodes a Text: a string in the model's language, or {ko: …, en: …}.
func (d *decoder) label(n *syntax.Node, p *Text) {
	if n.Kind == syntax.Map {
		p.Position = n.Position
		for _, e := range n.Entries {
			switch {
			case e.Key != "ko" && e.Key != "en":
				d.report(CodeUnknownKey, e.Position, finding.Say("unknown language %q", "알 수 없는 언어 %q", e.Key),
					finding.Say("a text has ko: and en:", "텍스트에는 ko:와 en:이 있습니다"))
			case d.deletesNothing(e, n):
			case !d.want(e.Value, syntax.Text) || !d.fits(e.Value):
			case e.Key == "ko":
				p.Ko = e.Value.Value
			default:
				p.En = e.Value.Value
			}
		}
		if len(n.Entries) == 0 {
			d.report(CodeEmptyValue, n.Position, finding.Say("the text is empty", "텍스트가 비어 있습니다"),
				finding.Say("write ko: or en:, or delete the key", "ko:나 en:을 쓰거나 키를 지우십시오"))
		}
		return
	}
	if !d.want(n, syntax.Text) || !d.fits(n) {
		return
	}
	p.Position = n.Position
	if d.lang == finding.Korean {
		p.Ko = n.Value
	} else {
		p.En = n.Value
	}
}

// fits reports whether a text has a length that makes sense; if not, it says so.
func (d *decoder) fits(n *syntax.Node) bool {
	switch length := utf8.RuneCountInString(n.Value); {
	case length == 0:
		d.report(CodeEmptyValue, n.Position, finding.Say("the text is empty", "텍스트가 비어 있습니다"),
			finding.Say("write something, or delete the key", "내용을 쓰거나 키를 지우십시오"))
		return false
	case length > maxText:
		d.report(CodeOutOfRange, n.Position,
			finding.Say("the text has %d characters, more than %d", "텍스트가 %d자로 %d자를 넘습니다", length, maxText),
			finding.Say("put long text into a decision record or a runbook", "긴 글은 의사결정 기록이나 런북에 쓰십시오"))
		return false
	}
	return true
}

// whole reports whether n is a whole number, also when it is written as 5.0.
func (d *decoder) whole(n *syntax.Node) bool {
	if n.Kind == syntax.Float {
		if x, err := strconv.ParseFloat(n.Value, 64); err == nil && x == math.Trunc(x) {
			return true
		}
	}
	return d.want(n, syntax.Int)
}

func (d *decoder) inRange(n *syntax.Node, f *field) bool {
	x, err := strconv.ParseFloat(n.Value, 64)
	low, high := f.bounds()
	if err == nil && !math.IsInf(x, 0) && x >= low && x <= high {
		return true
	}
	hint := finding.Say("write a number from %s to %s", "%s부터 %s까지의 수를 쓰십시오", plainNumber(low), plainNumber(high))
	switch {
	case low == high:
		hint = finding.Say("write %s", "%s만 쓸 수 있습니다", plainNumber(low))
	case f.max == nil && f.min != nil:
		hint = finding.Say("write a number of at least %s, with at most 15 digits", "%s 이상, 15자리 이하의 수를 쓰십시오",
			plainNumber(low))
	case f.min == nil && f.max == nil:
		hint = finding.Say("write a number of at most 15 digits", "15자리 이하의 수를 쓰십시오")
	}
	d.report(CodeOutOfRange, n.Position, finding.Say("%s is out of range", "%s은(는) 범위를 벗어났습니다", n.Value), hint)
	return false
}

// reference decodes a Ref and remembers it until all ids are known.
func (d *decoder) reference(n *syntax.Node, p *Ref, f *field) {
	if !d.want(n, syntax.Text) || !d.fits(n) {
		return
	}
	id, part, _ := strings.Cut(n.Value, "/")
	*p = Ref{ID: id, Part: part, Position: n.Position}
	d.refs = append(d.refs, pending{*p, f})
}

// arrowEnd says what an end of an arrow refers to.
var arrowEnd = &field{ref: "element/partition"}

// arrow decodes "from -> to".
func (d *decoder) arrow(n *syntax.Node, p *Arrow) {
	if !d.want(n, syntax.Text) {
		return
	}
	if !arrowFormat.pattern.MatchString(n.Value) {
		d.report(CodeBadFormat, n.Position,
			finding.Say("%q is no step", "%q은(는) 단계가 아닙니다", n.Value), arrowFormat.hint())
		return
	}
	from, to, _ := strings.Cut(n.Value, "->")
	p.Position = n.Position
	at := n.Position
	for _, end := range []struct {
		text string
		into *Ref
	}{{from, &p.From}, {to, &p.To}} {
		name := strings.TrimSpace(end.text)
		place := at
		if !n.Quoted {
			place.Col += utf8.RuneCountInString(n.Value[:strings.LastIndex(n.Value, name)])
		}
		if end.into == &p.From {
			place = at
		}
		id, part, _ := strings.Cut(name, "/")
		*end.into = Ref{ID: id, Part: part, Position: place}
		d.refs = append(d.refs, pending{*end.into, arrowEnd})
	}
}

// match decodes a Match: the word none, or a mapping of selectors.
func (d *decoder) match(n *syntax.Node, p *Match, v reflect.Value) {
	if n.Kind == syntax.Text {
		if n.Value != "none" {
			d.report(CodeUnknownValue, n.Position, finding.Say("unknown value %q", "알 수 없는 값 %q", n.Value),
				finding.Say("write none, or {arn: …}, {id: …}, {name: …} or {tags: …}",
					"none 또는 {arn: …}, {id: …}, {name: …}, {tags: …}를 쓰십시오"))
			return
		}
		p.None = Bool{V: true, Position: n.Position}
		return
	}
	d.mapping(n, v, false)
}
