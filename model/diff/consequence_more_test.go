package diff_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/diff"
)

// shop is a system of which each case changes something: what stands for the words in
// capitals differs between its sides.
const shop = `asbuilt: 1
name: t
language: en
states: [now, target]
current: now
data:
  people: {name: People, sensitivity: SENSITIVITY, retention: RETENTION}
  words: {name: Words, sensitivity: internal, retention: 90d}
boundaries:
  prod: {kind: account, aws: {account: "123456789012"}}
  seoul: {kind: region, in: prod, aws: {region: ap-northeast-2}}
  vpc: {kind: vpc, in: seoul, cidr: 10.0.0.0/16}
  app: {kind: subnets, in: vpc, exposure: private, per_zone: {a: 10.0.0.0/24, c: 10.0.1.0/24}}
  net: {kind: internet}
elements:
  people-of: {kind: user}
  STORE: {kind: rds-mysql, name: Store, WAS in: app, multi_az: STANDBY, holds: [people], backup: {retention: KEPT}, decisions: [1]}
  nat: {kind: nat-gateway, in: app, zones: [a]}
  nat2: {kind: nat-gateway, in: app, zones: [ZONE]}
  api: {kind: ecs-service, in: app, scaling: {min: 2, max: 4}, operations: {logs: {retention: LOGS, holds: [HOLDS]}}}
  partner: {kind: external-api, in: net}
  later: {kind: external-api, in: net, since: target}
connections:
  - {from: people-of, to: api}
  - {from: api, to: STORE, sends: [people]}
  - {from: api, to: partner, sends: [SENDS], via: [VIA]}
  - {id: second, from: api, to: partner, via: [nat2]}
  - {from: api, to: later, sends: [people]}
flows:
  buy: {name: Buy, steps: [people-of -> api, api -> STORE]}
  tell: {name: Tell, steps: [people-of -> api, api -> partner]}
`

