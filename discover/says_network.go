package discover

// Where something is in the network, and what it joins.

// Placed is what is plugged into a network, and says itself where.
type Placed interface {
	// PlacedAt is where r is plugged in, as far as its own facts tell;
	// [Index.Placement] adds what other resources tell. The facts that it names
	// are those of r.
	PlacedAt(r *Resource) Placement
}

// SubnetGrouped is what may be placed wherever a group of subnets lies, which is
// a resource of its own.
type SubnetGrouped interface {
	// SubnetGroup is the name of the group, and the type of resource that it is.
	SubnetGroup() (typ string, name Reading[string])
}

// Zoned is what lies in one Availability Zone itself.
type Zoned interface {
	// Zone is the name of the zone: ap-northeast-2a.
	Zone() Reading[string]
}

// Blocked is what a block of addresses was set aside for.
type Blocked interface {
	// Blocks are its address blocks; the first is the one that it was made with.
	Blocks() Reading[[]string]
}

// Addressed is what has fixed public addresses, or could have.
type Addressed interface {
	// PublicAddresses may hold an empty text for an address that it does not have.
	PublicAddresses() Reading[[]string]
}

// Leading is what leads into VPCs and names them itself.
type Leading interface {
	// LeadsInto are the ids of the VPCs, by the facts that name them.
	LeadsInto() []Reading[[]string]
}

// Linking is what packets pass, or not, whatever the rules say.
type Linking interface {
	// Link is how it stands at the moment of the snapshot.
	Link() Link
}

// Link is the state of a line.
type Link struct {
	// Up says that all of it works, Part that some of it does.
	Up, Part bool
	// State is AWS's word for it.
	State Reading[string]
}

// Answering is what does not answer in some of its states, whatever arrives. A
// state of change answers.
type Answering interface {
	// Answers is the state, and whether it answers in it.
	Answers() (state Reading[string], answers bool)
}

// Facing is what the internet can reach by itself, or not, as it is set.
type Facing interface {
	// Faces is the setting, and whether it faces the internet; no fact for what
	// does not say.
	Faces() (setting Reading[string], faces bool)
}

// Fronting is what hands on to others what reaches it, and sends no packets of its own into
// a VPC of ours.
type Fronting interface {
	// HandsOn is to what, as the setting that decides names it.
	HandsOn() Reading[[]string]
}

// Fetched is what a distribution of CloudFront can fetch from by a name of its own.
type Fetched interface {
	// FetchedAs is how the names begin that r has at AWS.
	FetchedAs(r *Resource) Reading[[]string]
}

// Started is what rules and schedules start on a cluster, which is all that they name.
type Started interface {
	// RunsOn is whether the cluster with an ARN may be the one it runs on.
	RunsOn(arn string) Reading[bool]
}

// Crossed is what packets cross on their way to something else, and do not end at.
type Crossed interface {
	// IsCrossed does nothing but mark the type.
	IsCrossed()
}

// Opened is what the internet can reach, or not, by a setting of its own that
// people make for this.
type Opened interface {
	// OpenToInternet is the setting in words, and whether it opens; no fact for
	// what does not say.
	OpenToInternet() (setting Reading[string], open bool)
}

// Networked is what takes part in a network in another way than by an interface in
// each subnet that it is plugged into.
type Networked interface {
	// Part is how it takes part; empty for what is plugged in like the others.
	Part() Reading[Part]
}

// Part is how a resource takes part in a network.
type Part string

// The parts that resources take.
const (
	// PartMachine has the network interfaces that AWS lists for it.
	PartMachine Part = "machine"
	// PartInterface is itself a network interface.
	PartInterface Part = "interface"
	// PartFleet has the interfaces of the machines that it started.
	PartFleet Part = "fleet"
	// PartTranslator calls by its own address on behalf of others.
	PartTranslator Part = "translator"
	// PartGateway is a service behind a gateway endpoint: it has no interface.
	PartGateway Part = "gateway"
	// PartOnMachines uses the interfaces of the machines that it runs on.
	PartOnMachines Part = "on machines"
	// PartBalancer answers on its listeners' ports alone.
	PartBalancer Part = "balancer"
	// PartManaged calls from ports that AWS chooses.
	PartManaged Part = "managed"
)
