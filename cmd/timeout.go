package cmd

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"asbuilt/finding"
)

// defaultTimeout is how long a command may take unless --timeout says otherwise:
// far longer than the largest model needs.
const defaultTimeout = 10 * time.Minute

// timeout bounds how long a command takes. When the time is up, the command ends
// with an error and has written nothing: what was begun then waits at the door.
type timeout struct {
	limit time.Duration
	door  door
}

func (t *timeout) bind(f *pflag.FlagSet) {
	f.DurationVar(&t.limit, "timeout", defaultTimeout, "")
}

// door is passed before anything is written. It is locked when the time is up,
// unless somebody has passed.
type door struct {
	mu             sync.Mutex
	passed, locked bool
}

// errLate is what the command that was ended hears at the door.
var errLate = finding.Errorf("the time is up",
	"시간이 다 되었습니다")

func (d *door) pass() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.locked {
		return errLate
	}
	d.passed = true
	return nil
}

func (d *door) lock() (locked bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.locked = !d.passed
	return d.locked
}

// run runs a command that passes the door of e before it writes.
func (t *timeout) run(ctx context.Context, e *environment, command func(context.Context) error) error {
	if t.limit <= 0 {
		return usagef("--timeout %s is no time that a command could take; write it as 90s or 10m",
			"--timeout %s은(는) 명령에 줄 수 없는 시간입니다. 90s나 10m처럼 쓰십시오", t.limit)
	}
	e.door = &t.door
	timed, cancel := context.WithTimeout(ctx, t.limit)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- command(timed) }()
	select {
	case err := <-ended:
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			return t.late()
		}
		return err
	case <-timed.Done():
		if ctx.Err() == nil && t.door.lock() {
			return t.late()
		}
		return <-ended
	}
}

func (t *timeout) late() error {
	return finding.Errorf("it took longer than %s, and nothing was written; split the model, or allow more "+
		"with --timeout",
		"%s보다 오래 걸렸고 아무것도 쓰지 않았습니다. 모델을 나누거나 --timeout으로 시간을 더 주십시오",
		t.limit)
}
