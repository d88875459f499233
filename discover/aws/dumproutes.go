package aws

import (
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// endpointTargets takes over the targets of routes that a dump calls VpcEndpointId, as
// create-route and CloudFormation do, and tools that write such files with them. AWS's own
// reply has no such member: it has them as gateways.
func endpointTargets(text []byte, out any) {
	reply, ok := out.(*ec2.DescribeRouteTablesOutput)
	if !ok {
		return
	}
	var also struct {
		RouteTables []struct {
			Routes []struct{ VpcEndpointId *string }
		}
	}
	if json.Unmarshal(text, &also) != nil {
		return
	}
	for i, t := range also.RouteTables {
		for k, r := range t.Routes {
			if to := &reply.RouteTables[i].Routes[k]; to.GatewayId == nil {
				to.GatewayId = r.VpcEndpointId
			}
		}
	}
}
