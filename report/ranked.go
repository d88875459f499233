package report

import (
	"slices"

	"asbuilt/finding"
)

// mostResults is how many results code scanning keeps of one run; the formats that
// other programs read have no more.
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
const mostResults = 5000

// What other programs read is bounded in bytes as well, for names are anybody's to choose:
// each text is cut at mostLetters, and findings are taken until their texts have mostText
// bytes. Code scanning takes files of 10 MB, packed.
const (
	mostLetters = 1000
	mostText    = 3 << 20
)

// ranked are the findings of a report as far as there is room for them, and how many
// are left out. Where there is room for all they stand in their usual order; else those
// of the most harmful causes come first, and what is accepted last. Their texts are cut,
// but for their subjects, which fingerprints are made of.
func ranked(r *finding.Report) (some finding.List, left int) {
	some = r.Findings
	if len(some) > mostResults || r.Left != nil || weight(some) > mostText {
		some = byHarm(r)
	}
	text, n := 0, 0
	for n < min(len(some), mostResults) {
		f := shortened(some[n])
		if text += weight(finding.List{f}); text > mostText {
			break
		}
		if n == 0 {
			some = slices.Clone(some)
		}
		some[n] = f
		n++
	}
	return some[:n], len(some) - n + r.Left.Total()
}

// byHarm are all findings, those of the most harmful causes first, what is accepted last.
func byHarm(r *finding.Report) (all finding.List) {
	for _, o := range r.Findings.Causes() {
		all = append(all, o.Findings...)
	}
	for _, accepted := range []bool{false, true} {
		for _, f := range r.Findings {
			if accepted == (f.Accepted != nil) && (accepted || f.Cause.IsZero()) {
				all = append(all, f)
			}
		}
	}
	return all
}

// weight is how many bytes the texts of findings have.
func weight(all finding.List) (n int) {
	for _, f := range all {
		n += max(len(f.Message.En), len(f.Message.Ko)) + max(len(f.Hint.En), len(f.Hint.Ko)) + len(f.Declared) +
			len(f.Found) + min(len(f.Subject), mostLetters) + len(f.Fact) + len(f.Source)
		for _, e := range f.Evidence {
			n += len(e.Fact) + len(e.Value) + len(e.From)
		}
		for _, r := range f.Related {
			n += max(len(r.Message.En), len(r.Message.Ko))
		}
	}
	return n
}

// shortened is a finding whose texts are not too long; itself where they are not.
func shortened(f *finding.Finding) *finding.Finding {
	if weight(finding.List{f}) <= mostLetters {
		return f
	}
	out := *f
	out.Message, out.Hint = shortText(f.Message), shortText(f.Hint)
	out.Declared, out.Found = short(f.Declared), short(f.Found)
	out.Evidence = nil
	for _, e := range f.Evidence {
		e.Fact, e.Value, e.From = short(e.Fact), short(e.Value), short(e.From)
		out.Evidence = append(out.Evidence, e)
	}
	out.Related = nil
	for _, r := range f.Related {
		r.Message = shortText(r.Message)
		out.Related = append(out.Related, r)
	}
	return &out
}

func shortText(t finding.Text) finding.Text { return finding.Text{En: short(t.En), Ko: short(t.Ko)} }

// short is a text of so many letters that other programs have room for it.
func short(s string) string {
	if len(s) <= mostLetters {
		return s
	}
	if r := []rune(s); len(r) > mostLetters {
		return string(r[:mostLetters-1]) + "…"
	}
	return s
}
