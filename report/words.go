package report

import (
	"fmt"
	"strings"
	"time"

	"asbuilt/finding"
)

// words are the labels of a report in one language.
type words struct {
	severity                        map[finding.Severity]string
	verdict                         map[finding.Verdict]string
	hint, declared, found, evidence string
	suspended, accepted             string
	// harm heads groups of causes, about the findings that have none.
	harm  map[finding.Harm]string
	about string
	// accept and cause are labels; breaks, hides and causes take how many.
	accept, cause         string
	breaks, hides, causes func(int) string
	// owns takes how many things a cause has for itself; defaults how many are AWS's own,
	// and by which catalogue.
	owns     func(int) string
	defaults func(n, catalogue int) string
	// leftOut takes how many entries a format has no room for.
	leftOut func(int) string
	// more takes how many causes are not shown, manyAccepted how many findings.
	more, manyAccepted string
	// columns head the table of Markdown.
	columns [3]string
	// because takes reason, owner and last day.
	because string
	// snapshot takes path and moment.
	snapshot string
	count    func(*finding.Report) string
	coverage func(*finding.Coverage) string
	// decisions says what became of the checks of decision records.
	decisions func(*finding.DecisionChecks) string
	// connections is empty where none is declared.
	connections func(*finding.Connections) string
	// isNew is said of what no run before had, isNewSeen where none had looked at it, the
	// others take a day.
	isNew, isNewSeen, sinceDay, sinceOrEarlier string
	// progress says what became of findings since the run before, mended begins what was
	// mended, andMore takes how many of a list are not named.
	progress func(*finding.Report) string
	mended   string
	andMore  func(int) string
	// news, mendedOnes and stands take how many there are of an owner's, the last one
	// also since when; nobody is said where no one answers, allRight where nothing stands.
	news, mendedOnes func(int) string
	stands           func(int, string) string
	nobody, allRight string
	// accounts heads the table of accounts; its last row and that of no account are called
	// so. Before it stands systems, in a table over several.
	accounts, systems      []string
	allAccounts, noAccount string
}

func wordsIn(l finding.Lang) words {
	if l == finding.Korean {
		return korean()
	}
	return english()
}

func english() words {
	return words{
		isNew: "new", isNewSeen: "new, or not looked at before", sinceDay: "since %s", sinceOrEarlier: "since %s or earlier",
		progress: func(r *finding.Report) string {
			p := r.Progress
			if p.Runs == 0 {
				return "first run of this history: the next one says what is new and what is mended"
			}
			s := fmt.Sprintf("%d new, %d mended since the run of %s", len(r.News()), len(p.Mended), moment(p.Before))
			if p.Unseen > 0 {
				s += fmt.Sprintf("; %d not looked at, and so not called mended", p.Unseen)
			}
			return s + "; " + plural(p.Runs, "run") + " before this one"
		},
		mended: "mended:", andMore: counted("… and %d more"),
		news:       counted("%d new"),
		mendedOnes: counted("%d mended"),
		stands: func(n int, since string) string {
			if n == 1 {
				return "1 more stands, " + since
			}
			return fmt.Sprintf("%d more stand, the oldest %s", n, since)
		},
		nobody: "no owner", allRight: "nothing stands any more",
		accounts: []string{
			"Account", "Errors", "Warnings", "Notes", "Unknown", "Accepted", "New", "Mended", "Oldest",
		},
		systems: []string{"System", "Environment", "As of"}, allAccounts: "all", noAccount: "none",
		severity: map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Note: "note"},
		verdict: map[finding.Verdict]string{
			finding.Holds: "holds", finding.Broken: "broken", finding.Partial: "partial", finding.Unknown: "unknown",
		},
		hint: "hint", declared: "declared", found: "found", evidence: "evidence",
		suspended: "suspended", accepted: "accepted",
		harm: map[finding.Harm]string{
			finding.Exposed: "Open to the internet, or personal data", finding.Refused: "Refused or not there",
			finding.Unprotected: "Less protected than declared", finding.Unnoticed: "Failures that nobody hears of",
			finding.OtherHarm: "Other differences",
		},
		about: "About the model", accept: "accept", cause: "follows from",
		breaks: counted("breaks %d"), hides: counted("leaves %d unknown"),
		causes: func(n int) string { return " of " + plural(n, "cause") },
		owns: func(n int) string {
			if n == 1 {
				return "1 thing belongs to it:"
			}
			return fmt.Sprintf("%d things belong to it:", n)
		},
		defaults: func(n, catalogue int) string {
			return fmt.Sprintf("Made by AWS itself, which nobody declares: %d (catalogue %d)", n, catalogue)
		},
		leftOut: func(n int) string {
			return fmt.Sprintf("… and %d more, which have no room here: see --format json", n)
		},
		more: "… and %d more: --all, or --element ID", manyAccepted: "%d accepted findings: --all lists them",
		columns:  [3]string{"Severity", "Where", "What"},
		because:  "%s (%s, until %s)",
		snapshot: "snapshot %s, taken %s",
		count: func(r *finding.Report) string {
			var parts []string
			for _, n := range counts(r) {
				parts = append(parts, plural(n.n, n.what))
			}
			if len(parts) == 0 {
				return "no findings"
			}
			return strings.Join(parts, ", ")
		},
		coverage: func(c *finding.Coverage) string {
			s := fmt.Sprintf("%d of %s hold", c.Holds, plural(c.Holds+c.Broken+c.Partial+c.Unknown, "check"))
			for _, n := range rest(c) {
				s += fmt.Sprintf(", %d %s", n.n, n.what)
			}
			s += fmt.Sprintf("; %d of %s matched", c.Matched, plural(c.Elements, "element"))
			if c.OptedOut > 0 {
				s += fmt.Sprintf(", %d opted out", c.OptedOut)
			}
			if silent := c.Grants.Roles - c.Grants.Judged; silent > 0 {
				s += fmt.Sprintf("; %d of %s not judged, for want of permissions", silent, plural(c.Grants.Roles, "role"))
			}
			return s
		},
		decisions: englishDecisions, connections: englishConnections,
	}
}

