package redact

import (
	"iter"
	"strings"
)

// geometry yields where numbers are measures, in order: what draws, and where another
// file of the site lies. That is
//
//	 d="…"  points="…"  transform="…"  viewBox="…"  style="…"  class="…"
//	 href="…"  src="…"  without a colon in it
//	<style>…</  <script>…</
//
// with the space before a name.
func geometry(text string) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for at := 0; at < len(text); {
			next := strings.IndexAny(text[at:], " <")
			if next < 0 {
				return
			}
			from := at + next
			to := attribute(text, from)
			if text[from] == '<' {
				to = block(text, from)
			}
			if to == 0 {
				at = from + 1
			} else if at = to; !yield(from, to) {
				return
			}
		}
	}
}

// attribute is where the attribute after a space ends, 0 when it is none of ours.
func attribute(text string, space int) (end int) {
	rest := text[space+1:]
	for _, name := range []string{"class", "d", "href", "points", "src", "style", "transform", "viewBox"} {
		value, is := strings.CutPrefix(rest, name+`="`)
		if !is {
			continue
		}
		size := strings.IndexByte(value, '"')
		if size < 0 || (name == "href" || name == "src") && strings.Contains(value[:size], ":") {
			return 0
		}
		return len(text) - len(value) + size + 1
	}
	return 0
}

// block is where the style or script that opens at a place ends, 0 when there is none.
func block(text string, open int) (end int) {
	rest := text[open:]
	if !strings.HasPrefix(rest, "<style") && !strings.HasPrefix(rest, "<script") {
		return 0
	}
	start := strings.IndexByte(rest, '>')
	if start < 0 {
		return 0
	}
	size := strings.IndexByte(rest[start+1:], '<')
	if size < 0 || !strings.HasPrefix(rest[start+1+size:], "</") {
		return 0
	}
	return open + start + 1 + size + len("</")
}
