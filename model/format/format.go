// Package format writes a model file in its canonical form: keys in the order
// of the language, two blanks of indentation, one blank after colons and
// commas, comments and blank lines where they were.
//
// A mapping of at most four facts that fits in 100 columns stands on one line,
// any other has one fact a line. An item of a list is a row, and stands on one
// line as long as it fits. Sections, and what takes several lines in one, are set
// apart by blank lines. What its author spread over lines stays so.
//
// It keeps how texts are quoted, changes no value, and never follows includes.
// What it returns reads as the same model and is its own canonical form.
//
//	out, findings, err := format.Source("architecture.yaml", data)
//
// findings are what keeps the file from being YAML; err is for what is no text.
package format

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/syntax"
)

// Source is data in canonical form. It is nil when findings say why the file
// cannot be formatted.
func Source(name string, data []byte) ([]byte, finding.List, error) {
	before, src, findings, err := syntax.Parse(name, data)
	if err != nil || before == nil || len(findings) > 0 {
		return nil, findings, err
	}
	if before.Kind != syntax.Map {
		return nil, nil, finding.Errorf("format %s: it holds %s, not a mapping",
			"%s을(를) 정렬하지 못했습니다: 매핑이 아니라 %s입니다", name, before.Kind)
	}
	tree, err := parse(src)
	if err != nil {
		return nil, nil, err
	}
	out := []byte(write(tree, model.Language()))
	after, _, findings, err := syntax.Parse(name, out)
	if err != nil || len(findings) > 0 || !equal(before, after) {
		return nil, nil, finding.Errorf("format %s: the result would read differently; the file is left as it is",
			"%s을(를) 정렬하지 못했습니다: 결과가 다르게 읽힙니다. 파일은 그대로입니다", name)
	}
	return out, nil, nil
}

// equal reports whether a and b are the same value, wherever they stand and in
// whatever order their keys are.
func equal(a, b *syntax.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Value != b.Value || len(a.Items) != len(b.Items) || len(a.Entries) != len(b.Entries) {
		return false
	}
	for i := range a.Items {
		if !equal(a.Items[i], b.Items[i]) {
			return false
		}
	}
	values := make(map[string]*syntax.Node, len(b.Entries))
	for _, e := range b.Entries {
		values[e.Key] = e.Value
	}
	return !slices.ContainsFunc(a.Entries, func(e syntax.Entry) bool { return !equal(e.Value, values[e.Key]) })
}
