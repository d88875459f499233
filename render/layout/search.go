package layout

// What a line costs besides its length, in user units.
const (
	bendCost  = 60
	crossCost = 90
	crowdCost = 3 // for each line that already runs along
)

// search finds a cheapest way along the wires for one edge after another. Its
// slices are reused; stamp tells what belongs to the present search.
type search struct {
	s       *space
	stamp   int
	open    []int // by group: the stamp when lines may enter it
	cost    []int // by state: vertex*4 + side the line came through
	seen    []int
	done    []int
	parent  []int
	heap    []entry
	use     [][2]int // by vertex: lines along its East and South links
	targets []Box
}

type entry struct{ key, state int }

func newSearch(s *space) *search {
	n := 4 * len(s.vertices)
	return &search{
		s: s, open: make([]int, len(s.box)), cost: make([]int, n), seen: make([]int, n),
		done: make([]int, n), parent: make([]int, n), use: make([][2]int, len(s.vertices)),
	}
}

// step is a vertex of a path; side is where the path leaves it.
type step struct {
	vertex int
	side   Side
}

// path is the cheapest way from one end of an edge to the other, or nil.
func (r *search) path(e ends) []step {
	r.stamp++
	r.allow(e.from, e.common)
	r.allow(e.to, e.common)
	r.heap = r.heap[:0]
	target := r.s.box[e.to]
	for _, p := range r.s.ports[e.from] {
		if e.from == e.to && r.s.vertices[p].side != r.s.vertices[r.s.ports[e.from][0]].side {
			continue
		}
		for side := East; side <= North; side++ {
			if next := r.s.vertices[p].next[side]; next >= 0 && r.enters(next, e.to) {
				state := p*4 + int(side)
				r.seen[state], r.cost[state], r.parent[state] = r.stamp, 0, -1
				r.push(entry{distance(r.s.vertices[p].at, target), state})
			}
		}
	}
	for len(r.heap) > 0 {
		state := r.pop().state
		if r.done[state] == r.stamp {
			continue
		}
		r.done[state] = r.stamp
		v := state / 4
		if r.s.vertices[v].item == e.to && r.parent[state] >= 0 && r.ends(v, e) {
			return r.trace(state)
		}
		r.expand(state, e, target)
	}
	return nil
}

// ends reports whether a line may end at vertex v: a line to itself ends at
// another side than it began.
func (r *search) ends(v int, e ends) bool {
	return e.from != e.to || r.s.vertices[v].side != r.s.vertices[r.s.ports[e.from][0]].side
}

// allow opens the groups from item at up to group common.
func (r *search) allow(at, common int) {
	if r.s.t.items[at].node != nil || at == common {
		r.open[at] = r.stamp
	}
	for at != common {
		at = r.s.t.items[at].parent
		r.open[at] = r.stamp
	}
}

// enters reports whether a line on its way to item to may touch vertex v.
func (r *search) enters(v, to int) bool {
	vertex := &r.s.vertices[v]
	if vertex.item == to {
		return true
	}
	return r.open[vertex.group] == r.stamp && (vertex.item < 0 || r.s.t.items[vertex.item].group != nil)
}

// expand looks at where a line can go on. A state is a vertex and the side
// through which the line goes on from the vertex before, that is its direction.
func (r *search) expand(state int, e ends, target Box) {
	v, came := state/4, Side(state%4)
	vertex := &r.s.vertices[v]
	if r.parent[state] < 0 {
		r.move(state, vertex.next[came], came, 0, e, target)
		return
	}
	for side := East; side <= North; side++ {
		next := vertex.next[side]
		if next < 0 || side == came.opposite() || !r.enters(next, e.to) {
			continue
		}
		extra := 0
		if side != came {
			extra = bendCost
			if vertex.item >= 0 {
				continue
			}
		} else {
			extra = crossCost * r.across(v, side)
		}
		r.move(state, next, side, extra, e, target)
	}
}

// across is the number of lines that a line going straight on at v would cross.
func (r *search) across(v int, side Side) int {
	if side.horizontal() {
		return min(r.along(v, South), r.along(v, North))
	}
	return min(r.along(v, East), r.along(v, West))
}

// along is the number of lines on the link of v through side.
func (r *search) along(v int, side Side) int {
	switch side {
	case East, South:
		return r.use[v][side]
	}
	if w := r.s.vertices[v].next[side]; w >= 0 {
		return r.use[w][side.opposite()]
	}
	return 0
}

func (r *search) move(state, next int, side Side, extra int, e ends, target Box) {
	at := r.s.vertices[next].at
	from := r.s.vertices[state/4].at
	to := next*4 + int(side)
	cost := r.cost[state] + extra + abs(at.X-from.X) + abs(at.Y-from.Y) + crowdCost*r.along(state/4, side)
	if r.seen[to] == r.stamp && r.cost[to] <= cost {
		return
	}
	r.seen[to], r.cost[to], r.parent[to] = r.stamp, cost, state
	r.push(entry{cost + distance(at, target), to})
}

// distance is how far a point is from a box, along the axes.
func distance(p Point, b Box) int {
	return max(b.X-p.X, p.X-b.X-b.W, 0) + max(b.Y-p.Y, p.Y-b.Y-b.H, 0)
}

func (r *search) trace(state int) []step {
	var back []step
	side := Side(state % 4)
	for ; state >= 0; state = r.parent[state] {
		back = append(back, step{state / 4, side})
		side = Side(state % 4)
	}
	path := make([]step, len(back))
	for i := range back {
		path[len(back)-1-i] = back[i]
	}
	return path
}

// occupy counts a path's line (or, with -1, takes it away again).
func (r *search) occupy(path []step, by int) {
	for i := 0; i+1 < len(path); i++ {
		v, side := path[i].vertex, path[i].side
		if side == West || side == North {
			v, side = path[i+1].vertex, side.opposite()
		}
		r.use[v][side] += by
	}
}

func (r *search) push(e entry) {
	r.heap = append(r.heap, e)
	for i := len(r.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if !r.heap[i].before(r.heap[up]) {
			return
		}
		r.heap[i], r.heap[up] = r.heap[up], r.heap[i]
		i = up
	}
}

func (r *search) pop() entry {
	top := r.heap[0]
	last := len(r.heap) - 1
	r.heap[0] = r.heap[last]
	r.heap = r.heap[:last]
	for i := 0; ; {
		down := 2*i + 1
		if down >= last {
			return top
		}
		if down+1 < last && r.heap[down+1].before(r.heap[down]) {
			down++
		}
		if !r.heap[down].before(r.heap[i]) {
			return top
		}
		r.heap[i], r.heap[down] = r.heap[down], r.heap[i]
		i = down
	}
}

func (a entry) before(b entry) bool {
	return a.key < b.key || a.key == b.key && a.state < b.state
}
