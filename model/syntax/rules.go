package syntax

import "asbuilt/finding"

// Codes of findings about a file as text.
const (
	CodeSyntax     = "yaml-syntax"
	CodeDuplicate  = "duplicate-key"
	CodeDocuments  = "second-document"
	CodeMergeKey   = "merge-key"
	CodeTag        = "yaml-tag"
	CodeKey        = "key-not-text"
	CodeDepth      = "too-deep"
	CodeAliasBomb  = "alias-expansion"
	CodeAliasCycle = "alias-cycle"
	CodeInvisible  = "invisible-character"
	CodeEmptyFile  = "empty-file"
	maxDepth       = 64
	maxExpansions  = 10_000
	maxBytes       = 16 << 20
	// maxFindings is how many findings one file gives, and one more.
	maxFindings = 10_000
)

// Rules are the rules of this package. All concern the text, so none of them
// is a rule of the JSON Schema.
func Rules() finding.Rules {
	return texts().Explain(finding.Rules{
		{Code: CodeSyntax},
		{Code: CodeDuplicate},
		{Code: CodeDocuments},
		{Code: CodeMergeKey},
		{Code: CodeTag},
		{Code: CodeKey},
		{Code: CodeDepth},
		{Code: CodeAliasBomb},
		{Code: CodeAliasCycle},
		{Code: CodeInvisible},
		{Code: CodeEmptyFile},
	})
}
