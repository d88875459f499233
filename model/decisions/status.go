package decisions

import (
	"strings"
	"time"
	"unicode"
)

// Status is where a decision stands.
type Status string

// The statuses that every format is brought to. Others are kept as written, in
// lower case.
const (
	Draft      Status = "draft"
	Proposed   Status = "proposed"
	Accepted   Status = "accepted"
	Rejected   Status = "rejected"
	Deprecated Status = "deprecated"
	Superseded Status = "superseded"
)

// Statuses are the known statuses, in the order of a decision's life.
func Statuses() []Status {
	return []Status{Draft, Proposed, Accepted, Rejected, Deprecated, Superseded}
}

// Known reports whether s is one of [Statuses].
func (s Status) Known() bool {
	for _, known := range Statuses() {
		if s == known {
			return true
		}
	}
	return false
}

// statusWords are the beginnings of what people write, each with what it
// means. "superceded" is adr-tools' old spelling.
func statusWords() []struct {
	word   string
	status Status
} {
	return []struct {
		word   string
		status Status
	}{
		{"draft", Draft}, {"wip", Draft}, {"초안", Draft},
		{"proposed", Proposed}, {"proposal", Proposed}, {"pending", Proposed},
		{"in review", Proposed}, {"제안", Proposed}, {"검토", Proposed},
		{"accepted", Accepted}, {"approved", Accepted}, {"adopted", Accepted}, {"decided", Accepted},
		{"implemented", Accepted},
		{"승인", Accepted}, {"채택", Accepted}, {"확정", Accepted},
		{"rejected", Rejected}, {"declined", Rejected}, {"거부", Rejected}, {"반려", Rejected}, {"기각", Rejected},
		{"deprecated", Deprecated}, {"obsolete", Deprecated}, {"retired", Deprecated}, {"폐기", Deprecated},
		{"superseded", Superseded}, {"superceded", Superseded}, {"replaced", Superseded}, {"대체", Superseded},
	}
}

// readStatus brings a stated status to a known one, by its first word. Marks
// before the word (emphasis, emoji) do not count. A first word that is unknown
// is kept in lower case.
func readStatus(stated string) Status {
	text := strings.ToLower(strings.TrimLeftFunc(stated, func(r rune) bool { return !unicode.IsLetter(r) }))
	for _, w := range statusWords() {
		rest, ok := strings.CutPrefix(text, w.word)
		if ok && (w.word[0] >= 0x80 || rest == "" || !unicode.IsLetter([]rune(rest)[0])) {
			return w.status
		}
	}
	word, _, _ := strings.Cut(text, "\n")
	if i := strings.IndexFunc(word, func(r rune) bool { return strings.ContainsRune(".,;:([*_", r) }); i > 0 {
		word = word[:i]
	}
	return Status(strings.TrimSpace(word))
}

// readDate reads a day in the ways people write one. Day before month is
// log4brains' custom.
func readDate(text string) (time.Time, bool) {
	text = strings.Trim(strings.TrimSpace(text), "*_`")
	if len(text) > len("2006-01-02") && text[4] == '-' && strings.ContainsAny(text[10:11], "T ") {
		text = text[:len("2006-01-02")] // a moment: its day
	}
	for _, layout := range []string{
		"2006-01-02", "2006-1-2", "2006/01/02", "2006.01.02", "2006. 1. 2.", "2006. 1. 2", "2006년 1월 2일", "20060102",
		"02/01/2006", "2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006",
	} {
		if day, err := time.Parse(layout, text); err == nil && day.Year() > 1900 {
			return day, true
		}
	}
	return time.Time{}, false
}
