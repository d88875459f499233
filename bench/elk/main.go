// Command elk lays out the ELK JSON graph on standard input with elk-go: what a
// program that does nothing else takes, from start to end.
package main

import (
	"fmt"
	"io"
	"os"

	elk "github.com/d2lang/elk-go"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "elk:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	graph, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	placed, err := elk.LayoutJSON(graph)
	if err != nil {
		return err
	}
	_, err = out.Write(placed)
	return err
}
