package cmd

import (
	"fmt"

	"asbuilt/files"
	"asbuilt/finding/plain"
)

// write makes a folder that the user named hold the files, and passes on what is
// to be said of it.
func (e *environment) write(dir string, all files.Files) error {
	if err := e.mayWrite(); err != nil {
		return err
	}
	said, err := files.Write(dir, all)
	if said != "" {
		plain.Fprintf(e.streams.Err, "asbuilt: %s\n", said)
	}
	return err
}

// several is a number of things in English: "1 picture", "2 pictures".
func several(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
