package report

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/diff"
)

// Changes as a comment of a pull request: the summary in one line, then a
// section for what is new, gone and changed that opens when it is clicked on.
// Names in a model are anybody's to choose who may open a pull request, so
// nothing in them may become markup or address a person.

func writeChangesMarkdown(w io.Writer, c *Changes, o Options) error {
	m := &changesMarkdown{c: c, lang: o.Lang}
	m.head()
	m.consequences()
	for _, v := range m.c.verbs() {
		m.section(markup(v.name.In(m.lang)), v.verbs)
	}
	m.views()
	_, err := w.Write(m.out.Bytes())
	return err
}

// mostConsequences is how many consequences a comment holds under each heading.
const mostConsequences = 40

// mostFacts is how many facts of one change a comment holds.
const mostFacts = 40

type changesMarkdown struct {
	out  markdown
	c    *Changes
	lang finding.Lang
}

func (m *changesMarkdown) head() {
	side := func(r Revision) markup {
		switch {
		case r.variant() != "":
			return span(r.name(m.lang))
		case r.Commit == "":
			return prose(r.name(m.lang))
		case r.Name == r.Commit || r.Name == r.short():
			return span(r.Name)
		}
		return span(r.Name) + " (" + span(r.short()) + ")"
	}
	within := markup("")
	if v := m.c.Before.variant(); v != "" {
		within = " (" + side(m.c.Before.of()) + ")"
	}
	m.out.print("**%s** · %s → %s%s\n", markup(m.c.summary(m.lang)), side(m.c.Before), side(m.c.After), within)
	m.errors(m.c.Before)
	if m.c.Before.State == "" { // two states are of one model
		m.errors(m.c.After)
	}
}

// errors says what is wrong with a side, the first few of it.
func (m *changesMarkdown) errors(r Revision) {
	if len(r.Errors) == 0 {
		return
	}
	m.out.print("\n⚠ %s\n\n", prose(r.errorsOf(m.lang)))
	for i, f := range r.Errors {
		if i == mostErrors {
			m.out.print("- %s\n", markup(wordsIn(m.lang).leftOut(len(r.Errors)-i)))
			break
		}
		m.out.print("- %s: %s\n", span(position(f.Position)), prose(shownValue(f.Message.In(m.lang))))
	}
}

// consequences lists what follows from the changes.
func (m *changesMarkdown) consequences() {
	for _, g := range m.c.groups() {
		m.out.print("\n### %s\n\n", prose(g.name.In(m.lang)))
		for i, x := range g.all {
			if i == mostConsequences || m.out.Len() > mostMarkdown/2 {
				m.out.print("- %s\n", markup(wordsIn(m.lang).leftOut(len(g.all)-i)))
				break
			}
			m.out.print("- %s%s\n", warn(x.Security), prose(shownText(x.Text.In(m.lang))))
		}
	}
}

func (m *changesMarkdown) section(name markup, belong []diff.Verb) {
	var all []*diff.Change
	security := 0
	for _, ch := range m.c.List {
		if slices.Contains(belong, ch.Verb) {
			all = append(all, ch)
			if ch.Security {
				security++
			}
		}
	}
	if len(all) == 0 {
		return
	}
	open, marked := markup(""), markup("")
	if security > 0 { // what a reviewer must not overlook is open
		open, marked = " open", markup(fmt.Sprintf(" · ⚠ %d", security))
	}
	count := markup(strconv.Itoa(len(all)))
	m.out.print("\n<details%s>\n<summary><b>%s</b>: %s%s</summary>\n\n", open, name, count, marked)
	for i, ch := range all {
		one := &changesMarkdown{c: m.c, lang: m.lang}
		one.change(ch)
		if m.out.Len()+one.out.Len() > mostMarkdown-8192 { // the rest of the comment has room as well
			m.out.print("\n%s\n", markup(wordsIn(m.lang).leftOut(len(all)-i)))
			break
		}
		m.out.Write(one.out.Bytes())
	}
	m.out.print("\n</details>\n")
}

