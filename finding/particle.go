package finding

import (
	"strings"
	"unicode"
)

// A Korean particle follows the sound before it: 서비스가, but 모듈이. Texts that
// end in something unknown until they are formatted name both forms, and
// [Say] chooses. What cannot be known by its letters (how is "mariadb" read?)
// keeps both, as Koreans write it.
var particles = []struct{ both, consonant, vowel string }{
	{"이(가)", "이", "가"},
	{"을(를)", "을", "를"},
	{"은(는)", "은", "는"},
	{"과(와)", "과", "와"},
	{"(으)로", "으로", "로"},
}

// chooseParticles replaces each double particle of s whose form the character
// before it decides.
func chooseParticles(s string) string {
	for _, p := range particles {
		for from := 0; ; {
			i := strings.Index(s[from:], p.both)
			if i < 0 {
				break
			}
			at := from + i
			form := p.both
			switch ending(s[:at], p.both == "(으)로") {
			case closed:
				form = p.consonant
			case open:
				form = p.vowel
			}
			s = s[:at] + form + s[at+len(p.both):]
			from = at + len(form)
		}
	}
	return s
}

type sound int

const (
	unsure sound = iota
	open         // ends in a vowel
	closed       // ends in a consonant
)

// ending is how s sounds at its end; quotes and brackets are silent. Before
// (으)로, a final ㄹ counts as a vowel.
func ending(s string, rieulIsOpen bool) sound {
	s = strings.TrimRightFunc(s, unicode.IsPunct)
	if s == "" {
		return unsure
	}
	last := []rune(s)[len([]rune(s))-1]
	final := rune(-1)
	switch {
	case last >= '가' && last <= '힣':
		final = (last - '가') % 28
	case last >= '0' && last <= '9':
		// 영 일 이 삼 사 오 육 칠 팔 구
		final = []rune{21, 8, 0, 16, 0, 0, 1, 8, 8, 0}[last-'0']
	default:
		return unsure
	}
	const rieul = 8
	if final == 0 || final == rieul && rieulIsOpen {
		return open
	}
	return closed
}
