package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// stage is a part of a package's tests.
type stage struct {
	names []string
	// took is how long it runs over the package as it is.
	took time.Duration
}

// stagesOf runs the tests of a package as it is and parts them by how long each
// takes: the quick ones together, then the slow ones one by one, the quickest
// first.
func stagesOf(dir, scratch string, timeout time.Duration) ([]stage, error) {
	program := filepath.Join(scratch, "program.test")
	if out, err := compile(dir, program, ""); err != nil {
		return nil, fmt.Errorf("the tests of %s do not compile:\n%s", dir, out)
	}
	out, err := execute(dir, program, 0, 5*timeout, "-test.v")
	if err != nil {
		return nil, fmt.Errorf("the tests of %s fail as it is:\n%s", dir, out)
	}
	return parted(timed(string(out))), nil
}

var passed = regexp.MustCompile(`(?m)^--- PASS: (\S+) \(([0-9.]+)s\)$`)

// timed are the tests that passed, each as a stage of its own.
func timed(out string) []stage {
	var each []stage
	for _, m := range passed.FindAllStringSubmatch(out, -1) {
		seconds, _ := strconv.ParseFloat(m[2], 64)
		each = append(each, stage{[]string{m[1]}, time.Duration(seconds * float64(time.Second))})
	}
	return each
}

// parted puts the tests that take a second at most, or less than a thirtieth of
// the whole, into one stage, which comes first.
func parted(each []stage) []stage {
	var whole time.Duration
	for _, s := range each {
		whole += s.took
	}
	var quick stage
	var slow []stage
	for _, s := range each {
		if s.took > max(time.Second, whole/30) {
			slow = append(slow, s)
			continue
		}
		quick.names = append(quick.names, s.names...)
		quick.took += s.took
	}
	slices.SortStableFunc(slow, func(a, b stage) int { return int(a.took - b.took) })
	if len(quick.names) == 0 {
		return slow
	}
	return append([]stage{quick}, slow...)
}

// run is the stage over a program that may be another. One that takes ten times
// as long as it did, and some seconds more, is taken to run for ever.
func (s stage) run(dir, program string, mutant int, timeout time.Duration) ([]byte, error) {
	timeout = min(timeout, 10*s.took+20*time.Second)
	return execute(dir, program, mutant, timeout, "-test.failfast", "-test.run", "^("+strings.Join(s.names, "|")+")$")
}

// compile makes the program that runs a package's tests, under an overlay if
// there is one.
func compile(dir, program, overlay string) ([]byte, error) {
	args := []string{"test", "-c", "-gcflags=-e", "-ldflags=-s -w", "-o", program}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	return exec.Command("go", append(args, "./"+filepath.ToSlash(dir))...).CombinedOutput()
}

// execute runs such a program where go test would, in the package's folder, with
// one mutant or, for zero, with none.
func execute(dir, program string, mutant int, timeout time.Duration, args ...string) ([]byte, error) {
	ctx, stop := context.WithTimeout(context.Background(), timeout)
	defer stop()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), which+"="+strconv.Itoa(mutant))
	cmd.WaitDelay = time.Second
	return cmd.CombinedOutput()
}
