package kept_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/kept"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

// breaks are changes of the examples' snapshots, each by the check of a decision
// that it breaks.
var breaks = map[string]func(*discover.Resource){
	"A 2 modules-apart": openAll,
	"A 3 no-eks":        nil, // a cluster is added
	"A 7 secrets-rotate": func(r *discover.Resource) {
		if f, ok := r.Facts.(*discover.Secret); ok {
			f.RotationEnabled = false
		}
	},
	"A 9 data-stays": openAll,
	"A 10 rolls-back": func(r *discover.Resource) {
		if f, ok := r.Facts.(*discover.ECSService); ok {
			f.DeploymentConfiguration.DeploymentCircuitBreaker.Rollback = false
		}
	},
	"A 13 disks-encrypted": func(r *discover.Resource) {
		if f, ok := r.Facts.(*discover.Volume); ok {
			f.Encrypted = false
		}
	},
	"A 16 logs-expire": forever,
	"A 18 one-way-in":  openAll,
	"A 19 keys-rotate": func(r *discover.Resource) {
		if f, ok := r.Facts.(*discover.Key); ok {
			f.EnableKeyRotation = false
		}
	},
	"A 24 a-week-back": func(r *discover.Resource) {
		if f, ok := r.Facts.(*discover.DBInstance); ok {
			f.BackupRetentionPeriod = 1
		}
	},
	"B 1 no-containers": nil,
	"B 2 same-image": func(r *discover.Resource) {
		if f, ok := r.Facts.(*discover.AutoScalingGroup); ok {
			f.Instances[0].LaunchTemplate.Version = "1"
		}
	},
	"B 6 ssh-closed": openAll,
	"B 6 nothing-beyond": func(r *discover.Resource) {
		if f, ok := r.Facts.(*discover.Role); ok && len(f.Policies) > 0 {
			first := f.Policies[0]
			first.PolicyDocument.Statement = append(slices.Clone(first.PolicyDocument.Statement), discover.PolicyStatement{
				Effect: "Allow", Action: []string{"dynamodb:DeleteTable"}, Resource: []string{"*"},
			})
			f.Policies = append(slices.Clone(f.Policies[1:]), first)
		}
	},
	"B 7 logs-expire": forever,
	"B 10 in-two-zones": func(r *discover.Resource) {
		if f, ok := r.Facts.(*discover.DBInstance); ok {
			f.MultiAZ = false
		}
	},
}

func forever(r *discover.Resource) {
	if f, ok := r.Facts.(*discover.LogGroup); ok {
		f.RetentionInDays = nil
	}
}

// openAll lets everything in and out.
func openAll(r *discover.Resource) {
	switch f := r.Facts.(type) {
	case *discover.SecurityGroup:
		all := discover.SecurityGroupRule{IpProtocol: "-1", FromPort: -1, ToPort: -1, CidrIp: "0.0.0.0/0"}
		ssh := discover.SecurityGroupRule{IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "0.0.0.0/0"}
		f.SecurityGroupIngress = append(f.SecurityGroupIngress, all, ssh)
		f.SecurityGroupEgress = append(f.SecurityGroupEgress, all)
	case *discover.RouteTable:
		f.Routes = slices.DeleteFunc(f.Routes, func(x discover.Route) bool { return x.DestinationCidrBlock == "0.0.0.0/0" })
		f.Routes = append(f.Routes, discover.Route{
			DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-0f1cf87bb0a0a0a0a", State: "active",
		})
	case *discover.InternetGateway:
		r.ID = "igw-0f1cf87bb0a0a0a0a"
	case *discover.NetworkInterface:
		f.PublicIp = "43.201.1.1"
	case *discover.Instance:
		f.PublicIp = "43.201.1.2"
	case *discover.DBInstance:
		f.PubliclyAccessible = true
	case *discover.LoadBalancer:
		f.Scheme = "internet-facing"
	case *discover.NetworkACL:
		for i := range f.Entries {
			f.Entries[i].RuleAction, f.Entries[i].CidrBlock, f.Entries[i].Protocol = "allow", "0.0.0.0/0", "-1"
		}
	}
}

// TestExamples judges the decisions of both examples: each check holds on the
// clean snapshot, and breaks under a change of what it looks at.
func TestExamples(t *testing.T) {
	for _, x := range []struct{ name, dir, snapshot string }{
		{"A", "../..", "../../examples/ai-service.clean.snapshot.json"},
		{"B", "../../examples/ec2-service", "../../examples/ec2-service/clean.snapshot.json"},
	} {
		w := example(t, x.dir)
		asked := map[string]string{}
		for _, c := range judged(t, w, x.snapshot, nil).Checks {
			key := x.name + " " + c.Subject + " " + c.Fact
			asked[key] = c.Subject + " " + c.Fact
			if c.Verdict != finding.Holds {
				t.Errorf("%s is %s on the clean snapshot: %s", key, c.Verdict, c.Missing)
			}
		}
		for key := range asked {
			change, known := breaks[key]
			if !known {
				if key != "A 14 past-the-firewall" { // the model's own, see TestFirewall
					t.Errorf("nothing breaks %s", key)
				}
				continue
			}
			r := judged(t, w, x.snapshot, func(s *discover.Snapshot) {
				if change == nil {
					s.Resources = append(s.Resources, unwanted(s, key))
					return
				}
				for _, r := range s.Resources {
					change(r)
				}
			})
			for _, c := range r.Checks {
				if asked[key] == c.Subject+" "+c.Fact && c.Verdict != finding.Broken {
					t.Errorf("%s is %s when it is broken: %s", key, c.Verdict, c.Missing)
				}
			}
		}
		for key := range breaks {
			if strings.HasPrefix(key, x.name) && asked[key] == "" {
				t.Errorf("%s is no check any more", key)
			}
		}
	}
}

// unwanted is a cluster that a decision is against.
func unwanted(s *discover.Snapshot, key string) *discover.Resource {
	typ := "AWS::EKS::Cluster"
	if strings.HasPrefix(key, "B") {
		typ = "AWS::ECS::Cluster"
	}
	known, _ := discover.Lookup(typ)
	return &discover.Resource{
		Type: typ, ID: "lab", Name: "lab", ARN: "arn:lab", Account: s.Cells[0].Account, Region: s.Cells[0].Region,
		Facts: known.Facts(),
	}
}

func example(t *testing.T, dir string) kept.World {
	t.Helper()
	m, _, err := model.Load(os.DirFS(dir), "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := decisions.Load(os.DirFS(dir), "docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	return kept.World{Model: m, Records: set, AsOf: asOf}
}

func judged(t *testing.T, w kept.World, file string, change func(*discover.Snapshot)) kept.Result {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	snap, err := discover.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(snap)
	}
	w.Pairs = match.Match(w.Model, snap)
	w.Checks, w.Findings, _ = drift.Compare(w.Pairs, drift.Options{AsOf: asOf})
	return kept.Judge(w)
}

// TestFirewall breaks what only the model can say: a connection that leaves
// through NAT and is not led past the firewall.
func TestFirewall(t *testing.T) {
	text, err := os.ReadFile("../../architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), "via: [egress-firewall, nat]", "via: [nat]", 1)
	if changed == string(text) {
		t.Fatal("no connection of the example is led past the firewall")
	}
	w := example(t, "../..")
	if w.Model, _, err = model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(changed)}}, "architecture.yaml",
		model.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range kept.Judge(w).Checks {
		if c.Fact == "past-the-firewall" && c.Verdict != finding.Broken {
			t.Errorf("%s is %s", c.Fact, c.Verdict)
		}
	}
}
