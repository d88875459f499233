package main

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"asbuilt/internal/corpus"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/pins"
	"asbuilt/render/scene"
)

// moves is what becomes of the places of what stays, on average over pictures.
type moves struct {
	pictures float64
	// moved is how far it moves, in percent of the diagonal, and flipped how many
	// pairs change sides, in percent.
	moved, flipped float64
}

func (m *moves) add(before, after *scene.Picture) {
	moved, flipped := apart(before, after)
	m.moved, m.flipped, m.pictures = m.moved+moved, m.flipped+flipped, m.pictures+1
}

func (m *moves) mean() (moved, flipped float64) {
	return m.moved / max(m.pictures, 1), m.flipped / max(m.pictures, 1)
}

// movement is what edits of the system move: as placement leaves it, and where the
// system was pinned before.
func movement(s subject, edits int, tell func(edit, view string, free, pinned moves)) (free, pinned moves, err error) {
	before, err := scenes(s.m, render.Options{})
	if err != nil {
		return free, pinned, err
	}
	held := &pins.Pins{}
	if err := render.Pin(held, s.m, render.Options{}); err != nil {
		return free, pinned, err
	}
	for _, e := range s.corpus.Edits(edits) {
		m, err := corpus.Load(e.Text)
		if err != nil {
			return free, pinned, fmt.Errorf("%s, %s %s: %w", s.id, e.Kind, e.On, err)
		}
		after, err := scenes(m, render.Options{})
		if err != nil {
			return free, pinned, err
		}
		firm, err := scenes(m, render.Options{Pins: held})
		if err != nil {
			return free, pinned, err
		}
		for _, id := range slices.Sorted(maps.Keys(after)) {
			if before[id] == nil {
				continue
			}
			var one, two moves
			one.add(before[id], after[id])
			two.add(before[id], firm[id])
			free.add(before[id], after[id])
			pinned.add(before[id], firm[id])
			if tell != nil {
				tell(e.Kind+" "+e.On, id, one, two)
			}
		}
	}
	return free, pinned, nil
}

// scenes are the pictures of a model in its own language, by view.
func scenes(m *model.Model, o render.Options) (map[string]*scene.Picture, error) {
	pictures, err := render.Render(context.Background(), m, o)
	if err != nil {
		return nil, err
	}
	all := map[string]*scene.Picture{}
	for _, p := range pictures {
		all[p.View.ID] = p.Scene
	}
	return all, nil
}

// apart compares the places of the boxes that both pictures have.
func apart(before, after *scene.Picture) (moved, flipped float64) {
	was, is := boxes(before), boxes(after)
	var common []string
	for id := range was {
		if _, ok := is[id]; ok {
			common = append(common, id)
		}
	}
	slices.Sort(common)
	if len(common) == 0 {
		return 0, 0
	}
	diagonal := math.Hypot(float64(before.Width), float64(before.Height))
	for _, id := range common {
		a, b := middle(was[id]), middle(is[id])
		moved += 100 * math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)) / diagonal
	}
	turned, pairs := 0, 0
	for i, a := range common {
		for _, b := range common[:i] {
			p, q, u, v := middle(was[a]), middle(was[b]), middle(is[a]), middle(is[b])
			for _, d := range [][2]int{{p.X - q.X, u.X - v.X}, {p.Y - q.Y, u.Y - v.Y}} {
				if max(d[0], -d[0]) <= 20 || max(d[1], -d[1]) <= 20 {
					continue
				}
				if pairs++; (d[0] > 0) != (d[1] > 0) {
					turned++
				}
			}
		}
	}
	return moved / float64(len(common)), 100 * float64(turned) / float64(max(pairs, 1))
}

func boxes(p *scene.Picture) map[string]scene.Box {
	all := map[string]scene.Box{}
	for _, it := range p.Items {
		if it.Role == scene.Node {
			all[it.ID] = it.Box
		}
	}
	return all
}

func middle(b scene.Box) scene.Point { return scene.Point{X: b.X + b.W/2, Y: b.Y + b.H/2} }
