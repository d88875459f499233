package site_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/internal/sitecase"
	"asbuilt/site/address"
)

// The page of an element has the picture of what it speaks with, whose boxes lead to
// their pages; one that speaks with nothing has none.
func TestAround(t *testing.T) {
	in := small(t)
	tree := built(t, "small")
	with, without := 0, 0
	for _, e := range in.Model.Elements {
		name := address.Element(e.ID)
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		around, err := in.Around(e, in.Model.Connections, in.Model.Lang())
		if err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(text, `<figure class="around">`); has == around.Empty {
			t.Errorf("%s: has a picture: %v", name, has)
		} else if !has {
			without++
			continue
		}
		with++
		for _, n := range around.Table.Nodes {
			if in.Model.Element(n.ID) == nil {
				continue
			}
			if want := `href="../` + address.Element(n.ID) + `" data-role="node"`; !strings.Contains(text, want) {
				t.Errorf("%s: no box leads to %s", name, n.ID)
			}
		}
	}
	if with < 3 || without < 1 {
		t.Errorf("%d elements with a picture and %d without", with, without)
	}
}

// The page of what brings events, and that of operations, name who gets none any more when
// it fails; the pages of the others do not.
func TestWhoGetsNoMoreEvents(t *testing.T) {
	const model = `asbuilt: 1
name: {ko: 상점, en: Shop}
language: en
boundaries:
  prod: {kind: account}
  seoul: {kind: region, in: prod}
elements:
  till: {kind: lambda, in: seoul, name: {ko: 계산대, en: Till}}
  bus: {kind: event-bus, in: seoul, name: {ko: 버스, en: Bus}}
  stock: {kind: lambda, in: seoul, name: {ko: 재고, en: Stock}}
connections:
  - {from: till, to: bus, port: 443, tls: true, auth: iam}
  - {from: bus, to: stock, kind: event, event: {by: rule}}
`
	tree := build(t, sitecase.Input(t, fstest.MapFS{"architecture.yaml": {Data: []byte(model)}}))
	page := func(name string) string {
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	after := func(text, title string) string {
		_, rest, _ := strings.Cut(text, title)
		return rest[:min(len(rest), 600)]
	}
	const title = "Elements that get no more events"
	if got := after(page("elements/bus.html"), title); !strings.Contains(got, "Stock") {
		t.Errorf("the page of the bus says %q", got)
	}
	if got := page("elements/stock.html"); strings.Contains(got, title) {
		t.Error("what brings no events is said to starve somebody")
	}
	if got := after(page("operations.html"), "Events cease to"); !strings.Contains(got, "Stock") {
		t.Errorf("the page of operations says %q", got)
	}
}
