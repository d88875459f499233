package discover

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"asbuilt/internal/golden"
)

// sorts are what types of resources are like, with what each of a sort is asked.
// A | stands between two questions of which one needs an answer.
const sorts = `
server   Placed Encrypting TLSRequiring|TLSSetting DeletionProtected ZoneSpanning Replicated BackedUp Rewinding Engined Disked Serving Changing Measured
store    Encrypting DeletionProtected BackedUp|Rewinding Measured
runner   Placed Encrypting Changing Member Banded Measured
network  Placed Addressed Linking Leading DeletionProtected Measured
front    Authorizing Throttling Filtered|Staged Measured
clock    Scheduled Measured
key      Rotating Ownable
watcher  Recording|Sole
setting  Ownable
`

// Every type that people think of as a thing of its own says above its struct
// which sort it is, and which questions of that sort it does not answer, with the
// reason:
//
//	//asked:as server
//	//asked:lacks Disked,Replicated it keeps all in memory
//
// A new type makes this test ask. The table of all of them is
// testdata/lacks.txt.
func TestEveryTypeIsAskedEverything(t *testing.T) {
	asked := map[string][]string{}
	for _, row := range strings.Split(strings.TrimSpace(sorts), "\n") {
		sort, questions, _ := strings.Cut(row, " ")
		asked[sort] = strings.Fields(questions)
	}
	says, seen := directives(t), map[string]bool{}
	var table strings.Builder
	for _, f := range Families() {
		for _, typ := range f.Types {
			s := reflect.TypeOf(typ.Facts()).Elem()
			said := says[s.Name()]
			if said.as == "" && !typ.Detail {
				t.Errorf("%s (%s) does not say //asked:as SORT; sorts are those of says_lacks_test.go",
					s.Name(), typ.Name)
			}
			if said.as != "" && !seen[s.Name()] { // several types may have one struct
				said.check(t, s, asked)
				said.write(&table, s.Name())
			}
			seen[s.Name()] = true
		}
	}
	for name := range says {
		if !seen[name] {
			t.Errorf("%s is asked, and is the struct of no type", name)
		}
	}
	golden.Check(t, "testdata/lacks.txt", []byte(table.String()))
}

// asked is what a struct says of itself: its sort, the reasons for what it does not
// answer, by question, and how its facts tell life, in order.
type asked struct {
	as    string
	lacks map[string]string
	lives []says
}

// says is what one fact says, in clauses.
type says struct {
	fact    string
	clauses []string
}

// live notes clauses of a fact, which goes on with those of the directive before it.
func (a *asked) live(fact, clauses string) {
	if n := len(a.lives); n == 0 || a.lives[n-1].fact != fact {
		a.lives = append(a.lives, says{fact: fact})
	}
	last := &a.lives[len(a.lives)-1].clauses
	for clause := range strings.SplitSeq(clauses, "; ") {
		head, words, _ := strings.Cut(clause, " ")
		if n := len(*last); n > 0 && strings.HasPrefix((*last)[n-1], head+" ") {
			(*last)[n-1] += " " + words
			continue
		}
		*last = append(*last, clause)
	}
}

// check holds a struct to the questions of its sort.
func (a asked) check(t *testing.T, s reflect.Type, sorts map[string][]string) {
	t.Helper()
	if sorts[a.as] == nil {
		t.Errorf("%s: there is no sort %q", s.Name(), a.as)
	}
	excused := maps.Clone(a.lacks)
	for _, question := range sorts[a.as] {
		either := strings.Split(question, "|")
		has := slices.ContainsFunc(either, func(q string) bool { return answersTo(s, q) })
		i := slices.IndexFunc(either, func(q string) bool { return excused[q] != "" })
		switch {
		case !has && i < 0:
			t.Errorf("%s, a %s, does not answer to %s; give it the method, or say why: //asked:lacks %s WHY",
				s.Name(), a.as, question, either[0])
		case has && i >= 0:
			t.Errorf("%s answers to %s, and says that it does not", s.Name(), question)
		}
		for _, q := range either {
			delete(excused, q)
		}
	}
	for q := range excused {
		t.Errorf("%s: nobody asks a %s for %s", s.Name(), a.as, q)
	}
}

// write writes the row of a struct.
func (a asked) write(table *strings.Builder, name string) {
	fmt.Fprintf(table, "%s, a %s\n", name, a.as)
	for _, q := range slices.Sorted(maps.Keys(a.lacks)) {
		fmt.Fprintf(table, "\t%s: %s\n", q, a.lacks[q])
	}
}

func answersTo(s reflect.Type, question string) bool {
	i := slices.IndexFunc(questions(), func(q reflect.Type) bool { return q.Name() == question })
	return i >= 0 && reflect.PointerTo(s).Implements(questions()[i])
}

// directives are what the structs of this package say of themselves.
func directives(t *testing.T) map[string]asked {
	t.Helper()
	says := map[string]asked{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.TYPE || decl.Doc == nil {
				continue
			}
			said := asked{lacks: map[string]string{}}
			for _, c := range decl.Doc.List {
				if as, ok := strings.CutPrefix(c.Text, "//asked:as "); ok {
					said.as = as
				}
				if lives, ok := strings.CutPrefix(c.Text, "//asked:lives "); ok {
					said.live(cut(lives))
				}
				if lacks, ok := strings.CutPrefix(c.Text, "//asked:lacks "); ok {
					questions, why, _ := strings.Cut(lacks, " ")
					for _, q := range strings.Split(questions, ",") {
						if why == "" || said.lacks[q] != "" {
							t.Errorf("%s: //asked:lacks %s gives no reason, or two", name, q)
						}
						said.lacks[q] = why
					}
				}
			}
			if said.as != "" || len(said.lacks) > 0 || len(said.lives) > 0 {
				says[decl.Specs[0].(*ast.TypeSpec).Name.Name] = said
			}
		}
	}
	return says
}

func cut(words string) (first, rest string) {
	first, rest, _ = strings.Cut(words, " ")
	return first, rest
}

// The engine, which is every file that is neither aws_*.go nor says_*.go, reads
// and compares snapshots of any types: it names none. Where things are in a
// network (placement.go, reaching.go), and which of them an account has by the
// thousand (loose.go), is told by several of them together.
func TestEngineNamesNoType(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	types, engine := factTypes(), 0
	for _, name := range files {
		switch {
		case strings.HasPrefix(name, "aws_"), strings.HasPrefix(name, "says"), strings.HasSuffix(name, "_test.go"),
			name == "placement.go", name == "reaching.go", name == "loose.go":
			continue
		}
		engine++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range file.Unresolved {
			if types[id.Name] != nil {
				t.Errorf("%s names %s", name, id.Name)
			}
		}
	}
	if engine < 8 {
		t.Errorf("only %d files", engine)
	}
}
