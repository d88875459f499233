// Package files is the only one that touches files. What lies in a repository
// may have been put there by somebody who means harm, and what is written must
// never cost a person a file; the rules for both are kept here and nowhere else.
//
// Reading ([Folder], [Read]): regular files alone, of which the size is asked
// before they are read. A named pipe, a device or a socket is never opened. A
// symbolic link is followed when it stays in the repository and leads to nothing
// hidden.
//
// Writing ([Write], [Create], [Replace]): to a temporary name first, which is
// then renamed. What an earlier run wrote into an output folder is known by its
// hash; nothing else there is replaced or deleted.
//
//	folder, err := files.Open("systems/orders", nil)
//	data, err := fs.ReadFile(folder, "architecture.yaml")
package files

import (
	buffer "bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"asbuilt/finding"
)

// MostBytes is the largest file that is read of a repository, in bytes: more
// than any that a model may consist of.
const MostBytes = 64 << 20

// MostMarkdown is the largest runbook or decision record that is read, in bytes:
// some 200 pages.
const MostMarkdown = 1 << 20

// RefusedError says that a file is there and is not read, and why.
type RefusedError struct {
	// Name is what the user calls the file.
	Name string
	// Why is said of the file: "is a named pipe".
	Why finding.Text
}

func (e *RefusedError) Error() string { return e.Name + " " + e.Why.En }

// Why is the reason in err for which a file is not read, or, of other errors,
// what the system says.
func Why(err error) finding.Text {
	var refused *RefusedError
	if errors.As(err, &refused) {
		return refused.Why
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return finding.Say("cannot be read: %s", "파일을 읽을 수 없습니다: %s", err)
}

// irregular says what a file is that is not a regular one.
func irregular(mode fs.FileMode) (finding.Text, bool) {
	switch {
	case mode.IsRegular():
		return finding.Text{}, false
	case mode.IsDir():
		return finding.Say("is a folder", "파일이 아니라 폴더입니다"), true
	case mode&fs.ModeNamedPipe != 0:
		return finding.Say("is a named pipe, not a regular file", "일반 파일이 아니라 파이프(FIFO)입니다"), true
	case mode&fs.ModeSocket != 0:
		return finding.Say("is a socket, not a regular file", "일반 파일이 아니라 소켓입니다"), true
	case mode&fs.ModeDevice != 0:
		return finding.Say("is a device, not a regular file", "일반 파일이 아니라 장치입니다"), true
	case mode&fs.ModeSymlink != 0:
		return finding.Say("is a symbolic link", "심볼릭 링크입니다"), true
	}
	return finding.Say("is not a regular file", "일반 파일이 아닙니다"), true
}

// tooLarge says that a file is larger than most, if it is.
func tooLarge(size, most int64) (finding.Text, bool) {
	if size <= most {
		return finding.Text{}, false
	}
	return finding.Say("has %s, more than the %s that are read",
		"크기가 %s입니다. 읽을 수 있는 크기는 %s까지입니다", bytes(size), bytes(most)), true
}

// bytes is a size as people say it, rounded up, so that one that is too large by
// a byte is not said to be what is allowed.
func bytes(n int64) string {
	const kib, mib = 1 << 10, 1 << 20
	switch {
	case n >= 10*mib:
		return fmt.Sprintf("%d MiB", (n+mib-1)/mib)
	case n >= 10*kib:
		return fmt.Sprintf("%d KiB", (n+kib-1)/kib)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Read reads a file that the user named, of at most so many bytes. Links are his
// own affair; but it must be a regular file.
func Read(name string, most int64) ([]byte, error) {
	f, err := OpenFile(name, most)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, 0)
}

// readAll is all that is left of a file that has said that it has so many bytes.
func readAll(r io.Reader, size int64) ([]byte, error) {
	b := buffer.NewBuffer(make([]byte, 0, size+buffer.MinRead))
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

// OpenFile opens a file that the user named, as [Read] does.
func OpenFile(name string, most int64) (io.ReadCloser, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: bare(err)}
	}
	if err := admit(name, info, most); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name, os.O_RDONLY|nonblocking, 0)
	if err != nil {
		return nil, err
	}
	return opened(name, f, most)
}

// Check reports whether a file can be read: [Folder.ReadFile] and its like of
// other file systems would give it, and it has at most so many bytes.
func Check(fsys fs.FS, name string, most int64) error {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return err
	}
	return admit(name, info, most)
}

// admit refuses what is not a regular file of at most so many bytes.
func admit(name string, info fs.FileInfo, most int64) error {
	why, refused := irregular(info.Mode())
	if !refused {
		why, refused = tooLarge(info.Size(), most)
	}
	if refused {
		return &RefusedError{name, why}
	}
	return nil
}

// opened is a file that was just opened, once more admitted: it may have become
// another since it was looked at.
func opened(name string, f *os.File, most int64) (*regular, error) {
	info, err := f.Stat()
	if err == nil {
		err = admit(name, info, most)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &regular{File: f, name: name, left: most, most: most}, nil
}

// regular is an open file that ends with an error where it turns out to hold
// more than it said.
type regular struct {
	*os.File
	name       string
	left, most int64
}

// Read reads on, but not beyond the limit.
func (r *regular) Read(p []byte) (int, error) {
	n, err := r.File.Read(p[:min(int64(len(p)), r.left+1)])
	if r.left -= int64(n); r.left < 0 {
		why, _ := tooLarge(r.most+1, r.most)
		return 0, &RefusedError{r.name, why}
	}
	return n, err
}

// Look says what is known of a file or folder that the user named.
func Look(name string) (fs.FileInfo, error) { return os.Stat(name) }

// Exists reports whether there is anything of that name, if only a link that
// leads nowhere.
func Exists(name string) bool {
	_, err := os.Lstat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

// List are the entries of a folder that the user named, by name.
func List(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// Same reports whether two names are those of one file or folder.
func Same(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// Real is the name of a file or folder without links.
func Real(name string) (string, error) { return filepath.EvalSymlinks(name) }

// Top is the nearest folder, dir or one above it, that has a .git.
func Top(dir string) (string, bool) {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at, true
		}
		if filepath.Dir(at) == at {
			return "", false
		}
	}
}
