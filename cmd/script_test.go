package cmd_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"github.com/rogpeppe/go-internal/testscript"

	"asbuilt/cmd"
	"asbuilt/internal/golden"
)

// TestMain lets scripts run asbuilt as a program of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"asbuilt": func() {
			os.Exit(int(cmd.Main(context.Background(), os.Args[1:], cmd.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})))
		},
	})
}

// TestScript runs the scripts of testdata/script, each named by its command.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       golden.Update(),
		Setup: func(env *testscript.Env) error {
			root, err := os.Getwd()
			env.Setenv("ROOT", strings.TrimSuffix(root, "/cmd"))
			env.Setenv("LANG", "C")
			env.Setenv("BIN", filepath.SplitList(env.Getenv("PATH"))[0]) // where this asbuilt is, and nothing else
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "fill": fill, "replace": replace, "graphviz": buildGraphviz, "ended": ended, "head": head, "font": fontFile,
		},
	})
}

// status N PROGRAM ARG… runs a program and wants that exit status.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program [arg...]")
	}
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("run %s: %v", args[1], err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("%s: exit status %d, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// graphviz DIR builds asbuilt-graphviz into a folder.
func buildGraphviz(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: graphviz dir")
	}
	if out, err := exec.Command("go", "build", "-o", ts.MkAbs(args[0])+"/", "asbuilt/cmd/asbuilt-graphviz").CombinedOutput(); err != nil {
		ts.Fatalf("build asbuilt-graphviz: %v\n%s", err, out)
	}
}

// ended FILE wants that the process whose number the file holds no longer runs.
func ended(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: ended file")
	}
	number, err := strconv.Atoi(strings.TrimSpace(ts.ReadFile(args[0])))
	ts.Check(err)
	process, err := os.FindProcess(number)
	ts.Check(err)
	if process.Signal(syscall.Signal(0)) == nil {
		ts.Fatalf("process %d still runs", number)
	}
}

// fill FILE N TEXT writes a file that repeats TEXT, a Go string, N times; #N in it
// is which time it is.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fill file n text")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "#N", strconv.Itoa(i+1)))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o644))
}

// head FILE TEXT puts TEXT, a Go string, before what a file holds.
func head(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: head file text")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text+ts.ReadFile(args[0])), 0o644))
}

// font FILE writes a font that has no Korean letters.
func fontFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: font file")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), liberationsansregular.TTF, 0o644))
}

// replace OLD NEW FILE replaces OLD, which must be there exactly once.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace old new file")
	}
	text := ts.ReadFile(args[2])
	if n := strings.Count(text, args[0]); n != 1 {
		ts.Fatalf("%q occurs %d times in %s, want once", args[0], n, args[2])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Replace(text, args[0], args[1], 1)), 0o644))
}
