package discover

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var taken = time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)

// everything is a snapshot with one resource of every type, each fact filled.
func everything() *Snapshot {
	s := &Snapshot{Taken: taken}
	for _, o := range Operations() {
		c := Cell{Account: "210987654321", Region: "ap-northeast-2", Operation: o.Name, Status: OK}
		if o.Global {
			c.Region = Global
		}
		s.Cells = append(s.Cells, c)
	}
	for _, f := range Families() {
		for _, t := range f.Types {
			facts := t.Facts()
			fill(reflect.ValueOf(facts).Elem(), 1)
			s.Resources = append(s.Resources, &Resource{
				Type:    t.Name,
				ARN:     "arn:aws:x:::" + t.Name,
				ID:      "x-1",
				Account: "210987654321",
				Region:  "ap-northeast-2",
				Name:    "이름 <&>",
				Tags:    map[string]string{"b": "2", "a": "1"},
				Facts:   facts,
			})
		}
	}
	slices.SortFunc(s.Resources, (*Resource).compare)
	slices.SortFunc(s.Cells, Cell.compare)
	return s
}

// fill sets every field to something that is not zero, lists to one entry.
func fill(v reflect.Value, n int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text", n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(n))
	case reflect.Float64:
		v.SetFloat(float64(n) + 0.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if t, ok := v.Interface().(*time.Time); ok {
			*t = taken
			return
		}
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), n)
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"key": "value"}))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n+i)
		}
	}
}

