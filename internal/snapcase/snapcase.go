// Package snapcase reads the short form of snapshots that test cases are
// written in: a list of resources that say only what matters to the case.
package snapcase

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
)

// Where the resources of a case lie unless they say otherwise.
const (
	Account = "210987654321"
	Region  = "ap-northeast-2"
)

// resource is one entry of a case.
type resource struct {
	Type, ARN, ID, Name, Account, Region *string
	Tags                                 map[string]string
	Facts                                json.RawMessage
	Unknown                              map[string]string
}

// Snapshot is the snapshot of a JSON list of resources, each with its type,
// id, name and facts. What else a resource has is made up from them: its ARN is
// "arn:" and its id. A fact that a case leaves out was read and is empty, unless
// the case says that it is unknown, or AWS says by it how the resource lives: then
// all is well. Every cell is OK but those of the denied
// operations.
func Snapshot(t *testing.T, resources []byte, denied ...string) *discover.Snapshot {
	t.Helper()
	var list []resource
	if err := strict(resources, &list); err != nil {
		t.Fatalf("the case's snapshot: %v", err)
	}
	s := &discover.Snapshot{Taken: time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC), Cells: cells(denied)}
	for _, r := range list {
		id, name := or(r.ID, ""), or(r.Type, "")
		typ, ok := discover.Lookup(name)
		if !ok {
			t.Fatalf("the case's snapshot: %s: unknown type %q", id, name)
		}
		facts := typ.Facts()
		if len(r.Facts) > 0 {
			if err := strict(r.Facts, facts); err != nil {
				t.Fatalf("the case's snapshot: %s: facts: %v", id, err)
			}
		}
		live(t, name, r.Facts, facts)
		lacking, unknown := lacks(r.Unknown)
		s.Resources = append(s.Resources, &discover.Resource{
			Type:    name,
			ID:      id,
			ARN:     or(r.ARN, "arn:"+id),
			Name:    or(r.Name, id),
			Account: or(r.Account, Account),
			Region:  or(r.Region, Region),
			Tags:    r.Tags,
			Facts:   facts,
			Unknown: unknown,
			Lacking: lacking,
		})
	}
	return reread(t, s)
}

// lacks takes apart what a case says is unknown: a path with the number of an entry,
// "Routes.[1].State", is unknown of that entry alone.
func lacks(said map[string]string) (entries []string, unknown map[string]string) {
	for path, why := range said {
		var names []string
		for name := range strings.SplitSeq(path, ".") {
			if !strings.HasPrefix(name, "[") {
				names = append(names, name)
			}
		}
		if whole := strings.Join(names, "."); whole != path {
			entries, path = append(entries, path), whole
		}
		if unknown == nil {
			unknown = map[string]string{}
		}
		unknown[path] = why
	}
	slices.Sort(entries)
	return entries, unknown
}

// live gives facts that a case leaves out the words that they have while all is
// well, where AWS says by them how a resource lives.
func live(t *testing.T, typ string, said json.RawMessage, facts any) {
	t.Helper()
	keys := map[string]json.RawMessage{}
	if len(said) > 0 {
		if err := json.Unmarshal(said, &keys); err != nil {
			t.Fatal(err)
		}
	}
	for path, word := range discover.UsualWords(typ) {
		if _, ok := keys[path]; !ok && word != "none" && word != "never" {
			fill(reflect.ValueOf(facts), path, word)
		}
	}
	if f, ok := facts.(*discover.ECSService); ok && keys["RunningCount"] == nil {
		f.RunningCount = f.DesiredCount
	}
	if f, ok := facts.(*discover.AutoScalingGroup); ok && keys["DesiredCapacity"] == nil {
		f.DesiredCapacity = len(f.Instances)
	}
}

// fill gives every empty fact with that path a word.
func fill(v reflect.Value, path, word string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), path, word)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), path, word)
		}
	case reflect.Struct:
		name, rest, deeper := strings.Cut(path, ".")
		switch field := v.FieldByName(name); {
		case deeper:
			fill(field, rest, word)
		case field.Kind() == reflect.String && field.String() == "":
			field.SetString(word)
		case field.Kind() == reflect.Bool:
			field.SetBool(word == "true")
		}
	}
}

// reread is what a file makes of a snapshot.
func reread(t *testing.T, s *discover.Snapshot) *discover.Snapshot {
	t.Helper()
	var file bytes.Buffer
	if err := discover.Write(&file, s); err != nil {
		t.Fatal(err)
	}
	s, err := discover.Read(&file)
	if err != nil {
		t.Fatalf("the case's snapshot: %v", err)
	}
	return s
}

// strict decodes JSON and refuses unknown keys.
func strict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

func or(s *string, otherwise string) string {
	if s == nil {
		return otherwise
	}
	return *s
}

func cells(denied []string) []discover.Cell {
	var cells []discover.Cell
	for _, o := range discover.Operations() {
		c := discover.Cell{Account: Account, Region: Region, Operation: o.Name, Status: discover.OK}
		if o.Global {
			c.Region = discover.Global
		}
		if strings.Contains(" "+strings.Join(denied, " ")+" ", " "+o.Name+" ") {
			c.Status, c.Reason = discover.Denied, "by the case"
		}
		cells = append(cells, c)
	}
	return cells
}
