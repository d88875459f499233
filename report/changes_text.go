package report

import (
	"bytes"
	"io"
	"slices"

	"github.com/fatih/color"

	"asbuilt/finding"
	"asbuilt/finding/plain"
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
	t := &changesText{lang: o.Lang, paint: painterOf(o.Color), c: c}
	t.head()
	t.errors(c.Before)
	if c.Before.State == "" { // two states are of one model
		t.errors(c.After)
	}
	for _, g := range c.groups() {
		t.line("\n%s", t.paint(g.name.In(t.lang), color.Bold))
		for _, x := range g.all {
			t.line("%s%s", t.mark(x.Security), x.Text.In(t.lang))
		}
	}
	for _, v := range c.verbs() {
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
	paint painter
	c     *Changes
}

// line writes a line, with every string in it made plain.
func (t *changesText) line(format string, args ...any) { plain.Fprintf(&t.out, format+"\n", args...) }

// errors says what is wrong with a side, the first few of it.
func (t *changesText) errors(r Revision) {
	if len(r.Errors) == 0 {
		return
	}
	t.line("\n%s", t.paint(r.errorsOf(t.lang), color.FgRed))
	for i, f := range r.Errors {
		if i == mostErrors {
			t.line("  %s", wordsIn(t.lang).leftOut(len(r.Errors)-i))
			break
		}
		t.line("  %s: %s", t.paint(position(f.Position), color.Faint), f.Message.In(t.lang))
	}
}

func (t *changesText) head() {
	side := func(r Revision) painted {
		name := r.name(t.lang)
		if r.variant() != "" {
			return t.paint(name)
		}
		if r.Commit != "" && name != r.Commit && name != r.short() {
			return t.paint(name) + " " + t.paint("("+r.short()+")", color.Faint)
		}
		return t.paint(name)
	}
	within := t.paint("")
	if t.c.Before.variant() != "" {
		within = " (" + side(t.c.Before.of()) + ")"
	}
	t.line("%s → %s%s: %s", side(t.c.Before), side(t.c.After), within, t.paint(t.c.summary(t.lang), color.Bold))
}

// mark is an exclamation mark before what concerns security.
func (t *changesText) mark(security bool) painted {
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
			t.paint(stated(facts, func(path, value string) string { return path + ": " + shownValue(value) }),
				color.FgGreen))
		return
	}
	for _, f := range facts {
		t.line("%s%s%s", indent, t.mark(f.Security), t.fact(f))
	}
}

// thing reads `element planning-api "Planning API" (Amazon ECS service in app)`.
func (t *changesText) thing(ch *diff.Change) painted {
	s := t.paint(sectionNames[ch.Section].In(t.lang))
	if ch.ID != "" {
		s += " " + t.paint(ch.ID, color.Bold)
	}
	if title := ch.Title.In(t.lang); title != "" && title != ch.ID {
		s += t.paint(" “" + shownValue(title) + "”")
	}
	if where := whereabouts(ch, t.lang); where != "" {
		s += t.paint(" (" + where + ")")
	}
	if was := wasCalled(ch, t.lang); was != "" {
		s += t.paint(", " + was + " " + ch.WasID)
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
		at = t.c.Before.Name + ":" + at
	}
	return at
}

func (t *changesText) fact(f diff.Fact) painted {
	switch sign(f) {
	case "?":
		before, after := sides(f, t.lang)
		return t.paint("? "+f.Path+": "+before+" → "+after, color.FgYellow)
	case "+":
		return t.paint("+ "+f.Path+": "+shownValue(f.After), color.FgGreen)
	case "-":
		return t.paint("- "+f.Path+": "+shownValue(f.Before), color.FgRed)
	}
	before, after := t.paint(shownValue(f.Before), color.FgRed), t.paint(shownValue(f.After), color.FgGreen)
	return t.paint("~ "+f.Path+": ") + before + " → " + after
}
