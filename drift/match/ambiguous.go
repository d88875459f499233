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
	return finding.Rules{
		{
			Code: CodeAmbiguous, Severity: finding.Warning,
			Title: finding.Text{En: "Several resources could be meant", Ko: "대응하는 리소스가 여럿임"},
			Cause: finding.Text{
				En: "More than one resource fits what the model says, so none was compared: a guess could call a healthy system broken, or a broken one healthy.",
				Ko: "모델의 설명에 맞는 리소스가 둘 이상이라 아무것도 대조하지 않았습니다. 짐작으로 고르면 멀쩡한 시스템을 고장으로, 고장 난 시스템을 멀쩡한 것으로 판정할 수 있습니다.",
			},
			Cure: finding.Text{
				En: "Say which one with `match:` (arn, id, name or tags), or tag the right one with asbuilt:element.",
				Ko: "`match:`(arn, id, name, tags)로 하나를 지정하거나, 맞는 리소스에 asbuilt:element 태그를 다십시오.",
			},
		},
		{
			Code: CodeUndeclared, Severity: finding.Note,
			Title: finding.Text{En: "Resource that nobody declared", Ko: "선언되지 않은 리소스"},
			Cause: finding.Text{
				En: "Within the model's `scope:` AWS runs something that the model does not have: a forgotten experiment, or a part that the drawing lacks.",
				Ko: "모델의 `scope:` 안에 모델에 없는 리소스가 있습니다. 잊힌 실험이거나, 도면에서 빠진 구성 요소입니다.",
			},
			Cure: finding.Text{
				En: "Delete it, or declare it; `asbuilt adopt --into` drafts the stanza.",
				Ko: "지우거나 모델에 선언하십시오. `asbuilt adopt --into`로 초안을 만들 수 있습니다.",
			},
		},
	}
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
			Message:  finding.Say("%[2]d resources could be %[1]q: %[3]s", "%[1]q에 대응할 수 있는 리소스가 %[2]d개입니다: %[3]s", p.ID(), len(refs), strings.Join(refs, ", ")),
			Hint:     finding.Say("say which with match: {id: %s}", "match: {id: %s}처럼 하나를 지정하십시오", refs[0]),
			Evidence: evidence,
		})
	}
	return findings
}
