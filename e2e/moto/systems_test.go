package moto_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/internal/golden"
	"asbuilt/internal/tool"
)

// canary stands wherever AWS would give out a secret. It must not be found in
// anything that asbuilt writes.
const canary = "c4n4ry-9f1e77a0"

// system is one of the two systems that asbuilt is made for.
type system struct {
	// name begins the names of its files in testdata.
	name string
	// model is its model, and plan the snapshot that says what is built.
	model, plan string
	account     string
	// steps are what people change by hand afterwards; what belongs to one step
	// is looked at together.
	steps func(*builder) [][]change
}

func TestSystemA(t *testing.T) {
	t.Parallel()
	holds(t,
		system{
			"ai-service", "../../architecture.yaml", "../../examples/ai-service.clean.snapshot.json", "210987654321",
			changesOfA,
		})
}

func TestSystemB(t *testing.T) {
	t.Parallel()
	dir := "../../examples/ec2-service/"
	holds(t, system{"ec2-service", dir + "architecture.yaml", dir + "clean.snapshot.json", "345678901234", changesOfB})
}

// holds builds a system as its clean snapshot describes it, and discovers it
// with every resource and fact, but for those that the file emulator.txt names:
// what moto cannot do. What that costs the comparison with the model stands in
// drift.txt, and nothing of it is broken but what brokenByMoto gives the reason
// for; and each change is found besides.
func holds(t *testing.T, s system) {
	b := newBuilder(t, s)
	b.build()
	file, found := b.discover()
	lines := b.differs(found)
	golden.Check(t, "testdata/"+s.name+".emulator.txt", []byte(strings.Join(lines, "\n")+"\n"))

	b.underFaults(b.read(file)) // as it was read: differs gives things the names that they were built with
	before, _ := b.drift(file)
	for line := range before {
		if strings.HasPrefix(line, "broken ") && brokenByMoto(line) == "" {
			t.Errorf("of the system as it was built: %s", line)
		}
	}
	b.unnamed(file, before)
	golden.Check(t, "testdata/"+s.name+".drift.txt", []byte(strings.Join(slices.Sorted(maps.Keys(before)), "\n")+"\n"))
	for _, step := range s.steps(b) {
		for _, c := range step {
			if err := c.do(); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
		}
		file, _ := b.discover()
		after, status := b.drift(file)
		if status != 1 {
			t.Errorf("drift exits with %d after changes by hand, want 1", status)
		}
		for _, c := range step {
			if want := c.finds; before[want] || !after[want] {
				t.Errorf("%s: %q is not found", c.name, want)
			}
		}
		for line := range after {
			if !before[line] {
				t.Log("found:", line)
			}
		}
	}
}

// brokenByMoto is why a finding about a system as it was built is right about what
// moto answers: what moto does not do. It is empty for any other.
func brokenByMoto(line string) string {
	why := map[string]string{ // by how lines begin
		// PutIntegration keeps no connectionId, so that no method names the VPC link.
		"connection-refuted ai-api->ai-vpc-link:443 way": "an integration keeps no connection",
		// DescribePolicies answers without Enabled, which AWS always sends.
		"switched-off tracking-fleet life.Enabled@": "a policy does not say that it is enabled",
		// CreateService drops deploymentConfiguration, and DescribeServices sends none.
		"rollback-differs ":            "a service keeps no deployment configuration",
		"deployment-strategy-differs ": "a service keeps no deployment configuration",
		// What ManageMasterUserPassword makes is a secret without RotationEnabled; RDS turns its own.
		"decision-not-kept 7 secrets-rotate": "the secret that RDS keeps does not rotate",
		// Machines that an Auto Scaling group starts have a disk of moto, not those of their template.
		"decision-not-kept 13 disks-encrypted": "volumes of machines are as moto makes them",
		// A key behind alias/aws/… has the KeyManager CUSTOMER.
		"decision-not-kept 19 keys-rotate": "a key of AWS's own is one of the account's",
	}
	for begin, reason := range why {
		if strings.HasPrefix(line, "broken "+begin) {
			return reason
		}
	}
	return ""
}

