package finding

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func date(s string) time.Time {
	t, err := time.Parse(time.DateTime, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestAccept(t *testing.T) {
	acceptance := &Acceptance{Code: "open-to-internet", Subject: "bastion-sg", Reason: "내부 점검", Owner: "platform", Expires: date("2026-11-30 00:00:00")}
	for _, c := range []struct {
		name       string
		acceptance Acceptance
		asOf       string
		accepted   bool
		codes      []string
	}{
		{"last day counts", *acceptance, "2026-11-30 23:59:59", true, []string{"open-to-internet"}},
		{"expired", *acceptance, "2026-12-01 00:00:00", false, []string{"open-to-internet", CodeAcceptedExpired}},
		{"another subject", Acceptance{Code: "open-to-internet", Subject: "web-sg", Expires: acceptance.Expires}, "2026-11-01 00:00:00", false, []string{"open-to-internet", CodeAcceptedUnused}},
		{"one fact", Acceptance{Code: "open-to-internet", Subject: "bastion-sg", Fact: "ingress.22/tcp", Expires: acceptance.Expires}, "2026-11-01 00:00:00", true, []string{"open-to-internet"}},
		{"another fact", Acceptance{Code: "open-to-internet", Subject: "bastion-sg", Fact: "ingress.80/tcp", Expires: acceptance.Expires}, "2026-11-01 00:00:00", false, []string{"open-to-internet", CodeAcceptedUnused}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := &Finding{Code: "open-to-internet", Subject: "bastion-sg", Fact: "ingress.22/tcp", Position: Position{File: "a", Line: 1, Col: 1}}
			got := Accept(List{f}, []*Acceptance{&c.acceptance}, date(c.asOf))
			var codes []string
			for _, f := range got {
				codes = append(codes, f.Code)
			}
			if diff := cmp.Diff(c.codes, codes); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
			if (f.Accepted != nil) != c.accepted {
				t.Errorf("accepted = %v, want %v", f.Accepted != nil, c.accepted)
			}
		})
	}
}

func TestAcceptByFingerprint(t *testing.T) {
	f := &Finding{Code: "a", Subject: "b", Fact: "c"}
	w := &Acceptance{Fingerprint: f.Fingerprint(), Expires: date("2026-11-30 00:00:00")}
	Accept(List{f}, []*Acceptance{w}, date("2026-11-01 00:00:00"))
	if f.Accepted != w {
		t.Error("the acceptance that quotes the fingerprint does not cover the finding")
	}
}

// A fingerprint survives another place, value and severity, and nothing else.
func TestFingerprint(t *testing.T) {
	base := Finding{Code: "a", Subject: "b", Fact: "c"}
	moved := Finding{Code: "a", Subject: "b", Fact: "c", Severity: Note, Found: "7", Position: Position{File: "x", Line: 3}}
	if base.Fingerprint() != moved.Fingerprint() {
		t.Error("a fingerprint depends on more than code, subject and fact")
	}
	for _, other := range []Finding{{Code: "x", Subject: "b", Fact: "c"}, {Code: "a", Subject: "x", Fact: "c"}, {Code: "a", Subject: "b", Fact: "x"}, {Code: "ab", Fact: "c"}} {
		if base.Fingerprint() == other.Fingerprint() {
			t.Errorf("%+v has the fingerprint of %+v", other, base)
		}
	}
}

func TestSort(t *testing.T) {
	at := func(file string, line int) *Finding {
		return &Finding{Code: "c", Position: Position{File: file, Line: line, Col: 1}}
	}
	list := List{{Code: "b"}, at("b", 1), at("a", 10), {Code: "a"}, at("a", 9)}
	list.Sort()
	var got []Position
	for _, f := range list {
		got = append(got, f.Position)
	}
	want := []Position{{"a", 9, 1}, {"a", 10, 1}, {"b", 1, 1}, {}, {}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if list[3].Code != "a" {
		t.Error("findings without a place are not sorted by code")
	}
}

func TestIncomplete(t *testing.T) {
	for _, c := range []struct {
		name string
		f    Finding
		want bool
	}{
		{"unknown", Finding{Verdict: Unknown}, true},
		{"suspended", Finding{Verdict: Unknown, Suspended: true}, false},
		{"accepted", Finding{Verdict: Unknown, Accepted: &Acceptance{}}, false},
		{"broken", Finding{Verdict: Broken}, false},
	} {
		if got := (&Report{Findings: List{&c.f}}).Incomplete(); got != c.want {
			t.Errorf("%s: Incomplete() = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestTextFallsBack(t *testing.T) {
	for _, c := range []struct {
		text Text
		lang Lang
		want string
	}{
		{Text{En: "a", Ko: "가"}, Korean, "가"},
		{Text{En: "a", Ko: "가"}, English, "a"},
		{Text{En: "a"}, Korean, "a"},
		{Text{Ko: "가"}, English, "가"},
	} {
		if got := c.text.In(c.lang); got != c.want {
			t.Errorf("%+v in %s = %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

// A text in a sentence is said in the language of the sentence, and a particle
// after it follows the Korean word.
func TestSayText(t *testing.T) {
	what := Both("a list", "목록")
	got := Say("%[1]q is %[2]s", "%[1]q은(는) %[2]s이(가) 아닙니다", "tags", what)
	if want := Both(`"tags" is a list`, `"tags"는 목록이 아닙니다`); got != want {
		t.Errorf("Say = %+v, want %+v", got, want)
	}
	if got, want := Say("%v of %q", "%[2]q 중 %[1]v", 3, Text{En: "only"}), Both(`3 of "only"`, `"only" 중 3`); got != want {
		t.Errorf("Say = %+v, want %+v", got, want)
	}
	args := []any{what}
	Say("%s", "%s", args...)
	if args[0] != what {
		t.Error("Say changes the arguments of its caller")
	}
}

// What is accepted with a value is that value alone; a cell that may stay unread is one
// of its account and region, and a connection one of which nothing is known.
func TestAcceptOneValue(t *testing.T) {
	one, until := "1", date("2026-11-30 00:00:00")
	for _, c := range []struct {
		name     string
		a        Acceptance
		f        Finding
		accepted bool
		related  int
	}{
		{"the same value", Acceptance{Code: "band", Subject: "api", Value: &one}, Finding{Code: "band", Subject: "api", Found: "1"}, true, 0},
		{"another value", Acceptance{Code: "band", Subject: "api", Value: &one}, Finding{Code: "band", Subject: "api", Found: "0"}, false, 1},
		{"a value that is not known", Acceptance{Code: "band", Subject: "api", Value: &one}, Finding{Code: "band", Subject: "api", Found: "1", Verdict: Unknown}, false, 1},
		{"unread anywhere", Acceptance{Unread: "s3:Get"}, Finding{Unread: "s3:Get", UnreadAccount: "1", UnreadRegion: "a"}, true, 0},
		{"unread elsewhere", Acceptance{Unread: "s3:Get", Account: "2"}, Finding{Unread: "s3:Get", UnreadAccount: "1"}, false, 0},
		{"unread in another region", Acceptance{Unread: "s3:Get", Account: "1", Region: "b"}, Finding{Unread: "s3:Get", UnreadAccount: "1", UnreadRegion: "a"}, false, 0},
		{"another operation", Acceptance{Unread: "s3:Put"}, Finding{Unread: "s3:Get"}, false, 0},
		{"a connection that is unknown", Acceptance{Connection: "a->b"}, Finding{Subject: "a->b", Verdict: Unknown}, true, 0},
		{"a connection that is refused", Acceptance{Connection: "a->b"}, Finding{Subject: "a->b", Verdict: Broken}, false, 0},
	} {
		c.a.Expires = until
		Accept(List{&c.f}, []*Acceptance{&c.a}, date("2026-11-01 00:00:00"))
		if (c.f.Accepted != nil) != c.accepted || len(c.f.Related) != c.related {
			t.Errorf("%s: accepted %t, %d related", c.name, c.f.Accepted != nil, len(c.f.Related))
		}
	}
}
