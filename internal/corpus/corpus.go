// Package corpus is systems of many shapes, as models: what pictures are measured
// on, so that they are good for systems that nobody has seen and not for two
// examples. Some are written by hand in systems/, the rest are made by rule.
//
// In all of them an element and a connection is one line each, so that edits can
// be made as people make them (see [System.Edits]).
package corpus

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
)

//go:embed systems
var written embed.FS

// System is one system of the corpus.
type System struct {
	ID string
	// Text is its model.
	Text string
}

// All is every system, sorted by id.
func All() []System {
	all := made()
	files, err := written.ReadDir("systems")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		text, err := written.ReadFile(path.Join("systems", f.Name()))
		if err != nil {
			panic(err)
		}
		all = append(all, System{ID: strings.TrimSuffix(f.Name(), ".yaml"), Text: string(text)})
	}
	slices.SortFunc(all, func(a, b System) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// Load reads a model that must have no errors.
func Load(text string) (*model.Model, error) {
	files := fstest.MapFS{"architecture.yaml": {Data: []byte(text)}}
	m, findings, err := model.Load(files, "architecture.yaml", model.Options{})
	if err != nil {
		return nil, err
	}
	for _, f := range findings {
		if f.Severity == finding.Error {
			return nil, fmt.Errorf("%d:%d: %s", f.Position.Line, f.Position.Col, f.Message.En)
		}
	}
	return m, nil
}