// build makes everything, what others need before them.
func (b *builder) build() {
	b.security()
	b.secrets()
	b.logs()
	b.network()
	b.distribution()
	b.stores()
	b.streams()
	b.flowLogs()
	b.entry()
	b.names()
	b.compute()
	b.rotation()
	b.operations()
	b.permissions()
}

// run runs asbuilt against the emulator and is its exit status and what it
// printed.
func (b *builder) run(args ...string) (status int, out []byte) {
	b.t.Helper()
	return b.runAt(*b.cfg.BaseEndpoint, args...)
}

// runAt is run with AWS at that address.
func (b *builder) runAt(address string, args ...string) (status int, out []byte) {
	b.t.Helper()
	cmd := exec.Command(filepath.Join(tool.Programs(b.t), "asbuilt"), args...)
	cmd.Env = append(os.Environ(), "AWS_ENDPOINT_URL="+address, "AWS_ACCESS_KEY_ID=testing",
		"AWS_SECRET_ACCESS_KEY=testing",
		"AWS_EC2_METADATA_DISABLED=true", "LC_ALL=C", "NO_COLOR=1")
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status = exit.ExitCode()
	} else if err != nil {
		b.t.Fatalf("asbuilt %s: %v", strings.Join(args, " "), err)
	}
	for where, text := range map[string]string{"the output": string(out), "what is told": said.String()} {
		if at := strings.Index(text, canary); at >= 0 {
			b.t.Errorf("asbuilt %s: a secret got into %s: …%s…", args[0], where, text[max(0, at-200):at])
		}
	}
	if said.Len() > 0 {
		b.t.Logf("asbuilt %s: %s", args[0], tail(said.String(), 1500))
	}
	return status, out
}

// discover takes a snapshot for the model, as its users do.
func (b *builder) discover() (file string, snap *discover.Snapshot) {
	b.t.Helper()
	file = filepath.Join(b.t.TempDir(), "snapshot.json")
	if status, _ := b.run("discover", b.system.model, "--out", file); status != 0 {
		b.t.Fatalf("discover exits with %d", status)
	}
	return file, b.read(file)
}

// read reads a snapshot, in which nothing secret may be.
func (b *builder) read(file string) *discover.Snapshot {
	b.t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	if at := strings.Index(string(text), canary); at >= 0 {
		b.t.Errorf("a secret got into the snapshot: …%s…", text[max(0, at-200):at])
	}
	snap, err := discover.Read(strings.NewReader(string(text)))
	if err != nil {
		b.t.Fatal(err)
	}
	return snap
}

