package reach_test

import (
	"fmt"

	"asbuilt/discover"
	"asbuilt/drift/reach"
)

func ExampleSubnetExposure() {
	subnet := &discover.Resource{Type: "AWS::EC2::Subnet", ID: "subnet-1",
		Facts: &discover.Subnet{VpcId: "vpc-1", MapPublicIpOnLaunch: true}}
	table := &discover.Resource{Type: "AWS::EC2::RouteTable", ID: "rtb-1", Facts: &discover.RouteTable{
		VpcId:        "vpc-1",
		Associations: []discover.RouteTableAssociation{{Main: true}},
		Routes:       []discover.Route{{DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active"}},
	}}
	x := discover.NewIndex(&discover.Snapshot{Resources: []*discover.Resource{subnet, table}})
	fmt.Println(reach.SubnetExposure(x, subnet).Exposure)
	// Output: isolated
}
