package report

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/fatih/color"

	"asbuilt/finding"
)

// Causes as text. While all of them fit with what was read of them, they are shown
// whole; else each in a few lines, as many as a screen holds:
//
//	architecture.yaml:90:5: error: "planning-api" runs at least 1, declared 2 [scaling-band-differs]
//	    Planning API (planning-api) · planning · platform team
//	    breaks 3: web → Planning API, …
//	    accept: asbuilt accept planning-api scaling-band-differs

// screen is how many lines of causes are shown, at most.
const screen = 40

// mostBroken is how many consequences of a cause are named where not all are shown.
const mostBroken = 3

// entry is one thing that is shown: a cause, or a finding that has none. Alone it
// belongs to no group.
type entry struct {
	origin *finding.Origin
	first  *finding.Finding
	alone  bool
}

// entries are the causes of a report, then the findings without one.
func entries(r *finding.Report) []entry {
	var all []entry
	for _, o := range r.Findings.Causes() {
		all = append(all, entry{origin: o, first: o.Findings[0]})
	}
	for _, f := range r.Findings {
		if f.Accepted == nil && f.Cause.IsZero() {
			all = append(all, entry{first: f})
		}
	}
	return all
}

func (t *textWriter) causes(r *finding.Report, o Options) {
	all, whole := entries(r), o.All
	if o.Incident {
		all = upFront(all)
	}
	fits := t.fit(all, screen, (*textWriter).whole)
	switch {
	case whole:
		t.fit(all, 0, (*textWriter).whole).writeTo(t)
		t.accepted(r)
		return
	case fits.left+r.Left.Causes() == 0:
		fits.writeTo(t)
	default:
		short := t.fit(all, screen, (*textWriter).short)
		short.writeTo(t)
		if left := short.left + r.Left.Causes(); left > 0 {
			t.line(t.words.more, left)
		}
		t.line("")
	}
	if accepted := r.Accepted(); accepted > mostBroken {
		t.line(t.words.manyAccepted, accepted)
		t.line("")
	} else {
		t.accepted(r)
	}
}

// found shows findings where there is no snapshot, in the order of the files: whole while
// all of them fit, else without what they point at besides, else in two lines each; and
// of more than that the gravest.
func (t *textWriter) found(r *finding.Report, o Options) {
	var all []entry
	for _, f := range r.Findings {
		if f.Accepted == nil {
			all = append(all, entry{first: f, alone: true})
		}
	}
	forms := []func(*textWriter, entry){
		func(one *textWriter, e entry) {
			one.finding(e.first)
			one.line("")
		},
		func(one *textWriter, e entry) {
			one.pointed(e.first)
			one.line("")
		},
		func(one *textWriter, e entry) {
			one.head(e)
			one.fact(one.words.hint, e.first.Hint.In(one.lang))
		},
	}
	lines := screen
	if o.All {
		lines = 0
	}
	var shown *fitted
	for _, form := range forms {
		if shown = t.fit(all, lines, form); shown.left == 0 {
			break
		}
	}
	if shown.left > 0 {
		slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.first.Severity, b.first.Severity) })
		shown = t.fit(all, lines, forms[len(forms)-1])
	}
	shown.writeTo(t)
	if shown.left > 0 {
		t.line(t.words.more, shown.left)
	}
	if out := t.out.Bytes(); len(out) > 0 && !bytes.HasSuffix(out, []byte("\n\n")) {
		t.line("")
	}
	t.accepted(r)
}

// fitted is what of a list fits, and how many of it do not.
type fitted struct {
	out  bytes.Buffer
	left int
}

func (f *fitted) writeTo(t *textWriter) { t.out.Write(f.out.Bytes()) }

// fit shows entries while they fit into so many lines; zero lines are as many as it
// takes.
func (t *textWriter) fit(all []entry, lines int, show func(*textWriter, entry)) *fitted {
	fits, harm, there := &fitted{}, "", 0
	for i, e := range all {
		one := &textWriter{words: t.words, lang: t.lang, paint: t.paint}
		if now := t.heading(e); now != harm && len(all) > 1 {
			harm = now
			one.line("%s", t.paint(now, color.Bold, color.Underline))
		}
		show(one, e)
		if there += bytes.Count(one.out.Bytes(), []byte("\n")); lines > 0 && there > lines && (i > 0 || !e.alone) {
			fits.left = len(all) - i
			return fits
		}
		fits.out.Write(one.out.Bytes())
	}
	return fits
}

// heading is what a group of entries is called: by what may come of them.
func (t *textWriter) heading(e entry) string {
	switch {
	case e.alone:
		return ""
	case e.origin == nil:
		return t.words.about
	}
	return t.words.harm[e.origin.Harm]
}