// drift compares the model with a snapshot: verdict, code, subject and fact of
// every finding but those about what nobody declared, and the exit status.
func (b *builder) drift(file string) (lines map[string]bool, status int) {
	b.t.Helper()
	status, out := b.run("drift", b.system.model, "--snapshot", file, "--format", "json")
	var report struct {
		Findings []struct {
			Code, Verdict, Subject, Fact string
			Suspended                    bool
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		b.t.Fatal(err)
	}
	lines = map[string]bool{}
	for _, f := range report.Findings {
		if f.Suspended { // moto never ends a deployment
			f.Verdict = "suspended"
		}
		if f.Code != match.CodeUndeclared {
			lines[strings.TrimSpace(fmt.Sprintf("%s %s %s %s", f.Verdict, f.Code, f.Subject, f.Fact))] = true
		}
	}
	return lines, status
}

// differs lists all that the emulator cannot do: what could not be built, what
// could not be read, and what was found other than it was built.
func (b *builder) differs(found *discover.Snapshot) []string {
	var lines []string
	for _, c := range b.cannot {
		lines = append(lines, "not built: "+b.stable(c))
	}
	for _, c := range found.Cells {
		if c.Status != discover.OK {
			lines = append(lines, "not read: "+c.String())
		}
	}
	lines = append(lines, b.compare(found)...)
	slices.Sort(lines)
	return lines
}

// compare lists what the snapshot has other than was built.
func (b *builder) compare(found *discover.Snapshot) []string {
	x := map[string]*discover.Resource{}
	for _, r := range found.Resources {
		x[r.Type+" "+r.ARN] = r
		x[r.Type+" "+r.ID] = r
		x[r.Type+" name "+r.Name] = r
	}
	var lines []string
	for _, r := range b.plan.Resources {
		label := strings.TrimPrefix(r.Type, "AWS::") + " " + name(r)
		got := x[r.Type+" "+b.now(r.ARN)]
		if got == nil {
			got = x[r.Type+" "+b.now(r.ID)]
		}
		if got == nil && r.Name != "" {
			got = x[r.Type+" name "+r.Name]
		}
		if got == nil {
			lines = append(lines, "not found: "+label)
			continue
		}
		typ, _ := discover.Lookup(r.Type)
		want := typ.Facts()
		b.translate(r.Facts, want)
		facts := differences(b.t, want, got)
		for k, v := range r.Tags {
			if got.Tags[k] != v && !strings.HasPrefix(k, "aws:") && !typ.Detail {
				facts = append(facts, "tag "+k)
			}
		}
		if len(facts) > 0 {
			slices.Sort(facts)
			lines = append(lines, "differs: "+label+": "+strings.Join(facts, ", "))
		}
	}
	return lines
}

// unsteady are facts that the emulator draws by lot or that are moments.
var unsteady = []string{
	"LastRotatedDate", "LastChangedDate", "NotAfter", "PrivateIps", "MasterUserSecretArn", "HostedZoneId",
	"AWS::CertificateManager::Certificate Status",
	"AWS::CertificateManager::Certificate RenewalEligibility", // issued a minute after it is asked for
}

// allRead are the cells of a snapshot in which everything about r was read.
func allRead(r *discover.Resource) []discover.Cell {
	var cells []discover.Cell
	for _, o := range discover.Operations() {
		c := discover.Cell{Account: r.Account, Region: r.Region, Operation: o.Name, Status: discover.OK}
		if o.Global {
			c.Region = discover.Global
		}
		cells = append(cells, c)
	}
	return cells
}

// differences names the facts that differ; in rules, ids apart.
func differences(t *testing.T, want any, got *discover.Resource) []string {
	t.Helper()
	var out []string
	twin := *got
	twin.Facts, twin.Unknown = want, nil
	withoutIDs(&twin)
	withoutIDs(got)
	cells := allRead(got)
	before := &discover.Snapshot{Cells: cells, Resources: []*discover.Resource{&twin}}
	after := &discover.Snapshot{Cells: cells, Resources: []*discover.Resource{got}}
	var uncompared []discover.FactRef
	for change := range discover.Changes(before, after, func(f discover.FactRef) { uncompared = append(uncompared, f) }) {
		for _, f := range change.Facts {
			if !slices.Contains(unsteady, f.Name) && !slices.Contains(unsteady, got.Type+" "+f.Name) {
				t.Logf("%s %s: %s is %s, built as %s", got.Type, name(got), f.Name, f.After, f.Before)
				out = append(out, f.Name)
			}
		}
	}
	if len(uncompared) > len(got.Unknown) {
		t.Errorf("%s %s: not compared: %v", got.Type, name(got), uncompared)
	}
	for fact := range got.Unknown {
		out = append(out, fact+" unknown")
	}
	return out
}

func withoutIDs(r *discover.Resource) {
	if g, ok := r.Facts.(*discover.SecurityGroup); ok {
		for _, rules := range [][]discover.SecurityGroupRule{g.SecurityGroupIngress, g.SecurityGroupEgress} {
			for i := range rules {
				rules[i].SecurityGroupRuleId = ""
			}
		}
	}
}

// stable is a text with the identifiers that were planned, in place of those
// that the emulator made up.
func (b *builder) stable(s string) string {
	pairs := make([]string, 0, 2*len(b.ids))
	ids := make([]string, 0, len(b.ids))
	for old := range b.ids {
		ids = append(ids, old)
	}
	slices.SortFunc(ids, func(x, y string) int { return len(b.ids[y]) - len(b.ids[x]) })
	for _, old := range ids {
		pairs = append(pairs, b.ids[old], old)
	}
	return strings.NewReplacer(pairs...).Replace(s)
}
