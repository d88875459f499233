package render

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/diff"
	"asbuilt/render/layout"
	"asbuilt/render/pins"
	"asbuilt/render/sequence"
	"asbuilt/render/sheet"
	"asbuilt/render/views"
)

// Two models are compared view by view. Each view is resolved on both sides as if
// it were drawn; views.Compare then pairs what the two diagrams show, and makes one
// diagram of both that has a mark on whatever differs. Not the models are compared
// but what a view shows of them, so a change that a view does not show changes
// nothing in it, and a view whose diagram is the same is left out.
//
// The three pictures of a view hold still against each other by way of pins: where
// things stand in the earlier picture is read off it, carried over to the things in
// the later ones that are still the same, and given to placement as the model's own
// pins are, which come first.

// Side is one of two readings of a model that are compared.
type Side struct {
	// Model is nil where there was none.
	Model     *model.Model
	Decisions *decisions.Set
	Pins      *pins.Pins
	// State is the state of the roadmap that the side is about, as in [diff.Side]; the
	// model has it as its current one.
	State string
	// Name stands in the title block of the pictures of what changed.
	Name finding.Text
}

// Comparison is the pictures of a view whose picture changed.
type Comparison struct {
	View views.View
	// Before and After are nil where the view did not exist; Changes is the later
	// one with marks, and with what is gone where it was.
	Before, Changes, After *Picture
}

// Compare makes the pictures of every view that shows something else after than
// before; o names views of either side, and one language (that of the later
// model when it names none). What a picture shows of the system counts, not where
// it stands. The later pictures keep to the places of the earlier one, as far as
// the pins of their own model leave them to it.
func Compare(ctx context.Context, before, after Side, o Options) ([]Comparison, error) {
	pairs, err := pairs(before, after, o.Views)
	if err != nil {
		return nil, err
	}
	revised := revisedConnections(before, after)
	var plain *plainLayouts
	if before.Model != nil {
		plain = newPlain(before.Model, Options{Decisions: before.Decisions, Pins: before.Pins})
	}
	all := make([]*Comparison, len(pairs))
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range pairs {
		tasks.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			c := comparer{before: before, after: after, pair: p, o: o, lang: langOf(before, after, o), revised: revised,
				plain: plain}
			var err error
			all[i], err = c.compare(ctx)
			return err
		})
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	var changed []Comparison
	for _, c := range all {
		if c != nil {
			changed = append(changed, *c)
		}
	}
	return changed, nil
}

// ComparedViews are the views of both sides, in the order of [Compare].
func ComparedViews(before, after Side) []views.View {
	all, _ := pairs(before, after, nil) // fails only for views that are asked for
	var list []views.View
	for _, p := range all {
		list = append(list, p.view())
	}
	return list
}

func langOf(before, after Side, o Options) finding.Lang {
	switch {
	case len(o.Langs) > 0:
		return o.Langs[0]
	case after.Model != nil:
		return after.Model.Lang()
	case before.Model != nil:
		return before.Model.Lang()
	}
	return finding.Korean
}

// pair is a view of both sides; one of them may be nil.
type pair struct{ before, after *subject }

func (p pair) view() views.View {
	if p.after != nil {
		return p.after.View
	}
	return p.before.View
}

