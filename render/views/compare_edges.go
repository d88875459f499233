package views

import (
	"slices"

	"asbuilt/finding"
)

// edges marks the lines of the later diagram and brings back those that are
// gone. Views bundle connections into lines as it suits the whole: a line is new
// or gone only when a connection is, not when it goes another way.
func (c *comparison) edges(before, after *Diagram) {
	d := c.out.Diagram
	d.Edges = nil
	pairs, rest := c.pairEdges(before.Edges, after.Edges)
	had, has := connectionsIn(before), connectionsIn(after)
	taken := map[string]bool{}
	for _, e := range after.Edges {
		own := *e
		own.Trunk = ""
		if was := pairs[e]; was != nil {
			own.Marks = newMarks(was.Marks, e.Marks)
		}
		if mark := c.edgeMark(pairs[e], e, had, has); mark != "" {
			own.Marks, c.out.Any = withFirst(own.Marks, mark), true
			if was := pairs[e]; was != nil {
				tellLost(&own, was)
			}
		}
		taken[own.ID] = true
		d.Edges = append(d.Edges, &own)
	}
	for _, e := range rest {
		lost := without(e.Connections, has)
		if len(e.Connections) > 0 && len(lost) == 0 {
			continue // it is drawn another way
		}
		c.out.Any = true
		own := *e
		own.Trunk, own.Marks, own.Connections = "", c.goneMarks(lost), lost
		own.From, own.To = c.later(e.From), c.later(e.To)
		for taken[own.ID] {
			own.ID += "/gone"
		}
		taken[own.ID] = true
		if own.From != own.To && c.holder[own.From] != nil && c.holder[own.To] != nil {
			d.Edges = append(d.Edges, &own)
		}
	}
}

// tellLost says on a line what it said before, and what protected it and does no more.
func tellLost(is, was *Edge) {
	is.LostTLS, is.LostMask = was.TLS && !is.TLS, was.Masked && !is.Masked
	is.Label = wasAndIs(was.Label, is.Label)
	if len(was.More) == len(is.More) {
		is.More = slices.Clone(is.More)
		for i, t := range was.More {
			is.More[i] = wasAndIs(t, is.More[i])
		}
		return
	}
	is.More = slices.Clone(is.More)
	for _, t := range was.More {
		if !slices.Contains(is.More, t) && t != is.Label {
			is.More = append(is.More, wasAndIs(t, finding.Text{}))
		}
	}
}

// pairEdges ties lines with the same ends, as near as can be, and is what is
// left of the earlier ones.
func (c *comparison) pairEdges(before, after []*Edge) (pairs map[*Edge]*Edge, rest []*Edge) {
	rest = slices.Clone(before)
	pairs = map[*Edge]*Edge{}
	for _, near := range []func(a, b *Edge) bool{
		func(a, b *Edge) bool { return a.ID == b.ID },
		func(a, b *Edge) bool { return a.Kind == b.Kind },
		func(_, _ *Edge) bool { return true },
	} {
		for _, e := range after {
			if pairs[e] != nil {
				continue
			}
			i := slices.IndexFunc(rest, func(x *Edge) bool {
				return c.later(x.From) == e.From && c.later(x.To) == e.To && near(x, e)
			})
			if i >= 0 {
				pairs[e] = rest[i]
				rest = slices.Delete(rest, i, i+1)
			}
		}
	}
	return pairs, rest
}

// edgeMark is what became of a line of the later diagram; had and has are the
// connections of both.
func (c *comparison) edgeMark(was, is *Edge, had, has map[string]bool) Mark {
	came := without(is.Connections, had)
	isNew := func(id string) bool { return !c.models.Before(id) }
	revised := slices.ContainsFunc(is.Connections, c.models.Revised)
	switch {
	case was == nil && (len(is.Connections) == 0 || slices.ContainsFunc(came, isNew)):
		return New
	case was == nil && len(came) > 0:
		return Moved
	case was == nil && revised:
		return Revised
	case was == nil:
		return ""
	case len(came) > 0 || len(without(was.Connections, has)) > 0:
		return Revised
	case !sameSet(was.Connections, is.Connections):
		if revised {
			return Revised
		}
	case !alikeEdges(was, is):
		return Revised
	}
	return ""
}

// connectionsIn are the connections that a diagram shows.
func connectionsIn(d *Diagram) map[string]bool {
	all := map[string]bool{}
	for _, e := range d.Edges {
		for _, id := range e.Connections {
			all[id] = true
		}
	}
	return all
}

// without are the ids that are not in set.
func without(ids []string, set map[string]bool) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return set[id] })
}

func sameSet(a, b []string) bool {
	set := func(ids []string) []string { return slices.Compact(slices.Sorted(slices.Values(ids))) }
	return slices.Equal(set(a), set(b))
}

// alikeEdges reports whether two lines with the same ends say the same.
func alikeEdges(a, b *Edge) bool {
	return a.Kind == b.Kind && a.Label == b.Label && slices.Equal(a.More, b.More) &&
		a.TLS == b.TLS && a.Plain == b.Plain && a.Masked == b.Masked && a.Personal == b.Personal &&
		slices.Equal(a.Marks, b.Marks)
}
