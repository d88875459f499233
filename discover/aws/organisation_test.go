package aws

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/internal/awsfake"
)

// organisation is a fake of many accounts, which answers in the largest pages
// that it is asked for: security groups, log groups and ECS services in every
// region, roles in every account.
type organisation struct {
	accounts, groups, logs, services, roles int
}

var orgRegions = []string{"ap-northeast-2", "ap-northeast-1", "us-east-1"}

// whole is the organisation of a hundred thousand resources.
var whole = organisation{accounts: 20, groups: 1000, logs: 100, services: 500, roles: 250}

// tenth has a tenth of them, in as many accounts.
var tenth = organisation{accounts: 20, groups: 100, logs: 10, services: 50, roles: 25}

func (o organisation) resources() int {
	cluster, task := 1, 1
	return o.accounts * (len(orgRegions)*(o.groups+o.logs+o.services+cluster+task) + o.roles)
}

func (o organisation) scope() discover.Scope {
	var scope discover.Scope
	for i := range o.accounts {
		id := fmt.Sprintf("%012d", 100000000000+i)
		scope.Accounts = append(scope.Accounts, discover.AccountScope{
			ID:            id,
			Regions:       orgRegions,
			Role:          "arn:aws:iam::" + id + ":role/asbuilt",
			ExternalID:    "a-secret-handshake",
			SessionPolicy: `{"Version":"2012-10-17"}`,
		})
	}
	return scope
}

func (o organisation) fake() *awsfake.Fake {
	f := awsfake.New(account1, orgRegions...)
	f.Organisation()
	f.Reply("ecs:ListClusters", `{"clusterArns":["arn:aws:ecs:r:1:cluster/c"]}`)
	f.Reply("ecs:DescribeClusters",
		`{"clusters":[{"clusterArn":"arn:aws:ecs:r:1:cluster/c","clusterName":"c","status":"ACTIVE"}]}`)
	f.Reply("ecs:DescribeTaskDefinition",
		`{"taskDefinition":{"taskDefinitionArn":"arn:aws:ecs:r:1:task-definition/t:1","family":"t","revision":1}}`)
	pages := map[string]string{} // the same for every account
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		answer := map[string]func(string) string{
			"ec2:DescribeSecurityGroups":         o.securityGroups,
			"logs:DescribeLogGroups":             o.logGroups,
			"ecs:ListServices":                   o.listServices,
			"ecs:DescribeServices":               describeServices,
			"iam:GetAccountAuthorizationDetails": o.roleDetails,
		}[r.Operation]
		if answer == nil {
			return nil
		}
		_, asked, _ := strings.Cut(r.Text, " ")
		key := r.Operation + " " + asked
		if _, ok := pages[key]; !ok {
			pages[key] = answer(asked)
		}
		return &awsfake.Outcome{Body: pages[key]}
	})
	return f
}

// pageOf is the numbers from first to last of a page that is asked for, and the
// token of the next, "" after the last; size and token find both in a request.
func pageOf(n int, asked string, size, token *regexp.Regexp) (first, last int, next string) {
	find := func(re *regexp.Regexp) int {
		if m := re.FindStringSubmatch(asked); m != nil {
			v, _ := strconv.Atoi(m[1])
			return v
		}
		return 0
	}
	first = find(token)
	last = min(n, first+find(size))
	if last < n {
		next = strconv.Itoa(last)
	}
	return first, last, next
}

var (
	formSize, formToken     = regexp.MustCompile(`MaxResults=(\d+)`), regexp.MustCompile(`NextToken=(\d+)`)
	itemsSize, itemsMarker  = regexp.MustCompile(`MaxItems=(\d+)`), regexp.MustCompile(`Marker=(\d+)`)
	limitSize, resultsSize  = regexp.MustCompile(`"limit":(\d+)`), regexp.MustCompile(`"maxResults":(\d+)`)
	jsonToken, jsonServices = regexp.MustCompile(`"nextToken":"(\d+)"`), regexp.MustCompile(`"services":(\[[^\]]*\])`)
)

func (o organisation) securityGroups(asked string) string {
	first, last, next := pageOf(o.groups, asked, formSize, formToken)
	var b strings.Builder
	b.WriteString("<DescribeSecurityGroupsResponse><securityGroupInfo>")
	for i := first; i < last; i++ {
		fmt.Fprintf(&b, "<item><groupId>sg-%d</groupId><groupName>g</groupName><vpcId>vpc-1</vpcId></item>", i)
	}
	b.WriteString("</securityGroupInfo><nextToken>" + next + "</nextToken></DescribeSecurityGroupsResponse>")
	return b.String()
}

