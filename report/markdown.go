package report

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"asbuilt/finding"
)

// Markdown, as pull requests show it: the summary, then a table with a row for
// each finding, then the waived ones. Names in AWS are anybody's to choose, so
// nothing in them may become markup or address a person.

func writeMarkdown(w io.Writer, r *finding.Report, o Options) error {
	m := &markdownWriter{words: wordsIn(o.Lang), lang: o.Lang}
	m.out.print("**%s**\n", markup(m.words.count(r)))
	if r.Coverage != nil {
		m.out.print("\n%s\n", markup(m.words.coverage(r.Coverage)))
		if c := &r.Coverage.Connections; c.Declared > 0 {
			m.out.print("\n%s\n", markup(m.words.connections(c)))
		}
	}
	if r.Snapshot != nil {
		m.out.print("\n"+m.words.snapshot+"\n", code(r.Snapshot.Path),
			markup(r.Snapshot.Taken.UTC().Format("2006-01-02 15:04 UTC")))
	}
	m.table(r)
	m.waived(r)
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

type markdownWriter struct {
	out   markdown
	words words
	lang  finding.Lang
}

func (m *markdownWriter) table(r *finding.Report) {
	head := false
	for _, f := range r.Findings {
		if f.Waived != nil {
			continue
		}
		if !head {
			head = true
			columns := m.words.columns
			m.out.print("\n| %s | %s | %s |\n|---|---|---|\n",
				markup(columns[0]), markup(columns[1]), markup(columns[2]))
		}
		m.out.print("| %s | %s | %s |\n", m.severity(f), m.place(f), m.what(f))
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

func (m *markdownWriter) what(f *finding.Finding) markup {
	lines := []markup{prose(f.Message.In(m.lang)) + " " + code(f.Code)}
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
	for _, e := range f.Evidence {
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

func (m *markdownWriter) waived(r *finding.Report) {
	head := false
	for _, f := range r.Findings {
		if f.Waived == nil {
			continue
		}
		if !head {
			head = true
			m.out.print("\n%s\n\n", markup(m.words.waived))
		}
		why := fmt.Sprintf(m.words.waiver, f.Waived.Reason, f.Waived.Owner, f.Waived.Expires.Format(time.DateOnly))
		m.out.print("- %s %s %s: %s\n", m.place(f), prose(f.Message.In(m.lang)), code(f.Code), prose(why))
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
	for _, host := range []*regexp.Regexp{address, reference, emoji} {
		s = host.ReplaceAllString(s, "${1}\u200b${2}")
	}
	return markup(s)
}

// What hosts turn into links and pictures: www. and mailto:, GH-1 and #1, :tada:.
var (
	address   = regexp.MustCompile(`(?i)(www|mailto|xmpp)([.:])`)
	reference = regexp.MustCompile(`(?i)(gh|\\#)(-?[0-9])`)
	emoji     = regexp.MustCompile(`(:)([a-z0-9_+\\-]+:)`)
)

// code is s as a code span that may stand in a table.
func code(s string) markup {
	s = strings.NewReplacer("`", "'", "|", `\|`).Replace(strings.TrimSpace(clean(s)))
	if s == "" {
		return "–"
	}
	return markup("`" + s + "`")
}
