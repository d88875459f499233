package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"asbuilt/discover"
	"asbuilt/internal/tool"
)

// TestAccounts holds drift to what reading the snapshot takes, and to the memory that the
// model takes, however much is in the account.
func TestAccounts(t *testing.T) {
	dir := t.TempDir()
	small, large := filepath.Join(dir, "small.json"), filepath.Join(dir, "large.json")
	grown(t, small, 10_000)
	grown(t, large, 100_000)
	reference := reading(t, large)
	for _, format := range []string{"text", "markdown", "sarif"} {
		_, before := drifted(t, small, format)
		took, after := drifted(t, large, format)
		r := ratio(took, reference)
		report(t, "accounts", "| 100,000 resources, %s: CPU, beside encoding/json | %s | %.2f ≤ 2 | %s |", format, ms(took),
			r, kept(t, r <= 2, "drift takes %.2f times the CPU of reading the file as JSON", r))
		report(t, "accounts", "| 100,000 resources, %s: memory | %d MiB | ≤ 300 MiB | %s |", format, after,
			kept(t, after <= 300, "drift takes %d MiB", after))
		more := float64(after) / float64(before)
		report(t, "accounts", "| beside 10,000 resources, %s: memory | %d MiB | %.2f ≤ 1.3 | %s |", format, before, more,
			kept(t, more <= 1.3, "ten times the account takes %.2f times the memory", more))
	}
	const of = "../architecture.yaml"
	for _, args := range [][]string{
		{"reach", "internet", "planning-api", "--port", "443", "--model", of, "--snapshot", large},
		{"snapshot", "verify", large},
		{"snapshot", "ls", large, "--model", of},
		{"snapshot", "ls", large, "--model", of, "--format", "json"},
		{"snapshot", "diff", small, large, "--model", of, "--format", "json"},
	} {
		_, held := ran(t, 1, args...)
		report(t, "accounts", "| 100,000 resources, %s: memory | %d MiB | ≤ 300 MiB | %s |", asked(args), held,
			kept(t, held <= 300, "%s takes %d MiB", asked(args), held))
	}
}

// asked is a command without the files that it is asked about.
func asked(args []string) string {
	words := slices.DeleteFunc(slices.Clone(args), func(s string) bool {
		return strings.Contains(s, "/") || s == "--model" || s == "--snapshot"
	})
	return strings.Join(words, " ")
}

