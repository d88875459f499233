package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// Markdown, as pull requests show it: the summary, then a table with a row for
// each cause that says what it breaks, then what is accepted. Names in AWS are anybody's
// to choose, so nothing in them may become markup or address a person.

// mostMarkdown is the longest comment that GitHub takes, in characters; ours is counted
// in bytes.
const mostMarkdown = 65536

func writeMarkdown(w io.Writer, r *finding.Report, o Options) error {
	m := &markdownWriter{words: wordsIn(o.Lang), lang: o.Lang}
	count := m.words.count(r)
	if causes := r.Causes(); causes > 0 {
		count += m.words.causes(causes)
	}
	m.out.print("**%s**\n", markup(count))
	m.progress(r)
	if r.Coverage != nil {
		m.out.print("\n%s\n", markup(m.words.coverage(r.Coverage)))
		if c := &r.Coverage.Connections; c.Declared > 0 {
			m.out.print("\n%s\n", markup(m.words.connections(c)))
		}
	}
	if r.Decisions != nil {
		m.out.print("\n%s\n", markup(m.words.decisions(r.Decisions)))
	}
	if r.Snapshot != nil {
		m.out.print("\n"+m.words.snapshot+"\n", code(r.Snapshot.Path),
			markup(moment(r.Snapshot.Taken)))
	}
	m.table(r, o.Incident)
	m.accepted(r)
	m.defaults(r.Defaults)
	_, err := w.Write(m.out.Bytes())
	return err
}

// markup is Markdown of asbuilt's own: text of others becomes it through prose,
// code and span alone.
type markup string

// markdown is what was written; only markup comes into it.
type markdown struct{ bytes.Buffer }

func (out *markdown) print(format string, args ...markup) {
	each := make([]any, len(args))
	for i, arg := range args {
		each[i] = arg
	}
	fmt.Fprintf(&out.Buffer, format, each...)
}

// mostListed is how many things a row names of a kind.
const mostListed = 8

type markdownWriter struct {
	out   markdown
	words words
	lang  finding.Lang
}

// fits reports whether so much more still leaves room for saying that something is
// left out.
func (m *markdownWriter) fits(more markup) bool {
	const reserve = 2048
	return m.out.Len()+len(more)+reserve < mostMarkdown
}

func (m *markdownWriter) table(r *finding.Report, incident bool) {
	all := entries(r)
	if incident {
		all = upFront(all)
	}
	if len(all) == 0 {
		return
	}
	columns := m.words.columns
	m.out.print("\n| %s | %s | %s |\n|---|---|---|\n", markup(columns[0]), markup(columns[1]), markup(columns[2]))
	for i, e := range all {
		row := "| " + m.severity(e.first) + " | " + m.place(e.first) + " | " + m.what(e) + " |\n"
		if !m.fits(row) {
			m.out.print("\n%s\n", markup(m.words.leftOut(len(all)-i+r.Left.Causes())))
			return
		}
		m.out.print("%s", row)
	}
}

func (m *markdownWriter) severity(f *finding.Finding) markup {
	word := markup(m.words.severity[f.Severity])
	if f.Suspended {
		return word + "<br>" + markup(m.words.suspended)
	}
	if f.Verdict == finding.Unknown || f.Verdict == finding.Partial {
		return word + "<br>" + markup(m.words.verdict[f.Verdict])
	}
	return word
}

func (m *markdownWriter) place(f *finding.Finding) markup {
	if at := position(f.Position); at != "" {
		return code(at)
	}
	return code(f.Subject)
}

func (m *markdownWriter) what(e entry) markup {
	f := e.first
	said := f.Message
	if e.origin != nil {
		said = e.origin.Text
	}
	lines := []markup{prose(said.In(m.lang)) + " " + code(f.Code)}
	if !f.ElementName.IsZero() {
		lines = append(lines, prose(Called(f, m.lang)))
	}
	if when := m.words.since(e.since()); when != "" {
		lines = append(lines, prose(when))
	}
	if all := consequences(e.origin); len(all) > 0 {
		line := markup(m.words.follow(all))
		for i, c := range all[:min(len(all), mostListed)] {
			if i > 0 {
				line += ","
			}
			line += " " + prose(nameOf(c, m.lang))
		}
		if len(all) > mostListed {
			line += ", …"
		}
		lines = append(lines, line)
	}
	if hint := f.Hint.In(m.lang); hint != "" {
		lines = append(lines, prose(hint))
	}
	for _, r := range f.Related {
		lines = append(lines, code(position(r.Position))+" "+prose(r.Message.In(m.lang)))
	}
	if f.Declared != "" || f.Found != "" {
		declared, found := markup(m.words.declared), markup(m.words.found)
		lines = append(lines, declared+" "+code(f.Declared)+", "+found+" "+code(f.Found))
	}
	evidence := f.Evidence
	if e.origin != nil && (len(e.origin.Findings) > 1 || f.Follows) {
		evidence = e.origin.Evidence
	}
	for _, e := range evidence[:min(len(evidence), mostListed)] {
		line := markup(m.words.evidence) + " " + code(e.Fact)
		if e.Value != "" {
			line += " = " + code(e.Value)
		}
		if e.From != "" {
			line += ", " + code(e.From)
		}
		lines = append(lines, line)
	}
	return joined(lines, "<br>")
}

func (m *markdownWriter) accepted(r *finding.Report) {
	head, shown := false, 0
	for _, f := range r.Findings {
		if f.Accepted == nil {
			continue
		}
		if !head {
			head = true
			m.out.print("\n%s\n\n", markup(m.words.accepted))
		}
		a := f.Accepted
		why := fmt.Sprintf(m.words.because, a.Reason, cmp.Or(a.Owner, m.words.nobody), a.Expires.Format(time.DateOnly))
		row := "- " + m.place(f) + " " + prose(f.Message.In(m.lang)) + " " + code(f.Code) + ": " + prose(why) + "\n"
		if !m.fits(row) {
			m.out.print("\n%s\n", markup(m.words.leftOut(r.Accepted()-shown)))
			return
		}
		shown++
		m.out.print("%s", row)
	}
}

// prose is s as text that no Markdown reader takes for markup, and out of which
// none makes a link, a mention or a picture of its own accord: an unseen character
// parts what hosts of repositories look for.
func prose(s string) markup {
	s = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`, "|", `\|`, "~", `\~`,
		"<", "&lt;", ">", "&gt;", "&", "&amp;", "@", "@\u200b", "://", ":\u200b//", "$", "<span>$</span>",
	).Replace(clean(s))
	for _, host := range []*pattern.Pattern{address, reference, emoji} {
		s = host.ReplaceAllString(s, "${1}\u200b${2}")
	}
	return markup(s)
}

// What hosts turn into links and pictures: www. and mailto:, GH-1 and #1, :tada:.
var (
	address   = pattern.New(`(?i)(www|mailto|xmpp)([.:])`)
	reference = pattern.New(`(?i)(gh|\\#)(-?[0-9])`)
	emoji     = pattern.New(`(:)([a-z0-9_+\\-]+:)`)
)

// code is s as a code span that may stand in a table.
func code(s string) markup {
	s = strings.NewReplacer("`", "'", "|", `\|`).Replace(strings.TrimSpace(clean(s)))
	if s == "" {
		return "–"
	}
	return markup("`" + s + "`")
}
