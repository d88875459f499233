package main

import (
	"fmt"
	"strings"
)

// Row is the figures of one system: the worst of its pictures, or the sum.
type Row struct {
	Name     string
	Pictures int
	// False is how many boxes lie in zones that they do not run in.
	False int
	// Elements and Connections are the ids of what is drawn nowhere.
	Elements, Connections []string
	// Lacking are the ids of elements that the network picture leaves out silently.
	Lacking             []string
	Page, Readme        float64 // the smallest text, in pixels
	Flat, Tall          float64 // ratios of the widest and of the tallest sheet of eight boxes or more
	Share               float64 // the least of eight boxes or more
	Hole, Slack, Detour float64
	Lines, Hidden       int
	Crossings, Cut      int
	// Moved and Flipped are what edits move, Pinned is flips where pins hold.
	Moved, Flipped, Pinned float64
}

// few is the number of boxes below which shape and room are not measured.
const few = 8

func (r *Row) add(f figures) {
	r.Pictures++
	r.False += len(f.falseZones)
	r.Lines += f.lines
	r.Hidden += f.hidden
	r.Crossings += f.crossings
	r.Cut += f.cut
	r.Detour = max(r.Detour, f.detour)
	r.Page = least(r.Page, f.page)
	if f.readme > 0 {
		r.Readme = least(r.Readme, f.readme)
	}
	if f.boxes < few {
		return
	}
	r.Flat, r.Tall = max(r.Flat, f.ratio), least(r.Tall, f.ratio)
	r.Share = least(r.Share, f.share)
	r.Hole, r.Slack = max(r.Hole, f.hole), max(r.Slack, f.slack)
}

// move fills in what edits of the system move.
func (r *Row) move(s subject, edits int) error {
	free, pinned, err := movement(s, edits, nil)
	r.Moved, r.Flipped = free.mean()
	_, r.Pinned = pinned.mean()
	return err
}

// least is the smaller one; zero is no figure yet.
func least(a, b float64) float64 {
	if a == 0 {
		return b
	}
	return min(a, b)
}

var columns = []string{
	"false zones", "no element", "no line", "not in network", "px 1440", "px 838", "widest", "tallest", "boxes %",
	"hole %", "slack %", "detour", "lines", "hidden", "crossings", "cut", "moved %", "flips %", "pinned %",
}

// goal is what a figure should be: at most, or with more at least.
type goal struct {
	figure float64
	more   bool
}

// goals are those of the columns; how many lines there are is no merit.
var goals = map[string]goal{
	"false zones": {}, "no element": {}, "no line": {}, "not in network": {}, "hidden": {}, "crossings": {}, "cut": {},
	"px 1440": {9, true}, "px 838": {7, true}, "widest": {2, false}, "tallest": {1, true}, "boxes %": {20, true},
	"hole %": {10, false}, "slack %": {25, false}, "detour": {2, false}, "moved %": {2, false}, "flips %": {1, false}, "pinned %": {},
}

// cells are the figures of a row, in the order of the columns.
func (r Row) cells() []float64 {
	return []float64{
		float64(r.False), float64(len(r.Elements)), float64(len(r.Connections)), float64(len(r.Lacking)),
		r.Page, r.Readme, r.Flat, r.Tall, r.Share, r.Hole, r.Slack, r.Detour,
		float64(r.Lines), float64(r.Hidden), float64(r.Crossings), float64(r.Cut), r.Moved, r.Flipped, r.Pinned,
	}
}

// whole are the columns whose figures are counts.
var whole = map[string]bool{
	"false zones":    true,
	"no element":     true,
	"no line":        true,
	"not in network": true,
	"lines":          true,
	"hidden":         true,
	"crossings":      true,
	"cut":            true,
}

func table(rows []Row) string {
	var b strings.Builder
	b.WriteString("| system | " + strings.Join(columns, " | ") + " |\n")
	b.WriteString("|" + strings.Repeat("---|", len(columns)+1) + "\n")
	for _, r := range rows {
		b.WriteString("| " + r.Name)
		for i, cell := range r.cells() {
			b.WriteString(" | " + figure(columns[i], cell))
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

func figure(column string, f float64) string {
	if whole[column] {
		return fmt.Sprintf("%.0f", f)
	}
	return fmt.Sprintf("%.1f", f)
}
