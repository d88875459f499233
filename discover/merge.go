package discover

import (
	"errors"
	"iter"
	"slices"
	"time"

	"asbuilt/finding"
)

// Merge makes one snapshot of shards that cover different accounts, regions or
// operations. Its moment is that of the oldest shard, so that nothing in it is
// older than it says. A cell that two shards read at different moments is an
// error, unless latest says that the newer one shall speak. Of shards that were read by
// [Sift], their resources are made anew as they are gone through, one of each at a time.
func Merge(shards []*Snapshot, latest bool) (Contents, error) {
	if len(shards) == 0 {
		return Contents{}, finding.Errorf("there is nothing to merge", "합칠 것이 없습니다")
	}
	byAge := slices.SortedStableFunc(slices.Values(shards), func(a, b *Snapshot) int {
		return a.Taken.Compare(b.Taken)
	})
	out := Contents{Taken: byAge[0].Taken}
	owner := map[[3]string]*Snapshot{}
	cells := map[[3]string]Cell{}
	for _, s := range byAge {
		for _, c := range s.Cells {
			key := [3]string{c.Account, c.Region, c.Operation}
			if o := owner[key]; o != nil && !latest && (cells[key] != c || !o.Taken.Equal(s.Taken)) {
				return Contents{}, finding.Errorf(
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
	out.Resources = func(yield func(*Resource) bool) { eachOf(byAge, owner, yield) }
	out.Err = func() error {
		var all []error
		for _, s := range byAge {
			all = append(all, s.Aside.Err())
		}
		return errors.Join(all...)
	}
	return out, nil
}

// eachOf yields in order the resources of shards, of each the word of the shard that
// counts, and of several that do, that of the first.
func eachOf(shards []*Snapshot, owner map[[3]string]*Snapshot, yield func(*Resource) bool) {
	type queue struct {
		first *Resource
		next  func() (*Resource, bool)
	}
	var queues []*queue
	for _, s := range shards {
		next, stop := iter.Pull(s.All())
		defer stop()
		q := &queue{next: func() (*Resource, bool) {
			for {
				if r, ok := next(); !ok || speaks(s, r, owner) {
					return r, ok
				}
			}
		}}
		q.first, _ = q.next()
		queues = append(queues, q)
	}
	var last *Resource
	for {
		var least *queue
		for _, q := range queues {
			if q.first != nil && (least == nil || q.first.compare(least.first) < 0) {
				least = q
			}
		}
		if least == nil {
			return
		}
		if r := least.first; last == nil || last.compare(r) != 0 {
			if last = r; !yield(r) {
				return
			}
		}
		least.first, _ = least.next()
	}
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
