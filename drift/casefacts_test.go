package drift

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
)

// notYet are facts of cases for want of which something else is said than that it is
// unknown, with what it is.
var notYet = map[string]string{
	"connections arn:db VPCSecurityGroups": "a rule is told of the next that its group is known to guard",
	"kinds arn:proxy VpcSecurityGroupIds":  "a rule is told of the next that its group is known to guard",
	"life arn:old-cert Status":             "a certificate that has run out has, whatever its status",
	"near arn:vpc-1 CidrBlock":             "what is called like it is taken for it",
	"near arn:lb-1 VpcId":                  "what is called like it is taken for it",
}

// Of no system, and not of the two examples alone, is anything broken for want of a fact,
// and nobody is silent about what was asked before: here of every case. A slice by day.
func TestNoCaseBreaksForWantOfAFact(t *testing.T) {
	runs, n := cases(t), 0
	for _, file := range slices.Sorted(maps.Keys(runs)) {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "testdata/"), ".txtar")
		e := example{name, runs[file].model, runs[file].snapshot}
		base := compare(e.model, e.snapshot)
		e.facts(40, func(fact string, r *discover.Resource, path string) {
			n++
			if notYet[fact] != "" {
				return
			}
			got := e.lacking(r, path)
			onlyUnknown(t, fact, base, got, true)
		})
	}
	if n < 150 {
		t.Errorf("only %d facts were taken away: the test has lost its object", n)
	}
	t.Logf("%d facts", n)
}
