// Command pictures draws every default view of every system of the corpus and
// prints one table of what a reader would see: whether the pictures are true of
// the model, whether everything is in them, and whether they can be read.
//
//	make pictures                            # the table
//	go run ./internal/pictures -views fan    # a row for each view of one system
//	go run ./internal/pictures -out out/corpus
//
// What is true of a picture is computed from the model; places come from the
// scene that was drawn.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	views := flag.Bool("views", false, "a row for each view")
	out := flag.String("out", "", "folder to write the pictures into")
	edits := flag.Int("edits", 2, "how many edits of each kind to measure movement by")
	flag.Parse()
	if err := run(*views, *out, *edits, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(views bool, out string, edits int, only []string) error {
	all, err := subjects(".", only...)
	if err != nil {
		return err
	}
	var rows []Row
	for _, s := range all {
		drawn, err := draw(s.id, s.m)
		if err != nil {
			return err
		}
		if out != "" {
			if err := drawn.write(filepath.Join(out, s.id)); err != nil {
				return err
			}
		}
		row := drawn.row()
		if edits > 0 {
			if row.Moved, row.Flipped, err = movement(s.corpus, drawn, edits); err != nil {
				return err
			}
		}
		rows = append(rows, row)
		if views {
			rows = append(rows, drawn.byView()...)
		}
	}
	fmt.Print(table(rows))
	return nil
}
