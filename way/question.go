// Package way decides whether packets get from one end of a network to another
// and their answers back: through security groups, network ACLs, routes, gateways,
// firewalls and what joins networks, step by step.
//
// It asks a [Network] for facts and knows neither where these come from nor what
// anybody declared. A step narrows the set of packets, and keeps what it refused
// with the reason, and what it could not decide with the fact that is missing.
// What is certain holds whatever is missing elsewhere.
//
//	w := way.Judge(net, way.Question{From: api, To: db, Protocols: tcp, Ports: mysql})
//	fmt.Println(w.Verdict, w.Blocks, w.Missing)
//
// How alternatives combine: an end is all of its interfaces, so a way is open when
// it is open between every pair of them, blocked when it is between none, and
// otherwise open in part. Address families are a choice of whoever opens: what is
// open for one is open.
package way

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/packet"
)

// Interface is a place where something is plugged into a subnet.
type Interface struct {
	ID   string
	Name string // what it belongs to
	VPC  string
	// Subnet is where it is plugged in.
	Subnet string
	// Table is the table of what belongs to no subnet.
	Table string
	// Addresses are its private ones; where it has none yet, the subnet's block.
	Addresses packet.Addresses
	// Public says that it has a public IPv4 address; PublicMissing why nobody knows,
	// PublicFacts what says so.
	Public        bool
	PublicMissing []Missing
	PublicFacts   []Fact
	// Groups are the security groups that guard it. Open says that none does.
	Groups        []string
	GroupsMissing []Missing
	Open          bool
	// Translates says that it is a NAT gateway's.
	Translates bool
}

// Kind is the kind of an end.
type Kind int

// The kinds of ends.
const (
	Placed   Kind = iota // interfaces in subnets
	Internet             // addresses of the internet
	Service              // a service of AWS behind a gateway endpoint
	Outside              // a network behind a line
)

// End is where a way begins or ends.
type End struct {
	Name finding.Text
	Kind Kind
	// Interfaces are the places of a placed end.
	Interfaces []Interface
	// Addresses are those of an end of any other kind.
	Addresses packet.Addresses
	// List is the prefix list of a service, Endpoint the endpoint that has to lead
	// to it; empty for any way.
	List, Endpoint string
	// Listens is what it takes in, and ListensFacts what says so; nil for all ports.
	Listens      *packet.Set
	ListensText  finding.Text
	ListensCode  string
	ListensFacts []Fact
	// ListensMissing says why nobody knows what it takes in.
	ListensMissing []Missing
	// Hidden says that something stands between it and whoever answers, which hands its
	// packets on under its addresses and takes the answers back, whatever routes say.
	Hidden bool
	// Down says that nothing answers, whatever arrives.
	Down     finding.Text
	DownFact Fact
	// Assumed are facts in whose place Addresses are the widest that may be true.
	Assumed []Missing
	// Missing are facts without which nobody knows all of its interfaces.
	Missing []Missing
	Facts   []Fact
	// AnswerPorts are the ports that answers to its connections go to.
	AnswerPorts packet.Numbers
}

// Question is what is asked.
type Question struct {
	From, To  End
	Protocols packet.Numbers
	Ports     packet.Numbers
	// Text is how people write protocol and ports: "443/tcp".
	Text string
	// Names are the hosts that are called, where that is known.
	Names []string
	// brief says that nobody asks why something does not get through.
	brief bool
}

// Verdict is the answer to a question.
type Verdict string

// The verdicts.
const (
	Open    Verdict = "open"    // everything that was asked gets through and back
	Blocked Verdict = "blocked" // nothing does
	Partial Verdict = "partial" // some of it does, and some does not
	Unknown Verdict = "unknown" // a fact that decides is missing
)

// Refusal is why packets do not get through.
type Refusal struct {
	Packets packet.Set
	// Code is the name that AWS's Reachability Analyzer has for it, where it has one.
	Code string
	Text finding.Text
	Fact Fact
	// Peer is whom the rule that is not there would have let through: a security group
	// where the other end is in one, else "addresses".
	Peer string
	// Absent is the id of the thing that is not there.
	Absent string
	// Serving says that the end does not serve what is asked for.
	Serving bool
	// Rule is the id of the rule, entry or route that decides, where one does.
	Rule string
	// Direction is out or in, as seen from what refuses; Answer says that it is the
	// answers that are refused.
	Direction string
	Answer    bool
	stage     int
}

