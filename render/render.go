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
	"runtime"

	"golang.org/x/sync/errgroup"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/layout"
	"asbuilt/render/scene"
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
	// Overlay is what others know about the things that are drawn.
	Overlay views.Overlay
	// SVG chooses the form and the theme.
	SVG svg.Options
	// Link is where an element, boundary, set, module or connection leads, by
	// its id; empty for nowhere. Nil links nothing.
	Link func(id string) string
	// Stamp stands in the title block; zero leaves it out, so that pictures
	// change only when what they show does.
	Stamp finding.Text
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
	Table Table
	// Empty says that the view shows nothing of this model.
	Empty bool
}

// Render makes the pictures, view by view and in each view language by
// language. It fails when a view is not known or ctx ends.
func Render(ctx context.Context, m *model.Model, o Options) ([]Picture, error) {
	wanted, err := choose(m, o.Views)
	if err != nil {
		return nil, err
	}
	langs := o.Langs
	if len(langs) == 0 {
		langs = []finding.Lang{m.Lang()}
	}
	pictures := make([]Picture, len(wanted)*len(langs))
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.SetLimit(runtime.GOMAXPROCS(0))
	for i := range pictures {
		tasks.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			p, err := draw(m, wanted[i/len(langs)], langs[i%len(langs)], o)
			pictures[i] = p
			return err
		})
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	return pictures, nil
}

func choose(m *model.Model, ids []string) ([]views.View, error) {
	if len(ids) == 0 {
		return views.Of(m), nil
	}
	var all []views.View
	for _, id := range ids {
		v, ok := views.Lookup(m, id)
		if !ok {
			return nil, fmt.Errorf("unknown view %q", id)
		}
		all = append(all, v)
	}
	return all, nil
}

// draw makes one picture.
func draw(m *model.Model, v views.View, lang finding.Lang, o Options) (Picture, error) {
	d := views.Resolve(m, v, o.Overlay)
	at, err := layout.New(graph(d, lang))
	if err != nil {
		return Picture{}, fmt.Errorf("lay out view %q: %w", v.ID, err)
	}
	p := compose(d, at, sheetOptions{lang: lang, link: o.Link, stamp: o.Stamp, bare: o.SVG.Form == svg.Inline})
	return Picture{
		View: v, Lang: lang, Title: v.Title.In(lang), Purpose: v.Purpose.In(lang),
		SVG: svg.Encode(p, o.SVG), Scene: p, Table: table(d, lang), Empty: !d.Empty.IsZero(),
	}, nil
}
