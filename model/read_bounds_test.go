package model_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/model"
)

// each is a text for every number below n, one after another.
func each(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// TestShortAndHeavy puts down nothing that is written shortly and makes much work,
// and tells nothing of what is as large as a model may be.
func TestShortAndHeavy(t *testing.T) {
	const start = "asbuilt: 1\nname: x\nlanguage: en\n"
	services := func(n int) string { return "elements:\n" + each(n, "  e#: {kind: ecs-service}\n") }
	uses := func(n int) string { return "elements:\n" + each(n, "  e#: {use: t}\n") }
	template := func(facts string) string { return "templates:\n  t: {kind: ecs-service, " + facts + "}\n" }
	views := func(n int, view string) string { return "views:\n" + each(n, "  v#: "+view+"\n") }
	selects := func(tests int, test string) string {
		return "{name: v, select: '" + strings.TrimSuffix(strings.Repeat(test+" or ", tests), " or ") + "'}"
	}
	flow := func(steps string) string {
		return services(2) + "connections: [e0 -> e1]\nflows:\n  f: {name: f, steps: [" + steps + "]}\n"
	}
	const arrow = "e0 -> e1, "
	branches := "{alternatives: [{when: a, steps: [" + strings.Repeat(arrow, 150) + "]}, {when: b, steps: [" +
		strings.Repeat(arrow, 150) + "]}]}, "
	for _, tt := range []struct {
		name, text string
		want       string // of the one finding of its code, or ""
	}{
		{"tags of a template", template("tags: ["+each(2000, "t#, ")+"]") + uses(5000), "300000 facts"},
		{"containers of a template", template("task: {containers: {"+each(1000, "c#: {}, ")+"}}") + uses(1000), "300000 facts"},
		{"a template of a template", "templates:\n  t0: {kind: ecs-service}\n" + "  t: {use: t0, tags: [" + each(2000, "t#, ") +
			"]}\n" + uses(200), "300000 facts"},
		{"what a list of ends repeats", services(80) + "data:\n" + each(200, "  d#: {}\n") + "connections:\n  - {from: [" +
			each(40, "e#, ") + "], to: [" + each(40, "e#, ") + "], port: 443, sends: [" + each(200, "d#, ") + "]}\n", "300000 facts"},
		{"tags that all have", template("tags: ["+each(100, "t#, ")+"]") + uses(2000), ""},

		{"views", services(1) + views(201, "{name: v}"), "views: 201 entries"},
		{"states", "states: [" + each(201, "s#, ") + "]\n" + services(1), "states: 201 entries"},
		{"environments", "environments: [" + each(201, "s#, ") + "]\n" + services(1), "environments: 201 entries"},
		{"as many views", services(100) + views(200, "{name: v}"), ""},
		{"views of many", services(4000) + views(76, "{name: v}"), "are more than 300000"},
		{"environments of many", "environments: [" + each(76, "s#, ") + "]\n" + services(4000), "are more than 300000"},
		{"states and ways of many", "states: [" + each(100, "s#, ") + "]\n" + services(2000) + "never:\n" +
			each(51, "  n#: {from: e0, to: e1, because: x}\n"), "are more than 300000"},

		{"neighbours", services(2000) + views(100, selects(20, "neighbours(e0, 9999)")), "tests of 2000"},
		{"wildcards", services(3000) + views(3, selects(400, "id == *a*b*c")), "tests of 3000"},
		{"tags", template("tags: ["+each(100, "t#, ")+"]") + uses(1000) + views(1, selects(600, "tag == t1?x")), "tests of 101000"},
		{"ends of ways", services(2000) + "never:\n" + each(60, "  n#: {from: ["+strings.Repeat("id == e1, ", 30)+"], to: e0, because: x}\n"),
			"tests of 2000"},
		{"a few tests of many", services(2000) + views(100, selects(5, "neighbours(e0)")), ""},

		{"steps", flow(strings.Repeat(arrow, 501)), "500 steps"},
		{"steps at the same time", flow("{parallel: [" + strings.Repeat(arrow, 501) + "]}"), "500 steps"},
		{"steps of branches", flow(branches + branches), "500 steps"},
		{"a long flow", flow(branches + strings.Repeat(arrow, 190)), ""},
	} {
		files := fstest.MapFS{"architecture.yaml": {Data: []byte(start + tt.text)}}
		m, findings, err := model.Load(files, "architecture.yaml", model.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, f := range findings {
			if f.Code == model.CodeTooManyEntries {
				told = append(told, f.Message.En)
			}
		}
		switch {
		case tt.want == "" && (m == nil || len(told) > 0):
			t.Errorf("%s: told %q", tt.name, told)
		case tt.want != "" && (m != nil || len(told) != 1 || !strings.Contains(told[0], tt.want)):
			t.Errorf("%s: told %q, want %q, and a model %v", tt.name, told, tt.want, m != nil)
		}
	}
}
