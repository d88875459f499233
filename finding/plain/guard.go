package plain

import (
	"fmt"
	"io"
	"strings"
)

// Guard writes text to the log of a pipeline so that the pipeline takes none of
// it for a command: GitHub's runner obeys "::" at the beginning of a line, after
// blanks, and "##[" anywhere; that of Azure obeys "##vso[" and "##[" anywhere. A
// character that nobody sees keeps what they look for apart. It is for pipelines
// alone: elsewhere nothing obeys, and people copy what they read.
type Guard struct {
	w io.Writer
	// started says that the line has something else than blanks; recent is the
	// end of what was written, as far as a command may have begun there.
	started bool
	recent  string
}

// NewGuard guards w.
func NewGuard(w io.Writer) *Guard { return &Guard{w: w} }

// Raw is what is guarded, for what is no text.
func (g *Guard) Raw() io.Writer { return g.w }

const breaker = "\u200b"

// Write writes p, with commands broken.
func (g *Guard) Write(p []byte) (int, error) {
	var b strings.Builder
	for _, c := range p {
		switch {
		case c == ':' && g.recent == ":" && !g.started:
			b.WriteString(breaker)
			g.started = true
		case c == '[' && (strings.HasSuffix(g.recent, "##") || strings.HasSuffix(strings.ToLower(g.recent), "##vso")):
			b.WriteString(breaker)
		}
		b.WriteByte(c)
		g.see(c)
	}
	if _, err := io.WriteString(g.w, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// see remembers what was written.
func (g *Guard) see(c byte) {
	switch {
	case c == '\n' || c == '\r':
		g.started, g.recent = false, ""
	case !g.started && strings.IndexByte(" \t\v\f", c) >= 0:
		g.recent = ""
	case !g.started && c == ':' && g.recent == "":
		g.recent = ":"
	default:
		g.started = true
		g.recent += string(rune(c))
		if n := len(g.recent) - len("##vso"); n > 0 {
			g.recent = g.recent[n:]
		}
	}
}

// JSON guards JSON, whose strings may say a character by its number: it says the
// same to whoever reads it as JSON, and nothing to whoever reads the log.
func JSON(w io.Writer) io.Writer { return replacing{w, numbered(`\u%04x`)} }

// XML guards XML in the same way.
func XML(w io.Writer) io.Writer { return replacing{w, numbered("&#x%x;")} }

// numbered writes down by number what only texts of JSON and XML can hold.
func numbered(form string) *strings.Replacer {
	pairs := []string{"##", "#" + fmt.Sprintf(form, '#')}
	for _, r := range [][2]rune{{0x7f, 0x9f}, {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069}} {
		for c := r[0]; c <= r[1]; c++ {
			pairs = append(pairs, string(c), fmt.Sprintf(form, c))
		}
	}
	return strings.NewReplacer(pairs...)
}

type replacing struct {
	w        io.Writer
	replacer *strings.Replacer
}

// Write writes p, which must hold whole characters, as an encoder does.
func (r replacing) Write(p []byte) (int, error) {
	if _, err := r.replacer.WriteString(r.w, string(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}
