package parts

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/site/words"
)

// Proof is what was found about the things of a model, in words.
type Proof struct {
	words.Words
	*Verdicts
}

// Verdicts are a report, by what it speaks of.
type Verdicts struct {
	// Report is nil when nothing was checked.
	Report *finding.Report
	// Causes are where pages show what was found.
	Causes   CausePages
	findings map[string]finding.List
	checks   map[string][]finding.Check
}

// NewVerdicts sorts a report, which may be nil, by subject.
func NewVerdicts(r *finding.Report) *Verdicts {
	v := &Verdicts{Report: r, findings: map[string]finding.List{}, checks: map[string][]finding.Check{}}
	if r == nil {
		return v
	}
	v.Causes = pagesOf(r)
	for _, f := range r.Findings {
		v.findings[f.Subject] = append(v.findings[f.Subject], f)
	}
	for _, c := range r.Checks {
		v.checks[c.Subject] = append(v.checks[c.Subject], c)
	}
	return v
}

// Built reports whether the model was compared with a snapshot.
func (v *Verdicts) Built() bool { return v.Report != nil && v.Report.Snapshot != nil }

// Findings are those about a subject.
func (v *Verdicts) Findings(subject string) finding.List { return v.findings[subject] }

// ChecksOf are those about a subject.
func (v *Verdicts) ChecksOf(subject string) []finding.Check { return v.checks[subject] }

// Open are the findings that are not accepted, gravest first.
func (v *Verdicts) Open() finding.List {
	var open finding.List
	if v.Report == nil {
		return nil
	}
	for _, s := range Severities() {
		for _, f := range v.Report.Findings {
			if f.Severity == s && f.Accepted == nil {
				open = append(open, f)
			}
		}
	}
	return open
}

// Severities are all of them, gravest first.
func Severities() []finding.Severity {
	return []finding.Severity{finding.Error, finding.Warning, finding.Note}
}

// title is what the rule with that code is called.
func (p Proof) title(code string) string {
	if r, ok := p.Report.Rules.Lookup(code); ok {
		return r.Title.In(p.Language())
	}
	return code
}

// Tally counts verdicts.
type Tally struct{ Holds, Broken, Partial, Unknown int }

// Total is how many verdicts were counted.
func (t Tally) Total() int { return t.Holds + t.Broken + t.Partial + t.Unknown }

func (t *Tally) add(v finding.Verdict) {
	switch v {
	case finding.Holds:
		t.Holds++
	case finding.Broken:
		t.Broken++
	case finding.Partial:
		t.Partial++
	case finding.Unknown:
		t.Unknown++
	}
}

// of is how many verdicts are v.
func (t Tally) of(v finding.Verdict) int {
	switch v {
	case finding.Holds:
		return t.Holds
	case finding.Broken:
		return t.Broken
	case finding.Partial:
		return t.Partial
	case finding.Unknown:
		return t.Unknown
	}
	return 0
}

// worst is the verdict that a reader should see first, or "" without checks.
func (t Tally) worst() finding.Verdict {
	switch {
	case t.Broken > 0:
		return finding.Broken
	case t.Partial > 0:
		return finding.Partial
	case t.Unknown > 0:
		return finding.Unknown
	case t.Holds > 0:
		return finding.Holds
	}
	return ""
}

// Tally counts the verdicts about the given subjects.
func (v *Verdicts) Tally(subjects ...string) Tally {
	var t Tally
	for _, id := range subjects {
		for _, c := range v.checks[id] {
			t.add(c.Verdict)
		}
	}
	return t
}

// TallyUnder counts the verdicts about facts of a subject and the facts below
// them: "scaling" and "scaling.max".
func (v *Verdicts) TallyUnder(subject string, facts ...string) Tally {
	var t Tally
	for _, c := range v.checks[subject] {
		for key := c.Fact; key != ""; key = parentKey(key) {
			if slices.Contains(facts, key) {
				t.add(c.Verdict)
			}
		}
	}
	return t
}

// TallyAll counts all verdicts.
func (v *Verdicts) TallyAll() Tally {
	var t Tally
	if v.Report != nil {
		for _, c := range v.Report.Checks {
			t.add(c.Verdict)
		}
	}
	return t
}

// Mark shows a verdict or a severity as a word; the style sheet adds a glyph
// and, last, a colour.
type Mark struct {
	Class, Word string
}

