package decisions

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// place is a part of a record that a field can stand in.
type place int

const (
	nowhere   place = iota
	inFront         // between the --- lines: MADR 3 and 4, site generators
	inHeader        // "* Status: accepted" below the title: MADR 2, log4brains
	inSection       // below "## Status": Nygard, adr-tools
)

// place is where f stands.
func (f field) place() place {
	switch {
	case f.front:
		return inFront
	case f.written == "":
		return inSection
	}
	return inHeader
}

// form is how a record is written, for the record that is written after it.
type form struct {
	status, date place
	// nested says that the status lies below adr:.
	nested bool
	// keys are the names that fields go by, by what they mean.
	keys map[string]string
	// before, between and after are what surrounds key and value in the first
	// line of the header: "- **", "**: " and the blanks that break a line.
	before, between, after string
	// number stands before the title: "3. ", "ADR-0003: " or nothing.
	number string
	// heading of the Status section.
	statusHeading string
	headings      []section
	// gap says that a blank line parts the front matter from the title.
	gap, crlf bool
}

// section is a heading below the title.
type section struct {
	level int
	title string
	links bool
}

// heading takes a heading of the record.
func (f *form) heading(h heading) {
	switch part := partOf(h.title.text); {
	case part == partStatus:
		f.statusHeading = h.title.text
	case (h.level == 2 || h.level == 3) && h.title.text != "":
		f.headings = append(f.headings, section{h.level, h.title.text, part == partLinks})
	}
}

// metadata is the place of a record's metadata: that of its status, or else of
// its date.
func (f *form) metadata() place { return cmp.Or(f.status, f.date) }

// newest are the records, from the newest to the oldest: by number, then those
// without one by date.
func (s *Set) newest() []*Record {
	all := slices.Clone(s.Records)
	slices.SortStableFunc(all, func(a, b *Record) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), b.Date.Compare(a.Date), cmp.Compare(b.Path, a.Path))
	})
	return all
}

// manner is how the records of a folder are written now: as the newest that
// states anything is.
type manner struct {
	form
	lang     finding.Lang
	stated   string // status of that record
	sections []section
}

// manner is the manner of the set; a set without a record that states anything
// is written as MADR 4 in lang.
func (s *Set) manner(lang finding.Lang) manner {
	for _, r := range s.newest() {
		if r.form.metadata() == nowhere {
			continue
		}
		m := manner{form: r.form, lang: lang, stated: r.Stated, sections: s.sharedSections(r)}
		switch {
		case len(m.sections) > 0:
			m.lang = langOf(m.sections[0].title)
		case len(r.form.headings) > 0:
			m.lang = langOf(r.form.headings[0].title)
		default:
			m.lang = langOf(r.Title)
		}
		if len(m.sections) < 2 {
			m.sections = usualSections(m.metadata(), m.lang)
		}
		return m
	}
	return manner{
		form: form{
			status: inFront,
			date:   inFront,
			gap:    true,
			keys: map[string]string{
				"status":   "status",
				"date":     "date",
				"makers":   "decision-makers",
				"elements": "elements",
			},
		},
		lang: lang, sections: usualSections(inFront, lang),
	}
}

// sharedSections are the headings of r that more than half of the records of
// its kind have: what one record alone has is about its own matter.
func (s *Set) sharedSections(r *Record) []section {
	alike, having := 0, map[section]int{}
	for _, other := range s.Records {
		if other.form.metadata() != r.form.metadata() || other.form.nested != r.form.nested {
			continue
		}
		alike++
		seen := map[section]bool{}
		for _, h := range other.form.headings {
			if !seen[h] {
				having[h]++
			}
			seen[h] = true
		}
	}
	var shared []section
	for _, h := range r.form.headings {
		if 2*having[h] > alike && !slices.Contains(shared, h) {
			shared = append(shared, h)
		}
	}
	return shared
}

// langOf is the language that a text is written in.
func langOf(text string) finding.Lang {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		return finding.Korean
	}
	return finding.English
}

// usualSections are those of Nygard for records with a Status section, and
// those of MADR for others.
func usualSections(p place, lang finding.Lang) []section {
	names := []finding.Text{
		finding.Say("Context and Problem Statement", "배경과 문제"), finding.Say("Decision Drivers", "결정 기준"),
		finding.Say("Considered Options", "검토한 대안"), finding.Say("Decision Outcome", "결정"),
		finding.Say("Consequences", "결과"),
	}
	if p == inSection {
		names = []finding.Text{
			finding.Say("Context", "맥락"), finding.Say("Decision", "결정"), finding.Say("Consequences", "결과"),
		}
	}
	var all []section
	for i, name := range names {
		level := 2
		if p != inSection && i == len(names)-1 {
			level = 3 // of the decision
		}
		all = append(all, section{level: level, title: name.In(lang)})
	}
	return all
}

