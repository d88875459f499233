package cmd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"asbuilt/cmd"
	"asbuilt/discover"
)

// dailyReport is what a test reads of a report.
type dailyReport struct {
	Findings []struct {
		Code, Subject, Fact, Verdict, Fingerprint string
		Suspended                                 bool
		Since                                     time.Time
		OrEarlier                                 bool `json:"since_or_earlier"`
		New                                       bool
	}
	Checks  []struct{ Code, Subject, Fact, Verdict string }
	History struct {
		Runs   int
		New    int
		Mended []struct{ Fingerprint string }
		Unseen int `json:"not_looked_at"`
	}
}

// run runs asbuilt and is what it printed.
func run(t *testing.T, want []cmd.Status, args ...string) (out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	got := cmd.Main(context.Background(), args, cmd.Streams{In: &bytes.Buffer{}, Out: &o, Err: &e})
	if !slices.Contains(want, got) {
		t.Errorf("asbuilt %v: status %d, want %v\n%s", args, got, want, e.String())
	}
	return o.String(), e.String()
}

// days writes ten snapshots in which things break and are mended, are there and are not,
// and of which some could not see everything.
func days(t *testing.T, dir string, r *rand.Rand) (files []string, moments []time.Time, listed []bool) {
	t.Helper()
	read := func(name string) *discover.Snapshot {
		f, err := os.Open("../examples/ec2-service/" + name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		s, err := discover.Read(f)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	clean, drifted := read("clean.snapshot.json"), read("drifted.snapshot.json")
	key := func(r *discover.Resource) string { return r.Type + r.Account + r.Region + r.ID }
	other := map[string]*discover.Resource{}
	for _, res := range drifted.Resources {
		other[key(res)] = res
	}
	bad := map[string]bool{}
	for day := range 10 {
		s := &discover.Snapshot{Taken: clean.Taken.AddDate(0, 0, day)}
		for _, c := range clean.Cells {
			if r.Intn(12) == 0 {
				c.Status, c.Reason = discover.Denied, "an explicit deny"
			}
			s.Cells = append(s.Cells, c)
		}
		there := map[string]bool{}
		for _, res := range clean.Resources {
			k := key(res)
			there[k] = true
			if r.Intn(4) == 0 {
				bad[k] = !bad[k]
			}
			switch {
			case !bad[k]:
				s.Resources = append(s.Resources, res)
			case other[k] != nil:
				s.Resources = append(s.Resources, other[k])
			}
		}
		for _, res := range drifted.Resources {
			if k := key(res); !there[k] && r.Intn(2) == 0 {
				s.Resources = append(s.Resources, res)
			}
		}
		name := filepath.Join(dir, fmt.Sprintf("day%d.json", day))
		var b bytes.Buffer
		if err := discover.Write(&b, s); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		files, moments = append(files, name), append(moments, s.Taken)
		listed = append(listed, discover.NewIndex(s).Unlisted("AWS::EC2::Instance", "", "") == nil)
	}
	return files, moments, listed
}

// Over ten snapshots every finding is said to stand since the day after which nothing
// looked and found it right, in whatever order the runs were, and two of them at once.
func TestHistoryOfTenDays(t *testing.T) {
	const model = "../examples/ec2-service/architecture.yaml"
	any := []cmd.Status{cmd.Clean, cmd.Found, cmd.Incomplete}
	const seed = 7
	r := rand.New(rand.NewSource(seed))
	dir := t.TempDir()
	files, moments, listed := days(t, dir, r)
	reports := make([]dailyReport, len(files))
	for i, file := range files {
		out, _ := run(t, any, "drift", model, "--snapshot", file, "--format", "json")
		if err := json.Unmarshal([]byte(out), &reports[i]); err != nil {
			t.Fatal(err)
		}
	}
	history := filepath.Join(dir, "history")
	order := r.Perm(len(files) - 1)
	var two sync.WaitGroup
	for n := 0; n < len(order); n += 2 {
		for _, i := range order[n:min(n+2, len(order))] {
			two.Go(func() { run(t, any, "drift", model, "--snapshot", files[i], "--history", history) })
		}
		two.Wait()
	}
	last := len(files) - 1
	out, errs := run(t, any, "drift", model, "--snapshot", files[last], "--history", history, "--format", "json")
	if errs != "" {
		t.Errorf("something is passed over: %s", errs)
	}
	var got dailyReport
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.History.Runs != 9 {
		t.Errorf("%d runs before the last, want 9", got.History.Runs)
	}
	facts := newOracle(reports, listed)
	dates := map[time.Time]bool{}
	for _, f := range got.Findings {
		if f.Verdict == "unknown" || f.Suspended {
			continue
		}
		first, known := facts.since(f.Fingerprint, last)
		if !f.Since.Equal(moments[first]) || f.OrEarlier == known || f.New != (first == last) {
			t.Errorf("%s of %s stands since %s (or earlier: %t, new: %t); want %s, %t",
				f.Code, f.Subject, f.Since, f.OrEarlier, f.New, moments[first], !known)
		}
		dates[f.Since] = true
	}
	if len(dates) < 4 {
		t.Errorf("the case is poor: only %d different days", len(dates))
	}
	mended, unseen := facts.gone(last)
	var said []string
	for _, m := range got.History.Mended {
		said = append(said, m.Fingerprint)
	}
	slices.Sort(said)
	if !slices.Equal(said, mended) || got.History.Unseen != unseen || len(mended) == 0 || unseen == 0 {
		t.Errorf("mended %v and %d not looked at; want %v and %d", said, got.History.Unseen, mended, unseen)
	}
}

// oracle knows of each day what was wrong and what was right, read from reports that
// knew no history.
type oracle struct{ wrong, right []map[string]bool }

func newOracle(reports []dailyReport, listed []bool) *oracle {
	o := &oracle{}
	names := map[[3]string]string{}
	for _, r := range reports {
		for _, f := range r.Findings {
			names[[3]string{f.Code, f.Subject, f.Fact}] = f.Fingerprint
		}
	}
	for day, r := range reports {
		wrong, right := map[string]bool{}, map[string]bool{}
		for _, f := range r.Findings {
			if f.Verdict != "unknown" && !f.Suspended {
				wrong[f.Fingerprint] = true
			}
		}
		unknown, known, lost := map[[2]string]bool{}, map[string]bool{}, map[string]bool{}
		for _, c := range r.Checks {
			switch {
			case c.Verdict == "holds":
				right[names[[3]string{c.Code, c.Subject, c.Fact}]] = true
			case c.Fact == "":
				lost[c.Subject] = true
			}
			if c.Verdict == "unknown" {
				unknown[[2]string{c.Code, c.Subject}] = true
			} else {
				known[c.Subject] = true
			}
		}
		for name, fp := range names {
			switch code, subject := name[0], name[1]; {
			case wrong[fp] || unknown[[2]string{code, subject}]:
			case code == "undeclared-resource": // it is right not to be there, where all are
				right[fp] = right[fp] || listed[day]
			default: // the question did not arise, about something that was looked at
				right[fp] = right[fp] || known[subject] && !lost[subject]
			}
		}
		o.wrong, o.right = append(o.wrong, wrong), append(o.right, right)
	}
	return o
}

// since is the first day on which something was wrong without a day after it on which it
// was right, and whether it was right the day before.
func (o *oracle) since(fingerprint string, last int) (first int, known bool) {
	first = last
	for day := last; day >= 0 && !o.right[day][fingerprint]; day-- {
		if o.wrong[day][fingerprint] {
			first = day
		}
	}
	return first, first > 0 && o.right[first-1][fingerprint]
}

// gone are what was wrong before the last day and is right on it, and how many things were
// wrong and nobody has looked at since.
func (o *oracle) gone(last int) (mended []string, unseen int) {
	all := map[string]bool{}
	for _, wrong := range o.wrong[:last] {
		for fp := range wrong {
			all[fp] = true
		}
	}
	for fp := range all {
		day := last - 1
		for !o.wrong[day][fp] && !o.right[day][fp] {
			day--
		}
		switch {
		case !o.wrong[day][fp] || o.wrong[last][fp]:
		case o.right[last][fp]:
			mended = append(mended, fp)
		default:
			unseen++
		}
	}
	slices.Sort(mended)
	return mended, unseen
}
