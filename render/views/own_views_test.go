package views_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render/views"
)

// withView is the shop with a view of its own.
func withView(keys string) string {
	return strings.Replace(shop, "module: a}", "module: a, tags: [core, money]}",
		1) + "views:\n  mine: {" + keys + "}\n"
}

// shown are the ids of the nodes, in order.
func shown(d *views.Diagram) string {
	var ids []string
	for _, n := range d.Nodes() {
		ids = append(ids, n.ID)
	}
	return strings.Join(ids, " ")
}

func TestPredicates(t *testing.T) {
	for _, test := range []struct{ predicate, want string }{
		{`id == a-api`, "a-api"},
		{`id == "*-api"`, "a-api b-api"},
		{`id != *-api and not category == network`, "people alb db llm key"},
		{`kind = ecs-service`, "a-api b-api"},
		{`category == store or category == ai`, "db llm"},
		{`tag == core and tag == money`, "a-api"},
		{`module == b`, "b-api"},
		{`boundary == vpc and not (category == compute or category == entry)`, "db nat igw"},
		{`boundary == pub`, "nat"},
		{`neighbours(db)`, "a-api b-api db"},
		{`neighbours(db, 2)`, "alb a-api b-api db llm"},
		{`neighbours(db, 0)`, "db"},
		{`from(alb)`, "alb a-api b-api db llm"},
		{`from(people, 1)`, "people alb"},
		{`to(llm)`, "people alb a-api llm"},
		{`to(llm, 1) and kind == 'ecs-service'`, "a-api"},
		{`not not id == key`, "key"},
	} {
		t.Run(test.predicate, func(t *testing.T) {
			m := load(t, withView(fmt.Sprintf("select: '%s', group_by: none",
				strings.ReplaceAll(test.predicate, "'", "''"))))
			if bad := views.Check(m); len(bad) > 0 {
				t.Fatal(bad[0].Message.En)
			}
			if diff := cmp.Diff(test.want, shown(resolve(t, m, "mine", views.Overlay{}))); diff != "" {
				t.Errorf("chosen (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckPointsAtTheFault(t *testing.T) {
	for _, test := range []struct{ predicate, want string }{
		{`kind == ecs-servce`, `8+10 unknown name "ecs-servce": did you mean "ecs-service"?`},
		{`kind == "ecs-servce"`, `9+10 unknown name "ecs-servce": did you mean "ecs-service"?`},
		{`modul == a`, `0+5 unknown word "modul": did you mean "module"?`},
		{`neighbors(db)`, `0+9 unknown word "neighbors": did you mean "neighbours"?`},
		{`neighbours(peple)`, `11+5 unknown name "peple": did you mean "people"?`},
		{`neighbours(db, two)`, `15+3 unexpected "two": expected: a number of steps, such as 2`},
		{`from(db`, `7+1 the predicate ends too soon: expected: )`},
		{`kind ecs-service`, `5+11 unexpected "ecs-service": expected: ==, !=`},
		{`kind == `, `8+1 the predicate ends too soon: expected: a name`},
		{`id == db id == nat`, `9+2 unexpected "id": expected: and, or`},
		{
			`id == db and`,
			`12+1 the predicate ends too soon: expected: ` +
				`id, kind, category, tag, module, boundary, holds, sensitivity, owner, neighbours(…), from(…), to(…)`,
		},
		{`(id == db`, `9+1 the predicate ends too soon: expected: )`},
		{`id == "db`, `6+1 a quote that is not closed: `},
		{`boundary == 가`, `12+1 unknown name "가": nothing in the model is called so`},
		{`tag == cre`, `7+3 unknown name "cre": did you mean "core"?`},
	} {
		t.Run(test.predicate, func(t *testing.T) {
			source := withView("select: '" + test.predicate + "'")
			m := load(t, source)
			found := views.Check(m)
			if len(found) != 1 || found[0].Code != views.CodePredicate || found[0].Subject != "mine" {
				t.Fatalf("%d findings", len(found))
			}
			f := found[0]
			start := len([]rune(f.Source[:strings.Index(f.Source, "select: '")])) + len("select: '") + 1
			got := fmt.Sprintf("%d+%d %s: %s", f.Position.Col-start, f.Length, f.Message.En, f.Hint.En)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("finding (-want +got):\n%s", diff)
			}
			if f.Message.Ko == "" {
				t.Error("no Korean")
			}
			if d := resolve(t, m, "mine", views.Overlay{}); len(d.Nodes()) > 0 || d.Empty.IsZero() {
				t.Error("a view that cannot be read shows something, or does not say that it shows nothing")
			}
		})
	}
}

func TestSelectsNothing(t *testing.T) {
	m := load(t, withView("select: 'module == a and module == b'"))
	found := views.Check(m)
	if len(found) != 1 || found[0].Code != views.CodeSelectsNothing || found[0].Severity != finding.Warning {
		t.Fatal(found)
	}
	if d := resolve(t, m, "mine", views.Overlay{}); !strings.Contains(d.Empty.Ko, "조건") ||
		!strings.Contains(d.Empty.En, "select") {
		t.Error(d.Empty)
	}
}

func TestTooLarge(t *testing.T) {
	text := "asbuilt: 1\nname: t\nviews:\n  some: {select: 'id == s1'}\n  all: {group_by: none}\nelements:\n"
	for i := range 201 {
		text += fmt.Sprintf("  s%d: {kind: lambda}\n", i)
	}
	m := load(t, text)
	var got []string
	for _, f := range views.Check(m) {
		got = append(got, fmt.Sprint(f.Code, " ", f.Subject, " ", f.Position.Line, " ", f.Severity))
	}
	want := []string{"view-too-large all 5 note"} // the containers fold by themselves
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestRulesCoverTheCodes(t *testing.T) {
	for _, code := range []string{views.CodePredicate, views.CodeSelectsNothing, views.CodeTooLarge} {
		if r, ok := views.Rules().Lookup(code); !ok || r.Title.Ko == "" || r.Cause.Ko == "" || r.Cure.Ko == "" {
			t.Errorf("%s: %v", code, r)
		}
	}
}

func TestOwnViews(t *testing.T) {
	for _, test := range []struct{ name, keys, groups, lines string }{
		{
			"by module", "group_by: module", "a b",
			"people -> alb request HTTPS 443 ×1\nalb -> a-api request HTTPS 8080 ×1\nalb -> b-api request HTTPS 8080 ×1\n" +
				"a-api -> db request MySQL 3306 ×1\nb-api -> db request MySQL 3306 ×1\na-api -> llm request ask ×1\n",
		},
		{
			"by place", "group_by: boundary, select: 'boundary == app'", "prod seoul vpc app",
			"alb -> a-api request HTTPS 8080 ×1\nalb -> b-api request HTTPS 8080 ×1\na-api -> db request MySQL 3306 ×1\nb-api -> db request MySQL 3306 ×1\n",
		},
		{
			"collapsed", "group_by: none, collapse: [app]", "",
			"people -> app request HTTPS 443 ×1\napp -> llm request ask ×1\n",
		},
		{
			"collapsed in the network", "like: network, collapse: [app]", "net prod seoul vpc pub",
			"people -> app request HTTPS 443 ×1\napp -> nat request HTTPS 443 ×1\nnat -> igw request HTTPS 443 ×1\nigw -> llm request HTTPS 443 ×1\n",
		},
		{
			"three places deep", "group_by: boundary, depth: 3", "net prod seoul vpc",
			"people -> app request HTTPS 443 ×1\napp -> llm request ask ×1\n",
		},
		{
			"outermost of two", "group_by: none, collapse: [app, vpc]", "",
			"people -> vpc request HTTPS 443 ×1\nvpc -> llm request ask ×1\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := resolve(t, load(t, withView(test.keys)), "mine", views.Overlay{})
			var groups []string
			for _, g := range d.Groups() {
				groups = append(groups, g.ID)
			}
			if diff := cmp.Diff(test.groups, strings.Join(groups, " ")); diff != "" {
				t.Errorf("groups (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.lines, lines(d)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGraphvizIsRecorded(t *testing.T) {
	v, ok := views.Lookup(load(t, withView("layout: graphviz")), "mine")
	if !ok || v.Engine != "graphviz" {
		t.Errorf("engine %q", v.Engine)
	}
}

// TestOrderIsAHint puts an element before others of its file.
func TestOrderIsAHint(t *testing.T) {
	m := load(t, strings.Replace(shop, "b-api: {", "b-api: {order: -1, ", 1))
	for _, n := range resolve(t, m, "network", views.Overlay{}).Nodes() {
		if want := map[string]int{"b-api": -1}[n.ID]; n.Place.Order != want {
			t.Errorf("%s: order %d", n.ID, n.Place.Order)
		}
	}
}

// FuzzPredicate holds any predicate to an answer: a place in the text, or a
// choice of elements.
func FuzzPredicate(f *testing.F) {
	for _, seed := range []string{
		"kind == a and (not tag != 'x' or neighbours(db, 2))", "((((", "not", "from(,)", "id == [", "\"", "id=*",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, predicate string) {
		m, _, err := model.Load(fstest.MapFS{
			"m.yaml": {Data: []byte(withView(fmt.Sprintf("select: %q", predicate)))},
		}, "m.yaml", model.Options{})
		if err != nil || m == nil || len(m.Views) == 0 {
			return
		}
		for _, found := range views.Check(m) {
			if found.Position.Line < 1 || found.Position.Col < 1 {
				t.Errorf("%q: no place", predicate)
			}
		}
		views.Resolve(m, views.Of(m)[len(views.Of(m))-1], views.Overlay{})
	})
}
