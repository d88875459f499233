package aws

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/internal/awsfake"
	"asbuilt/internal/honest"
)

// snapshot is what is taken of the organisation, without waiting.
func (o organisation) snapshot(t *testing.T, f *awsfake.Fake) *discover.Snapshot {
	t.Helper()
	_, _ = take(t, world()) // the environment
	snap, err := Take(context.Background(), o.scope(), Options{
		Transport: f, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	return written(t, snap)
}

// takenAt is what is taken while a clock is watched, by one worker, so that nobody waits
// beside anybody else.
func (o organisation) takenAt(t *testing.T, f *awsfake.Fake, c *clock) *discover.Snapshot {
	t.Helper()
	_, _ = take(t, world()) // the environment
	snap, err := Take(context.Background(), o.scope(), Options{Transport: f, Sleep: c.sleep, Now: c.now, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return written(t, snap)
}

// clock is one that only waiting moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	return ctx.Err()
}

// A region that is down for an hour is given up long before, with a cell for each thing
// that was not seen; who looks again after the hour sees all of it.
func TestRegionThatFailsForAnHour(t *testing.T) {
	o := organisation{accounts: 3, groups: 12, logs: 30, services: 12, roles: 20}
	const down = "ap-northeast-1"
	begin := time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)
	whole := o.snapshot(t, o.fake())
	c, f := &clock{at: begin}, o.fake()
	refused := 0
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if r.Region != down || c.now().Sub(begin) >= time.Hour {
			return nil
		}
		refused++
		return &awsfake.Outcome{Status: http.StatusServiceUnavailable, Code: "ServiceUnavailable"}
	})
	part := o.takenAt(t, f, c)
	honest.Check(t, whole, part)
	unseen := 0
	for _, cell := range part.Cells {
		if cell.Region == down {
			unseen++
			if cell.Status == discover.OK {
				t.Error(cell)
			}
		}
	}
	took := c.now().Sub(begin)
	if took <= 0 || took >= time.Hour/2 || refused == 0 || unseen < 100 {
		t.Errorf("waited for %s, refused %d times, %d cells not seen", took, refused, unseen)
	}
	t.Logf("%s of waiting, %d refusals, %d cells not seen", took, refused, unseen)
	c.at = begin.Add(time.Hour)
	again := o.takenAt(t, f, c)
	again.Taken, again.SHA256 = whole.Taken, whole.SHA256
	if !reflect.DeepEqual(again, whole) {
		t.Error("after the hour not all is there again")
	}
}

// Where nothing answers in a region, each of its operations is asked for a few times and
// given up, each of its cells says so, and everything else is as in peace.
func TestRegionThatFails(t *testing.T) {
	o := organisation{accounts: 3, groups: 120, logs: 30, services: 12, roles: 20}
	const down = "ap-northeast-1"
	whole := o.snapshot(t, o.fake())
	for name, outcome := range map[string]awsfake.Outcome{
		"unavailable": {Status: http.StatusServiceUnavailable, Code: "ServiceUnavailable"},
		"reset":       {Reset: true},
		"cut":         {Cut: true},
		"throttled":   {Status: http.StatusBadRequest, Code: "Throttling"},
	} {
		t.Run(name, func(t *testing.T) {
			f, asked := o.fake(), map[string]int{} // the fake asks its rules one by one
			f.On(func(r awsfake.Request) *awsfake.Outcome {
				if r.Region != down {
					return nil
				}
				asked[r.Account+" "+r.Operation+" "+r.Text]++
				return &outcome
			})
			part := o.snapshot(t, f)
			honest.Check(t, whole, part)
			for _, c := range part.Cells {
				// buckets are listed region by region, into one cell of the account
				fails := c.Region == down || c.Operation == "s3:ListBuckets"
				if (c.Status == discover.OK) == fails {
					t.Error(c)
				}
			}
			for call, n := range asked {
				// two collectors ask for the same at most, each patiently while it is throttled
				if n > 2*10 || name != "throttled" && n > 2*brief {
					t.Errorf("%.120s was asked for %d times", call, n)
				}
			}
		})
	}
}

// One account of twelve into which nobody lets us is told by its own cells, in the words
// of AWS, and takes nothing with it.
func TestOneAccountOfTwelve(t *testing.T) {
	o := organisation{accounts: 12, groups: 12, logs: 6, services: 3, roles: 4}
	const closed = "100000000006"
	whole, f := o.snapshot(t, o.fake()), o.fake()
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if r.Operation == "sts:AssumeRole" && strings.Contains(r.Text, closed) {
			return &awsfake.Outcome{Status: http.StatusForbidden, Code: "AccessDenied", Message: "no"}
		}
		return nil
	})
	part := o.snapshot(t, f)
	honest.Check(t, whole, part)
	reasons := map[string]bool{}
	for _, c := range part.Cells {
		if (c.Status == discover.OK) == (c.Account == closed) {
			t.Error(c)
		}
		if c.Account == closed {
			reasons[c.Reason] = true
		}
	}
	if len(reasons) != 1 {
		t.Errorf("the account is closed for %d reasons: %v", len(reasons), reasons)
	}
	if n := len(part.Resources); n != o.resources()*11/12 {
		t.Errorf("%d resources, want those of eleven accounts, %d", n, o.resources()*11/12)
	}
}
