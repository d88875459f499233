package packet

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"
)

func TestPrefixes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"10.0.1.0/24", "10.0.1.0/24"}, {"10.0.1.7", "10.0.1.7"}, {"10.0.1.9/24", "10.0.1.0/24"}, {"0.0.0.0/0",
			"0.0.0.0/0"},
		{"::/0", "::/0"}, {"2001:db8::/32", "2001:db8::/32"}, {"::1", "::1"}, {"::ffff:10.0.0.1", "10.0.0.1"},
	} {
		a, ok := ParseAddresses(c.in)
		if got := a.String(); !ok || got != c.want && c.in != "::/0" {
			t.Errorf("%s: %q, %v", c.in, got, ok)
		}
	}
	for _, bad := range []string{"", "10.0.0.0/33", "10.0.0", "fe80::1%eth0", "::ffff:10.0.0.0/104", "all"} {
		if a, ok := ParseAddresses(bad); ok {
			t.Errorf("%q is %v", bad, a)
		}
	}
	if got := Blocks("0.0.0.0/1", "128.0.0.0/1"); !got.Equal(IPv4()) {
		t.Errorf("two halves are %v", got)
	}
	if got := Blocks("10.0.0.0/25", "10.0.0.128/26",
		"10.0.0.200").String(); got != "10.0.0.0/25, 10.0.0.128/26, 10.0.0.200" {
		t.Error(got)
	}
}

// The two families share a line and nothing else.
func TestFamilies(t *testing.T) {
	if !IPv4().Intersect(IPv6()).IsEmpty() {
		t.Error("an address is of both families")
	}
	if !IPv4().Union(IPv6()).Equal(Everywhere()) {
		t.Error("the families are not everything")
	}
	for _, in := range []string{"8.8.8.8", "203.0.113.1", "2001:db8::1", "3fff::1"} {
		if a, _ := ParseAddresses(in); !a.Within(Internet()) {
			t.Errorf("%s is not of the internet", in)
		}
	}
	for _, out := range []string{"10.0.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "169.254.169.254",
		"127.0.0.1", "224.0.0.1", "255.255.255.255", "0.1.2.3", "fd00::1", "fe80::1", "4000::1", "::1"} {
		if a, _ := ParseAddresses(out); !a.Intersect(Internet()).IsEmpty() {
			t.Errorf("%s is of the internet", out)
		}
	}
}

func TestAnybody(t *testing.T) {
	for _, c := range []struct {
		want   bool
		blocks []string
	}{
		{true, []string{"0.0.0.0/0"}}, {true, []string{"128.0.0.0/1"}}, {true, []string{"8.0.0.0/8"}}, {false,
			[]string{"8.0.0.0/9"}},
		{true, []string{"8.0.0.0/9", "9.0.0.0/9"}}, {false, []string{"10.0.0.0/8"}}, {false,
			[]string{"203.0.113.0/24"}},
		{true, []string{"2000::/3"}}, {true, []string{"::/0"}}, {true, []string{"2400::/16"}}, {false,
			[]string{"2400::/17"}}, {false, []string{"2400::/32"}}, {false, []string{"fc00::/7"}}, {false, nil},
	} {
		if got := Blocks(c.blocks...).Anybody(); got != c.want {
			t.Errorf("%v: %v", c.blocks, got)
		}
	}
}

func TestICMP(t *testing.T) {
	if !ICMP(-1, -1).Equal(AnyNumber()) || !ICMP(8, -1).Equal(Range(0x800, 0x8ff)) ||
		!ICMP(8, 0).Equal(Range(0x800, 0x800)) {
		t.Error("ICMP")
	}
	if !Range(5, 4).IsEmpty() || !Range(-1, 4).IsEmpty() || !Range(0, 65536).IsEmpty() {
		t.Error("a range that is none is not empty")
	}
}

