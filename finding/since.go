package finding

import (
	"slices"
	"time"
)

// Since is since when a finding stands, as far as a history of runs says. It is zero
// where no history was asked.
type Since struct {
	// At is the run that found it, after which no run looked and found it right.
	At time.Time
	// OrEarlier says that no run before At looked and found it right.
	OrEarlier bool
	// New says that no run before this one had it.
	New bool
}

// IsZero reports whether nothing is known of it.
func (s Since) IsZero() bool { return s.At.IsZero() }

// Progress is what became of findings since the run before.
type Progress struct {
	// Runs is how many runs the history has before this one, Before the moment of the
	// last of them; zero in the first run.
	Runs   int
	Before time.Time
	// Mended are findings of earlier runs that were looked at and are right now.
	Mended []*Finding
	// Unseen is how many findings of earlier runs were not looked at this time, so that
	// nothing is said of them. They keep their date.
	Unseen int
}

// News are the findings that no run before had, and that nobody accepted. What could
// not be looked at is none, and neither is what waits for a change.
func (r *Report) News() List {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f *Finding) bool {
		return !f.Since.New || f.Accepted != nil || f.Verdict == Unknown || f.Suspended
	})
}

// Compare orders by how long something stands, the longest first. What is not known
// comes last.
func (s Since) Compare(t Since) int {
	switch {
	case s.IsZero() != t.IsZero():
		return order(t.IsZero(), s.IsZero())
	case !s.At.Equal(t.At):
		return s.At.Compare(t.At)
	}
	return order(s.OrEarlier, t.OrEarlier)
}

// order puts what is true first.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Since is since when an origin stands: as long as the oldest of its findings. It is new
// where all of them are.
func (o *Origin) Since() Since {
	oldest := slices.MinFunc(o.Findings, func(a, b *Finding) int { return a.Since.Compare(b.Since) }).Since
	oldest.New = !slices.ContainsFunc(o.Findings, func(f *Finding) bool { return !f.Since.New })
	return oldest
}
