package finding

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
)

// Texts are the texts of one package, which it embeds as a file. The file has
// both languages side by side, so that a translator reads and a reviewer
// compares them without looking at code:
//
//	# What a rule has to say stands under its code.
//	alarm-missing
//	  title.en: Nothing watches the metric
//	  title.ko: 경보가 없음
//
//	# A label has no parts, and what reads alike in both languages is written once.
//	retention
//	  en: Retention
//	  ko: 보존 기간
//	arn
//	  both: ARN
//
// A line without indentation is a key and begins a block; the lines below it
// are its texts, English before Korean. A text is as long as its line. Empty
// lines and lines that begin with # are for the reader.
type Texts struct {
	name  string
	order []TextKey
	texts map[TextKey]Text
}

// TextKey is where a text stands: the key of its block, and which part of the
// block it is. A label is the part "".
type TextKey struct{ Key, Part string }

// The parts of a block that explains a rule.
const (
	partTitle = "title"
	partCause = "cause"
	partCure  = "cure"
)

// Embedded is the texts of a file that a package embeds. The file is read when
// the first text is asked for, so that a command that asks for none pays
// nothing; a fault in it is a fault of the program and ends in a panic.
//
//	//go:embed texts.txt
//	var textsFile string
//
//	var texts = finding.Embedded("drift/texts.txt", textsFile)
func Embedded(name, content string) func() *Texts {
	return sync.OnceValue(func() *Texts {
		t, err := ParseTexts(name, content)
		if err != nil {
			panic(err)
		}
		return t
	})
}

// ParseTexts reads the content of a file of texts. The error names every fault
// with its line: a key that stands twice or has no text, a text that lacks a
// language or is empty, a line that is neither.
func ParseTexts(name, content string) (*Texts, error) {
	p := &textsParser{t: &Texts{name: name, texts: map[TextKey]Text{}}, blocks: map[string]bool{}}
	number := 0
	for line := range strings.Lines(content) {
		number++
		p.line(number, strings.TrimRight(line, " \t\r\n"))
	}
	p.endBlock()
	return p.t, errors.Join(p.faults...)
}

type textsParser struct {
	t      *Texts
	blocks map[string]bool
	key    string // of the block that is being read
	keyAt  int    // the line of the key
	texts  int    // how many the block has so far
	// english is the text whose Korean must come next; it is empty between two
	// pairs.
	english   string
	englishOf TextKey
	englishAt int
	faults    []error
}

func (p *textsParser) fault(number int, format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf("%s:%d: %s", p.t.name, number, fmt.Sprintf(format, args...)))
}

func (p *textsParser) line(number int, line string) {
	text := strings.TrimLeft(line, " \t")
	switch {
	case text == "", text[0] == '#':
	case text == line:
		p.endBlock()
		p.beginBlock(number, line)
	case p.key == "":
		p.fault(number, "a text without a key above it")
	default:
		p.text(number, text)
	}
}

func (p *textsParser) beginBlock(number int, key string) {
	if p.blocks[key] {
		p.fault(number, "%s stands twice", key)
	}
	p.key, p.keyAt, p.texts = key, number, 0
	p.blocks[key] = true
}

func (p *textsParser) endBlock() {
	p.endPair()
	if p.key != "" && p.texts == 0 {
		p.fault(p.keyAt, "%s has no text", p.key)
	}
}

// endPair tells of an English text that no Korean followed.
func (p *textsParser) endPair() {
	if p.english != "" {
		p.fault(p.englishAt, "%s has no Korean in the next line", p.englishOf)
		p.english = ""
	}
}

// text reads "title.en: …", "title.ko: …", "title.both: …" or the same of a
// label, without a part.
func (p *textsParser) text(number int, line string) {
	p.texts++
	name, text, colon := strings.Cut(line, ":")
	at, lang := TextKey{Key: p.key}, name
	if part, last, found := strings.Cut(name, "."); found {
		at.Part, lang = part, last
	}
	text = strings.TrimSpace(text)
	if lang != string(Korean) {
		p.endPair()
	}
	switch {
	case !colon:
		p.fault(number, "%q has no language and colon before it", line)
	case text == "":
		p.fault(number, "%s of %s is empty", name, p.key)
		p.english = ""
	case lang == string(English):
		p.english, p.englishOf, p.englishAt = text, at, number
	case lang == "both":
		p.add(number, at, Same(text))
	case lang != string(Korean):
		p.fault(number, "%q is not a language; write en, ko or both", lang)
	case p.english == "" || p.englishOf != at:
		p.fault(number, "%s has no English in the line above", at)
	default:
		p.add(number, at, Both(p.english, text))
		p.english = ""
	}
}

func (p *textsParser) add(number int, at TextKey, text Text) {
	if _, twice := p.t.texts[at]; twice {
		p.fault(number, "%s stands twice", at)
	}
	p.t.texts[at] = text
	p.t.order = append(p.t.order, at)
}

// String names the text as a reader would: "title of alarm-missing".
func (k TextKey) String() string {
	if k.Part == "" {
		return k.Key
	}
	return k.Part + " of " + k.Key
}

// Of is the label of key. That there is none is a fault of the program.
func (t *Texts) Of(key string) Text { return t.part(key, "") }

func (t *Texts) part(key, part string) Text {
	at := TextKey{Key: key, Part: part}
	text, ok := t.texts[at]
	if !ok {
		panic(fmt.Sprintf("%s: there is no %s", t.name, at))
	}
	return text
}

// Lookup is the label of key; ok is false if there is none.
func (t *Texts) Lookup(key string) (text Text, ok bool) { return t.LookupPart(key, "") }

// LookupPart is a part of the block of key; ok is false if there is none.
func (t *Texts) LookupPart(key, part string) (text Text, ok bool) {
	text, ok = t.texts[TextKey{Key: key, Part: part}]
	return text, ok
}

// Say is the label of key with args in it, as [Say] formats them.
func (t *Texts) Say(key string, args ...any) Text {
	text := t.Of(key)
	return Say(text.En, text.Ko, args...)
}

// All is every text with its place, in the order of the file.
func (t *Texts) All() iter.Seq2[TextKey, Text] {
	return func(yield func(TextKey, Text) bool) {
		for _, at := range t.order {
			if !yield(at, t.texts[at]) {
				return
			}
		}
	}
}

// Explain gives each rule the title, cause and cure that stand under its code.
// Rules and texts must fit: a rule that lacks one of the three, a text that no
// rule asks for and a code that two rules have are faults of the program.
func (t *Texts) Explain(rules Rules) Rules {
	explained := slices.Clone(rules)
	known := map[string]bool{}
	for i := range explained {
		r := &explained[i]
		if known[r.Code] {
			panic(fmt.Sprintf("two rules have the code %s", r.Code))
		}
		known[r.Code] = true
		r.Title, r.Cause, r.Cure = t.part(r.Code, partTitle), t.part(r.Code, partCause), t.part(r.Code, partCure)
	}
	parts := []string{"", partTitle, partCause, partCure}
	for _, at := range t.order {
		if at.Part != "" && !known[at.Key] || !slices.Contains(parts, at.Part) {
			panic(fmt.Sprintf("%s: no rule asks for the %s", t.name, at))
		}
	}
	return explained
}