// Doubt is packets that nobody knows about, and why.
type Doubt struct {
	Packets packet.Set
	Missing Missing
}

// Way is a question with its answer.
type Way struct {
	Verdict Verdict
	Blocks  []Refusal
	Missing []Missing
	Hops    []Fact
	// Trails are what the packets pass that may get through.
	Trails []Trail
	// Legs are the pairs of interfaces, one for each address family.
	Legs []Leg
}

// Trail is one way of packets: what they pass, in order, by id.
type Trail struct {
	Packets packet.Set
	Passes  []string
	// Blind says that a part of the way is not known.
	Blind bool
}

// Leg is what is true between one interface and another, in one address family.
type Leg struct {
	From, To string
	Asked    packet.Set
	// Certain gets through and back whatever is missing, Possible may. Sometimes are
	// packets that a gateway lets through or not, as its own ports fall.
	Certain, Possible, Sometimes packet.Set
	Refusals                     []Refusal
	Doubts                       []Doubt
	Hops                         []Fact
	Trails                       []Trail
	at                           string // from which place to which
}

// Verdict is that of one leg.
func (l *Leg) Verdict() Verdict { return verdict([]*Leg{l}) }

// verdict is that of several legs, all of which are asked for.
func verdict(legs []*Leg) Verdict {
	open, blocked, some, refused := true, true, false, false
	for _, l := range legs {
		open = open && l.Asked.Within(l.Certain)
		blocked = blocked && l.Possible.IsEmpty()
		some = some || !l.Certain.IsEmpty() || !l.Sometimes.IsEmpty()
		refused = refused || !l.Asked.Within(l.Possible) || !l.Sometimes.IsEmpty()
	}
	switch {
	case len(legs) == 0:
		return Unknown
	case blocked:
		return Blocked
	case open:
		return Open
	case some && refused:
		return Partial
	}
	return Unknown
}

// Judge answers a question about a network.
func Judge(net Network, q Question) Way {
	w := Way{Hops: slices.Concat(q.From.Facts, q.To.Facts)}
	if !q.To.Down.IsZero() {
		w.Blocks = append(w.Blocks, Refusal{Code: "NO_POSSIBLE_DESTINATION", Text: q.To.Down, Fact: q.To.DownFact,
			Direction: "in", stage: stageEnd})
	}
	if !q.From.Down.IsZero() {
		w.Blocks = append(w.Blocks, Refusal{Code: "NO_POSSIBLE_SOURCE", Text: q.From.Down, Fact: q.From.DownFact,
			Direction: "out"})
	}
	down := len(w.Blocks) > 0
	families := legsOf(net, q)
	missing := slices.Concat(q.From.Missing, q.To.Missing)
	var chosen []*Leg
	w.Verdict, chosen = choose(families)
	switch {
	case down:
		w.Verdict = Blocked
	case len(families[0])+len(families[1]) == 0 && len(missing) == 0:
		w.Verdict = Blocked
		w.Blocks = append(w.Blocks, Refusal{Code: "NO_POSSIBLE_DESTINATION",
			Text: finding.Say("%s and %s have no address family in common",
				"%s과(와) %s에 같은 종류(IPv4, IPv6)의 주소가 없습니다", q.From.Name.En, q.To.Name.En)})
	case len(missing) > 0 && w.Verdict != Partial:
		w.Verdict, w.Missing = Unknown, missing
	}
	if vague := slices.Concat(q.From.Assumed, q.To.Assumed); len(vague) > 0 && w.Verdict == Partial {
		w.Verdict, w.Missing = Unknown, vague
	}
	w.collect(chosen, down)
	return w
}

// legsOf are the legs of a question, by address family.
func legsOf(net Network, q Question) (families [2][]*Leg) {
	for _, a := range sides(q.From) {
		for _, b := range sides(q.To) {
			for i, family := range []packet.Addresses{packet.IPv4(), packet.IPv6()} {
				if l := judgeLeg(net, q, a, b, family); l != nil {
					families[i] = append(families[i], l)
				}
			}
		}
	}
	return families
}

