package discover

import (
	"slices"
	"time"

	"asbuilt/finding"
)

// Merge makes one snapshot of shards that cover different accounts, regions or
// operations. Its moment is that of the oldest shard, so that nothing in it is
// older than it says. A cell that two shards read at different moments is an
// error, unless latest says that the newer one shall speak.
func Merge(shards []*Snapshot, latest bool) (*Snapshot, error) {
	if len(shards) == 0 {
		return nil, finding.Errorf("there is nothing to merge", "합칠 것이 없습니다")
	}
	byAge := slices.SortedStableFunc(slices.Values(shards), func(a, b *Snapshot) int {
		return a.Taken.Compare(b.Taken)
	})
	out := &Snapshot{Taken: byAge[0].Taken}
	owner := map[[3]string]*Snapshot{}
	cells := map[[3]string]Cell{}
	for _, s := range byAge {
		for _, c := range s.Cells {
			key := [3]string{c.Account, c.Region, c.Operation}
			if o := owner[key]; o != nil && !latest && (cells[key] != c || !o.Taken.Equal(s.Taken)) {
				return nil, finding.Errorf(
					"two shards read %s in %s/%s, at %s and at %s; say which shall speak, or merge with --latest",
					"두 조각이 %s을(를) %s/%s에서 읽었습니다(%s, %s). 어느 쪽을 쓸지 정하거나 --latest로 합치십시오",
					c.Operation, c.Account, c.Region, o.Taken.Format(time.DateTime), s.Taken.Format(time.DateTime))
			}
			owner[key], cells[key] = s, c
		}
	}
	for _, c := range cells {
		out.Cells = append(out.Cells, c)
	}
	slices.SortFunc(out.Cells, Cell.compare)
	for _, s := range byAge {
		for _, r := range s.Resources {
			if speaks(s, r, owner) {
				out.Resources = append(out.Resources, r)
			}
		}
	}
	slices.SortStableFunc(out.Resources, (*Resource).compare)
	out.Resources = slices.CompactFunc(out.Resources, func(a, b *Resource) bool { return a.compare(b) == 0 })
	return out, nil
}

// speaks reports whether s is the shard whose word about r counts: that which
// owns the cells r was read by.
func speaks(s *Snapshot, r *Resource, owner map[[3]string]*Snapshot) bool {
	t, _ := Lookup(r.Type)
	for _, op := range t.Read {
		for _, region := range []string{r.Region, Global} {
			if o := owner[[3]string{r.Account, region, op}]; o != nil {
				return o == s
			}
		}
	}
	return true
}
