package discover

import (
	"bufio"
	"bytes"
	"io"
)

// window reads JSON piece by piece: of what it is read from only one value is held at
// a time, without the space between its parts. It looks at quotes and brackets alone;
// whoever decodes a value sees the rest.
type window struct {
	in    *bufio.Reader
	value []byte
	err   error
}

func newWindow(r io.Reader) *window { return &window{in: bufio.NewReaderSize(r, 1<<16)} }

// peek is the next byte that is no space, without reading it; 0 at the end.
func (w *window) peek() byte {
	for w.err == nil {
		c, err := w.in.ReadByte()
		switch {
		case err != nil:
			w.err = err
		case c != ' ' && c != '\n' && c != '\r' && c != '\t':
			w.err = w.in.UnreadByte()
			return c
		}
	}
	return 0
}

// eat reads one byte of punctuation, and reports whether it was there.
func (w *window) eat(c byte) bool {
	if w.peek() != c {
		return false
	}
	w.in.Discard(1)
	return true
}

// next reads a value and is its bytes, good until the next one is read; nil where none
// is whole.
func (w *window) next() []byte {
	w.value = w.value[:0]
	if w.peek() == 0 {
		return nil
	}
	s := scan{}
	for {
		buffered, err := w.in.Peek(max(1, w.in.Buffered()))
		if err != nil {
			w.err = err
			return nil
		}
		dense, n, done := s.over(w.value, buffered)
		w.value = dense
		w.in.Discard(n)
		if done {
			return w.value
		}
		if len(w.value) > maxBytes {
			w.err = io.ErrShortBuffer
			return nil
		}
	}
}

// scan finds where a value ends.
type scan struct {
	depth           int
	quoted, escaped bool
	plainWord       bool
	// inWord says that the last byte was of a number or the like, apart that space follows
	// it.
	inWord, apart bool
}

// over appends those of the bytes that belong to the value, without the space between its
// parts. n is how many do, done whether it ends with them.
func (s *scan) over(to, b []byte) (dense []byte, n int, done bool) {
	from := 0
	for i := 0; i < len(b); i++ {
		if s.quoted {
			if i = s.quote(b, i); i < len(b) && s.depth == 0 {
				return append(to, b[from:i+1]...), i + 1, true
			}
			continue
		}
		switch c := b[i]; {
		case c == '"':
			s.quoted, s.inWord, s.apart = true, false, false
		case c == '{' || c == '[':
			s.depth++
			s.inWord, s.apart = false, false
		case c == '}' || c == ']':
			if s.plainWord && s.depth == 0 {
				return append(to, b[from:i]...), i, true
			}
			if s.depth--; s.depth == 0 {
				return append(to, b[from:i+1]...), i + 1, true
			}
			s.inWord, s.apart = false, false
		case s.plainWord && s.depth == 0 && (c == ',' || c == ':' || c <= ' '):
			return append(to, b[from:i]...), i, true
		case c == ' ' || c == '\n' || c == '\r' || c == '\t':
			to = append(to, b[from:i]...)
			for i+1 < len(b) && (b[i+1] == ' ' || b[i+1] == '\n' || b[i+1] == '\r' || b[i+1] == '\t') {
				i++
			}
			from, s.apart = i+1, s.inWord
		case c == ',' || c == ':':
			s.inWord, s.apart = false, false
		default:
			if s.apart { // two words, where one may be: whoever decodes it sees that
				to = append(to, ' ')
			}
			s.inWord, s.apart = true, false
			s.plainWord = s.plainWord || s.depth == 0
		}
	}
	return append(to, b[from:]...), len(b), false
}

// quote is where the text ends that goes on at a place, or len(b) where it does not.
func (s *scan) quote(b []byte, i int) int {
	for ; i < len(b); i++ {
		if s.escaped {
			s.escaped = false
			continue
		}
		end := bytes.IndexByte(b[i:], '"')
		if end < 0 {
			end = len(b) - i
		}
		if escape := bytes.IndexByte(b[i:i+end], '\\'); escape >= 0 {
			i += escape
			s.escaped = true
			continue
		}
		if i += end; i < len(b) {
			s.quoted = false
		}
		return i
	}
	return len(b)
}
