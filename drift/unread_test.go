package drift

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// twelve are a model of twelve accounts, each with two regions with a queue and a table
// in each, and their snapshot; of cells for which fails gives a reason nothing was read.
func twelve(t *testing.T, fails func(account, region string) string) run {
	t.Helper()
	var boundaries, elements strings.Builder
	s := &discover.Snapshot{Taken: time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)}
	for i := range 12 {
		account := fmt.Sprintf("1000000000%02d", i)
		fmt.Fprintf(&boundaries, "  a%d: {kind: account, aws: {account: %q}}\n", i, account)
		s.Cells = append(s.Cells, readCells(account, discover.Global, fails)...)
		for _, region := range []string{"ap-northeast-2", "eu-west-1"} {
			place := fmt.Sprintf("%s-%d", region[:2], i)
			fmt.Fprintf(&boundaries, "  %s: {kind: region, in: a%d, aws: {region: %s}}\n", place, i, region)
			fmt.Fprintf(&elements, "  q-%s: {kind: sqs-queue, in: %[1]s}\n", place)
			fmt.Fprintf(&elements, "  t-%s: {kind: dynamodb-table, in: %[1]s, deletion_protection: true}\n", place)
			s.Cells = append(s.Cells, readCells(account, region, fails)...)
			if fails(account, region) != "" {
				continue
			}
			add := func(typ, id string, facts any) {
				s.Resources = append(s.Resources, &discover.Resource{
					Type: typ, ID: id, ARN: "arn:" + id, Name: id, Account: account, Region: region, Facts: facts,
				})
			}
			add("AWS::SQS::Queue", "q-"+place, &discover.Queue{})
			add("AWS::DynamoDB::Table", "t-"+place, &discover.Table{TableStatus: "ACTIVE", DeletionProtectionEnabled: true})
		}
	}
	m := load(t, "twelve", []byte("asbuilt: 1\nname: Twelve\nlanguage: en\nboundaries:\n"+boundaries.String()+
		"elements:\n"+elements.String()))
	return compare(m, s)
}

func readCells(account, region string, fails func(account, region string) string) (cells []discover.Cell) {
	for _, op := range discover.Operations() {
		if op.Global != (region == discover.Global) {
			continue
		}
		c := discover.Cell{Account: account, Region: region, Operation: op.Name, Status: discover.OK}
		if reason := fails(account, region); reason != "" {
			c.Status, c.Reason = discover.Failed, reason
		}
		cells = append(cells, c)
	}
	return cells
}

// Where an account of many or a region of them cannot be read, nothing of it is missing,
// all that is not known has that one cause, and everything else is judged.
func TestAPlaceThatCannotBeRead(t *testing.T) {
	calm := twelve(t, func(string, string) string { return "" })
	if len(calm.findings) > 0 {
		t.Fatalf("in peace:\n%s", lines(calm.findings))
	}
	for _, c := range []struct {
		name  string
		fails func(account, region string) string
		// parts are the declared things of which nothing is known, causes the lines for them.
		parts, causes int
		says          string
	}{
		{"an account", func(account, _ string) string {
			if account == "100000000006" {
				return "the role cannot be assumed"
			}
			return ""
		}, 4, 1, "nothing of account 100000000006 could be read: the role cannot be assumed"},
		{"a region of one", func(account, region string) string {
			if account == "100000000006" && region == "eu-west-1" {
				return "HTTP 503"
			}
			return ""
		}, 2, 1, "nothing of eu-west-1 in account 100000000006 could be read: HTTP 503"},
		{"a region of all", func(_, region string) string {
			if region == "eu-west-1" {
				return "HTTP 503"
			}
			return ""
		}, 24, 1, "nothing of eu-west-1 could be read in any of 12 accounts: HTTP 503"},
		{"a region of all, and an account", func(account, region string) string {
			switch {
			case account == "100000000006":
				return "the role cannot be assumed"
			case region == "eu-west-1":
				return "HTTP 503"
			}
			return ""
		}, 26, 2, "nothing of eu-west-1 could be read in any of 12 accounts: HTTP 503"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := twelve(t, c.fails)
			unknown := map[string]bool{}
			for _, f := range got.findings {
				if f.Verdict != finding.Unknown {
					t.Errorf("%s", lines(finding.List{f}))
				}
				unknown[f.Subject] = true
			}
			if len(unknown) != c.parts {
				t.Errorf("%d things are unknown, %d cannot be read", len(unknown), c.parts)
			}
			causes := got.findings.Causes()
			if len(causes) != c.causes || !slices.ContainsFunc(causes, func(o *finding.Origin) bool { return o.Text.En == c.says }) {
				for _, o := range causes {
					t.Errorf("cause: %s", o.Text.En)
				}
			}
			for _, c := range got.checks { // what is said of the rest rests on the rest
				for _, e := range c.Evidence {
					if place, ok := strings.CutPrefix(e.From, "arn:"); ok && c.Verdict == finding.Holds && unknown[place] {
						t.Errorf("%s %s rests on %s, which was not read", c.Code, c.Subject, e.From)
					}
				}
				if unknown[c.Subject] && c.Verdict != finding.Unknown {
					t.Errorf("%s %s is %s, and nothing of it was read", c.Code, c.Subject, c.Verdict)
				}
			}
			was := calm.verdicts()
			for check, verdict := range got.verdicts() {
				if subject := strings.Fields(check)[1]; !unknown[subject] && verdict != was[check] {
					t.Errorf("%s is %s", check, verdict)
				}
			}
		})
	}
}
