package model_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
)

// FuzzLoad reads any three files as a model with an included file and an
// overlay. Whatever they hold, the loader neither panics nor hangs, every
// finding lies inside its file, and the findings are in order.
func FuzzLoad(f *testing.F) {
	for _, c := range corpus(f) {
		var main, part, overlay []byte
		for name, file := range c.files {
			switch {
			case name == "architecture.yaml":
				main = file.Data
			case strings.HasPrefix(name, "architecture."):
				overlay = file.Data
			default:
				part = file.Data
			}
		}
		f.Add(main, part, overlay)
	}
	f.Fuzz(func(t *testing.T, main, part, overlay []byte) {
		files := fstest.MapFS{
			"architecture.yaml": {Data: main}, "part.yaml": {Data: part}, "architecture.dev.yaml": {Data: overlay},
		}
		for _, env := range []string{"", "dev"} {
			m, findings, err := model.Load(files, "architecture.yaml", model.Options{Env: env})
			if err != nil {
				continue
			}
			if m == nil && len(findings) == 0 {
				t.Error("no model, and nothing says why")
			}
			checkPositions(t, files, findings)
		}
	})
}