// Mark is the mark of v, or nil when there is no verdict.
func (p Proof) Mark(v finding.Verdict) *Mark {
	if v == "" {
		return nil
	}
	return &Mark{Class: string(v), Word: p.T("verdict-" + string(v))}
}

// Worst is the mark of the verdict about the subjects that a reader should see
// first, with how many there are of it; nil without verdicts.
func (p Proof) Worst(subjects ...string) *Mark { return p.WorstOf(p.Tally(subjects...)) }

// WorstOf is [Proof.Worst] of what was counted.
func (p Proof) WorstOf(t Tally) *Mark {
	m := p.Mark(t.worst())
	if m != nil && t.worst() != finding.Holds {
		m.Word = p.T("counted", m.Word, t.of(t.worst()))
	}
	return m
}

// Severity is the mark of s.
func (p Proof) Severity(s finding.Severity) *Mark {
	return &Mark{Class: s.String(), Word: p.T("severity-" + s.String())}
}

// Gauge is a tally as a bar with its numbers.
type Gauge struct {
	Total int
	Parts []GaugePart
}

// GaugePart is one verdict on a gauge.
type GaugePart struct {
	Mark  *Mark
	Count int
	// X and W place the part on a bar 1000 wide.
	X, W int
}

// gauge is t as a bar; parts that are empty are left out, except Holds.
func (p Proof) gauge(t Tally) Gauge {
	g := Gauge{Total: t.Total()}
	x := 0
	for _, v := range []finding.Verdict{finding.Holds, finding.Partial, finding.Unknown, finding.Broken} {
		n, w := t.of(v), 0
		if n == 0 && v != finding.Holds {
			continue
		}
		if g.Total > 0 {
			w = n * 1000 / g.Total
		}
		g.Parts = append(g.Parts, GaugePart{Mark: p.Mark(v), Count: n, X: x, W: w})
		x += w
	}
	return g
}

// Stamp is the signature of every sheet: as designed, or as built and how much
// of it is proved.
type Stamp struct {
	Built bool
	Word  string
	Taken string
	SHA   string
	Gauge Gauge
}

// Stamp is the stamp of what t counts.
func (p Proof) Stamp(t Tally) Stamp {
	if !p.Built() {
		return Stamp{Word: p.T("as-designed")}
	}
	s := p.Report.Snapshot
	sha := s.SHA256
	if len(sha) > 12 {
		sha = sha[:12]
	}
	return Stamp{Built: true, Word: p.T("as-built"), Taken: p.Moment(s.Taken), SHA: sha, Gauge: p.gauge(t)}
}

// Check is a check with its evidence, ready to be shown.
type Check struct {
	Mark      *Mark
	Code      string
	Rule      string
	Fact      string
	Missing   string
	Suspended bool
	Evidence  []Evidence
}

// Evidence is a fact that was read, and the number of the resource it was read
// from in the page's list of them.
type Evidence struct {
	Fact, Value string
	From        int
}

// Read is the list of resources that the evidence on a page was read from, each
// once: many facts come from the same one.
type Read []string

// number is that of a resource in the list, which it joins if it is new.
func (r *Read) number(from string) int {
	for i, known := range *r {
		if known == from {
			return i + 1
		}
	}
	*r = append(*r, from)
	return len(*r)
}

// Checks are those of a subject; what they rest on joins read.
func (p Proof) Checks(subject string, read *Read) []Check {
	var all []Check
	for _, c := range p.checks[subject] {
		all = append(all, p.Check(c, read))
	}
	return all
}

// mostEvidence is how many facts of a check are shown: a check of a machine may rest on
// thousands of disks.
const mostEvidence = 60

// Check is one check; what it rests on joins read.
func (p Proof) Check(c finding.Check, read *Read) Check {
	shown := Check{
		Mark: p.Mark(c.Verdict), Code: c.Code, Rule: p.title(c.Code), Fact: c.Fact, Missing: c.Missing,
		Suspended: c.Suspended,
	}
	if c.Why != nil {
		shown.Missing = c.Why.In(p.Language())
	}
	if c.Says != nil {
		shown.Rule = c.Says.In(p.Language())
	}
	for i, e := range c.Evidence {
		if i == mostEvidence {
			shown.Evidence = append(shown.Evidence, Evidence{Fact: "…", Value: p.T("more-rows", len(c.Evidence)-i)})
			break
		}
		shown.Evidence = append(shown.Evidence, Evidence{e.Fact, e.Value, read.number(e.From)})
	}
	return shown
}
