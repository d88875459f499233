package sense_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"testing"

	"asbuilt/finding"
	"asbuilt/internal/nightly"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/model/sense"
)

// example is the text of one of the examples, with what is in it by what edits need.
type example struct {
	text                    string
	m                       *model.Model
	isolated, private       []string
	stores, keys, sensitive []string
	tiers                   []string
}

func examples(t *testing.T) []*example {
	var all []*example
	for _, file := range []string{"../../architecture.yaml", "../../examples/ec2-service/architecture.yaml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		x := &example{text: string(data)}
		x.m = load(t, x.text)
		for _, e := range x.m.Elements {
			tier := (*model.Boundary)(nil)
			if e.Boundary != nil {
				tier = e.Boundary.Around(kind.Tier)
			}
			k := x.m.Kind(e.Kind.ID)
			switch {
			case tier != nil && tier.Exposure.V == "isolated":
				x.isolated = append(x.isolated, e.ID)
			case tier != nil && tier.Exposure.V == "private":
				x.private = append(x.private, e.ID)
			}
			if k.Category == kind.Store && slices.Contains(k.Facts, "holds") && tier != nil {
				x.stores = append(x.stores, e.ID)
			}
			if k.Has(kind.Key) || k.Has(kind.Value) {
				x.keys = append(x.keys, e.ID)
			}
		}
		for _, d := range x.m.Data {
			if d.Sensitivity.V == "personal" || d.Sensitivity.V == "confidential" {
				x.sensitive = append(x.sensitive, d.ID)
			}
		}
		for _, b := range x.m.Boundaries {
			if b.Has(kind.Tier) && b.Exposure.V != "public" {
				x.tiers = append(x.tiers, b.ID)
			}
		}
		all = append(all, x)
	}
	return all
}

// with is the example with lines more in sections.
func (x *example) with(sections map[string]string) string {
	text := x.text
	for section, lines := range sections {
		head := regexp.MustCompile(`(?m)^` + section + `:[ \t]*(?:#.*)?\n`).FindStringIndex(text)
		text = text[:head[1]] + lines + "\n" + text[head[1]:]
	}
	return text
}

