package history_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"asbuilt/finding"
	"asbuilt/history"
)

var system = history.System{Name: finding.Both("Orders", "주문"), Accounts: []string{"210987654321"}}

// day is a moment in November.
func day(n int) time.Time { return time.Date(2026, 11, n, 3, 0, 0, 0, time.UTC) }

// report is what a run found: "broken", "holds", "unknown" or "accepted" of each subject; one
// that is "missing" is not there.
func report(n int, verdicts map[string]string) *finding.Report {
	r := &finding.Report{AsOf: day(n), Snapshot: &finding.SnapshotRef{SHA256: strings.Repeat("ab", 32)},
		Places: []string{"210987654321/ap-northeast-2"}}
	for subject, verdict := range verdicts {
		check := finding.Check{Code: "not-encrypted", Subject: subject, Fact: "encryption", Verdict: finding.Broken}
		f := &finding.Finding{Code: check.Code, Subject: subject, Fact: check.Fact, Verdict: finding.Broken,
			ElementName: finding.Both("Name", "이름"), Owner: "platform", Account: "210987654321"}
		switch verdict {
		case "broken":
		case "accepted":
			f.Accepted = &finding.Acceptance{Reason: "because"}
		case "unknown":
			check.Verdict, f.Verdict = finding.Unknown, finding.Unknown
		case "holds":
			check.Verdict, f = finding.Holds, nil
		case "missing":
			check = finding.Check{Code: "missing-resource", Subject: subject, Verdict: finding.Broken}
			f = &finding.Finding{Code: check.Code, Subject: subject, Verdict: finding.Broken}
		}
		r.Checks = append(r.Checks, check)
		if f != nil {
			r.Findings = append(r.Findings, f)
		}
	}
	return r
}

