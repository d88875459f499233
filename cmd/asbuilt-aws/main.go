// Command asbuilt-aws takes a snapshot of AWS accounts. It is a program of its
// own so that asbuilt links no SDK and holds no credentials, and it can only
// read.
//
// It is made to be run by asbuilt: the scope ([discover.Scope]) comes as JSON on
// standard input, the snapshot goes to standard output, and progress
// ([discover.Progress]) to standard error as JSON, one object a line.
//
//	echo '{"accounts":[{"id":"","regions":["ap-northeast-2"]}]}' | asbuilt-aws > prod.json
//
// It exits with 0 when it wrote a snapshot, gaps and all; with 2 when the scope
// cannot be used; with 3 when nothing could be read; with 130 when it was
// interrupted, and then it has written nothing.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"asbuilt/discover"
	"asbuilt/discover/aws"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

func run(ctx context.Context, in io.Reader, out, progress io.Writer) int {
	lines := json.NewEncoder(progress)
	fail := func(status int, err error) int {
		_ = lines.Encode(discover.Progress{Error: err.Error()}) // nobody left to tell
		return status
	}
	scope, err := readScope(in)
	if err != nil {
		return fail(2, fmt.Errorf("read scope from standard input: %w", err))
	}
	snap, err := aws.Take(ctx, scope, aws.Options{Progress: func(p discover.Progress) { _ = lines.Encode(p) }})
	if errors.Is(err, context.Canceled) {
		return 130
	}
	if err != nil {
		return fail(3, err)
	}
	var b bytes.Buffer
	if err := discover.Write(&b, snap); err != nil {
		return fail(3, fmt.Errorf("write snapshot: %w", err))
	}
	if _, err := out.Write(b.Bytes()); err != nil {
		return fail(3, fmt.Errorf("write snapshot to standard output: %w", err))
	}
	return 0
}

func readScope(in io.Reader) (discover.Scope, error) {
	var scope discover.Scope
	dec := json.NewDecoder(in)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&scope); err != nil {
		return scope, err
	}
	if len(scope.Accounts) == 0 {
		return scope, errors.New("it names no account")
	}
	return scope, nil
}
