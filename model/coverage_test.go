package model_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"asbuilt/model"
	"asbuilt/model/syntax"
)

var codeSpan = regexp.MustCompile("`([^`]+)`")

// TestCoverage looks up every name of docs/coverage.md in the model that its
// section is about.
func TestCoverage(t *testing.T) {
	page, err := os.ReadFile("../docs/coverage.md")
	if err != nil {
		t.Fatal(err)
	}
	var s *system
	rows := 0
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "## ") {
			dir := ".."
			if strings.Contains(line, "EC2") {
				dir = "../examples/ec2-service"
			}
			s = openSystem(t, dir)
		}
		cells := strings.Split(line, "|")
		if len(cells) != 4 || !strings.Contains(cells[2], "`") {
			continue
		}
		rows++
		for _, m := range codeSpan.FindAllStringSubmatch(cells[2], -1) {
			if err := s.find(m[1]); err != nil {
				t.Errorf("%s: %v", strings.TrimSpace(cells[1]), err)
			}
		}
	}
	if rows < 60 {
		t.Errorf("%d rows: too few to mean anything", rows)
	}
}

// system is a model with its decision records.
type system struct {
	dir  string
	m    *model.Model
	root *syntax.Node
}

func openSystem(t *testing.T, dir string) *system {
	t.Helper()
	m, _, err := model.Load(os.DirFS(dir), "architecture.yaml", model.Options{})
	if err != nil || m == nil {
		t.Fatalf("%s: %v", dir, err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "architecture.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	root, _, _, err := syntax.Parse("architecture.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return &system{dir, m, root}
}

// find looks up "decision 3", "connection a->b:443", "boundary data", the name
// of a section, an id, or an id with the path of a fact.
func (s *system) find(name string) error {
	word, rest, _ := strings.Cut(name, " ")
	switch word {
	case "decision":
		files, _ := filepath.Glob(filepath.Join(s.dir, "docs/decisions", fmt.Sprintf("%04s-*.md", rest)))
		if len(files) != 1 {
			return fmt.Errorf("no decision %s", rest)
		}
		return nil
	case "connection":
		if s.m.Connection(rest) == nil {
			return fmt.Errorf("no connection %s", rest)
		}
		return nil
	case "boundary":
		if s.m.Boundary(rest) == nil {
			return fmt.Errorf("no boundary %s", rest)
		}
		return nil
	}
	id, path, _ := strings.Cut(name, ".")
	if e := s.m.Element(id); e != nil {
		if path != "" && e.Key(path) == e.Key(path[:max(strings.LastIndexByte(path, '.'), 0)]) {
			return fmt.Errorf("%s does not state %s", id, path)
		}
		return nil
	}
	for _, section := range s.root.Entries {
		if section.Key == name {
			return nil
		}
		entry := section.Value.Get(id)
		if section.Key == "elements" || entry == nil {
			continue
		}
		if path == "" || entry.Get(path) != nil {
			return nil
		}
	}
	return fmt.Errorf("nothing is called %s", name)
}

// TestReadable holds System A's model to what is read in one sitting, and a
// module's service to what is written in a minute, both counted in facts.
func TestReadable(t *testing.T) {
	data, err := os.ReadFile("../architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	root, _, _, err := syntax.Parse("architecture.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if n := facts(root); n > 3000 {
		t.Errorf("architecture.yaml has %d facts, more than 3000", n)
	}
	services := 0
	for _, e := range root.Get("elements").Entries {
		if use := e.Value.Get("use"); use == nil || use.Value != "module-api" {
			continue
		}
		services++
		if n := facts(e.Value); n > 20 {
			t.Errorf("%s takes %d facts, more than 20", e.Key, n)
		}
	}
	if services < 3 {
		t.Errorf("only %d services use the template", services)
	}
}

// facts is how many scalars a value consists of.
func facts(n *syntax.Node) int {
	if n == nil {
		return 0
	}
	count := 0
	if len(n.Items)+len(n.Entries) == 0 {
		count++
	}
	for _, item := range n.Items {
		count += facts(item)
	}
	for _, e := range n.Entries {
		count += facts(e.Value)
	}
	return count
}
