package discover

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// siftFor sifts bytes, with scratch files in memory.
func siftFor(data []byte, q Question) (*Snapshot, error) {
	return Sift(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }, inMemory, q)
}

func inMemory() (Scratch, error) { return &scratchInMemory{}, nil }

type scratchInMemory struct{ bytes.Buffer }

func (s *scratchInMemory) ReadAt(b []byte, at int64) (int, error) {
	return copy(b, s.Bytes()[at:]), nil
}
func (s *scratchInMemory) Close() error { return nil }

// fetched is a snapshot with all that was put aside.
func fetched(t *testing.T, s *Snapshot) []*Resource {
	t.Helper()
	if s.Aside != nil {
		if err := s.Fetch(s.Aside.types, nil); err != nil {
			t.Fatal(err)
		}
	}
	return s.Resources
}

func exampleBytes(t *testing.T) (*Snapshot, []byte) {
	t.Helper()
	data, err := os.ReadFile("../examples/ai-service.clean.snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s, data
}

// What is sifted is what is read, in every form of a file.
func TestSiftForms(t *testing.T) {
	whole, data := exampleBytes(t)
	forms := map[string][]byte{"as it is": data}
	for name, form := range map[string]Form{"lines": Lines, "packed": PackedLines, "whole": Whole} {
		var b bytes.Buffer
		if err := form.Write(&b, whole.Contents()); err != nil {
			t.Fatal(err)
		}
		forms[name] = b.Bytes()
	}
	var dense bytes.Buffer
	if err := json.Compact(&dense, data); err != nil {
		t.Fatal(err)
	}
	forms["dense"] = dense.Bytes()
	forms["with other ends of lines"] = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	for name, data := range forms {
		s, err := siftFor(data, Question{Names: []string{"planning-api"}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.Aside.Len() == 0 {
			t.Errorf("%s: nothing was put aside", name)
		}
		if s.SHA256 != whole.SHA256 || !s.Taken.Equal(whole.Taken) || !slices.Equal(s.Cells, whole.Cells) {
			t.Errorf("%s: the head is another", name)
		}
		if !reflect.DeepEqual(fetched(t, s), whole.Resources) {
			t.Errorf("%s: the resources are others", name)
		}
	}
}

// Whatever is wrong with a file, sifting says what reading says.
func TestSiftErrors(t *testing.T) {
	whole, _ := exampleBytes(t)
	small := &Snapshot{Taken: whole.Taken, Cells: whole.Cells[:4]}
	for i, r := range whole.Resources {
		if i%12 == 0 {
			small.Resources = append(small.Resources, r)
		}
	}
	rnd := rand.New(rand.NewPCG(15, 1))
	differ := 0
	for _, form := range []Form{Whole, Lines, PackedLines} {
		var b bytes.Buffer
		if err := form.Write(&b, small.Contents()); err != nil {
			t.Fatal(err)
		}
		for n := range 120 {
			data := bytes.Clone(b.Bytes())
			switch at := rnd.IntN(len(data)); n % 4 {
			case 0:
				data = data[:at]
			case 1:
				data[at] = "{}[],:\"\\ x0"[rnd.IntN(11)]
			case 2:
				data = slices.Delete(data, at, min(len(data), at+1+rnd.IntN(40)))
			case 3:
				data = slices.Insert(data, at, data[at/2:at/2+min(20, at/2)]...)
			}
			_, want := Read(bytes.NewReader(data))
			s, got := siftFor(data, Question{})
			if fmt.Sprint(want) != fmt.Sprint(got) {
				t.Errorf("form %d, case %d: read says %v, sift %v", form, n, want, got)
			}
			if want != nil {
				differ++
			} else {
				fetched(t, s)
			}
		}
	}
	if differ < 200 {
		t.Errorf("%d files were wrong, want at least 200", differ)
	}
}

// A resource matters when what matters names it, through any number of others; of alarms
// that say the same the first one does.
func TestSiftFollows(t *testing.T) {
	s := &Snapshot{Taken: taken}
	for _, typ := range []string{"AWS::EC2::SecurityGroup", "AWS::CloudWatch::Alarm", "AWS::SQS::Queue"} {
		known, _ := Lookup(typ)
		for _, op := range slices.Concat(known.Read, known.Tagged, newCatalogue().shape(typ).operations()) {
			s.Cells = append(s.Cells, Cell{Account: "1", Region: "r", Operation: op, Status: OK})
		}
	}
	slices.SortFunc(s.Cells, Cell.compare)
	s.Cells = slices.Compact(s.Cells)
	group := func(id, peer string) {
		rules := []SecurityGroupRule{{IpProtocol: "tcp", FromPort: 1, ToPort: 1, GroupId: peer}}
		s.Resources = append(s.Resources, &Resource{Type: "AWS::EC2::SecurityGroup", ID: id, Account: "1", Region: "r",
			Facts: &SecurityGroup{GroupName: id + ` "of" C:\`, SecurityGroupIngress: rules}})
	}
	group("sg-a", "sg-b")
	group("sg-b", "sg-c")
	group("sg-c", "")
	group("sg-d", "sg-a") // names what matters, which nobody asks
	alarm := func(id, queue string, threshold float64) {
		s.Resources = append(s.Resources, &Resource{Type: "AWS::CloudWatch::Alarm", ID: id, Name: id, Account: "1",
			Region: "r", Facts: &Alarm{MetricName: "Age", Dimensions: map[string]string{"QueueName": queue},
				Threshold: threshold}})
	}
	alarm("first", "orders", 1)
	alarm("second", "orders", 1)
	alarm("third", "orders", 2)
	alarm("other", "returns", 1)
	s.Resources = append(s.Resources, &Resource{Type: "AWS::SQS::Queue", ID: "orders", Name: "orders", Account: "1",
		Region: "r", Facts: &Queue{}})
	var b bytes.Buffer
	if err := Write(&b, s); err != nil {
		t.Fatal(err)
	}
	got, err := siftFor(b.Bytes(), Question{Names: []string{"sg-a", "orders"}})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range got.Resources {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	if want := "first orders sg-a sg-b sg-c third"; strings.Join(ids, " ") != want {
		t.Errorf("in memory are %s, want %s", strings.Join(ids, " "), want)
	}
	if err := got.Fetch(nil, []string{"second"}); err != nil || got.Aside.Len() != 2 {
		t.Errorf("%d are left aside (%v), want 2: sg-d and other", got.Aside.Len(), err)
	}
}

// What was put aside can be counted and asked for one by one, in the order of the snapshot.
func TestHandlesOfWhatIsAside(t *testing.T) {
	whole, data := exampleBytes(t)
	s, err := siftFor(data, Question{Names: []string{"planning-api"}})
	if err != nil {
		t.Fatal(err)
	}
	var all, sifted []string
	for _, r := range whole.Resources {
		all = append(all, r.Ref())
	}
	x := NewIndex(s)
	for name := range x.cells.types {
		n := 0
		for _, h := range x.Handles(name) {
			sifted = append(sifted, h.Resource().Ref())
			n++
		}
		if x.Has(name) != (n > 0) {
			t.Errorf("%s: there is one: %t, and %d are", name, x.Has(name), n)
		}
	}
	slices.Sort(all)
	slices.Sort(sifted)
	if s.Aside.Len() == 0 || !slices.Equal(all, sifted) {
		t.Errorf("of %d resources %d are found", len(all), len(sifted))
	}
}

// Lists of pairs that stand side by side are told apart, and texts of any length.
func TestTextsApart(t *testing.T) {
	one, none := map[string]string{"a": "b"}, map[string]string{}
	if left, right := appendPairs(appendPairs(nil, one), none), appendPairs(appendPairs(nil, none), one); bytes.Equal(left, right) {
		t.Errorf("%q is both", left)
	}
	if left, right := appendTexts(nil, "ab", "c"), appendTexts(nil, "a", "bc"); bytes.Equal(left, right) {
		t.Errorf("%q is both", left)
	}
}

// Where there is no room for what is put aside, that is said.
func TestSiftWithoutRoom(t *testing.T) {
	whole, _ := exampleBytes(t)
	for n := range 2000 {
		whole.Resources = append(whole.Resources, &Resource{Type: "AWS::EC2::SecurityGroup",
			ID: fmt.Sprintf("sg-%05d", n), Account: whole.Resources[0].Account, Region: "ap-northeast-2",
			Facts: &SecurityGroup{GroupName: strings.Repeat("x", 200)}})
	}
	var b bytes.Buffer
	if err := Write(&b, whole); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left")
	_, err := Sift(func() (io.ReadCloser, error) { return io.NopCloser(&b), nil },
		func() (Scratch, error) { return nil, full }, Question{})
	if !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}
