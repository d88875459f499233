package syntax_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
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

// TestNumeric holds what is a number against the expressions of the standard
// (yaml.org/spec/1.2.2, chapter 10.3), on texts of what numbers consist of.
func TestNumeric(t *testing.T) {
	whole, broken := regexp.MustCompile(`^[-+]?[0-9]+$`),
		regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
	random := rand.New(rand.NewPCG(1, 2))
	found := map[syntax.Kind]int{}
	for range 20_000 {
		var text strings.Builder
		for range 1 + random.IntN(7) {
			text.WriteByte("0197+-..eEx"[random.IntN(11)])
		}
		want := syntax.Text
		switch {
		case whole.MatchString(text.String()):
			want = syntax.Int
		case broken.MatchString(text.String()):
			want = syntax.Float
		}
		node, _, findings, err := syntax.Parse("a.yaml", []byte("a: "+text.String()+"\n"))
		if err != nil || len(findings) > 0 {
			continue // a dash before nothing, and the like
		}
		if got := node.Get("a").Kind; got != want && got != syntax.List {
			t.Errorf("%q is %s, want %s", text.String(), got, want)
		}
		found[want]++
	}
	for kind, n := range found {
		if n < 1000 {
			t.Errorf("%d of 20000 are %s", n, kind)
		}
	}
}

// TestManyKeys holds that a key that is written twice is found in mappings of all sizes,
// wherever the two stand.
func TestManyKeys(t *testing.T) {
	for size := 2; size < 40; size++ {
		for _, first := range []int{0, (size - 1) / 2, size - 2} {
			var text strings.Builder
			for i := range size {
				key := fmt.Sprintf("k%d", i)
				if i == size-1 {
					key = fmt.Sprintf("k%d", first)
				}
				fmt.Fprintf(&text, "%s: 1\n", key)
			}
			_, _, findings, err := syntax.Parse("a.yaml", []byte(text.String()))
			if err != nil || len(findings) != 1 || findings[0].Code != syntax.CodeDuplicate ||
				findings[0].Position.Line != size || findings[0].Related[0].Position.Line != first+1 {
				t.Errorf("%d keys, the last is key %d: %v %v", size, first, findings, err)
			}
		}
	}
}
