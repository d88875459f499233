package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"asbuilt/model/syntax"
)

func ExampleParse() {
	node, _, findings, err := syntax.Parse("a.yaml", []byte("웹: {포트: 443}\n웹: {}\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(node.Get("웹").Get("포트").Kind)
	for _, f := range findings {
		fmt.Printf("%d:%d: %s\n", f.Position.Line, f.Position.Col, f.Message.En)
	}
	// Output:
	// a whole number
	// 2:1: key "웹" is written twice
}

// TestScalars holds plain scalars to YAML 1.2's core schema, where 1.1 reads
// some of them otherwise.
func TestScalars(t *testing.T) {
	for text, want := range map[string]syntax.Kind{
		"yes": syntax.Text, "on": syntax.Text, "n": syntax.Text, "true": syntax.Bool, "FALSE": syntax.Bool,
		"010": syntax.Int, "0x1f": syntax.Text, "0o17": syntax.Text, "1_000": syntax.Text, "+5": syntax.Int,
		"1.": syntax.Float, ".5": syntax.Float, "1e3": syntax.Float, ".inf": syntax.Text, "1:30": syntax.Text,
		"2026-10-01": syntax.Text, "~": syntax.Null, "null": syntax.Null, `"1"`: syntax.Text, "'true'": syntax.Text,
	} {
		node, _, findings, err := syntax.Parse("a.yaml", []byte("key: "+text+"\n"))
		if err != nil || len(findings) > 0 {
			t.Errorf("%s: %v %v", text, err, findings)
			continue
		}
		if got := node.Get("key").Kind; got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

// TestSizes holds files to the bounds of the subset.
func TestSizes(t *testing.T) {
	for name, text := range map[string]string{
		"too large": "a: " + strings.Repeat("x", 17<<20), "NUL": "a: \x00", "UTF-16": "\xfe\xff\x00a", "not UTF-8": "a: \xff",
	} {
		if _, _, _, err := syntax.Parse("a.yaml", []byte(text)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
