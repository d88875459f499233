package views_test

import (
	"reflect"
	"sync"
	"testing"

	"asbuilt/model"
	"asbuilt/render/views"
)

// TestSketches makes the sheets of systems that fold, twice each and many at once: what
// they share is the same as what each makes for itself, stays as it was, and is made
// once for each view that is opened.
func TestSketches(t *testing.T) {
	for _, m := range []*model.Model{large(t), hundreds(t)} {
		all := views.Of(m)
		o := views.Overlay{Marks: map[string][]views.Mark{m.Elements[0].ID: {views.Missing}}}
		shared := views.NewSketches(m, o)
		var wg sync.WaitGroup
		for _, v := range append(all, all...) {
			wg.Go(func() {
				if d := shared.Resolve(v, nil); !reflect.DeepEqual(d, views.Resolve(m, v, o)) {
					t.Errorf("%s of %s is another picture than by itself", v.ID, m.Name.En)
				}
			})
		}
		wg.Wait()
		sheets := 0
		for _, v := range all {
			if v.OfPart() {
				sheets++
			}
		}
		if made := views.SketchesMade(shared); made == 0 || made > 2 || sheets < 3*made {
			t.Errorf("%d sheets of %s are made from %d sketches, want one for each of two views at most",
				sheets, m.Name.En, made)
		}
	}
}

// TestSketchesWithoutLanes asks for the network of a system whose VPC has lanes as it
// is, and as a picture that had none.
func TestSketchesWithoutLanes(t *testing.T) {
	m := ofCorpus(t, "classic")
	v, ok := views.Lookup(m, "network")
	if !ok {
		t.Fatal("there is no network")
	}
	everywhere := map[string]bool{}
	for _, b := range m.Boundaries {
		everywhere[b.ID] = true
	}
	for _, laneless := range []map[string]bool{nil, everywhere} {
		lanes := 0
		for _, g := range views.NewSketches(m, views.Overlay{}).Resolve(v, laneless).Groups() {
			lanes += len(g.Lanes)
		}
		if (lanes == 0) != (laneless != nil) {
			t.Errorf("the network has %d lanes where %d places have none", lanes, len(laneless))
		}
	}
}
