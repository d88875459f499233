package aws

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/kms"

	"asbuilt/discover"
	"asbuilt/internal/awsfake"
	"asbuilt/internal/honest"
	"asbuilt/internal/nightly"
)

// The root of every reply of S3, Route 53 and CloudFront is known.
func TestRootsOfREST(t *testing.T) {
	services := map[string]string{"s3": "S3", "s3control": "S3 Control", "cloudfront": "CloudFront"}
	for _, op := range discover.Operations() {
		service, call, _ := strings.Cut(op.Name, ":")
		if services[service] == "" || op.Name == "s3:GetBucketPolicy" { // its policy is JSON
			continue
		}
		if restRoots()[services[service]+" "+call] == "" {
			t.Errorf("%s: the root of its replies is not in restRoots()", op.Name)
		}
	}
}

// Of every operation it is said which member AWS always sends in its replies, or that
// there is none; but for services that answer in XML, whose roots are proof enough.
func TestAlwaysSent(t *testing.T) {
	inXML := []string{
		"autoscaling", "cloudfront", "ec2", "elasticache", "elasticloadbalancing", "elb", "iam", "rds", "redshift", "route53",
		"s3", "s3control", "sns", "sts",
	}
	none := 0
	for _, op := range discover.Operations() {
		service, _, _ := strings.Cut(op.Name, ":")
		isXML := slices.Contains(inXML, service) && op.Name != "s3:GetBucketPolicy"
		if isXML != (op.Always == "") {
			t.Errorf("%s: say by Always which member AWS sends in every reply, or \"-\" (in XML: %t, Always: %q)", op.Name, isXML, op.Always)
		}
		if op.Always == "-" {
			none++
		}
	}
	if none > 25 {
		t.Errorf("of %d operations nothing is known that AWS always sends", none)
	}
}

// A document without the member that AWS always sends is not AWS's, one with it is,
// whatever it holds.
func TestRepliesHaveWhatIsAlwaysSent(t *testing.T) {
	for _, op := range discover.Operations() {
		for body, want := range map[string]bool{
			`{}`: op.Always == "-", `{"login": "here"}`: op.Always == "-",
			`{"other": 1, "` + strings.ToUpper(op.Always) + `": null}`: true,
		} {
			var document map[string]any
			if err := json.Unmarshal([]byte(body), &document); err != nil {
				t.Fatal(err)
			}
			r := reply{members: slices.AppendSeq([]string{}, maps.Keys(document))}
			if got := r.has(op.Always); op.Always != "" && got != want {
				t.Errorf("%s: %s is a reply: %t", op.Name, body, got)
			}
		}
	}
}

// Whatever answers in the place of AWS, no cell is ok.
func TestForeignReplies(t *testing.T) {
	for name, o := range map[string]awsfake.Outcome{
		"a page":          {Body: "<!DOCTYPE html><html><body>Sign in</body></html>"},
		"another root":    {Body: `<?xml version="1.0"?><Login/>`},
		"a document":      {Body: `{"login": "https://portal.example/", "code": 302}`},
		"a list":          {Body: "[]"},
		"null":            {Body: "null"},
		"a word":          {Body: "ok"},
		"nothing":         {Empty: true},
		"half of it":      {Half: true},
		"an end too soon": {Cut: true},
	} {
		f := world()
		f.On(func(r awsfake.Request) *awsfake.Outcome {
			if strings.HasPrefix(r.Operation, "sts:") || r.Operation == "ec2:DescribeRegions" {
				return nil
			}
			return &o
		})
		snap, err := take(t, f)
		if err == nil || snap != nil && len(snap.Resources) > 0 {
			for _, c := range snap.Cells {
				if c.Status == discover.OK {
					t.Errorf("%s: %s", name, c)
				}
			}
			t.Errorf("%s: %d resources, %v", name, len(snap.Resources), err)
		}
	}
}

