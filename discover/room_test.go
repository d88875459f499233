package discover

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestRoomIsMadeOnce wants of a file no more room than it takes: what grows step by
// step holds the old and the new at once.
func TestRoomIsMadeOnce(t *testing.T) {
	name := filepath.Join(t.TempDir(), "s.json")
	if err := os.WriteFile(name, bytes.Repeat([]byte("0123456789abcdef"), 1<<16), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := bounded(f)
	if err != nil || len(data) != 1<<20 || cap(data) > 1<<20+16<<10 {
		t.Errorf("%d bytes with room for %d, %v", len(data), cap(data), err)
	}
}