// record is the record of a report as it is read back from its file.
func record(t *testing.T, r *finding.Report, of history.System, model string) *history.Record {
	t.Helper()
	rec := history.NewRecord(r)
	rec.System, rec.Model, rec.Written = of, model, r.AsOf
	data, err := rec.Encode()
	if err != nil {
		t.Fatal(err)
	}
	read, err := history.Parse(data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if read.Name() != rec.Name() || !history.IsName(read.Name()) {
		t.Errorf("the record is called %s, and read back %s", rec.Name(), read.Name())
	}
	return read
}

// TestTell follows one finding through the days of November, of which a dot is one without
// a run.
func TestTell(t *testing.T) {
	words := map[byte]string{'b': "broken", 'h': "holds", '?': "unknown", 'm': "missing", 'a': "accepted"}
	for _, c := range []struct {
		days    string
		since   int
		earlier bool
		isNew   bool
		mended  int
		unseen  int
	}{
		{days: "b", since: 1, earlier: true},
		{days: "hb", since: 2, isNew: true},
		{days: "h.bb", since: 3},
		{days: "bbb", since: 1, earlier: true},
		{days: "hbhb", since: 4, isNew: true},
		{days: "hb?b", since: 2},
		{days: "hbmb", since: 2, mended: 1}, // what is mended is that it is missing
		{days: "hb?mb", since: 2, mended: 1},
		{days: "h?b", since: 3, earlier: true, isNew: true},
		{days: "?b", since: 2, earlier: true, isNew: true},
		{days: "mb", since: 2, earlier: true, isNew: true, mended: 1},
		{days: "hab", since: 2},
		{days: "hb?", since: 2, unseen: 1},
		{days: "h??", since: 2},
		{days: "hbh", mended: 1},
		{days: "hb?h", mended: 1},
		{days: "hbhh"},
		{days: "hbm", unseen: 1},
	} {
		t.Run(c.days, func(t *testing.T) {
			var records []*history.Record
			var last *finding.Report
			for i := range c.days {
				if c.days[i] == '.' {
					continue
				}
				last = report(i+1, map[string]string{"db": words[c.days[i]], "other": "holds"})
				records = append(records, record(t, last, system, "model"))
			}
			now := records[len(records)-1]
			slices.Reverse(records) // order is that of moments, not of files
			history.New(system, records, nil).Tell(last, now)
			var got finding.Since
			for _, f := range last.Findings {
				if f.Code == "not-encrypted" {
					got = f.Since
				}
			}
			want := finding.Since{OrEarlier: c.earlier, New: c.isNew}
			if c.since > 0 {
				want.At = day(c.since)
			}
			if c.days == "hbm" {
				want = finding.Since{}
			}
			if got != want || len(last.Progress.Mended) != c.mended || last.Progress.Unseen != c.unseen {
				t.Errorf("it stands %+v, want %+v; %d mended, %d unseen", got, want, len(last.Progress.Mended), last.Progress.Unseen)
			}
		})
	}
}

// A rename in the model changes nothing, also of connections.
func TestRenamed(t *testing.T) {
	for _, names := range [][2]string{{"db", "orders-db"}, {"web->db:3306", "web->orders-db:3306"}, {"db/common", "orders-db/common"}} {
		old := report(1, map[string]string{names[0]: "holds"})
		then := report(2, map[string]string{names[0]: "broken"})
		now := report(3, map[string]string{names[1]: "broken"})
		records := []*history.Record{record(t, old, system, "a"), record(t, then, system, "a")}
		history.New(system, records, map[string]string{"orders-db": "db"}).Tell(now, record(t, now, system, "b"))
		if got := now.Findings[0].Since; !got.At.Equal(day(2)) || got.OrEarlier || got.New || now.Progress.Unseen > 0 {
			t.Errorf("%s: %+v", names[1], got)
		}
	}
}

// What the model asks for no longer is not called mended, and what should not be there is,
// once it is gone.
func TestUnasked(t *testing.T) {
	for _, c := range []struct {
		extra  bool
		model  string
		mended int
	}{{false, "b", 0}, {false, "a", 1}, {true, "b", 1}} {
		then := report(1, map[string]string{"sg": "broken"})
		then.Rules = finding.Rules{{Code: "not-encrypted", Extra: c.extra}}
		then.Checks = append(then.Checks, finding.Check{Code: "missing-resource", Subject: "sg", Verdict: finding.Holds})
		now := report(2, nil)
		now.Checks = append(now.Checks, finding.Check{Code: "missing-resource", Subject: "sg", Verdict: finding.Holds})
		history.New(system, []*history.Record{record(t, then, system, "a")}, nil).Tell(now, record(t, now, system, c.model))
		if got := len(now.Progress.Mended); got != c.mended || now.Progress.Unseen != 0 {
			t.Errorf("%+v: %d mended, %d unseen", c, got, now.Progress.Unseen)
		}
	}
}

// What has no check is gone when all of its type were read where it lay.
func TestUndeclared(t *testing.T) {
	const typ = "AWS::S3::Bucket"
	for _, c := range []struct {
		listed, places []string
		mended         int
	}{
		{[]string{typ}, []string{"210987654321/ap-northeast-2"}, 1},
		{nil, []string{"210987654321/ap-northeast-2"}, 0},
		{[]string{typ}, []string{"210987654321/us-east-1"}, 0},
		{[]string{typ}, []string{"111111111111/ap-northeast-2"}, 0},
	} {
		then := report(1, nil)
		then.Findings = finding.List{{Code: "undeclared-resource", Severity: finding.Note, Verdict: finding.Broken, Subject: typ + " logs",
			Cause: finding.Cause{Type: typ}, Account: "210987654321", Region: "ap-northeast-2"}}
		now := report(2, nil)
		now.Listed, now.Places = c.listed, c.places
		history.New(system, []*history.Record{record(t, then, system, "a")}, nil).Tell(now, record(t, now, system, "b"))
		if len(now.Progress.Mended) != c.mended || now.Progress.Unseen != 1-c.mended {
			t.Errorf("%v in %v: %d mended, %d unseen", c.listed, c.places, len(now.Progress.Mended), now.Progress.Unseen)
		}
	}
}

// Two runs about one moment count as they were written; and of one model and snapshot the
// later replaces the earlier.
func TestOneMoment(t *testing.T) {
	broken, right := report(1, map[string]string{"db": "broken"}), report(1, map[string]string{"db": "holds"})
	a, b := record(t, broken, system, "a"), record(t, right, system, "b")
	b.Written = a.Written.Add(time.Hour)
	now := report(2, map[string]string{"db": "broken"})
	history.New(system, []*history.Record{b, a}, nil).Tell(now, record(t, now, system, "b"))
	if s := now.Findings[0].Since; !s.New || !s.At.Equal(day(2)) {
		t.Errorf("after broken and then right: %+v", s)
	}
	again := report(1, map[string]string{"db": "broken"})
	history.New(system, []*history.Record{a}, nil).Tell(again, record(t, again, system, "a"))
	if again.Progress.Runs != 0 || again.Findings[0].Since.New {
		t.Errorf("a run has itself before it: %+v", again.Progress)
	}
}

func TestSystem(t *testing.T) {
	name := finding.Both("Orders", "주문")
	for _, c := range []struct {
		a, b history.System
		same bool
	}{
		{history.System{Name: name, Accounts: []string{"1", "2"}}, history.System{Accounts: []string{"2"}}, true},
		{history.System{Name: name, Accounts: []string{"1"}}, history.System{Name: name, Accounts: []string{"2"}}, false},
		{history.System{Name: name}, history.System{Name: finding.Same("주문"), Accounts: []string{"2"}}, true},
		{history.System{Name: name}, history.System{Name: finding.Same("x")}, false},
		{history.System{}, history.System{}, false},
		{history.System{Name: name, Env: "dev"}, history.System{Name: name}, false},
	} {
		if c.a.Is(c.b) != c.same || c.b.Is(c.a) != c.same {
			t.Errorf("%+v and %+v: want %t", c.a, c.b, c.same)
		}
	}
}

// Every cut of a record, and what is none, is an error; a later form is told apart.
func TestParse(t *testing.T) {
	rec := history.NewRecord(report(1, map[string]string{"db": "broken", "cache": "holds"}))
	rec.System = system
	whole, err := rec.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for n := range len(whole) - 1 {
		if _, err := history.Parse(whole[:n]); !errors.Is(err, history.ErrBroken) {
			t.Fatalf("cut off after %d of %d bytes: %v", n, len(whole), err)
		}
	}
	for text, want := range map[string]error{
		"": history.ErrBroken, "[]": history.ErrBroken, "null": history.ErrBroken, `{"asbuilt_history":0}`: history.ErrBroken,
		`{"asbuilt_history":1}`: history.ErrBroken, `{"asbuilt_history":2,"findings":7}`: history.ErrNewer,
		`{"asbuilt_history":1,"as_of":"2026-11-20T03:00:00Z","findings":[{"severity":"fatal"}]}`: history.ErrBroken,
		`{"asbuilt_history":1,"as_of":"2026-11-20T03:00:00Z","held":"AAA","findings":[]}`:        history.ErrBroken,
		`{"asbuilt_history":1,"as_of":"2026-11-20T03:00:00Z","held":"!","findings":[]}`:          history.ErrBroken,
	} {
		if _, err := history.Parse([]byte(text)); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", text, err, want)
		}
	}
}

