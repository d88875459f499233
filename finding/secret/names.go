package secret

import (
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// noun is how people call a secret.
type noun struct {
	word string
	// password says that a person made it up, so that it may look like a word.
	password bool
	// apart says that it is a word of its own: DB_PASS, but not bypass.
	apart bool
}

// nouns are in small letters; the first in which a name ends is its.
func nouns() []noun {
	return []noun{
		{word: "password", password: true}, {word: "passwd", password: true}, {word: "passphrase", password: true},
		{word: "pwd", password: true}, {word: "비밀번호", password: true}, {word: "패스워드", password: true},
		{word: "비번", password: true}, {word: "pw", apart: true}, {word: "pass", apart: true},
		{word: "secret"}, {word: "token"}, {word: "credential"}, {word: "credentials"}, {word: "client-key-data"},
		{word: "암호", apart: true}, {word: "토큰"}, {word: "시크릿"}, {word: "key"}, {word: "키"},
	}
}

// ofKey is what stands before "key" where that is a secret: other keys are not.
var ofKey = strings.Fields("api access secret private auth account signing 인증 액세스 비밀")

// names reports whether a name that ends with it is that of a secret.
func (n noun) names(name string) bool {
	if !strings.HasSuffix(name, n.word) {
		return false
	}
	name = strings.TrimSuffix(name, n.word)
	if n.apart {
		last, _ := utf8.DecodeLastRuneInString(name)
		return name == "" || !unicode.IsLetter(last) && !unicode.IsDigit(last)
	}
	if n.word != "key" && n.word != "키" {
		return true
	}
	name = strings.TrimRight(name, "_- ")
	return slices.ContainsFunc(ofKey, func(of string) bool { return strings.HasSuffix(name, of) })
}

// nounIn is the noun that a name ends with: db_password, apiToken, DB_API_KEY.
func nounIn(name string) (noun, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, n := range nouns() {
		if n.names(name) {
			return n, true
		}
	}
	return noun{}, false
}

// named reports whether something with that name and value, and nothing around
// them, is a secret.
func named(name, value string) bool {
	if _, ok := nounIn(name); !ok {
		return false
	}
	return value != "" && !placeholder(value) && !reference().MatchString(value) && !plainFact().MatchString(value)
}

// joint is what joins a name and its value, with the value. In YAML a tag or an
// anchor may stand before the value.
var joint = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\A((?:\*\*|__)?["'` + "`" + `]?(?: ?\([^()\n]{1,20}\))?` +
		`[ \t]*(?:=>|:=|:[ \t]+(?:(?:!![a-z]+|&\S+)[ \t]+)+|[:=|：]|>|[ \t])(?:\*\*|__)?[ \t]*)` +
		`(?:"([^"\n]+)"|'([^'\n]+)'|` + "`([^`\n]+)`" + `|([^\s"'` + "`" + `,;&|<>(){}\[\]]+))`)
})

// below is a value of YAML that stands alone on the line below its name, also as a
// block.
var below = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\A["']?:[ \t]*(?:[|>][-+0-9]*[ \t]*)?(?:#[^\n]*)?\r?\n` +
		`[ \t]+["']?([^\s"'#&!|>{\[-](?:[^\s"']*[^\s"':])?)["']?[ \t]*(?:\r?\n|\z)`)
})

// assigned are the secrets that are known by their names: password=…, "token": "…".
func assigned(text string, form Form) (all []Found) {
	if !strings.ContainsAny(text, "=:|>：") && !strings.Contains(text, "--") {
		return nil // nothing joins a name and a value
	}
	known := called()
	var after [64]int // how far each noun has come
	for at := 0; at+1 < len(text); at++ {
		for set := known.first[text[at]] & known.second[text[at+1]]; set != 0; set &= set - 1 {
			i := bits.TrailingZeros64(set)
			n := &known.nouns[i]
			end := at + len(n.word)
			if at < after[i] || end > len(text) || !isSmall(text[at:end], n.word) {
				continue
			}
			after[i] = end
			if f, ok := n.value(text, end, form); ok {
				all = append(all, f)
				after[i] = f.To
			}
		}
	}
	return all
}

