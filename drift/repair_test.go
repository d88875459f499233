package drift

import (
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/internal/nightly"
	"asbuilt/internal/snapcase"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestRepairPutsBackWhatWasTakenAway takes rules of security groups away, one at a
// time, and wants them back for each connection that then does not hold: the same
// ports, from the same group.
func TestRepairPutsBackWhatWasTakenAway(t *testing.T) {
	m, s := systemA(t), readExample(t, "ai-service.clean.snapshot.json")
	tried, found := 0, 0
	for _, r := range s.Resources {
		f, ok := r.Facts.(*discover.SecurityGroup)
		if !ok {
			continue
		}
		whole := *f
		for i, rule := range whole.SecurityGroupIngress {
			if tried++; rule.GroupId == "" || tried%7 != 0 && !nightly.All() {
				continue
			}
			f.SecurityGroupIngress = slices.Delete(slices.Clone(whole.SecurityGroupIngress), i, i+1)
			pairs := match.Match(m, s)
			checks, _, _ := Compare(pairs, Options{})
			for _, c := range checks {
				if c.Code != CodeRefuted || c.Verdict == finding.Holds {
					continue
				}
				repair, ok := Repaired(pairs, m.Connection(c.Subject))
				want := "--group-id " + r.ID
				if !ok || !strings.Contains(repair.Command, want) ||
					!strings.Contains(repair.Command, "GroupId="+rule.GroupId+"}") {
					t.Errorf("%s without %v: repaired %v, by %s", c.Subject, rule, ok, repair.Command)
				}
				found++
				break // one connection a rule
			}
			*f = whole
		}
	}
	if found < 2 {
		t.Errorf("only %d connections were broken by %d rules", found, tried)
	}
}

// TestRepairs shows what is told: of a group, of a network ACL, of a peering; and that
// nothing is, where one change does not do or opens more than the connection.
func TestRepairs(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/repairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for i := 0; i < len(archive.Files); i += 3 {
		m := load(t, archive.Files[i].Name, archive.Files[i].Data)
		s := snapcase.Snapshot(t, archive.Files[i+1].Data)
		pairs := match.Match(m, s)
		archive.Files[i+2].Data = nil
		for _, conn := range m.Connections {
			got.Reset()
			if r, ok := Repaired(pairs, conn); ok {
				got.WriteString(conn.ID.V + ": " + r.Text.En + "\n" + r.Text.Ko + "\n" + r.Command + "\n" + r.Terraform + "\n")
			} else {
				got.WriteString(conn.ID.V + ": none\n")
			}
			archive.Files[i+2].Data = append(archive.Files[i+2].Data, got.String()...)
		}
	}
	golden.Check(t, "testdata/repairs.txt", txtar.Format(archive))
}
