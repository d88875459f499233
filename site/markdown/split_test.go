package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

var shownWord = regexp.MustCompile(`[\pL\pN]+`)

// TestParts holds that a long text loses nothing when it is parted, that no part is
// more than a page bears, and that links find the part that their place is in.
func TestParts(t *testing.T) {
	repeated := func(n int, form string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"table":       "intro\n\n| a | b |\n|---|---|\n" + repeated(4_500, "| row%d | what was measured in it, and how often |\n") + "\nend\n",
		"list":        repeated(4_000, "1. item%d of a list, with some words to it\n"),
		"headings":    "[end](#part-2499)\n\n" + repeated(2_500, "## Part %d\n\nwords below it that go on and on\n\n"),
		"quotation":   repeated(3_000, "> line%d of what somebody said\n>\n"),
		"code":        "```\n" + repeated(9_000, "line%d of a log that nobody reads\n") + "```\n",
		"short lines": "```\n" + repeated(8_000, "%d\n") + "```\n",
		"signs":       repeated(6_000, "w%d \"'\"'<>\n\n"),
		"paragraph":   repeated(30_000, "word%d "),
		"one word":    strings.Repeat("가나다", 100_000),
		"nested":      repeated(4_000, "- item%d\n  - below it, with more to read\n"),
		"intricate":   repeated(60_000, "*a%d_ "),
		"html table":  "<table>" + repeated(3_000, "<tr><td>cell%d</td><td>what it holds</td></tr>") + "</table>",
	} {
		whole := Render(text, plainOptions())
		o := plainOptions()
		o.Part = func(n int) string { return fmt.Sprintf("part%d.html", n) }
		parted := Render(text, o)
		if len(whole.Parts) != 1 || len(parted.Parts) < 2 {
			t.Errorf("%s: %d and %d parts", name, len(whole.Parts), len(parted.Parts))
			continue
		}
		words := map[string]int{}
		for i, p := range parted.Parts {
			if len(p) > 2*MostOnPage {
				t.Errorf("%s: part %d has %d bytes", name, i, len(p))
			}
			for _, w := range shownWord.FindAllString(shownIn(string(p)), -1) {
				words[w]++
			}
			if strings.Contains(text, "| a | b |") && strings.Contains(string(p), "row") && !strings.Contains(string(p), "<th>a</th>") {
				t.Errorf("%s: part %d has rows without a head", name, i)
			}
		}
		for _, w := range shownWord.FindAllString(shownIn(string(whole.HTML)), -1) {
			if words[w] == 0 && name != "one word" {
				t.Fatalf("%s: %q is in no part", name, w)
			}
		}
	}
	o := plainOptions()
	o.Part = func(n int) string { return fmt.Sprintf("part%d.html", n) }
	far := Render("[far](#far-away)\n\n"+repeated(5_000, "some words of paragraph %d\n\n")+"## Far away\n\n1. a\n", o)
	at := far.PartOf["far-away"]
	if at == 0 || !strings.Contains(string(far.HTML), fmt.Sprintf(`href="part%d.html#far-away"`, at)) {
		t.Errorf("the link does not lead to part %d", at)
	}
	if h := far.Headings[0]; h.Href != fmt.Sprintf("part%d.html#far-away", at) {
		t.Errorf("the contents lead to %s", h.Href)
	}
	numbered := Render(repeated(4_000, "1. item%d of a list, with some words to it\n"), o)
	before := strings.Count(string(numbered.HTML), "<li>")
	if want := fmt.Sprintf(`<ol start="%d">`, before+1); !strings.HasPrefix(string(numbered.Parts[1]), want) {
		t.Errorf("the list goes on with %.40s, want %s", numbered.Parts[1], want)
	}
}

var tagOf = regexp.MustCompile(`<[^>]*>`)

// shownIn is the text of a piece of HTML.
func shownIn(html string) string { return tagOf.ReplaceAllString(html, " ") }
