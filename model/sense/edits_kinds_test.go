package sense_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"asbuilt/internal/nightly"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/model/sense"
)

// variant is one more way to break a rule: by what another kind, another place or
// another step on the way makes of it.
type variant struct {
	name, code string
	edit       func(x *example, r *rand.Rand) map[string]string
}

// regionOf is a region of the example, in which edits put networks of their own.
func regionOf(x *example) string {
	i := slices.IndexFunc(x.m.Boundaries, func(b *model.Boundary) bool { return b.Has(kind.Region) })
	return x.m.Boundaries[i].ID
}

func oneOf(r *rand.Rand, all ...string) string { return all[r.IntN(len(all))] }

// madeNetworks are two VPCs of an edit with a tier each, and one between them.
func madeNetworks(x *example, exposure string) string {
	text := ""
	for i, id := range []string{"left", "middle", "right"} {
		text += fmt.Sprintf("  made-%s: {kind: vpc, in: %s, cidr: 172.%d.0.0/16}\n", id, regionOf(x), 20+i) +
			fmt.Sprintf("  made-%s-tier: {kind: subnets, in: made-%s, exposure: %s}\n", id, id, exposure)
	}
	return text[:len(text)-1]
}

// ends are two machines at the ends of the networks of madeNetworks.
const ends = "  made-a: {kind: ec2-instance, in: made-left-tier}\n  made-b: {kind: ec2-instance, in: made-right-tier}"

// wayVariants break the rules of ways.
func wayVariants() []variant {
	port := func(r *rand.Rand) int { return 1 + r.IntN(65535) }
	return []variant{
		{"out by a NAT from an isolated tier", sense.CodeNoWayOut, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"boundaries": madeNetworks(x, "isolated") + "\n" +
					"  made-open: {kind: subnets, in: made-left, exposure: public}",
				"elements": "  made-a: {kind: ec2-instance, in: made-left-tier}\n" +
					"  made-nat: {kind: nat-gateway, in: made-open}\n" +
					"  made-api: {kind: external-api}",
				"connections": fmt.Sprintf("  - {from: made-a, to: made-api, port: %d, via: [%s]}", port(r),
					"made-nat"),
			}
		}},
		{"what is not public, in a tier that is", sense.CodeWayInClosed,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"boundaries": madeNetworks(x, "public"),
					"elements": "  made-user: {kind: user}\n" +
						"  made-a: {kind: " +
						oneOf(r, "rds-mysql", "load-balancer", "ecs-service") + ", public: false, in: made-left-tier}",
					"connections": fmt.Sprintf("  - made-user -> made-a:%d", port(r)),
				}
			}},
		{"by a load balancer that is not public", sense.CodeWayInClosed,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"boundaries": madeNetworks(x, "private"),
					"elements": "  made-user: {kind: user}\n  made-a: {kind: " + oneOf(r, "ecs-service", "ec2-instance") +
						", in: made-left-tier}\n  made-alb: {kind: " + oneOf(r, "load-balancer", "classic-load-balancer") + ", in: made-left-tier}",
					"connections": fmt.Sprintf("  - {from: made-user, to: made-a, port: %d, via: [made-alb]}", port(r)),
				}
			}},
		{"what AWS runs beside every VPC", sense.CodeNotJoined, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"boundaries": madeNetworks(x, oneOf(r, "private", "isolated")),
				"elements": "  made-a: {kind: " + oneOf(r, "lambda", "app-runner") + ", in: " + regionOf(x) +
					"}\n  made-b: {kind: " + oneOf(r, "rds-mysql", "ec2-instance", "ecs-service") + ", in: made-left-tier}",
				"connections": fmt.Sprintf("  - made-a -> made-b:%d", port(r)),
			}
		}},
		{"an API without a link", sense.CodeNotJoined, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"boundaries": madeNetworks(x, oneOf(r, "private", "isolated")),
				"elements": "  made-a: {kind: " +
					oneOf(r, "api-gateway", "http-api", "websocket-api") + ", in: " + regionOf(x) +
					"}\n  made-b: {kind: " + oneOf(r, "load-balancer", "ec2-instance", "ecs-service") + ", in: made-left-tier}",
				"connections": fmt.Sprintf("  - made-a -> made-b:%d", port(r)),
			}
		}},
		{"over two peerings", sense.CodeNotJoined, func(x *example, r *rand.Rand) map[string]string {
			second := oneOf(r, "vpc-peering", "transit-gateway")
			return map[string]string{
				"boundaries": madeNetworks(x, "private"),
				"elements": ends + "\n" +
					"  made-p: {kind: vpc-peering, joins: [made-left, made-middle]}\n" +
					"  made-q: {kind: " + second +
					", joins: [made-middle, made-right]}",
				"connections": fmt.Sprintf("  - {from: made-a, to: made-b, port: %d}", port(r)),
			}
		}},
		{"a VPC of another network of the account that shares it", sense.CodeNotJoined,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"boundaries": "  made-one: {kind: account, aws: {account: \"111111111111\"}}\n" +
						"  made-two: {kind: account, aws: {account: \"222222222222\"}}\n" +
						"  made-r1: {kind: region, in: made-one}\n  made-r2: {kind: region, in: made-two}\n" +
						"  made-v1: {kind: vpc, in: made-r1, cidr: 172.20.0.0/16}\n" +
						"  made-v2: {kind: vpc, in: made-r2, cidr: 172.21.0.0/16, owner_account: \"111111111111\"}\n" +
						"  made-t1: {kind: subnets, in: made-v1, exposure: private}\n  made-t2: {kind: subnets, in: made-v2, exposure: private}",
					"elements": "  made-a: {kind: ec2-instance, in: made-t1}\n" +
						"  made-b: {kind: rds-mysql, in: made-t2}",
					"connections": fmt.Sprintf("  - {from: made-a, to: made-b, port: %d}", port(r)),
				}
			}},
	}
}

