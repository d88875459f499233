package sense_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"asbuilt/internal/nightly"
	"asbuilt/model"
	"asbuilt/model/sense"
)

// declared are edits of which each breaks a rule about what is declared that the loader
// knows: what is said of one thing does not go with what is said of another.
func declared() []variant {
	place := func(lines string) func(*example, *rand.Rand) map[string]string {
		return func(x *example, _ *rand.Rand) map[string]string {
			return map[string]string{"boundaries": fmt.Sprintf("  made-vpc: {kind: vpc, in: %s, cidr: 172.20.0.0/16}\n", regionOf(x)) + lines}
		}
	}
	thing := func(format string, all ...string) func(*example, *rand.Rand) map[string]string {
		return func(_ *example, r *rand.Rand) map[string]string {
			return map[string]string{"elements": fmt.Sprintf("  made-thing: "+format, oneOf(r, all...))}
		}
	}
	return []variant{
		{"a tier beyond its VPC", model.CodeCIDROutside,
			place("  made-tier: {kind: subnets, in: made-vpc, per_zone: {a: 10.99.0.0/24}}")},
		{"two tiers of the same addresses", model.CodeCIDROverlap,
			place("  made-tier: {kind: subnets, in: made-vpc, per_zone: {a: 172.20.0.0/24}}\n" +
				"  made-other: {kind: subnets, in: made-vpc, per_zone: {a: 172.20.0.0/25}}")},
		{"a zone that is not a letter", model.CodeZoneSpan,
			place("  made-tier: {kind: subnets, in: made-vpc, per_zone: {ap-northeast-2a: 172.20.0.0/24}}")},
		{"a port that nothing listens on", model.CodePortClosed, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements":    "  made-thing: {kind: " + oneOf(r, "ecs-service", "rds-mysql", "ec2-instance") + ", listens: [80/tcp]}",
				"connections": fmt.Sprintf("  - {from: %s, to: made-thing, port: %d}", oneOf(r, x.private...), 81+r.IntN(9000)),
			}
		}},
		{"an event that nothing carries", model.CodeEventCarrier, func(*example, *rand.Rand) map[string]string {
			return map[string]string{
				"elements":    "  made-fn: {kind: lambda}\n  made-user: {kind: ec2-instance}",
				"connections": "  - {from: made-user, to: made-fn, kind: event}",
			}
		}},
		{"a peak below what is usual", model.CodePeakBelow, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements": "  made-fn: {kind: lambda}",
				"connections": fmt.Sprintf("  - {from: %s, to: made-fn, port: 443, rate: {typical: %d/s, peak: 1/s}}",
					oneOf(r, x.private...), 2+r.IntN(50)),
			}
		}},
		{"fewer at most than at least", model.CodeScalingBand,
			thing("{kind: %s, scaling: {min: 5, max: 2}}", "ecs-service", "ec2-fleet")},
		{"a task of a size that there is not", model.CodeFargateSize,
			thing("{kind: ecs-service, capacity_providers: [FARGATE], task: {cpu: %s}}", "256, memory: 16GB", "300, memory: 1GB")},
		{"kept longer than its class of data may be", model.CodeRetentionExceeds,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"data": "  made-class: {sensitivity: personal, retention: 3d}",
					"elements": "  made-thing: " + oneOf(r, "{kind: rds-mysql, backup: {retention: 60d}, holds: [made-class]}",
						"{kind: lambda, operations: {logs: {group: /made, retention: 90d, holds: [made-class]}}}",
						"{kind: s3-bucket, lifecycle: [{expire: 60d}], holds: [made-class]}"),
				}
			}},
		{"a backup that outlives its class of data", model.CodeRetentionExceeds,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"data": "  made-class: {sensitivity: personal, retention: 3d}",
					"elements": "  made-thing: {kind: " + oneOf(r, "rds-mysql", "aurora") +
						", backup: {retention: 30d}, holds: [made-class]}",
				}
			}},
		{"a way that must not be", model.CodeNeverCrossed, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements":    "  made-a: {kind: ec2-instance}\n  made-b: {kind: rds-mysql}",
				"connections": fmt.Sprintf("  - {from: made-a, to: made-b, port: %d}", 1+r.IntN(65535)),
				"never":       "  made-way: {from: made-a, to: made-b}",
			}
		}},
		{"an end of a way that chooses nothing", model.CodeNeverNothing, func(*example, *rand.Rand) map[string]string {
			return map[string]string{"never": "  made-way: {from: \"kind == kms-key\", to: internet}"}
		}},
		{"a time zone that there is not", model.CodeUnknownTimezone,
			thing("{kind: lambda, schedule: {at: [\"rate(1 day)\"], timezone: %s}}", "Asia/Soul", "KST9")},
		{"a schedule that never comes", model.CodeBadSchedule,
			thing("{kind: lambda, schedule: {at: [\"%s\"], timezone: UTC}}", "cron(0 25 * * ? *)", "cron(61 3 * * ? *)")},
		{"rights to everything, without a reason", model.CodeWildcard,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"elements":    "  made-role: {kind: iam-role}\n  made-bucket: {kind: s3-bucket}",
					"permissions": "  - {role: made-role, actions: [\"" + oneOf(r, "*", "s3:*") + "\"], resources: [made-bucket]}",
				}
			}},
	}
}

