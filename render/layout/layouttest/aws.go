package layouttest

import (
	"strings"

	"asbuilt/render/layout"
	"asbuilt/render/text"
)

// AWS is a small system as people draw it: users left, the edge, a gateway, a
// VPC with two zones as columns and three tiers as rows, endpoints on its
// border, operations beside it, an outside service right.
func AWS() *layout.Graph {
	vpc := group("vpc", "VPC 10.20.0.0/16", layout.Down,
		tier("public", "퍼블릭 서브넷", 0,
			lane(node("alb", "ALB"), 0, 1), lane(node("nat-a", "NAT gateway a"), 0, 0),
			lane(node("nat-c", "NAT gateway c"), 1, 1)),
		tier("app", "애플리케이션 서브넷", 1,
			lane(node("planning-a", "planning"), 0, 0), lane(node("support-a", "support"), 0, 0),
			lane(node("manufacturing-a", "manufacturing"), 0, 0),
			lane(node("planning-c", "planning"), 1, 1), lane(node("support-c", "support"), 1, 1),
			lane(node("manufacturing-c", "manufacturing"), 1, 1)),
		tier("data", "데이터 서브넷", 2,
			lane(node("mariadb-a", "MariaDB primary"), 0, 0), lane(node("redis", "Redis"), 0, 0),
			lane(node("mariadb-c", "MariaDB standby"), 1, 1), lane(node("qdrant", "Qdrant"), 1, 1)),
		border(node("s3-endpoint", "S3 endpoint"), layout.East),
		border(node("ecr-endpoint", "ECR endpoint"), layout.East),
		border(node("secrets-endpoint", "Secrets endpoint"), layout.East),
	)
	for _, id := range []string{"a", "c"} {
		vpc.Lanes = append(vpc.Lanes, layout.Lane{ID: "zone-" + id, Title: title("가용 영역 ap-northeast-2" + id)})
	}
	region := group("region", "Region ap-northeast-2", layout.Right,
		ranked(node("api", "API Gateway"), 0), ranked(vpc, 1),
		ranked(node("s3", "S3 documents"), 2),
		ranked(group("operations", "운영", layout.Down,
			node("codepipeline", "CodePipeline"), node("ecr", "ECR"), node("cloudwatch", "CloudWatch"),
			node("secrets", "Secrets Manager")), 2))
	account := group("account", "AWS account 210987654321", layout.Right,
		ranked(group("edge", "Edge (global)", layout.Down, node("cloudfront", "CloudFront"), node("spa", "React SPA")),
			0), ranked(region, 1))
	root := &layout.Group{Axis: layout.Right, Children: []layout.Child{
		ranked(node("users", "사용자"), 0), ranked(account, 1),
		ranked(group("azure", "Azure", layout.Down, node("openai", "Azure OpenAI")), 2),
	}}
	return &layout.Graph{Root: root, Edges: edges(
		"users cloudfront HTTPS", "cloudfront spa origin", "cloudfront api /api/*", "api alb VPC-link",
		"alb planning-a HTTP-8000 t1", "alb planning-c HTTP-8000 t1", "alb support-a - t1", "alb support-c - t1",
		"alb manufacturing-a - t1", "alb manufacturing-c - t1",
		"planning-a mariadb-a SQL-3306 t2", "planning-c mariadb-a SQL-3306 t2", "planning-a redis 6379 t3",
		"planning-c redis 6379 t3",
		"support-a qdrant 6333 t4", "support-c qdrant 6333 t4", "~mariadb-a mariadb-c replication",
		"~support-a nat-a egress", "~support-c nat-c egress", "~nat-a openai TLS-443 t5", "~nat-c openai TLS-443 t5",
		"~manufacturing-a ecr-endpoint -", "~manufacturing-c secrets-endpoint -", "~s3-endpoint s3 -",
		"~ecr-endpoint ecr -", "~secrets-endpoint secrets -",
		"codepipeline ecr push", "~codepipeline planning-a deploy", "~manufacturing-a cloudwatch logs",
		"~manufacturing-c s3-endpoint -",
	)}
}

func title(s string) layout.Size {
	return layout.Size{W: text.Font{Size: 12, Bold: true}.Width(s), H: 16}
}

func node(id, name string) *layout.Node {
	return &layout.Node{ID: id, Size: layout.Size{W: max(100, text.Font{Size: 13, Bold: true}.Width(name)+24), H: 64}}
}

func group(id, name string, axis layout.Axis, children ...layout.Child) *layout.Group {
	return &layout.Group{ID: id, Title: title(name), Axis: axis, Children: children}
}

// tier is a group that spans all lanes, at a rank.
func tier(id, name string, rank int, children ...layout.Child) *layout.Group {
	g := group(id, name, layout.Down, children...)
	g.Place = layout.Place{Ranked: true, Rank: rank, Kin: "tier"}
	return g
}

func lane(n *layout.Node, first, last int) *layout.Node {
	n.Place.InLane, n.Place.FirstLane, n.Place.LastLane = true, first, last
	return n
}

func border(n *layout.Node, side layout.Side) *layout.Node {
	n.OnBorder, n.Side = true, side
	return n
}

func ranked(c layout.Child, rank int) layout.Child {
	switch c := c.(type) {
	case *layout.Node:
		c.Place.Ranked, c.Place.Rank = true, rank
	case *layout.Group:
		c.Place.Ranked, c.Place.Rank = true, rank
	}
	return c
}

// edges reads one edge from each "[~]from to label [trunk]": ~ for a loose one,
// - for no label.
func edges(lines ...string) []*layout.Edge {
	var out []*layout.Edge
	for _, line := range lines {
		f := strings.Fields(line)
		e := &layout.Edge{ID: f[0] + "->" + f[1], From: strings.TrimPrefix(f[0], "~"), To: f[1], Loose: f[0][0] == '~'}
		if f[2] != "-" {
			e.Label = layout.Size{W: text.Font{Size: 11}.Width(f[2]) + 8, H: 16}
		}
		if len(f) > 3 {
			e.Trunk = f[3]
		}
		out = append(out, e)
	}
	return out
}
