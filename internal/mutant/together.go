package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// side is a program in which all mutants of functions stand side by side, so
// that the package is compiled once and not once a mutant. Each function has a
// copy for each of its mutants, and begins by asking which of them is meant:
//
//	func f(n int) bool { switch mutantOn { case 7: return mutant7f(n) }
//
// The number comes from the environment. What stands outside of functions has a
// program of its own.
type side struct {
	program string
	// living are the numbers of the mutants that compile.
	living map[int]bool
}

// number is that of the i-th of the mutants; zero means none of them.
func number(i int) int { return i + 1 }

// sideBySide compiles the mutants of functions among all. Those that do not
// compile are left out, and it is tried again.
func sideBySide(dir, scratch string, all []mutant) (side, error) {
	s := side{program: filepath.Join(scratch, "side.test"), living: map[int]bool{}}
	for i, m := range all {
		if m.isInFunction() {
			s.living[number(i)] = true
		}
	}
	for len(s.living) > 0 {
		w := writer{all: all, living: s.living, scratch: scratch, replace: map[string]string{}}
		overlay, err := w.write(dir)
		if err != nil {
			return s, err
		}
		out, err := compile(dir, s.program, overlay)
		if err == nil {
			break
		}
		dead := w.hit(string(out))
		if len(dead) == 0 {
			return s, fmt.Errorf("the mutants of %s do not compile side by side:\n%s", dir, out)
		}
		for _, n := range dead {
			delete(s.living, n)
		}
	}
	return s, nil
}

// isInFunction reports whether a mutant may stand beside the function that it
// changes: what runs by itself may not.
func (m mutant) isInFunction() bool {
	return !slices.Contains([]string{"", "init", "main", "_"}, m.Func)
}

// writer writes the files of a package that hold the mutants.
type writer struct {
	all     []mutant
	living  map[int]bool
	scratch string
	replace map[string]string
	copies  []lines
}

// lines are those of a file in which a mutant stands.
type lines struct {
	file        string
	first, last int
	number      int
}

// write writes the files that change and the one that asks the environment, and
// is the path of the overlay.
func (w *writer) write(dir string) (string, error) {
	byFile := map[string][]int{}
	for i, m := range w.all {
		if w.living[number(i)] {
			byFile[m.File] = append(byFile[m.File], number(i))
		}
	}
	name := ""
	for file, numbers := range byFile {
		source, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, file, source, parser.SkipObjectResolution)
		if err != nil {
			return "", err
		}
		name = syntax.Name.Name
		if err := w.instead(file, w.file(file, source, fset, syntax, numbers)); err != nil {
			return "", err
		}
	}
	asks := "package " + name + "\n\nimport (\n\t\"os\"\n\t\"strconv\"\n)\n\n" +
		"var mutantOn, _ = strconv.Atoi(os.Getenv(\"" + which + "\"))\n"
	if err := w.instead(filepath.Join(dir, "mutant_on.go"), asks); err != nil {
		return "", err
	}
	return layOver(w.scratch, w.replace)
}

// which is the variable of the environment that says which mutant is meant.
const which = "MUTANT"

// instead keeps a file that stands in the place of another.
func (w *writer) instead(file, text string) error {
	original, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	w.replace[original] = filepath.Join(w.scratch, filepath.Base(file))
	return os.WriteFile(w.replace[original], []byte(text), 0o644)
}

// edit puts a text in the place of a part of a file.
type edit struct {
	from, to int
	text     string
}

// file is a file with copies of its functions at the end, one a mutant.
func (w *writer) file(name string, source []byte, fset *token.FileSet, syntax *ast.File, numbers []int) string {
	at := func(p token.Pos) int { return fset.Position(p).Offset }
	var edits []edit
	var copies strings.Builder
	line := strings.Count(string(source), "\n") + 2
	for _, d := range syntax.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		from, to := at(fn.Type.Func), at(fn.End())
		var own []int
		for _, n := range numbers {
			m := w.all[n-1]
			if m.From < from || m.From >= to {
				continue
			}
			own = append(own, n)
			text := string(source[from:at(fn.Name.Pos())]) + copyName(n, fn) +
				string(source[at(fn.Name.End()):m.From]) + m.New + string(source[m.To:to]) + "\n"
			copies.WriteString(text)
			last := line + strings.Count(text, "\n") - 1
			w.copies = append(w.copies, lines{filepath.Base(name), line, last, n})
			line = last + 1
		}
		if len(own) > 0 {
			edits = append(edits, asking(fn, own, at)...)
		}
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(b.from, a.from) })
	text := string(source)
	for _, e := range edits {
		text = text[:e.from] + e.text + text[e.to:]
	}
	return text + "\n" + copies.String()
}

func copyName(n int, fn *ast.FuncDecl) string { return fmt.Sprintf("mutant%d%s", n, fn.Name.Name) }

// asking makes a function ask which of its mutants is meant. What has no name
// in its head gets one, so that it can be handed on.
func asking(fn *ast.FuncDecl, numbers []int, at func(token.Pos) int) (edits []edit) {
	names := func(fields *ast.FieldList) (all []string) {
		if fields == nil {
			return nil
		}
		for _, f := range fields.List {
			if len(f.Names) == 0 {
				name := fmt.Sprintf("mutantArg%d", f.Type.Pos())
				edits = append(edits, edit{at(f.Type.Pos()), at(f.Type.Pos()), name + " "})
				all = append(all, name)
			}
			for _, id := range f.Names {
				name := id.Name
				if name == "_" {
					name = fmt.Sprintf("mutantArg%d", id.Pos())
					edits = append(edits, edit{at(id.Pos()), at(id.End()), name})
				}
				all = append(all, name)
			}
			if _, ok := f.Type.(*ast.Ellipsis); ok {
				all[len(all)-1] += "..."
			}
		}
		return all
	}
	of := ""
	if receiver := names(fn.Recv); len(receiver) > 0 {
		of = receiver[0] + "."
	}
	arguments := strings.Join(names(fn.Type.Params), ", ")
	var b strings.Builder
	b.WriteString(" switch mutantOn {")
	for _, n := range numbers {
		call := fmt.Sprintf("%s%s(%s)", of, copyName(n, fn), arguments)
		if fn.Type.Results.NumFields() > 0 {
			fmt.Fprintf(&b, "case %d: return %s;", n, call)
		} else {
			fmt.Fprintf(&b, "case %d: %s; return;", n, call)
		}
	}
	b.WriteString("};")
	body := at(fn.Body.Lbrace) + 1
	return append(edits, edit{body, body, b.String()})
}

var place = regexp.MustCompile(`(?m)([^/\s:]+\.go):(\d+):`)

// hit are the mutants that a compiler complains about.
func (w *writer) hit(complaints string) (numbers []int) {
	for _, m := range place.FindAllStringSubmatch(complaints, -1) {
		at, _ := strconv.Atoi(m[2])
		for _, c := range w.copies {
			if c.file == m[1] && c.first <= at && at <= c.last {
				numbers = append(numbers, c.number)
			}
		}
	}
	return numbers
}
