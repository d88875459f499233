package decisions

import (
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/pattern"
)

// relate resolves what records say of one another and adds to each record what
// only others say of it.
func (s *Set) relate() finding.List {
	findings := finding.List{}
	for _, r := range s.Records {
		for i := range r.Relations {
			rel := &r.Relations[i]
			rel.To = s.find(r, rel)
			if f := s.checkTarget(r, rel); f != nil {
				findings = append(findings, f)
			}
		}
	}
	for _, r := range s.Records {
		for _, rel := range r.Relations {
			inverse := rel.Verb.Inverse()
			if rel.To == nil || rel.Derived || inverse == "" || slices.Contains(rel.To.Related(inverse), r) {
				continue
			}
			rel.To.Relations = append(rel.To.Relations, Relation{
				Verb:     inverse,
				Target:   r.ID(),
				To:       r,
				Section:  rel.Section,
				Derived:  true,
				Position: rel.Position,
				source:   rel.source,
				length:   rel.length,
			})
		}
	}
	return findings
}

var linkNumber = pattern.New(`^(?:(?i:adr)[-_ #]*0*([0-9]{1,6})\b|0*([0-9]{1,6})\.\s|0*([0-9]{1,6})$)`)

// checkTarget reports a reference that names no record, or one whose words and
// address name two.
func (s *Set) checkTarget(r *Record, rel *Relation) *finding.Finding {
	if rel.To == nil {
		if rel.External() {
			return nil
		}
		hint := finding.Say("correct the number or the file name", "번호나 파일 이름을 바로잡으십시오")
		name := rel.Target
		if rel.link != "" {
			name = rel.link
		}
		if near := nearest(stem(name), s.names()); near != "" {
			hint = didYouMean(near)
		}
		return rel.finding(CodeDangling, r,
			finding.Say("no decision %q in this folder", "이 폴더에 %q 의사결정이 없습니다", name), hint)
	}
	if m := linkNumber.FindStringSubmatch(rel.Target); m != nil && rel.link != "" && rel.To.Number >= 0 {
		if n, _ := strconv.Atoi(m[1] + m[2] + m[3]); n != rel.To.Number {
			return rel.finding(CodeNumberMismatch, r,
				finding.Say("the link says %d and leads to %d", "링크의 글은 %d번인데 %d번으로 이어집니다", n, rel.To.Number),
				finding.Say("correct the words or the address", "글이나 주소를 바로잡으십시오"))
		}
	}
	return nil
}

func (s *Set) names() []string {
	var names []string
	for _, r := range s.Records {
		names = append(names, stem(r.Path))
	}
	return names
}

// nearest leaves numbers alone: the one most like another is not the one meant.
func nearest(word string, names []string) string {
	if strings.Trim(strings.TrimPrefix(strings.ToLower(word), "adr-"), "0123456789") == "" {
		return ""
	}
	return model.Nearest(word, names)
}

func didYouMean(near string) finding.Text {
	return finding.Say("did you mean %q?", "%q을(를) 쓰려 했습니까?", near)
}

func (r *Relation) finding(code string, in *Record, message, hint finding.Text) *finding.Finding {
	return &finding.Finding{
		Code:     code,
		Severity: severityOf(code),
		Subject:  in.ID(),
		Fact:     r.Target,
		Position: r.Position,
		Source:   r.source,
		Length:   r.length,
		Message:  message,
		Hint:     hint,
	}
}

func (r *Record) finding(code string, message, hint finding.Text) *finding.Finding {
	return &finding.Finding{
		Code: code, Severity: severityOf(code), Subject: r.ID(), Position: r.Position, Source: r.source,
		Length: max(0, len([]rune(r.source))-r.Position.Col+1), Message: message, Hint: hint,
	}
}

