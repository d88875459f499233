package discover

import (
	"errors"
	"io"
)

// Scratch is room for what does not fit into memory: a file that nobody else sees.
type Scratch interface {
	io.Writer
	io.ReaderAt
	io.Closer
}

// spool holds bytes one behind the other, the first few in memory and from there on in
// a scratch file.
type spool struct {
	scratch func() (Scratch, error)
	file    Scratch
	// mem are the bytes behind those in the file.
	mem  []byte
	base int64
}

// mostInMemory is how many bytes a spool holds before it writes them away.
const mostInMemory = 1 << 18

// add appends bytes and says where they lie.
func (s *spool) add(b []byte) (at int64, err error) {
	at = s.base + int64(len(s.mem))
	s.mem = append(s.mem, b...)
	if len(s.mem) < mostInMemory {
		return at, nil
	}
	if s.file == nil {
		if s.file, err = s.scratch(); err != nil {
			return 0, err
		}
	}
	n, err := s.file.Write(s.mem)
	s.base += int64(n)
	s.mem = s.mem[:0]
	return at, err
}

// read fills b with what lies at a place.
func (s *spool) read(b []byte, at int64) error {
	if at < s.base {
		n := int(min(int64(len(b)), s.base-at))
		if _, err := s.file.ReadAt(b[:n], at); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		b, at = b[n:], at+int64(n)
	}
	if len(b) > 0 && copy(b, s.mem[at-s.base:]) < len(b) {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// size is how many bytes there are.
func (s *spool) size() int64 { return s.base + int64(len(s.mem)) }

// spoolReader reads a spool from a place on.
type spoolReader struct {
	*spool
	at int64
}

func (r *spoolReader) Read(b []byte) (int, error) {
	b = b[:min(int64(len(b)), r.size()-r.at)]
	if len(b) == 0 {
		return 0, io.EOF
	}
	err := r.read(b, r.at)
	r.at += int64(len(b))
	return len(b), err
}

func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
