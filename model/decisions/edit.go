package decisions

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/pattern"
)

var (
	// oneStatus is a status that says no more than a status, in emphasis or not:
	// "accepted", "**Accepted**", "in review".
	oneStatus = pattern.New(`^([*_]*)(\pL+(?: \pL+)?)\.?([*_]*)$`)
	// statusKey is what stands before a status of the front matter on its line,
	// when the status is written there and nowhere else.
	statusKey = pattern.New(`^(.*[{,\s])?["']?(\pL[\pL\pN _-]*?)["']?\s*:\s+["']?$`)
)

// supersede is data, the record at name, with its status saying that by took
// its place, in the record's own way and with every other byte as it was; line
// is the first line that differs. What it is not sure of it refuses with an
// [RefusedError].
func (s *Set) supersede(name string, data []byte, by *Record) (edited []byte, line int, err error) {
	old, _ := parse(name, data, s.words)
	f := old.status
	e := &editor{set: s, old: old, by: by}
	e.doc, _ = newDocument(name, data)
	if old.Stated == "" {
		return nil, 0, e.refuse(old.Position, "it states no status")
	}
	value, reason := e.value()
	if reason != "" {
		return nil, 0, e.refuse(f.at, reason)
	}
	from := offset(data, f.at)
	if from < 0 || !bytes.HasPrefix(data[from:], []byte(f.text)) {
		return nil, 0, e.refuse(f.at, "its status is not written as it reads")
	}
	rest := data[from+len(f.text):]
	if e.nested() {
		value += restOfLine(&rest) + lineBreak(rest) + indentOf(f.source) + "superseded_by: " + stem(by.Path)
	}
	edited = slices.Concat(data[:from], []byte(value), rest)
	if now, _ := parse(name, edited, s.words); !old.onlySuperseded(now, by) {
		return nil, 0, e.refuse(f.at, "rewriting its status would change what else it says")
	}
	line = f.at.Line
	if e.nested() && f.text == "superseded" {
		line++ // the status stays, and its successor comes in below it
	}
	return edited, line, nil
}

type editor struct {
	set     *Set
	old, by *Record
	doc     *document
}

func (e *editor) refuse(at finding.Position, reason string) error {
	var where string
	write := e.phrase(cmp.Or(e.old.Stated, "superseded"))
	switch e.old.form.metadata() {
	case inFront:
		where, write = "in its front matter", "status: "+write
	case inHeader:
		where, write = "below its title", e.old.form.before+"Status: "+write
	case inSection:
		where = "in its Status section"
	default:
		where, write = "below its title", "* Status: "+write
	}
	if e.nested() {
		write = "superseded_by: " + stem(e.by.Path)
	}
	return &RefusedError{
		Position: at,
		Reason:   reason,
		Cure:     fmt.Sprintf("write %q %s, then run this again", write, where),
	}
}

// nested reports whether the status lies below adr:, where it is one word and
// the successor has a key of its own.
func (e *editor) nested() bool { return e.old.form.nested && e.old.form.status == inFront }

// value is what the status is to say instead, or the reason why nobody but its
// author can say that.
func (e *editor) value() (value, reason string) {
	f := e.old.status
	m := oneStatus.FindStringSubmatch(f.text)
	switch {
	case f.folded:
		return "", "its status stands elsewhere, or over several lines"
	case m == nil || m[1] != m[3]:
		return "", "its status says more than one word, which would be lost"
	}
	n := f.at.Line + 1
	next := e.doc.text(n)
	switch f.place() {
	case inFront:
		key := statusKey.FindStringSubmatch(string([]rune(f.source)[:f.at.Col-1]))
		switch {
		case key == nil || fieldKey(key[2]) != "status":
			return "", "its status stands elsewhere"
		case e.nested() && (strings.TrimSpace(key[1]) != "" || e.old.form.keys[string(SupersededBy)] != ""):
			return "", "its status has no line of its own"
		case e.nested():
			return "superseded", ""
		}
	case inHeader:
		if strings.TrimSpace(next) != "" && strings.TrimLeft(next, " \t") != next && !bullet.MatchString(next) {
			return "", "its status goes on in the next line"
		}
	case inSection:
		if strings.TrimSpace(next) == "" || !e.doc.lines[n].plain || len(relationsIn(e.doc.field("", n))) > 0 {
			break
		}
		if _, ok := e.doc.headingAt(n); !ok {
			return "", "its status goes on in the next line"
		}
	}
	return m[1] + e.phrase(m[2]) + m[3], ""
}

