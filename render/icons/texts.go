package icons

import (
	_ "embed"

	"asbuilt/finding"
)

//go:embed texts.txt
var textsFile string

// texts are what this package tells its user.
var texts = finding.Embedded("render/icons/texts.txt", textsFile)
