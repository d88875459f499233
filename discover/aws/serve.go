package aws

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"asbuilt/discover"
)

// Serve is what asbuilt-aws does: it reads a [discover.Scope] from in, writes the
// snapshot to out and [discover.Progress] to progress, one object a line, and is
// the exit status. It writes a whole snapshot or none.
func Serve(ctx context.Context, in io.Reader, out, progress io.Writer, options Options) int {
	lines := json.NewEncoder(progress)
	fail := func(status int, err error) int {
		_ = lines.Encode(discover.Progress{Error: err.Error()}) // nobody left to tell
		return status
	}
	scope, err := readScope(in)
	if v := scope.Version; v != 0 && v != discover.ScopeVersion {
		return fail(3, otherVersion(v))
	}
	if err != nil {
		return fail(2, fmt.Errorf("read scope from standard input: %w", err))
	}
	options.Progress = func(p discover.Progress) { _ = lines.Encode(p) }
	snap, err := Take(ctx, scope, options)
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

// otherVersion is the error of a scope that another version of asbuilt sent.
func otherVersion(version int) error {
	return fmt.Errorf(
		"asbuilt sends scope version %d, and this asbuilt-aws takes version %d: install both from one release",
		version, discover.ScopeVersion)
}

// readScope reads a scope. What one of another version holds is not judged.
func readScope(in io.Reader) (discover.Scope, error) {
	var scope discover.Scope
	var raw json.RawMessage
	if err := json.NewDecoder(in).Decode(&raw); err != nil {
		return scope, err
	}
	var head struct {
		Version int `json:"asbuilt_scope"`
	}
	if json.Unmarshal(raw, &head) == nil && head.Version != 0 && head.Version != discover.ScopeVersion {
		return discover.Scope{Version: head.Version}, nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&scope); err != nil {
		return scope, err
	}
	if len(scope.Accounts) == 0 {
		return scope, errors.New("it names no account")
	}
	return scope, nil
}