// viaVariants break the rules of what a connection names on its way.
func viaVariants() []variant {
	port := func(r *rand.Rand) int { return 1 + r.IntN(65535) }
	return []variant{
		{"a queue or a function as a passage", sense.CodeViaCannotCarry,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"elements": "  made-api: {kind: external-api}\n  made-step: {kind: " +
						oneOf(r, "sqs-queue", "sns-topic", "lambda", "batch-job", "kms-key", "user", "hosted-zone", "build") + "}",
					"connections": fmt.Sprintf("  - {from: %s, to: made-api, port: %d, via: [made-step]}", oneOf(r, x.private...), port(r)),
				}
			}},
		{"an end of the connection", sense.CodeViaCannotCarry, func(x *example, r *rand.Rand) map[string]string {
			from := oneOf(r, x.private...)
			return map[string]string{
				"elements":    "  made-api: {kind: external-api}",
				"connections": fmt.Sprintf("  - {from: %s, to: made-api, port: %d, via: [%s]}", from, port(r), oneOf(r, from, "made-api")),
			}
		}},
		{"an endpoint of another service", sense.CodeViaCannotCarry,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"boundaries": madeNetworks(x, "isolated"),
					"elements": "  made-a: {kind: ec2-instance, in: made-left-tier}\n  made-b: {kind: " +
						oneOf(r, "sqs-queue", "sns-topic", "ecr", "kms-key", "bedrock") + "}\n" +
						"  made-ep: {kind: vpc-endpoint, in: made-left-tier, domains: [secretsmanager.ap-northeast-2.amazonaws.com]}",
					"connections": "  - {from: made-a, to: made-b, port: 443, via: [made-ep]}",
				}
			}},
		{"a gateway endpoint for a third service", sense.CodeViaCannotCarry,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"boundaries": madeNetworks(x, "isolated"),
					"elements": "  made-a: {kind: ec2-instance, in: made-left-tier}\n" +
						"  made-b: {kind: " + oneOf(r, "sqs-queue", "sns-topic") + "}\n" +
						"  made-ep: {kind: gateway-endpoint, in: made-left}",
					"connections": "  - {from: made-a, to: made-b, port: 443, via: [made-ep]}",
				}
			}},
		{"a NAT on a way in", sense.CodeViaCannotCarry, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"boundaries": madeNetworks(x, "public"),
				"elements": "  made-user: {kind: user}\n  made-a: {kind: ec2-instance, in: made-left-tier}\n" +
					"  made-nat: {kind: nat-gateway, in: made-left-tier}",
				"connections": fmt.Sprintf("  - {from: made-user, to: made-a, port: %d, via: [made-nat]}", port(r)),
			}
		}},
		{"a NAT beyond a peering", sense.CodeViaNotOnWay, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"boundaries": madeNetworks(x, "private") + "\n" +
					"  made-open: {kind: subnets, in: made-middle, exposure: public}",
				"elements": "  made-a: {kind: ec2-instance, in: made-left-tier}\n" +
					"  made-nat: {kind: nat-gateway, in: made-open}\n" +
					"  made-p: {kind: vpc-peering, joins: [made-left, made-middle]}\n  made-api: {kind: external-api}",
				"connections": fmt.Sprintf("  - {from: made-a, to: made-api, port: %d, via: [made-nat]}", port(r)),
			}
		}},
		{"a gateway endpoint of another VPC", sense.CodeViaNotOnWay,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"boundaries": madeNetworks(x, "isolated"),
					"elements": "  made-a: {kind: ec2-instance, in: made-left-tier}\n" +
						"  made-ep: {kind: gateway-endpoint, in: made-middle}\n" +
						"  made-p: {kind: " + oneOf(r, "vpc-peering", "transit-gateway") + ", joins: [made-left, made-middle]}\n  made-b: {kind: s3-bucket}",
					"connections": "  - {from: made-a, to: made-b, port: 443, via: [made-ep]}",
				}
			}},
		{"what joins two other networks", sense.CodeViaNotOnWay, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"boundaries": madeNetworks(x, "private"),
				"elements": ends + "\n  made-q: {kind: transit-gateway, joins: [made-left, made-right]}\n" +
					"  made-v4: {kind: " + oneOf(r, "direct-connect", "vpn") + ", joins: [made-middle]}",
				"connections": fmt.Sprintf("  - {from: made-a, to: made-b, port: %d, via: [made-v4]}", port(r)),
			}
		}},
	}
}

