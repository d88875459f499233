package words

import (
	_ "embed"

	"asbuilt/finding"
)

//go:embed interface.txt
var interfaceFile string

//go:embed keys.txt
var keysFile string

//go:embed enums.txt
var enumsFile string

var (
	interfaceWords = finding.Embedded("site/words/interface.txt", interfaceFile)
	keyLabels      = finding.Embedded("site/words/keys.txt", keysFile)
	enumWords      = finding.Embedded("site/words/enums.txt", enumsFile)
)
