package reach

import (
	"testing"

	"asbuilt/discover"
)

// TestPreserves goes through what the page of AWS says of client addresses, with
// a group of another load balancer beside that would say the contrary.
func TestPreserves(t *testing.T) {
	for _, c := range []struct {
		targets, protocol, says string
		want                    bool
	}{
		{"instance", "TCP", "", true}, {"instance", "TLS", "", true}, {"instance", "UDP", "", true},
		{"ip", "TCP", "", false}, {"ip", "TLS", "", false}, {"ip", "UDP", "", true}, {"ip", "TCP_UDP", "", true},
		{"ip", "QUIC", "", true}, {"ip", "TCP_QUIC", "", true}, {"alb", "TCP", "", false},
		{"instance", "TCP", "true", true}, {"instance", "TCP", "false", false}, {"instance", "TLS", "false", false},
		{"ip", "TCP", "true", true}, {"ip", "TCP", "false", false}, {"ip", "UDP", "false", true},
	} {
		group := func(lb, targets, protocol string) *discover.Resource {
			facts := &discover.TargetGroup{LoadBalancerArns: []string{lb}, TargetType: targets, Protocol: protocol}
			if lb == "arn:lb" {
				facts.PreserveClientIP = c.says
			}
			return &discover.Resource{Type: typeTargets, ID: lb + targets, ARN: lb + targets, Facts: facts}
		}
		others := group("arn:other", "instance", "UDP")
		if c.want {
			others = group("arn:other", "ip", "TCP")
		}
		all := []*discover.Resource{others, group("arn:lb", c.targets, c.protocol), others}
		n := &Network{x: discover.NewIndex(&discover.Snapshot{Resources: all})}
		if got := n.preserves(&discover.Resource{ARN: "arn:lb"}); got != c.want {
			t.Errorf("%s targets by %s, %q: %t", c.targets, c.protocol, c.says, got)
		}
	}
}
