package sequence

import (
	_ "embed"

	"asbuilt/finding"
)

//go:embed texts.txt
var textsFile string

// texts are the words of sequences.
var texts = finding.Embedded("render/sequence/texts.txt", textsFile)
