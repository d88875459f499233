package redact

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func values() []Value {
	return []Value{
		{Account, "123456789012"}, {Resource, "ai-prod/planning"}, {Resource, "ai-prod/planning-api"}, {Mail, "kim"}, {Resource, "orders-bucket"},
	}
}

// What tells something goes, with as many marks as it had characters; what is for
// everybody stays, and so do measures and links within the site.
func TestText(t *testing.T) {
	r := New(values())
	for text, gone := range map[string]string{
		"account 123456789012.":                        "123456789012",
		"arn:aws:ecs:ap-northeast-2:1:service/a/b, x":  "arn:aws:ecs:ap-northeast-2:1:service/a/b",
		"<td>arn:aws-cn:s3:::orders</td>":              "arn:aws-cn:s3:::orders",
		"10.0.0.0/16 is private":                       "10.0.0.0/16",
		"from 203.0.113.7":                             "203.0.113.7",
		"2001:db8::1/64":                               "2001:db8::1/64",
		"mail kim.lee@example.co.kr now":               "kim.lee@example.co.kr",
		"sg-0a1b2c3d4e5f60718":                         "sg-0a1b2c3d4e5f60718",
		"tgw-attach-0a1b2c3d4e5f60718 x":               "tgw-attach-0a1b2c3d4e5f60718",
		"db.abc.ap-northeast-2.rds.amazonaws.com:3306": "db.abc.ap-northeast-2.rds.amazonaws.com",
		"d111111abcdef8.cloudfront.net.":               "d111111abcdef8.cloudfront.net",
		`<a href="https://10.1.2.3/x">`:                "10.1.2.3",
		"(ai-prod/planning-api)":                       "ai-prod/planning-api",
		`{"t":"orders-bucket"}`:                        "orders-bucket",
		`<text textLength="97">10.1.2.3</text>`:        "10.1.2.3",
	} {
		want := strings.Replace(text, gone, strings.Repeat("•", len([]rune(gone))), 1)
		if got := r.Text(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{
		"0.0.0.0/0", "::/0", "127.0.0.1", "version 1.2.3", "12:30:00", "2026-11-29T03:00:00Z", "planning-api", "my-orders-bucket-2", "kim",
		"ecs-tasks.amazonaws.com", "1123456789012", `<path d="M5.5.5.5 10.1.2.3z"/>`, `<a href="orders-bucket.html">`, "made-of-parts",
		`<script src="a.js">var x = "10.1.2.3"</script>`, "a::b", "aws:ec2", "3-tier",
	} {
		if got := r.Text(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestCount(t *testing.T) {
	told := map[Kind]map[string]bool{}
	New(values()).Count("123456789012 and 123456789012, 10.0.0.1 and 10.0.0.2; a@b.example", told)
	if len(told[Account]) != 1 || len(told[Address]) != 2 || len(told[Mail]) != 1 || len(told[ARN]) != 0 {
		t.Error(told)
	}
}

// What is found run by run is what a search of the whole text finds.
func TestShapesIn(t *testing.T) {
	parts := []string{
		"i-", "sg-", "0a1b2c3d", "ff", "10.1.2.3", "::", "a:b:c", "@", "x.y", "arn:aws:", "s3", "-", "_", "/", ".", " ", "한", `"`,
		"<", ":", "planning", "cloudfront.net", ".amazonaws.com", "%", "+", "1", "a1b2c3d4e5", "\n", "(",
	}
	rng, found := rand.New(rand.NewPCG(1, 2)), 0
	for range 20_000 {
		text := ""
		for range 1 + rng.IntN(12) {
			text += parts[rng.IntN(len(parts))]
		}
		var want []shape
		for _, m := range shapes().FindAllStringSubmatchIndex(text, -1) {
			if k, ok := kindOf(text, m); ok {
				want = append(want, shape{m[0], m[1], k})
			}
		}
		if got := shapesIn(text); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
		found += len(want)
	}
	if found < 5_000 {
		t.Errorf("only %d shapes were found", found)
	}
}
