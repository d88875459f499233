// Package words is what pages say in one language: the words of the interface,
// the names of the model's keys, and values such as durations and rates as a
// reader writes them. It knows no page and no address.
//
//	w := words.In(finding.Korean)
//	w.T("elements")                    // 요소
//	w.Duration(90 * 24 * time.Hour)    // 90일
package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/pattern"
)

// Words are the words of one language.
type Words struct {
	lang finding.Lang
	// zone is that of moments; nil for UTC.
	zone *time.Location
}

// In are the words of lang.
func In(lang finding.Lang) Words { return Words{lang: lang} }

// At are the same words, with moments as they are told in a time zone.
func (w Words) At(zone *time.Location) Words {
	w.zone = zone
	return w
}

// Language is the language of the words.
func (w Words) Language() finding.Lang { return w.lang }

// Lang is the language as the attribute lang of HTML has it.
func (w Words) Lang() string { return string(w.lang) }

// T is the word of the interface with that name, formatted with args. That
// there is none is a fault of the program.
func (w Words) T(name string, args ...any) string {
	text := interfaceWords().Of(name).In(w.lang)
	if len(args) == 0 {
		return text
	}
	text = fmt.Sprintf(text, args...)
	if w.lang == finding.Korean {
		return finding.Particles(text)
	}
	return several.ReplaceAllStringFunc(text, func(s string) string {
		if strings.HasSuffix(s, "sses") {
			return strings.TrimSuffix(s, "es")
		}
		return strings.TrimSuffix(s, "s")
	})
}

// several matches a plural after the number one.
var several = pattern.New(`(^|[^\d.,–])1 [a-z]{3,}s\b`)

// Lookup is the word of the interface with that name; ok is false if there is
// none.
func (w Words) Lookup(name string) (word string, ok bool) {
	text, ok := interfaceWords().Lookup(name)
	return text.In(w.lang), ok
}

// Fallback is the other language when t exists only there, else "".
func (w Words) Fallback(t finding.Text) finding.Lang {
	own, other := t.En, t.Ko
	if w.lang == finding.Korean {
		own, other = t.Ko, t.En
	}
	if own != "" || other == "" {
		return ""
	}
	return w.lang.Other()
}

// Key is what a key of the language is called under prefix, the path of keys
// that leads to it.
func (w Words) Key(prefix, key string) string {
	parent := prefix[strings.LastIndexByte(prefix, '.')+1:]
	for _, name := range []string{parent + "." + key, key} {
		if t, ok := keyLabels().Lookup(name); ok {
			return t.In(w.lang)
		}
	}
	return key
}

// Enum is a word of the language in the reader's, where it has one.
func (w Words) Enum(word string) string {
	if t, ok := enumWords().Lookup(word); ok {
		return t.In(w.lang)
	}
	return word
}

// EnumOf is [Words.Enum] of what stands under a key, where the word means something
// of its own: a subnet is public otherwise than a document is.
func (w Words) EnumOf(key, word string) string {
	if t, ok := enumWords().Lookup(key + "." + word); ok {
		return t.In(w.lang)
	}
	return w.Enum(word)
}

// Duration is d in its largest whole unit.
func (w Words) Duration(d time.Duration) string {
	const daily = 24 * time.Hour
	if d == 0 {
		return w.count("day", 0)
	}
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"year", 365 * daily}, {"day", daily}, {"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}} {
		if d >= u.size && d%u.size == 0 {
			return w.count(u.name, int(d/u.size))
		}
	}
	return d.String()
}

// Age is d in days, hours or minutes, whichever it is at least one of: how old
// something is.
func (w Words) Age(d time.Duration) string {
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"day", 24 * time.Hour}, {"hour", time.Hour}, {"minute", time.Minute}} {
		if d >= u.size {
			return w.count(u.name, int(d/u.size))
		}
	}
	return w.count("minute", 0)
}

// count is n of a unit of time: 1 day, 90 days.
func (w Words) count(unit string, n int) string {
	text := w.T("unit-" + unit)
	switch {
	case w.lang == finding.Korean:
		return Grouped(strconv.Itoa(n)) + text
	case n != 1:
		text += "s"
	}
	return Grouped(strconv.Itoa(n)) + " " + text
}

// Rate is r with its unit of time.
func (w Words) Rate(r model.PerTime) string {
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"second", time.Second}, {"minute", time.Minute}, {"hour", time.Hour}, {"day", 24 * time.Hour}} {
		if r.Per == u.size {
			return w.T("per-"+u.name, Number(r.N))
		}
	}
	return Number(r.N) + " / " + w.Duration(r.Per)
}

// Moment is a time to the minute, with its zone.
func (w Words) Moment(t time.Time) string {
	zone := w.zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("2006-01-02 15:04 MST")
}

// Date is the day of a moment, in its zone.
func (w Words) Date(t time.Time) string { return w.Moment(t)[:len(time.DateOnly)] }

// Day is a date, or "" for no time at all.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// Bytes is n in its largest whole unit, in powers of 1024.
func Bytes(n int64) string {
	for _, u := range []struct {
		name string
		size int64
	}{{"TB", 1 << 40}, {"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}} {
		if n >= u.size && n%u.size == 0 {
			return Grouped(strconv.FormatInt(n/u.size, 10)) + " " + u.name
		}
	}
	return Grouped(strconv.FormatInt(n, 10)) + " B"
}

// Port is a range of ports with its protocol: 443/tcp, 1024–65535/udp.
func Port(r model.PortRange) string {
	switch {
	case r.Protocol == "icmp":
		return r.Protocol
	case r.First == r.Last:
		return fmt.Sprintf("%d/%s", r.First, r.Protocol)
	}
	return fmt.Sprintf("%d–%d/%s", r.First, r.Last, r.Protocol)
}

// Number is f with commas between its thousands.
func Number(f float64) string { return Grouped(strconv.FormatFloat(f, 'f', -1, 64)) }

// Grouped puts a comma between groups of three digits before the point.
func Grouped(digits string) string {
	whole, rest, point := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		return whole + "." + rest
	}
	return whole
}

// Joined joins what is not empty with a middle dot.
func Joined(all ...string) string {
	var kept []string
	for _, w := range all {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " · ")
}

// HasHangul reports whether s holds a Korean letter.
func HasHangul(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
}