func written(t *testing.T, s *Snapshot) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteThenReadIsIdentity(t *testing.T) {
	want := everything()
	data := written(t, want)
	got, err := Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	want.SHA256, want.Format = got.SHA256, Version
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read differs from written (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(string(data), string(written(t, got))); diff != "" {
		t.Errorf("written twice differs:\n%s", diff)
	}
}

func TestWriteDoesNotDependOnOrder(t *testing.T) {
	cells := []Cell{
		{Operation: "ec2:DescribeRouteTables", Status: OK},
		{Operation: "ec2:DescribeInternetGateways", Status: OK},
	}
	a := &Snapshot{Taken: taken, Cells: cells, Resources: []*Resource{
		{Type: "AWS::EC2::RouteTable", ID: "rtb-1", Facts: &RouteTable{Routes: []Route{
			{DestinationCidrBlock: "10.0.0.0/8", GatewayId: "local"},
			{DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1"},
		}}},
		{Type: "AWS::EC2::InternetGateway", ID: "igw-1", Facts: &InternetGateway{VpcIds: []string{"vpc-2", "vpc-1"}}},
	}}
	b := &Snapshot{Taken: taken, Cells: cells, Resources: []*Resource{
		{Type: "AWS::EC2::InternetGateway", ID: "igw-1", Facts: &InternetGateway{VpcIds: []string{"vpc-1", "vpc-2"}}},
		{Type: "AWS::EC2::RouteTable", ID: "rtb-1", Facts: &RouteTable{Routes: []Route{
			{DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1"},
			{DestinationCidrBlock: "10.0.0.0/8", GatewayId: "local"},
		}}},
	}}
	if diff := cmp.Diff(string(written(t, a)), string(written(t, b))); diff != "" {
		t.Errorf("the order of finding shows:\n%s", diff)
	}
	if text := string(written(t, a)); !strings.Contains(text, "nat-1") {
		t.Errorf("nothing was compared:\n%s", text)
	}
}

const small = `{
  "version": 2,
  "taken": "2026-11-20T03:00:00Z",
  "cells": [
    {"account": "210987654321", "region": "ap-northeast-2", "operation": "ec2:DescribeVpcAttribute", "status": "ok"},
    {"account": "210987654321", "region": "ap-northeast-2", "operation": "ec2:DescribeVpcs", "status": "ok"}
  ],
  "resources": [
    {
      "type": "AWS::EC2::VPC",
      "id": "vpc-1",
      "account": "210987654321",
      "region": "ap-northeast-2",
      "tags": {"Name": "ai-prod"},
      "unknown": {"EnableDnsSupport": "denied"},
      "facts": {
        "CidrBlock": "10.20.0.0/16",
        "AssociatedCidrBlocks": [],
        "IsDefault": false,
        "EnableDnsHostnames": true
      }
    }
  ],
  "sha256": "8a3f4b7a9b0c"
}
`

// Space goes where it stands between the parts of JSON, and stays where it is text.
func TestCompact(t *testing.T) {
	for text, want := range map[string]string{
		"{ \"a b\" :\t[ 1 ,\r\n 2 ] }": `{"a b":[1,2]}`,
		`"a  b"  `:                     `"a  b"`,
		`"\\" : "\" x"`:                `"\\":"\" x"`,
		"":                             "",
	} {
		if got := string(compact([]byte("x"), []byte(text))); got != "x"+want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestOrderOfNamesakes(t *testing.T) {
	role := func(arn string) *Resource {
		return &Resource{Type: "AWS::IAM::Role", ID: "orders", Account: "1", Region: Global, ARN: arn, Facts: &Role{}}
	}
	first, second := role("arn:aws:iam::1:role/a/orders"), role("arn:aws:iam::1:role/b/orders")
	if first.Compare(second) >= 0 || second.Compare(first) <= 0 || first.Compare(first) != 0 {
		t.Error("resources of one id are not ordered by their ARNs")
	}
}

// TestWidth holds that what fits into a line stands on one, and what does not has
// a line for each part, whatever the lengths.
func TestWidth(t *testing.T) {
	for n := range 140 {
		tags := map[string]string{"a": strings.Repeat("x", n), "b": "y"}
		s := &Snapshot{Taken: taken, Resources: []*Resource{{Type: "AWS::EC2::VPC", ID: "v", Tags: tags, Facts: &VPC{
			AssociatedCidrBlocks: []string{strings.Repeat("z", n), "z"},
		}}}, Cells: []Cell{{Operation: "ec2:DescribeVpcs", Status: OK}}}
		lines := strings.Split(string(written(t, s)), "\n")
		for i, line := range lines {
			whole := line
			switch {
			case !strings.HasPrefix(strings.TrimSpace(line), `"tags"`) && !strings.HasPrefix(strings.TrimSpace(line), `"AssociatedCidrBlocks"`):
				continue
			case strings.HasSuffix(line, "{"), strings.HasSuffix(line, "["):
				whole += strings.TrimSpace(lines[i+1]) + " " + strings.TrimSpace(lines[i+2]) + strings.TrimSpace(lines[i+3])
			}
			fits := len(strings.TrimSuffix(whole, ",")) <= width
			if broken := whole != line; broken == fits {
				t.Errorf("broken: %t, for %d columns: %s", broken, len(whole), whole)
			}
		}
	}
}

// TestUnsaid holds that every fact without a key is unknown, beside those that
// are said to be unknown.
func TestUnsaid(t *testing.T) {
	text := strings.NewReplacer(`"IsDefault": false,`, "", `"CidrBlock": "10.20.0.0/16",`, "", `"AssociatedCidrBlocks": [],`, "").Replace(small)
	var b bytes.Buffer
	if err := Seal(&b, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	s, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"EnableDnsSupport": "denied", "IsDefault": Older, "CidrBlock": Older, "AssociatedCidrBlocks": Older}
	if diff := cmp.Diff(want, s.Resources[0].Unknown); diff != "" {
		t.Error(diff)
	}
}

func TestCanonicalForm(t *testing.T) {
	var b bytes.Buffer
	if err := Seal(&b, strings.NewReader(small)); err != nil {
		t.Fatal(err)
	}
	want, _, _ := strings.Cut(small, `  "sha256"`)
	got, _, _ := strings.Cut(b.String(), `  "sha256"`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("canonical form (-want +got):\n%s", diff)
	}
	if _, err := Read(&b); err != nil {
		t.Errorf("read what was sealed: %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	sealed := func(text string) string {
		var b bytes.Buffer
		if err := Seal(&b, strings.NewReader(text)); err != nil {
			return text
		}
		return b.String()
	}
	good := sealed(small)
	edited := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	for name, c := range map[string]struct{ text, want string }{
		"empty":              {"", "it is not a snapshot: no JSON object"},
		"not JSON":           {"\x00\x01", "it is not a snapshot: no JSON object"},
		"another object":     {`{"name": 1}`, `it is not a snapshot: it has no "version"`},
		"a newer version":    {edited(`"version": 2`, `"version": 9, "new": 1`), "line 2: its format is version 9, and this program reads up to version 2: a newer asbuilt is needed"},
		"version zero":       {edited(`"version": 2`, `"version": 0`), "line 2: there is no format of version 0"},
		"a version in words": {edited(`"version": 2`, `"version": "2"`), "line 2: a text where a number should be"},
		"an edited fact":     {edited("10.20.0.0/16", "10.21.0.0/16"), ErrSeal.Error()},
		"an edited reason":   {edited("denied", "ok"), ErrSeal.Error()},
		"an edited moment":   {edited("2026-11-20", "2026-11-21"), ErrSeal.Error()},
		"an edited hash":     {good[:len(good)-10] + "0000000\"}\n", ErrSeal.Error()},
		"no hash":            {good[:strings.LastIndex(good, ",")] + "}", `it has no "sha256": ` + ErrSeal.Error()},
		"cut off":            {good[:len(good)/2], "it ends in the middle"},
		"something behind":   {good + "{}", "line 26: something follows the snapshot's end"},
		"a member twice": {
			edited(`"version": 2,`, `"version": 2, "version": 2,`), `line 2: member "version" is there twice`,
		},
		"an unknown member": {edited(`"version": 2,`, `"version": 2, "extra": 1,`), `line 2: unknown member "extra"`},
		"no taken":          {edited(`"taken": "2026-11-20T03:00:00Z",`, ""), `it has no "taken"`},
		"an unknown type": {
			edited("EC2::VPC", "EC2::VCP"), `line 16: resource AWS::EC2::VCP vpc-1: unknown type "AWS::EC2::VCP"`,
		},
		"an unknown fact": {
			edited("CidrBlock", "CidrBlok"), `line 17: resource AWS::EC2::VPC vpc-1: there is no fact "CidrBlok"`,
		},
		"a key twice": {
			edited(`"id": "vpc-1"`, `"id": "vpc-1", "id": "vpc-2"`), `"id" is there twice`,
		},
		"a fact twice": {
			edited(`"IsDefault": false`, `"IsDefault": false, "IsDefault": true`),
			`line 19: resource AWS::EC2::VPC vpc-1: "IsDefault" is there twice`,
		},
		"an unknown unknown": {
			edited(`"EnableDnsSupport":`, `"Dns":`),
			`line 15: resource AWS::EC2::VPC vpc-1: unknown: there is no fact "Dns"`,
		},
		"a text for a truth": {edited(`"IsDefault": false`, `"IsDefault": "no"`), "line 19: resource AWS::EC2::VPC vpc-1: IsDefault: a text where true or false should be"},
		"null for a text":    {edited(`"10.20.0.0/16"`, `null`), "line 17: resource AWS::EC2::VPC vpc-1: CidrBlock: null where a text should be"},
		"a text for a list":  {edited(`[],`, `"",`), "line 18: resource AWS::EC2::VPC vpc-1: AssociatedCidrBlocks: a text where a list should be"},
		"a number in a list": {edited(`[],`, `["10.0.0.0/8", 7],`), "line 18: resource AWS::EC2::VPC vpc-1: AssociatedCidrBlocks: a number where a text should be"},
		"an unknown status": {
			edited(`"ok"`, `"fine"`), `line 5: cell ec2:DescribeVpcAttribute: unknown status "fine"`,
		},
		"an unknown key": {
			edited(`"id"`, `"idd"`), `line 11: resource AWS::EC2::VPC : unknown member "idd" of a resource`,
		},
		"not UTF-8": {edited(`ai-prod`, "ai-\xff"), "line 14: resource AWS::EC2::VPC vpc-1: a text that is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.text))
			if err == nil {
				t.Fatal("no error")
			}
			if c.text == good || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if errors.Is(err, ErrSeal) == errors.Is(Seal(&bytes.Buffer{}, strings.NewReader(c.text)), nil) {
				return
			}
			t.Errorf("what is wrong is the seal: %v; sealing anew: %v", errors.Is(err, ErrSeal),
				Seal(&bytes.Buffer{}, strings.NewReader(c.text)))
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"version": 1, "taken": "2026-11-20T03:00:00Z", "cells": [], "resources": [], "sha256": ""}`))
	f.Add([]byte(`{"version": 2}`))
	f.Add([]byte(`{"asbuilt_snapshot":2,"taken":"2026-11-20T03:00:00Z"}` + "\n" + `{"sha256":"","resources":0}`))
	f.Add([]byte("[]"))
	var b bytes.Buffer
	if err := Write(&b, everything()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := Read(bytes.NewReader(data))
		var sealed bytes.Buffer
		if sealErr := Seal(&sealed, bytes.NewReader(data)); sealErr != nil {
			if err == nil {
				t.Fatalf("read but could not be sealed: %v", sealErr)
			}
			return
		}
		s, err := Read(bytes.NewReader(sealed.Bytes()))
		if err != nil {
			t.Fatalf("sealed but could not be read: %v", err)
		}
		var again bytes.Buffer
		if err := Write(&again, s); err != nil || !bytes.Equal(again.Bytes(), sealed.Bytes()) {
			t.Fatalf("the canonical form is not stable: %v", err)
		}
	})
}
