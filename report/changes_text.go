package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/fatih/color"

	"asbuilt/finding"
	"asbuilt/model/diff"
)

// writeChangesText writes the summary, then what is new, gone and changed; what
// concerns security comes first and has an exclamation mark:
//
//	main (1a2b3c4d) → working tree: 1 changed; 1 concerns security
//
//	Changed
//	! connection orders->orders-db:3306
//	    architecture.yaml:35:5
//	    ! ~ tls: true → false
func writeChangesText(w io.Writer, c *Changes, o Options) error {
	t := &changesText{lang: o.Lang, paint: painter(o.Color), c: c}
	t.head()
	for _, v := range verbs() {
		first := true
		for _, ch := range c.List {
			if !slices.Contains(v.verbs, ch.Verb) {
				continue
			}
			if first {
				t.line("\n%s", t.paint(v.name.In(t.lang), color.Bold))
				first = false
			}
			t.change(ch)
		}
	}
	_, err := w.Write(t.out.Bytes())
	return err
}

type changesText struct {
	out   bytes.Buffer
	lang  finding.Lang
	paint func(s string, attributes ...color.Attribute) string
	c     *Changes
}

func (t *changesText) line(format string, args ...any) { fmt.Fprintf(&t.out, format+"\n", args...) }

func (t *changesText) head() {
	side := func(r Revision) string {
		name := clean(r.name(t.lang))
		if r.Commit != "" && name != r.Commit && name != r.short() {
			name += " " + t.paint("("+r.short()+")", color.Faint)
		}
		return name
	}
	t.line("%s → %s: %s", side(t.c.Before), side(t.c.After), t.paint(t.c.summary(t.lang), color.Bold))
}

// mark is an exclamation mark before what concerns security.
func (t *changesText) mark(security bool) string {
	if security {
		return t.paint("!", color.FgYellow, color.Bold) + " "
	}
	return "  "
}

func (t *changesText) change(ch *diff.Change) {
	t.line("%s%s", t.mark(ch.Security), t.thing(ch))
	if at := t.position(ch); at != "" {
		t.line("%s%s", indent, t.paint(at, color.Faint))
	}
	facts := shownFacts(ch)
	if ch.Verb == diff.Added && len(facts) > 0 {
		t.line("%s  %s", indent,
			t.paint(stated(facts, func(path, value string) string { return clean(path) + ": " + shownValue(value) }),
				color.FgGreen))
		return
	}
	for _, f := range facts {
		t.line("%s%s%s", indent, t.mark(f.Security), t.fact(f))
	}
}

// thing reads `element planning-api "Planning API" (Amazon ECS service in app)`.
func (t *changesText) thing(ch *diff.Change) string {
	s := sectionNames[ch.Section].In(t.lang)
	if ch.ID != "" {
		s += " " + t.paint(clean(ch.ID), color.Bold)
	}
	if title := ch.Title.In(t.lang); title != "" && title != ch.ID {
		s += fmt.Sprintf(" “%s”", shownValue(title))
	}
	if where := whereabouts(ch, t.lang); where != "" {
		s += " (" + clean(where) + ")"
	}
	if was := wasCalled(ch, t.lang); was != "" {
		s += ", " + was + " " + clean(ch.WasID)
	}
	return s
}

// whereabouts is what a thing is and where it lies.
func whereabouts(ch *diff.Change, lang finding.Lang) string {
	kind := ch.Kind.In(lang)
	switch {
	case ch.In == "":
		return kind
	case lang == finding.Korean && kind != "":
		return kind + ", " + ch.In
	case kind != "":
		return kind + " in " + ch.In
	}
	return ch.In
}

// wasCalled is the word before the id that a thing had, or nothing.
func wasCalled(ch *diff.Change, lang finding.Lang) string {
	switch {
	case ch.WasID == "":
		return ""
	case ch.Verb == diff.Renamed:
		return probably.In(lang)
	}
	return formerly.In(lang)
}

// position is a place in the files; of what is gone, in those of the older side,
// as git show takes it.
func (t *changesText) position(ch *diff.Change) string {
	at := position(ch.Position)
	if at != "" && ch.Verb == diff.Removed && t.c.Before.Commit != "" {
		at = clean(t.c.Before.Name) + ":" + at
	}
	return at
}

func (t *changesText) fact(f diff.Fact) string {
	path := clean(f.Path)
	switch sign(f) {
	case "+":
		return t.paint("+ "+path+": "+shownValue(f.After), color.FgGreen)
	case "-":
		return t.paint("- "+path+": "+shownValue(f.Before), color.FgRed)
	}
	return fmt.Sprintf("~ %s: %s → %s", path, t.paint(shownValue(f.Before), color.FgRed),
		t.paint(shownValue(f.After), color.FgGreen))
}
