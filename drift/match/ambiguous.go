package match

import (
	"strings"

	"asbuilt/finding"
)

// The codes of what matching finds.
const (
	CodeAmbiguous  = "ambiguous-match"
	CodeUndeclared = "undeclared-resource"
)

// Rules are the rules of the findings that [Match] makes.
func Rules() finding.Rules {
	return texts().Explain(finding.Rules{
		{Code: CodeAmbiguous, Severity: finding.Warning},
		{Code: CodeUndeclared, Severity: finding.Note, Extra: true},
	})
}

// ambiguous finds pairs that several resources could realise.
func (r *Result) ambiguous() (findings finding.List) {
	for _, p := range r.Pairs {
		if len(p.Candidates) == 0 || p.When != Now {
			continue
		}
		var refs []string
		var evidence []finding.Evidence
		for _, c := range p.Candidates {
			refs = append(refs, c.ID)
			evidence = append(evidence, finding.Evidence{Fact: c.Type, Value: c.Name, From: c.Ref()})
		}
		findings = append(findings, &finding.Finding{
			Code: CodeAmbiguous, Severity: finding.Warning, Verdict: finding.Unknown, Subject: p.ID(),
			Position: p.Position(), Source: r.Model.SourceLine(p.Position()),
			Message: finding.Say("%[2]d resources could be %[1]q: %[3]s",
				"%[1]q에 대응할 수 있는 리소스가 %[2]d개입니다: %[3]s", p.ID(), len(refs), strings.Join(refs, ", ")),
			Cause:    finding.Cause{Type: p.Candidates[0].Type, Resource: p.ID()},
			Hint:     finding.Say("say which with match: {id: %s}", "match: {id: %s}처럼 하나를 지정하십시오", refs[0]),
			Evidence: evidence,
		})
	}
	return findings
}
