package files

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"asbuilt/finding"
)

// manifestName is the file that says what asbuilt wrote into a folder, so that
// the next run may replace that and nothing else. Version 2 has a line for each
// file: the SHA-256 of what was written, its size in bytes, its name. Version 1
// had names alone, which anybody can write down; it is believed no longer.
const manifestName = ".asbuilt-files"

// written is what a run wrote, or is about to write: a file of this name may
// hold this.
type written struct {
	hash string
	size int64
	name string
}

func (w written) String() string { return fmt.Sprintf("%s %d %s", w.hash, w.size, w.name) }

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// manifest is what a folder may hold that is asbuilt's. While a run is under
// way, a name is there twice: as it was, and as it will be.
type manifest []written

// parse reads a manifest. One of version 1 says nothing, and old names what it
// lists.
func parse(data []byte) (m manifest, old []string, err error) {
	for line := range strings.SplitSeq(strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")), "\n") {
		if line == "" {
			continue
		}
		hash, rest, _ := strings.Cut(line, " ")
		size, name, _ := strings.Cut(rest, " ")
		n, err := strconv.ParseInt(size, 10, 64)
		if len(hash) != 2*sha256.Size || strings.Trim(hash, "0123456789abcdef") != "" || err != nil {
			old = append(old, line)
			continue
		}
		m = append(m, written{hash, n, name})
	}
	if len(m) > 0 && len(old) > 0 {
		return nil, nil, finding.Errorf("%s is damaged at %q; delete the folder, or choose another",
			"%s이(가) %q에서 손상되었습니다. 폴더를 지우거나 다른 폴더를 고르십시오", manifestName, old[0])
	}
	return m, old, nil
}

func (m manifest) encode() []byte {
	lines := make([]string, len(m))
	for i, w := range m {
		lines[i] = w.String()
	}
	slices.Sort(lines)
	return []byte(strings.Join(slices.Compact(lines), "\n") + "\n")
}

// output is a folder that asbuilt writes into.
type output struct {
	writer
	dir    string // what the user calls it
	before manifest
	// old are the names of a manifest of version 1.
	old []string
	// left are temporary files of a run that was cut off.
	left []string
}

// Write makes dir hold the files. A folder that holds anything else is refused
// before a byte is written: a person's files are never overwritten or deleted,
// and neither is a file of asbuilt's that somebody changed. What an earlier run
// wrote, and this one does not, is deleted. said is a line for the user, or
// empty.
func Write(dir string, all Files) (said string, err error) { return write(dir, all, nil, nil) }

// WriteAmong is [Write] for files that stand beside others of asbuilt's: of what
// earlier runs wrote, it replaces and deletes only what is below folder.
func WriteAmong(dir, folder string, all Files) (said string, err error) {
	return write(dir, all, func(name string) bool { return !strings.HasPrefix(name, folder+"/") }, nil)
}

// write is [Write], but for what an earlier run wrote and keep says stays; nil
// keeps nothing.
func write(dir string, all Files, keep func(name string) bool, step func()) (said string, err error) {
	o, err := openOutput(dir)
	if err != nil {
		return "", err
	}
	defer o.Close()
	o.step = step
	if err := o.look(); err != nil {
		return "", err
	}
	after := make(manifest, len(all))
	for i, f := range all {
		after[i] = written{hashOf(f.Data), int64(len(f.Data)), f.Name}
	}
	for _, w := range o.before {
		named := func(f File) bool { return f.Name == w.name }
		if keep != nil && keep(w.name) && !slices.ContainsFunc(all, named) && o.holds(w) {
			after = append(after, w)
		}
	}
	// The list comes first: whatever a run that is cut off has written is in it.
	if err := o.put(manifestName, slices.Concat(o.before, after).encode()); err != nil {
		return "", err
	}
	for i, f := range all {
		if o.holds(after[i]) {
			continue
		}
		if err := o.put(f.Name, f.Data); err != nil {
			return "", err
		}
	}
	o.clean(after)
	if err := o.put(manifestName, after.encode()); err != nil {
		return "", err
	}
	return o.kept(all), nil
}

// openOutput opens the folder, and makes it when there is none.
func openOutput(dir string) (*output, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, finding.Errorf("make output folder: %v",
				"출력 폴더를 만들지 못했습니다: %v", err)
		}
	case err != nil:
		return nil, finding.Errorf("look at output folder: %v",
			"출력 폴더를 보지 못했습니다: %v", err)
	case !info.IsDir():
		return nil, finding.Errorf("%s is a file; --out names a folder",
			"%s은(는) 파일입니다. --out에는 폴더를 지정하십시오", dir)
	}
	o := &output{dir: dir}
	if o.Root, err = os.OpenRoot(dir); err != nil {
		return nil, finding.Errorf("look at output folder: %v",
			"출력 폴더를 보지 못했습니다: %v", err)
	}
	return o, nil
}