// The published schema takes what is written.
func TestSchema(t *testing.T) {
	data, err := os.ReadFile("../docs/schemas/history.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("history", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("history")
	if err != nil {
		t.Fatal(err)
	}
	rec := history.NewRecord(report(1, map[string]string{"db": "broken", "cache": "accepted", "x": "unknown"}))
	rec.System, rec.Commit, rec.Model = system, strings.Repeat("0a", 20), "m"
	whole, err := rec.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for text, valid := range map[string]bool{string(whole): true, `{"asbuilt_history": 2}`: false,
		strings.Replace(string(whole), `"severity":"error"`, `"severity":"fatal"`, 1): false} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); (err == nil) != valid {
			t.Errorf("valid: %t, want %t: %v\n%s", err == nil, valid, err, text)
		}
	}
}

func ExampleCourse_Tell() {
	run := func(n int, verdict string) (*finding.Report, *history.Record) {
		r := report(n, map[string]string{"db": verdict})
		rec := history.NewRecord(r)
		rec.System = system
		return r, rec
	}
	_, first := run(1, "holds")
	_, second := run(2, "broken")
	today, now := run(3, "broken")
	history.New(system, []*history.Record{second, first}, nil).Tell(today, now)
	os.Stdout.WriteString("db is not encrypted since " + today.Findings[0].Since.At.Format(time.DateOnly) + "\n")
	// Output: db is not encrypted since 2026-11-02
}

