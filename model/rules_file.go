package model

import "asbuilt/finding"

// fileRules concern ids, files and how they are put together.
func fileRules() finding.Rules {
	return finding.Rules{
		{Code: CodeBadValue},
		{Code: CodeDuplicateID},
		{Code: CodeMisplacedKey},
		{Code: CodeIncludeCycle},
		{Code: CodeIncludeNothing},
		{Code: CodeMissingFile},
		{Code: CodeUnreadableFile},
		{Code: CodeMissingFact},
		{Code: CodeDeletesNothing},
		{Code: CodeTemplateCycle},
		{Code: CodeUnknownConnection},
		{Code: CodeTooMany},
		{Code: CodeUnused, Severity: finding.Note},
	}
}
