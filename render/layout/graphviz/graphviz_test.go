package graphviz_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"asbuilt/render/layout"
	"asbuilt/render/layout/gate"
	"asbuilt/render/layout/graphviz"
	"asbuilt/render/layout/layouttest"
)

// An installed dot draws differently with every version, so it is used only when
// it is named: go test ./render/layout/graphviz -dot "$(which dot)"
var installed = flag.String("dot", "", "test with this dot too")

var ours graphviz.Options

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "asbuilt-graphviz-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	ours = graphviz.Options{Program: filepath.Join(dir, "asbuilt-graphviz"), Cache: filepath.Join(dir, "cache")}
	if out, err := exec.Command("go", "build", "-o", ours.Program,
		"asbuilt/cmd/asbuilt-graphviz").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build asbuilt-graphviz: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// programs are the ones to be tested.
func programs() map[string]graphviz.Options {
	all := map[string]graphviz.Options{"asbuilt-graphviz": ours}
	if *installed != "" {
		all["dot"] = graphviz.Options{Program: *installed}
	}
	return all
}

// Whatever graph is placed, the router can draw it without a fault.
func TestPlace(t *testing.T) {
	graphs := map[string]*layout.Graph{"AWS": layouttest.AWS(), "nested": layouttest.Nested(60), "empty": {}}
	for seed := range uint64(6) {
		graphs[fmt.Sprint("random ", seed)] = layouttest.Random(seed, 10+12*int(seed))
	}
	for program, o := range programs() {
		for name, g := range graphs {
			t.Run(program+"/"+name, func(t *testing.T) {
				l, err := graphviz.Place(context.Background(), g, o)
				if err != nil {
					t.Fatal(err)
				}
				again, err := graphviz.Place(context.Background(), g, o)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(l, again); diff != "" {
					t.Errorf("two placements differ:\n%s", diff)
				}
				if err := layout.Route(g, l); err != nil {
					t.Fatal(err)
				}
				for _, v := range gate.Check(gate.Of(g, l)) {
					t.Error(v)
				}
			})
		}
	}
}

func TestSidewaysEdgesDecideNothing(t *testing.T) {
	node := func(id string) *layout.Node { return &layout.Node{ID: id, Size: layout.Size{W: 100, H: 40}} }
	g := &layout.Graph{
		Root: &layout.Group{Children: []layout.Child{node("a"), node("b"), node("c")}},
		Edges: []*layout.Edge{
			{ID: "1", From: "a", To: "b"}, {ID: "2", From: "b", To: "c"}, {ID: "3", From: "c", To: "a", Loose: true},
		},
	}
	l, err := graphviz.Place(context.Background(), g, ours)
	if err != nil {
		t.Fatal(err)
	}
	if !(l.Nodes["a"].X+100 < l.Nodes["b"].X && l.Nodes["b"].X+100 < l.Nodes["c"].X) {
		t.Errorf("not from left to right: %v", l.Nodes)
	}
}

func TestTiersShareARank(t *testing.T) {
	node := func(id string, rank int) *layout.Node {
		return &layout.Node{ID: id, Size: layout.Size{W: 100, H: 40}, Place: layout.Place{Ranked: true, Rank: rank}}
	}
	g := &layout.Graph{
		Root: &layout.Group{Children: []layout.Child{
			&layout.Group{
				ID: "g", Title: layout.Size{W: 80, H: 16},
				Children: []layout.Child{node("a", 0), node("b", 1), node("c", 1)},
			},
		}},
		Edges: []*layout.Edge{{ID: "1", From: "a", To: "b"}},
	}
	l, err := graphviz.Place(context.Background(), g, ours)
	if err != nil {
		t.Fatal(err)
	}
	if l.Nodes["b"].X != l.Nodes["c"].X || l.Nodes["a"].X >= l.Nodes["b"].X {
		t.Errorf("b and c are not one rank after a: %v", l.Nodes)
	}
}

