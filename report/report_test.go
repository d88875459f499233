package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/report"
)

// fixed is a report with one finding of every shape that a format must show.
func fixed() *finding.Report {
	day := time.Date(2026, 11, 2, 3, 4, 5, 0, time.UTC)
	waiver := &finding.Acceptance{
		Code: "open-path", Subject: "bastion", Reason: "migration until spring", Owner: "platform",
		Ticket: "OPS-12", Expires: time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC),
	}
	at := func(line, col int) finding.Position {
		return finding.Position{File: "architecture.yaml", Line: line, Col: col}
	}
	return &finding.Report{
		AsOf:     day,
		Places:   []string{"111122223333/ap-northeast-2", "210987654321/ap-northeast-2", "210987654321/global"},
		Snapshot: &finding.SnapshotRef{Path: "prod.snapshot.json", Taken: day, SHA256: strings.Repeat("ab", 32)},
		Coverage: &finding.Coverage{Elements: 22, Matched: 20, OptedOut: 1, Holds: 41, Broken: 1, Partial: 1, Unknown: 2,
			Connections: finding.Connections{Declared: 12, Holds: 6, Broken: 1, Partial: 1, Unknown: 1, NotNetwork: 3}},
		Checks: []finding.Check{
			{Code: "scaling-band", Subject: "planning-api", Fact: "scaling.max", Verdict: finding.Broken,
				Evidence: []finding.Evidence{{Fact: "AWS::ApplicationAutoScaling::ScalableTarget MaxCapacity", Value: "4", From: "arn:aws:ecs:ap-northeast-2:210987654321:service/ai/planning-api"}}},
			{Code: "encryption", Subject: "mariadb", Fact: "encryption.at_rest", Verdict: finding.Holds},
			{Code: "public-access", Subject: "documents", Verdict: finding.Unknown, Missing: "s3:GetBucketPolicyStatus"},
		},
		Rules: finding.Rules{
			{Code: "unknown-element", Severity: finding.Error, Title: finding.Text{En: "Unknown element", Ko: "모르는 요소"},
				Cause: finding.Text{En: "A name refers to no element.", Ko: "이름이 가리키는 요소가 없습니다."},
				Cure:  finding.Text{En: "Correct the name.", Ko: "이름을 바로잡으십시오."}},
		},
		Findings: finding.List{
			{Code: "unknown-element", Severity: finding.Error, Subject: "계획-api->orders-db", Fact: "to",
				Position: at(12, 24), Source: "  - {from: 계획-api, to: orders-db} # <주문>", Length: 9,
				Message: finding.Say("unknown element %q", "%q라는 요소가 없습니다", "orders-db"),
				Hint:    finding.Say("did you mean %q?", "%q를 뜻했습니까?", "order-db")},
			{Code: "duplicate-key", Severity: finding.Warning, Subject: "order-db",
				Position: at(30, 2), Source: "\torder-db: {kind: rds}", Length: 8,
				Message: finding.Say("key %q is defined twice", "키 %q가 두 번 정의되었습니다", "order-db"),
				Related: []finding.Related{{Position: at(18, 3), Source: "  order-db:", Message: finding.Say("first defined here", "처음 정의된 곳")}}},
			{Code: "scaling-band", Severity: finding.Error, Verdict: finding.Broken, Subject: "planning-api", Fact: "scaling.max",
				Position: at(44, 28), Source: "    scaling: {min: 2, max: 10}", Length: 2,
				Message:  finding.Say("%q scales to 4 tasks, not to 10", "%q의 최대 태스크 수가 10이 아니라 4입니다", "planning-api"),
				Declared: "10", Found: "4",
				Evidence: []finding.Evidence{{Fact: "AWS::ApplicationAutoScaling::ScalableTarget MaxCapacity", Value: "4", From: "arn:aws:ecs:ap-northeast-2:210987654321:service/ai/planning-api"}},
				Cause:    finding.Cause{Type: "AWS::ApplicationAutoScaling::ScalableTarget", Resource: "arn:aws:ecs:ap-northeast-2:210987654321:service/ai/planning-api", Fact: "MaxCapacity"}},
			{Code: "open-path", Severity: finding.Error, Verdict: finding.Broken, Subject: "bastion", Position: at(50, 3), Source: "  bastion:",
				Message: finding.Say("%q is open to the internet on port 22", "%q의 22번 포트가 인터넷에 열려 있습니다", "bastion"), Accepted: waiver},
			{Code: "public-access", Severity: finding.Note, Verdict: finding.Unknown, Subject: "documents", Position: at(61, 3), Source: "  documents:", Length: 9,
				Message:  finding.Say("could not see whether %q is public", "%q가 공개되어 있는지 확인할 수 없었습니다", "documents"),
				Evidence: []finding.Evidence{{Fact: "s3:GetBucketPolicyStatus", From: "210987654321 ap-northeast-2: denied"}},
				Cause:    finding.Cause{Resource: "s3:GetBucketPolicyStatus in 210987654321/ap-northeast-2"}},
			{Code: "exposure", Severity: finding.Error, Verdict: finding.Broken, Subject: "data", Position: at(66, 3), Harm: finding.Exposed,
				ElementName: finding.Both("Data subnets", "데이터 서브넷"), Module: "common", Owner: "platform", Account: "210987654321",
				Message:  finding.Say("%q is public", "%q이(가) 공개되어 있습니다", "data"),
				Evidence: []finding.Evidence{{Fact: "AWS::EC2::RouteTable Routes", Value: "0.0.0.0/0 → igw-1", From: "rtb-1"}},
				Cause:    finding.Cause{Type: "AWS::EC2::RouteTable", Resource: "rtb-1"}},
			{Code: "refused", Severity: finding.Error, Verdict: finding.Broken, Subject: "planning-api->mariadb:3306", Harm: finding.Refused,
				ElementName: finding.Both("Planning → MariaDB", "기획 → MariaDB"), Follows: true, Position: at(67, 3),
				Message: finding.Say("%q is refused", "%q 연결이 막혀 있습니다", "planning-api->mariadb:3306"),
				Cause:   finding.Cause{Type: "AWS::EC2::RouteTable", Resource: "rtb-1"}},
			{Code: "refused", Severity: finding.Error, Verdict: finding.Broken, Subject: "web->cdn:443", Harm: finding.Refused, Follows: true,
				Because: finding.Say("no rule of %s lets web in", "%s에 web 규칙이 없습니다", "cdn-sg"), Position: at(68, 3),
				Message: finding.Say("%q is refused", "%q 연결이 막혀 있습니다", "web->cdn:443"),
				Cause:   finding.Cause{Type: "AWS::EC2::SecurityGroup", Resource: "sg-1", Fact: "SecurityGroupIngress", Part: "web"}},
			{Code: "image-source", Severity: finding.Note, Verdict: finding.Broken, Suspended: true, Subject: "support-api", Position: at(70, 3),
				Message: finding.Say("%q is being deployed", "%q를 배포하고 있습니다", "support-api")},
			{Code: "undeclared-resource", Severity: finding.Note, Verdict: finding.Partial, Subject: "AWS::S3::Bucket logs\x1b[2J",
				Message: finding.Say("nobody declared %s", "%s는 선언되지 않았습니다", "AWS::S3::Bucket logs\x1b[2J")},
			{Code: "undeclared-resource", Severity: finding.Note, Verdict: finding.Broken, Subject: "AWS::ECS::Service try",
				Message: finding.Say("nobody declared %s", "%s는 선언되지 않았습니다", "AWS::ECS::Service try"),
				Cause:   finding.Cause{Type: "AWS::ECS::Service", Resource: "arn:try"}},
			{Code: "undeclared-resource", Severity: finding.Note, Verdict: finding.Broken, Subject: "AWS::IAM::Role try-task",
				Message: finding.Say("nobody declared %s", "%s는 선언되지 않았습니다", "AWS::IAM::Role try-task"),
				Cause:   finding.Cause{Type: "AWS::ECS::Service", Resource: "arn:try"}, Owned: true, Follows: true},
		},
		Defaults: &finding.Defaults{Catalogue: 1, Sorts: []finding.DefaultSort{
			{ID: "default-vpc", Type: "AWS::EC2::VPC", Name: finding.Both("default VPC", "기본 VPC"), Source: "https://docs.aws.amazon.com/vpc",
				Resources: []string{"vpc-0"}},
			{ID: "service-linked-role", Type: "AWS::IAM::Role", Name: finding.Both("service-linked role", "서비스 연결 역할"),
				Source: "https://docs.aws.amazon.com/iam", Resources: []string{"r1", "r2", "r3`|\x1b[2J", "r4", "r5", "r6", "r7"}},
		}},
	}
}