// lint says what does not fit together among the records.
func (s *Set) lint() finding.List {
	findings := finding.List{}
	for _, r := range s.Records {
		if first := s.numberNear(r, r.Number); r.Number >= 0 && first != r {
			f := r.finding(CodeDuplicateNumber, finding.Say("number %d is used twice", "%d번이 두 번 쓰였습니다", r.Number),
				finding.Say("the next free number is %d", "비어 있는 다음 번호는 %d입니다", s.next()))
			f.Fact = r.Slug
			f.Related = []finding.Related{{
				Position: first.Position,
				Source:   first.source,
				Message:  finding.Say("first used here", "처음 쓰인 곳"),
			}}
			findings = append(findings, f)
		}
		if r.Status == Superseded &&
			!slices.ContainsFunc(r.Relations, func(rel Relation) bool { return rel.Verb == SupersededBy }) {
			f := r.status.finding(CodeNoSuccessor,
				finding.Say("superseded, but by which decision?", "대체되었지만 어느 의사결정으로 대체되었는지 없습니다"),
				finding.Say("write \"superseded by ADR-0012\", or \"deprecated\" if nothing took its place",
					"\"superseded by ADR-0012\"처럼 쓰거나, 대신한 것이 없으면 \"deprecated\"로 쓰십시오"))
			f.Subject = r.ID()
			findings = append(findings, f)
		}
		findings = append(findings, lintReciprocity(r)...)
	}
	return append(findings, s.lintCycles()...)
}

// next is the number after the highest that is used.
func (s *Set) next() int {
	next := 1
	for _, r := range s.Records {
		next = max(next, r.Number+1)
	}
	for _, p := range s.Unreadable {
		next = max(next, nameRecord(p).Number+1)
	}
	return next
}

// lintReciprocity compares what r says of others with what they say.
func lintReciprocity(r *Record) finding.List {
	findings := finding.List{}
	for i := range r.Relations {
		rel := &r.Relations[i]
		if !rel.Derived {
			continue
		}
		// What is derived in r is stated by rel.To alone.
		title := finding.Related{
			Position: r.Position,
			Source:   r.source,
			Message:  finding.Say("decision %s does not say so", "%s번 의사결정에는 이 말이 없습니다", r.ID()),
		}
		var f *finding.Finding
		switch {
		case rel.Verb == SupersededBy && rel.Section == "" && !r.Over():
			f = rel.finding(CodeNotMarked, rel.To,
				finding.Say("decision %s is superseded here, but its status is %s", "%s번 의사결정을 대체하지만 그 상태는 %s입니다",
					r.ID(), r.Status),
				finding.Say("set its status to \"superseded by ADR-%04d\"", "그 상태를 \"superseded by ADR-%04d\"로 바꾸십시오",
					max(rel.To.Number, 0)))
			if rel.To.Number < 0 {
				f.Hint = finding.Say("set its status to superseded and link here", "그 상태를 superseded로 바꾸고 이 기록을 링크하십시오")
			}
		case rel.Verb == SupersededBy && rel.Section == "", rel.Verb == Supersedes && rel.Section == "":
			f = rel.finding(CodeOneSided, rel.To,
				finding.Say("only this record says that one decision supersedes the other", "대체 관계가 이 기록에만 적혀 있습니다"),
				finding.Say("name decision %[2]s in decision %[1]s as well", "%[1]s번 의사결정에도 %[2]s번을 적으십시오", r.ID(),
					rel.To.ID()))
		default:
			continue
		}
		f.Fact = r.ID()
		f.Related = []finding.Related{title}
		findings = append(findings, f)
	}
	return findings
}

// lintCycles reports each way in which following "supersedes" leads back to
// where it began, once.
func (s *Set) lintCycles() finding.List {
	findings := finding.List{}
	done := map[*Record]bool{}
	var trail []*Record
	var visit func(r *Record)
	visit = func(r *Record) {
		if at := slices.Index(trail, r); at >= 0 {
			findings = append(findings, cycle(trail[at:]))
			return
		}
		if done[r] {
			return
		}
		trail = append(trail, r)
		for _, older := range r.Related(Supersedes) {
			visit(older)
		}
		trail = trail[:len(trail)-1]
		done[r] = true
	}
	for _, r := range s.Records {
		visit(r)
	}
	return findings
}

func cycle(trail []*Record) *finding.Finding {
	var ids []string
	var related []finding.Related
	for _, r := range trail {
		ids = append(ids, r.ID())
		if r != trail[0] {
			related = append(related, finding.Related{
				Position: r.Position,
				Source:   r.source,
				Message:  finding.Say("and this one", "이 기록도 포함됩니다"),
			})
		}
	}
	way := strings.Join(append(ids, ids[0]), " → ")
	f := trail[0].finding(CodeCycle, finding.Say("decisions supersede each other: %s", "의사결정이 서로를 대체합니다: %s", way),
		finding.Say("remove the relation from the older to the newer one", "이전 것이 새것을 대체한다고 한 관계를 지우십시오"))
	f.Related = related
	return f
}
