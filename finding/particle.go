package finding

import (
	"strings"
	"unicode"
)

// A Korean particle follows the sound before it: 서비스가, but 모듈이. Texts that
// end in something unknown until they are formatted name both forms, and
// [Particles] chooses. Names in Latin letters are read as Koreans read them: MariaDB
// letter by letter at its end, bucket as 버킷.
var particles = []struct{ both, consonant, vowel string }{
	{"이(가)", "이", "가"},
	{"을(를)", "을", "를"},
	{"은(는)", "은", "는"},
	{"과(와)", "과", "와"},
	{"(으)로", "으로", "로"},
}

// Particles is s with each double particle as the one form that fits what stands
// before it.
func Particles(s string) string {
	for _, p := range particles {
		for from := 0; ; {
			i := strings.Index(s[from:], p.both)
			if i < 0 {
				break
			}
			at := from + i
			form := p.vowel
			if end := ending(s[:at]); end == consonant || end == rieul && p.both != "(으)로" {
				form = p.consonant
			}
			s = s[:at] + form + s[at+len(p.both):]
			from = at + len(form)
		}
	}
	return s
}

// sound is how a word ends.
type sound int

const (
	vowel sound = iota
	rieul       // ㄹ, which (으)로 takes for a vowel
	consonant
)

// ending is how s sounds at its end. Quotes are silent, and so is what stands in
// brackets behind a word.
func ending(s string) sound {
	s = voiced(s)
	switch {
	case s == "" || strings.HasSuffix(s, "%") || strings.HasSuffix(s, "×"): // 퍼센트, 배
		return vowel
	}
	last := []rune(s)[len([]rune(s))-1]
	switch {
	case last >= '가' && last <= '힣':
		return final((last - '가') % 28)
	case last >= '0' && last <= '9':
		// 영 일 이 삼 사 오 육 칠 팔 구
		return final([]rune{21, 8, 0, 16, 0, 0, 1, 8, 8, 0}[last-'0'])
	case last < unicode.MaxASCII && unicode.IsLetter(last):
		rest := strings.TrimRightFunc(s, func(r rune) bool {
			return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
		})
		return latin(s[len(rest):])
	}
	return vowel
}

// final is the sound of a final consonant by its number in Unicode; 0 is none.
func final(n rune) sound {
	switch n {
	case 0:
		return vowel
	case 8:
		return rieul
	}
	return consonant
}

// voiced is s up to the last of it that is read aloud.
func voiced(s string) string {
	for {
		short := strings.TrimRightFunc(s, func(r rune) bool {
			return r != '%' && r != '×' && r != ')' && (unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsSpace(r))
		})
		if !strings.HasSuffix(short, ")") {
			return short
		}
		depth, open := 0, -1
		for i := len(short) - 1; i >= 0 && open < 0; i-- {
			switch short[i] {
			case ')':
				depth++
			case '(':
				if depth--; depth == 0 {
					open = i
				}
			}
		}
		if open > 0 && strings.TrimSpace(short[:open]) != "" {
			s = short[:open]
		} else {
			s = strings.TrimSuffix(short, ")")
		}
	}
}

// latin is how a Korean ends a word of Latin letters.
func latin(word string) sound {
	capitals := word == strings.ToUpper(word)
	// MariaDB ends in letters, and so do i-0abc, sg and VPC.
	if i := strings.LastIndexFunc(word, unicode.IsLower); i >= 0 && i+2 < len(word) {
		word, capitals = word[i+1:], true
	}
	word = strings.ToLower(word)
	digits := strings.ContainsFunc(word, unicode.IsDigit)
	if digits || capitals && len(word) <= 4 || !strings.ContainsAny(word, "aeiouy") {
		return letter(word[len(word)-1])
	}
	for _, abbreviation := range []string{"db", "dns"} {
		if strings.HasSuffix(word, abbreviation) {
			return vowel
		}
	}
	return spelt(word)
}

// letter is how the name of a letter ends: 엘, 엠, 엔, 알, and vowels.
func letter(c byte) sound {
	switch c {
	case 'l', 'r':
		return rieul
	case 'm', 'n':
		return consonant
	}
	return vowel
}

// spelt is how an English word ends as it is written in Hangul: 모듈, 존, 버킷, but
// 스토리지, 에이전트, 클라우드.
func spelt(word string) sound {
	n := len(word)
	at := func(i int) string { // the letter that stands i before the last
		if i >= n {
			return ""
		}
		return word[n-1-i : n-i]
	}
	is := func(c, of string) bool { return c != "" && strings.Contains(of, c) }
	const vowels = "aeiouy"
	short := is(at(1), vowels) && !is(at(2), vowels) // one vowel stands before the last letter
	switch last := at(0); last {
	case "e":
		switch {
		case at(1) == "l":
			return rieul
		case is(at(1), "mn") || strings.HasSuffix(word, "ype"):
			return consonant
		}
		return vowel
	case "l":
		return rieul
	case "m", "n":
		return consonant
	case "g":
		return when(at(1) == "n")
	case "k":
		return when(at(1) == "c" || short || strings.HasSuffix(word, "ook"))
	case "c":
		return when(short)
	case "t":
		return when(short || at(1) == "t" || strings.HasSuffix(word, "out"))
	case "p":
		return when(short || is(at(1), "puea")) // app, group, keep, but loop
	case "b":
		return when(short && at(1) != "u")
	}
	return vowel
}

// when is a consonant where that holds.
func when(closed bool) sound {
	if closed {
		return consonant
	}
	return vowel
}
