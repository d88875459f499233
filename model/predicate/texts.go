package predicate

import (
	_ "embed"

	"asbuilt/finding"
)

//go:embed texts.txt
var textsFile string

// texts are what this package says is wrong.
var texts = finding.Embedded("model/predicate/texts.txt", textsFile)