func englishDecisions(d *finding.DecisionChecks) string {
	s := fmt.Sprintf("%d of %s of decisions hold", d.Holds, plural(d.Total(), "check"))
	need := "need a snapshot"
	if d.NeedSnapshot == 1 {
		need = "needs a snapshot"
	}
	for _, n := range nonzero([]tally{
		{d.Broken, "broken"}, {d.Unknown, "unknown"}, {d.NeedSnapshot, need},
	}) {
		s += fmt.Sprintf(", %d %s", n.n, n.what)
	}
	return s
}

func englishConnections(c *finding.Connections) string {
	s := fmt.Sprintf("%d of %s judged: %d hold", c.Judged(), plural(c.Declared, "connection"), c.Holds)
	for _, n := range restOf(c) {
		s += fmt.Sprintf(", %d %s", n.n, n.what)
	}
	if c.Accepted > 0 {
		s += fmt.Sprintf("; %d of them accepted", c.Accepted)
	}
	if c.NotNetwork > 0 {
		s += fmt.Sprintf("; %d no matter of the network", c.NotNetwork)
	}
	return s
}

func korean() words {
	kinds := map[string]string{
		"error": "오류", "warning": "경고", "note": "참고", "accepted": "수용", "lowered": "심각도 낮춤",
		"broken": "불일치", "partial": "일부 일치", "unknown": "확인 불가",
	}
	return words{
		isNew: "신규", isNewSeen: "신규 또는 이번에 처음 확인", sinceDay: "%s부터", sinceOrEarlier: "%s 이전부터",
		progress: func(r *finding.Report) string {
			p := r.Progress
			if p.Runs == 0 {
				return "이력의 첫 실행입니다. 다음 실행부터 신규와 해결을 알려 줍니다"
			}
			s := fmt.Sprintf("%s 실행 이후 신규 %d건, 해결 %d건", moment(p.Before), len(r.News()), len(p.Mended))
			if p.Unseen > 0 {
				s += fmt.Sprintf(" · 이번에 확인하지 못해 해결로 보지 않은 %d건", p.Unseen)
			}
			return s + fmt.Sprintf(" · 이전 실행 %d회", p.Runs)
		},
		mended: "해결:", andMore: counted("… 외 %d건"),
		news:       counted("신규 %d건"),
		mendedOnes: counted("해결 %d건"),
		stands: func(n int, since string) string {
			return fmt.Sprintf("계속 %d건(가장 오래된 것은 %s)", n, since)
		},
		nobody: "담당 없음", allRight: "남은 발견 사항 없음",
		accounts: []string{"계정", "오류", "경고", "참고", "확인 불가", "수용", "신규", "해결", "가장 오래된 것"},
		systems:  []string{"시스템", "환경", "기준"}, allAccounts: "전체", noAccount: "계정 없음",
		severity: map[finding.Severity]string{finding.Error: "오류", finding.Warning: "경고", finding.Note: "참고"},
		verdict: map[finding.Verdict]string{
			finding.Holds: "일치", finding.Broken: "불일치", finding.Partial: "일부 일치", finding.Unknown: "확인 불가",
		},
		hint: "도움말", declared: "선언", found: "실제", evidence: "근거",
		suspended: "변경 진행 중", accepted: "수용",
		harm: map[finding.Harm]string{
			finding.Exposed: "인터넷 노출·개인정보", finding.Refused: "연결 불가·리소스 없음",
			finding.Unprotected: "선언보다 약한 데이터 보호", finding.Unnoticed: "알아채지 못하는 장애",
			finding.OtherHarm: "그 밖의 차이",
		},
		about: "모델에 관한 발견 사항", accept: "수용", cause: "원인",
		breaks: counted("영향 %d건"), hides: counted("확인 불가 %d건"),
		causes: counted(" · 원인 %d개"),
		owns:   counted("딸린 리소스 %d개:"),
		defaults: func(n, catalogue int) string {
			return fmt.Sprintf("AWS가 스스로 만들어 선언하지 않는 리소스 %d개(목록 %d판)", n, catalogue)
		},
		leftOut: func(n int) string {
			return fmt.Sprintf("… 외 %d건은 지면이 부족해 생략했습니다. --format json으로 볼 수 있습니다", n)
		},
		more: "… 외 %d건: --all 또는 --element ID", manyAccepted: "수용된 발견 사항 %d건: --all로 볼 수 있습니다",
		columns:  [3]string{"심각도", "위치", "내용"},
		because:  "%s (담당 %s, %s까지)",
		snapshot: "스냅샷 %s, %s 수집",
		count: func(r *finding.Report) string {
			var parts []string
			for _, n := range counts(r) {
				parts = append(parts, fmt.Sprintf("%s %d건", kinds[n.what], n.n))
			}
			if len(parts) == 0 {
				return "발견 사항 없음"
			}
			return strings.Join(parts, ", ")
		},
		coverage: func(c *finding.Coverage) string {
			s := fmt.Sprintf("검사 %d건 중 %d건 일치", c.Holds+c.Broken+c.Partial+c.Unknown, c.Holds)
			for _, n := range rest(c) {
				s += fmt.Sprintf(", %s %d건", kinds[n.what], n.n)
			}
			s += fmt.Sprintf(" · 요소 %d개 중 %d개 대응", c.Elements, c.Matched)
			if c.OptedOut > 0 {
				s += fmt.Sprintf(", 대상 제외 %d개", c.OptedOut)
			}
			if silent := c.Grants.Roles - c.Grants.Judged; silent > 0 {
				s += fmt.Sprintf(" · 역할 %d개 중 %d개는 권한 선언이 없어 판정하지 않음", c.Grants.Roles, silent)
			}
			return s
		},
		decisions: func(d *finding.DecisionChecks) string {
			s := fmt.Sprintf("의사결정 검사 %d건 중 %d건 일치", d.Total(), d.Holds)
			for _, n := range nonzero([]tally{
				{d.Broken, "불일치"}, {d.Unknown, "확인 불가"}, {d.NeedSnapshot, "스냅샷 필요"},
			}) {
				s += fmt.Sprintf(", %s %d건", n.what, n.n)
			}
			return s
		},
		connections: func(c *finding.Connections) string {
			s := fmt.Sprintf("연결 %d개 중 %d개 판정: 일치 %d건", c.Declared, c.Judged(), c.Holds)
			for _, n := range restOf(c) {
				s += fmt.Sprintf(", %s %d건", kinds[n.what], n.n)
			}
			if c.Accepted > 0 {
				s += fmt.Sprintf(" · 그중 수용 %d건", c.Accepted)
			}
			if c.NotNetwork > 0 {
				s += fmt.Sprintf(" · 네트워크와 무관 %d건", c.NotNetwork)
			}
			return s
		},
	}
}