// placeVariants break the rules of places, names and gateways.
func placeVariants() []variant {
	return []variant{
		{"in a VPC", sense.CodePlaceCannotHold, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"boundaries": madeNetworks(x, "private"),
				"elements": "  made-a: {kind: lambda, in: made-left-tier}\n  made-thing: {kind: " +
					oneOf(r, "s3-bucket", "sqs-queue", "dynamodb-table", "event-bus") + ", in: made-left}",
				"connections": "  - made-a -> made-thing",
			}
		}},
		{"a name for what lies in a tier", sense.CodeNameLeadsInside,
			func(x *example, r *rand.Rand) map[string]string {
				return map[string]string{
					"boundaries": madeNetworks(x, oneOf(r, "private", "isolated")),
					"elements": "  made-a: {kind: " +
						oneOf(r, "load-balancer", "ecs-service", "ec2-instance") + ", in: made-left-tier}\n" +
						"  made-user: {kind: user}\n  made-zone: {kind: hosted-zone}",
					"connections": "  - made-user -> made-zone:53/udp\n  - made-zone -> made-a",
				}
			}},
		{"a check from outside", sense.CodeNameLeadsInside, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"boundaries": madeNetworks(x, oneOf(r, "private", "isolated")),
				"elements": "  made-a: {kind: " + oneOf(r, "load-balancer", "ec2-instance") + ", in: made-left-tier}\n" +
					"  made-check: {kind: health-check}",
				"connections": "  - made-check -> made-a:443",
			}
		}},
		{"behind a CDN", sense.CodeOpenGateway, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements": "  made-gate: {kind: " + oneOf(r, "http-api", "api-gateway") + ", authorizer: none}\n" +
					"  made-cdn: {kind: cloudfront}\n" +
					"  made-user: {kind: user}",
				"connections": "  - {from: made-user, to: made-cdn, port: 443, tls: true, auth: none}\n  - {from: made-cdn, to: made-gate, port: 443, tls: true, auth: none}",
			}
		}},
		{"brought by a connection", sense.CodeSensitiveAtRest, func(x *example, r *rand.Rand) map[string]string {
			return map[string]string{
				"elements": "  made-thing: {kind: " +
					oneOf(r, "s3-bucket", "sqs-queue", "sns-topic") + ", encryption: {at_rest: false}}",
				"connections": "  - {from: " + oneOf(r, x.private...) + ", to: made-thing, port: 443, sends: [" +
					oneOf(r, x.sensitive...) + "]}",
			}
		}},
	}
}

// TestVariants breaks rules by kinds, places and steps that other edits do not have, and
// nothing else beside them.
func TestVariants(t *testing.T) {
	for _, v := range slices.Concat(wayVariants(), viaVariants(), placeVariants()) {
		t.Run(v.name, func(t *testing.T) {
			for _, i := range nightly.Seeds(10, 2) {
				r := rand.New(rand.NewPCG(i, uint64(len(v.name))))
				x := examples(t)[i%2]
				before := codesOf(sense.Check(x.m))
				after := codesOf(sense.Check(load(t, x.with(v.edit(x, r)))))
				before[v.code]++
				for code := range after {
					if after[code] != before[code] {
						t.Errorf("edit %d of example %d: %d of %s, want %d", i, i%2, after[code], code, before[code])
					}
				}
				if after[v.code] != before[v.code] {
					t.Errorf("edit %d of example %d is not found", i, i%2)
				}
			}
		})
	}
}
