package analyze

import (
	"slices"

	"asbuilt/model"
)

// feeds are who brings whom events, and whom somebody calls, by id.
type feeds struct {
	to, from map[string][]string
	called   map[string]bool
}

// findFeeds are those of today's connections. What failed elsewhere and is put aside for
// somebody to look at feeds nobody.
func (a *analysis) findFeeds() feeds {
	f := feeds{map[string][]string{}, map[string][]string{}, map[string]bool{}}
	for _, c := range a.connections {
		aside := c.Event != nil && c.Event.By.V == "redrive"
		switch {
		case c.From.ID == c.To.ID || c.Derived:
		case waits(c):
			f.called[c.To.ID] = true
		case c.Kind.V == "event" && !aside && !slices.Contains(f.to[c.From.ID], c.To.ID):
			f.to[c.From.ID] = append(f.to[c.From.ID], c.To.ID)
			f.from[c.To.ID] = append(f.from[c.To.ID], c.From.ID)
		}
	}
	return f
}

// starved are those to which the lost bring events, and those that then get none at
// all: whom nobody else brings any, and nobody calls. No more than a list holds.
func (a *analysis) starved(lost map[string]bool) []*model.Element {
	starved := map[string]bool{}
	var next []string
	for id := range lost {
		next = append(next, id)
	}
	slices.Sort(next)
	gone := func(id string) bool { return lost[id] || starved[id] }
	for len(next) > 0 && len(starved) < MostListed {
		from := next[0]
		next = next[1:]
		for _, id := range a.feeds.to[from] {
			fed := slices.ContainsFunc(a.feeds.from[id], func(source string) bool { return !gone(source) })
			dry := !a.feeds.called[id] && !fed
			if !gone(id) && (lost[from] || dry) && len(starved) < MostListed {
				starved[id] = true
				if dry {
					next = append(next, id)
				}
			}
		}
	}
	var all []*model.Element
	for id := range starved {
		if e := a.m.Element(id); e != nil {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(x, y *model.Element) int { return x.Position.Compare(y.Position) })
	return all
}
