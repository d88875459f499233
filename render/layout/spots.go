package layout

// Spot is where a child of a group stands among its siblings.
type Spot struct {
	// ID is that of the node or group.
	ID string
	// Rank is the rank it is in, on the scale of Place.Rank.
	Rank int
	// First says that it begins a rank.
	First bool
}

// Spots are the children of all groups as placement arranges them: group by
// group, rank by rank, in the order of each rank. Handed in again as hints, they
// give the same arrangement. Nodes on borders have no spot.
func Spots(g *Graph) ([]Spot, error) {
	t, err := newTree(g)
	if err != nil {
		return nil, err
	}
	p, links := place(t), linksOf(t)
	var all []Spot
	for i, ranks := range p.ranks {
		if t.items[i].group == nil {
			continue
		}
		r := newRanker(t, i, links[i])
		r.rows() // gives a rank to what nothing ties to the others
		for _, rank := range ranks {
			for k, at := range rank {
				s := Spot{Rank: r.rank[at], First: k == 0}
				if it := t.items[at]; it.node != nil {
					s.ID = it.node.ID
				} else {
					s.ID = it.group.ID
				}
				all = append(all, s)
			}
		}
	}
	return all, nil
}
