package match

import (
	"fmt"
	"testing"
	"testing/fstest"

	"asbuilt/discover"
	"asbuilt/model"
)

func TestForeign(t *testing.T) {
	const (
		other = "111122223333"
		both  = "prod: {kind: account, aws: {account: \"210987654321\"}}\n  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}"
	)
	at := func(account, region string) discover.Cell { return discover.Cell{Account: account, Region: region} }
	for _, c := range []struct {
		name, places string
		cells        []discover.Cell
		want         string
	}{
		{"the model's own", both, []discover.Cell{at("210987654321", "ap-northeast-2")}, ""},
		{"and others", both, []discover.Cell{at(other, "eu-west-1"), at("210987654321", "ap-northeast-2")}, ""},
		{"another account", both, []discover.Cell{at(other, "global"), at(other, "ap-northeast-2")},
			"the snapshot is of 111122223333/ap-northeast-2, and the model of 210987654321/ap-northeast-2"},
		{"another region", both, []discover.Cell{at("210987654321", "eu-west-1"), at("210987654321", "global")},
			"the snapshot is of 210987654321/eu-west-1, and the model of 210987654321/ap-northeast-2"},
		{"an account alone", `prod: {kind: account, aws: {account: "210987654321"}}`, []discover.Cell{at(other, "eu-west-1")},
			"the snapshot is of 111122223333/eu-west-1, and the model of 210987654321"},
		{"five others", both, []discover.Cell{at(other, "a"), at(other, "b"), at(other, "c"), at(other, "d"), at(other, "e")},
			"the snapshot is of 111122223333/a, 111122223333/b, 111122223333/c, 111122223333/d, 1 more, " +
				"and the model of 210987654321/ap-northeast-2"},
		{"a region alone", "tokyo: {kind: region, aws: {region: ap-northeast-1}}", []discover.Cell{at(other, "ap-northeast-1")}, ""},
		{"no place of AWS", "office: {kind: on-premises}", []discover.Cell{at(other, "eu-west-1")}, ""},
		{"nothing but what is global", both, []discover.Cell{at(other, "global")}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := fmt.Sprintf("asbuilt: 1\nname: Case\nlanguage: en\nboundaries:\n  %s\nelements: {somebody: {kind: user}}\n", c.places)
			m, findings, err := model.Load(fstest.MapFS{"m.yaml": {Data: []byte(text)}}, "m.yaml", model.Options{})
			if err != nil || m == nil {
				t.Fatal(err, findings)
			}
			got := ""
			if err := Foreign(m, &discover.Snapshot{Cells: c.cells}); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
