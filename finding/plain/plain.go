// Package plain makes text of others harmless where it is written: names in AWS
// are anybody's to choose, and so is all that a pull request brings. A terminal
// must not move its cursor for it, the log of a pipeline must not take it for a
// command, and a reader must see what is there.
//
// [Text] is one line without anything of that kind, and only this package makes
// one. [Fprintf] writes with such texts; [Guard] stands before a log.
package plain

import (
	"fmt"
	"io"
	"strings"
)

// Text is a line of text that does nothing but be read. The zero value is empty.
type Text struct{ s string }

// Of is s on one line, with a mark in the place of each character that would
// move a cursor, turn the direction of text, or not be seen.
func Of(s string) Text {
	before := rune(0)
	return Text{strings.Map(func(r rune) rune {
		out := seen(r, before)
		before = r
		return out
	}, s)}
}

// String is the text.
func (t Text) String() string { return t.s }

// MarshalText is the text, so that an encoder of XML or JSON takes it.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.s), nil }

// Mark is what stands for a character that would do something.
const Mark = '�'

// seen is how a character is shown that follows another.
func seen(r, before rune) rune {
	switch {
	case r == '\t' || r == '\n':
		return ' '
	case r < 0x20, r >= 0x7f && r < 0xa0: // of terminals
		return Mark
	case r == 0x2028, r == 0x2029: // ends of lines
		return Mark
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x061c, r == 0x200e, r == 0x200f: // turn it
		return Mark
	case r == 0x200d && (before >= 0x2600 || before == 0xfe0f): // joins the parts of an emoji
		return r
	case r >= 0x200b && r <= 0x200d, r >= 0x2060 && r <= 0x2064, r == 0xfeff, r == 0x180e: // are not seen
		return Mark
	case r >= 0xe0000 && r <= 0xe007f: // neither
		return Mark
	}
	return r
}

// Fprintf formats as fmt.Fprintf does, with every text among the arguments made
// plain: strings, errors, and what has a String method.
func Fprintf(w io.Writer, format string, args ...any) (int, error) {
	return fmt.Fprintf(w, format, all(args)...)
}

// Fprintln writes as fmt.Fprintln does, with every text made plain.
func Fprintln(w io.Writer, args ...any) (int, error) { return fmt.Fprintln(w, all(args)...) }

func all(args []any) []any {
	out := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Text:
			out[i] = arg.s
		case string:
			out[i] = Of(arg).s
		case error:
			out[i] = Of(arg.Error()).s
		case fmt.Stringer:
			out[i] = Of(arg.String()).s
		default:
			out[i] = arg
		}
	}
	return out
}