// A document with nothing in it is the reply only to what may be replied so.
func TestEmptyDocuments(t *testing.T) {
	f := world()
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if strings.HasPrefix(r.Operation, "sts:") || r.Operation == "ec2:DescribeRegions" {
			return nil
		}
		return &awsfake.Outcome{Body: "{}"}
	})
	snap, err := take(t, f)
	if err != nil {
		t.Fatal(err)
	}
	all, failed := discover.Operations(), 0
	for _, c := range snap.Cells {
		i := slices.IndexFunc(all, func(o discover.Operation) bool { return o.Name == c.Operation })
		switch asked := f.Calls()[c.Operation] > 0; {
		case c.Status != discover.OK:
			failed++
		case asked && all[i].Always != "-":
			t.Error(c)
		}
	}
	if failed < 200 || len(snap.Resources) > 0 {
		t.Errorf("%d cells are not ok, %d resources", failed, len(snap.Resources))
	}
}

// faults are what happens on the way to AWS and back.
func faults() []awsfake.Outcome {
	return []awsfake.Outcome{
		{Status: http.StatusInternalServerError, Code: "InternalError"},
		{Status: http.StatusBadRequest, Code: "Throttling"},
		{Status: http.StatusServiceUnavailable, Code: "SlowDown"},
		{Status: http.StatusBadGateway, Body: "<html>"},
		{Status: http.StatusForbidden, Code: "AccessDenied", Message: "with an explicit deny in a service control policy"},
		{Status: http.StatusBadRequest, Code: "ExpiredToken"},
		{Status: http.StatusMovedPermanently, Body: "<html>"},
		{Body: "<html>Sign in</html>"}, {Body: `{"login": "here"}`}, {Body: "{}"[:1]},
		{Reset: true}, {Cut: true}, {Half: true}, {Empty: true},
	}
}

// With any fault in a fifth of the replies, what a snapshot says is what AWS has:
// a resource is lost only where a cell says so, and a fact differs only where it
// is unknown.
func TestFaultsOnTheWay(t *testing.T) {
	whole, err := take(t, world())
	if err != nil {
		t.Fatal(err)
	}
	whole = written(t, whole)
	all := append(faults(), awsfake.Outcome{}) // the last is all of them, in turns
	for i, seed := range nightly.Seeds(len(all)*40, len(all)*2) {
		fault, rnd := all[i%len(all)], rand.New(rand.NewPCG(seed, 20))
		f := world()
		f.On(func(r awsfake.Request) *awsfake.Outcome {
			if rnd.IntN(5) != 0 || strings.HasPrefix(r.Operation, "sts:") {
				return nil
			}
			o := fault
			if reflect.ValueOf(o).IsZero() {
				o = faults()[rnd.IntN(len(faults()))]
			}
			return &o
		})
		snap, err := take(t, f)
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		honest.Check(t, whole, written(t, snap))
		if t.Failed() {
			t.Fatalf("seed %d, fault %+v", seed, fault)
		}
	}
}

// written is what a file makes of a snapshot: sets are in order.
func written(t *testing.T, s *discover.Snapshot) *discover.Snapshot {
	t.Helper()
	s, err := discover.Read(strings.NewReader(bytesOf(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A listing that never ends is cut off, and its cell says so.
func TestRepeatedPages(t *testing.T) {
	f := world()
	n := 0
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if r.Operation != "logs:DescribeLogGroups" {
			return nil
		}
		n++
		return &awsfake.Outcome{Body: `{"logGroups":[{"logGroupName":"g"}],"nextToken":"token-` + strings.Repeat("x", n) + `"}`}
	})
	snap, err := take(t, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range snap.Cells {
		if c.Operation == "logs:DescribeLogGroups" && c.Status != discover.Truncated {
			t.Error(c)
		}
	}
	if n > 3 {
		t.Errorf("%d pages were asked for", n)
	}
}

// What AWS says with nothing but a switch that is off, or a member that is null, is
// its own.
func TestRepliesThatSayNo(t *testing.T) {
	for body, want := range map[string]bool{
		`{"KeyRotationEnabled":false}`: false, `{"keyrotationenabled":null}`: false, `{}`: false, `{"login":false}`: true,
	} {
		var document map[string]any
		if err := json.Unmarshal([]byte(body), &document); err != nil {
			t.Fatal(err)
		}
		r := reply{members: slices.Collect(maps.Keys(document))}
		if got := r.isNobodys(&kms.GetKeyRotationStatusOutput{}); got != want {
			t.Errorf("%s: foreign is %t", body, got)
		}
	}
}
