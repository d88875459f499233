package decisions

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"asbuilt/pattern"
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

// NotStated is the status of a record that states none. It stands as little for
// a decision in force as a word that nobody understands.
const NotStated Status = "not stated"

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

// statusWord is the beginning of what people write, with what it means.
type statusWord struct {
	word   string
	status Status
}

// statusWords are those that everybody may use. "superceded" is adr-tools' old
// spelling.
func statusWords() []statusWord {
	return []statusWord{
		{"draft", Draft}, {"wip", Draft}, {"초안", Draft}, {"entwurf", Draft}, {"brouillon", Draft}, {"草案", Draft},
		{"proposed", Proposed}, {"proposal", Proposed}, {"pending", Proposed}, {"in review", Proposed},
		{"review", Proposed}, {"under review", Proposed},
		{"제안", Proposed}, {"검토", Proposed},
		{"proposé", Proposed}, {"vorgeschlagen", Proposed}, {"propuesto", Proposed}, {"提案", Proposed}, {"提议", Proposed},
		{"accepted", Accepted}, {"approved", Accepted}, {"adopted", Accepted}, {"decided", Accepted},
		{"implemented", Accepted},
		{"승인", Accepted}, {"채택", Accepted}, {"확정", Accepted}, {"수락", Accepted}, {"시행", Accepted},
		{"accepté", Accepted}, {"adopté", Accepted}, {"angenommen", Accepted}, {"akzeptiert", Accepted},
		{"aceptado", Accepted},
		{"承認", Accepted}, {"採用", Accepted}, {"採択", Accepted}, {"已接受", Accepted}, {"接受", Accepted},
		{"rejected", Rejected}, {"declined", Rejected}, {"거부", Rejected}, {"반려", Rejected}, {"기각", Rejected},
		{"not accepted", Rejected},
		{"rejeté", Rejected}, {"refusé", Rejected}, {"abgelehnt", Rejected}, {"verworfen", Rejected},
		{"rechazado", Rejected},
		{"却下", Rejected}, {"不採用", Rejected}, {"已拒绝", Rejected}, {"拒绝", Rejected},
		{"deprecated", Deprecated}, {"obsolete", Deprecated}, {"retired", Deprecated}, {"폐기", Deprecated},
		{"obsolète", Deprecated}, {"veraltet", Deprecated}, {"廃止", Deprecated}, {"已废弃", Deprecated},
		{"superseded", Superseded}, {"superceded", Superseded}, {"replaced", Superseded}, {"대체", Superseded},
		{"remplacé", Superseded}, {"ersetzt", Superseded}, {"置換", Superseded}, {"已取代", Superseded},
	}
}

