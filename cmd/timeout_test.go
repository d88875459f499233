package cmd

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// TestTimeout ends what does not come to its end and keeps it from writing, and
// leaves alone what writes already.
func TestTimeout(t *testing.T) {
	hang := make(chan struct{})
	late := make(chan error, 1)
	for name, tt := range map[string]struct {
		command func(e *environment) func(context.Context) error
		want    string
	}{
		"it never looks": {func(e *environment) func(context.Context) error {
			return func(context.Context) error {
				<-hang
				late <- e.mayWrite()
				return nil
			}
		}, "it took longer than 1ms, and nothing was written"},
		"it looks": {func(*environment) func(context.Context) error {
			return func(ctx context.Context) error {
				<-ctx.Done()
				return ctx.Err()
			}
		}, "it took longer than 1ms, and nothing was written"},
		"it writes": {func(e *environment) func(context.Context) error {
			if err := e.mayWrite(); err != nil {
				t.Error(err)
			}
			return func(ctx context.Context) error {
				<-ctx.Done()
				return errors.New("written")
			}
		}, "written"},
		"it is done": {func(*environment) func(context.Context) error {
			return func(context.Context) error { return errors.New("done") }
		}, "done"},
	} {
		e, limit := &environment{}, timeout{limit: time.Millisecond}
		if tt.want == "done" {
			limit.limit = time.Hour
		}
		e.door = &limit.door
		if err := limit.run(context.Background(), e, tt.command(e)); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	close(hang)
	if err := <-late; !errors.Is(err, errLate) {
		t.Errorf("what came too late might write: %v", err)
	}
	if err := (&timeout{}).run(context.Background(), &environment{}, nil); statusOf(err) != Usage {
		t.Errorf("no time at all: %v", err)
	}
}