// shopWith puts words into shop, those of the quiet one unless the pairs say others.
func shopWith(t *testing.T, pairs ...string) diff.Side {
	t.Helper()
	usual := []string{"SENSITIVITY", "personal", "RETENTION", "30d", "STORE", "db", "WAS", "", "STANDBY", "true", "KEPT", "7d",
		"ZONE", "c", "LOGS", "7d", "HOLDS", "people", "SENDS", "words", "VIA", "nat"}
	fsys := fstest.MapFS{
		"architecture.yaml":          {Data: []byte(strings.NewReplacer(slices.Concat(pairs, usual)...).Replace(shop))},
		"docs/decisions/0001-one.md": {Data: []byte("# 1. One\n\nStatus: accepted\n")},
	}
	m, findings, err := model.Load(fsys, "architecture.yaml", model.Options{})
	if err != nil || m == nil {
		t.Fatal(err, findings)
	}
	set, _, err := decisions.Load(fsys, "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	set.Link(m)
	return diff.Side{Model: m, Decisions: set, Findings: findings}
}

// TestConsequences says what follows from one change, and nothing besides.
func TestConsequences(t *testing.T) {
	for _, tt := range []struct {
		name          string
		before, after []string
		want          []string
	}{
		{name: "nothing"},
		{
			name: "no standby", after: []string{"STANDBY", "false"},
			want: []string{"fails-alone db: Store now fails alone: no standby in another zone takes over; with it stop Buy", "governed 1"},
		},
		{name: "a standby", before: []string{"STANDBY", "false"}, want: []string{"no-more db: Store no longer fails alone", "governed 1"}},
		{
			name: "a rename is no news", before: []string{"STANDBY", "false", "SENSITIVITY", "personal"},
			after: []string{"STANDBY", "false", "STORE", "store", "WAS", "was: db,"}, want: []string{"governed 1"},
		},
		{
			name: "a gateway less", after: []string{"  nat2: {kind: nat-gateway, in: app, zones: [ZONE]}\n", "", "nat2]}", "nat]}"},
			want: []string{"fails-alone nat: nat now fails alone: it runs in one Availability Zone; with it stop Tell"},
		},
		{name: "one gateway named, one in each zone", after: []string{"nat2]}", "nat]}"}},
		{
			name: "both gateways in one zone", after: []string{"ZONE", "a"},
			want: []string{
				"fails-alone nat: nat now fails alone: it runs in one Availability Zone",
				"fails-alone nat2: nat2 now fails alone: it runs in one Availability Zone",
				"stops-with tell: Tell now stops when Availability Zone a is lost, which it did not before",
			},
		},
		{
			name: "to the partner", after: []string{"SENDS", "people"},
			want: []string{"data-goes api->partner: People (personal) now goes to partner, where it did not go before"},
		},
		{name: "no more to the partner", before: []string{"SENDS", "people"}},
		{name: "it was personal all along", before: []string{"SENSITIVITY", "internal"}},
		{
			name: "kept longer", after: []string{"RETENTION", "90d"},
			want: []string{"kept-longer people: People (personal) may be kept longer than before: 30d → 90d"},
		},
		{
			name: "kept for ever", after: []string{", retention: RETENTION", ""},
			want: []string{"kept-longer people: People (personal) may be kept longer than before: 30d → without end"},
		},
		{name: "kept shorter", after: []string{"RETENTION", "7d", "KEPT", "1d", "LOGS", "1d"}, want: []string{"governed 1"}},
		{
			name: "backups kept longer", after: []string{"KEPT", "14d"},
			want: []string{"kept-longer db: Store keeps People (personal) longer than before: backup.retention, 7d → 14d", "governed 1"},
		},
		{
			name: "logs kept longer", after: []string{"LOGS", "14d"},
			want: []string{"kept-longer api: api keeps People (personal) longer than before: operations.logs.retention, 7d → 14d"},
		},
		{name: "logs of no person", before: []string{"HOLDS", "words"}, after: []string{"HOLDS", "words", "LOGS", "14d"}},
		{
			name: "errors", after: []string{"STANDBY", "maybe"},
			want: []string{"unjudged : what fails alone, gives way, or goes somewhere new is not said while a side has errors", "governed 1"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, after := shopWith(t, tt.before...), shopWith(t, tt.after...)
			got := consequences(before, after)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func consequences(before, after diff.Side) (all []string) {
	for _, c := range diff.Consequences(before, after, diff.Compare(before, after)) {
		line := string(c.Outcome) + " " + c.Subject
		if c.Outcome != diff.Governed {
			line += ": " + c.Text.In(finding.English)
		}
		all = append(all, line)
	}
	return all
}

// TestStates compares two states of one model, and its pictures' current one with them.
func TestStates(t *testing.T) {
	before, after := shopWith(t), shopWith(t)
	before.State, after.State = "now", "target"
	var changed []string
	for _, ch := range diff.Compare(before, after) {
		changed = append(changed, string(ch.Verb)+" "+ch.Section+" "+ch.ID)
	}
	if want := []string{"added elements later", "added connections api->later"}; !slices.Equal(changed, want) {
		t.Errorf("changed %q, want %q", changed, want)
	}
	want := []string{"data-goes api->later: People (personal) now goes to later, where it did not go before"}
	if got := consequences(before, after); !slices.Equal(got, want) {
		t.Errorf("follows %q, want %q", got, want)
	}
	if got := before.Model.At("target").CurrentState(); got != "target" || before.Model.CurrentState() != "now" {
		t.Errorf("the current state is %q, and %q of the original", got, before.Model.CurrentState())
	}
}

// TestUnread marks what a side with errors seems not to say, and nothing else.
func TestUnread(t *testing.T) {
	for _, tt := range []struct {
		name          string
		before, after []string
		want          []string
	}{
		{"none", nil, []string{", backup: {retention: KEPT}", "", "STANDBY", "false"}, nil},
		{
			"after", nil, []string{"STANDBY", "maybe", "  partner:", "  other:"},
			[]string{"db multi_az", "partner"},
		},
		{"before", []string{"STANDBY", "maybe", "  partner:", "  other:"}, nil, []string{"partner", "db multi_az"}},
	} {
		var got []string
		for _, ch := range diff.Compare(shopWith(t, tt.before...), shopWith(t, tt.after...)) {
			if ch.Section != "elements" {
				continue
			}
			if ch.Unread {
				got = append(got, ch.ID)
			}
			for _, f := range ch.Facts {
				if f.Unread && !ch.Unread {
					got = append(got, ch.ID+" "+f.Path)
				}
			}
		}
		if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(tt.want))) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
