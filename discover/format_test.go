package discover

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/internal/nightly"
)

// object is a JSON object as everybody else reads it.
type object = map[string]any

// asJSON is a snapshot as one object.
func asJSON(t *testing.T, s *Snapshot) object {
	t.Helper()
	var o object
	if err := json.Unmarshal(written(t, s), &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// reread seals an object and reads it.
func reread(t *testing.T, o object) *Snapshot {
	t.Helper()
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Seal(&b, bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	s, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// empty is a snapshot with one resource of every type of which AWS said that
// there is nothing of all it was asked for.
func empty() *Snapshot {
	s := everything()
	for _, r := range s.Resources {
		r.Facts = reflect.New(reflect.TypeOf(r.Facts).Elem()).Interface()
	}
	return s
}

// What was read is written although it is empty, so that it is not taken for
// what was not read.
func TestEveryFactIsWritten(t *testing.T) {
	for _, s := range []*Snapshot{everything(), empty()} {
		for _, r := range asJSON(t, s)["resources"].([]any) {
			r := r.(object)
			typ, _ := Lookup(r["type"].(string))
			for _, path := range typ.FactPaths() {
				if !strings.Contains(path, ".") {
					if _, ok := r["facts"].(object)[path]; !ok {
						t.Errorf("%s: %s is not written", typ.Name, path)
					}
				}
			}
		}
		for _, r := range reread(t, asJSON(t, s)).Resources {
			if len(r.Unknown) > 0 {
				t.Errorf("%s: what was read and is empty is unknown now: %v", r.Type, r.Unknown)
			}
		}
	}
}

// without removes a fact, or a part of one, from decoded facts.
func without(facts any, path string) {
	name, rest, deeper := strings.Cut(path, ".")
	switch v := facts.(type) {
	case object:
		if !deeper {
			delete(v, name)
		} else {
			without(v[name], rest)
		}
	case []any:
		for _, item := range v {
			without(item, path)
		}
	}
}

// A fact that has no key is unknown, with all that it consists of, and nothing
// else is.
func TestAFactWithoutKeyIsUnknown(t *testing.T) {
	all := everything()
	for i, r := range all.Resources {
		typ, _ := Lookup(r.Type)
		cells := slices.DeleteFunc(slices.Clone(all.Cells), func(c Cell) bool {
			return !needs(r.Type, c.Operation)
		})
		one := asJSON(t, &Snapshot{Taken: taken, Cells: cells, Resources: all.Resources[i : i+1]})
		text, _ := json.Marshal(one)
		for _, path := range typ.FactPaths() {
			var o object
			if err := json.Unmarshal(text, &o); err != nil {
				t.Fatal(err)
			}
			without(o["resources"].([]any)[0].(object)["facts"], path)
			s := reread(t, o)
			x, r := NewIndex(s), s.Resources[0]
			shape := newCatalogue().shape(r.Type)
			f, _, _ := shape.find(path)
			if strings.Contains(path, "Statement.") || f.oneOf != "" {
				// a document is read whole, and says no more than it says; and of several facts
				// of which AWS gives one, those that are there say that this one is empty
				if len(r.Unknown) > 0 {
					t.Errorf("%s without %s: unknown is %v", typ.Name, path, r.Unknown)
				}
				continue
			}
			if want := map[string]string{path: Older}; !reflect.DeepEqual(r.Unknown, want) {
				t.Errorf("%s without %s: unknown is %v", typ.Name, path, r.Unknown)
			}
			for _, asked := range typ.FactPaths() {
				touched := asked == path || strings.HasPrefix(asked, path+".") || strings.HasPrefix(path, asked+".")
				if gap := x.Missing(r, asked); touched != (gap != nil) {
					t.Errorf("%s without %s: asked for %s: %v", typ.Name, path, asked, gap)
				} else if touched && (gap.Fact != path || gap.Operation == "" || gap.Reason != Older) {
					t.Errorf("%s without %s: asked for %s: %s", typ.Name, path, asked, gap)
				}
			}
		}
	}
}

// What one entry of a list lacks is unknown of the list.
func TestOneEntryLacksAFact(t *testing.T) {
	table := &RouteTable{Routes: []Route{{DestinationCidrBlock: "0.0.0.0/0"}, {DestinationCidrBlock: "10.0.0.0/8"}}}
	o := asJSON(t, &Snapshot{
		Taken: taken, Cells: []Cell{{Operation: "ec2:DescribeRouteTables", Status: OK}},
		Resources: []*Resource{{Type: "AWS::EC2::RouteTable", ID: "rtb-1", Facts: table}},
	})
	facts := o["resources"].([]any)[0].(object)["facts"].(object)
	delete(facts["Routes"].([]any)[1].(object), "NatGatewayId")
	s := reread(t, o)
	if diff := cmp.Diff(map[string]string{"Routes.NatGatewayId": Older}, s.Resources[0].Unknown); diff != "" {
		t.Error(diff)
	}
	x := NewIndex(s)
	if gap := x.Missing(s.Resources[0], "Routes.GatewayId"); gap != nil {
		t.Errorf("another part of the entries: %s", gap)
	}
	if gap := x.Missing(s.Resources[0], "Associations"); gap != nil {
		t.Errorf("another fact: %s", gap)
	}
}

// An entry that somebody wrote by hand, without all of its keys, takes nothing from the
// others when the snapshot is sealed, and is as it was written; of the peers of a rule,
// the targets of a route and the blocks of an entry of an ACL one says that there is no
// other.
func TestSealKeepsWhatStands(t *testing.T) {
	group := &SecurityGroup{SecurityGroupIngress: []SecurityGroupRule{
		{SecurityGroupRuleId: "sgr-1", IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, GroupId: "sg-2"},
		{SecurityGroupRuleId: "sgr-2", IpProtocol: "tcp", FromPort: 3306, ToPort: 3306, CidrIp: "0.0.0.0/1"},
	}}
	table := &RouteTable{Routes: []Route{
		{DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1", State: "active"},
		{DestinationCidrBlock: "10.0.0.0/8", TransitGatewayId: "tgw-1", State: "active"},
	}}
	task := &TaskDefinition{ContainerDefinitions: []ContainerDefinition{
		{Name: "app", Image: "r/app", User: "app", PortMappings: []PortMapping{{ContainerPort: 80, Protocol: "tcp"}}},
		{Name: "extra", Image: "r/extra", PortMappings: []PortMapping{{ContainerPort: 81}}},
	}}
	o := asJSON(t, &Snapshot{
		Taken: taken, Cells: everything().Cells,
		Resources: []*Resource{
			{Type: "AWS::EC2::RouteTable", ID: "rtb-1", Account: "210987654321", Region: "ap-northeast-2", Facts: table},
			{Type: "AWS::EC2::SecurityGroup", ID: "sg-1", Account: "210987654321", Region: "ap-northeast-2", Facts: group},
			{Type: "AWS::ECS::TaskDefinition", ID: "td:1", Account: "210987654321", Region: "ap-northeast-2", Facts: task},
		},
	})
	list := func(i int, fact string) []any {
		return o["resources"].([]any)[i].(object)["facts"].(object)[fact].([]any)
	}
	for _, key := range []string{"CidrIpv6", "PrefixListId", "GroupId", "GroupOwnerId"} {
		delete(list(1, "SecurityGroupIngress")[1].(object), key)
	}
	for _, key := range []string{"GatewayId", "NatGatewayId", "DestinationPrefixListId", "State"} {
		delete(list(0, "Routes")[1].(object), key)
	}
	extra := list(2, "ContainerDefinitions")[1].(object)
	delete(extra, "User")
	delete(extra["PortMappings"].([]any)[0].(object), "Protocol")

	once := reread(t, o)
	want := []map[string]string{
		{"Routes.State": Older}, nil,
		{"ContainerDefinitions.User": Older, "ContainerDefinitions.PortMappings.Protocol": Older},
	}
	var b bytes.Buffer
	for range 2 { // and again, from what was sealed
		for i, r := range once.Resources {
			if diff := cmp.Diff(want[i], r.Unknown); diff != "" {
				t.Errorf("%s: %s", r.ID, diff)
			}
		}
		for i, facts := range []any{table, group, task} {
			got := once.Resources[i].Facts
			if i == 0 { // the state that was taken away
				got.(*RouteTable).Routes[slices.IndexFunc(got.(*RouteTable).Routes, func(r Route) bool {
					return r.TransitGatewayId == "tgw-1"
				})].State = "active"
			}
			if i == 2 {
				containers := got.(*TaskDefinition).ContainerDefinitions
				if containers[0].User != "app" || containers[0].PortMappings[0].Protocol != "tcp" {
					t.Errorf("lost: %+v", containers)
				}
				continue
			}
			if diff := cmp.Diff(facts, got); diff != "" {
				t.Errorf("%s: %s", once.Resources[i].ID, diff)
			}
		}
		b.Reset()
		if err := Write(&b, once); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), `"User"`); n != 1 {
			t.Errorf("%d containers say who they are", n)
		}
		var err error
		if once, err = Read(bytes.NewReader(b.Bytes())); err != nil {
			t.Fatal(err)
		}
	}
}

// A name that no struct has is a gap, never an answer.
func TestMissingKnowsNoSuchFact(t *testing.T) {
	s := everything()
	x := NewIndex(s)
	for _, name := range []string{
		"Typo", "Routes.Typo", "Routes.GatewayId.Typo", "Routes.", ".Routes", "routes", "VpcId.X",
	} {
		for _, r := range x.Type("AWS::EC2::RouteTable") {
			if gap := x.Missing(r, name); gap == nil ||
				gap.String() != "there is no fact "+name+" of AWS::EC2::RouteTable" {
				t.Errorf("%q: %v", name, gap)
			}
		}
	}
}

// What an operation would have told that did not go well is left out, and comes
// back as unknown for the reason that the cell gives.
func TestFactsOfACellThatIsNotOK(t *testing.T) {
	for _, c := range []struct {
		status Status
		reason string
		want   string
	}{{Denied, "explicit deny", "denied: explicit deny"}, {Truncated, "", "truncated"}, {NotRead, "", "not read"}} {
		s := everything()
		for _, o := range nightly.Of(Operations(), 60) {
			s := *s
			s.Cells = slices.Clone(s.Cells)
			i := slices.IndexFunc(s.Cells, func(c Cell) bool { return c.Operation == o.Name })
			if s.Cells[i].Status, s.Cells[i].Reason = c.status, c.reason; c.status == NotRead {
				s.Cells = slices.Delete(s.Cells, i, i+1)
			}
			s.Resources = slices.DeleteFunc(slices.Clone(s.Resources), func(r *Resource) bool {
				return !needs(r.Type, o.Name)
			})
			got := reread(t, asJSON(t, &s))
			x := NewIndex(got)
			for i, r := range got.Resources {
				typ, _ := Lookup(r.Type)
				want := map[string]string{}
				listed := slices.Contains(typ.Read, o.Name)
				for _, path := range typ.FactPaths() {
					own := slices.Contains(typ.Needs(path)[len(typ.Read):], o.Name)
					if !strings.Contains(path, ".") && (own || listed && c.status == NotRead) {
						want[path] = c.want
					}
					if own != listed && (own || listed) != (x.Missing(r, path) != nil) {
						t.Errorf("%s %s: %s: missing is %v", o.Name, c.status, typ.Name, x.Missing(r, path))
					}
				}
				if len(want) == 0 {
					want = nil
					if !reflect.DeepEqual(r.Facts, s.Resources[i].Facts) {
						t.Errorf("%s %s: facts of %s are lost", o.Name, c.status, typ.Name)
					}
				}
				if diff := cmp.Diff(want, r.Unknown); diff != "" {
					t.Errorf("%s %s: %s (-want +got):\n%s", o.Name, c.status, typ.Name, diff)
				}
			}
		}
	}
}

// Why a fact is unknown is written once: what is read and written anew is the same text, and
// where a cell gives the reason no resource repeats it.
func TestReasonsAreWrittenOnce(t *testing.T) {
	all := everything()
	for i, r := range all.Resources {
		typ, _ := Lookup(r.Type)
		facts := reflect.TypeOf(typ.Facts()).Elem()
		r := *r
		r.Unknown = map[string]string{}
		for k := 0; k < facts.NumField(); k += 2 {
			r.Unknown[facts.Field(k).Name] = "asked in vain"
		}
		s := &Snapshot{Taken: taken, Resources: []*Resource{&r}}
		for k, c := range slices.DeleteFunc(slices.Clone(all.Cells), func(c Cell) bool { return !needs(r.Type, c.Operation) }) {
			if k > 0 && !slices.Contains(typ.Read, c.Operation) {
				c.Status, c.Reason = Denied, "explicit deny"
			}
			s.Cells = append(s.Cells, c)
		}
		first := written(t, s)
		again, err := Read(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("%s: %v", r.Type, err)
		}
		for fact := range r.Unknown {
			if again.Resources[0].Unknown[fact] == "" {
				t.Errorf("%d %s: that %s is unknown is lost", i, r.Type, fact)
			}
		}
		if second := written(t, again); !bytes.Equal(first, second) {
			t.Errorf("%s: written anew it is another text:\n%s", r.Type, cmp.Diff(string(first), string(second)))
		}
	}
}

// needs reports whether a type or a fact of it comes from the operation.
func needs(typ, operation string) bool {
	t, _ := Lookup(typ)
	facts := reflect.TypeOf(t.Facts()).Elem()
	for i := range facts.NumField() {
		if slices.Contains(t.Needs(facts.Field(i).Name), operation) {
			return true
		}
	}
	return false
}

// Format 1 left out what was empty, and always wrote numbers and booleans.
func TestFormat1(t *testing.T) {
	o := asJSON(t, everything())
	o["version"] = 1
	table := emptyIn1()
	for _, r := range o["resources"].([]any) {
		r.(object)["facts"] = object{}
	}
	for _, r := range reread(t, o).Resources {
		facts := reflect.ValueOf(r.Facts).Elem()
		for i := range facts.NumField() {
			name := facts.Type().Field(i).Name
			_, unknown := r.Unknown[name]
			var leftOut bool
			switch facts.Field(i).Kind() {
			case reflect.String, reflect.Slice, reflect.Map, reflect.Pointer:
				leftOut = true
			}
			if known := table[r.Type+" "+name]; known == unknown || known && !leftOut {
				t.Errorf("%s %s: in the table %t, left out when empty %t, unknown %t",
					r.Type, name, known, leftOut, unknown)
			}
		}
	}
	if got := reread(t, o); got.Format != Version {
		t.Errorf("sealed anew it is format %d", got.Format)
	}
}

// The table is frozen: what it says of format 1 never changes.
func TestFormat1IsFrozen(t *testing.T) {
	const want = "d8b6c875b012da614edc7e149e20dc2fdd790936ad63d724c6339864e273be4e"
	if got := hashOf([]byte(format1)); got != want {
		t.Errorf("format1.txt was changed: its sha256 is %s", got)
	}
}

// A part of a fact follows the same rules.
func TestFormat1InsideOfFacts(t *testing.T) {
	const text = `{"version": 1, "taken": "2026-11-20T03:00:00Z",
"cells": [{"operation": "ec2:DescribeNetworkAcls", "status": "ok"}],
"resources": [{"type": "AWS::EC2::NetworkAcl", "id": "acl-1", "facts": {"IsDefault": true, "Entries": [
  {"Egress": true, "RuleNumber": 100, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"},
  {"Egress": false, "RuleAction": "allow", "Protocol": "6", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 443}}]}}],
"sha256": ""}`
	var b bytes.Buffer
	if err := Seal(&b, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	s, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"Entries.RuleNumber": Older, "Entries.PortRange.To": Older, "Entries.IcmpTypeCode": Older}
	if diff := cmp.Diff(want, s.Resources[0].Unknown); diff != "" {
		t.Error(diff)
	}
}

// layouts are the ways in which a file can hold the same content.
func layouts(t *testing.T, text string) map[string]string {
	t.Helper()
	var value any
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&value); err != nil {
		t.Fatal(err)
	}
	sorted, err := json.MarshalIndent(value, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	var flat, wide bytes.Buffer
	err = errors.Join(json.Compact(&flat, []byte(text)), json.Indent(&wide, []byte(text), " ", "        "))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"line ends of Windows":      strings.ReplaceAll(text, "\n", "\r\n"),
		"a byte order mark":         "\ufeff" + text,
		"on one line":               flat.String(),
		"another indentation":       wide.String(),
		"keys sorted, text escaped": strings.NewReplacer("이", `\uc774`, "&", `\u0026`).Replace(string(sorted)),
	}
}

// The seal is over the content, not over how it is laid out.
func TestSealHoldsInEveryLayout(t *testing.T) {
	two := string(written(t, everything()))
	one := strings.Replace(two, `"version": 2`, `"version": 1`, 1)
	f, err := parse(strings.NewReader(one))
	if err != nil {
		t.Fatal(err)
	}
	one = string(f.canonical1()) + fmt.Sprintf("  \"sha256\": \"%s\"\n}\n", hashOf(f.canonical1()))
	for version, text := range map[string]string{"format 1": one, "format 2": two} {
		for name, other := range layouts(t, text) {
			if other == text {
				t.Fatalf("%s, %s: nothing was changed", version, name)
			}
			if version == "format 1" && strings.HasPrefix(name, "keys sorted") {
				continue // its seal had to stand last
			}
			if _, err := Read(strings.NewReader(other)); err != nil {
				t.Errorf("%s, %s: %v", version, name, err)
			}
			edited := strings.Replace(other, "text1", "text2", 1)
			if _, err := Read(strings.NewReader(edited)); !errors.Is(err, ErrSeal) {
				t.Errorf("%s, %s: an edit is not noticed: %v", version, name, err)
			}
		}
	}
}

// In whatever form a snapshot is written, it is the same with the same seal.
func TestForms(t *testing.T) {
	want, err := Read(bytes.NewReader(written(t, everything())))
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range map[string]Form{
		"a.json":      Whole,
		"a":           Whole,
		"a.ndjson":    Lines,
		"a.ndjson.gz": PackedLines,
	} {
		if FormOf(name) != form {
			t.Errorf("%s: form %d", name, FormOf(name))
		}
		var b bytes.Buffer
		if err := FormOf(name).Write(&b, everything().Contents()); err != nil {
			t.Fatal(err)
		}
		got, err := Read(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		var sealed bytes.Buffer
		if err := form.Seal(&sealed, bytes.NewReader(written(t, got))); err != nil ||
			!bytes.Equal(sealed.Bytes(), b.Bytes()) {
			t.Errorf("%s: sealed in its form it has other bytes (%v)", name, err)
		}
	}
}

// linesOf is a snapshot of one resource as lines.
func linesOf(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := Lines.Seal(&b, strings.NewReader(small)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestLines(t *testing.T) {
	good := linesOf(t)
	want := `{"asbuilt_snapshot":2,"taken":"2026-11-20T03:00:00Z"}
{"cell":{"account":"210987654321","region":"ap-northeast-2","operation":"ec2:DescribeVpcAttribute","status":"ok"}}
{"cell":{"account":"210987654321","region":"ap-northeast-2","operation":"ec2:DescribeVpcs","status":"ok"}}
{"resource":{"type":"AWS::EC2::VPC","id":"vpc-1","account":"210987654321","region":"ap-northeast-2","tags":{"Name":"ai-prod"},"unknown":{"EnableDnsSupport":"denied"},"facts":{"CidrBlock":"10.20.0.0/16","AssociatedCidrBlocks":[],"IsDefault":false,"EnableDnsHostnames":true}}}
`
	want += fmt.Sprintf(`{"sha256":"%s","resources":1}`, hashOf([]byte(want))) + "\n"
	if diff := cmp.Diff(want, good); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	for name, c := range map[string]struct{ old, new, want string }{
		"a newer version":  {`_snapshot":2`, `_snapshot":3`, "line 1: its format is version 3"},
		"an older version": {`_snapshot":2`, `_snapshot":1`, "line 1: there are no lines in format 1"},
		"another key":      {`"taken"`, `"new":1,"taken"`, `line 1: unknown member "new"`},
		"no moment":        {`,"taken":"2026-11-20T03:00:00Z"`, ``, `it has no "taken"`},
		"another line":     {`{"cell"`, `{"sell"`, `line 2: unknown member "sell"`},
		"an edited fact":   {"10.20", "10.21", ErrSeal.Error()},
		"a line less": {
			want[strings.Index(want, `{"resource"`):strings.LastIndex(want, `{"sha256"`)], "",
			"counts 1 resources, and there are 0",
		},
		"a wrong count":        {`"resources":1`, `"resources":2`, "counts 2 resources, and there are 1"},
		"no count":             {`,"resources":1`, ``, "counts -1 resources"},
		"a fact of wrong type": {`false`, `"no"`, "line 4: resource AWS::EC2::VPC vpc-1: IsDefault: a text where true or false should be"},
	} {
		text := strings.Replace(good, c.old, c.new, 1)
		if _, err := Read(strings.NewReader(text)); err == nil || text == good ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if _, err := Read(strings.NewReader(good + good)); err == nil ||
		!strings.Contains(err.Error(), "line 6: something follows") {
		t.Errorf("two snapshots in one file: %v", err)
	}
	if _, err := Read(strings.NewReader(strings.ReplaceAll(good, "\n", "\r\n"))); err != nil {
		t.Errorf("line ends of Windows: %v", err)
	}
}

// Wherever a file of lines is cut off, it is refused, packed or not.
func TestLinesCutOff(t *testing.T) {
	good := linesOf(t)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(good)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	for _, whole := range []string{good[:len(good)-1], b.String()} {
		if _, err := Read(strings.NewReader(whole)); err != nil {
			t.Fatal(err)
		}
		for n := range len(whole) {
			_, err := Read(strings.NewReader(whole[:n]))
			if err == nil || n > 100 && !errors.Is(err, errCutOff) {
				t.Fatalf("cut off after %d of %d bytes: %v", n, len(whole), err)
			}
		}
	}
}

// AWS gives one target of a route, and of a machine both what it is and where it is
// plugged in: one says nothing of the other.
func TestOneOfAPairSaysNothingOfTheOther(t *testing.T) {
	for without, want := range map[string]map[string]string{
		"GatewayId":          nil,
		"NetworkInterfaceId": {"Routes.NetworkInterfaceId": Older},
		"InstanceId":         {"Routes.InstanceId": Older},
	} {
		route := Route{DestinationCidrBlock: "0.0.0.0/0", NetworkInterfaceId: "eni-1", InstanceId: "i-1", State: "active"}
		o := asJSON(t, &Snapshot{Taken: taken, Cells: everything().Cells, Resources: []*Resource{{
			Type: "AWS::EC2::RouteTable", ID: "rtb-1", Account: "210987654321", Region: "ap-northeast-2",
			Facts: &RouteTable{Routes: []Route{route}},
		}}})
		facts := o["resources"].([]any)[0].(object)["facts"].(object)
		delete(facts["Routes"].([]any)[0].(object), without)
		if diff := cmp.Diff(want, reread(t, o).Resources[0].Unknown); diff != "" {
			t.Errorf("without %s: %s", without, diff)
		}
	}
}
