package parts

import (
	"html/template"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/site/address"
)

// Cause is what findings follow from, ready to be shown.
type Cause struct {
	Mark *Mark
	Text template.HTML
	ID   string
	// About are the findings about the cause itself.
	About []Finding
	// Breaks are those that follow from it, More how many of them are not shown. Owns says
	// that they are about what it has for itself.
	Breaks []Consequence
	Owns   bool
	More   int
}

// Consequence is a finding that follows from a cause.
type Consequence struct {
	Anchor  string
	Mark    *Mark
	Subject Link
	Message template.HTML
}

// Bounds of what pages show of an account, whatever is in it.
const (
	// mostCauses is how many causes the site shows.
	mostCauses = 2000
	// heaviest is about how many bytes of causes a page holds.
	heaviest = 120_000
	// mostAbout and mostBroken are how many findings of a cause are shown.
	mostAbout, mostBroken = 12, 60
)

// CausePages are the causes of a report as pages show them, and how many causes have
// no room on any.
type CausePages struct {
	Pages [][]*finding.Origin
	Left  int
	of    map[*finding.Finding]int
}

// pagesOf shares out causes among pages; a finding without a cause stands alone.
func pagesOf(r *finding.Report) CausePages {
	p := CausePages{Pages: [][]*finding.Origin{nil}, of: map[*finding.Finding]int{}}
	all := origins(r)
	if len(all) > mostCauses {
		all, p.Left = all[:mostCauses], len(all)-mostCauses
	}
	weight := 0
	for _, o := range all {
		w := weigh(o)
		if weight > 0 && weight+w > heaviest {
			p.Pages, weight = append(p.Pages, nil), 0
		}
		weight += w
		last := len(p.Pages) - 1
		p.Pages[last] = append(p.Pages[last], o)
		for _, f := range o.Findings {
			p.of[f] = last
		}
	}
	return p
}

// origins are what findings follow from; one without a cause is its own. Those about the
// model alone come last.
func origins(r *finding.Report) []*finding.Origin {
	all := r.Findings.Causes()
	var model []*finding.Origin
	for _, f := range r.Findings {
		if f.Accepted != nil || !f.Cause.IsZero() {
			continue
		}
		o := &finding.Origin{Findings: finding.List{f}, Severity: f.Severity, Text: f.Message, Subject: f.Subject}
		if f.Verdict == "" {
			model = append(model, o)
		} else {
			all = append(all, o)
		}
	}
	return append(all, model...)
}

// HarmID is the heading under which pages show a cause.
func HarmID(o *finding.Origin) string {
	switch {
	case !o.Cause.IsZero():
		return o.Harm.String()
	case o.Findings[0].Verdict != "":
		return "kept"
	}
	return "model"
}

// weigh is about how many bytes a cause takes on a page.
func weigh(o *finding.Origin) int {
	bytes := 500
	about, broken := o.Apart()
	for _, f := range about[:min(len(about), mostAbout)] {
		bytes += 1200 + len(f.Message.Ko) + len(f.Source) + 2*len(f.Subject)
		for _, e := range f.Evidence[:min(len(f.Evidence), mostEvidence)] {
			bytes += 120 + len(e.Fact) + len(e.Value) + len(e.From)
		}
	}
	for _, f := range broken[:min(len(broken), mostBroken)] {
		bytes += 300 + len(f.Message.Ko) + 2*len(f.Subject)
	}
	return bytes
}

// Page is the address of the page that shows a finding.
func (p *CausePages) Page(f *finding.Finding) string { return address.Drift(p.of[f]) }

// Shows reports whether a page shows a finding.
func (p *CausePages) Shows(f *finding.Finding) bool { _, ok := p.of[f]; return ok || f.Accepted != nil }

// NewCause is a cause ready to be shown.
func NewCause(l Links, p Proof, o *finding.Origin) Cause {
	about, broken := o.Apart()
	c := Cause{Mark: p.Severity(o.Severity), Text: Ticked(l.Named(o.Text.In(l.Language()))), ID: o.ID()}
	for _, f := range about[:min(len(about), mostAbout)] {
		c.About = append(c.About, NewFinding(l, p, f))
	}
	for _, f := range broken[:min(len(broken), mostBroken)] {
		c.Breaks = append(c.Breaks, Consequence{
			Anchor: "f-" + f.Fingerprint(), Mark: p.Severity(f.Severity), Subject: l.Subject(f.Subject),
			Message: Ticked(l.Named(f.Message.In(l.Language()))),
		})
	}
	c.Owns = len(broken) > 0 && broken[0].Owned
	c.More = len(about) - len(c.About) + len(broken) - len(c.Breaks)
	return c
}

// Hit is a subject with what was found about it.
type Hit struct {
	Subject Link
	Owner   string
	Mark    *Mark
	Count   int
	Href    string
}

// Hits are the subjects that something was found about, the gravest first; of what no
// model declares each type is one.
func Hits(l Links, p Proof) []Hit {
	var all []*hit
	at := map[string]*hit{}
	for _, f := range p.Open() {
		id := f.Subject
		if typ, _, undeclared := strings.Cut(id, " "); undeclared && strings.Contains(typ, "::") {
			id = typ
		}
		h := at[id]
		if h == nil {
			h = &hit{id: id, worst: f.Severity, first: f}
			at[id] = h
			all = append(all, h)
		}
		h.count++
		h.worst = min(h.worst, f.Severity)
	}
	slices.SortStableFunc(all, func(a, b *hit) int { return int(a.worst) - int(b.worst) })
	var shown []Hit
	for _, h := range all {
		shown = append(shown, Hit{
			Subject: l.Subject(h.id), Owner: h.first.Owner, Mark: p.Severity(h.worst), Count: h.count,
			Href: l.To(p.Causes.Page(h.first) + "#f-" + h.first.Fingerprint()),
		})
	}
	return shown
}

// hit is a subject with what was found about it.
type hit struct {
	id    string
	worst finding.Severity
	count int
	first *finding.Finding
}
