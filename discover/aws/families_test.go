package aws

import (
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/discover"
	"asbuilt/internal/awsfake"
	"asbuilt/internal/golden"
)

// familyCase is an archive of testdata: what AWS answers, and the snapshot that
// comes of it. A section is named by its operation; "OPERATION page N" is a
// further page, which the page before hands out the token "page-N" for, and
// "OPERATION error CODE" an error instead of a reply. A canary stands wherever
// AWS gives out what must not be kept.
type familyCase struct {
	replies map[string][]string
	errors  map[string]string
}

func readCase(t *testing.T, file string) familyCase {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c := familyCase{map[string][]string{}, map[string]string{}}
	for _, f := range archive.Files {
		op, rest, _ := strings.Cut(f.Name, " ")
		word, arg, _ := strings.Cut(rest, " ")
		reply := strings.ReplaceAll(strings.TrimSpace(string(f.Data)), "CANARY", canary)
		switch {
		case op == "snapshot":
		case word == "error":
			c.errors[op] = arg
		case word == "" || word == "page" && arg == strconv.Itoa(len(c.replies[op])+1):
			c.replies[op] = append(c.replies[op], reply)
		default:
			t.Fatalf("%s: section %q", file, f.Name)
		}
	}
	return c
}

// operations are those of the case, sorted.
func (c familyCase) operations() []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(c.replies)), maps.Keys(c.errors))
	slices.Sort(all)
	return slices.Compact(all)
}

func (c familyCase) fake() *awsfake.Fake {
	f := awsfake.New(account1, region1, "us-east-1")
	for op, pages := range c.replies {
		f.Reply(op, pages...)
	}
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if code := c.errors[r.Operation]; code != "" {
			return &awsfake.Outcome{Status: http.StatusBadRequest, Code: code, Message: canary}
		}
		return nil
	})
	return f
}

// beside are the operations that collectors call together with those.
func beside(operations ...string) map[string]bool {
	near := map[string]bool{}
	for _, c := range collectors() {
		if slices.ContainsFunc(operations, func(op string) bool { return slices.Contains(c.calls, op) }) {
			for _, op := range c.calls {
				near[op] = true
			}
		}
	}
	return near
}

func TestFamilies(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			c := readCase(t, file)
			operations := slices.Collect(maps.Keys(beside(c.operations()...)))
			narrow := func(s *discover.Scope) { s.Operations = operations }
			t.Run("snapshot", func(t *testing.T) { c.testSnapshot(t, file, narrow) })
			t.Run("empty", func(t *testing.T) {
				snap, err := take(t, awsfake.New(account1, region1, "us-east-1"), narrow)
				if err != nil || len(bad(snap)) > 0 || len(snap.Resources) > 0 {
					t.Errorf("an empty account: %v, %v, %d resources", err, bad(snap), len(snap.Resources))
				}
			})
			for _, op := range c.operations() {
				t.Run("denied "+op, func(t *testing.T) { c.testDenied(t, op, narrow) })
			}
		})
	}
}

// testSnapshot reads everything, all pages, and none of the secrets.
func (c familyCase) testSnapshot(t *testing.T, file string, narrow func(*discover.Scope)) {
	f := c.fake()
	snap, err := take(t, f, narrow)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, cell := range snap.Cells {
		if cell.Status != discover.OK {
			out.WriteString(cell.String() + "\n")
		}
	}
	text := bytesOf(t, snap)
	if strings.Contains(text, canary) {
		t.Error("a secret got into the snapshot")
	}
	out.WriteString(resourcesOf(text))
	golden.CheckSection(t, file, "snapshot", []byte(out.String()))
	for op, pages := range c.replies {
		if f.Calls()[op] < len(pages) {
			t.Errorf("%s: asked for %d pages of %d", op, f.Calls()[op], len(pages))
		}
	}
}

// resourcesOf is what a snapshot says of resources, without what all of them
// have in common.
func resourcesOf(snapshot string) string {
	_, list, _ := strings.Cut(snapshot, `"resources": [`)
	list, _, _ = strings.Cut(list, "\n  ]")
	var out strings.Builder
	for line := range strings.Lines(list) {
		if !strings.Contains(line, `"account": `) && !strings.Contains(line, `"region": "`+region1+`"`) {
			out.WriteString(strings.TrimPrefix(line, "    "))
		}
	}
	return strings.TrimSpace(out.String()) + "\n"
}

