// Package starter holds the model that asbuilt init begins with: a small web
// service, commented, with one decision record and one runbook. It checks clean
// and draws as it is, and reads no files but its own.
package starter

import (
	"embed"
	"io/fs"

	"asbuilt/finding"
)

//go:embed ko en
var files embed.FS

// Files is the starter in a language: architecture.yaml and what it refers to,
// with paths relative to the folder it is to be written to.
func Files(lang finding.Lang) fs.FS {
	dir := "en"
	if lang == finding.Korean {
		dir = "ko"
	}
	sub, err := fs.Sub(files, dir)
	if err != nil {
		panic("starter: " + err.Error()) // the folder is embedded above
	}
	return sub
}
