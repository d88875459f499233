package report

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"asbuilt/finding"
)

// HTML is the findings of r that are not accepted, as a list for a page of
// asbuilt's own: what [Text] says of a model, in the same order, with the place
// that a caret would point at marked. Verdicts and evidence, which only a
// comparison with a snapshot has, are left out. It is no format of output,
// because it is no whole document. Everything that came from a model or from AWS
// is escaped.
func HTML(r *finding.Report, lang finding.Lang) string {
	h := &htmlWriter{words: wordsIn(lang), lang: lang}
	h.out.WriteString("<ol class=\"wrong\">\n")
	for _, f := range r.Findings {
		if f.Accepted == nil {
			h.finding(f)
		}
	}
	h.out.WriteString("</ol>\n")
	return h.out.String()
}

// Count is how many findings there are, by severity: "2 errors, 1 warning".
func Count(r *finding.Report, lang finding.Lang) string { return wordsIn(lang).count(r) }

type htmlWriter struct {
	out   bytes.Buffer
	words words
	lang  finding.Lang
}

func (h *htmlWriter) finding(f *finding.Finding) {
	at := position(f.Position)
	if at == "" {
		at = f.Subject
	}
	fmt.Fprintf(&h.out, "<li data-severity=\"%s\"><p class=\"said\">", f.Severity)
	if at != "" {
		fmt.Fprintf(&h.out, "<code class=\"at\">%s</code> ", escape(at))
	}
	fmt.Fprintf(&h.out, "<b>%s:</b> <span>%s</span> <code>[%s]</code></p>\n",
		h.words.severity[f.Severity], escape(f.Message.In(h.lang)), escape(f.Code))
	h.source(f.Source, f.Position.Col, f.Length)
	h.fact(h.words.hint, f.Hint.In(h.lang))
	for _, r := range f.Related {
		fmt.Fprintf(&h.out, "<p class=\"related\"><code>%s</code>: %s</p>\n", escape(position(r.Position)),
			escape(r.Message.In(h.lang)))
		h.source(r.Source, r.Position.Col, 1)
	}
	h.fact(h.words.declared, f.Declared)
	h.fact(h.words.found, f.Found)
	h.out.WriteString("</li>\n")
}

// source is the line with the place that is meant marked. The page draws the
// caret below it: only the page knows how wide its letters are.
func (h *htmlWriter) source(source string, col, length int) {
	if strings.TrimSpace(source) == "" {
		return
	}
	before, meant, after := cut(source, col, length)
	marked := text(meant)
	if marked == "" {
		marked = " "
	}
	fmt.Fprintf(&h.out, "<pre>%s<mark>%s</mark>%s</pre>\n", escape(text(before)), escape(marked), escape(text(after)))
}

func (h *htmlWriter) fact(label, value string) {
	if value != "" {
		fmt.Fprintf(&h.out, "<p class=\"fact\"><i>%s:</i> %s</p>\n", label, escape(value))
	}
}

func escape(s string) string { return html.EscapeString(clean(s)) }