func write(t *testing.T, r *finding.Report, o report.Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := report.Write(&out, r, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFormats(t *testing.T) {
	extension := map[report.Format]string{report.Text: "txt", report.JSON: "json", report.SARIF: "sarif", report.JUnit: "xml", report.CodeQuality: "codequality.json", report.Markdown: "md", report.Summary: "summary.txt", report.Accounts: "accounts.md"}
	for _, format := range report.Formats() {
		for _, lang := range []finding.Lang{finding.English, finding.Korean} {
			t.Run(string(format)+"_"+string(lang), func(t *testing.T) {
				if extension[format] == "" {
					t.Fatalf("say above which extension a file of %s has", format)
				}
				name := "testdata/report." + string(lang) + "." + extension[format]
				golden.Check(t, name, write(t, fixed(), report.Options{Format: format, Lang: lang}))
			})
		}
	}
	t.Run("color", func(t *testing.T) {
		golden.Check(t, "testdata/color.txt", write(t, fixed(), report.Options{Color: true}))
	})
}

// progressed is the fixed report as a history tells it: one finding is new, one stands for
// longer than anybody knows, the others since a day, and more were mended than are named.
func progressed() *finding.Report {
	r := fixed()
	day := func(n int) time.Time { return time.Date(2026, 10, n, 3, 0, 0, 0, time.UTC) }
	for i, f := range r.Findings {
		f.Since = finding.Since{At: day(20), OrEarlier: i == 5, New: f.Code == "scaling-band"}
	}
	r.Progress = &finding.Progress{Runs: 12, Before: day(31), Unseen: 3}
	for i := range 7 {
		r.Progress.Mended = append(r.Progress.Mended, &finding.Finding{
			Code: "unknown-element", Severity: finding.Error, Subject: fmt.Sprintf("db-%d<b>@team", i), Fact: "multi_az", Owner: "platform",
			Account:     []string{"210987654321", "444455556666"}[i%2],
			ElementName: finding.Both("Database", "데이터베이스"), Since: finding.Since{At: day(1 + i)},
		})
	}
	return r
}

func TestHistory(t *testing.T) {
	for format, extension := range map[report.Format]string{report.Text: "txt", report.Markdown: "md", report.JSON: "json", report.Summary: "summary.txt", report.SARIF: "sarif", report.Accounts: "accounts.md"} {
		for _, lang := range []finding.Lang{finding.English, finding.Korean} {
			golden.Check(t, "testdata/history."+string(lang)+"."+extension, write(t, progressed(), report.Options{Format: format, Lang: lang}))
		}
	}
	first := fixed()
	first.Progress = &finding.Progress{}
	if got := string(write(t, first, report.Options{})); !strings.Contains(got, "first run of this history") {
		t.Errorf("the first run says\n%s", got)
	}
}

// A message for a chat is empty when nothing changed, has a sentence for each owner of what
// did, and calls nobody.
func TestSummary(t *testing.T) {
	same := progressed()
	same.Progress.Mended = nil
	for _, f := range same.Findings {
		f.Since.New = false
	}
	if got := write(t, same, report.Options{Format: report.Summary}); len(got) > 0 {
		t.Errorf("nothing changed, and it says %s", got)
	}
	evil := progressed()
	for _, f := range evil.Findings {
		f.Owner = "<!channel> @here https://evil.example\n::error::x"
		f.Message = finding.Same(f.Owner + strings.Repeat("x", 500))
	}
	got := string(write(t, evil, report.Options{Format: report.Summary}))
	for _, bad := range []string{"<", "@here", "://", "\n::"} {
		if strings.Contains(got, bad) {
			t.Errorf("a message holds %q:\n%s", bad, got)
		}
	}
	for i := range 60 {
		evil.Findings = append(evil.Findings, &finding.Finding{Owner: fmt.Sprint("team ", i), Since: finding.Since{At: evil.AsOf, New: true}, Message: finding.Same("m")})
	}
	lines := strings.Split(strings.TrimSpace(string(write(t, evil, report.Options{Format: report.Summary}))), "\n")
	if len(lines) != 41 || lines[40] != "… and 22 more" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

// In an incident what does not work stands first.
func TestIncident(t *testing.T) {
	got := string(write(t, fixed(), report.Options{Incident: true}))
	if refused, exposed := strings.Index(got, "Refused or not there"), strings.Index(got, "Open to the internet"); refused < 0 || refused > exposed {
		t.Errorf("refused at %d, exposed at %d", refused, exposed)
	}
	markdown := string(write(t, fixed(), report.Options{Incident: true, Format: report.Markdown}))
	if refused, exposed := strings.Index(markdown, "no rule of"), strings.Index(markdown, "is public"); refused < 0 || refused > exposed || exposed < 0 {
		t.Errorf("refused at %d, exposed at %d:\n%s", refused, exposed, markdown)
	}
}

// TestHTML looks at the list for pages: what text says, and nothing that the page
// would take for markup.
func TestHTML(t *testing.T) {
	for _, lang := range []finding.Lang{finding.English, finding.Korean} {
		got := report.HTML(fixed(), lang)
		golden.Check(t, "testdata/report."+string(lang)+".html", []byte(got))
		if err := xml.Unmarshal([]byte(got), new(struct{})); err != nil {
			t.Errorf("%s: not well-formed: %v", lang, err)
		}
	}
	hostile := "<img src=x onerror='alert(1)'>\""
	got := report.HTML(&finding.Report{Findings: finding.List{{
		Code: hostile, Position: finding.Position{File: hostile, Line: 1, Col: 2}, Source: hostile, Length: 4,
		Message: finding.Same(hostile), Hint: finding.Same(hostile), Declared: hostile, Found: hostile,
		Related: []finding.Related{{Position: finding.Position{File: hostile}, Source: hostile, Message: finding.Same(hostile)}},
	}}}, finding.English)
	if strings.Contains(got, "<img") || strings.Contains(got, "'") {
		t.Errorf("something is not escaped: %s", got)
	}
	if got, want := report.Count(fixed(), finding.Korean), "오류 5건, 경고 1건, 참고 5건, 수용 1건"; got != want {
		t.Errorf("Count is %q, want %q", got, want)
	}
}

func TestEmpty(t *testing.T) {
	if got, want := string(write(t, &finding.Report{}, report.Options{})), "no findings\n"; got != want {
		t.Errorf("text is %q, want %q", got, want)
	}
	if got, want := string(write(t, &finding.Report{}, report.Options{Format: report.JSON})), "{\n  \"asbuilt_report\": 1,\n  \"causes\": [],\n  \"findings\": [],\n  \"checks\": []\n}\n"; got != want {
		t.Errorf("JSON is %q, want %q", got, want)
	}
}

func TestParseFormat(t *testing.T) {
	for _, f := range report.Formats() {
		if got, err := report.ParseFormat(string(f)); got != f || err != nil {
			t.Errorf("ParseFormat(%q) = %q, %v", f, got, err)
		}
	}
	for _, word := range []string{"", "yaml", "JSON"} {
		if _, err := report.ParseFormat(word); err == nil {
			t.Errorf("ParseFormat(%q) has no error", word)
		}
	}
	if err := report.Write(&bytes.Buffer{}, &finding.Report{}, report.Options{Format: "yaml"}); err == nil || !strings.Contains(err.Error(), "expected one of text") {
		t.Errorf("an unknown format gives %v", err)
	}
}

// fullDisk fails like a file system without room.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestWriteError(t *testing.T) {
	for _, f := range report.Formats() {
		err := report.Write(fullDisk{}, fixed(), report.Options{Format: f})
		if err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: a failed write gives %v", f, err)
		}
	}
}

func ExampleWrite() {
	rep := &finding.Report{Findings: finding.List{{
		Code: "unknown-element", Severity: finding.Error,
		Position: finding.Position{File: "architecture.yaml", Line: 7, Col: 9}, Source: "    to: 주문", Length: 2,
		Message: finding.Say("unknown element %q", "%q라는 요소가 없습니다", "주문"),
	}}}
	if err := report.Write(os.Stdout, rep, report.Options{}); err != nil {
		panic(err)
	}
	// Output:
	// architecture.yaml:7:9: error: unknown element "주문" [unknown-element]
	//         to: 주문
	//             ^~~~
	//
	// 1 error
}

// TestHostileNames writes names that somebody chose in AWS in order to be read
// as something else.
func TestHostileNames(t *testing.T) {
	name := "x` | <img src=//evil> @team **[a](b)** \x1b]0;t\x07\u202e\n## h"
	hostile := &finding.Report{Findings: finding.List{{
		Code: "undeclared-resource", Severity: finding.Error, Subject: name, Message: finding.Say("nobody declared %s", "%s", name), Found: name,
		Evidence: []finding.Evidence{{Fact: name, Value: name, From: name}},
	}}}
	markdown := string(write(t, hostile, report.Options{Format: report.Markdown}))
	rows := strings.Split(strings.TrimSpace(markdown), "\n")
	if len(rows) != 5 || strings.Count(strings.ReplaceAll(rows[4], `\|`, ""), "|") != 4 {
		t.Errorf("the table is torn:\n%s", markdown)
	}
	for span := range strings.SplitSeq(markdown, "`") {
		if strings.HasPrefix(span, " nobody declared") && strings.ContainsAny(strings.ReplaceAll(span, "<br>", ""), "<\x1b\u202e") {
			t.Errorf("markup outside a code span: %q", span)
		}
	}
	text := string(write(t, hostile, report.Options{}))
	if strings.ContainsAny(text, "\x1b\x07\u202e") || strings.Contains(text, "\n##") {
		t.Errorf("text moves the terminal: %q", text)
	}
	junit := write(t, hostile, report.Options{Format: report.JUnit})
	if err := xml.Unmarshal(junit, new(struct{ XMLName xml.Name })); err != nil {
		t.Errorf("JUnit: %v\n%s", err, junit)
	}
}