// look refuses a folder that holds what asbuilt did not write, and one that
// cannot be written to.
func (o *output) look() error {
	if err := o.readManifest(); err != nil {
		return err
	}
	known := map[string][]written{}
	for _, w := range o.before {
		known[w.name] = append(known[w.name], w)
	}
	err := fs.WalkDir(o.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && errors.Is(err, fs.ErrNotExist) && name != ".":
			return nil // a run beside this one deleted it
		case err != nil:
			return finding.Errorf("look at output folder: %v",
				"출력 폴더를 보지 못했습니다: %v", err)
		case d.IsDir() || name == manifestName:
			return nil
		case !d.Type().IsRegular():
			what, _ := irregular(d.Type())
			return finding.Errorf(
				"%s %s, through which asbuilt writes nothing; choose an empty folder, or take it away",
				"%s %s. asbuilt는 그것을 거쳐 쓰지 않습니다. 빈 폴더를 고르거나 그것을 치우십시오",
				filepath.Join(o.dir, filepath.FromSlash(name)), what.En)
		case isTemporary(name):
			o.left = append(o.left, name)
			return nil
		case slices.Contains(o.old, name):
			return nil
		case len(known[name]) == 0:
			return finding.Errorf("%s holds %s, which asbuilt did not write; choose an empty folder, or move the file "+
				"away",
				"%s에 asbuilt가 쓰지 않은 %s이(가) 있습니다. 빈 폴더를 고르거나 그 파일을 옮기십시오",
				o.dir, name)
		case !slices.ContainsFunc(known[name], o.holds):
			return finding.Errorf("%s holds %s, which was changed since asbuilt wrote it; choose an empty folder, or "+
				"move the file away",
				"%s의 %s은(는) asbuilt가 쓴 뒤에 바뀌었습니다. 빈 폴더를 고르거나 그 파일을 옮기십시오", o.dir, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	staged, err := o.stage(".", nil, 0o644)
	if err != nil {
		return finding.Errorf("write to output folder: %v",
			"출력 폴더에 쓰지 못했습니다: %v", err)
	}
	return o.Remove(staged)
}

// mostManifest is the largest manifest that is read, in bytes: a hundred
// thousand files.
const mostManifest = 16 << 20

func (o *output) readManifest() error {
	info, err := o.Lstat(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = admit(filepath.Join(o.dir, manifestName), info, mostManifest)
	}
	var data []byte
	if err == nil {
		data, err = o.ReadFile(manifestName)
	}
	if err == nil {
		o.before, o.old, err = parse(data)
	}
	if err != nil {
		return finding.Errorf("read what an earlier run wrote: %v",
			"지난번에 쓴 것을 읽지 못했습니다: %v", err)
	}
	return nil
}

// holds reports whether the folder has a file as it was written.
func (o *output) holds(w written) bool {
	name := filepath.FromSlash(w.name)
	info, err := o.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != w.size {
		return false
	}
	f, err := o.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return err == nil && hex.EncodeToString(sum.Sum(nil)) == w.hash
}

// put writes a file, with the folders around it.
func (o *output) put(name string, data []byte) error {
	err := o.change().MkdirAll(filepath.FromSlash(path.Dir(name)), 0o755)
	if err == nil {
		err = o.writer.put(name, data)
	}
	if err != nil {
		return finding.Errorf("write %s: %v",
			"%s을(를) 쓰지 못했습니다: %v", filepath.Join(o.dir, filepath.FromSlash(name)), bare(err))
	}
	return nil
}

// clean deletes what earlier runs wrote and after does not have, as long as it
// is as it was written, and the folders that this leaves empty.
func (o *output) clean(after manifest) {
	names := map[string]bool{}
	for _, w := range after {
		names[w.name] = true
	}
	for _, name := range o.left {
		o.remove(name)
	}
	for _, w := range o.before {
		if !names[w.name] && filepath.IsLocal(filepath.FromSlash(w.name)) && o.holds(w) {
			o.remove(w.name)
		}
	}
}

func (o *output) remove(name string) {
	o.change().Remove(filepath.FromSlash(name))
	for dir := path.Dir(name); dir != "." && o.change().Remove(filepath.FromSlash(dir)) == nil; {
		dir = path.Dir(dir)
	}
}

// kept says what was left of a folder whose manifest is of version 1.
func (o *output) kept(all Files) string {
	if len(o.old) == 0 {
		return ""
	}
	written := map[string]bool{}
	for _, f := range all {
		written[f.Name] = true
	}
	left := slices.DeleteFunc(slices.Clone(o.old), func(name string) bool {
		at := filepath.FromSlash(name)
		if written[name] || !filepath.IsLocal(at) {
			return true
		}
		info, err := o.Lstat(at)
		return err != nil || info.IsDir()
	})
	said := "the list of an earlier asbuilt in " + o.dir + " has no hashes and was replaced; nothing was deleted by it"
	switch len(left) {
	case 0:
	case 1:
		said += fmt.Sprintf(", and %s was left; delete or move what is not yours", left[0])
	default:
		said += fmt.Sprintf(", and %s and %d more were left; delete or move what is not yours", left[0], len(left)-1)
	}
	return said
}
