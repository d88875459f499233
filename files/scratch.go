package files

import "os"

// Scratch is a file of its own to write to and read from, which nobody else finds and
// which is gone when it is closed.
type Scratch struct{ *os.File }

// NewScratch makes a scratch file where the system keeps temporary ones.
func NewScratch() (*Scratch, error) {
	f, err := os.CreateTemp("", temporary)
	if err != nil {
		return nil, err
	}
	os.Remove(f.Name()) // where the system lets go of names of open files
	return &Scratch{f}, nil
}

// Close closes the file and removes what is left of it.
func (s *Scratch) Close() error {
	err := s.File.Close()
	os.Remove(s.Name())
	return err
}
