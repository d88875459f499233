package drift

import (
	_ "embed"

	"asbuilt/finding"
)

//go:embed texts.txt
var textsFile string

// texts are what this package says about its rules.
var texts = finding.Embedded("drift/texts.txt", textsFile)
