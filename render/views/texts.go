package views

import (
	_ "embed"

	"asbuilt/finding"
)

//go:embed texts.txt
var textsFile string

// texts are what this package says: about its rules, and the words of pictures.
var texts = finding.Embedded("render/views/texts.txt", textsFile)
