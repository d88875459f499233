package predicate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"asbuilt/model/predicate"
)

// world is three things in a row, a → b → c, of which c lies in two places.
func world() predicate.World {
	values := map[string][]string{
		"a.id": {"a"}, "b.id": {"b"}, "c.id": {"c"}, "a.module": {"one"}, "b.module": {"two"}, "c.module": {""},
		"b.boundary": {"inner", "outer"}, "c.boundary": {"outer"}, "c.holds": {"names"}, "c.sensitivity": {"secret"},
		"a.owner": {"team a"},
	}
	return predicate.World{
		IDs: []string{"a", "b", "c"},
		Names: func(field string) []string {
			var all []string
			for key, v := range values {
				if strings.HasSuffix(key, "."+field) {
					all = append(all, v...)
				}
			}
			return all
		},
		Values:  func(id, field string) []string { return values[id+"."+field] },
		Steps:   func() map[string][]string { return map[string][]string{"a": {"b"}, "b": {"c"}} },
		Nearest: func(string, []string) string { return "" },
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		`id == b`:                              "b",
		`id != b`:                              "a c",
		`module == *`:                          "a b",
		`not module == *`:                      "c",
		`boundary == outer and id == c`:        "c",
		`boundary == inner or id == a`:         "a b",
		`id == a or id == b and id == c`:       "a",
		`(id == a or id == b) and not id == a`: "b",
		`holds == names or owner == 'team a'`:  "a c",
		`sensitivity == secret`:                "c",
		`neighbours(b)`:                        "a b c",
		`neighbours(a)`:                        "a b",
		`from(a)`:                              "a b c",
		`from(a, 1)`:                           "a b",
		`from(a, 0)`:                           "a",
		`to(c)`:                                "a b c",
		`to(c, 1)`:                             "b c",
		`to(a)`:                                "a",
		strings.Repeat("(", 200) + "id == a" + strings.Repeat(")", 200): "a",
	} {
		test, fault := predicate.Parse(text, world())
		if fault != nil {
			t.Errorf("%s: %s", text, fault.Message.En)
			continue
		}
		chosen := slices.DeleteFunc(world().IDs, func(id string) bool { return !test(id) })
		if got := strings.Join(chosen, " "); got != want {
			t.Errorf("%s chooses %q, want %q", text, got, want)
		}
	}
}

func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		``:                   "0+1 the predicate ends too soon",
		`id == d`:            `6+1 unknown name "d"`,
		`id == "d"`:          `7+1 unknown name "d"`,
		`id == [`:            `6+1 "[" is not a pattern`,
		`id = = a`:           `5+1 unexpected "="`,
		`size == 3`:          `0+4 unknown word "size"`,
		`"id" == a`:          `0+2 unknown word "id"`,
		`from a`:             `5+1 unexpected "a"`,
		`from(a, b)`:         `8+1 unexpected "b"`,
		`from(a, -1)`:        `8+2 unexpected "-1"`,
		`from(a,`:            "7+1 the predicate ends too soon",
		`id == a id == b`:    `8+2 unexpected "id"`,
		`(id == a`:           "8+1 the predicate ends too soon",
		`id == 'a`:           "6+1 a quote that is not closed",
		`id == a and not or`: `16+2 unknown word "or"`,
		strings.Repeat("(", 201) + "id == a" + strings.Repeat(")", 201): "200+1 more than 200 brackets are open",
	} {
		test, fault := predicate.Parse(text, world())
		if fault == nil || test != nil {
			t.Errorf("%s is read", text)
			continue
		}
		if got := fmt.Sprintf("%d+%d %s", fault.At, fault.Length, fault.Message.En); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		if fault.Message.Ko == "" {
			t.Errorf("%s: no Korean", text)
		}
	}
}

// TestBareName is the name of something without what it is: the hint says how to write it.
func TestBareName(t *testing.T) {
	for text, want := range map[string]string{
		`b`: "write id == b", `names`: "write holds == names", `id == a or two`: "write module == two",
		`nothing`: "expected one of: id", `"b"`: "expected one of: id",
	} {
		_, fault := predicate.Parse(text, world())
		if fault == nil || !strings.HasPrefix(fault.Hint.En, want) {
			t.Errorf("%s: %+v, want %s", text, fault, want)
		}
	}
}

// TestUnmet finds the comparison that keeps a predicate from choosing anything.
func TestUnmet(t *testing.T) {
	for text, want := range map[string]string{
		`module == "on?e"`:              `module == on?e at 11+4`,
		`id == a and owner == x*`:       `owner == x* at 21+2`,
		`id == a and id == b`:           ``,
		`holds == *`:                    ``,
		`not id == * or boundary == z*`: `boundary == z* at 27+2`,
	} {
		got := ""
		if comparison, at, length, ok := predicate.Unmet(text, world()); ok {
			got = fmt.Sprintf("%s at %d+%d", comparison, at, length)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
