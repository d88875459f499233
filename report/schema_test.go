package report_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"asbuilt/finding"
	"asbuilt/report"
)

// The schema of reports takes what is written, knows every key of it, and refuses what
// no report is.
func TestReportSchema(t *testing.T) {
	schema := compiled(t, "../docs/schemas/report.schema.json")
	data, err := os.ReadFile("../docs/schemas/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*finding.Report{fixed(), progressed(), large(50), {}} {
		written, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, r, report.Options{Format: report.JSON})))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(written); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{
		`{}`, `{"asbuilt_report": 2, "causes": [], "findings": [], "checks": []}`,
		`{"asbuilt_report": 1, "causes": [{"id": "", "text": "a", "subject": "b", "harm": "other", "severity": "note", "findings": ["0123456789abcdef"]}], "findings": [], "checks": []}`,
		`{"asbuilt_report": 1, "causes": [], "findings": [{"code": "A", "severity": "fatal", "subject": "", "message": "", "fingerprint": "x"}], "checks": []}`,
	} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(bad)))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("the schema takes %s", bad)
		}
	}
	var known struct {
		Properties map[string]struct {
			Items struct{ Properties map[string]any }
		}
	}
	var have map[string]any
	if json.Unmarshal(data, &known) != nil || json.Unmarshal(write(t, progressed(), report.Options{Format: report.JSON}), &have) != nil {
		t.Fatal("not JSON")
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		member, ok := known.Properties[key]
		if !ok {
			t.Errorf("the schema does not know %q", key)
		}
		items, _ := have[key].([]any)
		for _, item := range items {
			for _, k := range slices.Sorted(maps.Keys(item.(map[string]any))) {
				if _, ok := member.Items.Properties[k]; !ok {
					t.Errorf("the schema does not know %q of %s", k, key)
				}
			}
		}
	}
}

// compiled is the schema in a file.
func compiled(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
