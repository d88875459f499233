package markdown

import (
	"strconv"
	"strings"
	"unicode"
)

// Slugs makes the anchors of the headings of one text, as GitHub makes them.
type Slugs struct{ taken map[string]int }

// NewSlugs are the anchors of a text whose headings are still to come.
func NewSlugs() *Slugs { return &Slugs{taken: map[string]int{}} }

// Next is the anchor of the next heading. The second heading with a text has a
// number behind it: decision, decision-1.
func (s *Slugs) Next(heading string) string {
	slug := Slug(heading)
	n := s.taken[slug]
	s.taken[slug]++
	if n == 0 {
		return slug
	}
	numbered := slug + "-" + strconv.Itoa(n)
	s.taken[numbered]++
	return numbered
}

// Slug is a heading as an anchor: in lower case, blanks as hyphens, without
// what is neither a letter nor a digit of any script nor a hyphen or underscore.
// See https://github.com/gjtorikian/html-pipeline (table_of_contents_filter).
func Slug(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(heading)) {
		switch {
		case unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc) || r == '-':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}
