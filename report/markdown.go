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
	fmt.Fprintf(&m.out, "**%s**\n", m.words.count(r))
	if r.Coverage != nil {
		fmt.Fprintf(&m.out, "\n%s\n", m.words.coverage(r.Coverage))
		if c := &r.Coverage.Connections; c.Declared > 0 {
			fmt.Fprintf(&m.out, "\n%s\n", m.words.connections(c))
		}
	}
	if r.Snapshot != nil {
		fmt.Fprintf(&m.out, "\n"+m.words.snapshot+"\n", code(r.Snapshot.Path),
			r.Snapshot.Taken.UTC().Format("2006-01-02 15:04 UTC"))
	}
	m.table(r)
	m.waived(r)
	_, err := w.Write(m.out.Bytes())
	return err
}

type markdownWriter struct {
	out   bytes.Buffer
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
			fmt.Fprintf(&m.out, "\n| %s | %s | %s |\n|---|---|---|\n", m.words.columns[0], m.words.columns[1],
				m.words.columns[2])
		}
		fmt.Fprintf(&m.out, "| %s | %s | %s |\n", m.severity(f), m.place(f), m.what(f))
	}
}

func (m *markdownWriter) severity(f *finding.Finding) string {
	word := m.words.severity[f.Severity]
	if f.Suspended {
		return word + "<br>" + m.words.suspended
	}
	if f.Verdict == finding.Unknown || f.Verdict == finding.Partial {
		return word + "<br>" + m.words.verdict[f.Verdict]
	}
	return word
}

func (m *markdownWriter) place(f *finding.Finding) string {
	if at := position(f.Position); at != "" {
		return code(at)
	}
	return code(f.Subject)
}

func (m *markdownWriter) what(f *finding.Finding) string {
	lines := []string{prose(f.Message.In(m.lang)) + " " + code(f.Code)}
	if hint := f.Hint.In(m.lang); hint != "" {
		lines = append(lines, prose(hint))
	}
	for _, r := range f.Related {
		lines = append(lines, code(position(r.Position))+" "+prose(r.Message.In(m.lang)))
	}
	if f.Declared != "" || f.Found != "" {
		lines = append(lines,
			fmt.Sprintf("%s %s, %s %s", m.words.declared, code(f.Declared), m.words.found, code(f.Found)))
	}
	for _, e := range f.Evidence {
		line := m.words.evidence + " " + code(e.Fact)
		if e.Value != "" {
			line += " = " + code(e.Value)
		}
		if e.From != "" {
			line += ", " + code(e.From)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "<br>")
}

func (m *markdownWriter) waived(r *finding.Report) {
	head := false
	for _, f := range r.Findings {
		if f.Waived == nil {
			continue
		}
		if !head {
			head = true
			fmt.Fprintf(&m.out, "\n%s\n\n", m.words.waived)
		}
		why := fmt.Sprintf(m.words.waiver, f.Waived.Reason, f.Waived.Owner, f.Waived.Expires.Format(time.DateOnly))
		fmt.Fprintf(&m.out, "- %s %s %s: %s\n", m.place(f), prose(f.Message.In(m.lang)), code(f.Code), prose(why))
	}
}

// prose is s as text that no Markdown reader takes for markup, and out of which
// none makes a link, a mention or a picture of its own accord: an unseen character
// parts what hosts of repositories look for.
func prose(s string) string {
	s = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`, "|", `\|`, "~", `\~`,
		"<", "&lt;", ">", "&gt;", "&", "&amp;", "@", "@\u200b", "://", ":\u200b//", "$", "<span>$</span>",
	).Replace(clean(s))
	for _, host := range []*regexp.Regexp{address, reference, emoji} {
		s = host.ReplaceAllString(s, "${1}\u200b${2}")
	}
	return s
}

// What hosts turn into links and pictures: www. and mailto:, GH-1 and #1, :tada:.
var (
	address   = regexp.MustCompile(`(?i)(www|mailto|xmpp)([.:])`)
	reference = regexp.MustCompile(`(?i)(gh|\\#)(-?[0-9])`)
	emoji     = regexp.MustCompile(`(:)([a-z0-9_+\\-]+:)`)
)

// code is s as a code span that may stand in a table.
func code(s string) string {
	s = strings.NewReplacer("`", "'", "|", `\|`).Replace(strings.TrimSpace(clean(s)))
	if s == "" {
		return "–"
	}
	return "`" + s + "`"
}
