package views

import (
	"slices"
	"strings"

	"asbuilt/model"
	"asbuilt/model/kind"
)

// Twins are elements of one kind, in one place, of one module, that have lines of
// the same kinds to the same others. Where there are more than a few of them one
// box says as much as all of them, and a reader sees at a glance what would
// otherwise have to be compared line by line. Who somebody is, and what belongs to
// others, is never folded: there names are the message.

// fewTwins is how many twins are drawn one by one.
const fewTwins = 4

// findTwins is a word for each of those among all that has more than a few twins,
// the same for twins, going by the connections that a view draws.
func (r *resolver) findTwins(all []*model.Element, draws func(*model.Connection) bool) map[string]string {
	if r.all() { // what somebody chose is what they want to see
		return nil
	}
	lines := map[string][]string{}
	for _, c := range r.m.Connections {
		if !r.exists(c) || !draws(c) {
			continue
		}
		over := " " + c.Kind.V
		for _, via := range c.Via {
			over += " over " + via.ID
		}
		lines[c.From.ID] = append(lines[c.From.ID], "to "+c.To.ID+over)
		lines[c.To.ID] = append(lines[c.To.ID], "from "+c.From.ID+over)
	}
	words, count := map[string]string{}, map[string]int{}
	for _, e := range all {
		k := r.kindOf(e)
		if len(lines[e.ID]) == 0 || isJoint(e) || k.Category == kind.Actor || k.Category == kind.External {
			continue
		}
		slices.Sort(lines[e.ID])
		words[e.ID] = strings.Join(append(lines[e.ID], r.likeness(e)...), "; ")
		count[words[e.ID]]++
	}
	for id, word := range words {
		if count[word] <= fewTwins {
			delete(words, id)
		}
	}
	return words
}

// likeness is what twins have in common besides their lines.
func (r *resolver) likeness(e *model.Element) []string {
	of := []string{
		"of " + r.kindOf(e).ID, "for " + e.Module.ID, "by " + e.Use.ID, "behind " + e.WAF.ID,
		"trusted " + e.TrustZone(), "since " + e.Since.ID, "until " + e.Until.ID, "zones " + strings.Join(letters(e.Zones), ","),
	}
	if e.Boundary != nil {
		of = append(of, "in "+e.Boundary.ID)
	}
	for _, set := range e.Groups {
		of = append(of, "of set "+set.ID)
	}
	return of
}

// bunches are the boxes of the chosen elements: one for each, and one for twins.
func (r *resolver) bunches(chosen []*model.Element, draws func(*model.Connection) bool) []bunch {
	twins := r.findTwins(chosen, draws)
	var all []bunch
	at := map[string]int{}
	for _, e := range chosen {
		word := twins[e.ID]
		if i, ok := at[word]; ok && word != "" {
			all[i].elements = append(all[i].elements, e)
			continue
		}
		at[word] = len(all)
		all = append(all, bunch{elements: []*model.Element{e}})
	}
	for i, b := range all {
		if len(b.elements) == 1 {
			all[i].node = r.node(b.elements[0])
			continue
		}
		all[i].node = r.foldedInto("view/alike-"+b.elements[0].ID, b.elements)
	}
	return all
}

// foldedInto is one node with an id for elements of one kind.
func (r *resolver) foldedInto(id string, all []*model.Element) *Node {
	n := r.nodeOf(all)
	delete(r.shown, n.ID)
	n.ID = id
	r.shown[id] = true
	for _, e := range all {
		r.lifted[e.ID] = id
	}
	n.Place.Order = all[0].Order.V
	return n
}

// firsts are the first elements of bunches, and the nodes of all by them.
func firsts(all []bunch) (elements []*model.Element, nodes map[string]*Node) {
	nodes = map[string]*Node{}
	for _, b := range all {
		elements = append(elements, b.elements[0])
		nodes[b.elements[0].ID] = b.node
	}
	return elements, nodes
}