// misnamed are edits of which each names what is not there, or is something else.
func misnamed() []variant {
	more := func(section, line string) func(*example, *rand.Rand) map[string]string {
		return func(_ *example, r *rand.Rand) map[string]string {
			return map[string]string{section: fmt.Sprintf(line, fmt.Sprintf("made-nobody-%d", r.IntN(1000)))}
		}
	}
	thing := func(facts string) func(*example, *rand.Rand) map[string]string {
		return more("elements", "  made-thing: {kind: lambda, "+facts+"}")
	}
	return []variant{
		{"an element", model.CodeUnknownElement, more("connections", "  - %s -> made-nobody:80")},
		{"a place", model.CodeUnknownBoundary, thing("in: %s")},
		{"a set", model.CodeUnknownGroup, thing("groups: [%s]")},
		{"a module", model.CodeUnknownModule, thing("module: %s")},
		{"a class of data", model.CodeUnknownData, more("elements", "  made-thing: {kind: s3-bucket, holds: [%s]}")},
		{"a template", model.CodeUnknownTemplate, thing("use: %s")},
		{"a state", model.CodeUnknownState, thing("since: %s")},
		{"a zone of trust", model.CodeUnknownTrust, thing("trust: %s")},
		{"a level of access", model.CodeUnknownAccess, more("elements", "  made-thing: {kind: operator, access: %s}")},
		{"a kind", model.CodeUnknownKind, more("elements", "  made-thing: {kind: %s}")},
		{"a kind of places", model.CodeKindMisused, more("elements", "  made-thing: {kind: vpc, owner: %s}")},
		{"a fact of other kinds", model.CodeFactNotForKind, thing("multi_az: true, owner: %s")},
		{"a role that is none", model.CodeWrongTarget, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{"permissions": "  - {role: " + oneOf(r, x.stores...) + ", actions: [s3:GetObject], because: test}"}
		}},
		{"a runbook", model.CodeMissingFile, thing("operations: {runbook: docs/%s.md}")},
		{"an end of a way", model.CodeNeverEnd, more("never", "  made-way: {from: %s, to: internet}")},
		{"a zone", model.CodeUnknownZone, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{"elements": "  made-thing: {kind: ec2-instance, in: " + oneOf(r, x.tiers...) +
				", zones: [" + oneOf(r, "d", "f", "g") + "]}"}
		}},
		{"a tier outside a VPC", model.CodeBoundaryNesting, func(x *example, _ *rand.Rand) map[string]string {
			return map[string]string{"boundaries": "  made-vpc: {kind: vpc, in: " + x.tiers[0] + "}"}
		}},
		{"a way in that is public, in a tier that is not", model.CodeExposure,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{"elements": "  made-thing: {kind: load-balancer, public: true, in: " + oneOf(r, x.tiers...) + "}"}
			}},
		{"a connection twice", model.CodeDuplicateConnection, func(x *example, r *rand.Rand) map[string]string {
			line := fmt.Sprintf("  - {from: %s, to: made-thing, port: %d}", oneOf(r, x.private...), 1+r.IntN(65535))
			return map[string]string{"elements": "  made-thing: {kind: lambda}", "connections": line + "\n" + line}
		}},
		{"containers beyond their task", model.CodeTaskOverBudget, func(_ *example, r *rand.Rand) map[string]string {
			return map[string]string{"elements": fmt.Sprintf("  made-thing: {kind: ecs-service, "+
				"task: {cpu: 512, memory: 1GB, containers: {one: {cpu: %d}, two: {cpu: 300}}}}", 300+r.IntN(200))}
		}},
		{"what is there and not matched, without a reason", model.CodeMatchBecause, thing("match: none, owner: %s")},
		{"a template that nothing uses", model.CodeUnused, more("templates", "  %s: {kind: lambda}")},
		{"a step without a connection", model.CodeStepNoConnection, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements": "  made-a: {kind: lambda}\n  made-b: {kind: lambda}",
				"flows":    "  made-flow: {name: " + oneOf(r, "One", "Two") + ", steps: [made-a -> made-b]}",
			}
		}},
	}
}