// calling are the nouns with what they begin with: for each byte a set of those of
// which it is the first or the second, so that a text is gone through once.
type calling struct {
	nouns         []noun
	first, second [256]uint64
}

var called = sync.OnceValue(func() *calling {
	c := &calling{nouns: nouns()}
	for b := range 256 {
		for i, n := range c.nouns {
			if small(byte(b)) == n.word[0] {
				c.first[b] |= 1 << i
			}
			if small(byte(b)) == n.word[1] {
				c.second[b] |= 1 << i
			}
		}
	}
	return c
})

// small is a byte of a text, small where it is a letter of ASCII.
func small(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// isSmall reports whether a text of the same length is a word in any letters.
func isSmall(text, word string) bool {
	for i := range len(word) {
		if small(text[i]) != word[i] {
			return false
		}
	}
	return true
}

// value is the secret that follows a name that ends at a place of a text.
func (n noun) value(text string, at int, form Form) (f Found, ok bool) {
	start, after := max(0, at-mostBefore), text[at:min(len(text), at+mostValue)]
	before := text[start : at-len(n.word)]
	if !n.names(lower(text[start:at])) {
		return f, false
	}
	if after == "" || after[0] < utf8.RuneSelf && strings.IndexByte("=:|> \t(*_\"'`", after[0]) < 0 {
		return f, false // as in "keys"
	}
	if form == Code && strings.IndexByte(":\"'", after[0]) >= 0 {
		if m := below().FindStringSubmatchIndex(after); m != nil {
			a := assigning{noun: n, joint: ":", whole: true}
			f = Found{From: at + m[2], To: at + m[3], Kind: Password}
			return f, a.joins(before, "") && a.secret(after[m[2]:m[3]])
		}
	}
	after, _, ended := strings.Cut(after, "\n")
	goesOn := !ended && at+len(after) < len(text)
	m := joint().FindStringSubmatchIndex(after)
	for _, quote := range []string{`"`, "'", "`"} { // which closes behind what is judged
		if m == nil && goesOn {
			m = joint().FindStringSubmatchIndex(after + quote)
		}
	}
	if m == nil {
		return f, false
	}
	a := assigning{noun: n, joint: strings.Trim(after[m[2]:m[3]], " \t*_\"'`"), flag: isFlag(before)}
	a.closed = strings.ContainsAny(after[m[2]:m[3]], "\"'`")
	from, to, closing := m[10], m[11], unquotedEnd
	for group := 4; group <= 8; group += 2 {
		if m[group] >= 0 {
			from, to, a.quoted = m[group], m[group+1], true
			closing = text[at+from-1 : at+from]
		}
	}
	value, end := after[from:to], at+to
	if goesOn && to == len(after) {
		if a.whole = form == Code; !a.secret(value) { // whatever follows
			return f, false
		}
		line, _, _ := strings.Cut(text[end:], "\n")
		switch more := strings.IndexAny(line, closing); {
		case more >= 0:
			end += more
		case a.quoted: // and never closed
			return f, false
		default:
			end += len(line)
		}
	}
	rest, _, _ := strings.Cut(text[end:min(len(text), end+mostValue)], "\n")
	a.whole = form == Code && isWhole(rest)
	if !a.joins(before, rest) || !a.secret(value) {
		return f, false
	}
	return Found{From: at + from, To: end, Kind: Password}, true
}

// unquotedEnd are the characters before which a value ends that stands in no quotes.
const unquotedEnd = " \t\r\f\v\"'`,;&|<>(){}[]"

// mostValue is how far behind its name a value is judged, in bytes; what is longer is
// hidden to its end.
const mostValue = 600

// lower is s in small letters, byte for byte.
func lower(s string) string {
	if !strings.ContainsAny(s, alnum[26:52]) {
		return s
	}
	out := []byte(s)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return string(out)
}

// joins reports whether what stands between name and value, with what stands around
// both, makes the one the value of the other.
func (a assigning) joins(before, after string) bool {
	switch {
	case a.joint == "":
		return a.flag && !a.closed
	case a.joint == ">": // <password>…</password>
		return strings.HasPrefix(after, "</")
	case strings.HasPrefix(a.joint, ":"): // and not a part of an ARN
		return !strings.HasSuffix(before, ":")
	}
	return true
}

// isFlag reports whether a name that follows is one of the command line: --password.
func isFlag(before string) bool {
	return strings.HasPrefix(before[strings.LastIndexAny(before, " \t`\"'")+1:], "--")
}

// isWhole reports whether nothing follows but what closes it, the next key or a
// comment.
func isWhole(rest string) bool {
	rest = strings.TrimLeft(rest, "\"'")
	return strings.TrimLeft(rest, " \t\r}]") == "" || strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, " #")
}