// small worlds: every packet of a few addresses and ports, of both families.
func everyPacket(yield func(Packet)) {
	addrs := []netip.Addr{netip.MustParseAddr("10.0.0.0"), netip.MustParseAddr("10.0.0.1"),
		netip.MustParseAddr("255.255.255.255"), netip.MustParseAddr("::"), netip.MustParseAddr("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")}
	for _, p := range []int{0, 6, 255} {
		for _, s := range addrs {
			for _, d := range addrs {
				for _, sp := range []int{0, 1, 65535} {
					for _, dp := range []int{0, 1, 2, 65535} {
						yield(Packet{p, s, d, sp, dp})
					}
				}
			}
		}
	}
}

func randomSet(r *rand.Rand) Set {
	blocks := []string{"10.0.0.0/32", "10.0.0.0/31", "10.0.0.1/32", "0.0.0.0/0", "::/0", "::/128", "8000::/1",
		"128.0.0.0/1"}
	numbers := []Numbers{Range(0, 0), Range(0, 1), Range(1, 1), Range(2, 65535), AnyNumber(), Range(6, 6),
		Range(0, 255)}
	addresses := func() Addresses {
		return Blocks(blocks[r.IntN(len(blocks))], blocks[r.IntN(len(blocks))])
	}
	var s Set
	for range r.IntN(4) {
		s = s.Union(Of(Box{numbers[r.IntN(len(numbers))], addresses(), addresses(), numbers[r.IntN(len(numbers))],
			numbers[r.IntN(len(numbers))]}))
	}
	return s
}

// What sets do is what their packets do, one by one, and the same packets are the
// same value.
func TestSets(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		a, b, c := randomSet(r), randomSet(r), randomSet(r)
		both, either, less := a.Intersect(b), a.Union(b), a.Subtract(b)
		everyPacket(func(p Packet) {
			x, y := a.Has(p), b.Has(p)
			if both.Has(p) != (x && y) || either.Has(p) != (x || y) || less.Has(p) != (x && !y) {
				t.Fatalf("seed %d: %v in a %v, in b %v: both %v, either %v, less %v", seed, p, x, y, both.Has(p),
					either.Has(p), less.Has(p))
			}
		})
		if !less.Union(both).Equal(a) || !either.Subtract(b).Equal(less) || !a.Union(a).Equal(a) ||
			!a.Subtract(a).IsEmpty() {
			t.Fatalf("seed %d: not canonical", seed)
		}
		if !a.Union(b).Union(c).Equal(c.Union(b).Union(a)) ||
			!a.Intersect(b.Union(c)).Equal(a.Intersect(b).Union(a.Intersect(c))) {
			t.Fatalf("seed %d: the order matters", seed)
		}
		if a.Within(b) != less.IsEmpty() {
			t.Fatalf("seed %d: within", seed)
		}
	}
}

// Replacing a dimension keeps what the others say.
func TestFromAndTo(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 2))
		a := randomSet(r)
		one := Blocks("10.0.0.1")
		moved := a.From(one, Range(1, 1))
		everyPacket(func(p Packet) {
			if p.Source != netip.MustParseAddr("10.0.0.1") || p.SourcePort != 1 {
				if moved.Has(p) {
					t.Fatalf("seed %d: %v", seed, p)
				}
				return
			}
			any := false
			everyPacket(func(q Packet) {
				any = any || q.Protocol == p.Protocol && q.Destination == p.Destination && q.Port == p.Port && a.Has(q)
			})
			if any && !moved.Has(p) {
				t.Fatalf("seed %d: %v is lost", seed, p)
			}
		})
	}
	if s := Of(Box{}); !s.IsEmpty() || !s.From(IPv4(), AnyNumber()).IsEmpty() {
		t.Error("nothing became something")
	}
}

func TestValues(t *testing.T) {
	s := Of(Box{Range(6, 6), Blocks("10.0.0.0/31"), Blocks("10.0.0.8"), Range(1, 2), Range(443, 443)}).Union(
		Of(Box{Range(17, 17), Blocks("10.0.0.1"), Blocks("::1"), Range(2, 3), Range(53, 60)}))
	got := []string{s.Addresses(Source).String(), s.Addresses(Destination).String(), s.Numbers(SourcePort).String(),
		s.Numbers(Port).String(), s.Numbers(Protocol).String()}
	want := []string{"10.0.0.0/31", "::1, 10.0.0.8", "1-3", "53-60, 443", "6, 17"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
