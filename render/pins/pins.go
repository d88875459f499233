// Package pins keeps pictures still: it reads and writes the file beside a
// model, architecture.layout.yaml, that says for each view where things lie.
//
// Places are where placement starts from, not what it ends with: a thing that lies
// where it cannot lie any longer (outside of what holds it, on top of a sibling) is
// placed anew, what has become larger pushes what faces it, and lines find their way
// as ever. So whatever the file says, children stay in their parents, siblings apart
// and lines outside of boxes; and what is pinned stays on the side of everything else
// that is pinned where it was.
//
//	p, findings, err := pins.Parse("architecture.layout.yaml", data)
//	p.Apply("containers", graph)
package pins

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/syntax"
	"asbuilt/render/layout"
)

// Pins are the pins of all views. A nil *Pins pins nothing.
type Pins struct {
	views []view
	src   *syntax.Source
}

// view holds the pins of one view.
type view struct {
	id   string
	at   finding.Position
	pins []pin
}

// pin is where one thing lies.
type pin struct {
	id string
	at finding.Position
	spot
}

// spot is the box of a thing.
type spot layout.Box

// Apply gives the graph of a view its pins. What has none comes to a free place
// near what it is tied to.
func (p *Pins) Apply(id string, g *layout.Graph) {
	v := p.view(id)
	if v == nil || len(v.pins) == 0 {
		return
	}
	g.Kept, g.Firm = map[string]layout.Box{}, true
	for _, pin := range v.pins {
		g.Kept[pin.id] = layout.Box(pin.spot)
	}
	g.Final = g.Kept
}

// Follow gives the pins of what was renamed to what it became, where that has none
// in the view. became has new ids by the old ones.
func (p *Pins) Follow(became map[string]string) {
	if p == nil || len(became) == 0 {
		return
	}
	for i := range p.views {
		pinned := map[string]bool{}
		for _, pin := range p.views[i].pins {
			pinned[pin.id] = true
		}
		for j := range p.views[i].pins {
			old := &p.views[i].pins[j].id
			owner, part := *old, ""
			if i := strings.IndexAny(owner, "/#"); i > 0 {
				owner, part = owner[:i], owner[i:]
			}
			now, ok := became[owner]
			now += part
			if ok && !pinned[now] {
				*old = now
			}
		}
	}
}

// In are the ids of what can be pinned in a graph.
func In(g *layout.Graph) map[string]bool {
	ids := map[string]bool{}
	var walk func(g *layout.Group)
	walk = func(g *layout.Group) {
		for _, child := range g.Children {
			switch it := child.(type) {
			case *layout.Group:
				ids[it.ID] = true
				for _, lane := range it.Lanes {
					ids[layout.LaneID(it.ID, lane.ID)] = true
				}
				walk(it)
			case *layout.Node:
				ids[it.ID] = true
			}
		}
	}
	walk(g.Root)
	return ids
}

// Pinned reports whether anything in a view is.
func (p *Pins) Pinned(id string) bool {
	v := p.view(id)
	return v != nil && len(v.pins) > 0
}

// Laneless are the things pinned in a view that have no lanes there.
func (p *Pins) Laneless(id string) map[string]bool {
	var ids []string
	if v := p.view(id); v != nil {
		for _, pin := range v.pins {
			ids = append(ids, pin.id)
		}
	}
	return WithoutLanes(ids)
}

// WithoutLanes are those ids of places, as [layout.Layout.Places] has them, that have no
// lanes among the others.
func WithoutLanes(ids []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		if !strings.Contains(id, "#") {
			out[id] = true
		}
	}
	for _, id := range ids {
		if owner, _, lane := strings.Cut(id, "#"); lane {
			delete(out, owner)
		}
	}
	return out
}

func (p *Pins) view(id string) *view {
	if p == nil {
		return nil
	}
	for i := range p.views {
		if p.views[i].id == id {
			return &p.views[i]
		}
	}
	return nil
}

// Update pins everything in the graph of a view to where it lies now. Where all of
// it is pinned already, and nothing else, the pins stay as they are.
func (p *Pins) Update(id string, g *layout.Graph) error {
	if v, ids := p.view(id), In(g); v != nil && len(v.pins) == len(ids) &&
		!slices.ContainsFunc(v.pins, func(pin pin) bool { return !ids[pin.id] }) {
		return nil
	}
	p.Apply(id, g)
	l, err := layout.New(g)
	if err != nil {
		return err
	}
	fresh := view{id: id}
	for thing, box := range l.Places() {
		fresh.pins = append(fresh.pins, pin{id: thing, spot: spot(box)})
	}
	slices.SortFunc(fresh.pins, func(a, b pin) int { return strings.Compare(a.id, b.id) })
	p.views = slices.DeleteFunc(p.views, func(v view) bool { return v.id == id })
	if len(fresh.pins) > 0 {
		p.views = append(p.views, fresh)
	}
	return nil
}

// Keep drops the pins of views that are not among ids.
func (p *Pins) Keep(ids []string) {
	p.views = slices.DeleteFunc(p.views, func(v view) bool { return !slices.Contains(ids, v.id) })
}

// Only are the pins of one view, for the things that have another id in names
// under that one, and for no others; nil names keep all.
func (p *Pins) Only(id string, names map[string]string) *Pins {
	out := &Pins{}
	v := p.view(id)
	if v == nil {
		return out
	}
	one := view{id: id}
	for _, pin := range v.pins {
		owner, lane, isLane := strings.Cut(pin.id, "#")
		now, ok := names[owner]
		if !ok && names != nil {
			continue
		}
		if ok && isLane {
			pin.id = layout.LaneID(now, lane)
		} else if ok {
			pin.id = now
		}
		one.pins = append(one.pins, pin)
	}
	out.views = append(out.views, one)
	return out
}

// Over are the pins of p, and of other those of what p does not pin.
func (p *Pins) Over(other *Pins) *Pins {
	out := &Pins{}
	if p != nil {
		for _, v := range p.views {
			out.views = append(out.views, view{id: v.id, at: v.at, pins: slices.Clone(v.pins)})
		}
	}
	for _, v := range other.views {
		mine := out.view(v.id)
		if mine == nil {
			out.views = append(out.views, view{id: v.id, pins: slices.Clone(v.pins)})
			continue
		}
		taken := map[string]bool{}
		for _, own := range mine.pins {
			taken[own.id] = true
		}
		for _, pin := range v.pins {
			if !taken[pin.id] {
				mine.pins = append(mine.pins, pin)
			}
		}
	}
	return out
}

// Views are the ids of the views that have pins, in the order of the file.
func (p *Pins) Views() []string {
	if p == nil {
		return nil
	}
	var ids []string
	for _, v := range p.views {
		ids = append(ids, v.id)
	}
	return ids
}

// Encode is the file in its only form: sorted by view and id, one value a line,
// so that two people who pin different things meet in no line.
func (p *Pins) Encode() []byte {
	var b strings.Builder
	b.WriteString(header)
	if len(p.views) == 0 {
		b.WriteString("views: {}\n")
		return []byte(b.String())
	}
	b.WriteString("views:\n")
	views := slices.Clone(p.views)
	slices.SortFunc(views, func(a, b view) int { return strings.Compare(a.id, b.id) })
	for _, v := range views {
		b.WriteString("  " + key(v.id) + ":\n")
		sorted := slices.Clone(v.pins)
		slices.SortFunc(sorted, func(a, b pin) int { return strings.Compare(a.id, b.id) })
		for _, pin := range sorted {
			b.WriteString("    " + key(pin.id) + ": " + pin.spot.String() + "\n")
		}
	}
	return []byte(b.String())
}