// One table tells of the last runs of many systems and environments, by account.
func TestTable(t *testing.T) {
	prod := history.System{Name: system.Name, Env: "prod", Accounts: system.Accounts}
	other := history.System{Name: finding.Both("Pay", "결제"), Accounts: []string{"345678901234"}}
	elsewhere := report(5, map[string]string{"card": "broken", "ledger": "broken"})
	elsewhere.Findings[0].Severity, elsewhere.Findings[1].Severity = finding.Warning, finding.Warning
	rows := history.Table([]*history.Record{
		record(t, report(3, map[string]string{"db": "holds", "cache": "broken", "x": "broken", "y": "accepted"}), system, "m"),
		record(t, report(1, map[string]string{"db": "broken", "cache": "holds", "x": "broken"}), system, "m"),
		record(t, report(4, map[string]string{"db": "holds"}), prod, "m"),
		record(t, elsewhere, other, "n"),
	})
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s %s %s %d: %d %d %d, %d unknown, %d accepted, %d new, %d mended, since %d %t",
			r.System.Name.En, r.System.Env, r.Account, r.AsOf.Day(), r.Errors, r.Warnings, r.Notes, r.Unknown, r.Accepted,
			r.New, r.Mended, r.Oldest.At.Day(), r.Oldest.OrEarlier))
	}
	want := []string{
		"Orders  210987654321 3: 2 0 0, 0 unknown, 1 accepted, 1 new, 1 mended, since 1 true",
		"Pay  210987654321 5: 0 2 0, 0 unknown, 0 accepted, 0 new, 0 mended, since 5 true",
		"Orders prod 210987654321 4: 0 0 0, 0 unknown, 0 accepted, 0 new, 0 mended, since 1 false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Where a thing could not be read, nobody asks how it is: the question has another code
// then, and what stood stands.
func TestUnreadThing(t *testing.T) {
	run := func(n int, code, fact string, verdict finding.Verdict) (*finding.Report, *history.Record) {
		r := report(n, map[string]string{"seats": "holds"})
		r.Checks = append(r.Checks, finding.Check{Code: code, Subject: "seats", Fact: fact, Verdict: verdict})
		r.Findings = append(r.Findings, &finding.Finding{Code: code, Subject: "seats", Fact: fact, Verdict: verdict})
		return r, record(t, r, system, "m")
	}
	_, first := run(1, "scaling-band-differs", "scaling.min", finding.Broken)
	blind, second := run(2, "does-not-scale", "scaling", finding.Unknown)
	again, third := run(3, "scaling-band-differs", "scaling.min", finding.Broken)
	course := history.New(system, []*history.Record{first, second, third}, nil)
	course.Tell(blind, second)
	if p := blind.Progress; len(p.Mended) > 0 || p.Unseen != 1 {
		t.Errorf("%d mended, %d not looked at, want 0 and 1", len(p.Mended), p.Unseen)
	}
	course.Tell(again, third)
	if f := again.Findings[0]; !f.Since.At.Equal(day(1)) || f.Since.New {
		t.Errorf("it stands since %s, new %t, want since the first day", f.Since.At, f.Since.New)
	}
}