func (m *changesMarkdown) change(ch *diff.Change) {
	line := "- " + warn(ch.Security) + markup(sectionNames[ch.Section].In(m.lang))
	if ch.ID != "" {
		line += " " + span(ch.ID)
	}
	if title := ch.Title.In(m.lang); title != "" && title != ch.ID {
		line += " **" + prose(shownValue(title)) + "**"
	}
	if where := whereabouts(ch, m.lang); where != "" {
		line += " (" + prose(where) + ")"
	}
	if was := wasCalled(ch, m.lang); was != "" {
		line += ", " + markup(was) + " " + span(ch.WasID)
	}
	if at := ch.Position; at.File != "" {
		where := fmt.Sprintf("%s:%d", at.File, at.Line)
		if ch.Verb == diff.Removed && m.c.Before.Commit != "" {
			where = m.c.Before.Name + ":" + where
		}
		line += " · " + span(where)
	}
	m.out.print("%s\n", line)
	facts := shownFacts(ch)
	if ch.Verb == diff.Added && len(facts) > 0 {
		m.out.print("  - %s\n", stated(facts, func(path, value string) markup {
			return span(path) + ": " + span(shownValue(value))
		}))
		return
	}
	for i, f := range facts {
		if i == mostFacts {
			m.out.print("  - %s\n", markup(wordsIn(m.lang).leftOut(len(facts)-i)))
			return
		}
		m.out.print("  - %s%s\n", warn(f.Security), m.fact(f))
	}
}

func (m *changesMarkdown) fact(f diff.Fact) markup {
	path := span(f.Path)
	switch sign(f) {
	case "?":
		before, after := sides(f, m.lang)
		return "❔ " + path + ": " + span(before) + " → " + span(after)
	case "+":
		return "➕ " + path + ": " + span(shownValue(f.After))
	case "-":
		return "➖ " + path + ": " + span(shownValue(f.Before))
	}
	return path + ": " + span(shownValue(f.Before)) + " → " + span(shownValue(f.After))
}

func warn(security bool) markup {
	if security {
		return "⚠ "
	}
	return ""
}

// views shows the pictures that changed: what changed in it at once, the two
// sides a click away.
func (m *changesMarkdown) views() {
	if len(m.c.Views) == 0 {
		return
	}
	say := func(en, ko string) string { return finding.Text{En: en, Ko: ko}.In(m.lang) }
	m.out.print("\n### %s\n", markup(say("Pictures", "그림")))
	for i, v := range m.c.Views {
		if m.out.Len() > mostMarkdown-4096 {
			m.out.print("\n%s\n", markup(wordsIn(m.lang).leftOut(len(m.c.Views)-i)))
			return
		}
		title := markup(strings.ReplaceAll(escape(shownValue(v.Title.In(m.lang))), "@", "@\u200b"))
		shows := say("Changes: ", "변경: ")
		if v.Changes == "" {
			shows = ""
		}
		m.out.print("\n<details>\n<summary><b>%s</b></summary>\n\n![%s](%s)\n", title,
			prose(shows+shownValue(v.Title.In(m.lang))), markup(url.PathEscape(cmp.Or(v.Changes, v.After, v.Before))))
		var links []markup
		for _, side := range []struct{ name, file string }{
			{say("before", "이전"), v.Before},
			{say("after", "이후"), v.After},
		} {
			if side.file != "" {
				links = append(links, markup(fmt.Sprintf("[%s](%s)", side.name, url.PathEscape(side.file))))
			}
		}
		m.out.print("\n%s\n\n</details>\n", joined(links, " · "))
	}
}

// span is s as a code span outside of tables.
func span(s string) markup {
	s = strings.ReplaceAll(strings.TrimSpace(clean(s)), "`", "'")
	if s == "" {
		return "–"
	}
	return markup("`" + s + "`")
}
