package model_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/big"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/model"
	"asbuilt/model/kind"
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
		golden.Check(t, file, model.Schema(role, finding.English))
	}
}

func compiled(t *testing.T, role model.FileRole) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(model.Schema(role, finding.English)))
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

// alsoInSchema are the rules beside the structural ones that the schema knows
// something of: what it refuses, they report, though not the other way round.
var alsoInSchema = []string{model.CodeFactNotForKind, model.CodeKindMisused, model.CodeUnknownKind}

// TestSchemaAgreesWithLoader holds schema and loader to each other: for each
// file of the corpus that parses, the schema refuses it when the loader reports a
// structural rule in it, and only where that or one of [alsoInSchema] is reported.
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
		structural, about := map[string]string{}, map[string]bool{}
		for _, f := range findings {
			about[f.Position.File] = about[f.Position.File] || slices.Contains(alsoInSchema, f.Code)
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
			if (wrong != nil) != (structural[name] != "") && (wrong == nil || !about[name]) {
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

// TestSchemaByKind tries every fact of the language with every kind: what the kind
// does not have is refused, and what it has is offered with what it means.
func TestSchemaByKind(t *testing.T) {
	schema := compiled(t, model.MainFile)
	facts := map[string]bool{}
	for _, k := range kind.All() {
		for _, f := range k.Facts {
			facts[f] = facts[f] || k.Category != kind.Place && k.Category != kind.Set
		}
	}
	elements := model.Language().Find("elements").Of
	refuses := func(entry map[string]any, more map[string]any) bool {
		doc := map[string]any{"asbuilt": json.Number("1"), "name": "t", "elements": map[string]any{"x": entry}}
		maps.Copy(doc, more)
		return schema.Validate(doc) != nil
	}
	tried := 0
	for _, k := range kind.All() {
		if k.Category == kind.Place || k.Category == kind.Set {
			continue
		}
		if refuses(map[string]any{"kind": k.ID}, nil) {
			t.Errorf("%s alone is refused", k.ID)
		}
		for fact, ofElements := range facts {
			// true is a value of those facts that are so or not: of the others the
			// value is refused as well, whatever the kind.
			if key := elements.Find(fact); !ofElements || key.Form.En != "true or false" {
				continue
			}
			tried++
			entry := map[string]any{"kind": k.ID, fact: true}
			if got, want := refuses(entry, nil), !slices.Contains(k.Facts, fact); got != want {
				t.Errorf("%s with %s is refused: %t, want %t", k.ID, fact, got, want)
			}
			entry["use"] = "some-template" // which may be of another kind
			if refuses(entry, nil) {
				t.Errorf("%s with %s and a template is refused", k.ID, fact)
			}
		}
	}
	if tried < 300 {
		t.Errorf("only %d pairs of kind and fact were tried", tried)
	}
	own := map[string]any{"kinds": map[string]any{"printer": map[string]any{"extends": "rds-mysql"}}}
	for _, tt := range []struct {
		entry, more map[string]any
		want        bool
	}{
		{map[string]any{"kind": "printer"}, nil, true},
		{map[string]any{"kind": "printer", "multi_az": true}, own, false},
		{map[string]any{"kind": "printer"}, map[string]any{"include": []any{"parts/*.yaml"}}, false},
		{map[string]any{"kind": "vpc"}, nil, true}, // a place is no element
		{map[string]any{"use": "x"}, nil, false},
		{map[string]any{}, nil, true},
	} {
		if got := refuses(tt.entry, tt.more); got != tt.want {
			t.Errorf("%v with %v is refused: %t", tt.entry, tt.more, got)
		}
	}
}

// TestSchemaSpeaks wants every explanation in the language that was asked for.
func TestSchemaSpeaks(t *testing.T) {
	for _, role := range []model.FileRole{model.MainFile, model.OverlayFile, model.PartFile} {
		var doc any
		if err := json.Unmarshal(model.Schema(role, finding.Korean), &doc); err != nil {
			t.Fatal(err)
		}
		said := 0
		var walk func(at any, key string)
		walk = func(at any, key string) {
			switch at := at.(type) {
			case map[string]any:
				for k, v := range at {
					walk(v, k)
				}
			case []any:
				for _, v := range at {
					walk(v, key)
				}
			case string:
				if key != "description" && key != "errorMessage" && key != "title" {
					return
				}
				said++
				if words := regexp.MustCompile(`[a-z]{3,} (the|of|is|and|are|an?|in) `); words.MatchString(at) {
					t.Errorf("in Korean: %q", at)
				}
			}
		}
		walk(doc, "")
		if said < 300 {
			t.Errorf("only %d explanations", said)
		}
	}
}
