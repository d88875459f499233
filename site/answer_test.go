package site

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/parts"
	"asbuilt/site/words"
)

const asked = `
asbuilt: 1
name: x
data:
  who: {name: {ko: 회원, en: Members}, sensitivity: personal}
  open: {sensitivity: public}
boundaries:
  web: {kind: internet}
elements:
  people: {kind: user, in: web}
  api: {kind: http-api, name: {ko: 접수, en: Intake}, owner: 접수팀}
  store: {kind: dynamodb-table, holds: [who], encryption: {at_rest: true}}
  mail: {kind: saas, name: {ko: 메일사, en: Mailer}}
  later: {kind: s3-bucket, holds: [who], since: next}
states: [now, next]
current: now
connections:
  - {from: people, to: api, port: 443, tls: true, auth: jwt}
  - {from: api, to: store, port: 443, tls: true}
  - {from: api, to: mail, port: 443, tls: true, sends: [who]}
`

// answered is what an answer says of the model above with a report.
func answered(t *testing.T, r *finding.Report, of func(*edition, *page) parts.Answer) string {
	t.Helper()
	files := fstest.MapFS{"architecture.yaml": {Data: []byte(asked)}}
	m, found, err := model.Load(files, "architecture.yaml", model.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Severity == finding.Error {
			t.Fatal(f.Message.En)
		}
	}
	ed := newEdition(newAtlas(Input{Model: m, Report: r, AsOf: time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC)}), finding.Korean)
	p := ed.openOverview("security")
	var lines []string
	for _, n := range of(ed, p) {
		text := n.Lead.Text
		if n.Mark != nil {
			text = n.Mark.Word + " " + text
		}
		for _, l := range n.Links {
			text += " · " + strings.TrimSpace(l.Text+" "+l.Note)
		}
		lines = append(lines, strings.TrimSpace(text+" "+words.Joined(n.Note, n.Then)))
	}
	return strings.Join(lines, "\n")
}

// looked is a report about a snapshot with a check of a code; what is broken has a finding.
func looked(code string, v finding.Verdict, accepted bool) *finding.Report {
	r := &finding.Report{
		Snapshot: &finding.SnapshotRef{Taken: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, Coverage: &finding.Coverage{},
		Checks: []finding.Check{{Code: code, Subject: "store", Verdict: v}, {Code: "other", Subject: "api", Verdict: finding.Holds}},
		Rules:  finding.Rules{{Code: code, Title: finding.Both("title", "제목")}},
	}
	if v != finding.Holds {
		f := &finding.Finding{
			Code: code, Subject: "store", Verdict: v, Owner: "접수팀", Message: finding.Both("m", "ㅁ"),
			Cause: finding.Cause{Type: "T", Resource: "r"},
		}
		if accepted {
			f.Accepted = &finding.Acceptance{}
		}
		r.Findings = finding.List{f}
	}
	return r
}

func may(day int) time.Time { return time.Date(2026, 5, day, 0, 0, 0, 0, time.UTC) }

// since is a report of what differs since those moments.
func since(all ...finding.Since) *finding.Report {
	r := looked("x", finding.Broken, false)
	first := *r.Findings[0]
	r.Findings = nil
	for i, s := range all {
		f := first
		f.Fact, f.Since = string(rune('a'+i)), s
		r.Findings = append(r.Findings, &f)
	}
	return r
}

// Every answer says what is declared and what was read, and of what nobody looked at
// that nobody did.
func TestAnswersSayOnlyWhatIsKnown(t *testing.T) {
	home := func(ed *edition, p *page) parts.Answer { return homeAnswer(ed, p) }
	for _, c := range []struct {
		name        string
		report      *finding.Report
		of          func(*edition, *page) parts.Answer
		want, never []string
	}{
		{"declared", nil, securityAnswer, []string{
			"인터넷에서 들어오는 연결이 선언된 요소 1개 · 접수 (443/tcp · JWT)", "저장하는 곳 1개에 연결하는 요소 1개 · 접수",
			"선언상 저장소 1개와 연결 3개가 모두 암호화됩니다", "확인 불가 AWS와 대조하지 않음",
		}, []string{"노출", "검사", "later"}},
		{"data", nil, dataAnswer, []string{
			"개인정보·기밀 데이터 1종", "회원 · 개인정보 — 저장하는 곳 1개 · store", "시스템 밖으로 나가는 곳 1개 · 메일사",
			"AWS와 대조하지 않음",
		}, []string{"open", "later"}},
		{"no limit", nil, scalingAnswer, []string{"병목을 계산할 수 없습니다"}, []string{"×"}},
		{"broken", looked("open-to-internet", finding.Broken, false), securityAnswer,
			[]string{"오류 선언보다 더 노출된 문제 1건 · store (제목)"}, []string{"없습니다", "대조하지"}},
		{"accepted", looked("open-to-internet", finding.Broken, true), securityAnswer,
			[]string{"선언보다 더 노출된 문제 1건 모두 예외로 수용"}, []string{"없습니다", "오류"}},
		{"unknown", looked("open-to-internet", finding.Unknown, false), securityAnswer,
			[]string{"확인 불가 선언보다 더 노출된 곳이 있는지 확인하지 못한 검사 1건"}, []string{"없습니다"}},
		{"holds", looked("open-to-internet", finding.Holds, false), securityAnswer,
			[]string{"일치 선언보다 더 노출된 곳이 없습니다(검사 1건 일치)"}, []string{"권한", "경로"}},
		{"home, broken", looked("x", finding.Broken, false), home,
			[]string{"오류 실제와 다른 점 1건(원인 1개) · 담당별 · 접수팀 1건 2026-01-01 00:00 UTC 스냅샷 기준", "2일 지남", "발생 시점은 이력이 없어 알 수 없음"},
			[]string{"신규", "가장 오래된"}},
		{"home, since", since(finding.Since{At: may(1)}, finding.Since{At: may(3), New: true}), home,
			[]string{"가장 오래된 것은 2026-05-01부터", "이전 실행 이후 신규 1건"}, []string{"이력이 없어", "05-03"}},
		{"home, since before", since(finding.Since{At: may(2), OrEarlier: true}, finding.Since{At: may(2)}), home,
			[]string{"가장 오래된 것은 2026-05-02 이전부터"}, []string{"신규"}},
		{"home, accepted", looked("x", finding.Broken, true), home, []string{"예외로 수용한 1건을 빼면"}, []string{"일치 실제가"}},
		{"home, unknown", looked("x", finding.Unknown, false), home, []string{"일부는 확인하지 못했습니다", "확인 불가 1건"}, []string{"같습니다"}},
		{"home, holds", looked("x", finding.Holds, false), home, []string{"일치 실제가 선언과 같습니다"}, []string{"예외"}},
		{"home, nothing", &finding.Report{Snapshot: &finding.SnapshotRef{}}, home, []string{"대조할 항목이 없습니다"}, []string{"같습니다"}},
		{"home, nobody looked", nil, home, []string{"AWS와 대조하지 않음"}, []string{"같습니다", "다른 점"}},
	} {
		got := answered(t, c.report, c.of)
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: without %q:\n%s", c.name, w, got)
			}
		}
		for _, w := range c.never {
			if strings.Contains(got, w) {
				t.Errorf("%s: with %q:\n%s", c.name, w, got)
			}
		}
	}
}
