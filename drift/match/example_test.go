package match_test

import (
	"fmt"
	"testing/fstest"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/model"
)

func ExampleMatch() {
	m, _, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(`
asbuilt: 1
name: Shop
elements:
  orders: {kind: sqs-queue, match: {name: orders-*}}
`)}}, "architecture.yaml", model.Options{})
	if err != nil {
		panic(err)
	}
	pairs := match.Match(m, &discover.Snapshot{Resources: []*discover.Resource{
		{Type: "AWS::SQS::Queue", ID: "q-1", Name: "orders-prod", Facts: &discover.Queue{}},
	}})
	fmt.Println(pairs.Of("orders").Resource().ID)
	// Output: q-1
}
