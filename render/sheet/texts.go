package sheet

import (
	_ "embed"

	"asbuilt/finding"
)

//go:embed texts.txt
var textsFile string

// texts are the words of a sheet that are not the model's: of legends, title
// blocks, and what is read aloud.
var texts = finding.Embedded("render/sheet/texts.txt", textsFile)