// AWS may say that a transit gateway has more routes than it gives: then the
// routes of that table are unknown, and the cell says so.
func TestTruncatedTransitRoutes(t *testing.T) {
	f := world()
	f.Reply("ec2:DescribeTransitGatewayRouteTables",
		`<transitGatewayRouteTables><item><transitGatewayRouteTableId>tgw-rtb-1</transitGatewayRouteTableId></item></transitGatewayRouteTables>`)
	f.Reply("ec2:SearchTransitGatewayRoutes", `<routeSet/><additionalRoutesAvailable>true</additionalRoutesAvailable>`)
	snap, err := take(t, f)
	if err != nil {
		t.Fatal(err)
	}
	if got := bad(snap); !slices.Equal(got, []string{"ec2:SearchTransitGatewayRoutes truncated"}) {
		t.Error(got)
	}
	for _, r := range snap.Resources {
		if r.Type == "AWS::EC2::TransitGatewayRouteTable" && !strings.HasPrefix(r.Unknown["Routes"], "truncated: ") {
			t.Errorf("unknown: %v", r.Unknown)
		}
	}
}

// testDenied takes nothing away but what is read together with the operation.
func (c familyCase) testDenied(t *testing.T, op string, narrow func(*discover.Scope)) {
	f := c.fake()
	f.Deny(op, "User is not authorized because no identity-based policy allows the action")
	if code := c.errors[op]; code != "" {
		delete(c.errors, op)
		defer func() { c.errors[op] = code }()
	}
	snap, err := take(t, f, narrow)
	if len(c.operations()) == 1 && err != nil && strings.HasPrefix(err.Error(), "nothing could be read: ") {
		return // nothing else was asked
	}
	if err != nil {
		t.Fatal(err)
	}
	near, found := beside(op), false
	for _, cell := range snap.Cells {
		if cell.Status == discover.OK {
			continue
		}
		found = found || cell.Operation == op && cell.Status == discover.Denied
		if !near[cell.Operation] {
			t.Errorf("not its own: %s", cell)
		}
	}
	if !found {
		t.Errorf("no cell says so: %v", bad(snap))
	}
}

func TestCronOfAWS(t *testing.T) {
	for unix, want := range map[string]string{
		"0 9 * * 1-5":     "cron(0 9 ? * 2-6 *)",
		"30 0 1 1,6,12 *": "cron(30 0 1 1,6,12 ? *)",
		"*/5 * * * *":     "cron(*/5 * * * ? *)",
		"0 9 * * 0,6/2":   "cron(0 9 ? * 1,7/2 *)",
		"0 9 * * MON-FRI": "cron(0 9 ? * MON-FRI *)",
		"0 9 1 * 1":       "cron(0 9 1 * 1)",
		"@daily":          "cron(@daily)",
	} {
		if got := cronOfAWS(unix); got != want {
			t.Errorf("%s: got %s, want %s", unix, got, want)
		}
	}
}

// Two collectors read tags with one operation. That one of them had nothing to
// read tags of, because its listing was denied, leaves the other's tags known.
func TestSharedOperation(t *testing.T) {
	f := world()
	f.Reply("elasticache:DescribeReplicationGroups",
		`<ReplicationGroups><ReplicationGroup><ReplicationGroupId>redis</ReplicationGroupId><ARN>arn:redis</ARN></ReplicationGroup></ReplicationGroups>`)
	f.Deny("elasticache:DescribeServerlessCaches", "no identity-based policy allows")
	snap, err := take(t, f)
	if err != nil {
		t.Fatal(err)
	}
	if got := bad(snap); !slices.Equal(got, []string{"elasticache:DescribeServerlessCaches denied"}) {
		t.Error(got)
	}
	f.Deny("elasticache:ListTagsForResource", "no identity-based policy allows")
	if snap, err = take(t, f); err != nil {
		t.Fatal(err)
	}
	want := []string{"elasticache:DescribeServerlessCaches denied", "elasticache:ListTagsForResource denied"}
	if got := bad(snap); !slices.Equal(got, want) {
		t.Error(got)
	}
}
