// Package pattern has regular expressions that are compiled when they are first
// asked for: a hundred of them cost every command some milliseconds at its start,
// and most commands ask for none.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a [regexp.Regexp] to be; several may ask it at once.
type Pattern struct {
	text string
	once sync.Once
	re   *regexp.Regexp
}

// New is the pattern of that text, whose faults the first question brings to light:
// it panics.
func New(text string) *Pattern { return &Pattern{text: text} }

func (p *Pattern) compiled() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.text) })
	return p.re
}

// Regexp is the expression itself, for a library that wants one.
func (p *Pattern) Regexp() *regexp.Regexp { return p.compiled() }

// MatchString is [regexp.Regexp.MatchString]; the others, too, are what they are
// called there.
func (p *Pattern) MatchString(s string) bool { return p.compiled().MatchString(s) }

// FindString is the first match, or empty.
func (p *Pattern) FindString(s string) string { return p.compiled().FindString(s) }

// FindStringIndex is where the first match is, or nil.
func (p *Pattern) FindStringIndex(s string) []int { return p.compiled().FindStringIndex(s) }

// FindStringSubmatch is the first match with its groups, or nil.
func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

// FindStringSubmatchIndex is where the first match and its groups are, or nil.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}

// FindSubmatch is the same in bytes.
func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.compiled().FindSubmatch(b) }

// FindAllString is the first n matches, or all of them for a negative n.
func (p *Pattern) FindAllString(s string, n int) []string { return p.compiled().FindAllString(s, n) }

// FindAllStringSubmatch is the same with groups.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is where they are.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(s, n)
}

// ReplaceAllString puts a text, in which $1 is a group, in place of each match.
func (p *Pattern) ReplaceAllString(s, by string) string { return p.compiled().ReplaceAllString(s, by) }

// ReplaceAll is the same in bytes.
func (p *Pattern) ReplaceAll(b, by []byte) []byte { return p.compiled().ReplaceAll(b, by) }

// ReplaceAllStringFunc puts what by makes of each match in its place.
func (p *Pattern) ReplaceAllStringFunc(s string, by func(string) string) string {
	return p.compiled().ReplaceAllStringFunc(s, by)
}

// String is the text of the pattern.
func (p *Pattern) String() string { return p.text }