// head is the line that says what is wrong.
func (t *textWriter) head(e entry) {
	said := e.first.Message
	if e.origin != nil {
		said = e.origin.Text
	}
	t.line("%s%s %s %s", t.place(e.first), t.severity(e.first), t.paint(said.In(t.lang), color.Bold),
		t.paint("["+e.first.Code+"]", color.Faint))
}

// short shows an entry in a few lines.
func (t *textWriter) short(e entry) {
	t.head(e)
	t.who(e.first, e.since())
	t.breaks(e, mostBroken)
	t.fact(t.words.accept, AcceptCommand(e.first))
}

// whole shows an entry with what was read, and everything that it breaks.
func (t *textWriter) whole(e entry) {
	all := consequences(e.origin)
	switch {
	case e.origin == nil:
		t.finding(e.first)
	case e.first.Follows: // nothing but what it breaks tells of it
		t.head(e)
		t.source(e.first.Source, e.first.Position.Col, e.first.Length)
		t.fact(t.words.hint, e.first.Hint.In(t.lang))
		for _, x := range e.origin.Evidence {
			t.fact(t.words.evidence, t.evidence(x))
		}
	default:
		for _, f := range e.origin.Findings[:len(e.origin.Findings)-len(all)] {
			t.finding(f)
		}
	}
	t.who(e.first, e.since())
	if len(all) > 0 {
		t.line("%s%s", indent, t.paint(t.words.follow(all), color.Faint))
		for _, f := range all {
			t.line("%s%s%s%s %s %s", indent, indent, t.place(f), t.severity(f), f.Message.In(t.lang),
				t.paint("["+f.Code+"]", color.Faint))
		}
	}
	t.fact(t.words.accept, AcceptCommand(e.first))
	t.line("")
}

// only shows the findings that are asked for, each whole.
func (t *textWriter) only(r *finding.Report, chosen func(*finding.Finding) bool) {
	for _, f := range r.Findings {
		if !chosen(f) {
			continue
		}
		if f.Accepted != nil {
			t.acceptance(f)
		} else {
			t.finding(f)
			t.who(f, f.Since)
			if f.Follows {
				t.fact(t.words.cause, f.Cause.ID())
			}
			t.fact(t.words.accept, AcceptCommand(f))
		}
		t.line("")
	}
}

// who names the subject as people call it, its module, who answers for it, and since when
// it stands.
func (t *textWriter) who(f *finding.Finding, since finding.Since) {
	var said []string
	if !f.ElementName.IsZero() {
		said = append(said, Called(f, t.lang))
	}
	if when := t.words.since(since); when != "" {
		said = append(said, when)
	}
	if len(said) > 0 {
		t.line("%s%s", indent, strings.Join(said, " · "))
	}
}

// Called is the subject of a finding as people call it, with its id, module and owner.
func Called(f *finding.Finding, l finding.Lang) string {
	name := f.ElementName.In(l)
	switch {
	case name == "":
		name = f.Subject
	case name != f.Subject:
		name += " (" + f.Subject + ")"
	}
	for _, more := range []string{f.Module, f.Owner} {
		if more != "" {
			name += " · " + more
		}
	}
	return name
}

// breaks names what follows from a cause, so many of it.
func (t *textWriter) breaks(e entry, most int) {
	all := consequences(e.origin)
	if len(all) == 0 {
		return
	}
	var names []string
	for _, f := range all[:min(len(all), most)] {
		names = append(names, nameOf(f, t.lang))
	}
	if len(all) > most {
		names = append(names, "…")
	}
	t.line("%s%s %s", indent, t.paint(t.words.follow(all), color.Faint), strings.Join(names, ", "))
}

// consequences are the findings that follow from a cause, beside the one that it is
// shown by.
func consequences(o *finding.Origin) finding.List {
	if o == nil || len(o.Findings) == 1 {
		return nil
	}
	_, broken := o.Apart()
	return broken
}

// nameOf is what people call the subject of a finding, else its id.
func nameOf(f *finding.Finding, l finding.Lang) string {
	return cmp.Or(f.ElementName.In(l), f.Subject)
}

// AcceptCommand is the command line that accepts a finding, "" where none does.
func AcceptCommand(f *finding.Finding) string {
	switch {
	case f.Cause.IsZero() || f.Suspended:
		return ""
	case f.Unread != "":
		return "asbuilt accept --unread " + f.Unread
	case f.Verdict == finding.Unknown && f.Fact == "way":
		return "asbuilt accept --connection " + Quoted(f.Subject)
	}
	return "asbuilt accept " + Quoted(f.Subject) + " " + f.Code
}

// Quoted is a word as a shell takes it for one.
func Quoted(s string) string {
	const safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,="
	if strings.Trim(s, safe) != "" {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
