package render

import (
	"strings"
	"sync"

	"asbuilt/model"
	"asbuilt/render/layout"
)

// Pictures of one system are compared by eye: with what a snapshot says and without, in
// one state of the roadmap and in the next. So that common things stand still, all of
// them keep to the places of one plain picture, without anything that a snapshot adds;
// and a state of the roadmap to those of the state before it. (The languages share their
// places because they share their sizes, see sheet.Graph.)

// plainPlaces are the places of the plain pictures, each found once.
type plainPlaces struct {
	// marked says whether a picture has something that a plain one has not.
	marked func(subject) bool
	of     map[string]func() map[string]layout.Box
	before map[string]string // the state before each, by view
}

func newPlain(m *model.Model, o Options) *plainPlaces {
	p := &plainPlaces{
		marked: func(s subject) bool { return o.Overlay.Adds(s.View) }, of: map[string]func() map[string]layout.Box{},
		before: map[string]string{},
	}
	last := ""
	for _, s := range subjects(m, o.Decisions) {
		if !s.pinnable() || o.Pins.Pinned(s.ID) {
			continue
		}
		if strings.HasPrefix(s.ID, "state-") {
			p.before[s.ID], last = last, s.ID
		}
		p.of[s.ID] = sync.OnceValue(func() map[string]layout.Box {
			g := s.graph(m, nil)
			if before := p.before[s.ID]; before != "" {
				g.Kept = p.of[before]()
			}
			l, err := layout.Boxes(g)
			if err != nil { // drawing says so
				return nil
			}
			return l.Places()
		})
	}
	return p
}

// places are those that a picture keeps to; nil for a plain one.
func (p *plainPlaces) places(s subject) map[string]layout.Box {
	of := p.of[s.ID]
	if of == nil || !p.marked(s) && p.before[s.ID] == "" {
		return nil
	}
	return of()
}
