package site

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
)

// TestReferences finds whoever names an element, under the key that does.
func TestReferences(t *testing.T) {
	m, findings, err := model.Load(os.DirFS(".."), "architecture.yaml", model.Options{})
	if err != nil || slices.ContainsFunc(findings, func(f *finding.Finding) bool { return f.Severity == finding.Error }) {
		t.Fatal(err, findings)
	}
	all := references(m)
	for _, want := range []struct {
		of string
		r  reference
	}{
		{"ai-waf", reference{"ai-api", "waf"}},
		{"nat", reference{"planning-api->azure-openai:443", "via"}},
		{"data-key", reference{"mariadb", "encryption.key"}},
		{"qdrant-host", reference{"qdrant-hosts", "instance.role"}},
		{"ingest-task", reference{"document-ingest", "task.roles.task"}},
		{"ops-alerts", reference{"mariadb", "operations.alarms.notifies"}},
	} {
		if !slices.Contains(all[want.of], want.r) {
			t.Errorf("%v does not name %s: %v", want.r, want.of, all[want.of])
		}
	}
	for of, by := range all {
		if m.Element(of) == nil {
			t.Errorf("%v name %q, which is no element", by, of)
		}
	}
}

// TestNamesakes: an element, a place and a module of one id have each its own box in a
// picture, and every box leads to its own page.
func TestNamesakes(t *testing.T) {
	files := fstest.MapFS{"architecture.yaml": {Data: []byte(`asbuilt: 1
name: Shop
language: en
modules: {shop: {name: Module}, net: {name: Networking}}
boundaries: {shop: {kind: account}, net: {kind: account}}
elements:
  shop: {kind: lambda, in: shop, module: shop}
  till: {kind: lambda, in: net, module: net}
connections:
  - {from: till, to: shop}
`)}}
	m, _, err := model.Load(files, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	link := LinkTo(m, nil)
	for id, want := range map[string]string{
		"shop": "elements/shop.html", "place/shop": "boundaries/shop.html", "module/shop": "modules/shop.html",
		"net": "boundaries/net.html", "module/net": "modules/net.html", "module/till": "", "place/net": "",
	} {
		if got := link(id); got != want {
			t.Errorf("%s leads to %q, not to %q", id, got, want)
		}
	}
}