// readStatus brings a stated status to a known one, by the first of words that it
// begins with. Marks before the word (emphasis, emoji) do not count. A first word
// that is unknown is kept in lower case.
func readStatus(stated string, words []statusWord) Status {
	text := strings.ToLower(strings.TrimLeftFunc(stated, func(r rune) bool { return !unicode.IsLetter(r) }))
	for _, w := range words {
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

// InItsWords is the status as the record words it, "Implemented", where that is not
// the word that its [Record.Status] goes by; else it is empty.
func (r *Record) InItsWords() string {
	word, _, _ := strings.Cut(plainText(r.Stated), "\n")
	if at := strings.IndexAny(word, ".,;:(["); at > 0 {
		word = word[:at]
	}
	word = strings.TrimSpace(word)
	if !r.Status.Known() || utf8.RuneCountInString(word) > mostInItsWords {
		return ""
	}
	bare := strings.ToLower(strings.TrimLeftFunc(word, func(c rune) bool { return !unicode.IsLetter(c) }))
	for _, usual := range usualWords(r.Status) {
		if strings.HasPrefix(bare, usual) {
			return ""
		}
	}
	return word
}

// mostInItsWords is how many letters a word for a status has that is shown beside it.
const mostInItsWords = 40

// usualWords are those that pages show a known status by.
func usualWords(s Status) []string {
	for _, of := range []struct {
		is Status
		ko string
	}{{Draft, "초안"}, {Proposed, "제안"}, {Accepted, "승인"}, {Rejected, "거부"}, {Deprecated, "폐기"}, {Superseded, "대체"}} {
		if of.is == s {
			return []string{string(s), of.ko}
		}
	}
	return nil
}

// nothing matches what is written where there is nothing to say.
var nothing = pattern.New(`^(?i)[\s*_(]*(?:[-–—?]+|n/?a|none|nil|tbd|tba|not applicable|없음|해당 ?없음|미정)[\s*_).]*$`)

// saysNothing reports whether a value stands for none: "-", "N/A", "TBD", "없음".
func saysNothing(value string) bool {
	return nothing.MatchString(value)
}

// chosen is the status that f states. A template's list of all of them,
// "Proposed | Accepted | Rejected", states none unless one is set off: ok is false.
func chosen(f field, words []statusWord) (_ field, ok bool) {
	known, set := 0, 0
	var is field
	for at, rest := 0, f.text; at <= len(f.text); {
		part, _, _ := strings.Cut(rest, "|")
		one := f.slice(at, at+len(part)).trim()
		if readStatus(one.text, words).Known() {
			known++
		}
		if strings.HasPrefix(one.text, "**") && strings.HasSuffix(one.text, "**") {
			set, is = set+1, one
		}
		at += len(part) + 1
		rest = f.text[min(at, len(f.text)):]
	}
	switch {
	case known < 2:
		return f, true
	case set == 1:
		return is, true
	}
	return f, false
}

var (
	dayInside = pattern.New(
		`\b(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}\b|(?:19|20)[0-9]{2}년 ?[0-9]{1,2}월 ?[0-9]{1,2}일`)
	ordinal = pattern.New(`\b([0-9]{1,2})(?:st|nd|rd|th)\b`)
)

// readDate reads a day in the ways people write one. Day before month is
// log4brains' custom and that of Iceland and Germany.
func readDate(text string) (time.Time, bool) {
	text = strings.Join(strings.Fields(strings.Trim(strings.TrimSpace(text), "*_`~()[]")), " ")
	if len(text) > len("2006-01-02") && text[4] == '-' && strings.ContainsAny(text[10:11], "T ") {
		text = text[:len("2006-01-02")] // a moment: its day
	}
	text = ordinal.ReplaceAllString(text, "$1")
	for _, layout := range []string{
		"2006-01-02", "2006-1-2", "2006/01/02", "2006.01.02", "2006. 1. 2.", "2-1-2006", "2006. 1. 2",
		"2006년 1월 2일", "20060102",
		"02/01/2006", "02.01.2006", "2.1.2006", "2. 1. 2006", "2 January 2006", "January 2, 2006", "January 2 2006",
		"2 Jan 2006", "Jan 2, 2006", "Jan. 2, 2006", "2-Jan-2006", "2-January-2006", "2. January 2006",
	} {
		if day, err := time.Parse(layout, text); err == nil && day.Year() > 1900 {
			return day, true
		}
	}
	return time.Time{}, false
}

// dayWithNote is a day and what is said of it in brackets behind it: "2026-11-30 (PR
// [#5](…))". The note is empty where there is none.
func dayWithNote(text string) (day, note string) {
	at := strings.IndexByte(text, '(')
	if at <= 0 || !strings.HasSuffix(strings.TrimRight(text, " \t*_"), ")") {
		return text, ""
	}
	day = strings.TrimRight(text[:at], " \t")
	if _, ok := readDate(day); !ok {
		return text, ""
	}
	return day, text[at:]
}

// readMonth reports whether text names a month, which is a date as far as it goes.
func readMonth(text string) bool {
	text = strings.Join(strings.Fields(strings.ReplaceAll(strings.Trim(text, "*_`~()[] \t"), ",", " ")), " ")
	for _, layout := range []string{
		"2006-01", "2006-1", "2006/01", "2006.01", "January 2006", "Jan 2006", "2006년 1월", "01/2006",
	} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}
