package kind_test

import (
	"fmt"

	"asbuilt/model/kind"
)

func ExampleLookup() {
	k := kind.Lookup("sqs-queue")
	fmt.Println(k.Label.Ko, k.AWS, k.Checked)
	// Output: Amazon SQS 대기열 [AWS::SQS::Queue] [encryption shared_with]
}