// breaking are edits of which each breaks one rule.
func breaking() map[string]func(x *example, r *rand.Rand) map[string]string {
	pick := func(r *rand.Rand, all []string) string {
		if len(all) == 0 {
			return ""
		}
		return all[r.IntN(len(all))]
	}
	return map[string]func(x *example, r *rand.Rand) map[string]string{
		sense.CodeNoWayOut: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements":    "  made-api: {kind: external-api, domains: [made.example.com]}",
				"connections": fmt.Sprintf("  - {from: %s, to: made-api, port: %d}", pick(r, x.isolated), 1+r.IntN(65535)),
			}
		},
		sense.CodeWayInClosed: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements":    "  made-user: {kind: user}\n  made-box: {kind: ec2-instance, in: " + pick(r, x.tiers) + "}",
				"connections": "  - made-user -> made-box",
			}
		},
		sense.CodeNotJoined: func(x *example, r *rand.Rand) map[string]string {
			region := ""
			for _, b := range x.m.Boundaries {
				if b.Has(kind.Region) {
					region = b.ID
				}
			}
			return map[string]string{
				"boundaries": "  made-vpc: {kind: vpc, in: " + region + ", cidr: 172.31.0.0/16}\n" +
					"  made-tier: {kind: subnets, in: made-vpc, exposure: private}",
				"elements":    "  made-box: {kind: ec2-instance, in: made-tier}",
				"connections": fmt.Sprintf("  - {from: %s, to: made-box, port: %d}", pick(r, x.private), 1+r.IntN(65535)),
			}
		},
		sense.CodeViaCannotCarry: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements": "  made-api: {kind: external-api}",
				"connections": fmt.Sprintf("  - {from: %s, to: made-api, port: 443, via: [%s]}", pick(r, x.private),
					pick(r, slices.Concat(x.stores, x.keys))),
			}
		},
		sense.CodeHostNotAllowed: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements": fmt.Sprintf("  made-api: {kind: external-api, domains: [h%d.example.org]}\n"+
					"  made-proxy: {kind: proxy, allow: [\"*.example.com\", h.example.org]}", r.IntN(1000)),
				"connections": "  - {from: " + pick(r, x.private) + ", to: made-api, port: 443, via: [made-proxy]}",
			}
		},
		sense.CodeNATInside: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{"elements": "  made-nat: {kind: nat-gateway, in: " + pick(r, x.tiers) + "}"}
		},
		sense.CodePlaceCannotHold: func(x *example, r *rand.Rand) map[string]string {
			k := pick(r, []string{"s3-bucket", "sqs-queue", "sns-topic", "dynamodb-table", "kinesis-stream", "state-machine"})
			return map[string]string{
				"elements":    "  made-thing: {kind: " + k + ", in: " + pick(r, x.tiers) + "}",
				"connections": "  - " + pick(r, x.private) + " -> made-thing",
			}
		},
		sense.CodeNameLeadsInside: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements": "  made-alb: {kind: load-balancer, public: false, in: " + pick(r, x.tiers) + "}\n" +
					"  made-user: {kind: user}\n  made-zone: {kind: hosted-zone}",
				"connections": "  - made-user -> made-zone:53/udp\n  - made-zone -> made-alb",
			}
		},
		sense.CodeOpenGateway: func(x *example, r *rand.Rand) map[string]string {
			k := pick(r, []string{"http-api", "api-gateway", "websocket-api"})
			return map[string]string{
				"elements":    "  made-gate: {kind: " + k + ", authorizer: none}\n  made-user: {kind: user}",
				"connections": "  - {from: made-user, to: made-gate, port: 443, tls: true, auth: none}",
			}
		},
		sense.CodeSensitiveAtRest: func(x *example, r *rand.Rand) map[string]string {
			weak := pick(r, []string{"public: true", "encryption: {at_rest: false}"})
			return map[string]string{
				"elements":    "  made-bucket: {kind: s3-bucket, " + weak + ", holds: [" + pick(r, x.sensitive) + "]}",
				"connections": "  - " + pick(r, x.private) + " -> made-bucket",
			}
		},
		sense.CodeSensitiveSent: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements": "  made-api: {kind: external-api}",
				"connections": "  - {from: " + pick(r, x.private) + ", to: made-api, tls: false, auth: none, because: test, sends: [" +
					pick(r, x.sensitive) + "]}",
			}
		},
		sense.CodeAnothersStore: func(x *example, r *rand.Rand) map[string]string {
			one := r.IntN(len(x.m.Modules))
			other := (one + 1) % len(x.m.Modules)
			return map[string]string{
				"elements": "  made-fn: {kind: lambda, module: " + x.m.Modules[one].ID + "}\n" +
					"  made-table: {kind: dynamodb-table, module: " + x.m.Modules[other].ID + "}",
				"connections": fmt.Sprintf("  - {from: made-fn, to: made-table, port: %d}", 1+r.IntN(65535)),
			}
		},
		sense.CodeToItself: func(x *example, r *rand.Rand) map[string]string {
			k := pick(r, []string{"ec2-instance", "user", "load-balancer", "nat-gateway"})
			return map[string]string{
				"elements":    "  made-thing: {kind: " + k + "}",
				"connections": "  - made-thing -> made-thing",
			}
		},
		sense.CodeUnmentioned: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{"elements": "  made-thing: {kind: " + pick(r, []string{"lambda", "s3-bucket", "user", "sqs-queue"}) + "}"}
		},
		sense.CodeOneLanguage: func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements":    "  made-thing: {kind: lambda, name: {ko: 한국어 이름}}",
				"connections": "  - " + pick(r, x.private) + " -> made-thing",
			}
		},
		sense.CodeViaNotOnWay: func(x *example, r *rand.Rand) map[string]string {
			region := ""
			for _, b := range x.m.Boundaries {
				if b.Has(kind.Region) {
					region = b.ID
				}
			}
			return map[string]string{
				"boundaries": "  made-vpc: {kind: vpc, in: " + region + ", cidr: 172.31.0.0/16}\n" +
					"  made-tier: {kind: subnets, in: made-vpc, exposure: public}",
				"elements":    "  made-nat: {kind: nat-gateway, in: made-tier}\n  made-api: {kind: external-api}",
				"connections": "  - {from: " + pick(r, x.private) + ", to: made-api, port: 443, via: [made-nat]}",
			}
		},
	}
}

