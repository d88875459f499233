package way

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"asbuilt/packet"
)

func (q wQuestion) ask(w *world, protocol int) Way {
	return Judge(told{w}, q.question(protocol))
}

func (q wQuestion) question(protocol int) Question {
	return Question{From: q.from, To: q.to, Protocols: packet.Range(protocol, protocol), Ports: packet.Range(0, 7),
		Text: "0-7/tcp"}
}

// sets are what gets through for certain, and what may, in each leg.
func (q wQuestion) sets(w *world) (certain, possible packet.Set) {
	for _, family := range []packet.Addresses{packet.IPv4(), packet.IPv6()} {
		if l := judgeLeg(told{w}, q.question(6), sides(q.from)[0], sides(q.to)[0], family); l != nil {
			certain, possible = certain.Union(l.Certain).Union(l.Sometimes), possible.Union(l.Possible)
		}
	}
	return certain, possible
}

// eachQuestion calls yield with random worlds and every pair of ends in them.
func eachQuestion(t *testing.T, yield func(r *rand.Rand, w *world, ask func() [][2]packet.Set) string) {
	t.Helper()
	for seed := range seeds(150, 1500) {
		w, r := randomWorld(seed), rand.New(rand.NewPCG(seed, 5))
		ask := func() (all [][2]packet.Set) {
			for _, q := range w.questions() {
				certain, possible := q.sets(w)
				all = append(all, [2]packet.Set{certain, possible})
			}
			return all
		}
		if wrong := yield(r, w, ask); wrong != "" {
			t.Fatalf("seed %d: %s", seed, wrong)
		}
	}
}

// One more rule that allows shuts nothing.
func TestAnAllowNeverShrinksWhatIsOpen(t *testing.T) {
	eachQuestion(t, func(r *rand.Rand, w *world, ask func() [][2]packet.Set) string {
		before := ask()
		for _, id := range []string{"ga", "gb", "gc"} {
			if g := w.Groups[id]; g != nil {
				g.In = append(g.In, wRule{Protocol: -1, Peer: pick(r, wBlocks)})
				g.Out = append(g.Out, wRule{Protocol: 6, Last: 65535, Peer: pick(r, []string{"ga", "gb", "pl-1"})})
			}
		}
		for i, after := range ask() {
			if !before[i][0].Within(after[0]) || !before[i][1].Within(after[1]) {
				return fmt.Sprintf("question %d: one more rule shuts something", i)
			}
		}
		return ""
	})
}

// One more entry that refuses opens nothing.
func TestADenyNeverGrowsWhatIsOpen(t *testing.T) {
	eachQuestion(t, func(r *rand.Rand, w *world, ask func() [][2]packet.Set) string {
		before := ask()
		for i := range w.Subnets {
			if s := &w.Subnets[i]; s.ACL != nil {
				e := pick(r, wEdges)
				s.ACL = append(s.ACL, wEntry{1, r.IntN(2) == 0, false, pick(r, []int{-1, 6}), pick(r, wBlocks), e[0],
					e[1], nil})
			}
		}
		for i, after := range ask() {
			// What only some ports of a gateway got through with may be refused to all now, or
			// to none of those that are left: certain and now-and-then count together.
			if !after[1].Within(before[i][1]) || !after[0].Within(before[i][0]) {
				return fmt.Sprintf("question %d: one more refusal opens something", i)
			}
		}
		return ""
	})
}

// The order in which things are listed does not matter, and neither does it whether
// a rule names a block or its halves.
func TestOrderAndHalves(t *testing.T) {
	eachQuestion(t, func(r *rand.Rand, w *world, ask func() [][2]packet.Set) string {
		before := ask()
		for i := range w.Subnets {
			slices.Reverse(w.Subnets[i].Routes)
			slices.Reverse(w.Subnets[i].ACL)
		}
		halve := func(rules []wRule) (all []wRule) {
			for _, rule := range slices.Backward(rules) {
				low, high, ok := halves(rule.Peer)
				if !ok {
					all = append(all, rule)
					continue
				}
				for _, half := range []string{high, low} {
					rule.Peer = half
					all = append(all, rule)
				}
			}
			return all
		}
		for _, id := range []string{"ga", "gb", "gc"} {
			if g := w.Groups[id]; g != nil {
				g.In, g.Out = halve(g.In), halve(g.Out)
			}
		}
		for i, after := range ask() {
			if !after[0].Equal(before[i][0]) || !after[1].Equal(before[i][1]) {
				return fmt.Sprintf("question %d: the order matters", i)
			}
		}
		return ""
	})
}

