package reach_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/drift/reach"
	"asbuilt/internal/golden"
	"asbuilt/internal/snapcase"
	"asbuilt/model"
	"asbuilt/way"
)

// TestNetworks asks questions of networks. A case is a snapshot, questions, and what
// is said to each. A question is "FROM TO PORT [HOST…]", and what it is asked with
// besides: " | ID FACT JSON" gives a fact another value, " | ID FACT ?" one that was
// not read, " | -OPERATION" a listing that was denied.
func TestNetworks(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 4 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var says strings.Builder
			for line := range strings.Lines(string(archive.Files[1].Data)) {
				if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
					says.WriteString("\n" + line + "\n" + answered(t, archive.Files[0].Data, line))
				}
			}
			archive.Files[2].Data = []byte(says.String())
			golden.Check(t, file, txtar.Format(archive))
		})
	}
}

// answered is what is said to one question.
func answered(t *testing.T, snapshot []byte, line string) string {
	t.Helper()
	parts := strings.Split(line, " | ")
	var denied []string
	for _, p := range parts[1:] {
		if op, ok := strings.CutPrefix(p, "-"); ok {
			denied = append(denied, op)
		}
	}
	s := snapcase.Snapshot(t, snapshot, denied...)
	for _, p := range parts[1:] {
		if !strings.HasPrefix(p, "-") {
			edit(t, s, p)
		}
	}
	net := reach.NewNetwork(discover.NewIndex(s))
	words := strings.Fields(parts[0])
	port, ok := model.ParsePort(words[2])
	if !ok {
		t.Fatalf("%s: no port", line)
	}
	from, to := sideOf(t, net, s, words[0]), sideOf(t, net, s, words[1])
	w := net.Between(from, to, port, words[3:]...)
	var b strings.Builder
	fmt.Fprintf(&b, "  %s", w.Verdict)
	if x := net.Crossed(from, to, []model.PortRange{port}); len(words) == 3 {
		fmt.Fprintf(&b, ", anything: %s", x.Verdict)
		if y, _ := net.Reaches(from, to, []model.PortRange{port}); y != x.Verdict {
			t.Errorf("%s: by class %s, by itself %s", line, y, x.Verdict)
		}
	}
	b.WriteByte('\n')
	for _, r := range w.Blocks {
		fmt.Fprintf(&b, "  ✗ %s %s [%s %s]\n", r.Code, r.Text.En, r.Fact.Resource, r.Rule)
	}
	for _, m := range w.Missing {
		fmt.Fprintf(&b, "  ? %s [%s %s %v]\n", m.Text.En, m.Fact.Resource, m.Fact.Name, m.Ignored)
	}
	for _, h := range w.Hops {
		fmt.Fprintf(&b, "  · %s %s = %s\n", h.Resource, h.Name, h.Value)
	}
	for _, trail := range w.Trails {
		if len(trail.Passes) > 0 {
			fmt.Fprintf(&b, "  → %s\n", strings.Join(trail.Passes, " → "))
		}
	}
	return b.String()
}

// edit changes one fact of one resource, or says that it was not read.
func edit(t *testing.T, s *discover.Snapshot, change string) {
	t.Helper()
	words := strings.SplitN(change, " ", 3)
	for i, r := range s.Resources {
		if r.ID != words[0] {
			continue
		}
		switch {
		case words[1] == "gone":
			s.Resources = append(s.Resources[:i:i], s.Resources[i+1:]...)
		case words[2] == "?":
			r.Unknown = map[string]string{words[1]: "denied"}
		default:
			f := reflect.ValueOf(r.Facts).Elem().FieldByName(words[1])
			f.SetZero()
			if err := json.Unmarshal([]byte(words[2]), f.Addr().Interface()); err != nil {
				t.Fatalf("%s: %v", change, err)
			}
		}
		return
	}
	t.Fatalf("%s: there is no %s", change, words[0])
}

func sideOf(t *testing.T, net *reach.Network, s *discover.Snapshot, word string) reach.Side {
	t.Helper()
	if word == "internet" {
		return reach.Side{End: reach.Everywhere()}
	}
	for _, r := range s.Resources {
		if r.ID == word && r.Type != "AWS::EC2::Subnet" && r.Type != "AWS::EC2::VPC" {
			return reach.Of(r)
		}
	}
	e, ok, err := net.At(word)
	if err != nil || !ok {
		return reach.Side{End: way.End{Missing: []way.Missing{{Ignored: true, Fact: way.Fact{Name: fmt.Sprint(err)}}}}}
	}
	return reach.Side{End: e}
}
