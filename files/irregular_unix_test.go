//go:build unix

package files

import (
	"net"
	"os"
	"syscall"
	"testing"
)

// TestIrregular opens nothing that is not a regular file of a size that makes
// sense: in a folder, and by a name that the user gave.
func TestIrregular(t *testing.T) {
	for _, tt := range []struct {
		name string
		lay  func(y yard)
		want string
	}{
		{"named pipe", func(y yard) { y.must(syscall.Mkfifo(y.at("repo/app/x"), 0o644)) }, "is a named pipe, not a regular file"},
		{"linked named pipe", func(y yard) {
			y.must(syscall.Mkfifo(y.at("repo/app/y"), 0o644))
			y.link("repo/app/x", "y")
		}, "is a named pipe, not a regular file"},
		{"socket", func(y yard) {
			t.Chdir(y.at("repo/app")) // its path may not be long
			l, err := net.Listen("unix", "x")
			y.must(err)
			t.Cleanup(func() { l.Close() })
		}, "is a socket, not a regular file"},
		{"folder", func(y yard) { y.must(os.Mkdir(y.at("repo/app/x"), 0o755)) }, "is a folder"},
		{"sparse giant", func(y yard) {
			y.write("repo/app/x", "")
			y.must(os.Truncate(y.at("repo/app/x"), 20<<30))
		}, "has 20480 MiB, more than the 64 MiB that are read"},
		{"a byte too large", func(y yard) {
			y.write("repo/app/x", "")
			y.must(os.Truncate(y.at("repo/app/x"), MostBytes+1))
		}, "has 65 MiB, more than the 64 MiB that are read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			y := newYard(t)
			tt.lay(y)
			folder, err := Open(y.at("repo/app"), nil)
			y.must(err)
			_, inFolder := folder.ReadFile("x")
			_, named := Read(y.at("repo/app/x"), MostBytes)
			for how, err := range map[string]error{"in a folder": inFolder, "by name": named} {
				if err == nil || Why(err).En != tt.want {
					t.Errorf("%s: got %v, want %q", how, err, tt.want)
				}
			}
		})
	}
	if _, err := Read(os.DevNull, MostBytes); err == nil || Why(err).En != "is a device, not a regular file" {
		t.Errorf("a device: %v", err)
	}
}
