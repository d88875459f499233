package model

import (
	"fmt"
	"net/netip"
	"strconv"
	"time"

	"asbuilt/finding"
)

// Value is a scalar of the model with the place it was written at. The zero
// value means that the model does not say.
type Value[T any] struct {
	V        T
	Position finding.Position
}

// IsSet reports whether the model says anything.
func (v Value[T]) IsSet() bool { return !v.Position.IsZero() }

// Or is the value, or other where the model does not say.
func (v Value[T]) Or(other T) T {
	if v.IsSet() {
		return v.V
	}
	return other
}

// The scalars of the language.
type (
	// String is any text.
	String = Value[string]
	// Int is a whole number; bounds are in the field's tag.
	Int = Value[int]
	// Number is a decimal number.
	Number = Value[float64]
	// Bool is true or false; YAML 1.1's yes and on are refused.
	Bool = Value[bool]
	// Duration is a length of time with a unit: 30s, 5m, 2h, 30d, 8w, 6mo, 1y.
	// A month counts 30 days and a year 365.
	Duration = Value[time.Duration]
	// Bytes is an amount of memory or disk with a unit: 512MB, 2GB, 1TB (powers
	// of 1024, as AWS counts them).
	Bytes = Value[int64]
	// Rate is a number a unit of time: 400/s, 120000/min, 5/h, 10/d.
	Rate = Value[PerTime]
	// Date is a day, 2027-01-31, or a month, 2026-10 (its first day), in UTC.
	Date = Value[time.Time]
	// CIDR is an address block: 10.20.0.0/16. It is kept as text; Prefix parses it.
	CIDR = Value[Prefix]
	// Port is a port with its protocol: 8080/tcp, 8000-8100/tcp, 53/udp.
	Port = Value[PortRange]
)

// Cited names a decision record: by its number, or by its path below the folder
// of records, without extension, where several have the number: pay/0001-x.
type Cited = Value[RecordName]

// RecordName is what a record is called: a Path, or a Number where that is empty.
type RecordName struct {
	Number int
	Path   string
}

// String is the name as the model writes it.
func (n RecordName) String() string {
	if n.Path != "" {
		return n.Path
	}
	return strconv.Itoa(n.Number)
}

// PerTime is a number of things in a unit of time.
type PerTime struct {
	N   float64
	Per time.Duration
}

// PerSecond is the rate in things a second.
func (r PerTime) PerSecond() float64 {
	if r.Per == 0 {
		return 0
	}
	return r.N / r.Per.Seconds()
}

// PortRange is one port (First equals Last) or a run of them. Protocol is tcp,
// udp or icmp; icmp has no ports.
type PortRange struct {
	First, Last int
	Protocol    string
}

// Text is a label or a sentence, in Korean, English or both. A plain string in
// the file is in the model's language.
type Text struct {
	finding.Text
	Position finding.Position
}

// Ref names something that is defined elsewhere in the model: an id, or for a
// part of a store "mariadb/planning".
type Ref struct {
	// ID is the name before the slash; Part what follows it, or empty.
	ID, Part string
	Position finding.Position
}

// IsSet reports whether anything is named.
func (r Ref) IsSet() bool { return r.ID != "" }

// String is the reference as it is written.
func (r Ref) String() string {
	if r.Part == "" {
		return r.ID
	}
	return r.ID + "/" + r.Part
}

// Named is embedded in everything that has an id of its own.
type Named struct {
	ID string `key:"id"`
	// Position is the place of the id.
	Position finding.Position
}

// Lifetime says in which states of the roadmap a thing exists. Both ends are
// inclusive; no Since means from the first state on, no Until to the last.
type Lifetime struct {
	Since Ref `yaml:"since" ref:"state" doc:"First state of the roadmap in which this exists."`
	Until Ref `yaml:"until" ref:"state" doc:"Last state of the roadmap in which this exists."`
}

// Prefix is an address block. Text is as written; Net is valid whenever the
// loader reported nothing about it.
type Prefix struct {
	Text string
	Net  netip.Prefix
}

// String writes the port as the model does: 8080, 8000-8100, 53/udp, icmp.
func (p PortRange) String() string {
	if p.Protocol == "icmp" {
		return "icmp"
	}
	s := strconv.Itoa(p.First)
	if p.Last != p.First {
		s += "-" + strconv.Itoa(p.Last)
	}
	if p.Protocol != "tcp" {
		s += "/" + p.Protocol
	}
	return s
}

// Full writes the port with its protocol, also where that is tcp: 8080/tcp,
// 8000-8100/tcp.
func (p PortRange) Full() string {
	if p.First == p.Last {
		return fmt.Sprintf("%d/%s", p.First, p.Protocol)
	}
	return fmt.Sprintf("%d-%d/%s", p.First, p.Last, p.Protocol)
}

// Contains reports whether every port of q is one of p, in the same protocol.
func (p PortRange) Contains(q PortRange) bool {
	return p.Protocol == q.Protocol && p.First <= q.First && q.Last <= p.Last
}
