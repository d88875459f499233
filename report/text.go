package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/fatih/color"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// writeText writes a block for each finding about a model:
//
//	architecture.yaml:12:9: error: unknown element "orders-db" [unknown-element]
//	    to: orders-db
//	        ^~~~~~~~~
//	    hint: did you mean "order-db"?
//
// and for each cause of findings about AWS one that says what it breaks (text_causes.go),
// then one line for each accepted finding, then the summary.
func writeText(w io.Writer, r *finding.Report, o Options) error {
	t := &textWriter{words: wordsIn(o.Lang), lang: o.Lang, paint: painterOf(o.Color)}
	switch {
	case o.Only != nil:
		t.only(r, o.Only)
	case r.Snapshot == nil:
		t.found(r, o)
	default:
		t.causes(r, o)
		t.defaults(r.Defaults, o)
	}
	t.summary(r)
	_, err := w.Write(t.out.Bytes())
	return err
}

const indent = "    "

type textWriter struct {
	out   bytes.Buffer
	words words
	lang  finding.Lang
	paint painter
}

// line writes a line. Every string in it is text of somebody and made plain;
// what is painted is so already.
func (t *textWriter) line(format string, args ...any) { plain.Fprintf(&t.out, format+"\n", args...) }

func (t *textWriter) finding(f *finding.Finding) {
	t.pointed(f)
	for _, r := range f.Related {
		t.line("%s%s: %s", indent, position(r.Position), r.Message.In(t.lang))
		t.source(r.Source, r.Position.Col, 1)
	}
	t.fact(t.words.declared, f.Declared)
	t.fact(t.words.found, f.Found)
	for _, e := range f.Evidence {
		t.fact(t.words.evidence, t.evidence(e))
	}
}

// pointed shows what is wrong, where, and the cure.
func (t *textWriter) pointed(f *finding.Finding) {
	t.head(entry{first: f})
	t.source(f.Source, f.Position.Col, f.Length)
	t.fact(t.words.hint, f.Hint.In(t.lang))
}

// place is what stands before the severity: the position, or for what no model
// declares its name.
func (t *textWriter) place(f *finding.Finding) painted {
	place := position(f.Position)
	if place == "" {
		place = f.Subject
	}
	if place == "" {
		return ""
	}
	return t.paint(place+":", color.Bold) + " "
}

func (t *textWriter) severity(f *finding.Finding) painted {
	word := t.words.severity[f.Severity]
	if f.Suspended {
		word += " (" + t.words.suspended + ")"
	} else if f.Verdict == finding.Unknown || f.Verdict == finding.Partial {
		word += " (" + t.words.verdict[f.Verdict] + ")"
	}
	hue := [...]color.Attribute{finding.Error: color.FgRed, finding.Warning: color.FgYellow, finding.Note: color.FgCyan}
	return t.paint(word+":", hue[f.Severity], color.Bold)
}

func (t *textWriter) source(source string, col, length int) {
	if strings.TrimSpace(source) == "" {
		return
	}
	line, caret := excerpt(source, col, length)
	t.line("%s%s", indent, line)
	t.line("%s%s", indent, t.paint(caret, color.FgGreen))
}

func (t *textWriter) fact(label, value string) {
	if value != "" {
		t.line("%s%s %s", indent, t.paint(label+":", color.Faint), value)
	}
}

func (t *textWriter) evidence(e finding.Evidence) string {
	s := e.Fact
	if e.Value != "" {
		s += " = " + e.Value
	}
	if e.From != "" {
		s += " (" + e.From + ")"
	}
	return s
}

func (t *textWriter) accepted(r *finding.Report) {
	said := false
	for _, f := range r.Findings {
		if f.Accepted == nil {
			continue
		}
		said = true
		t.acceptance(f)
	}
	if said {
		t.line("")
	}
}

func (t *textWriter) acceptance(f *finding.Finding) {
	t.line("%s%s %s [%s]", t.place(f), t.words.accepted+":", f.Message.In(t.lang), f.Code)
	t.line(indent+t.words.because, f.Accepted.Reason, cmp.Or(f.Accepted.Owner, t.words.nobody),
		f.Accepted.Expires.Format(time.DateOnly))
}

func (t *textWriter) summary(r *finding.Report) {
	count := t.words.count(r)
	if causes := r.Causes(); causes > 0 {
		count += t.words.causes(causes)
	}
	t.line("%s", t.paint(count, color.Bold))
	t.progress(r)
	if c := r.Coverage; c != nil {
		t.line("%s", t.words.coverage(c))
		if c.Connections.Declared > 0 {
			t.line("%s", t.words.connections(&c.Connections))
		}
	}
	if d := r.Decisions; d != nil {
		t.line("%s", t.words.decisions(d))
	}
	if s := r.Snapshot; s != nil {
		t.line(t.words.snapshot, s.Path, moment(s.Taken))
	}
}

// position is "file:line:col", as far as it is known.
func position(p finding.Position) string {
	s := plain.Of(p.File).String()
	if p.Line > 0 {
		s = fmt.Sprintf("%s:%d:%d", s, p.Line, max(p.Col, 1))
	}
	return s
}

// painted is text of others made plain, or words of ours, which may have a colour.
// Only a painter makes it, and it is written as it is.
type painted string

// painter makes a string plain and paints it.
type painter func(s string, attributes ...color.Attribute) painted

// painterOf colours text, or leaves it without. The colour package's own switch,
// which looks at the process's standard output, is not asked.
func painterOf(allowed bool) painter {
	return func(s string, attributes ...color.Attribute) painted {
		c := color.New(attributes...)
		if allowed {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return painted(c.Sprint(plain.Of(s).String()))
	}
}
