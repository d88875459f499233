package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"asbuilt/finding"
	"asbuilt/internal/corpus"
	"asbuilt/model"
	"asbuilt/render"
)

// drawn is one system with its pictures, in both languages.
type drawn struct {
	id       string
	m        *model.Model
	pictures []render.Picture
}

// subject is a system that is drawn; corpus is zero for one that has no edits.
type subject struct {
	id     string
	m      *model.Model
	corpus corpus.System
}

// subjects are the systems of the corpus and the two examples of the repository
// at root, all of them or those with the ids.
func subjects(root string, only ...string) ([]subject, error) {
	var all []subject
	for _, s := range corpus.All() {
		m, err := corpus.Load(s.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.ID, err)
		}
		all = append(all, subject{s.ID, m, s})
	}
	for _, e := range [][2]string{{"example-ai", "."}, {"example-ec2", "examples/ec2-service"}} {
		m, _, err := model.Load(os.DirFS(filepath.Join(root, e[1])), "architecture.yaml", model.Options{})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e[0], err)
		}
		all = append(all, subject{id: e[0], m: m})
	}
	if len(only) > 0 {
		all = slices.DeleteFunc(all, func(s subject) bool { return !slices.Contains(only, s.id) })
	}
	return all, nil
}

func draw(id string, m *model.Model) (*drawn, error) {
	pictures, err := render.Render(context.Background(), m, render.Options{
		Langs: []finding.Lang{finding.English, finding.Korean},
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	return &drawn{id, m, pictures}, nil
}

func (d *drawn) write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, p := range d.pictures {
		name := fmt.Sprintf("%s.%s.svg", p.View.ID, p.Lang)
		if err := os.WriteFile(filepath.Join(dir, name), p.SVG, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// row is what all pictures of the system come to.
func (d *drawn) row() Row {
	r := Row{Name: d.id}
	for _, p := range d.pictures {
		r.add(measure(d.m, p))
	}
	r.Elements, r.Connections = absent(d.m, d.pictures)
	r.Lacking = lacking(d.m, d.pictures)
	return r
}

// byView is a row for each picture.
func (d *drawn) byView() []Row {
	var rows []Row
	for _, p := range d.pictures {
		r := Row{Name: fmt.Sprintf("  %s %s %dx%d", p.View.ID, p.Lang, p.Scene.Width, p.Scene.Height)}
		r.add(measure(d.m, p))
		rows = append(rows, r)
	}
	return rows
}
