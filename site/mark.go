package site

import (
	"asbuilt/finding"
)

// mark shows a verdict or a severity as a word; the style sheet adds a glyph
// and, last, a colour.
type mark struct {
	Class, Word string
	// Count says how many verdicts the mark stands for; zero leaves it unsaid.
	Count int
}

// mark is the mark of v, or nil when there is no verdict.
func (ed *edition) mark(v finding.Verdict) *mark {
	if v == "" {
		return nil
	}
	return &mark{Class: string(v), Word: ed.T("verdict-" + string(v))}
}

// worst is the mark of the verdict in t that a reader should see first, with
// how many there are of it; nil without verdicts.
func (ed *edition) worst(t tally) *mark {
	m := ed.mark(t.worst())
	if m != nil && t.worst() != finding.Holds {
		m.Count = map[finding.Verdict]int{finding.Broken: t.Broken, finding.Partial: t.Partial, finding.Unknown: t.Unknown}[t.worst()]
	}
	return m
}

func (ed *edition) severityMark(s finding.Severity) *mark {
	return &mark{Class: s.String(), Word: ed.T("severity-" + s.String())}
}

// gauge is a tally as a bar with its numbers.
type gauge struct {
	Total int
	Parts []gaugePart
}

type gaugePart struct {
	Mark  *mark
	Count int
	// X and W place the part on a bar 1000 wide.
	X, W int
}

// gauge is t as a bar; parts that are empty are left out, except Holds.
func (ed *edition) gauge(t tally) gauge {
	g := gauge{Total: t.Total()}
	x := 0
	for _, part := range []struct {
		v finding.Verdict
		n int
	}{{finding.Holds, t.Holds}, {finding.Partial, t.Partial}, {finding.Unknown, t.Unknown}, {finding.Broken, t.Broken}} {
		if part.n == 0 && part.v != finding.Holds {
			continue
		}
		w := 0
		if g.Total > 0 {
			w = part.n * 1000 / g.Total
		}
		g.Parts = append(g.Parts, gaugePart{Mark: ed.mark(part.v), Count: part.n, X: x, W: w})
		x += w
	}
	return g
}

// stamp is the signature of every sheet: as designed, or as built and how
// much of it is proved.
type stamp struct {
	Built bool
	Word  string
	Taken string
	SHA   string
	Gauge gauge
}

// stampOf is the stamp of a sheet that shows t.
func (ed *edition) stampOf(t tally) stamp {
	if !ed.built() {
		return stamp{Word: ed.T("as-designed")}
	}
	s := ed.Report.Snapshot
	sha := s.SHA256
	if len(sha) > 12 {
		sha = sha[:12]
	}
	return stamp{Built: true, Word: ed.T("as-built"), Taken: Moment(s.Taken), SHA: sha, Gauge: ed.gauge(t)}
}