// notMutated are the codes of the loader that no edit of an example breaks, by why; each
// has a case in model/testdata, to which a test there holds it.
func notMutated() map[string][]string {
	return map[string][]string{
		"how a file is written as YAML, not what it says": {
			"yaml-syntax", "duplicate-key", "second-document", "merge-key", "yaml-tag", "key-not-text", "too-deep",
			"alias-expansion", "alias-cycle", "invisible-character", "empty-file",
		},
		"several files, and the examples are one": {
			"misplaced-key", "include-cycle", "include-nothing", "unreadable-file", "deletes-nothing", "unknown-connection",
			"shared-between-environments", "duplicate-id",
		},
		"a bound of size, of which other tests reach the edge": {"too-many-entries", "too-many-findings", "never-too-many"},
		"form of one value or key that the schema cannot say": {
			"bad-value", "missing-fact", "derived-by-hand", "unexpected-part", "step-shape", "template-cycle", "trait-misused",
		},
		"needs a second part that is sound first: the case has both": {
			"unknown-partition", "boundary-cycle", "lifetime-order", "lifetime-mismatch", "unprotected-crossing",
			"crossing-not-stated", "processes-exceed-instance", "alarm-threshold", "logs-lost-on-reboot",
			"root-credentials-first", "partition-owner",
		},
		"what is said to drift and to the machine, not of the system": {
			"rename-unclear", "accepted-target", "accepted-owner", "unknown-type", "unknown-principal",
		},
	}
}

// TestEveryCodeIsBroken holds that each code that check has for a model is broken by
// edits here, or is left out for a reason that is true of it.
func TestEveryCodeIsBroken(t *testing.T) {
	broken := map[string]bool{}
	for code := range breaking() {
		broken[code] = true
	}
	for _, v := range slices.Concat(wayVariants(), viaVariants(), placeVariants(), declared(), misnamed()) {
		broken[v.code] = true
	}
	why := map[string]string{}
	for reason, codes := range notMutated() {
		for _, code := range codes {
			if broken[code] || why[code] != "" {
				t.Errorf("%s is left out (%s), and not only there", code, reason)
			}
			why[code] = reason
		}
	}
	for _, r := range slices.Concat(model.Rules(), sense.Rules()) {
		if form := r.Structural; form == (broken[r.Code] || why[r.Code] != "") {
			t.Errorf("%s: written wrongly: %v, broken by edits: %v, left out: %q", r.Code, form, broken[r.Code], why[r.Code])
		}
		delete(why, r.Code)
	}
	for code := range why {
		t.Errorf("%s is no code", code)
	}
}

// TestDeclared breaks what the loader knows of things that do not go together.
func TestDeclared(t *testing.T) {
	for _, v := range slices.Concat(declared(), misnamed()) {
		t.Run(v.name, func(t *testing.T) {
			for _, i := range nightly.Seeds(10, 2) {
				r := rand.New(rand.NewPCG(i, uint64(len(v.name))))
				x := examples(t)[i%2]
				before, after := loaderFinds(t, x.text), loaderFinds(t, x.with(v.edit(x, r)))
				if after[v.code] <= before[v.code] {
					t.Errorf("edit %d of example %d is not found: %v", i, i%2, after)
				}
				for code := range after {
					if code != v.code && after[code] != before[code] && code != model.CodeUnused {
						t.Errorf("edit %d of example %d: %d of %s, %d before", i, i%2, after[code], code, before[code])
					}
				}
			}
		})
	}
}

// loaderFinds counts what the loader says of a model, by code.
func loaderFinds(t *testing.T, text string) map[string]int {
	t.Helper()
	_, found, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(text)}}, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return codesOf(found)
}
