package way

import (
	"fmt"
	"net/netip"
	"os"
	"testing"

	"asbuilt/packet"
)

// seeds are how many random networks a test looks at: a slice of them, and all at
// night.
func seeds(some, all uint64) uint64 {
	if os.Getenv("ASBUILT_NIGHTLY") != "" {
		return all
	}
	return some
}

// wQuestion is a pair of ends of a world, in both forms.
type wQuestion struct {
	name     string
	from, to End
	a, b     goal
	src, dst []string
}

func (w *world) questions() []wQuestion {
	outside := End{Name: sameText("internet"), Kind: Internet, Addresses: packet.Internet(), AnswerPorts: LinuxPorts()}
	service := End{Name: sameText("service"), Kind: Service, Addresses: packet.Blocks(w.Lists["pl-svc"]...),
		List: "pl-svc", Endpoint: "svc"}
	office := End{Name: sameText("office"), Kind: Outside, Addresses: packet.Blocks("192.168.0.0/28"),
		AnswerPorts: LinuxPorts()}
	desks := []string{"192.168.0.1", "192.168.0.9"}
	var all []wQuestion
	for i := range w.Hosts {
		h := &w.Hosts[i]
		all = append(all,
			wQuestion{h.ID + "->internet", w.placed(*h), outside, goal{host: h}, goal{}, h.Addrs, wOutside},
			wQuestion{"internet->" + h.ID, outside, w.placed(*h), goal{}, goal{host: h}, wOutside, h.Addrs},
			wQuestion{h.ID + "->service", w.placed(*h), service, goal{host: h}, goal{service: true}, h.Addrs,
				[]string{"9.0.0.1"}},
			wQuestion{h.ID + "->office", w.placed(*h), office, goal{host: h}, goal{office: true}, h.Addrs, desks},
			wQuestion{"office->" + h.ID, office, w.placed(*h), goal{office: true}, goal{host: h}, desks, h.Addrs})
		for j := range w.Hosts {
			if i != j {
				k := &w.Hosts[j]
				all = append(all, wQuestion{h.ID + "->" + k.ID, w.placed(*h), w.placed(*k), goal{host: h},
					goal{host: k}, h.Addrs, k.Addrs})
			}
		}
	}
	return all
}

// Both judges say the same of every packet of every pair of ends.
func TestSecondJudge(t *testing.T) {
	counts := map[string]int{}
	for seed := range seeds(300, 5000) {
		w := randomWorld(seed)
		for _, q := range w.questions() {
			for _, protocol := range []int{6, 17, 1} {
				compare(t, w, q, protocol, fmt.Sprintf("seed %d, %s, protocol %d", seed, q.name, protocol), counts)
				if t.Failed() {
					return
				}
			}
		}
	}
	for what, least := range map[string]int{"open": 1000, "blocked": 1000, "unknown": 1000, "sometimes": 20} {
		if counts[what] < least {
			t.Errorf("only %d packets are %s: that proves little (%v)", counts[what], what, counts)
		}
	}
}

func compare(t *testing.T, w *world, q wQuestion, protocol int, name string, counts map[string]int) {
	t.Helper()
	question := Question{From: q.from, To: q.to, Protocols: packet.Range(protocol, protocol),
		Ports: packet.Range(0, 7), Text: "0-7/x"}
	var legs []*Leg
	for _, family := range []packet.Addresses{packet.IPv4(), packet.IPv6()} {
		if l := judgeLeg(told{w}, question, sides(q.from)[0], sides(q.to)[0], family); l != nil {
			legs = append(legs, l)
			l.consistent(t, name)
		}
	}
	ports, sources := wPorts, wSources
	if protocol == 1 {
		ports, sources = []int{0x800}, []int{0}
	}
	for _, src := range q.src {
		for _, dst := range q.dst {
			s := shot{netip.MustParseAddr(src), netip.MustParseAddr(dst), protocol, 0, 0}
			if s.src.Is4() != s.dst.Is4() || s.src.Is6() && protocol == 1 {
				continue
			}
			for _, s.sport = range sources {
				for _, s.dport = range ports {
					want := verdictOf(w.judge(q.a, q.b, s, nil))
					got := said(legs, packet.Packet{Protocol: protocol, Source: s.src, Destination: s.dst,
						SourcePort: s.sport, Port: s.dport})
					counts[want]++
					if got != want {
						t.Errorf("%s: %v:%d -> %v:%d is %s, the second judge says %s", name, src, s.sport, dst,
							s.dport, got, want)
						return
					}
				}
			}
		}
	}
}

func verdictOf(f fate) string {
	switch {
	case f.refused:
		return "blocked"
	case f.sometimes:
		return "sometimes"
	case f.unknown:
		return "unknown"
	}
	return "open"
}

func said(legs []*Leg, p packet.Packet) string {
	for _, l := range legs {
		switch {
		case !l.Asked.Has(p):
			continue
		case !l.Possible.Has(p):
			return "blocked"
		case l.Sometimes.Has(p):
			return "sometimes"
		case !l.Certain.Has(p):
			return "unknown"
		}
		return "open"
	}
	return "not asked"
}

// consistent holds a leg to what is true of every leg: what is refused has a reason,
// what is unknown a fact that is missing, and neither is open.
func (l *Leg) consistent(t *testing.T, name string) {
	t.Helper()
	var refused, doubted packet.Set
	for _, r := range l.Refusals {
		refused = refused.Union(r.Packets)
	}
	for _, d := range l.Doubts {
		doubted = doubted.Union(d.Packets)
	}
	switch {
	case !l.Certain.Within(l.Possible), !l.Possible.Within(l.Asked), !l.Sometimes.Within(l.Possible):
		t.Errorf("%s: more is certain than possible, or possible than asked", name)
	case !l.Asked.Subtract(l.Possible).Within(refused):
		t.Errorf("%s: refused without a reason", name)
	case !l.Possible.Subtract(l.Certain).Subtract(l.Sometimes).Within(doubted):
		t.Errorf("%s: unknown without a missing fact", name)
	case !l.Sometimes.Intersect(l.Certain).IsEmpty():
		t.Errorf("%s: open for certain, and now and then", name)
	}
}
