package moto_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/match"
	"asbuilt/internal/golden"
	"asbuilt/model"
)

// canary stands wherever AWS would give out a secret. It must not be found in
// anything that asbuilt-aws writes.
const canary = "c4n4ry-9f1e77a0"

const account = "210987654321"

// System A, built as its clean snapshot describes it, is discovered with every
// resource and fact, but for those that testdata/emulator.txt names: what moto
// cannot do. What that costs the comparison with the model stands in
// testdata/drift.txt; and ten changes are each found besides.
func TestSystemA(t *testing.T) {
	b := newBuilder(t, emulator(t, account), "../../examples/ai-service.clean.snapshot.json")
	b.systemA()
	found := b.discover()
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
	golden.Check(t, "testdata/emulator.txt", []byte(strings.Join(lines, "\n")+"\n"))

	before := b.drift(found)
	golden.Check(t, "testdata/drift.txt", []byte(strings.Join(slices.Sorted(maps.Keys(before)), "\n")+"\n"))
	changes := b.changes()
	for _, c := range changes {
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
	}
	after := b.drift(b.discover())
	for _, c := range changes {
		if want := c.finds; before[want] || !after[want] {
			t.Errorf("%s: %q is not found", c.name, want)
		}
	}
	for line := range after {
		if !before[line] {
			t.Log("found besides what the emulator cannot do:", line)
		}
	}
}

// drift compares the model with a snapshot: verdict, code, subject and fact of
// every finding but those about what nobody declared.
func (b *builder) drift(snap *discover.Snapshot) map[string]bool {
	b.t.Helper()
	m, findings, err := model.Load(os.DirFS("../.."), "architecture.yaml", model.Options{})
	if err != nil || m == nil {
		b.t.Fatal(err, findings)
	}
	_, found, _ := drift.Compare(match.Match(m, snap), drift.Options{})
	lines := map[string]bool{}
	for _, f := range found {
		verdict := string(f.Verdict)
		if f.Suspended { // moto never ends a deployment
			verdict = "suspended"
		}
		if f.Code != match.CodeUndeclared {
			lines[strings.TrimSpace(fmt.Sprintf("%s %s %s %s", verdict, f.Code, f.Subject, f.Fact))] = true
		}
	}
	return lines
}

func (b *builder) systemA() {
	b.security()
	b.secrets()
	b.logs()
	b.network()
	b.distribution()
	b.stores()
	b.flowLogs()
	b.entry()
	b.compute()
	b.rotation()
	b.operations()
	b.permissions()
}

// discover runs asbuilt-aws against the emulator.
func (b *builder) discover() *discover.Snapshot {
	b.t.Helper()
	bin := filepath.Join(b.t.TempDir(), "asbuilt-aws")
	if out, err := exec.Command("go", "build", "-o", bin, "asbuilt/cmd/asbuilt-aws").CombinedOutput(); err != nil {
		b.t.Fatalf("%v\n%s", err, out)
	}
	scope, err := json.Marshal(discover.Scope{Accounts: []discover.AccountScope{{ID: account, Regions: []string{"ap-northeast-2"}}}})
	if err != nil {
		b.t.Fatal(err)
	}
	cmd := exec.Command(bin)
	cmd.Env = append(os.Environ(),
		"AWS_ENDPOINT_URL="+*b.cfg.BaseEndpoint, "AWS_ACCESS_KEY_ID=testing", "AWS_SECRET_ACCESS_KEY=testing", "AWS_EC2_METADATA_DISABLED=true")
	cmd.Stdin = bytes.NewReader(scope)
	var out, progress bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &progress
	if err := cmd.Run(); err != nil {
		b.t.Fatalf("asbuilt-aws: %v\n%s", err, progress.String())
	}
	for where, text := range map[string]string{"the snapshot": out.String(), "the progress": progress.String()} {
		if at := strings.Index(text, canary); at >= 0 {
			b.t.Errorf("a secret got into %s: …%s…", where, text[max(0, at-200):at])
		}
	}
	b.t.Log(tail(progress.String(), 120))
	snap, err := discover.Read(&out)
	if err != nil {
		b.t.Fatal(err)
	}
	return snap
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
	"AWS::CertificateManager::Certificate Status", "AWS::CertificateManager::Certificate RenewalEligibility", // issued a minute after it is asked for
}

// differences names the facts that differ; in rules, ids apart.
func differences(t *testing.T, want any, got *discover.Resource) []string {
	t.Helper()
	var out []string
	twin := *got
	twin.Facts, twin.Unknown = want, nil
	withoutIDs(&twin)
	withoutIDs(got)
	before, after := &discover.Snapshot{Resources: []*discover.Resource{&twin}}, &discover.Snapshot{Resources: []*discover.Resource{got}}
	for _, change := range discover.Diff(before, after) {
		for _, f := range change.Facts {
			if !slices.Contains(unsteady, f.Name) && !slices.Contains(unsteady, got.Type+" "+f.Name) {
				t.Logf("%s %s: %s is %s, built as %s", got.Type, name(got), f.Name, f.After, f.Before)
				out = append(out, f.Name)
			}
		}
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
