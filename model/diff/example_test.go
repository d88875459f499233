package diff_test

import (
	"fmt"
	"testing/fstest"

	"asbuilt/model"
	"asbuilt/model/diff"
)

// What changed is told in the terms of the model, with its place.
func ExampleCompare() {
	load := func(scaling string) *model.Model {
		text := "asbuilt: 1\nname: Orders\nelements:\n  api: {kind: ecs-service, scaling: " + scaling + "}\n"
		m, _, _ := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(text)}}, "architecture.yaml", model.Options{})
		return m
	}
	before, after := load("{min: 2, max: 10}"), load("{max: 16, min: 2}")
	for _, c := range diff.Compare(diff.Side{Model: before}, diff.Side{Model: after}) {
		for _, f := range c.Facts {
			fmt.Printf("line %d: %s %s: %s: %s → %s\n", f.Position.Line, c.Verb, c.ID, f.Path, f.Before, f.After)
		}
	}
	// Output: line 4: changed api: scaling.max: 10 → 16
}