// prompt is what an author is asked below a heading.
func prompt(title string, lang finding.Lang) string {
	for _, p := range []struct {
		titles []string
		ask    finding.Text
	}{
		{[]string{"context", "context and problem", "context and problem statement", "맥락", "배경", "배경과 문제", "맥락과 문제 정의"},
			finding.Say("What is the problem, and why must it be decided now?", "무엇이 문제이고, 왜 지금 정해야 합니까?")},
		{
			[]string{"decision drivers", "결정 기준", "결정 동인"},
			finding.Say("What are the options weighed by?", "무엇을 기준으로 대안을 견줍니까?"),
		},
		{[]string{"considered options", "options", "검토한 대안", "고려한 대안", "대안"},
			finding.Say("Which ways were there, doing nothing among them?", "아무것도 하지 않는 것까지 포함해 어떤 대안이 있었습니까?")},
		{
			[]string{"decision", "decision outcome", "결정"},
			finding.Say("What is done, and what speaks for it?", "무엇을 하기로 했고, 근거는 무엇입니까?"),
		},
		{
			[]string{"pros and cons of the options", "대안별 장단점"},
			finding.Say("What speaks for each option, and what against it?", "대안마다 무엇이 좋고 무엇이 나쁩니까?"),
		},
		{
			[]string{"consequences", "결과"},
			finding.Say("What becomes easier and what harder, for whom?", "누구에게 무엇이 쉬워지고 무엇이 어려워집니까?"),
		},
	} {
		if slices.Contains(p.titles, strings.ToLower(title)) {
			return p.ask.In(lang)
		}
	}
	return ""
}

var (
	numberIn  = pattern.New(`[0-9]+`)
	fileStart = pattern.New(`^((?:(?i:adr)[-_ ]?)?)([0-9]{1,6})([-_. ]?)`)
)

// renumbered is text with n in place of its first number, as wide as that is.
func renumbered(text string, n int) string {
	at := numberIn.FindStringIndex(text)
	if at == nil {
		return text
	}
	return fmt.Sprintf("%s%0*d%s", text[:at[0]], at[1]-at[0], n, text[at[1]:])
}

// nextName begins the name of the next file, as the newest file's does: with
// "0013-", "adr-013-", or log4brains' date.
func (s *Set) nextName(o Outline) string {
	for _, r := range s.newest() {
		name := stem(r.Path)
		if r.Number < 0 && dated.MatchString(name) {
			return o.Date.Format("20060102") + "-"
		}
		if m := fileStart.FindStringSubmatch(name); m != nil && r.Number >= 0 {
			mark := "-"
			if m[3] == "_" {
				mark = "_"
			}
			return strings.ReplaceAll(m[1], " ", "-") + fmt.Sprintf("%0*d", len(m[2]), s.next()) + mark
		}
	}
	return fmt.Sprintf("%04d-", s.next())
}

// tag is the shortest name that means r and no other: ADR-0012 with as many
// digits as its file has, or the name of its file.
func (s *Set) tag(r *Record) string {
	if r.Number < 0 || s.Number(r.Number) != nil && s.Number(r.Number).Path != r.Path {
		return stem(r.Path)
	}
	width := 4
	if m := fileStart.FindStringSubmatch(stem(r.Path)); m != nil {
		width = len(m[2])
	}
	return fmt.Sprintf("ADR-%0*d", width, r.Number)
}

// plainPath is a path that can stand in a Markdown link as it is.
var plainPath = pattern.New(`^[\pL\pM\pN._/-]+$`)

// linkTo is a link with these words from one file to another, or the words
// alone when the address would need escapes that readers do not agree on.
func linkTo(words, from, to string) string {
	rel, err := filepath.Rel(filepath.FromSlash(path.Dir(from)), filepath.FromSlash(to))
	rel = filepath.ToSlash(rel)
	if err != nil || !plainPath.MatchString(rel) {
		return words
	}
	return "[" + strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(words) + "](" + rel + ")"
}

// titled are the words that adr-tools names a record with: "12. Keep vectors".
func titled(r *Record) string {
	if r.Number < 0 {
		return r.Title
	}
	return fmt.Sprintf("%d. %s", r.Number, r.Title)
}

// particle is 을 or 를, 으로 or 로, by the sound that text ends with.
func particle(text, afterVowel, afterConsonant string) string {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, ")]. `\"'"))
	final := 0 // index of the final consonant; 8 is ㄹ
	switch {
	case last >= '가' && last <= '힣':
		final = int(last-'가') % 28
	case strings.ContainsRune("178", last):
		final = 8 // 일, 칠, 팔
	case strings.ContainsRune("036", last):
		final = 1 // 영, 삼, 육
	}
	if final == 0 || final == 8 && afterVowel == "로" {
		return afterVowel
	}
	return afterConsonant
}