// follow begins what follows from a cause: what it breaks, what it lets nobody know, or
// what it has for itself.
func (w *words) follow(all finding.List) string {
	if all[0].Owned {
		return w.owns(len(all))
	}
	unknown := 0
	for _, f := range all {
		if f.Verdict == finding.Unknown {
			unknown++
		}
	}
	switch unknown {
	case 0:
		return w.breaks(len(all)) + ":"
	case len(all):
		return w.hides(unknown) + ":"
	}
	return w.breaks(len(all)-unknown) + ", " + w.hides(unknown) + ":"
}

// counted is a text with a number in it.
func counted(format string) func(int) string {
	return func(n int) string { return fmt.Sprintf(format, n) }
}

// moment is a moment as reports write it.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// tally is how many there are of something.
type tally struct {
	n    int
	what string
}

// counts are the findings by severity, then the accepted ones; zeros left out.
func counts(r *finding.Report) []tally {
	var all []tally
	for _, s := range []finding.Severity{finding.Error, finding.Warning, finding.Note} {
		all = append(all, tally{r.Count(s), s.String()})
	}
	accepted, lowered := 0, 0
	for _, f := range r.Findings {
		if f.Accepted != nil {
			accepted++
		} else if f.Lowered() {
			lowered++
		}
	}
	return nonzero(append(all, tally{accepted, "accepted"}, tally{lowered, "lowered"}))
}

// rest are the checks that do not hold, by verdict; zeros left out.
func rest(c *finding.Coverage) []tally {
	return nonzero([]tally{{c.Broken, "broken"}, {c.Partial, "partial"}, {c.Unknown, "unknown"}})
}

func nonzero(all []tally) []tally {
	var some []tally
	for _, t := range all {
		if t.n > 0 {
			some = append(some, t)
		}
	}
	return some
}

func plural(n int, what string) string {
	if n == 1 || what == "accepted" || what == "lowered" {
		return fmt.Sprintf("%d %s", n, what)
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// restOf are the connections that do not hold, by verdict; zeros left out.
func restOf(c *finding.Connections) []tally {
	return nonzero([]tally{{c.Broken, "broken"}, {c.Partial, "partial"}, {c.Unknown, "unknown"}})
}