// pairs are the views of the later side, then those that only the earlier one
// has.
func pairs(before, after Side, wanted []string) ([]pair, error) {
	subjectsOf := func(s Side) []subject {
		if s.Model == nil {
			return nil
		}
		return subjects(s.Model, s.Decisions)
	}
	old, now := subjectsOf(before), subjectsOf(after)
	var all []pair
	at := map[string]int{}
	for i := range now {
		at[now[i].ID] = len(all)
		all = append(all, pair{after: &now[i]})
	}
	for i := range old {
		if j, both := at[old[i].ID]; both {
			all[j].before = &old[i]
			continue
		}
		at[old[i].ID] = len(all)
		all = append(all, pair{before: &old[i]})
	}
	if len(wanted) == 0 {
		return all, nil
	}
	var chosen []pair
	for _, id := range wanted {
		i, ok := at[id]
		if !ok {
			return nil, fmt.Errorf("unknown view %q", id)
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

// comparer makes the pictures of one view.
type comparer struct {
	before, after Side
	pair          pair
	o             Options
	lang          finding.Lang
	revised       map[string]bool
	// plain are the layouts that pictures of the earlier model keep to.
	plain *plainLayouts
}

// revisedConnections are the ids of the connections that both sides have and
// that differ.
func revisedConnections(before, after Side) map[string]bool {
	ids := map[string]bool{}
	for _, ch := range diff.Compare(diff.Side{Model: before.Model, State: before.State},
		diff.Side{Model: after.Model, State: after.State}) {
		if ch.Section == "connections" && ch.Verb == diff.Changed {
			ids[ch.ID] = true
		}
	}
	return ids
}

// models is what views need to know of the whole models.
func (c *comparer) models() views.Models {
	return views.Models{
		Before: c.before.has, After: c.after.has, Revised: func(id string) bool { return c.revised[id] },
	}
}

// has reports whether a side has a thing that pictures may show.
func (s Side) has(id string) bool {
	m := s.Model
	if m == nil {
		return false
	}
	if l, timed := lifetimeOf(m, id); timed {
		return m.ActiveIn(l, s.State)
	}
	return m.Module(id) != nil || views.ModuleOf(m, id) != nil ||
		slices.ContainsFunc(m.Trust, func(t *model.Term) bool { return t.ID == id }) ||
		s.Decisions != nil && slices.ContainsFunc(s.Decisions.Records,
			func(r *decisions.Record) bool { return views.DecisionID(r) == id })
}

// lifetimeOf is when a thing exists that pictures may show.
func lifetimeOf(m *model.Model, id string) (l model.Lifetime, timed bool) {
	switch e, b, g, c := m.Element(id), m.Boundary(id), m.Group(id), m.Connection(id); {
	case e != nil:
		return e.Lifetime, true
	case b != nil:
		return b.Lifetime, true
	case views.PlaceOf(m, id) != nil:
		return views.PlaceOf(m, id).Lifetime, true
	case g != nil:
		return g.Lifetime, true
	case c != nil:
		return c.Lifetime, true
	}
	return l, false
}

// compare is nil when the view shows the same.
func (c *comparer) compare(ctx context.Context) (*Comparison, error) {
	if old, now := c.pair.before, c.pair.after; old != nil && now != nil && (old.flow == nil) != (now.flow == nil) {
		c.pair.before = nil // a view of one's own took the id of a flow, or left it
	}
	if one := cmp.Or(c.pair.after, c.pair.before); one.flow != nil {
		return c.flows(), nil
	}
	return c.diagrams(ctx)
}

// fields stand in the title block of what changed.
func (c *comparer) fields() []sheet.Field {
	value := finding.Text{
		En: c.before.Name.In(finding.English) + " → " + c.after.Name.In(finding.English),
		Ko: c.before.Name.In(finding.Korean) + " → " + c.after.Name.In(finding.Korean),
	}
	return []sheet.Field{{Name: texts().Of("changes"), Value: value}}
}

func (c *comparer) diagrams(ctx context.Context) (*Comparison, error) {
	var was, is *views.Diagram
	if c.pair.before != nil {
		was = c.pair.before.plain(c.before.Model)
	}
	if c.pair.after != nil {
		is = c.pair.after.plain(c.after.Model)
	}
	both := views.Compare(was, is, c.models())
	if !both.Any {
		return nil, nil
	}
	held, err := c.held(was, both.Kept)
	if err != nil {
		return nil, err
	}
	out := &Comparison{View: c.pair.view()}
	for _, p := range []struct {
		d      *views.Diagram
		to     **Picture
		pins   *pins.Pins
		fields []sheet.Field
	}{
		{was, &out.Before, c.before.Pins, nil}, {both.Diagram, &out.Changes, held, c.fields()},
		{is, &out.After, held, nil},
	} {
		if p.d == nil {
			continue
		}
		o := c.o
		o.Pins = p.pins
		var at *layout.Layout
		if p.d == was {
			o.kept = c.plain.kept(*c.pair.before)
			at, err = c.plain.layout(*c.pair.before)
		}
		if at == nil && err == nil {
			at, err = place(ctx, p.d, o)
		}
		if err != nil {
			return nil, err
		}
		drawn := o.picture(p.d, c.lang, sheet.Compose(p.d, at, o.sheet(c.lang, p.fields)))
		*p.to = &drawn
	}
	return out, nil
}

// held are the pins that keep the later pictures to the places of the earlier
// one: what stays where it was keeps its rank and its place in it, unless the
// later model pins it itself.
func (c *comparer) held(was *views.Diagram, kept map[string]string) (*pins.Pins, error) {
	if was == nil || was.View.Engine != "" || !was.Empty.IsZero() {
		return c.after.Pins, nil
	}
	p := c.before.Pins.Only(was.View.ID, nil)
	g := sheet.Graph(was)
	c.plain.kept(*c.pair.before).on(g)
	if err := p.Update(was.View.ID, g); err != nil {
		return nil, fmt.Errorf("place view %q: %w", was.View.ID, err)
	}
	return c.after.Pins.Over(p.Only(was.View.ID, kept)), nil
}

func (c *comparer) flows() *Comparison {
	old, now := c.pair.before, c.pair.after
	out := &Comparison{View: c.pair.view()}
	var was, is *sequence.Diagram
	if old != nil {
		was = sequence.Of(c.before.Model, old.flow)
	}
	if now != nil {
		is = sequence.Of(c.after.Model, now.flow)
	}
	both, changed := sequence.Compare(was, is)
	var dWas, dIs *views.Diagram
	if was != nil {
		dWas = sheet.SequenceDiagram(c.before.Model, old.View, was, views.Overlay{})
	}
	m := c.before.Model
	if is != nil {
		m = c.after.Model
		dIs = sheet.SequenceDiagram(m, now.View, is, views.Overlay{})
	}
	d := sheet.SequenceDiagram(m, out.View, both, views.Overlay{})
	if heads := c.markHeads(d, dWas, dIs); !heads && !changed {
		return nil
	}
	markSteps(d, both)
	if dWas != nil {
		p := drawSequence(was, dWas, c.lang, c.o, sheet.FlowFields(old.flow))
		out.Before = &p
	}
	if dIs != nil {
		p := drawSequence(is, dIs, c.lang, c.o, sheet.FlowFields(now.flow))
		out.After = &p
	}
	p := drawSequence(both, d, c.lang, c.o, append(sheet.FlowFields(both.Flow), c.fields()...))
	out.Changes = &p
	return out
}

// markHeads marks the participants: they are compared as the nodes of a diagram
// without lines.
func (c *comparer) markHeads(d, was, is *views.Diagram) bool {
	heads := func(d *views.Diagram) *views.Diagram {
		if d == nil {
			return nil
		}
		own := *d
		own.Edges = nil
		return &own
	}
	both := views.Compare(heads(was), heads(is), c.models())
	marks := map[string][]views.Mark{}
	for _, n := range both.Diagram.Nodes() {
		marks[n.ID] = n.Marks
	}
	for _, n := range d.Nodes() {
		n.Marks = marks[n.ID]
	}
	return both.Any
}

// markSteps marks the lines of messages and replies.
func markSteps(d *views.Diagram, s *sequence.Diagram) {
	marks := map[sequence.Change]views.Mark{
		sequence.New: views.New, sequence.Gone: views.Gone, sequence.Revised: views.Revised,
	}
	of := map[string]views.Mark{}
	for _, step := range s.Messages() {
		if m, ok := marks[step.Change]; ok {
			of["step/"+step.Number], of["step/"+step.Number+"/reply"] = m, m
		}
	}
	for _, e := range d.Edges {
		if m, ok := of[e.ID]; ok {
			e.Marks = append([]views.Mark{m}, e.Marks...)
		}
	}
}
