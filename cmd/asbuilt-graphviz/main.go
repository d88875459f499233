// Command asbuilt-graphviz lays out one graph as Graphviz's dot does: it reads
// DOT on standard input and writes what `dot -Tjson0` writes.
//
// It is made to be run by asbuilt for views with `layout: graphviz`, and it is a
// program of its own because go-graphviz costs whoever links it time at every
// start, keeps memory for ever, and can be stopped only by ending its process.
// Before main begins it reads machine code that an earlier run compiled and
// left in a folder go-graphviz of the system's temporary folder, without proof
// of who wrote it. asbuilt sets TMPDIR to a folder of the user's own; whoever
// runs it by hand on a machine with other users should do so too.
//
//	echo 'digraph { a -> b }' | TMPDIR=~/.cache/asbuilt asbuilt-graphviz -Tjson0
//
// It exits with 0 when it wrote a layout, with 2 for arguments that it does not
// know, and with 3 when the graph cannot be read or laid out.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/goccy/go-graphviz"
)

func main() {
	if err := known(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "asbuilt-graphviz:", err)
		os.Exit(2)
	}
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "asbuilt-graphviz:", err)
		os.Exit(3)
	}
}

// known refuses arguments that would ask dot for something else.
func known(args []string) error {
	for _, a := range args {
		if a != "-Tjson0" {
			return fmt.Errorf("unknown argument %q: it reads DOT on standard input and writes -Tjson0", a)
		}
	}
	return nil
}

// run reads all of in before it begins. Graphviz's traps come back as success
// without a result, so what it gives is looked at.
func run(in io.Reader, out io.Writer) error {
	source, err := io.ReadAll(in)
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	graph, err := graphviz.ParseBytes(source)
	if err != nil {
		return fmt.Errorf("read DOT: %s", strings.TrimSpace(err.Error())) // it ends its lines itself
	}
	if graph == nil {
		return errors.New("read DOT: there is no graph")
	}
	ctx := context.Background()
	engine, err := graphviz.New(ctx)
	if err != nil {
		return fmt.Errorf("start Graphviz: %w", err)
	}
	var b bytes.Buffer
	if err := engine.Render(ctx, graph, "json0", &b); err != nil {
		return fmt.Errorf("lay out: %w", err)
	}
	if !bytes.Contains(b.Bytes(), []byte(`"bb":`)) {
		return errors.New("lay out: Graphviz gave no positions")
	}
	if _, err := out.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write standard output: %w", err)
	}
	return nil
}
