package model

import (
	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// CodeTooMany is the code of findings about the findings themselves.
const CodeTooMany = "too-many-findings"

// reportRules concern the findings themselves.
func reportRules() finding.Rules {
	return finding.Rules{
		{Code: CodeTooMany},
	}
}

// reporter takes in what is wrong with a model. Reading and judging share one,
// so that nothing is said twice.
type reporter struct {
	severity map[string]finding.Severity // by code
	sources  map[string]*syntax.Source   // by file
	findings finding.List
	// said holds what was reported, and lines those that a finding points at.
	said  map[saying]bool
	lines map[finding.Position]bool
	// compared counts names that were compared for a suggestion.
	compared int
}

// newReporter knows how grave what it takes in is by the rules.
func newReporter(rules finding.Rules) *reporter {
	r := &reporter{
		severity: map[string]finding.Severity{}, sources: map[string]*syntax.Source{},
		said: map[saying]bool{}, lines: map[finding.Position]bool{},
	}
	for _, rule := range rules {
		r.severity[rule.Code] = rule.Severity
	}
	return r
}

// maxFindings is how many findings one run reports. Nobody reads more, and a
// file that is no model at all is refused in no time.
const maxFindings = 10_000

// report reports something that is wrong with the file as it is written.
func (r *reporter) report(code string, at finding.Position, message, hint finding.Text) *finding.Finding {
	return r.about("", "", code, at, message, hint)
}

// about reports something that is wrong with one fact of a thing that has an
// id, so that an acceptance can name it. What was said already is not said again: a
// fact of a template is read once for each element that uses it. Warnings and
// notes are, because an acceptance lets them for one element.
func (r *reporter) about(subject, fact, code string, at finding.Position, message, hint finding.Text) *finding.Finding {
	if len(r.findings) > maxFindings {
		return &finding.Finding{} // more than anybody reads
	}
	src := r.sources[at.File]
	f := &finding.Finding{
		Code: code, Severity: r.severity[code], Subject: subject, Fact: fact, Position: at, Source: src.Line(at.Line),
		Length: src.Span(at), Message: message, Hint: hint,
	}
	r.add(f)
	return f
}

// add takes a finding in, unless it was said before or there are too many.
func (r *reporter) add(f *finding.Finding) {
	s := saying{f.Code, f.Subject, f.Fact, f.Message.En, f.Position}
	if f.Severity == finding.Error && f.Subject != "" {
		s.subject, s.text = "", f.Hint.En // the message may name the subject
	}
	if r.said[s] || len(r.findings) > maxFindings {
		return
	}
	r.said[s] = true
	r.lines[lineOf(f.Position)] = true
	if len(r.findings) == maxFindings {
		f = &finding.Finding{
			Code: CodeTooMany, Severity: finding.Error, Position: f.Position, Source: f.Source, Length: f.Length,
			Message: finding.Say("there are more than %d problems; the others are not shown",
				"문제가 %d개를 넘어 나머지는 보여 주지 않습니다", maxFindings),
			Hint: finding.Say("is this the right file?", "올바른 파일입니까?"),
		}
	}
	r.findings = append(r.findings, f)
}

// saying is what makes two findings the same.
type saying struct {
	code, subject, fact, text string
	at                        finding.Position
}

// reportedAt reports whether something was said about this line already.
func (r *reporter) reportedAt(p finding.Position) bool { return r.lines[lineOf(p)] }

func lineOf(p finding.Position) finding.Position { return finding.Position{File: p.File, Line: p.Line} }

// repeat takes over findings of another reading, those it has not yet.
func (r *reporter) repeat(findings finding.List) {
	for _, f := range findings {
		r.add(f)
	}
}

// related is one more place that a finding is about.
func (m *Model) related(at finding.Position, message finding.Text) []finding.Related {
	return []finding.Related{{Position: at, Source: m.SourceLine(at), Message: message}}
}