// grown writes a snapshot of System A with so many resources: what an account has by the
// thousand, most of it of others, in the network of the model, too.
func grown(t *testing.T, path string, n int) {
	t.Helper()
	f, err := os.Open("../examples/ai-service.clean.snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := discover.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	sorts := map[string][]*discover.Resource{}
	for _, r := range s.Resources {
		sorts[r.Type] = append(sorts[r.Type], r)
	}
	types := []string{
		"AWS::EC2::SecurityGroup", "AWS::EC2::NetworkInterface", "AWS::CloudWatch::Alarm", "AWS::IAM::Role",
		"AWS::Logs::LogGroup", "AWS::EC2::Volume", "AWS::ElasticLoadBalancingV2::TargetGroup",
	}
	for i := 0; len(s.Resources) < n; i++ {
		like := sorts[types[i%len(types)]]
		r := *like[(i/len(types))%len(like)]
		r.ID, r.Name, r.Tags = fmt.Sprintf("%sz%d", r.ID, i), fmt.Sprintf("%s-z%d", r.Name, i), nil
		if r.ARN != "" {
			r.ARN = fmt.Sprintf("%sz%d", r.ARN, i)
		}
		r.Facts = others(r.Facts, i)
		s.Resources = append(s.Resources, &r)
	}
	tables(s, sorts["AWS::EC2::RouteTable"], n)
	var b bytes.Buffer
	if err := discover.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// others are facts of somebody else's: a group with rules for another, an interface in the
// model's VPC, a disk of another machine, targets of another service.
func others(facts any, i int) any {
	switch f := facts.(type) {
	case *discover.SecurityGroup:
		g := *f
		g.GroupName = fmt.Sprintf("group-%d", i)
		g.SecurityGroupIngress = nil
		for p := range 1 + i%4 {
			g.SecurityGroupIngress = append(g.SecurityGroupIngress, discover.SecurityGroupRule{
				SecurityGroupRuleId: fmt.Sprintf("sgr-z%d-%d", i, p), IpProtocol: "tcp", FromPort: 8000 + p,
				ToPort: 8000 + p, GroupId: fmt.Sprintf("sg-z%d", i-7),
			})
		}
		return &g
	case *discover.NetworkInterface:
		n := *f
		n.InstanceId, n.PublicIp, n.GroupSet = "", "", []string{fmt.Sprintf("sg-z%d", i-1)}
		n.PrivateIpAddresses = []string{fmt.Sprintf("100.64.%d.%d", i/256%256, i%256)}
		return &n
	case *discover.Volume:
		v := *f
		v.InstanceIds = []string{fmt.Sprintf("i-z%d", i)}
		return &v
	case *discover.Alarm:
		a := *f
		if i%10 > 0 { // one in ten watches what the model has, as somebody else's alarms do
			a.Dimensions = map[string]string{"QueueName": fmt.Sprintf("queue-%d", i)}
			a.Metrics = nil
		}
		return &a
	case *discover.TargetGroup:
		g := *f
		g.LoadBalancerArns = nil
		g.Targets = []discover.Target{{Id: fmt.Sprintf("100.64.%d.%d", i/256%256, i%256), Port: 80, State: "healthy"}}
		return &g
	}
	return facts
}

// tables gives the tables of the network routes, as many as AWS allows by itself, and
// others their own: up to 200 tables.
func tables(s *discover.Snapshot, like []*discover.Resource, n int) {
	for i := range min(200, n/500) {
		r := *like[i%len(like)]
		table := *r.Facts.(*discover.RouteTable)
		table.VpcId, table.Associations = "vpc-other", nil
		for k := range 50 {
			table.Routes = append(table.Routes[:len(table.Routes):len(table.Routes)], discover.Route{
				DestinationCidrBlock: fmt.Sprintf("172.%d.%d.0/24", 16+k%16, i%256), State: "active",
				TransitGatewayId: "tgw-other",
			})
		}
		r.ID, r.Name, r.Tags, r.Facts = fmt.Sprintf("%sz%d", r.ID, i), fmt.Sprintf("table-z%d", i), nil, &table
		if r.ARN != "" {
			r.ARN = fmt.Sprintf("%sz%d", r.ARN, i)
		}
		s.Resources = append(s.Resources, &r)
	}
}

// reading is the CPU that it takes to read a file as JSON into maps, the best of three.
func reading(t *testing.T, path string) time.Duration {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	best := time.Duration(0)
	for range 3 {
		before := processorTime(t)
		var all map[string]any
		if err := json.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
		if took := processorTime(t) - before; best == 0 || took < best {
			best = took
		}
	}
	return best
}

// processorTime is what this process has used.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		tool.Lacking(t, "this system does not say how much a process worked")
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	ticks := 0
	for _, f := range fields[11:13] { // user and system time, in hundredths of a second
		n, _ := strconv.Atoi(f)
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// drifted is the CPU and the most memory, in MiB, that drift takes: the best of three.
func drifted(t *testing.T, snapshot, format string) (took time.Duration, most int) {
	t.Helper()
	return ran(t, 0, "drift", "../architecture.yaml", "--snapshot", snapshot, "--format", format)
}

// ran is the CPU and the most memory, in MiB, that a command takes, the best of three; it
// may exit with that status at most.
func ran(t *testing.T, status int, args ...string) (took time.Duration, most int) {
	t.Helper()
	for range 3 {
		c := exec.Command(programs.asbuilt, args...)
		c.Stdout = io.Discard
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error)
		go func() { ended <- c.Wait() }()
		held := 0
		for running := true; running; {
			select {
			case <-ended:
				running = false
			case <-time.After(5 * time.Millisecond):
				held = max(held, highWater(c.Process.Pid))
			}
		}
		if code := c.ProcessState.ExitCode(); code > status {
			t.Fatalf("asbuilt %v exits with %d", args, code)
		}
		if cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime(); took == 0 || cpu < took {
			took = cpu
		}
		if most == 0 || held < most {
			most = held
		}
	}
	return took, most
}

// highWater is the most memory that a process held so far, in MiB; 0 where it is not known.
func highWater(pid int) int {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(size), "kB")))
			return n >> 10
		}
	}
	return 0
}
