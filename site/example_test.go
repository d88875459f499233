package site_test

import (
	"fmt"
	"io/fs"
	"os"
	"time"

	"asbuilt/model"
	"asbuilt/site"
)

// A model alone makes a site "as designed": its pages in both languages.
func ExampleBuild() {
	m, findings, err := model.Load(os.DirFS("testdata/small"), "architecture.yaml", model.Options{})
	if err != nil || m == nil {
		fmt.Println(findings, err)
		return
	}
	tree, err := site.Build(site.Input{Model: m, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, pattern := range []string{"index.html", "en/index.html", "modules/*.html"} {
		names, _ := fs.Glob(tree, pattern)
		fmt.Println(names)
	}
	// Output:
	// [index.html]
	// [en/index.html]
	// [modules/b0fe4ea3.html]
}
