// Package snapcase reads the short form of snapshots that test cases are
// written in: a list of resources that say only what matters to the case.
package snapcase

import (
	"bytes"
	"encoding/json"
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
// the case says that it is unknown. Every cell is OK but those of the denied
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
		s.Resources = append(s.Resources, &discover.Resource{
			Type:    name,
			ID:      id,
			ARN:     or(r.ARN, "arn:"+id),
			Name:    or(r.Name, id),
			Account: or(r.Account, Account),
			Region:  or(r.Region, Region),
			Tags:    r.Tags,
			Facts:   facts,
			Unknown: r.Unknown,
		})
	}
	return reread(t, s)
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
