package packet

import (
	"fmt"
	"net/netip"
	"strings"
)

// Addresses are a set of IPv4 and IPv6 addresses. The zero value is empty.
// Equal sets are equal values.
type Addresses struct{ in spans }

// Prefix are the addresses of a block.
func Prefix(p netip.Prefix) Addresses {
	p = p.Masked()
	first := ofAddr(p.Addr())
	host := 128 - p.Bits()
	if p.Addr().Is4() {
		host = 32 - p.Bits()
	}
	last := first
	switch {
	case host >= 128:
		last = number{^uint64(0), ^uint64(0)}
	case host >= 64:
		last.hi, last.lo = first.hi|(1<<(host-64)-1), ^uint64(0)
	default:
		last.lo |= 1<<host - 1
	}
	all := Addresses{spans{{first, last}}}
	if p.Addr().Is6() && p.Bits() < 96 { // IPv4 lies in the line of IPv6, and is not of it
		all.in = all.in.subtract(mapped.in)
	}
	return all
}

// mapped are all IPv4 addresses.
var mapped = Addresses{spans{{number{0, 0xffff << 32}, number{0, 0xffff<<32 | 0xffffffff}}}}

// ParseAddresses are those of a block or a single address, as text; ok is false
// for text that is neither.
func ParseAddresses(text string) (a Addresses, ok bool) {
	if p, err := netip.ParsePrefix(text); err == nil && !p.Addr().Is4In6() {
		return Prefix(p), true
	}
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
		addr = addr.Unmap()
		return Prefix(netip.PrefixFrom(addr, addr.BitLen())), true
	}
	return Addresses{}, false
}

// Blocks are the addresses of several blocks together, as text. Text that is no
// block adds nothing.
func Blocks(blocks ...string) Addresses {
	var all Addresses
	for _, b := range blocks {
		a, _ := ParseAddresses(b)
		all = all.Union(a)
	}
	return all
}

// IPv4 are all addresses of that family.
func IPv4() Addresses { return mapped }

// IPv6 are all addresses of that family.
func IPv6() Addresses { return Blocks("::/0") }

// Internet are the addresses that the internet routes. Blocks for documentation
// are among them: examples and tests stand for the internet with those.
func Internet() Addresses {
	return IPv4().Subtract(Blocks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
		"172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3")).Union(Blocks("2000::/3"))
}

// IsEmpty reports whether there is no address.
func (a Addresses) IsEmpty() bool { return len(a.in) == 0 }

// Equal reports whether both have the same addresses.
func (a Addresses) Equal(b Addresses) bool { return a.in.equal(b.in) }

// Union has the addresses of either.
func (a Addresses) Union(b Addresses) Addresses { return Addresses{a.in.union(b.in)} }

// Intersect has the addresses of both.
func (a Addresses) Intersect(b Addresses) Addresses { return Addresses{a.in.intersect(b.in)} }

// Subtract has the addresses of a that b has not.
func (a Addresses) Subtract(b Addresses) Addresses { return Addresses{a.in.subtract(b.in)} }

// Within reports whether b has every address of a.
func (a Addresses) Within(b Addresses) bool { return len(a.in.subtract(b.in)) == 0 }

// Prefixes are the fewest blocks that make up the addresses, in order.
func (a Addresses) Prefixes() []netip.Prefix {
	var all []netip.Prefix
	for _, r := range a.in {
		for _, part := range [][]span{spans{r}.intersect(mapped.in), spans{r}.subtract(mapped.in)} {
			for _, s := range part {
				all = append(all, blocks(s)...)
			}
		}
	}
	return all
}

// blocks cuts a run of one family into the largest blocks that fit.
func blocks(s span) []netip.Prefix {
	var all []netip.Prefix
	width := 128
	if s.first.addr().Is4() {
		width = 32
	}
	for first, more := s.first, true; more && first.compare(s.last) <= 0; {
		length := width
		for length > 0 {
			wider := netip.PrefixFrom(first.addr(), length-1).Masked()
			if wider.Addr() != first.addr() || !within(wider, s) {
				break
			}
			length--
		}
		p := netip.PrefixFrom(first.addr(), length)
		all = append(all, p)
		first, more = lastOf(p).next()
	}
	return all
}

func within(p netip.Prefix, s span) bool { return lastOf(p).compare(s.last) <= 0 }

// lastOf is the last address of a block, of all numbers of its line.
func lastOf(p netip.Prefix) number {
	first, host := ofAddr(p.Addr()), p.Addr().BitLen()-p.Bits()
	switch {
	case host >= 128:
		return number{^uint64(0), ^uint64(0)}
	case host >= 64:
		return number{first.hi | (1<<(host-64) - 1), ^uint64(0)}
	}
	return number{first.hi, first.lo | (1<<host - 1)}
}

// String shows the blocks, and how many more there are beyond the first few.
func (a Addresses) String() string {
	const shown = 4
	var words []string
	prefixes := a.Prefixes()
	for i, p := range prefixes {
		if i == shown && len(prefixes) > shown+1 {
			words = append(words, fmt.Sprintf("… (%d)", len(prefixes)))
			break
		}
		if p.IsSingleIP() {
			words = append(words, p.Addr().String())
		} else {
			words = append(words, p.String())
		}
	}
	return strings.Join(words, ", ")
}

// Anybody reports whether so much of the internet is among the addresses that they
// cannot be one organisation's: as much together as a /8 of IPv4, or a /16 of IPv6.
func (a Addresses) Anybody() bool {
	var v4, v6 uint64
	for _, s := range a.Intersect(Internet()).in {
		if s.first.addr().Is4() {
			v4 += s.last.lo - s.first.lo + 1
		} else {
			v6 += s.last.hi - s.first.hi + 1
		}
	}
	return v4 >= 1<<24 || v6 >= 1<<48
}