// choose is the better of two families: whoever opens a connection takes the one
// that works.
func choose(families [2][]*Leg) (Verdict, []*Leg) {
	best, legs := Verdict(""), []*Leg(nil)
	rank := []Verdict{Blocked, Partial, Unknown, Open}
	for _, f := range families {
		if len(f) == 0 {
			continue
		}
		switch v := verdict(f); {
		case best == "" || slices.Index(rank, v) > slices.Index(rank, best):
			best, legs = v, f
		case v == best:
			legs = slices.Concat(legs, f)
		}
	}
	if best == "" {
		best = Unknown
	}
	return best, legs
}

// collect takes over what legs have to say, each thing once.
func (w *Way) collect(legs []*Leg, down bool) {
	where := map[finding.Text][]string{}
	for _, l := range legs {
		w.Legs = append(w.Legs, *l)
		for _, r := range l.Refusals {
			if at := l.at; !slices.Contains(where[r.Text], at) {
				where[r.Text] = append(where[r.Text], at)
			}
		}
		for _, h := range l.Hops {
			if !slices.Contains(w.Hops, h) {
				w.Hops = append(w.Hops, h)
			}
		}
		for _, r := range l.Refusals {
			if !slices.ContainsFunc(w.Blocks, func(o Refusal) bool { return o.Text == r.Text }) {
				w.Blocks = append(w.Blocks, r)
			}
		}
		w.Trails = append(w.Trails, l.Trails...)
		if down {
			continue
		}
		for _, d := range l.Doubts {
			if !slices.ContainsFunc(w.Missing, func(m Missing) bool { return m.Text == d.Missing.Text }) {
				w.Missing = append(w.Missing, d.Missing)
			}
		}
	}
	if w.Verdict != Unknown {
		w.Missing = nil
	}
	for i, b := range w.Blocks { // what stands in the way of some says of which
		if at := where[b.Text]; len(at) > 0 && len(at) < len(legs) && len(at) <= 3 {
			w.Blocks[i].Text.En += " (" + strings.Join(at, ", ") + ")"
			w.Blocks[i].Text.Ko += " (" + strings.Join(at, ", ") + ")"
		}
	}
	slices.SortStableFunc(w.Blocks, func(a, b Refusal) int { return a.stage - b.stage })
}

// side is one interface, or an end without any.
type side struct {
	*End
	at *Interface
}

func sides(e End) []side {
	if e.Kind != Placed {
		return []side{{&e, nil}}
	}
	var all []side
	for i := range e.Interfaces {
		all = append(all, side{&e, &e.Interfaces[i]})
	}
	return all
}

func (s side) addresses() packet.Addresses {
	if s.at != nil {
		return s.at.Addresses
	}
	return s.Addresses
}

func (s side) name() finding.Text {
	if s.at != nil && s.at.Name != "" {
		return finding.Same(s.at.Name)
	}
	return s.Name
}

// OpenPart names what gets through, for a way that is open in part.
func (w *Way) OpenPart() finding.Text {
	var parts []string
	for _, l := range w.Legs {
		through := l.Certain.Union(l.Sometimes)
		if through.IsEmpty() {
			continue
		}
		part := l.From + " → " + l.To
		if to := through.Addresses(packet.Destination); !to.Equal(l.Asked.Addresses(packet.Destination)) {
			part = l.From + " → " + to.String()
		} else if from := through.Addresses(packet.Source); !from.Equal(l.Asked.Addresses(packet.Source)) {
			part = from.String() + " → " + l.To
		}
		if ports := through.Numbers(packet.Port); !ports.Equal(l.Asked.Numbers(packet.Port)) {
			part += ":" + ports.String()
		}
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	const shown = 6
	if len(parts) > shown {
		parts = append(parts[:shown], "…")
	}
	return finding.Same(strings.Join(parts, "; "))
}

// place is the subnet of a side, or its name.
func (s side) place() string {
	if s.at != nil && s.at.Subnet != "" {
		return s.at.Subnet
	}
	return s.Name.En
}
