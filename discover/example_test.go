package discover_test

import (
	"bytes"
	"fmt"
	"time"

	"asbuilt/discover"
)

func Example() {
	snapshot := &discover.Snapshot{
		Taken: time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC),
		Cells: []discover.Cell{
			{
				Account:   "210987654321",
				Region:    "ap-northeast-2",
				Operation: "rds:DescribeDBInstances",
				Status:    discover.OK,
			},
			{
				Account:   "210987654321",
				Region:    "ap-northeast-2",
				Operation: "sqs:ListQueues",
				Status:    discover.Denied,
				Reason:    "explicit deny in an SCP",
			},
		},
		Resources: []*discover.Resource{{
			Type:    "AWS::RDS::DBInstance",
			ID:      "orders",
			Account: "210987654321",
			Region:  "ap-northeast-2",
			Name:    "orders",
			Facts:   &discover.DBInstance{Engine: "mariadb", MultiAZ: true},
		}},
	}
	var file bytes.Buffer
	if err := discover.Write(&file, snapshot); err != nil {
		panic(err)
	}
	read, err := discover.Read(&file)
	if err != nil {
		panic(err)
	}
	at := discover.NewIndex(read)
	for _, r := range at.Type("AWS::RDS::DBInstance") {
		fmt.Println(r.Name, r.Facts.(*discover.DBInstance).MultiAZ, at.Missing(r, "MultiAZ") == nil)
	}
	fmt.Println(at.Unlisted("AWS::SQS::Queue", "210987654321", "ap-northeast-2"))
	// Output:
	// orders true true
	// sqs:ListQueues in 210987654321/ap-northeast-2: denied (explicit deny in an SCP)
}
