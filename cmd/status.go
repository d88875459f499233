package cmd

import (
	"errors"

	"asbuilt/finding"
)

// Status is the exit status of a run.
type Status int

// Exit statuses. They mean the same for every command.
const (
	// Clean: nothing to report at or above --fail-on.
	Clean Status = 0
	// Found: findings at or above --fail-on.
	Found Status = 1
	// Usage: the command line is wrong.
	Usage Status = 2
	// Failed: the run could not be carried out.
	Failed Status = 3
	// Incomplete: nothing is broken, but something could not be looked at.
	Incomplete Status = 4
	// Interrupted: SIGINT ended the run, which is then never clean.
	Interrupted Status = 130
	// Terminated: SIGTERM did.
	Terminated Status = 143
)

// ErrTerminated is the cause of a context that SIGTERM ended.
var ErrTerminated = errors.New("terminated")

// statusError ends a run with a status. What it wraps is printed, unless there
// is nothing: then everything has been said already.
type statusError struct {
	status Status
	err    error
}

func (e *statusError) Error() string {
	if e.err == nil {
		return "already reported"
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

// silently ends a run with a status when everything has been said already.
func silently(s Status) error {
	if s == Clean {
		return nil
	}
	return &statusError{status: s}
}

// usage marks err as a mistake on the command line.
func usage(err error) error { return &statusError{status: Usage, err: err} }

// usagef is usage of an error with that text, in both languages.
func usagef(en, ko string, args ...any) error { return usage(finding.Errorf(en, ko, args...)) }

// statusOf is the status that err ends the run with.
func statusOf(err error) Status {
	var s *statusError
	switch {
	case err == nil:
		return Clean
	case errors.As(err, &s):
		return s.status
	}
	return Failed
}
