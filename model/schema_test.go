package model_test

import (
	"bytes"
	"encoding/json"
	"math/big"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"asbuilt/internal/golden"
	"asbuilt/model"
	"asbuilt/model/syntax"
)

var schemaFiles = map[model.FileRole]string{
	model.MainFile:    "../docs/architecture.schema.json",
	model.OverlayFile: "../docs/architecture.overlay.schema.json",
	model.PartFile:    "../docs/architecture.part.schema.json",
}

// TestSchemaCurrent proves the committed schemas current.
func TestSchemaCurrent(t *testing.T) {
	for role, file := range schemaFiles {
		golden.Check(t, file, model.Schema(role))
	}
}

func compiled(t *testing.T, role model.FileRole) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(model.Schema(role)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("asbuilt.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("asbuilt.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestSchemaAgreesWithLoader holds schema and loader to each other: for each
// file of the corpus that parses, the schema refuses it exactly when the loader
// reports a structural rule in it.
func TestSchemaAgreesWithLoader(t *testing.T) {
	schemas := map[model.FileRole]*jsonschema.Schema{}
	for role := range schemaFiles {
		schemas[role] = compiled(t, role)
	}
	files, refused := 0, 0
	for _, c := range corpus(t) {
		findings, err := c.load()
		if err != nil {
			continue
		}
		structural := map[string]string{}
		for _, f := range findings {
			if rule, _ := model.Rules().Lookup(f.Code); rule.Structural {
				structural[f.Position.File] = f.Code
			}
		}
		for name, file := range c.files {
			role, ok := c.role(name)
			if !ok {
				continue
			}
			node, _, _, err := syntax.Parse(name, file.Data)
			if node == nil || err != nil {
				continue
			}
			files++
			wrong := schemas[role].Validate(jsonOf(t, node))
			if wrong != nil {
				refused++
			}
			if (wrong != nil) != (structural[name] != "") {
				t.Errorf("%s: %s: the loader says %q, the schema %v", c.name, name, structural[name], wrong)
			}
		}
	}
	if files < 120 || refused < 20 {
		t.Errorf("compared %d files, %d of them refused: too few to mean anything", files, refused)
	}
}

// role is what the file is to the case's model; ok is false for files that the
// case does not load, or that are no YAML.
func (c *corpusCase) role(name string) (role model.FileRole, ok bool) {
	env, isOverlay := strings.CutPrefix(name, "architecture.")
	switch {
	case path.Ext(name) != ".yaml":
		return 0, false
	case name == "architecture.yaml":
		return model.MainFile, true
	case isOverlay:
		return model.OverlayFile, c.env == "all" || env == c.env+".yaml"
	}
	return model.PartFile, true
}

// jsonOf is the JSON value of a node, as an editor's schema validator sees it.
func jsonOf(t *testing.T, n *syntax.Node) any {
	switch n.Kind {
	case syntax.Null:
		return nil
	case syntax.Bool:
		return n.Value == "true"
	case syntax.Int, syntax.Float:
		x, _, err := big.ParseFloat(n.Value, 10, 200, big.ToNearestEven)
		if err != nil {
			t.Fatalf("%q is no number: %v", n.Value, err)
		}
		return json.Number(x.Text('g', 40))
	case syntax.List:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = jsonOf(t, item)
		}
		return out
	case syntax.Map:
		out := make(map[string]any, len(n.Entries))
		for _, e := range n.Entries {
			out[e.Key] = jsonOf(t, e.Value)
		}
		return out
	}
	return n.Value
}

// TestSchemaTakesSystems holds the schema to the two reference systems.
func TestSchemaTakesSystems(t *testing.T) {
	schema := compiled(t, model.MainFile)
	for _, file := range []string{"../architecture.yaml", "../examples/ec2-service/architecture.yaml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Logf("skip: %v", err)
			continue
		}
		node, _, _, err := syntax.Parse(file, data)
		if err != nil || node == nil {
			t.Fatalf("%s does not parse: %v", file, err)
		}
		if err := schema.Validate(jsonOf(t, node)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
