package diff

// Pair says that item Before of one list is item After of another; -1 stands
// for none.
type Pair struct{ Before, After int }

// mostCells bounds the table that [Align] fills.
const mostCells = 4 << 20

// Align ties the items of two lists together without changing the order of
// either, so that the sum of their scores is largest; items whose score is 0 are
// never tied. Pairs are in the order of both lists, what is gone before what came
// in its place. Of lists that are too long and too different, what lies between
// their equal ends is told as gone and new.
func Align(before, after int, score func(i, j int) int) []Pair {
	best := 0
	for i := range min(before, 64) {
		for j := range min(after, 64) {
			best = max(best, score(i, j))
		}
	}
	first := 0
	for first < before && first < after && best > 0 && score(first, first) == best {
		first++
	}
	last := 0
	for last < before-first && last < after-first && best > 0 && score(before-1-last, after-1-last) == best {
		last++
	}
	var pairs []Pair
	for i := range first {
		pairs = append(pairs, Pair{i, i})
	}
	pairs = append(pairs, between(first, before-last, first, after-last, score)...)
	for k := last; k > 0; k-- {
		pairs = append(pairs, Pair{before - k, after - k})
	}
	return pairs
}

// between aligns the items from a to z of one list with those from b to y of
// the other.
func between(a, z, b, y int, score func(i, j int) int) []Pair {
	n, m := z-a, y-b
	tie := n*m <= mostCells
	var sums [][]int // of what follows i and j
	if tie {
		sums = make([][]int, n+1)
		for i := range sums {
			sums[i] = make([]int, m+1)
		}
		for i := n - 1; i >= 0; i-- {
			for j := m - 1; j >= 0; j-- {
				sums[i][j] = max(sums[i+1][j], sums[i][j+1])
				if s := score(a+i, b+j); s > 0 {
					sums[i][j] = max(sums[i][j], s+sums[i+1][j+1])
				}
			}
		}
	}
	var pairs []Pair
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case tie && i < n && j < m && tied(sums, i, j, score(a+i, b+j)):
			pairs = append(pairs, Pair{a + i, b + j})
			i, j = i+1, j+1
		case i < n && (j == m || !tie || sums[i+1][j] >= sums[i][j+1]):
			pairs = append(pairs, Pair{a + i, -1})
			i++
		default:
			pairs = append(pairs, Pair{-1, b + j})
			j++
		}
	}
	return pairs
}

func tied(sums [][]int, i, j, score int) bool {
	return score > 0 && sums[i][j] == score+sums[i+1][j+1]
}
