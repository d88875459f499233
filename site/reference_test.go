package site

import (
	"os"
	"slices"
	"testing"

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
