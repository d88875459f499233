package way

import (
	"asbuilt/finding"
	"asbuilt/packet"
)

// Fact is one fact of a network that a verdict rests on.
type Fact struct {
	Type     string // "AWS::EC2::RouteTable"
	Resource string // what the fact belongs to, as its network refers to it
	Name     string // "Routes"
	Value    string // what it says, in a few words
}

// Missing is a fact that decides and that is not known, or a thing that nobody
// follows.
type Missing struct {
	Text finding.Text
	Fact Fact
	// Ignored says that the fact is there, or may be, and that it is the rules of
	// this package that do not go so far.
	Ignored bool
}

// Answer is what a network says to a question. What is missing makes the value a
// part of the truth at best; the facts are those that say so.
type Answer[T any] struct {
	Value   T
	Missing []Missing
	Facts   []Fact
}

// Network is what is asked of a network. Ids are the network's own words, and
// mean nothing here. Every answer may be that a fact is missing.
type Network interface {
	// Group is a security group.
	Group(id string) Answer[Group]
	// List is the addresses of a prefix list.
	List(id string) Answer[packet.Addresses]
	// Subnet is where a subnet lies.
	Subnet(id string) Answer[Subnet]
	// ACL is the network ACL of a subnet, entries by number.
	ACL(subnet string) Answer[ACL]
	// Table is the route table that a subnet uses.
	Table(subnet string) Answer[Table]
	// TableOf is a route table by its own id, or the one that a gateway uses for
	// what comes in; without routes where nothing but the network itself decides.
	TableOf(id string) Answer[Table]
	// Gateway is the internet gateway with that id, or an egress-only one.
	Gateway(id string) Answer[Gateway]
	// GatewayOf is the internet gateway of a VPC; its id is empty for none.
	GatewayOf(vpc string) Answer[Gateway]
	// Switch is what overrules routes to the internet, for a subnet, or for what is in
	// none and belongs to a VPC.
	Switch(place string) Answer[Switch]
	// NAT is a gateway that puts its own address before those behind it.
	NAT(id string) Answer[NAT]
	// Firewall is the firewall behind a firewall's endpoint.
	Firewall(endpoint string) Answer[Firewall]
	// Endpoint is a gateway endpoint, or another that routes lead to.
	Endpoint(id string) Answer[Endpoint]
	// Peering is a peering connection between two VPCs.
	Peering(id string) Answer[Peering]
	// Transit is where a transit gateway takes packets that enter it by the attachment
	// of a VPC, of a line or of another transit gateway, by destination.
	Transit(id, of string) Answer[Transit]
	// Line is a gateway of a VPC to networks beyond AWS.
	Line(id string) Answer[Line]
	// Lines are those by which such networks get into a VPC.
	Lines(vpc string) Answer[[]Entrance]
	// Machine is a network interface, or the machine of one, that routes lead to.
	Machine(id string) Answer[Machine]
}

// Group is a security group: rules that add up.
type Group struct {
	Name    string
	In, Out []Rule
}

// Rule lets through what comes from, or goes to, one peer: addresses, a prefix
// list or a security group.
type Rule struct {
	ID        string
	Protocols packet.Numbers
	Ports     packet.Numbers
	Addresses packet.Addresses
	List      string
	Group     string
	Text      string // "3306/tcp, sg-app"
}

// Subnet is a part of a VPC.
type Subnet struct {
	VPC, Zone string
	Blocks    packet.Addresses
}

// ACL is a network ACL.
type ACL struct {
	ID      string
	Entries []Entry
}

// Entry lets through or refuses one direction of what has not been decided by an
// entry of a lower number.
type Entry struct {
	Number    int
	Egress    bool
	Allow     bool
	Protocols packet.Numbers
	Ports     packet.Numbers
	Peer      packet.Addresses
	// Missing says why some of its packets may be none of its business.
	Missing []Missing
	Text    string // "100: allow 0.0.0.0/0"
}

// Table is a route table of a VPC.
type Table struct {
	ID, VPC string
	Routes  []Route
}

// Route sends addresses to a target.
type Route struct {
	// Blocks are the destinations, each with the length that decides between routes.
	Blocks []Block
	// List is the prefix list that the destinations were taken from; Missing says
	// why its entries are not among Blocks.
	List    string
	Missing []Missing
	Target  Target
	ID      string // of the target
	// Gone says that the target is there no more.
	Gone bool
	// Announced says that the target has told the table of it by itself; AnnouncedMissing
	// why nobody knows.
	Announced        bool
	AnnouncedMissing []Missing
	Text             string // "0.0.0.0/0 → nat-0a1b"
}