// phrase says that by took the record's place, in the language and with the
// capital that the status has been written in.
func (e *editor) phrase(status string) string {
	words, to := e.set.tag(e.by), ""
	switch place := e.old.form.metadata(); {
	case place == inSection:
		words = titled(e.by)
		to = linkTo(words, e.old.Path, e.by.Path)
	case place == inFront && (e.by.Number >= 0 && !e.madr3() || strings.ContainsAny(e.old.status.source, "{[")):
		to = words // MADR 4 has no links there, and in braces YAML allows none
	default:
		to = linkTo(words, e.old.Path, e.by.Path)
	}
	if langOf(status) == finding.Korean {
		return to + particle(words, "로", "으로") + " 대체됨"
	}
	if startsUpper(status) {
		return "Superseded by " + to
	}
	return "superseded by " + to
}

// madr3 reports whether the record is one of MADR 3, which links in the status.
func (e *editor) madr3() bool { return strings.EqualFold(e.old.form.keys["makers"], "deciders") }

// onlySuperseded reports whether now says what r says, but that by took its
// place.
func (r *Record) onlySuperseded(now, by *Record) bool {
	ids := func(r *Record) (all []string) {
		for _, c := range r.Elements {
			all = append(all, c.ID)
		}
		return all
	}
	relations := func(r *Record) (all []string) {
		for _, rel := range r.Relations {
			all = append(all, string(rel.Verb)+" "+rel.Target+" "+rel.link+" "+rel.Section)
		}
		slices.Sort(all)
		return all
	}
	added := 0
	for _, rel := range now.Relations {
		if rel.Verb == SupersededBy {
			added++
		}
	}
	before := relations(r)
	after := slices.DeleteFunc(relations(now),
		func(rel string) bool { return strings.HasPrefix(rel, string(SupersededBy)+" ") })
	return now.Status == Superseded && added == 1 && slices.Equal(before, after) && by != nil &&
		now.Title == r.Title && now.Number == r.Number && now.Date.Equal(r.Date) && slices.Equal(ids(now), ids(r)) &&
		slices.Equal(now.DecisionMakers, r.DecisionMakers) && slices.Equal(now.Consulted, r.Consulted) &&
		slices.Equal(now.Informed, r.Informed) && slices.Equal(now.Tags, r.Tags)
}

// offset is where in data the place at begins, or -1. Lines end as
// [syntax.NewSource] has them end.
func offset(data []byte, at finding.Position) int {
	from := 0
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		from = len("\ufeff")
	}
	for line := 1; line < at.Line; line++ {
		end := bytes.IndexAny(data[from:], "\r\n")
		if end < 0 {
			return -1
		}
		from += end + len(lineBreak(data[from+end:]))
	}
	for range at.Col - 1 {
		_, size := utf8.DecodeRune(data[from:])
		from += size
	}
	return from
}

// lineBreak is what ends the line at whose end rest begins.
func lineBreak(rest []byte) string {
	switch {
	case bytes.HasPrefix(rest, []byte("\r\n")):
		return "\r\n"
	case len(rest) > 0 && rest[0] == '\r':
		return "\r"
	}
	return "\n"
}

// restOfLine cuts off what is left of the line: a quote, a comment.
func restOfLine(rest *[]byte) string {
	end := bytes.IndexAny(*rest, "\r\n")
	if end < 0 {
		end = len(*rest)
	}
	line := string((*rest)[:end])
	*rest = (*rest)[end:]
	return line
}

// indentOf is the blanks that line begins with.
func indentOf(line string) string {
	return line[:len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace))]
}
