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
	moving := flag.Bool("moves", false, "a line for each picture that an edit moves, instead of the table")
	flag.Parse()
	if err := run(*views, *out, *edits, *moving, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(views bool, out string, edits int, moving bool, only []string) error {
	all, err := subjects(".", only...)
	if err != nil {
		return err
	}
	if moving {
		return tellMoves(all, edits)
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
			if err := row.move(s, edits); err != nil {
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

// tellMoves prints what each edit moves, picture by picture.
func tellMoves(all []subject, edits int) error {
	var free, pinned moves
	for _, s := range all {
		a, b, err := movement(s, edits, func(edit, view string, one, two moves) {
			if one.moved+one.flipped+two.moved+two.flipped > 0 {
				fmt.Printf("%s %s: %s: %.1f %% flips %.1f; pinned %.1f %% flips %.2f\n", s.id, view, edit,
					one.moved, one.flipped, two.moved, two.flipped)
			}
		})
		if err != nil {
			return err
		}
		am, af := a.mean()
		bm, bf := b.mean()
		fmt.Printf("%s: %.2f %% flips %.2f; pinned %.2f %% flips %.3f\n", s.id, am, af, bm, bf)
		free.moved, free.flipped, free.pictures = free.moved+am, free.flipped+af, free.pictures+1
		pinned.moved, pinned.flipped, pinned.pictures = pinned.moved+bm, pinned.flipped+bf, pinned.pictures+1
	}
	am, af := free.mean()
	bm, bf := pinned.mean()
	fmt.Printf("all: %.2f %% flips %.2f; pinned %.2f %% flips %.3f\n", am, af, bm, bf)
	return nil
}
