package icons_test

import (
	"fmt"

	"asbuilt/render/icons"
)

func Example() {
	fmt.Println(icons.Names("AWS::ElasticLoadBalancingV2::LoadBalancer", "network"))
	_, err := icons.Open("testdata/none")
	fmt.Println(err != nil)
	// Output:
	// [Elastic-Load-Balancing_Network-Load-Balancer Elastic-Load-Balancing]
	// true
}
