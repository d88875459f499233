// Package aws takes snapshots of AWS accounts. It is the only home of AWS's
// SDK, and it can only read: a request goes out when package discover declares
// its operation and the collector names it.
//
// Every AWS family has one file with its collectors, which map replies field by
// field to the types of package discover. What is not mapped is not kept, so
// that nothing secret can enter a snapshot.
package aws

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"asbuilt/discover"
	"asbuilt/files"
)

// Options say how to take a snapshot. The zero value is right outside of tests.
type Options struct {
	// Progress is told how far the run is, now and then.
	Progress func(discover.Progress)
	// Transport carries requests instead of the network.
	Transport http.RoundTripper
	// Sleep waits instead of the clock.
	Sleep func(context.Context, time.Duration) error
	// Now tells the time instead of the clock.
	Now func() time.Time
	// Workers is how many collectors run at the same time; zero means 16.
	Workers int
}

// Take takes a snapshot of what the scope names. What could not be read is told
// by cells; an error means that nothing at all was read, or that ctx was
// cancelled.
func Take(ctx context.Context, scope discover.Scope, options Options) (*discover.Snapshot, error) {
	if scope.Dumps != "" {
		if _, err := files.List(scope.Dumps); err != nil {
			return nil, fmt.Errorf("read dumps: %w", err)
		}
	}
	run := newRun(scope, options)
	if scope.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(scope.Timeout)*time.Second)
		defer cancel()
	}
	snap := &discover.Snapshot{Taken: run.start.UTC().Truncate(time.Second)}
	scans, err := run.plan(ctx, snap)
	if err != nil {
		return nil, err
	}
	run.collect(ctx, scans, snap)
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, context.Canceled
	}
	snap.Cells = joinCells(snap.Cells)
	snap.Resources = distinct(snap.Resources)
	for _, r := range snap.Resources {
		r.HideSecrets()
		r.MarkUnsent()
	}
	return snap, readable(snap)
}

// readable is an error when no cell is OK.
func readable(s *discover.Snapshot) error {
	reasons := map[string]bool{}
	var first discover.Cell
	for _, c := range s.Cells {
		if c.Status == discover.OK {
			return nil
		}
		if strings.HasPrefix(c.Reason, notReached) {
			continue
		}
		reasons[c.Reason] = true
		if first == (discover.Cell{}) ||
			strings.HasPrefix(first.Reason, noDump) && !strings.HasPrefix(c.Reason, noDump) {
			first = c // a dump that is wrong says more than one that is not there
		}
	}
	switch len(reasons) {
	case 0:
		return errors.New("nothing could be read: the scope names nothing to look at")
	case 1:
		return fmt.Errorf("nothing could be read: account %s: %s%s",
			first.Account, first.Reason, wayToAWS(first.Reason))
	}
	return fmt.Errorf("nothing could be read: %s; and so on", first)
}

// wayToAWS is what to look at when something answered that cannot be AWS, or
// nothing did.
func wayToAWS(reason string) string {
	if strings.HasPrefix(reason, "HTTP ") || reason == "the reply is not what the protocol says" ||
		reason == "AWS could not be reached" {
		return ": look at the proxy between this machine and AWS (HTTPS_PROXY), and at AWS_ENDPOINT_URL"
	}
	return ""
}

// collect runs the scans, some at the same time, and puts what they found into
// the snapshot.
func (r *run) collect(ctx context.Context, scans []work, snap *discover.Snapshot) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	slots := make(chan struct{}, cmp.Or(r.options.Workers, 16))
	r.expect(len(scans))
	for _, w := range scans {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			w.collector.collect(ctx, w.scan)
			found, cells := w.scan.resources, w.scan.cells()
			mu.Lock()
			defer mu.Unlock()
			snap.Resources = append(snap.Resources, found...)
			snap.Cells = append(snap.Cells, cells...)
			r.finished()
		})
	}
	wait.Wait()
}

// joinCells makes one cell of those that several collectors wrote for the same
// operation; the worst of them speaks. One that was not reached says less than
// one that was: what it would have been asked about was not even listed, and
// the cell of that listing says so.
func joinCells(cells []discover.Cell) []discover.Cell {
	slices.SortStableFunc(cells, func(a, b discover.Cell) int {
		return cmp.Or(
			cmp.Compare(a.Account, b.Account),
			cmp.Compare(a.Region, b.Region),
			cmp.Compare(a.Operation, b.Operation),
		)
	})
	var out []discover.Cell
	for _, c := range cells {
		if n := len(out); n > 0 && out[n-1].Account == c.Account && out[n-1].Region == c.Region &&
			out[n-1].Operation == c.Operation {
			if badness(c) > badness(out[n-1]) {
				out[n-1] = c
			}
			continue
		}
		out = append(out, c)
	}
	return out
}

func badness(c discover.Cell) int {
	switch {
	case c.Status == discover.OK:
		return 1
	case strings.HasPrefix(c.Reason, notReached):
		return 0
	}
	return 2
}

// distinct leaves one of each resource: what several regions or pages tell of
// the same thing is told once.
func distinct(resources []*discover.Resource) []*discover.Resource {
	seen := map[[5]string]bool{}
	return slices.DeleteFunc(resources, func(r *discover.Resource) bool {
		key := [5]string{r.Type, r.Account, r.Region, r.ID, r.ARN}
		twice := seen[key]
		seen[key] = true
		return twice
	})
}
