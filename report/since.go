package report

import (
	"slices"
	"strings"
	"time"

	"asbuilt/finding"
)

// What a history adds to a report: since when things stand, what is new and what was
// mended since the run before.

// mostMended is how many mended findings text and Markdown name.
const mostMended = 5

// since says since when something stands; "" where no history was asked.
func (w *words) since(s finding.Since) string {
	day := s.At.UTC().Format(time.DateOnly)
	switch {
	case s.IsZero():
		return ""
	case s.New && !s.OrEarlier:
		return w.isNew
	case s.New:
		return w.isNewSeen
	case s.OrEarlier:
		return strings.ReplaceAll(w.sinceOrEarlier, "%s", day)
	}
	return strings.ReplaceAll(w.sinceDay, "%s", day)
}

// since is since when an entry stands.
func (e entry) since() finding.Since {
	if e.origin != nil {
		return e.origin.Since()
	}
	return e.first.Since
}

// upFront puts refused connections and what does not run first, as somebody looks for them
// while something is broken.
func upFront(all []entry) []entry {
	works := func(e entry) int {
		if e.origin != nil && e.origin.Harm == finding.Refused {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b entry) int { return works(a) - works(b) })
	return all
}

// progress says what became of findings since the run before.
func (t *textWriter) progress(r *finding.Report) {
	if r.Progress == nil {
		return
	}
	t.line("%s", t.words.progress(r))
	for _, f := range r.Progress.Mended[:min(len(r.Progress.Mended), mostMended)] {
		t.line("%s%s", indent, mended(r, f, t.words, t.lang))
	}
	if more := len(r.Progress.Mended) - mostMended; more > 0 {
		t.line("%s%s", indent, t.words.andMore(more))
	}
}

// mended names something that was mended, and since when it stood.
func mended(r *finding.Report, f *finding.Finding, w words, l finding.Lang) string {
	name := Called(f, l)
	if f.ElementName.IsZero() {
		name = f.Subject
	}
	said := w.mended + " " + name
	if f.Fact != "" {
		said += " " + f.Fact
	}
	if rule, ok := r.Rules.Lookup(f.Code); ok {
		said += ": " + rule.Title.In(l)
	}
	f.Since.New = false
	return said + " [" + f.Code + "] · " + w.since(f.Since)
}

// progress says it in Markdown.
func (m *markdownWriter) progress(r *finding.Report) {
	if r.Progress == nil {
		return
	}
	m.out.print("\n%s\n", markup(m.words.progress(r)))
	if len(r.Progress.Mended) == 0 {
		return
	}
	m.out.print("\n")
	for _, f := range r.Progress.Mended[:min(len(r.Progress.Mended), mostMended)] {
		m.out.print("- %s\n", prose(mended(r, f, m.words, m.lang)))
	}
	if more := len(r.Progress.Mended) - mostMended; more > 0 {
		m.out.print("- %s\n", markup(m.words.andMore(more)))
	}
}

// jsonHistory is what a report says of the runs before it.
type jsonHistory struct {
	Runs   int          `json:"runs"`
	Before *time.Time   `json:"before,omitempty"`
	New    int          `json:"new"`
	Mended []jsonMended `json:"mended"`
	Unseen int          `json:"not_looked_at"`
}

type jsonMended struct {
	Code        string           `json:"code"`
	Severity    finding.Severity `json:"severity"`
	Subject     string           `json:"subject"`
	ElementName string           `json:"element_name,omitempty"`
	Module      string           `json:"module,omitempty"`
	Owner       string           `json:"owner,omitempty"`
	Fact        string           `json:"fact,omitempty"`
	Fingerprint string           `json:"fingerprint"`
	Since       time.Time        `json:"since"`
	OrEarlier   bool             `json:"since_or_earlier,omitempty"`
}

func toJSONHistory(r *finding.Report, l finding.Lang) *jsonHistory {
	p := r.Progress
	if p == nil {
		return nil
	}
	j := &jsonHistory{Runs: p.Runs, New: len(r.News()), Mended: []jsonMended{}, Unseen: p.Unseen}
	if !p.Before.IsZero() {
		j.Before = &p.Before
	}
	for _, f := range p.Mended {
		j.Mended = append(j.Mended, jsonMended{
			Code: f.Code, Severity: f.Severity, Subject: f.Subject, ElementName: f.ElementName.In(l), Module: f.Module,
			Owner: f.Owner, Fact: f.Fact, Fingerprint: f.Fingerprint(), Since: f.Since.At, OrEarlier: f.Since.OrEarlier,
		})
	}
	return j
}
