package render_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/internal/corpus"
	"asbuilt/render"
	"asbuilt/render/svg"
)

// Around an element stand those it speaks with, each on its side and once; of many the
// last box stands for the rest; what speaks with nothing has no picture.
func TestAround(t *testing.T) {
	var text strings.Builder
	text.WriteString(`asbuilt: 1
name: T
states: [now, later]
current: now
elements:
  lone: {kind: lambda}
  hub: {kind: lambda}
  caller: {kind: lambda}
  both: {kind: sqs-queue}
  next: {kind: s3-bucket, since: later}
  soon: {kind: lambda, since: later}
  logs: {kind: log-group}
  gate: {kind: nat-gateway}
  unused: {kind: nat-gateway}
  away: {kind: external-api, domains: [away.example]}
`)
	for i := range 12 {
		fmt.Fprintf(&text, "  q%02d: {kind: sqs-queue}\n", i)
	}
	text.WriteString(`connections:
  - {from: caller, to: hub, port: 443}
  - {from: both, to: hub, kind: event}
  - {from: hub, to: both, port: 443}
  - {from: hub, to: hub, port: 443}
  - {from: caller, to: logs, port: 443, via: [gate]}
  - {from: soon, to: away, port: 443, via: [gate]}
  - {from: logs, to: away, port: 443, via: [gate]}
  - {from: soon, to: next, port: 443}
`)
	for i := range 12 {
		fmt.Fprintf(&text, "  - {from: hub, to: q%02d, port: 443}\n", i)
	}
	m, err := corpus.Load(text.String())
	if err != nil {
		t.Fatal(err)
	}
	o := render.Options{SVG: svg.Options{Form: svg.Inline}}
	for id, want := range map[string]string{
		"lone":   "",
		"hub":    "both caller hub q00 q01 q02 q03 q04 q05 q06 view/called",
		"caller": "caller hub logs",
		"both":   "both hub",
		"logs":   "away caller logs",
		"soon":   "away next soon",
		"gate":   "away caller gate logs",
		"unused": "",
	} {
		for _, lang := range []finding.Lang{finding.Korean, finding.English} {
			p, err := render.Around(context.Background(), m, m.Element(id), m.Connections, lang, o)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, n := range p.Table.Nodes {
				ids = append(ids, n.ID)
			}
			slices.Sort(ids)
			if got := strings.Join(ids, " "); got != want || p.Empty != (want == "") {
				t.Errorf("%s, %s: %s, want %s", id, lang, got, want)
			}
			if strings.Contains(string(p.SVG), `data-role="legend"`) {
				t.Errorf("%s has a legend", id)
			}
			if id == "hub" && !strings.Contains(string(p.SVG), `data-members="q07 q08 q09 q10 q11"`) {
				t.Errorf("the box of the rest does not stand for the rest:\n%s", p.SVG)
			}
		}
	}
}
