package discover

import (
	"slices"
	"testing"
)

// Of a type everything was read where each operation that lists it went well in every place
// that was looked at.
func TestWhatWasRead(t *testing.T) {
	s := &Snapshot{Taken: taken}
	at := func(account, region, operation string, status Status) {
		s.Cells = append(s.Cells, Cell{Account: account, Region: region, Operation: operation, Status: status})
	}
	for _, region := range []string{"r-2", "r-1"} {
		for _, typ := range []string{"AWS::SQS::Queue", "AWS::EC2::VPC", "AWS::EC2::Subnet"} {
			known, _ := Lookup(typ)
			for _, op := range known.Read {
				if typ == "AWS::EC2::VPC" && region == "r-1" {
					at("2", region, op, Denied)
				} else {
					at("2", region, op, OK)
				}
			}
		}
	}
	at("1", "r-3", "sqs:ListQueues", OK)
	x := NewIndex(s)
	listed := x.Listed()
	for typ, want := range map[string]bool{
		"AWS::SQS::Queue": true, "AWS::EC2::Subnet": true,
		"AWS::EC2::VPC":         false, // not in one region
		"AWS::Lambda::Function": false, // nobody asked
	} {
		if slices.Contains(listed, typ) != want {
			t.Errorf("%s is listed: %t", typ, !want)
		}
	}
	if !slices.IsSorted(listed) {
		t.Errorf("%v is not sorted", listed)
	}
	if got := s.Places(); !slices.Equal(got, []string{"1/r-3", "2/r-1", "2/r-2"}) {
		t.Errorf("places: %v", got)
	}
}
