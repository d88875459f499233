package report

import (
	"regexp"
	"strings"
	"testing"
)

// TestProse wants that nothing in a comment becomes a link, a mention, a picture
// or a formula of its own accord, and that what is read stays the same.
func TestProse(t *testing.T) {
	// What hosts look for in the text of a comment.
	hosts := map[string]*regexp.Regexp{
		"address": regexp.MustCompile(`(?i)https?://|ftp://|www\.|mailto:`), "mention": regexp.MustCompile(`@\w`),
		"reference": regexp.MustCompile(`(?i)gh-\d|#\d`), "emoji": regexp.MustCompile(`:[a-z0-9_+-]+:`),
		"formula": regexp.MustCompile(`\$[^<]`),
	}
	unescape := strings.NewReplacer(`\`, "", "\u200b", "", "<span>$</span>", "$", "&lt;", "<", "&gt;", ">", "&amp;", "&")
	for _, text := range []string{
		"see https://evil.example/login", "WWW.evil.example and http://a.b", "www.evil.example", "mailto:a@b.example", "@team/all: ask",
		"fixes GH-1, gh-22 and #3", ":tada: :+1: a:b_c:d", "costs $1 and $x_1$", "ftp://x", "a@b.example",
	} {
		got := string(prose(text))
		for what, looks := range hosts {
			if found := looks.FindString(strings.ReplaceAll(got, `\`, "")); found != "" {
				t.Errorf("%q: %s %q in %q", text, what, found, got)
			}
		}
		if back := unescape.Replace(got); back != text {
			t.Errorf("%q reads as %q", text, back)
		}
	}
}
