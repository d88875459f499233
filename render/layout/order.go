package layout

import (
	"cmp"
	"slices"
)

// Which of two lines on one wire lies to the left decides whether they cross where
// they part. Each end of the stretch that they share has a vote: what turns to the
// left there had better lie on the left. Where the votes of more than two lines
// contradict one another, the line is put first that the fewest of the others want
// before themselves, as in ranking a tournament. Comparing every pair on a wire
// takes time quadratic in the lines on that wire, not in those of the picture.

// rankRuns orders runs that were searched for along the same wire, so that
// lines cross only where they must. It returns the order of each run's head
// among those at the same coordinate.
func rankRuns(courses []*course, horizontal bool) map[*run]int {
	members := map[*run][]*run{}
	var heads []*run
	for _, c := range courses {
		for _, r := range c.runs {
			if r.horizontal != horizontal {
				continue
			}
			h := r.head()
			if len(members[h]) == 0 {
				heads = append(heads, h)
			}
			members[h] = append(members[h], r)
		}
	}
	slices.SortStableFunc(heads, func(a, b *run) int { return cmp.Compare(a.at, b.at) })
	rank := make(map[*run]int, len(heads))
	for i := 0; i < len(heads); {
		j := i
		for j < len(heads) && heads[j].at == heads[i].at {
			j++
		}
		for _, cluster := range clusters(heads[i:j], members) {
			for k, h := range sortCluster(cluster, members) {
				rank[h] = k
			}
		}
		i = j
	}
	return rank
}

// clusters divides heads at one coordinate into those whose extents meet.
func clusters(heads []*run, members map[*run][]*run) [][]*run {
	if len(heads) == 1 {
		return [][]*run{heads}
	}
	extent := func(h *run) interval {
		e := interval{h.lo, h.hi}
		for _, m := range members[h] {
			e.lo, e.hi = min(e.lo, m.lo), max(e.hi, m.hi)
		}
		return e
	}
	sorted := slices.Clone(heads)
	slices.SortStableFunc(sorted, func(a, b *run) int { return cmp.Compare(extent(a).lo, extent(b).lo) })
	var out [][]*run
	end := 0
	for i, h := range sorted {
		if i == 0 || extent(h).lo > end {
			out = append(out, nil)
			end = extent(h).hi
		}
		out[len(out)-1] = append(out[len(out)-1], h)
		end = max(end, extent(h).hi)
	}
	return out
}

// sortCluster puts first, again and again, the run that the fewest of the
// remaining ones want before them.
func sortCluster(cluster []*run, members map[*run][]*run) []*run {
	n := len(cluster)
	if n == 1 {
		return cluster
	}
	votes := make([]int, n*n) // > 0: i before j
	for i := range n {
		for j := range i {
			sum := 0
			for _, a := range members[cluster[i]] {
				for _, b := range members[cluster[j]] {
					sum += before(a, b)
				}
			}
			votes[i*n+j], votes[j*n+i] = sum, -sum
		}
	}
	waiting := make([]int, n) // for how many of those not taken yet
	for i := range n {
		for j := range n {
			if votes[i*n+j] < 0 {
				waiting[i]++
			}
		}
	}
	out := make([]*run, 0, n)
	for range n {
		best := -1
		for i := range n {
			if waiting[i] >= 0 && (best < 0 || waiting[i] < waiting[best]) {
				best = i
			}
		}
		for j := range n {
			if votes[j*n+best] < 0 && waiting[j] > 0 {
				waiting[j]--
			}
		}
		waiting[best] = -1
		out = append(out, cluster[best])
	}
	return out
}

// before votes on which of two parallel runs at one coordinate lies left (or
// above): positive for a. Each end where they part has a vote.
func before(a, b *run) int {
	if max(a.lo, b.lo) > min(a.hi, b.hi) {
		return 0
	}
	return atEnd(a, b, false) + atEnd(a, b, true)
}

// atEnd votes at the high or low end of the stretch that a and b share: what
// turns left there had better be on the left; what goes on, or ends, does not mind.
func atEnd(a, b *run, high bool) int {
	ea, eb := a.lo, b.lo
	if high {
		ea, eb = a.hi, b.hi
	}
	if ea == eb {
		return parting(a, b, high, 8)
	}
	aEndsFirst := (ea < eb) == high
	if aEndsFirst {
		return -a.turn(high)
	}
	return b.turn(high)
}

// turn is -1 when the run turns to lower coordinates at its high or low end, 1
// when to higher ones, 0 when the line ends there.
func (r *run) turn(high bool) int {
	next := r.after(high)
	if next == nil {
		return 0
	}
	if next.hi > r.at && next.lo < r.at { // touches at one of its ends only
		return 0
	}
	if next.hi > r.at {
		return 1
	}
	return -1
}

// after is the run that continues r at its high or low end.
func (r *run) after(high bool) *run {
	next, prev := r.next(), r.prev()
	along := 0
	if high {
		along = r.hi
	} else {
		along = r.lo
	}
	if next != nil && next.at == along && (prev == nil || prev.at != along || r.forward() == high) {
		return next
	}
	if prev != nil && prev.at == along {
		return prev
	}
	return nil
}

// forward reports whether the course leads towards higher coordinates on r.
func (r *run) forward() bool {
	if n := r.next(); n != nil {
		return n.at == r.hi
	}
	if p := r.prev(); p != nil {
		return p.at == r.lo
	}
	return true
}

// parting follows two lines that end their common stretch at the same place
// until they part.
func parting(a, b *run, high bool, depth int) int {
	ta, tb := a.turn(high), b.turn(high)
	if ta != tb {
		return cmp.Compare(tb, ta)
	}
	if ta == 0 || depth == 0 {
		return 0
	}
	na, nb := a.after(high), b.after(high)
	if na.at != nb.at || na.head() == nb.head() {
		return 0
	}
	// Both turn the same way. At the outer side of the turn lies what is lower
	// (or more to the right) after it when the turn is from the high end to the
	// higher side, and so on: each of the two choices mirrors the order once.
	far := ta > 0
	vote := 0
	ea, eb := na.lo, nb.lo
	if far {
		ea, eb = na.hi, nb.hi
	}
	switch {
	case ea == eb:
		vote = parting(na, nb, far, depth-1)
	case (ea < eb) == far:
		vote = -na.turn(far)
	default:
		vote = nb.turn(far)
	}
	if high == far {
		return -vote
	}
	return vote
}
