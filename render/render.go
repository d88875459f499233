// Package render turns a model into pictures: views, then layout, then a
// scene, then bytes, many diagrams at once.
//
// It reads no files, compares nothing with AWS and decides nothing about a
// model. The same model and options always give the same bytes, on every
// machine and with any number of processors.
//
//	pictures, err := render.Render(ctx, m, render.Options{})
package render

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render/layout"
	"asbuilt/render/pins"
	"asbuilt/render/scene"
	"asbuilt/render/sheet"
	"asbuilt/render/svg"
	"asbuilt/render/views"
)

// Options say which pictures are wanted. The zero value is every view in the
// model's language, each as a file that follows the reader's light or dark
// setting.
type Options struct {
	// Views are ids of views, in the order they are wanted; all when empty.
	Views []string
	// Langs are the languages; the model's when empty.
	Langs []finding.Lang
	// Decisions are the records whose graph is drawn; nil draws none.
	Decisions *decisions.Set
	// Overlay is what others know about the things that are drawn.
	Overlay views.Overlay
	// SVG chooses the form and the theme.
	SVG svg.Options
	// Link is where an element, boundary, set, module or connection leads, by
	// its id; empty for nowhere. Nil links nothing.
	Link func(id string) string
	// Pins say where things stand in views that we place ourselves; nil leaves it
	// to placement.
	Pins *pins.Pins
	// Place lays out the views that ask for Graphviz; nil, or a nil layout of its
	// own, leaves them to our placement.
	Place func(context.Context, *layout.Graph) (*layout.Layout, error)
	// Icons stand in the place of glyphs, by kind and place as package sheet has them.
	Icons map[string]*scene.Icon
	// Stamp stands in the title block; zero leaves it out, so that pictures
	// change only when what they show does.
	Stamp finding.Text

	// kept is where things lie in another picture of what is drawn.
	kept earlier
}

// Picture is one view in one language.
type Picture struct {
	View  views.View
	Lang  finding.Lang
	Title string
	// Purpose is the question the picture answers.
	Purpose string
	SVG     []byte
	// Scene is what was encoded, for other formats.
	Scene *scene.Picture
	// Table holds the same facts as the picture.
	Table sheet.Table
	// Empty says that the view shows nothing of this model.
	Empty bool
}

// Render makes the pictures, view by view and in each view language by
// language. It fails when a view is not known or ctx ends.
func Render(ctx context.Context, m *model.Model, o Options) ([]Picture, error) {
	wanted, err := choose(m, o)
	if err != nil {
		return nil, err
	}
	langs := o.Langs
	if len(langs) == 0 {
		langs = []finding.Lang{m.Lang()}
	}
	plain, sketches := newPlain(m, o), views.NewSketches(m, o.Overlay)
	placed := make([]func() (*views.Diagram, *layout.Layout, error), len(wanted)) // for all languages, once
	for i, s := range wanted {
		if s.flow == nil {
			placed[i] = onceEach(func() (*views.Diagram, *layout.Layout, error) {
				own := o
				own.kept = plain.kept(s)
				d := s.diagram(sketches, own.laneless(s.ID))
				at, err := plain.layout(s)
				if at == nil && err == nil {
					at, err = place(ctx, d, own)
				}
				return d, at, err
			})
		}
	}
	pictures := make([]Picture, len(wanted)*len(langs))
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.SetLimit(runtime.GOMAXPROCS(0))
	for i := range pictures {
		tasks.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			s, lang := wanted[i/len(langs)], langs[i%len(langs)]
			if s.flow != nil {
				pictures[i] = drawFlow(m, s.View, s.flow, lang, o)
				return nil
			}
			d, at, err := placed[i/len(langs)]()
			if err == nil {
				pictures[i] = o.picture(d, lang, sheet.Compose(d, at, o.sheet(lang, nil)))
			}
			return err
		})
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	return pictures, nil
}

// Views is every picture that can be made: the views of the model, a sequence
// for each flow, and the graph of the decisions when there are any. Of two with
// the same id the first one stays.
func Views(m *model.Model, set *decisions.Set) []views.View {
	var all []views.View
	for _, s := range subjects(m, set) {
		all = append(all, s.View)
	}
	return all
}

