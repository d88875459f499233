// Package pins keeps pictures still: it reads and writes the file beside a
// model, architecture.layout.yaml, that says for each view in which rank a thing
// stands and as which of that rank.
//
// It holds ranks and places, never coordinates. Coordinates would put new things
// on top of old ones, and would let a longer name run into its neighbour; ranks
// are hints that placement takes before it measures anything, so that whatever
// they say, children stay in their parents, siblings apart and lines outside of
// boxes. The price is that widths still push what stands beside them.
//
// A pin never contradicts a view. Where a view puts a thing into a rank, the pin
// says only which of that rank it is; where a view stacks alike things merely
// because there are several, the pins say in which order. What has no pin comes
// after what has one, so new things move nothing that stands.
//
//	p, findings, err := pins.Parse("architecture.layout.yaml", data)
//	p.Apply("containers", graph)
package pins

import (
	"cmp"
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

// pin is where one thing stands.
type pin struct {
	id string
	at finding.Position
	spot
}

// spot is a rank and a place in it. What a view itself puts into a rank has a
// place alone.
type spot struct {
	ranked      bool
	rank, place int
}

// settled is added to the places of pinned things, so that they come before
// whatever is not pinned, in the order of the pins, and new things after them:
// nothing that stands already has to move.
const settled = -1 << 24

// Apply gives the graph of a view its pins as hints. What has no pin is placed
// as ever, among or behind what has one.
func (p *Pins) Apply(id string, g *layout.Graph) {
	v := p.view(id)
	if v == nil {
		return
	}
	spots := map[string]spot{}
	for _, pin := range v.pins {
		spots[pin.id] = pin.spot
	}
	walk(g.Root, func(id string, place *layout.Place) {
		s, ok := spots[id]
		if !ok {
			return
		}
		if s.ranked && !place.Ranked {
			place.Ranked, place.Pinned, place.Rank = true, true, s.rank
		}
		place.Order = settled + s.place
	})
	for _, c := range columns(g.Root) {
		c.sort()
	}
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
			owner, part, isPart := strings.Cut(*old, "/")
			now, ok := became[owner]
			if isPart {
				now += "/" + part
			}
			if ok && !pinned[now] {
				*old = now
			}
		}
	}
}

// column is the places of kin that a view puts one below the other only because
// there are several: their ranks are a mere count, which pins take over.
type column []*layout.Place

// columns are those of a group and the groups in it.
func columns(g *layout.Group) []column {
	var all []column
	var own column
	ranks := map[int]bool{}
	for _, child := range g.Children {
		var place *layout.Place
		switch it := child.(type) {
		case *layout.Group:
			all = append(all, columns(it)...)
			place = &it.Place
		case *layout.Node:
			place = &it.Place
		}
		if place.Ranked && !place.Pinned && place.Kin != "" && (len(own) == 0 || own[0].Kin == place.Kin) {
			own, ranks[place.Rank] = append(own, place), true
		}
	}
	if len(own) > 1 && len(own) == len(g.Children) && len(ranks) == len(own) {
		all = append(all, own)
	}
	return all
}

// sort gives the ranks of a column to its members anew: in the order of the pins,
// and what has none last.
func (c column) sort() {
	var ranks []int
	for _, place := range c {
		ranks = append(ranks, place.Rank)
	}
	slices.Sort(ranks)
	slices.SortStableFunc(c, func(a, b *layout.Place) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Rank, b.Rank))
	})
	for i, place := range c {
		place.Rank = ranks[i]
	}
}

// In are the ids of what can be pinned in a graph.
func In(g *layout.Graph) map[string]bool {
	ids := map[string]bool{}
	walk(g.Root, func(id string, _ *layout.Place) { ids[id] = true })
	return ids
}

// walk visits everything below a group that has a place in a rank.
func walk(g *layout.Group, visit func(id string, place *layout.Place)) {
	for _, child := range g.Children {
		switch it := child.(type) {
		case *layout.Group:
			visit(it.ID, &it.Place)
			walk(it, visit)
		case *layout.Node:
			if !it.OnBorder {
				visit(it.ID, &it.Place)
			}
		}
	}
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

// Update pins everything in the graph of a view to where it stands now. What is
// pinned already keeps its pin as it is, so that few lines of the file change;
// pins of what is no longer there go.
func (p *Pins) Update(id string, g *layout.Graph) error {
	p.Apply(id, g)
	spots, err := layout.Spots(g)
	if err != nil {
		return err
	}
	known := map[string]spot{}
	if v := p.view(id); v != nil {
		for _, pin := range v.pins {
			known[pin.id] = pin.spot
		}
	}
	ranked := map[string]bool{}
	walk(g.Root, func(id string, place *layout.Place) { ranked[id] = place.Ranked && !place.Pinned })
	counts := map[*layout.Place]int{} // which column a place is in
	for i, c := range columns(g.Root) {
		for _, place := range c {
			counts[place] = i + 1
		}
	}
	in := map[string]int{}
	walk(g.Root, func(id string, place *layout.Place) { in[id] = counts[place] })
	fresh := view{id: id}
	last, at := 0, 0
	for _, s := range spots {
		if s.First && (in[s.ID] == 0 || in[s.ID] != at) {
			last = 0
		}
		at = in[s.ID]
		now := spot{ranked: !ranked[s.ID], rank: s.Rank, place: last + 1}
		if before, ok := known[s.ID]; ok {
			now.place = before.place
		}
		last = max(last, now.place)
		fresh.pins = append(fresh.pins, pin{id: s.ID, spot: now})
	}
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
		if now, ok := names[pin.id]; ok || names == nil {
			if ok {
				pin.id = now
			}
			one.pins = append(one.pins, pin)
		}
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