func (o organisation) roleDetails(asked string) string {
	first, last, next := pageOf(o.roles, asked, itemsSize, itemsMarker)
	var b strings.Builder
	b.WriteString("<GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult><RoleDetailList>")
	for i := first; i < last; i++ {
		fmt.Fprintf(&b, "<member><RoleName>r-%d</RoleName><Path>/</Path>"+
			"<Arn>arn:aws:iam::1:role/r-%[1]d</Arn></member>", i)
	}
	fmt.Fprintf(&b,
		"</RoleDetailList><IsTruncated>%t</IsTruncated><Marker>%s</Marker></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>",
		next != "", next)
	return b.String()
}

func (o organisation) logGroups(asked string) string {
	first, last, next := pageOf(o.logs, asked, limitSize, jsonToken)
	var groups []map[string]any
	for i := first; i < last; i++ {
		groups = append(groups, map[string]any{
			"logGroupName": fmt.Sprintf("/g/%d", i),
			"logGroupArn":  fmt.Sprintf("arn:aws:logs:r:1:log-group:/g/%d", i),
		})
	}
	return inJSON(map[string]any{"logGroups": groups, "nextToken": next})
}

func (o organisation) listServices(asked string) string {
	first, last, next := pageOf(o.services, asked, resultsSize, jsonToken)
	var arns []string
	for i := first; i < last; i++ {
		arns = append(arns, fmt.Sprintf("arn:aws:ecs:r:1:service/c/s-%d", i))
	}
	return inJSON(map[string]any{"serviceArns": arns, "nextToken": next})
}

func describeServices(asked string) string {
	var arns []string
	if m := jsonServices.FindStringSubmatch(asked); m == nil || json.Unmarshal([]byte(m[1]), &arns) != nil {
		return "{}"
	}
	var services []map[string]any
	for _, arn := range arns {
		services = append(services, map[string]any{
			"serviceName":    discover.LastSegment(arn),
			"serviceArn":     arn,
			"clusterArn":     "arn:aws:ecs:r:1:cluster/c",
			"status":         "ACTIVE",
			"taskDefinition": "arn:aws:ecs:r:1:task-definition/t:1",
		})
	}
	return inJSON(map[string]any{"services": services})
}