// TestBreakingEdits breaks each rule in the examples, and nothing else beside it.
func TestBreakingEdits(t *testing.T) {
	edits := breaking()
	for _, rule := range sense.Rules() {
		edit := edits[rule.Code]
		if edit == nil {
			t.Errorf("%s: no edit breaks it", rule.Code)
			continue
		}
		t.Run(rule.Code, func(t *testing.T) {
			for _, i := range nightly.Seeds(10, 2) {
				r := rand.New(rand.NewPCG(i, uint64(len(rule.Code))))
				x := examples(t)[i%2]
				before := codesOf(sense.Check(x.m))
				text := x.with(edit(x, r))
				after := codesOf(sense.Check(load(t, text)))
				before[rule.Code]++
				if rule.Code == sense.CodeOneLanguage {
					before[rule.Code] = 1 // told once, with a count
				}
				for code := range after {
					if after[code] != before[code] {
						t.Errorf("edit %d of example %d: %d of %s, want %d", i, i%2, after[code], code, before[code])
					}
				}
				if after[rule.Code] == 0 {
					t.Errorf("edit %d of example %d is not found", i, i%2)
				}
			}
		})
	}
}

func codesOf(found finding.List) map[string]int {
	codes := map[string]int{}
	for _, f := range found {
		codes[f.Code]++
	}
	return codes
}

// TestHarmlessEdits changes what means nothing: nothing more is found.
func TestHarmlessEdits(t *testing.T) {
	for _, i := range nightly.Seeds(200, 16) {
		r := rand.New(rand.NewPCG(i, 7))
		x := examples(t)[i%2]
		before := codesOf(sense.Check(x.m))
		what, text := harmless(x, r, i)
		after := codesOf(sense.Check(load(t, text)))
		for code := range after {
			if after[code] != before[code] {
				t.Errorf("edit %d (%s): %d of %s, %d before", i, what, after[code], code, before[code])
			}
		}
	}
}

// harmless is an edit that means nothing, with what it does.
func harmless(x *example, r *rand.Rand, i uint64) (what, text string) {
	e := x.m.Elements[r.IntN(len(x.m.Elements))]
	for kind.Lookup(e.ID) != nil || isPart(x.m, e.ID) { // its word means something else, too
		e = x.m.Elements[r.IntN(len(x.m.Elements))]
	}
	switch i / 2 % 8 {
	case 0:
		word := regexp.MustCompile(`(^|[^\w./-])` + regexp.QuoteMeta(e.ID) + `([^\w-]|$)`)
		again := word.ReplaceAllString(x.text, "${1}"+e.ID+"-renamed$2")
		return "rename " + e.ID, word.ReplaceAllString(again, "${1}"+e.ID+"-renamed$2")
	case 1:
		return "a sound part more", x.with(map[string]string{
			"elements":    "  made-fn: {kind: lambda, name: {ko: 함수, en: Function}}\n  made-queue: {kind: sqs-queue}",
			"connections": "  - {from: made-fn, to: made-queue, port: 443, tls: true, auth: iam}",
		})
	case 2:
		parts := regexp.MustCompile(`(?m)^(elements|connections|flows|boundaries|data):\n`).FindAllStringIndex(x.text, -1)
		at := parts[r.IntN(len(parts))][0]
		return "a comment", x.text[:at] + "# a remark\n\n" + x.text[at:]
	case 3:
		return "a template more", x.with(map[string]string{"templates": "  made: {kind: lambda, public: false}"})
	case 4:
		sections := regexp.MustCompile(`(?m)^[a-z_]+:`).FindAllStringIndex(x.text, -1)
		n := 1 + r.IntN(len(sections)-2) // neither the first nor the last
		from, to := sections[n][0], sections[n+1][0]
		return "a section at the end", x.text[:from] + x.text[to:] + "\n" + x.text[from:to]
	case 5:
		texts := regexp.MustCompile(`en: [A-Z][^,}"'#\n]*`).FindAllStringIndex(x.text, -1)
		at := texts[r.IntN(len(texts))]
		return "another text", x.text[:at[0]] + "en: Something else" + x.text[at[1]:]
	case 6:
		own := regexp.MustCompile(`(?m)(^  [a-z0-9-]+:\s+\{?)kind: (lambda|ecs-service|s3-bucket|sqs-queue|ec2-fleet|alarm|iam-role|external-api)\b`)
		all := own.FindAllStringSubmatchIndex(x.text, -1)
		at := all[r.IntN(len(all))]
		k := x.text[at[4]:at[5]]
		x = &example{text: x.text[:at[3]] + "use: made" + x.text[at[1]:]}
		return "a template instead of a kind", x.with(map[string]string{"templates": "  made: {kind: " + k + "}"})
	default:
		return "a class of data more", x.with(map[string]string{
			"data": "  made-class: {name: {ko: 자료, en: Stuff}, sensitivity: public}",
		})
	}
}

// isPart reports whether a part of some element is called so.
func isPart(m *model.Model, id string) bool {
	return slices.ContainsFunc(m.Elements, func(e *model.Element) bool { return e.Partition(id) != nil })
}