// assigning is what stands around a value.
type assigning struct {
	noun
	joint               string
	quoted, flag, whole bool
	// closed says that a quote ends with the name: `--password` is only named.
	closed bool
}

// secret reports whether the value is one. The less is clear around it, the more
// the value must look like chance.
func (a assigning) secret(v string) bool {
	v = strings.TrimRight(v, ".")
	switch {
	case placeholder(v), reference().MatchString(v), plainFact().MatchString(v), wordy(v):
		return false
	case a.password && (strings.HasPrefix(a.joint, "=") && a.joint != "=>" || a.flag || a.whole):
		return len(v) >= 4 && !strings.ContainsAny(v, " ")
	case strings.ContainsAny(v, " \t"):
		return false
	case a.password:
		return len(v) >= 6 && chance(v)
	case strings.HasPrefix(a.joint, "=") || a.quoted || a.flag || a.whole:
		return len(v) >= 8 && chance(v) && !known().MatchString(v)
	}
	return len(v) >= 12 && chance(v) && !known().MatchString(v)
}

// placeholder reports whether a value stands for one that is elsewhere.
func placeholder(v string) bool {
	if v == "" || strings.Trim(v, v[:1]) == "" || strings.Trim(v, "xX") == "" || strings.ContainsRune(v, Mark) {
		return true // ****, ----, xxxx
	}
	for _, part := range []string{"${", "$(", "{{", "%(", "…", "...", "***"} {
		if strings.Contains(v, part) {
			return true
		}
	}
	switch v[0] {
	case '<', '$', '{', '[', '*':
		return true
	}
	switch strings.ToLower(v) {
	case "true", "false", "null", "none", "yes", "no", "required", "optional", "redacted", "hidden", "unset", "todo",
		"tbd":
		return true
	}
	return false
}

// reference is a value that says where the secret is kept.
var reference = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:arn:|alias/|ssm:|vault:|op://|secretsmanager:|kms:|rds!|/|\.\.?/|file:|` +
		`https?://[^@]*$|var\.|local\.|data\.|module\.|` +
		`!(?:Ref|Sub|GetAtt|Join|ImportValue)|[a-z_][a-z0-9_.]*\()`)
})

// plainFact is a number, a duration, a size or a day.
var plainFact = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[<>=~]*[0-9][0-9.,:/-]*\s*[A-Za-z가-힣%+]{0,8}$`)
})

// known are the forms of ids and digests.
var known = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:(?:sha[0-9]+|md5)[:-])?[0-9a-f]{32,128}$|` + // digests
		`^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|` + // UUIDs
		`^[a-z]{1,6}-[0-9a-f]{8,17}$|^sha[0-9]+-`) // resources, integrity
})

// wordy reports whether a value is made of words and numbers, as names are:
// prod/orders-db-2, AES-256, oauth2.client.
func wordy(v string) bool {
	pieces := strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune("-_./:@", r) })
	if len(pieces) < 2 {
		return false
	}
	for _, p := range pieces {
		mixed := strings.ContainsAny(p, alnum[:52]) && strings.ContainsAny(p, alnum[52:])
		if mixed && len(p) > 3 || strings.Trim(p, alnum) != "" {
			return false
		}
	}
	return true
}

// chance reports whether a value has what passwords are asked to have: a digit
// among letters, or a character of neither kind within.
func chance(v string) bool {
	letters := strings.ContainsAny(v, alnum[:52])
	if letters && strings.ContainsAny(v, "0123456789") {
		return true
	}
	return letters && strings.ContainsAny(v[:len(v)-1], "!@#$%^&*+~?")
}
