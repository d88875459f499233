package finding

// Weight is how much the findings of a code count, where somebody decided that.
type Weight struct {
	Code     string
	Severity Severity
	Position Position
	Source   string
}

// CodeUnknownCode is the code of a weight for a code that there is none of.
const CodeUnknownCode = "unknown-code"

// Weigh gives findings the severity that weights set, and says in Usual which they
// had. What could not be looked at, or is changing, stays a note.
func Weigh(findings List, weights []Weight) {
	for _, f := range findings {
		for _, w := range weights {
			if w.Code != f.Code || f.Verdict == Unknown || f.Severity == w.Severity {
				continue
			}
			if f.Usual == nil {
				usual := f.Severity
				f.Usual = &usual
			}
			f.Severity = w.Severity
		}
	}
}

// Lowered reports whether a finding counts less than it usually would.
func (f *Finding) Lowered() bool { return f.Usual != nil && *f.Usual < f.Severity }
