package report

import (
	"fmt"
	"strings"

	"github.com/fatih/color"

	"asbuilt/finding"
)

// What AWS made by itself, for who asked: a line for each sort of it.

// mostDefaults is how many things of a sort are named where not all are shown.
const mostDefaults = 5

func (t *textWriter) defaults(d *finding.Defaults, o Options) {
	if d == nil {
		return
	}
	t.line("%s", t.paint(t.words.defaults(d.Total(), d.Catalogue), color.Bold, color.Underline))
	for _, s := range d.Sorts {
		most := mostDefaults
		if o.All {
			most = len(s.Resources)
		}
		t.line("%s%s: %s", indent, sort(s, t.lang), strings.Join(t.words.few(s.Resources, most), ", "))
	}
	t.line("")
}

// sort is what one sort is called, with how many there are.
func sort(s finding.DefaultSort, l finding.Lang) string {
	if len(s.Resources) == 1 {
		return s.Name.In(l)
	}
	return finding.Both(fmt.Sprintf("%s (%d)", s.Name.En, len(s.Resources)),
		fmt.Sprintf("%s(%d개)", s.Name.Ko, len(s.Resources))).In(l)
}

// few are the first of some names, and how many more there are.
func (w *words) few(names []string, most int) []string {
	if len(names) <= most {
		return names
	}
	return append(names[:most:most], w.andMore(len(names)-most))
}

func (m *markdownWriter) defaults(d *finding.Defaults) {
	if d == nil {
		return
	}
	m.out.print("\n%s\n\n", markup(m.words.defaults(d.Total(), d.Catalogue)))
	for i, s := range d.Sorts {
		names := make([]markup, 0, mostDefaults+1)
		for _, name := range s.Resources[:min(len(s.Resources), mostDefaults)] {
			names = append(names, code(name))
		}
		if more := len(s.Resources) - mostDefaults; more > 0 {
			names = append(names, markup(m.words.andMore(more)))
		}
		row := "- " + prose(sort(s, m.lang)) + ": " + joined(names, ", ") + "\n"
		if !m.fits(row) {
			m.out.print("\n%s\n", markup(m.words.leftOut(len(d.Sorts)-i)))
			return
		}
		m.out.print("%s", row)
	}
}

// jsonDefaults is what AWS made by itself.
type jsonDefaults struct {
	Catalogue int               `json:"catalogue"`
	Sorts     []jsonDefaultSort `json:"sorts"`
}

type jsonDefaultSort struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Name      string   `json:"name"`
	Source    string   `json:"source"`
	Resources []string `json:"resources"`
}

func toJSONDefaults(d *finding.Defaults, l finding.Lang) *jsonDefaults {
	if d == nil {
		return nil
	}
	j := &jsonDefaults{Catalogue: d.Catalogue, Sorts: []jsonDefaultSort{}}
	for _, s := range d.Sorts {
		j.Sorts = append(j.Sorts, jsonDefaultSort{s.ID, s.Type, s.Name.In(l), s.Source, s.Resources})
	}
	return j
}
