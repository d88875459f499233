package pins

import (
	"fmt"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/syntax"
	"asbuilt/pattern"
)

// header begins the file.
const header = `# Where things lie in pictures: X,Y WIDTHxHEIGHT. Written by asbuilt render --pin;
# delete a line to let a thing go.
asbuilt-layout: 2
`

var (
	written = pattern.New(`^(-?[0-9]{1,6}),(-?[0-9]{1,6}) ([1-9][0-9]{0,5})x([1-9][0-9]{0,5})$`)
	plain   = pattern.New(`^[\p{L}_][\p{L}\p{N}_./-]*$`)
)

// String is the spot as the file has it.
func (s spot) String() string { return fmt.Sprintf("%d,%d %dx%d", s.X, s.Y, s.W, s.H) }

// key is an id as a key of YAML, in quotes where it would be read as something
// else.
func key(id string) string {
	switch strings.ToLower(id) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
	default:
		if plain.MatchString(id) {
			return id
		}
	}
	return strconv.Quote(id)
}

// Parse reads the file that positions call name. Lines that are wrong are
// findings, and pin nothing; the error is for what is no text.
func Parse(name string, data []byte) (*Pins, finding.List, error) {
	root, src, findings, err := syntax.Parse(name, data)
	if err != nil {
		return nil, nil, err
	}
	r := &reader{p: &Pins{src: src}, findings: findings}
	if root != nil {
		r.file(root)
	}
	r.findings.Sort()
	return r.p, r.findings, nil
}

// reader reads the tree of a file.
type reader struct {
	p        *Pins
	findings finding.List
}

func (r *reader) report(at finding.Position, message, hint finding.Text) {
	r.findings = append(r.findings, &finding.Finding{
		Code: CodeLayout, Position: at, Source: r.p.src.Line(at.Line), Length: r.p.src.Span(at), Message: message,
		Hint: hint,
	})
}

// mapping reports whether n is one, and says so when it is not.
func (r *reader) mapping(n *syntax.Node, of finding.Text) bool {
	if n.Kind == syntax.Map {
		return true
	}
	r.report(n.Position, finding.Say(
		"%s has to be a mapping, not %s", "%s 자리에는 매핑이 와야 하는데 %s이(가) 있습니다", of, n.Kind.Name()), again())
	return false
}

func again() finding.Text {
	return finding.Say("delete the file and write it anew with asbuilt render --pin",
		"파일을 지우고 asbuilt render --pin으로 다시 만드십시오")
}

func (r *reader) file(root *syntax.Node) {
	if !r.mapping(root, finding.Both("the file", "파일")) {
		return
	}
	switch version := root.Get("asbuilt-layout"); {
	case version == nil:
		r.report(root.Position, finding.Say("no asbuilt-layout: 2, so this is no file of pins",
			"asbuilt-layout: 2가 없으므로 위치 고정 파일이 아닙니다"), again())
		return
	case version.Value != "2":
		r.report(version.Position, finding.Say("asbuilt-layout: %s is not known to this asbuilt",
			"이 asbuilt는 asbuilt-layout: %s을(를) 모릅니다", version.Value),
			finding.Say("use the asbuilt that wrote it, or write it anew with asbuilt render --pin",
				"파일을 만든 버전의 asbuilt를 쓰거나 asbuilt render --pin으로 다시 만드십시오"))
		return
	}
	for _, e := range root.Entries {
		switch e.Key {
		case "asbuilt-layout":
		case "views":
			if e.Value.Kind != syntax.Null && r.mapping(e.Value, finding.Same("views")) {
				r.views(e.Value)
			}
		default:
			r.report(e.Position, finding.Say("unknown key %q", "알 수 없는 키 %q입니다", e.Key),
				finding.Say("the file has asbuilt-layout and views", "이 파일에는 asbuilt-layout과 views만 둡니다"))
		}
	}
}

func (r *reader) views(n *syntax.Node) {
	for _, e := range n.Entries {
		v := view{id: e.Key, at: e.Position}
		if e.Value.Kind != syntax.Null && r.mapping(e.Value, finding.Same(strconv.Quote(e.Key))) {
			for _, p := range e.Value.Entries {
				if s, ok := r.spot(p.Value); ok {
					v.pins = append(v.pins, pin{id: p.Key, at: p.Position, spot: s})
				}
			}
		}
		r.p.views = append(r.p.views, v)
	}
}

func (r *reader) spot(n *syntax.Node) (s spot, ok bool) {
	if m := written.FindStringSubmatch(n.Value); m != nil {
		for i, to := range [4]*int{&s.X, &s.Y, &s.W, &s.H} {
			*to, _ = strconv.Atoi(m[i+1])
		}
		return s, true
	}
	what := finding.Say("%s is no place", "%s은(는) 위치가 아닙니다", n.Kind.Name())
	if n.Value != "" {
		what = finding.Say("%q is no place", "%q은(는) 위치가 아닙니다", n.Value)
	}
	r.report(n.Position, what, finding.Say("write X,Y WIDTHxHEIGHT, such as 340,120 180x64, or delete the line",
		"340,120 180x64처럼 X,Y 너비x높이로 쓰거나 줄을 지우십시오"))
	return s, false
}
