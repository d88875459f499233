package decisions

import "asbuilt/finding"

// Codes of findings about decision records.
const (
	CodeUnreadable      = "decision-unreadable"
	CodeUntitled        = "decision-untitled"
	CodeFrontMatter     = "decision-front-matter"
	CodeStatus          = "decision-status"
	CodeDate            = "decision-date"
	CodeDuplicateNumber = "decision-duplicate-number"
	CodeNumberMismatch  = "decision-number-mismatch"
	CodePictureMissing  = "picture-missing"
	CodePlaceMissing    = "place-missing"
	CodeTextTooMuch     = "text-not-laid-out"
	CodeCheck           = "decision-check"
	CodeDangling        = "decision-dangling"
	CodeNoSuccessor     = "decision-no-successor"
	CodeNotMarked       = "decision-not-marked-superseded"
	CodeOneSided        = "decision-one-sided"
	CodeCycle           = "decision-cycle"
	CodeUnknownElement  = "decision-unknown-element"
	CodeOfAnother       = "decision-of-another-model"
	CodeUnknownDecision = "unknown-decision"
	CodeNotInForce      = "decision-not-in-force"
)

func severityOf(code string) finding.Severity {
	rule, ok := rules().Lookup(code)
	if !ok {
		panic("no rule for " + code)
	}
	return rule.Severity
}

// Rules are the rules of this package.
func Rules() finding.Rules { return texts().Explain(rules()) }

// rules are the same, without their texts.
func rules() finding.Rules { return append(recordRules(), relationRules()...) }

// recordRules are those of a record by itself.
func recordRules() finding.Rules {
	return finding.Rules{
		{Code: CodeUnreadable, Severity: finding.Error},
		{Code: CodeUntitled, Severity: finding.Error},
		{Code: CodeFrontMatter, Severity: finding.Warning},
		{Code: CodeStatus, Severity: finding.Warning},
		{Code: CodeDate, Severity: finding.Warning},
		{Code: CodeDuplicateNumber, Severity: finding.Error},
		{Code: CodeNumberMismatch, Severity: finding.Warning},
		{Code: CodePictureMissing, Severity: finding.Warning},
		{Code: CodePlaceMissing, Severity: finding.Warning},
		{Code: CodeTextTooMuch, Severity: finding.Warning},
		{Code: CodeCheck, Severity: finding.Error},
	}
}

// relationRules are those of what ties records to each other and to a model.
func relationRules() finding.Rules {
	return finding.Rules{
		{Code: CodeDangling, Severity: finding.Warning},
		{Code: CodeNoSuccessor, Severity: finding.Warning},
		{Code: CodeNotMarked, Severity: finding.Warning},
		{Code: CodeOneSided, Severity: finding.Note},
		{Code: CodeCycle, Severity: finding.Error},
		{Code: CodeUnknownElement, Severity: finding.Error},
		{Code: CodeOfAnother, Severity: finding.Note},
		{Code: CodeUnknownDecision, Severity: finding.Error},
		{Code: CodeNotInForce, Severity: finding.Warning},
	}
}
