package render

import (
	"sync"

	"asbuilt/model"
	"asbuilt/render/layout"
	"asbuilt/render/sheet"
	"asbuilt/render/views"
)

// Pictures of one system are compared by eye: with what a snapshot says and without, in
// one state of the roadmap and in the next. So that common things stand still, all of
// them keep to the places of one plain picture, without anything that a snapshot adds;
// and all states of the roadmap are laid out together. (The languages share their
// places because they share their sizes, see sheet.Graph.)

// plainLayouts are the plain pictures that others keep to, each laid out once.
type plainLayouts struct {
	// marked says whether a picture has something that a plain one has not.
	marked func(subject) bool
	places map[string]func() earlier
	// states lays out the states of the roadmap, by view; isState says which views are
	// among them.
	states  func() (map[string]*layout.Layout, error)
	isState map[string]bool
}

func newPlain(m *model.Model, o Options) *plainLayouts {
	p := &plainLayouts{
		marked:  func(s subject) bool { return o.Overlay.Adds(s.View) },
		places:  map[string]func() earlier{},
		isState: map[string]bool{},
	}
	sketches := views.NewSketches(m, views.Overlay{})
	var states []subject
	for _, s := range subjects(m, o.Decisions) {
		if !s.pinnable() || o.Pins.Pinned(s.ID) {
			continue
		}
		if s.ID == "state-"+s.State {
			states, p.isState[s.ID] = append(states, s), true
			continue
		}
		p.places[s.ID] = sync.OnceValue(func() earlier {
			l, err := layout.New(sheet.Graph(s.diagram(sketches, nil)))
			if err != nil { // drawing says so
				return earlier{}
			}
			return earlier{l.Start, l.Places()}
		})
	}
	p.states = sync.OnceValues(func() (map[string]*layout.Layout, error) { return together(sketches, states) })
	return p
}

// together lays out views as parts of one picture.
func together(sketches *views.Sketches, all []subject) (map[string]*layout.Layout, error) {
	var graphs []*layout.Graph
	for _, s := range all {
		graphs = append(graphs, sheet.Graph(s.diagram(sketches, nil)))
	}
	layouts, err := layout.Together(graphs)
	if err != nil {
		return nil, err
	}
	of := map[string]*layout.Layout{}
	for i, s := range all {
		of[s.ID] = layouts[i]
	}
	return of, nil
}

// layout is that of a plain picture which others share, or nil.
func (p *plainLayouts) layout(s subject) (*layout.Layout, error) {
	if !p.isState[s.ID] || p.marked(s) {
		return nil, nil
	}
	all, err := p.states()
	return all[s.ID], err
}

// earlier is where things lie in another picture: before its lines had any room, from
// where the same lines are found again, and in the end.
type earlier struct{ start, final map[string]layout.Box }

// on makes a graph keep to the other picture.
func (e earlier) on(g *layout.Graph) { g.Kept, g.Final = e.start, e.final }

// kept are the places that a picture keeps to; none where it keeps to none.
func (p *plainLayouts) kept(s subject) earlier {
	if p.isState[s.ID] {
		all, err := p.states()
		if err != nil {
			return earlier{}
		}
		return earlier{all[s.ID].Start, all[s.ID].Places()}
	}
	if places := p.places[s.ID]; places != nil && p.marked(s) {
		return places()
	}
	return earlier{}
}
