package packet

import (
	"fmt"
	"strings"
)

// Numbers are a set of protocol numbers or ports, 0 to 65535. The zero value is
// empty. Equal sets are equal values.
type Numbers struct{ in spans }

// Range are the numbers from first to last, both included; none when last comes
// before first or either is out of bounds.
func Range(first, last int) Numbers {
	if first < 0 || last > 65535 || first > last {
		return Numbers{}
	}
	return Numbers{spans{{small(first), small(last)}}}
}

// AnyNumber are all of them.
func AnyNumber() Numbers { return Range(0, 65535) }

// AnyProtocol are all numbers that a protocol may have.
func AnyProtocol() Numbers { return Range(0, 255) }

// Everywhere are all addresses of both families.
func Everywhere() Addresses { return Addresses{spans{{number{}, number{^uint64(0), ^uint64(0)}}}} }

// The protocols that have something in the place of ports.
const (
	ICMPv4 = 1
	TCP    = 6
	UDP    = 17
	ICMPv6 = 58
)

// ICMP are the numbers that stand for a type and code in the place of ports; -1
// stands for any.
func ICMP(typ, code int) Numbers {
	if typ < 0 {
		return AnyNumber()
	}
	if code < 0 {
		return Range(typ<<8, typ<<8|255)
	}
	return Range(typ<<8|code, typ<<8|code)
}

// IsEmpty reports whether there is no number.
func (n Numbers) IsEmpty() bool { return len(n.in) == 0 }

// Equal reports whether both have the same numbers.
func (n Numbers) Equal(m Numbers) bool { return n.in.equal(m.in) }

// Union has the numbers of either.
func (n Numbers) Union(m Numbers) Numbers { return Numbers{n.in.union(m.in)} }

// Intersect has the numbers of both.
func (n Numbers) Intersect(m Numbers) Numbers { return Numbers{n.in.intersect(m.in)} }

// Subtract has the numbers of n that m has not.
func (n Numbers) Subtract(m Numbers) Numbers { return Numbers{n.in.subtract(m.in)} }

// Within reports whether m has every number of n.
func (n Numbers) Within(m Numbers) bool { return len(n.in.subtract(m.in)) == 0 }

// String shows the runs: "443, 8000-8100".
func (n Numbers) String() string {
	var words []string
	for _, s := range n.in {
		if s.first == s.last {
			words = append(words, fmt.Sprint(s.first.lo))
		} else {
			words = append(words, fmt.Sprintf("%d-%d", s.first.lo, s.last.lo))
		}
	}
	return strings.Join(words, ", ")
}