// Block is one destination of a route.
type Block struct {
	Addresses packet.Addresses
	Bits      int
}

// Target is the kind of thing that a route leads to.
type Target int

// The kinds of targets.
const (
	Elsewhere Target = iota // to something that nobody follows
	Local
	ToInternet
	ToEgressOnly
	ToNAT
	ToEndpoint // of a firewall, a gateway load balancer or a service
	ToPeering
	ToTransit
	ToLine // a VPN or Direct Connect
	ToMachine
)

// Gateway is an internet gateway.
type Gateway struct {
	ID string
	// VPC is what it is attached to; empty for none.
	VPC string
}

// Switch is what overrules routes to and from the internet. The zero value
// overrules nothing.
type Switch struct {
	In     bool // connections from the internet are refused
	Out    bool // connections to the internet are refused
	Direct bool // connections to the internet are refused unless by NAT or an egress-only gateway
	Text   string
}

// NAT is a gateway that puts its own address before those behind it.
type NAT struct {
	Works bool
	State string
	// Interface is the gateway's own place. Its Table is set, and its Subnet empty,
	// for one that belongs to no subnet.
	Interface Interface
}

// Firewall is a firewall that routes lead through.
type Firewall struct {
	ID     string // of the firewall
	Name   string
	Subnet string
	// Judge is what it does with packets; names are the hosts that are asked for, none
	// for addresses alone.
	Judge func(packets packet.Set, names []string) Judgement
	// Stateless is what it does with packets, or with their answers, each by itself, whatever
	// it has seen of the others; nil where it lets none through so.
	Stateless func(packets packet.Set, answers bool) Judgement
}

// Judgement is what a firewall does with packets: what it lets through for certain,
// what it may let through, and what it lets through or not as their content says.
type Judgement struct {
	Certain, Possible, Sometimes packet.Set
	Missing                      []Missing
	// Why says why it refuses what is not possible, and some of what passes sometimes.
	Why finding.Text
}

// Endpoint is an endpoint that routes lead to.
type Endpoint struct {
	ID       string
	Firewall bool // there is a firewall behind it
	Service  bool // there is a service behind it
	// Appliances says that machines of a gateway load balancer are behind it, which hand
	// on what they let through in its Subnet.
	Appliances bool
	Subnet     string
	Works      bool
	State      string
}

// Line is a gateway to networks beyond AWS.
type Line struct {
	// VPC is what it is attached to; empty for none.
	VPC   string
	Works bool
	State string // why it does not
	// Known are addresses that lie behind it, whatever tables say.
	Known packet.Addresses
	// Learns says why others may lie behind it too; nothing where none does.
	Learns []Missing
	// By is the connection that is up, where it is the only one.
	By string
}

// Entrance is where networks beyond AWS get into a VPC: a line's own gateway, or a
// transit gateway, by the attachment of what Of names.
type Entrance struct{ ID, Of string }

// Peering joins two VPCs.
type Peering struct {
	Works  bool
	State  string
	VPCs   [2]string
	Region bool // both lie in one region
}

// Transit is what a transit gateway does with packets from one attachment.
type Transit struct {
	// Refused says why nothing enters it at all.
	Refused finding.Text
	// Subnets are where a VPC is plugged into it.
	Subnets []string
	Routes  []TransitRoute
	// Naming says whether rules for what comes in may name groups across it.
	Naming Naming
}

// Naming is whether rules may name groups on the other side of something.
type Naming struct {
	On      bool
	Missing []Missing
}

// TransitRoute is one route of the table that decides.
type TransitRoute struct {
	Blocks  []Block
	Missing []Missing
	Gone    bool // a black hole
	// VPC is where it leads, by Subnets; Gateway another transit gateway where it leads to
	// one; Line the line where it leads out of AWS.
	VPC           string
	Subnets       []string
	Gateway, Line string
	Naming        Naming
	// Unfollowed says why nobody knows what becomes of the packets.
	Unfollowed []Missing
	// Refused says why none of them gets there.
	Refused finding.Text
	Text    string
}

// Machine is a network interface that routes lead to.
type Machine struct {
	// Forwards says that it may pass on what is not for it.
	Forwards bool
}
