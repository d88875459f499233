package finding

import (
	"cmp"
	"container/heap"
	"slices"
)

// Left counts findings that a report does not have in memory, because there are more of
// their kind than any form but the whole one shows. They come behind those of their kind
// that it has.
type Left struct {
	// Severities counts those that are not accepted; each is a cause of its own, but for
	// those that follow from another, which Follows counts.
	Severities [Note + 1]int
	Follows    int
	Accepted   int
}

// Total is how many there are, Causes how many causes those are that are not accepted.
func (l *Left) Total() int {
	n := l.accepted()
	for s := range Note + 1 {
		n += l.count(s)
	}
	return n
}

// Causes is how many causes they are.
func (l *Left) Causes() int {
	if l == nil {
		return 0
	}
	return l.Total() - l.Accepted - l.Follows
}

func (l *Left) count(s Severity) int {
	if l == nil {
		return 0
	}
	return l.Severities[s]
}

func (l *Left) accepted() int {
	if l == nil {
		return 0
	}
	return l.Accepted
}

// Gather takes the findings of Rest into the report, after settle has been asked of each:
// all of them, or where most is above zero the first so many as causes are ordered. The
// others are counted.
func (r *Report) Gather(most int, settle func(*Finding)) {
	if r.Rest == nil {
		return
	}
	first := &firstFew{}
	for f := range r.Rest {
		settle(f)
		heap.Push(first, f)
		if most == 0 || first.Len() <= most {
			continue
		}
		last := heap.Pop(first).(*Finding)
		if r.Left == nil {
			r.Left = &Left{}
		}
		switch {
		case last.Accepted != nil:
			r.Left.Accepted++
		default:
			r.Left.Severities[last.Severity]++
			if last.Follows {
				r.Left.Follows++
			}
		}
	}
	r.Rest = nil
	r.Findings = slices.Concat(r.Findings, List(*first))
	r.Findings.Sort()
}

// firstFew is a heap that has the last of its findings on top.
type firstFew List

func (l firstFew) Len() int           { return len(l) }
func (l firstFew) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l firstFew) Less(i, j int) bool { return compareLone(l[i], l[j]) > 0 }
func (l *firstFew) Push(x any)        { *l = append(*l, x.(*Finding)) }

func (l *firstFew) Pop() any {
	last := len(*l) - 1
	f := (*l)[last]
	(*l)[last] = nil
	*l = (*l)[:last]
	return f
}

// compareLone orders findings of which each is a cause of its own; what is accepted
// comes last.
func compareLone(a, b *Finding) int {
	return cmp.Or(order(a.Accepted == nil, b.Accepted == nil), cmp.Compare(b.Harm, a.Harm),
		cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Cause.ID(), b.Cause.ID()))
}
