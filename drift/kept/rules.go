package kept

import (
	_ "embed"

	"asbuilt/finding"
)

// Codes of findings about decisions and what is true.
const (
	CodeBroken  = "decision-not-kept"
	CodeUnknown = "decision-not-looked-at"
	CodeReview  = "decision-review-due"
)

//go:embed texts.txt
var textsFile string

// texts are what this package says about its rules.
var texts = finding.Embedded("drift/kept/texts.txt", textsFile)

func rules() finding.Rules {
	return finding.Rules{
		{Code: CodeBroken, Severity: finding.Error},
		{Code: CodeUnknown, Severity: finding.Note},
		{Code: CodeReview, Severity: finding.Warning},
	}
}

// Rules are the rules of this package.
func Rules() finding.Rules { return texts().Explain(rules()) }

func severityOf(code string) finding.Severity {
	rule, ok := rules().Lookup(code)
	if !ok {
		panic("kept: no rule for " + code)
	}
	return rule.Severity
}
