// Mutant changes one place of a package at a time and asks its own tests
// whether they notice. What they do not notice is listed: a behaviour that no
// test looks at, or a change that changes nothing (an equivalent mutant, which
// equivalent.txt names with the reason).
//
//	go run ./internal/mutant -n 100 -at-least 85 ./drift ./discover
//
// Nothing is written into the tree: changed files are laid over the originals
// (go help build, -overlay), most mutants in one program (together.go). A mutant that does not compile is not counted; one
// under which the tests do not end is noticed. The tests that are quick are
// asked first, so that the slow ones run only for what those let pass
// (stages.go). The exit status is 1 when a package falls below -at-least, 2 for
// wrong use.
package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed equivalent.txt
var equivalentText string

// options are the flags.
type options struct {
	count   int
	seed    uint64
	workers int
	atLeast float64
	timeout time.Duration
	quick   bool
	verbose bool
	only    string

	// stages are the tests of the package at hand, side the program with its
	// mutants.
	stages []stage
	side   side
}

func main() {
	var o options
	flag.IntVar(&o.count, "n", 100, "mutants a package")
	flag.Uint64Var(&o.seed, "seed", 1, "which mutants are drawn")
	flag.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "test runs side by side")
	flag.Float64Var(&o.atLeast, "at-least", 0, "fail below this percentage of mutants noticed")
	flag.DurationVar(&o.timeout, "timeout", 3*time.Minute, "how long the tests of one mutant may take")
	flag.BoolVar(&o.quick, "quick", false, "ask the quick tests alone: at least so many are noticed, found out soon")
	flag.BoolVar(&o.verbose, "v", false, "print every mutant")
	flag.StringVar(&o.only, "only", "", "ask again only those drawn whose line, as it is printed, this pattern matches")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: mutant [-n N] [-seed N] [-at-least PERCENT] [-quick] PACKAGE-FOLDER…")
		os.Exit(2)
	}
	enough := true
	for _, dir := range flag.Args() {
		score, err := o.run(os.Stdout, filepath.Clean(dir))
		if err != nil {
			fmt.Fprintln(os.Stderr, "mutant:", err)
			os.Exit(2)
		}
		enough = enough && score >= o.atLeast
	}
	if !enough {
		os.Exit(1)
	}
}

// verdict is what became of one mutant.
type verdict int

const (
	noticed verdict = iota
	survived
	stillborn // it does not compile
)

// run tries the mutants of one package and prints the survivors. The score is
// the percentage of the counted ones that were noticed.
func (o options) run(w io.Writer, dir string) (score float64, err error) {
	all, err := packageMutants(dir)
	if err != nil {
		return 0, err
	}
	known := equivalents(equivalentText, dir)
	all = slices.DeleteFunc(all, func(m mutant) bool { return slices.Contains(known, m.id()) })
	scratch, err := os.MkdirTemp("", "mutant-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(scratch)
	if o.stages, err = stagesOf(dir, scratch, o.timeout); err != nil {
		return 0, err
	}
	if o.quick {
		o.stages = o.stages[:1]
	}
	var survivors []mutant
	counted := 0
	// More are drawn than are counted: some will not compile.
	drawn := sample(all, 2*o.count, o.seed)
	if o.only != "" {
		pattern, err := regexp.Compile(o.only)
		if err != nil {
			return 0, err
		}
		drawn = slices.DeleteFunc(drawn, func(m mutant) bool { return !pattern.MatchString(describe(m)) })
	}
	if o.side, err = sideBySide(dir, scratch, drawn); err != nil {
		return 0, err
	}
	for at := 0; at < len(drawn) && counted < o.count; {
		batch := drawn[at:min(len(drawn), at+o.count-counted)]
		for i, v := range o.try(dir, scratch, batch, at) {
			if o.verbose {
				fmt.Fprintf(w, "  %s %s\n", [...]string{"noticed", "SURVIVED", "no program"}[v], describe(batch[i]))
			}
			if v != stillborn {
				counted++
			}
			if v == survived {
				survivors = append(survivors, batch[i])
			}
		}
		at += len(batch)
	}
	if counted == 0 {
		return 0, fmt.Errorf("%s has no mutant that compiles", dir)
	}
	score = 100 * float64(counted-len(survivors)) / float64(counted)
	fmt.Fprintf(w, "%s: %d of %d mutants noticed (%.0f %%), %d known to change nothing\n",
		dir, counted-len(survivors), counted, score, len(known))
	slices.SortFunc(survivors, func(a, b mutant) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	for _, m := range survivors {
		fmt.Fprintf(w, "  survived %s\n", describe(m))
	}
	return score, nil
}

func describe(m mutant) string {
	return fmt.Sprintf("%s:%d: %s %s: %s → %s", m.File, m.Line, m.Func, m.Kind, oneLine(m.Old), oneLine(m.New))
}

func packageMutants(dir string) ([]mutant, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var all []mutant
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		found, err := mutants(name, source)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// equivalents are the ids of a package's mutants that change nothing. The list
// has a block a package, "# drift/match", and a line a mutant: its id, a tab,
// the reason.
func equivalents(list, dir string) []string {
	var ids []string
	here := false
	for line := range strings.Lines(list) {
		line = strings.TrimRight(line, "\n")
		if name, isHead := strings.CutPrefix(line, "# "); isHead {
			here = name == filepath.ToSlash(dir)
			continue
		}
		if id, reason, ok := strings.Cut(line, "\t"); ok && here && reason != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// try runs the tests under each mutant of a batch that begins at the first-th of
// those drawn, some at the same time.
func (o options) try(dir, scratch string, batch []mutant, first int) []verdict {
	verdicts := make([]verdict, len(batch))
	slots := make(chan struct{}, max(1, o.workers))
	var all sync.WaitGroup
	for i, m := range batch {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			verdicts[i] = o.judge(dir, filepath.Join(scratch, fmt.Sprint(first+i)), m, number(first+i))
		})
	}
	all.Wait()
	return verdicts
}

// judge runs the tests under one mutant, stage by stage until one notices. What
// does not compile is counted as no program: nothing was asked.
func (o options) judge(dir, scratch string, m mutant, number int) verdict {
	program := o.side.program
	if !m.isInFunction() {
		overlay, err := lay(scratch, m)
		if err != nil {
			return stillborn
		}
		defer os.RemoveAll(scratch)
		program = filepath.Join(scratch, "program.test")
		if _, err := compile(dir, program, overlay); err != nil {
			return stillborn
		}
	} else if !o.side.living[number] {
		return stillborn
	}
	for _, s := range o.stages {
		if _, err := s.run(dir, program, number, o.timeout); err != nil {
			return noticed
		}
	}
	return survived
}

// lay writes the changed file and the overlay that puts it in the place of the
// original, and is the path of the overlay.
func lay(scratch string, m mutant) (string, error) {
	if err := os.MkdirAll(scratch, 0o755); err != nil {
		return "", err
	}
	source, err := os.ReadFile(m.File)
	if err != nil {
		return "", err
	}
	changed := slices.Concat(source[:m.From], []byte(m.New), source[m.To:])
	original, err := filepath.Abs(m.File)
	if err != nil {
		return "", err
	}
	instead := filepath.Join(scratch, "changed.go")
	if err := os.WriteFile(instead, changed, 0o644); err != nil {
		return "", err
	}
	return layOver(scratch, map[string]string{original: instead})
}

// layOver writes an overlay: which files stand in the places of others.
func layOver(scratch string, replace map[string]string) (string, error) {
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(scratch, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o644)
}
