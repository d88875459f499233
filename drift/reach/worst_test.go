package reach_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
	"asbuilt/way"
)

// TestCrossedTellsTheWorst holds that of several ports the one that is open decides,
// before one of which nobody knows, before one that is closed, in any order.
func TestCrossedTellsTheWorst(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "classic.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for unread, want := range map[string]way.Verdict{"": way.Open, "old Listeners ?": way.Unknown} {
		s := snapcase.Snapshot(t, archive.Files[0].Data)
		if unread != "" {
			edit(t, s, unread)
		}
		net := reach.NewNetwork(discover.NewIndex(s))
		from, to := sideOf(t, net, s, "internet"), sideOf(t, net, s, "old")
		closed, _ := model.ParsePort("80")
		other, _ := model.ParsePort("443")
		ports := []model.PortRange{closed, other}
		for range 2 {
			if w := net.Crossed(from, to, ports); w.Verdict != want {
				t.Errorf("%q, %v: %s, want %s", unread, ports, w.Verdict, want)
			}
			slices.Reverse(ports)
		}
	}
}
