package cmd_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"asbuilt/cmd"
)

// published is a schema of docs/schemas, or one of its definitions, that knows every
// member: what it does not name is refused.
func published(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	file, of, _ := strings.Cut(name, "#")
	data, err := os.ReadFile("../docs/schemas/" + file + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc := parsed(t, data)
	closed(doc)
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema#" + of)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// closed lets a schema refuse members that it does not name.
func closed(v any) {
	switch v := v.(type) {
	case map[string]any:
		_, open := v["additionalProperties"]
		if _, object := v["properties"].(map[string]any); object && !open {
			v["additionalProperties"] = false
		}
		for _, inner := range v {
			closed(inner)
		}
	case []any:
		for _, inner := range v {
			closed(inner)
		}
	}
}

func parsed(t *testing.T, data []byte) any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%v\n%.300s", err, data)
	}
	return doc
}

// The published schemas take what is written, know every member of it, and refuse what it
// is not.
func TestPublishedSchemas(t *testing.T) {
	const example = "../examples/ec2-service/"
	m, clean, drifted := example+"architecture.yaml", example+"clean.snapshot.json", example+"drifted.snapshot.json"
	lines := filepath.Join(t.TempDir(), "s.ndjson")
	run(t, []cmd.Status{cmd.Clean}, "snapshot", "merge", drifted, "--out", lines)
	for name, commands := range map[string][][]string{
		"snapshot-diff": {
			{"snapshot", "diff", clean, drifted, "--model", m, "--format", "json"},
			{"snapshot", "diff", drifted, clean, "--model", m, "--format", "json", "--lang", "ko"},
			{"snapshot", "diff", clean, clean, "--format", "json"},
		},
		"snapshot-ls": {
			{"snapshot", "ls", drifted, "--model", m, "--format", "json"},
			{"snapshot", "ls", drifted, "--type", "Queue", "--format", "json"},
			{"snapshot", "ls", drifted, "--cells", "--format", "json"},
		},
		"reach": {
			{"reach", "internet", "tracking-fleet", "--port", "22", "--model", m, "--snapshot", drifted, "--format", "json"},
			{"reach", "tracking-fleet", "tracking-mysql", "--model", m, "--snapshot", drifted, "--format", "json"},
			{"reach", "tracking-fleet", "10.40.10.61", "--port", "443", "--model", m, "--snapshot", clean, "--format", "json"},
		},
		"report": {{"drift", m, "--snapshot", drifted, "--format", "json", "--show-defaults"}},
	} {
		schema := published(t, name)
		for _, args := range commands {
			out, _ := run(t, []cmd.Status{cmd.Clean, cmd.Found, cmd.Incomplete, cmd.Failed}, args...)
			if err := schema.Validate(parsed(t, []byte(out))); err != nil {
				t.Errorf("%v: %v", args, err)
			}
		}
		if schema.Validate(parsed(t, []byte(`{"version": 1}`))) == nil {
			t.Errorf("%s takes anything", name)
		}
	}
	data, err := os.ReadFile(drifted)
	if err != nil {
		t.Fatal(err)
	}
	schema := published(t, "snapshot")
	if err := schema.Validate(parsed(t, data)); err != nil {
		t.Error(err)
	}
	for _, change := range [][2]string{{`"version": 2`, `"version": 3`}, {`"ok"`, `"fine"`}, {`"facts"`, `"fact"`}} {
		other := bytes.Replace(data, []byte(change[0]), []byte(change[1]), 1)
		if schema.Validate(parsed(t, other)) == nil {
			t.Errorf("a snapshot with %s is taken", change[1])
		}
	}
	text, err := os.ReadFile(lines)
	if err != nil {
		t.Fatal(err)
	}
	schema = published(t, "snapshot#/$defs/line")
	for line := range bytes.Lines(text) {
		if err := schema.Validate(parsed(t, line)); err != nil {
			t.Fatal(err)
		}
	}
}
