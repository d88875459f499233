package aws

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/internal/listed"
)

// Every list of collectors that a file declares is among all of them.
func TestListed(t *testing.T) {
	listed.Check(t, "collectors.go", regexp.MustCompile(`(?m)^var (\w+) = \[\]collector\{`))
}

// Every operation that package discover declares is called by a collector, and
// every one that a collector names is declared.
func TestCollectorsAndDeclarationsAgree(t *testing.T) {
	declared, called := map[string]discover.Operation{}, map[string]bool{}
	for _, op := range discover.Operations() {
		declared[op.Name] = op
	}
	for _, c := range collectors() {
		for _, name := range c.calls {
			called[name] = true
			op, ok := declared[name]
			if !ok {
				t.Errorf("a collector calls %s, which is not declared", name)
			}
			if c.global && !op.Global {
				t.Errorf("%s is called once an account, and is declared as called once a region", name)
			}
		}
	}
	for name := range declared {
		if !called[name] {
			t.Errorf("%s is declared, and no collector calls it", name)
		}
	}
}

// Every fact that package discover declares is filled in by a collector: the
// name of each field stands in one of the files here.
func TestEveryFactIsCollected(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(text)
	}
	names := map[string]bool{}
	for _, word := range regexp.MustCompile(`[A-Za-z0-9_]+`).FindAllString(source.String(), -1) {
		names[word] = true
	}
	for _, f := range discover.Families() {
		for _, typ := range f.Types {
			fields(reflect.TypeOf(typ.Facts()).Elem(), func(field string) {
				if !names[field] {
					t.Errorf("%s: no collector fills %s", typ.Name, field)
				}
			})
		}
	}
}

func fields(t reflect.Type, visit func(string)) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		fields(t.Elem(), visit)
	case reflect.Struct:
		if t.PkgPath() == "time" {
			return
		}
		for i := range t.NumField() {
			visit(t.Field(i).Name)
			fields(t.Field(i).Type, visit)
		}
	}
}
