package canary_test

import (
	"strings"
	"testing"

	"asbuilt/cmd"
	"asbuilt/discover"
)

// Each operation that a snapshot needs is denied in turn: discover says so and
// ends well, and only that operation's cells are not read, besides those that it
// alone leads to, which say so. No message of a denial is passed on.
func TestEachOperationDenied(t *testing.T) {
	d := newDesk(t)
	d.run(cmd.Clean, "discover", model, "--out", d.file("all.json"))
	var operations []string
	for _, c := range d.snapshot("all.json").Cells {
		if len(operations) == 0 || operations[len(operations)-1] != c.Operation {
			operations = append(operations, c.Operation)
		}
	}
	denied := 0
	for _, op := range operations {
		t.Setenv("FAKE_AWS", "deny "+op)
		said := d.run(cmd.Clean, "discover", model, "--out", d.file("denied.json"))
		found := false
		for _, c := range d.snapshot("denied.json").Cells {
			found = found || c.Operation == op && c.Status == discover.Denied
			if c.Operation != op && c.Status != discover.OK && !strings.Contains(c.Reason, "because of "+op) {
				t.Errorf("without %s this is not read either: %s", op, c)
			}
		}
		if !found { // there is nothing to ask it about
			continue
		}
		denied++
		if !strings.Contains(said, op) {
			t.Errorf("the denial of %s is not told:\n%s", op, said)
		}
		d.run(cmd.Found, "drift", model, "--snapshot", d.file("denied.json"))
	}
	t.Logf("%d of %d operations denied in turn", denied, len(operations))
	if denied < 180 {
		t.Errorf("only %d of %d operations could be denied", denied, len(operations))
	}
}