// inJSON is a reply without its empty members.
func inJSON(members map[string]any) string {
	if members["nextToken"] == "" {
		delete(members, "nextToken")
	}
	text, err := json.Marshal(members)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// least is how often each operation must be called: once for every page and
// batch of the size that AWS allows, and once for each place in which there is
// nothing. Operations whose services have to be asked kind by kind are left out.
func (o organisation) least() map[string]int {
	places := o.accounts * len(orgRegions)
	pages := func(n int, operation string) int {
		for _, op := range discover.Operations() {
			if size := max(op.Page, op.Batch); op.Name == operation && size > 0 {
				return max(1, (n+size-1)/size)
			}
		}
		panic("no pages: " + operation)
	}
	least := map[string]int{
		"sts:AssumeRole":        o.accounts,
		"sts:GetCallerIdentity": o.accounts,
		"ec2:DescribeRegions":   o.accounts,
	}
	for _, c := range collectors() {
		switch list := c.calls[0]; { // a collector lists before all else
		case c.global:
			least[list] = o.accounts
		default:
			least[list] = places
		}
	}
	least["ec2:DescribeSecurityGroups"] = places * pages(o.groups, "ec2:DescribeSecurityGroups")
	least["logs:DescribeLogGroups"] = places * pages(o.logs, "logs:DescribeLogGroups")
	least["logs:DescribeSubscriptionFilters"] = places * o.logs
	least["logs:ListTagsForResource"] = places * o.logs
	least["ecs:ListServices"] = places * pages(o.services, "ecs:ListServices")
	least["ecs:DescribeServices"] = places * pages(o.services, "ecs:DescribeServices")
	least["ecs:DescribeClusters"] = places
	least["ecs:DescribeTaskDefinition"] = places
	least["iam:GetAccountAuthorizationDetails"] = o.accounts * pages(o.roles, "iam:GetAccountAuthorizationDetails")
	return least
}

// take takes a snapshot of the organisation and writes it, as asbuilt-aws does.
func (o organisation) take(t testing.TB, f *awsfake.Fake) {
	t.Helper()
	snap, err := Take(context.Background(), o.scope(), Options{
		Transport: f,
		Sleep:     func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(snap.Resources); n != o.resources() {
		t.Fatalf("%d resources, want %d", n, o.resources())
	}
	if err := discover.Write(io.Discard, snap); err != nil {
		t.Fatal(err)
	}
}

func sum(calls map[string]int) (n int) {
	for _, c := range calls {
		n += c
	}
	return n
}

func TestManyAccounts(t *testing.T) {
	_, _ = take(t, world()) // the environment
	o := organisation{accounts: 8, groups: 1200, logs: 60, services: 25, roles: 1050}
	f := o.fake()
	f.On(func(r awsfake.Request) *awsfake.Outcome {
		if r.Operation == "sts:AssumeRole" &&
			(!strings.Contains(r.Text, "ExternalId=a-secret-handshake") ||
				!strings.Contains(r.Text, "Policy=%7B%22Version")) {
			t.Errorf("a role is assumed without external id or session policy: %s", r.Text)
		}
		if r.Account == "100000000007" && r.Operation == "route53:ListHostedZones" {
			return &awsfake.Outcome{
				Status:  http.StatusForbidden,
				Code:    "AccessDenied",
				Message: "no identity-based policy allows",
			}
		}
		return nil
	})
	snap, err := Take(context.Background(), o.scope(), Options{
		Transport: f,
		Sleep:     func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(snap.Resources); n != o.resources() {
		t.Errorf("%d resources, want %d", n, o.resources())
	}
	for _, c := range snap.Cells {
		// Without zones, nothing can be asked for their records and networks.
		zones := []string{"route53:ListHostedZones", "route53:ListResourceRecordSets", "route53:GetHostedZone"}
		denied := c.Account == "100000000007" && slices.Contains(zones, c.Operation)
		if (c.Status == discover.OK) == denied {
			t.Error(c)
		}
	}
	calls, least := f.Calls(), o.least()
	for op, n := range least {
		if calls[op] < n {
			t.Errorf("%s was called %d times, which cannot be all of it: %d are needed", op, calls[op], n)
		}
	}
	for _, op := range []string{
		"sts:AssumeRole", "sts:GetCallerIdentity", "ec2:DescribeSecurityGroups", "logs:DescribeLogGroups",
		"ecs:ListServices", "ecs:DescribeServices", "iam:GetAccountAuthorizationDetails",
	} {
		if calls[op] != least[op] {
			t.Errorf("%s was called %d times, %d would do", op, calls[op], least[op])
		}
	}
}

// What a hundred thousand resources in twenty accounts and three regions may
// cost: calls, and memory with that of the fake in it.
const (
	mostCalls  = 1.1     // times the least that must be made
	mostMemory = 1 << 30 // bytes
	mostTime   = 12      // times that of a tenth of the resources
)

// BenchmarkOrganisation measures the whole organisation.
func BenchmarkOrganisation(b *testing.B) {
	signedInForBench(b)
	b.ReportAllocs()
	calls, least := 0, sum(whole.least())
	stop := watchMemory()
	for b.Loop() {
		f := whole.fake()
		whole.take(b, f)
		calls = sum(f.Calls())
	}
	peak := stop()
	b.ReportMetric(float64(whole.resources()), "resources")
	b.ReportMetric(float64(calls), "calls")
	b.ReportMetric(float64(calls)/float64(least), "calls/least")
	b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
	if float64(calls) > mostCalls*float64(least) {
		b.Errorf("%d calls, and %d would do: more than %g times as many", calls, least, mostCalls)
	}
	if peak > mostMemory {
		b.Errorf("%d MiB at the peak, more than %d", peak>>20, mostMemory>>20)
	}
}

// BenchmarkTenfold measures the whole organisation beside a tenth of it, turn by
// turn.
func BenchmarkTenfold(b *testing.B) {
	signedInForBench(b)
	var small, big time.Duration
	timed := func(sum *time.Duration, o organisation) {
		runtime.GC()
		start := time.Now()
		o.take(b, o.fake())
		*sum += time.Since(start)
	}
	for b.Loop() {
		timed(&small, tenth)
		timed(&big, whole)
	}
	ratio := float64(big) / float64(small)
	b.ReportMetric(ratio, "10×/1×")
	if ratio > mostTime {
		b.Errorf("ten times the resources take %.1f times as long, more than %d", ratio, mostTime)
	}
}

func signedInForBench(b *testing.B) {
	b.Setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
	b.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	b.Setenv("HOME", b.TempDir())
}

// watchMemory looks at what the process holds until it is stopped, and is then
// the most that it saw.
func watchMemory() (stop func() uint64) {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	end, most := make(chan struct{}), make(chan uint64)
	go func() {
		var peak uint64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			metrics.Read(samples)
			peak = max(peak, samples[0].Value.Uint64()-samples[1].Value.Uint64())
			select {
			case <-tick.C:
			case <-end:
				most <- peak
				return
			}
		}
	}()
	return func() uint64 {
		close(end)
		return <-most
	}
}
