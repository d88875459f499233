package packet

import (
	"cmp"
	"math/bits"
	"net/netip"
	"slices"
)

// number is a value of any dimension of a packet. IPv4 addresses are the IPv6
// addresses that they are mapped to, so that both families are one line.
type number struct{ hi, lo uint64 }

func (n number) compare(m number) int {
	return cmp.Or(cmp.Compare(n.hi, m.hi), cmp.Compare(n.lo, m.lo))
}

// next is the number after n, and false after the last.
func (n number) next() (number, bool) {
	lo, carry := bits.Add64(n.lo, 1, 0)
	hi, over := bits.Add64(n.hi, 0, carry)
	return number{hi, lo}, over == 0
}

// before is the number before n, which is not the first.
func (n number) before() number {
	lo, borrow := bits.Sub64(n.lo, 1, 0)
	hi, _ := bits.Sub64(n.hi, 0, borrow)
	return number{hi, lo}
}

func small(n int) number { return number{0, uint64(n)} }

func ofAddr(a netip.Addr) number {
	b := a.As16()
	var n number
	for i := range 8 {
		n.hi, n.lo = n.hi<<8|uint64(b[i]), n.lo<<8|uint64(b[i+8])
	}
	return n
}

func (n number) addr() netip.Addr {
	var b [16]byte
	for i := range 8 {
		b[i], b[i+8] = byte(n.hi>>(56-8*i)), byte(n.lo>>(56-8*i))
	}
	return netip.AddrFrom16(b).Unmap()
}

// span is a run of numbers, both ends included.
type span struct{ first, last number }

// spans are numbers as sorted runs that neither overlap nor touch, which makes
// equal sets equal values.
type spans []span

func (s spans) equal(t spans) bool { return slices.Equal(s, t) }

func (s spans) intersect(t spans) spans {
	var all spans
	for i, j := 0, 0; i < len(s) && j < len(t); {
		first, last := s[i].first, s[i].last
		if t[j].first.compare(first) > 0 {
			first = t[j].first
		}
		if t[j].last.compare(last) < 0 {
			last = t[j].last
		}
		if first.compare(last) <= 0 {
			all = append(all, span{first, last})
		}
		if s[i].last.compare(t[j].last) < 0 {
			i++
		} else {
			j++
		}
	}
	return all
}

func (s spans) subtract(t spans) spans {
	var all spans
	j := 0
	for _, r := range s {
		first, left := r.first, true
		for j < len(t) && t[j].last.compare(first) < 0 {
			j++
		}
		for k := j; left && k < len(t) && t[k].first.compare(r.last) <= 0; k++ {
			if t[k].first.compare(first) > 0 {
				all = append(all, span{first, t[k].first.before()})
			}
			if first, left = t[k].last.next(); left {
				left = first.compare(r.last) <= 0
			}
		}
		if left {
			all = append(all, span{first, r.last})
		}
	}
	return all
}

func (s spans) union(t spans) spans {
	all := slices.Concat(s, t)
	if len(s) == 0 || len(t) == 0 {
		return all
	}
	return all.tidy()
}

// tidy sorts runs and joins those that overlap or touch.
func (s spans) tidy() spans {
	slices.SortFunc(s, func(a, b span) int { return a.first.compare(b.first) })
	joined := s[:0]
	for _, r := range s {
		if len(joined) > 0 {
			last := &joined[len(joined)-1]
			if after, more := last.last.next(); !more || r.first.compare(after) <= 0 {
				if r.last.compare(last.last) > 0 {
					last.last = r.last
				}
				continue
			}
		}
		joined = append(joined, r)
	}
	return joined
}

func (s spans) compare(t spans) int {
	return slices.CompareFunc(s, t, func(a, b span) int {
		return cmp.Or(a.first.compare(b.first),
			a.last.compare(b.last))
	})
}

func (s spans) has(n number) bool {
	return slices.ContainsFunc(s, func(r span) bool { return r.first.compare(n) <= 0 && n.compare(r.last) <= 0 })
}

// Run is the first and the last of the numbers; one is false when there are gaps
// between them, or none at all.
func (n Numbers) Run() (first, last int, one bool) {
	if len(n.in) != 1 {
		return 0, 0, false
	}
	return int(n.in[0].first.lo), int(n.in[0].last.lo), true
}