func halves(block string) (low, high string, ok bool) {
	p, err := parsePrefix(block)
	if err != nil || p.IsSingleIP() {
		return "", "", false
	}
	all := packet.Prefix(p)
	lower, err := p.Addr().Prefix(p.Bits() + 1)
	if err != nil {
		return "", "", false
	}
	rest := all.Subtract(packet.Prefix(lower)).Prefixes()
	if len(rest) != 1 { // ::/0 without IPv4 is no block
		return "", "", false
	}
	return lower.String(), rest[0].String(), true
}

// A fact that goes missing never turns open into blocked, or blocked into open.
func TestAMissingFactFlipsNothing(t *testing.T) {
	eachQuestion(t, func(r *rand.Rand, w *world, ask func() [][2]packet.Set) string {
		before := ask()
		switch s := &w.Subnets[r.IntN(len(w.Subnets))]; r.IntN(6) {
		case 0:
			s.ACL = nil
		case 1:
			s.Routes = nil
		case 2:
			w.Groups[pick(r, []string{"ga", "gb", "gc"})] = nil
		case 3:
			w.Peering = ""
		case 4:
			w.Transit.Unknown = true
		case 5:
			w.Mode = "?"
		}
		for i, after := range ask() {
			if !after[0].Within(before[i][0]) || !before[i][1].Within(after[1]) {
				return fmt.Sprintf("question %d: what is certain without the fact is not so with it", i)
			}
		}
		return ""
	})
}

// vector is one question about one network with its answer, as a file that another
// implementation may read: the network is a [world].
type vector struct {
	Network  *world
	From, To string // a host of the network, internet, service or office
	Protocol int
	Ports    [2]int
	Verdict  Verdict
	Reasons  []string // codes of what refuses, sorted
	Missing  []string // facts that are missing and decide, sorted
}

func (v *vector) answer(q wQuestion) {
	w := q.ask(v.Network, v.Protocol)
	v.Verdict, v.Reasons, v.Missing = w.Verdict, []string{}, []string{}
	for _, b := range w.Blocks {
		v.Reasons = append(v.Reasons, b.Code)
	}
	for _, m := range w.Missing {
		v.Missing = append(v.Missing, m.Fact.Name+m.Text.En)
	}
	tidy := func(all []string) []string { return slices.Compact(slices.Sorted(slices.Values(all))) }
	v.Reasons, v.Missing = tidy(v.Reasons), tidy(v.Missing)
	if v.Missing == nil {
		v.Missing = []string{}
	}
	if v.Reasons == nil {
		v.Reasons = []string{}
	}
}

// The vectors say what they said when they were written. With ASBUILT_VECTORS set,
// their answers are written anew, and beside them one vector for each set of reasons
// that random networks give and none of them has.
func TestVectors(t *testing.T) {
	dir := filepath.Join("testdata", "vectors")
	if os.Getenv("ASBUILT_VECTORS") != "" {
		writeVectors(t, dir)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) < 40 {
		t.Fatalf("%d vectors, %v", len(files), err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var want vector
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := want
		i := slices.IndexFunc(want.Network.questions(),
			func(q wQuestion) bool { return q.name == want.From+"->"+want.To })
		if i < 0 {
			t.Fatalf("%s: nobody is called %s or %s", name, want.From, want.To)
		}
		got.answer(want.Network.questions()[i])
		if got.Verdict != want.Verdict || !slices.Equal(got.Reasons, want.Reasons) ||
			!slices.Equal(got.Missing, want.Missing) {
			t.Errorf("%s: %s %v %v, want %s %v %v", name, got.Verdict, got.Reasons, got.Missing, want.Verdict,
				want.Reasons, want.Missing)
		}
	}
}

func writeVectors(t *testing.T, dir string) {
	t.Helper()
	seen, n := map[string]bool{}, 0
	write := func(name string, v vector) {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	key := func(v vector) string { return fmt.Sprint(v.Verdict, v.Reasons, len(v.Missing)) }
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var v vector
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		for _, q := range v.Network.questions() {
			if q.name == v.From+"->"+v.To {
				v.answer(q)
			}
		}
		n, seen[key(v)] = n+1, true
		write(name, v)
	}
	for seed := range uint64(400) {
		w := randomWorld(seed)
		for _, q := range w.questions() {
			v := vector{Network: w, Protocol: 6, Ports: [2]int{0, 7}}
			v.From, v.To, _ = strings.Cut(q.name, "->")
			v.answer(q)
			if seen[key(v)] || len(v.Reasons) > 2 {
				continue
			}
			seen[key(v)] = true
			n++
			write(filepath.Join(dir, fmt.Sprintf("%03d-%s.json", n, v.Verdict)), v)
		}
	}
}
