package packet_test

import (
	"testing"

	"asbuilt/packet"
)

func TestAtoms(t *testing.T) {
	atoms := packet.AtomsOf(packet.Blocks("10.0.1.0/24"), packet.Blocks("10.0.1.128/25", "192.168.0.7"), packet.IPv6())
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"10.0.1.1", "10.0.1.127", true},
		{"10.0.1.127", "10.0.1.128", false},
		{"10.0.1.128", "10.0.1.255", true},
		{"10.0.1.255", "10.0.2.0", false},
		{"10.0.0.255", "10.0.1.0", false},
		{"10.0.2.0", "192.168.0.6", true},
		{"192.168.0.6", "192.168.0.7", false},
		{"192.168.0.7", "192.168.0.8", false},
		{"10.0.0.1", "2001:db8::1", false},
		{"10.0.1.0/24", "10.0.1.0/24", true},
		{"10.0.1.0/26", "10.0.1.64/26", false}, // each a run of its own
	} {
		if got := atoms.Name(packet.Blocks(test.a)) == atoms.Name(packet.Blocks(test.b)); got != test.same {
			t.Errorf("%s and %s: the same %v, want %v", test.a, test.b, got, test.same)
		}
	}
	if atoms.Name(packet.Blocks("10.0.1.1", "10.9.0.1")) == atoms.Name(packet.Blocks("10.0.1.1")) {
		t.Error("two addresses are named as one")
	}
}