// subject is a view with what it shows: a flow, the decisions, or else what the
// view itself chooses.
type subject struct {
	views.View
	flow      *model.Flow
	decisions *decisions.Set
}

func subjects(m *model.Model, set *decisions.Set) []subject {
	var all []subject
	taken := map[string]bool{}
	add := func(s subject) {
		if !taken[s.ID] {
			all = append(all, s)
		}
		taken[s.ID] = true
	}
	for _, v := range views.Of(m) {
		add(subject{View: v})
	}
	for _, f := range m.Flows {
		add(subject{View: flowView(m, f), flow: f})
	}
	if set != nil && len(set.Records) > 0 {
		add(subject{View: views.DecisionView(), decisions: set})
	}
	return all
}

func choose(m *model.Model, o Options) ([]subject, error) {
	all := subjects(m, o.Decisions)
	if len(o.Views) == 0 {
		return all, nil
	}
	var wanted []subject
	for _, id := range o.Views {
		i := slices.IndexFunc(all, func(s subject) bool { return s.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("unknown view %q", id)
		}
		wanted = append(wanted, all[i])
	}
	return wanted, nil
}

// diagram is what a view shows that is no flow; laneless are those that have no lanes in
// the picture that it keeps to.
func (s subject) diagram(all *views.Sketches, laneless map[string]bool) *views.Diagram {
	if s.decisions != nil {
		return views.Decisions(all.Model, s.decisions)
	}
	return all.Resolve(s.View, laneless)
}

// onceEach is do, done once for all who ask.
func onceEach(do func() (*views.Diagram, *layout.Layout, error)) func() (*views.Diagram, *layout.Layout, error) {
	var once sync.Once
	var d *views.Diagram
	var at *layout.Layout
	var err error
	return func() (*views.Diagram, *layout.Layout, error) {
		once.Do(func() { d, at, err = do() })
		return d, at, err
	}
}

// sheet is what o says to a sheet with fields in its title block.
func (o Options) sheet(lang finding.Lang, fields []sheet.Field) sheet.Options {
	return sheet.Options{Lang: lang, Link: o.Link, Icons: o.Icons, Stamp: o.Stamp, Fields: fields, Bare: o.SVG.Form == svg.Inline}
}

// picture encodes p, the sheet of d.
func (o Options) picture(d *views.Diagram, lang finding.Lang, p *scene.Picture) Picture {
	v := d.View
	return Picture{
		View: v, Lang: lang, Title: v.Title.In(lang), Purpose: v.Purpose.In(lang),
		SVG: svg.Encode(p, o.SVG), Scene: p, Table: sheet.TableOf(d, lang), Empty: !d.Empty.IsZero(),
	}
}

// place lays out a diagram by the engine that its view asks for.
func place(ctx context.Context, d *views.Diagram, o Options) (*layout.Layout, error) {
	at, err := placeGraph(ctx, sheet.Graph(d), d.View, o)
	if err != nil {
		return nil, fmt.Errorf("lay out view %q: %w", d.View.ID, err)
	}
	return at, nil
}

// laneless are the things without lanes in the picture that a view keeps to: that of its
// pins, or else o.kept. Where there is none, nothing is said.
func (o Options) laneless(view string) map[string]bool {
	if o.Pins.Pinned(view) {
		return o.Pins.Laneless(view)
	}
	ids := slices.Collect(maps.Keys(o.kept.start))
	return pins.WithoutLanes(ids)
}

// placeGraph lays out a graph by the engine that the view asks for.
func placeGraph(ctx context.Context, g *layout.Graph, v views.View, o Options) (*layout.Layout, error) {
	if v.Engine != "" && o.Place != nil {
		if l, err := o.Place(ctx, g); l != nil || err != nil {
			if err == nil {
				err = layout.Route(g, l)
			}
			return l, err
		}
	}
	if o.kept.on(g); g.Kept == nil || o.Pins.Pinned(v.ID) {
		o.Pins.Apply(v.ID, g)
	}
	return layout.New(g)
}
