package aws

import (
	"context"
	"net/http"
	"strings"
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
