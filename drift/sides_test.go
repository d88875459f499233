package drift

import (
	"fmt"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/internal/snapcase"
	"asbuilt/model/kind"
)

// TestNobodySeenIsNotTheInternet lets something of each kind that AWS has no type for
// call a database that lets the office and one group in. In the office it is let in; in
// the tier nobody knows its groups, and with the right one it is let in too; in a region
// alone nobody knows where it is. Whoever is on the internet is not let in.
func TestNobodySeenIsNotTheInternet(t *testing.T) {
	archive := archives(t)["testdata/sides.txtar"]
	var snapshot []byte
	for _, f := range archive.Files {
		if f.Name == "snapshot" {
			snapshot = f.Data
		}
	}
	snap := snapcase.Snapshot(t, snapshot)
	tried := 0
	for _, k := range kind.All() {
		if len(k.AWS) > 0 || k.Regional || k.Category == kind.Place || k.Category == kind.Set ||
			k.Category == kind.Delivery || k.Category == kind.Security {
			continue
		}
		for at, want := range map[string]finding.Verdict{
			"in: office":                           finding.Holds,
			"in: app":                              finding.Unknown,
			"in: app, groups: [node-sg]":           finding.Holds,
			"in: app, groups: [db-sg]":             finding.Broken,
			"addresses: [192.168.9.9]":             finding.Holds,
			"addresses: [203.0.113.9]":             finding.Broken,
			"in: hidden":                           finding.Unknown,
			"in: unjoined":                         finding.Holds,
			"in: hidden, addresses: [192.168.9.9]": finding.Holds,
		} {
			facts := strings.Join(k.Facts, " ")
			if strings.Contains(at, "addresses") && !strings.Contains(facts, "addresses") {
				continue
			}
			m := load(t, k.ID+" "+at, []byte(fmt.Sprintf(`asbuilt: 1
name: Case
language: en
boundaries:
  prod: {kind: account, aws: {account: "210987654321"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  vpc: {kind: vpc, in: seoul, match: {id: vpc-1}}
  app: {kind: subnets, in: vpc, per_zone: {a: 10.0.1.0/24, c: 10.0.2.0/24}, match: {name: "app-*"}}
  office: {kind: on-premises, cidr: 192.168.0.0/16}
  hidden: {kind: on-premises}
  unjoined: {kind: on-premises, cidr: 192.168.7.0/24}
groups:
  node-sg: {kind: security-group, in: vpc}
  db-sg: {kind: security-group, in: vpc}
elements:
  line: {kind: vpn, in: seoul, joins: [vpc, office]}
  other: {kind: vpn, in: seoul, joins: [vpc, hidden], match: none, because: another team's}
  db: {kind: rds-mysql, in: app, groups: [db-sg]}
  who: {kind: %s, %s}
connections:
  - {id: asked, from: who, to: db, port: 3306}
`, k.ID, at)))
			for _, c := range compare(m, snap).checks {
				if c.Subject != "asked" {
					continue
				}
				tried++
				if c.Verdict != want {
					t.Errorf("%s {%s} is %s, want %s", k.ID, at, c.Verdict, want)
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d were judged", tried)
	}
}
