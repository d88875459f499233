package cmd

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/mattn/go-isatty"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// awsProgram is the program that talks to AWS.
const awsProgram = "asbuilt-aws"

// graceTime is how long asbuilt-aws may take to end after an interrupt.
const graceTime = 10 * time.Second

// runAWS takes a snapshot of scope and gives back its bytes.
func runAWS(ctx context.Context, scope discover.Scope, show *progress) ([]byte, error) {
	program, err := sibling(awsProgram)
	if err != nil {
		return nil, err
	}
	scope.Version = discover.ScopeVersion
	in, err := json.Marshal(scope)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	c := exec.CommandContext(ctx, program)
	c.Stdin, c.Stdout = bytes.NewReader(in), &out
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.WaitDelay = graceTime
	pipe, err := c.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, finding.Errorf("run %s: %v",
			"%s을(를) 실행하지 못했습니다: %v", awsProgram, err)
	}
	said := show.follow(pipe)
	err = c.Wait()
	show.end()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil && said != "":
		return nil, errors.New(said)
	case err != nil:
		return nil, finding.Errorf("run %s: %v",
			"%s을(를) 실행하지 못했습니다: %v", awsProgram, err)
	}
	return out.Bytes(), nil
}

// progress shows how far a run is, on one line of a terminal; elsewhere it
// shows nothing.
type progress struct {
	w     io.Writer
	drawn bool
}

func newProgress(w io.Writer) *progress {
	if f, ok := w.(*os.File); ok && isatty.IsTerminal(f.Fd()) && os.Getenv("TERM") != "dumb" {
		return &progress{w: w}
	}
	return &progress{}
}

// follow reads the lines of asbuilt-aws to their end and is the error that the
// last one names, if any.
func (p *progress) follow(r io.Reader) (said string) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var at discover.Progress
		if json.Unmarshal(lines.Bytes(), &at) != nil {
			said = lines.Text() // a panic, or a program that is not ours
			continue
		}
		if at.Error != "" {
			said = at.Error
			continue
		}
		p.show(at)
	}
	return said
}

func (p *progress) show(at discover.Progress) {
	if p.w == nil {
		return
	}
	p.drawn = true
	plain.Fprintf(p.w, "\r\x1b[K%d of %d · %d calls · %d throttled · %.0f s",
		at.Done, at.Of, at.Calls, at.Throttles, at.Seconds)
}

// end clears the line.
func (p *progress) end() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