// A program that answers nonsense, fails, or never ends is told from a good one.
func TestErrors(t *testing.T) {
	g := &layout.Graph{Root: &layout.Group{Children: []layout.Child{
		&layout.Group{ID: "vpc", Children: []layout.Child{
			&layout.Node{
				ID: "api", Size: layout.Size{W: 72, H: 36},
			}, &layout.Node{ID: "db", Size: layout.Size{W: 72, H: 36}},
		}},
	}}}
	answer := func(vpc, api, db string) string {
		return fmt.Sprintf(`{"bb":"0,0,300,200","objects":[{"name":"cluster_1","bb":%q},{"name":"n2","pos":%q},{"name":"n3","pos":%q}]}`, vpc, api, db)
	}
	for name, c := range map[string]struct{ script, want string }{
		"good":      {say(answer("10,10,290,190", "60,100", "200,100")), ""},
		"outside":   {say(answer("10,10,150,190", "60,100", "200,100")), `it put "db" outside of "vpc"`},
		"one place": {say(answer("10,10,290,190", "60,100", "100,100")), `it put "api" and "db" on one place`},
		"not finite": {
			say(answer("10,10,290,190", "nan,100", "200,100")), `read the place of "api": not a place: nan,100`,
		},
		"infinite": {
			say(answer("10,10,290,190", "inf,100", "200,100")), `read the place of "api": not a place: inf,100`,
		},
		"too few": {
			say(answer("10,10,290", "60,100", "200,100")),
			`read the place of "vpc": 4 numbers wanted, got "10,10,290"`,
		},
		"missing":       {say(`{"bb":"0,0,300,200"}`), `it gave no place to "vpc"`},
		"empty":         {say(`{}`), `read the size of the whole`},
		"not JSON":      {say(`Warning`), `read its answer`},
		"nothing":       {"exit 0", `read its answer: unexpected end of JSON`},
		"fails":         {"echo out of memory >&2; exit 7", `exit status 7: out of memory`},
		"never ends":    {"exec sleep 60", `it took longer than 300ms and was ended`},
		"no program":    {"", `no program is named`},
		"not installed": {"", `no such file or directory`},
	} {
		t.Run(name, func(t *testing.T) {
			o := graphviz.Options{Program: filepath.Join(t.TempDir(), "fake"), Timeout: 300 * time.Millisecond}
			switch {
			case name == "no program":
				o.Program = ""
			case c.script != "":
				if name != "never ends" {
					o.Timeout = time.Minute
				}
				if err := os.WriteFile(o.Program, []byte("#!/bin/sh\ncat > /dev/null\n"+c.script+"\n"),
					0o755); err != nil {
					t.Fatal(err)
				}
			}
			_, err := graphviz.Place(context.Background(), g, o)
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func say(answer string) string { return "printf '%s' '" + answer + "'" }

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := graphviz.Place(ctx, layouttest.AWS(), ours); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestBadGraphs(t *testing.T) {
	node := &layout.Node{ID: "a"}
	for want, g := range map[string]*layout.Graph{
		`lay out "a": two nodes or groups have this id`: {Root: &layout.Group{Children: []layout.Child{node, node}}},
		`lay out edge "e": no node or group "elsewhere"`: {
			Root:  &layout.Group{Children: []layout.Child{node}},
			Edges: []*layout.Edge{{ID: "e", From: "a", To: "elsewhere"}},
		},
	} {
		if _, err := graphviz.Place(context.Background(), g, ours); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// Compiled code is read only from a folder that no other user can write to.
func TestCacheIsPrivate(t *testing.T) {
	o := ours
	o.Cache = t.TempDir()
	if err := os.Chmod(o.Cache, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := graphviz.Place(context.Background(), &layout.Graph{}, o); err == nil ||
		!strings.Contains(err.Error(), "others may write to") {
		t.Errorf("error %v, want that the folder is open to others", err)
	}
}
