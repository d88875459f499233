package model

import "asbuilt/finding"

// structuralRules concern the form of a file; the JSON Schema expresses them too.
func structuralRules() finding.Rules {
	return finding.Rules{
		{Code: CodeUnknownKey, Structural: true},
		{Code: CodeMissingKey, Structural: true},
		{Code: CodeWrongType, Structural: true},
		{Code: CodeEmptyValue, Structural: true},
		{Code: CodeUnknownValue, Structural: true},
		{Code: CodeBadFormat, Structural: true},
		{Code: CodeOutOfRange, Structural: true},
		{Code: CodeBadID, Structural: true},
	}
}
