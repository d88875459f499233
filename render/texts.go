package render

import (
	_ "embed"

	"asbuilt/finding"
)

//go:embed texts.txt
var textsFile string

// texts are the words of pictures that no other stage knows: of flows and comparisons.
var texts = finding.Embedded("render/texts.txt", textsFile)
