package aws

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// A route of a dump may name an endpoint by either word.
func TestEndpointTargets(t *testing.T) {
	var out ec2.DescribeRouteTablesOutput
	text := `{"RouteTables": [{"Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"},
		{"DestinationCidrBlock": "10.0.2.0/24", "VpcEndpointId": "vpce-1"}]},
		{"Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}]}]}`
	if g := unmarshal([]byte(text), &out); g != nil {
		t.Fatal(g.reason)
	}
	for i, want := range [][]string{{"local", "vpce-1"}, {""}} {
		for k, target := range want {
			if got := val(out.RouteTables[i].Routes[k].GatewayId); got != target {
				t.Errorf("route %d of table %d leads to %q, want %q", k, i, got, target)
			}
		}
	}
}
