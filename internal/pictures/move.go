package main

import (
	"fmt"
	"math"
	"slices"

	"asbuilt/finding"
	"asbuilt/internal/corpus"
	"asbuilt/render/scene"
)

// movement is how far what stays moves when the system is edited, in percent of
// the diagonal, and how many pairs of what stays change sides, in percent: on
// average over the pictures and the edits.
func movement(s corpus.System, before *drawn, edits int) (moved, flipped float64, err error) {
	was := map[string]*scene.Picture{}
	for _, p := range before.pictures {
		if p.Lang == finding.English {
			was[p.View.ID] = p.Scene
		}
	}
	pictures := 0.0
	for _, e := range s.Edits(edits) {
		m, err := corpus.Load(e.Text)
		if err != nil {
			return 0, 0, fmt.Errorf("%s, %s %s: %w", s.ID, e.Kind, e.On, err)
		}
		after, err := draw(s.ID, m)
		if err != nil {
			return 0, 0, err
		}
		for _, p := range after.pictures {
			if old := was[p.View.ID]; old != nil && p.Lang == finding.English {
				m, f := apart(old, p.Scene)
				moved, flipped = moved+m, flipped+f
				pictures++
			}
		}
	}
	return moved / max(pictures, 1), flipped / max(pictures, 1), nil
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
