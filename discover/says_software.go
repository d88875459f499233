package discover

import "strconv"

// What runs, on what, and on which port it answers.

// Engined is a store that runs an engine, in a version, on machines of a size.
type Engined interface {
	// Runs is that engine.
	Runs() Engine
}

// Engine is what a store runs.
type Engine struct {
	// Name and Version are in AWS's words: aurora-mysql, 8.0.32.
	Name, Version Reading[string]
	// Class is the size of its machines. Without a fact it has none to choose, or
	// its machines have their own.
	Class Reading[string]
}

// Disked is what has a disk of its own, of a size and speed that were chosen.
type Disked interface {
	// Disk is that disk.
	Disk() Disk
}

// Disk is one disk. What nobody chose, or AWS does not tell, has no fact.
type Disk struct {
	GiB        Reading[int]
	Kind       Reading[string] // gp3, io2 and so on
	IOPS       Reading[int]
	Throughput Reading[int] // MiB/s
}

// Serving is what answers on ports of its own.
type Serving interface {
	// Serves are the ports.
	Serves() Reading[[]Port]
}

// Port is a port that something answers on. Protocol is tcp or udp; empty where
// AWS does not say.
type Port struct {
	Number   int
	Protocol string
}

// String is the port as the model writes it: "8080/tcp", "3306".
func (p Port) String() string {
	if p.Protocol == "" {
		return strconv.Itoa(p.Number)
	}
	return strconv.Itoa(p.Number) + "/" + p.Protocol
}

// onPort is the one port of a store.
func onPort(port int, fact string) Reading[[]Port] { return said([]Port{{Number: port}}, fact) }
