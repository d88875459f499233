package grant_test

import (
	"fmt"

	"asbuilt/discover"
	"asbuilt/grant"
)

func Example() {
	policy := &discover.Policy{Statement: []discover.PolicyStatement{
		{Effect: "Allow", Action: []string{"s3:*"}, Resource: []string{"arn:aws:s3:::docs/*"}},
		{Effect: "Deny", Action: []string{"s3:Delete*"}, Resource: []string{"*"}},
	}}
	held := grant.Set{Identity: []grant.Named{{Name: "docs", Document: policy}}}
	answer, _ := held.Decide("s3:DeleteObject", "arn:aws:s3:::docs/a")
	fmt.Println(answer == grant.Denied)
	excess, _ := held.Beyond([]grant.Permission{{Actions: []string{"s3:GetObject"}}})
	fmt.Println(excess[0].Action, excess[0].Resource)
	// Output:
	// true
	// s3:* arn:aws:s3:::docs/*
}
