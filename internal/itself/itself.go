// Package itself lets a test's program be asbuilt, so that tests start the program
// without building it a second time.
package itself

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"asbuilt/cmd"
)

// Main is the status that a TestMain ends with: of asbuilt, where the program was called
// by that name, and of the tests where it was not.
func Main(m *testing.M) int {
	if filepath.Base(os.Args[0]) == "asbuilt" {
		return int(cmd.Main(context.Background(), os.Args[1:], cmd.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
	}
	return m.Run()
}
