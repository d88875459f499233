package diff_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/diff"
)

// TestGivesWay says in words of both languages what a limit counts that falls below
// what is asked of it.
func TestGivesWay(t *testing.T) {
	at := func(peak string) diff.Side {
		text := "asbuilt: 1\nname: t\nelements:\n  people: {kind: user}\n  gate: {kind: api-gateway, throttling: {rate: 10/s}}\n" +
			"connections: [people -> gate]\nflows:\n  ask: {name: Ask, rate: {peak: PEAK}, steps: [people -> gate]}\n"
		fsys := fstest.MapFS{"architecture.yaml": {Data: []byte(strings.ReplaceAll(text, "PEAK", peak))}}
		m, findings, err := model.Load(fsys, "architecture.yaml", model.Options{})
		if err != nil || m == nil {
			t.Fatal(err, findings)
		}
		return diff.Side{Model: m}
	}
	for _, tt := range []struct {
		before, after string
		want          finding.Text
	}{
		{before: "4/s", after: "10/s"},
		{before: "20/s", after: "40/s"},
		{before: "4/s", after: "20/s", want: finding.Both(
			"gate holds 50% of what is asked of it at the worst time (calls let through)",
			"gate가 최대 부하의 50%만 감당합니다(호출 제한)")},
	} {
		var got finding.Text
		for _, c := range diff.Consequences(at(tt.before), at(tt.after), nil) {
			if c.Outcome == diff.GivesWay {
				got = c.Text
			}
		}
		if got != tt.want {
			t.Errorf("from %s to %s: %+v, want %+v", tt.before, tt.after, got, tt.want)
		}
	}
}
