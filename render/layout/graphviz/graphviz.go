// Package graphviz places the boxes of a graph by Graphviz's dot, which runs in
// a process of its own: cmd/asbuilt-graphviz, or an installed dot that the user
// names. It is for views that ask for it; package layout places all others.
//
// It routes nothing: [layout.Route] draws the lines over the boxes of any
// placement. It draws no lanes, because dot has no columns that run through
// clusters. What dot gives is checked, since it sometimes puts nodes outside of
// their clusters and says nothing.
//
//	at, err := graphviz.Place(ctx, graph, graphviz.Options{Program: "asbuilt-graphviz"})
//	if err == nil {
//		err = layout.Route(graph, at)
//	}
package graphviz

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"asbuilt/files"
	"asbuilt/render/layout"
)

// Options say which program places, and how long it may take.
type Options struct {
	// Program is the path of asbuilt-graphviz or of dot.
	Program string
	// Timeout ends the program; zero means [DefaultTimeout].
	Timeout time.Duration
	// Cache is a folder where asbuilt-graphviz may keep what makes it start in
	// milliseconds instead of a second. It is made for the user alone, because
	// what lies in it is run. Empty keeps nothing.
	Cache string
}

// DefaultTimeout is enough for a thousand nodes.
const DefaultTimeout = 60 * time.Second

// Place computes where the boxes of a graph lie: children inside their parents,
// siblings apart, titles free. It fails when the program cannot be run, takes
// too long, or gives a placement that is not so.
func Place(ctx context.Context, g *layout.Graph, o Options) (*layout.Layout, error) {
	p, err := newPlan(g)
	if err != nil {
		return nil, err
	}
	out, err := run(ctx, p.dot(), o)
	if err != nil {
		return nil, err
	}
	l, err := p.read(out)
	if err != nil {
		return nil, fmt.Errorf("place by %q: %w", name(o), err)
	}
	return l, nil
}

func name(o Options) string { return filepath.Base(o.Program) }

// run gives the program a graph and returns what it writes. When the time is up
// or ctx ends, the process is ended.
func run(ctx context.Context, dot []byte, o Options) ([]byte, error) {
	if o.Program == "" {
		return nil, errors.New("place by Graphviz: no program is named")
	}
	limit := o.Timeout
	if limit <= 0 {
		limit = DefaultTimeout
	}
	timed, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	c := exec.CommandContext(timed, o.Program, "-Tjson0")
	c.WaitDelay = time.Second
	c.Stdin = bytes.NewReader(dot)
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	folder, err := o.folder()
	if err != nil {
		return nil, err
	}
	c.Env = append(c.Environ(), "TMPDIR="+folder, "TMP="+folder, "TEMP="+folder)
	switch err := c.Run(); {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("place by %q: %w", name(o), ctx.Err())
	case timed.Err() != nil:
		return nil, fmt.Errorf("place by %q: it took longer than %v and was ended", name(o), limit)
	case err != nil:
		return nil, fmt.Errorf("place by %q: %w%s", name(o), err, first(complaint.String()))
	}
	return out.Bytes(), nil
}

// folder is what the program takes for the temporary folder of the system, where
// it keeps compiled code: one that no other user can write to, or none.
func (o Options) folder() (string, error) {
	if o.Cache == "" {
		return os.DevNull, nil
	}
	if err := files.MakePrivate(o.Cache); err != nil {
		return "", fmt.Errorf("make the cache of Graphviz: %w", err)
	}
	return o.Cache, nil
}

// first is the first line of what a program complained about, after a colon.
func first(complaint string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(complaint), "\n")
	if line == "" {
		return ""
	}
	return ": " + line
}
