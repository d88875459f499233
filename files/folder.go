package files

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"asbuilt/finding"
)

// Folder is a folder of a repository, with what lies below it, as an [fs.FS].
// Beyond what that asks for, a name may lead up to another place of the repository
// ("../docs/adr", see [Valid]), and a link may too.
type Folder struct {
	// root is the repository, or the folder itself where there is none.
	root *os.Root
	// top is its absolute path; prefix is that from it to the folder, "." for none.
	top, prefix string
	// linked is told of every link that is followed; it may be nil.
	linked func(name, to string)

	mu sync.Mutex
	// plain are folders that were come to without a link, by their path from the top:
	// of what lies in them, only the last step is left to be looked at.
	plain map[string]*os.Root
}

// mostPlain is how many folders are kept open, at most.
const mostPlain = 32

// in is the folder of that path if it was come to without a link; nil otherwise.
func (f *Folder) in(dir string) *os.Root {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.plain[dir]
}

// keep remembers that no link leads to a folder.
func (f *Folder) keep(dir string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.plain[dir] == nil && len(f.plain) >= mostPlain {
		return
	}
	if root, err := f.root.OpenRoot(filepath.FromSlash(dir)); err == nil {
		if f.plain == nil {
			f.plain = map[string]*os.Root{}
		}
		f.plain[dir] = root
	}
}

// Valid reports whether a name is one that a [Folder], or the tree of a commit,
// knows: what fs.ValidPath allows, and the same after steps up ("../docs/adr").
func Valid(name string) bool {
	for {
		rest, up := strings.CutPrefix(name, "../")
		if !up {
			return name == ".." || fs.ValidPath(name)
		}
		name = rest
	}
}

// leavesUp reports whether a clean name leads out of the folder that it begins in.
func leavesUp(name string) bool { return name == ".." || strings.HasPrefix(name, "../") }

// mostLinks is how many links may lead to one file.
const mostLinks = 40

// Open opens the folder of that name. linked, unless it is nil, is told of every
// link that is followed: its name in the folder, and where in the repository it
// leads.
func Open(dir string, linked func(name, to string)) (*Folder, error) {
	at, err := filepath.Abs(dir)
	if err == nil {
		at, err = Real(at)
	}
	if err != nil {
		return nil, err
	}
	f := &Folder{top: at, prefix: ".", linked: linked}
	if top, ok := Top(at); ok {
		rel, err := filepath.Rel(top, at)
		if err != nil {
			return nil, err
		}
		f.top, f.prefix = top, filepath.ToSlash(rel)
	}
	f.root, err = os.OpenRoot(f.top)
	return f, err
}

// InRepository is where the folder lies from the root of its repository, with slashes;
// empty for the root itself, and where there is no repository.
func (f *Folder) InRepository() string {
	if f.prefix == "." {
		return ""
	}
	return f.prefix
}

// Open opens a file or a folder.
func (f *Folder) Open(name string) (fs.File, error) {
	at, info, err := f.find("open", name)
	if err != nil {
		return nil, err
	}
	root, step := f.root, at
	if in := f.in(path.Dir(at)); in != nil {
		root, step = in, path.Base(at)
	}
	if info.IsDir() {
		return root.Open(filepath.FromSlash(step))
	}
	if err := admit(name, info, MostBytes); err != nil {
		return nil, err
	}
	file, err := root.OpenFile(filepath.FromSlash(step), os.O_RDONLY|nonblocking, 0)
	if err != nil {
		return nil, err
	}
	return opened(name, file, MostBytes)
}

// ReadFile reads a file.
func (f *Folder) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil {
		err = admit(name, info, MostBytes) // it may be a folder
	}
	if err != nil {
		return nil, err
	}
	return readAll(file, info.Size())
}

// Stat says what is known of a file or folder without opening it.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	_, info, err := f.find("stat", name)
	if err != nil {
		return nil, err
	}
	return called{info, path.Base(name)}, nil
}

// called is a file by the name of the link that leads to it.
type called struct {
	fs.FileInfo
	name string
}

// Name is the last part of the name that was asked for.
func (c called) Name() string { return c.name }

// find is where name leads to, from the top, without links, and what is there.
func (f *Folder) find(op, name string) (string, fs.FileInfo, error) {
	if !Valid(name) {
		return "", nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	whole := path.Join(f.prefix, name)
	if leavesUp(whole) {
		return "", nil, &RefusedError{name, finding.Say("lies outside the repository", "저장소 밖에 있습니다")}
	}
	if in := f.in(path.Dir(whole)); in != nil && !isGit(path.Base(whole)) {
		if info, err := in.Lstat(path.Base(whole)); err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return whole, info, nil
		}
	}
	w := &walk{folder: f, ahead: strings.Split(whole, "/"), at: "."}
	info, err := w.run()
	if err == nil && w.links > 0 && hidden(f.prefix, w.at) {
		err = toHidden()
	}
	var refused *RefusedError
	var system *fs.PathError
	switch {
	case errors.As(err, &refused):
		refused.Name = name
		return "", nil, refused
	case errors.As(err, &system):
		return "", nil, &fs.PathError{Op: op, Path: name, Err: system.Err}
	case err != nil:
		return "", nil, &fs.PathError{Op: op, Path: name, Err: err}
	}
	switch dir := path.Dir(w.at); {
	case w.links == 0 && dir != ".":
		f.keep(dir)
	case w.links > 0 && f.linked != nil:
		f.linked(name, w.at)
	}
	return w.at, info, nil
}

// walk goes to a file step by step, so that every link on the way is seen.
type walk struct {
	folder *Folder
	at     string   // where it stands: no link, and in the repository
	ahead  []string // the steps that are left
	links  int
}

func (w *walk) run() (info fs.FileInfo, err error) {
	for len(w.ahead) > 0 {
		step := w.ahead[0]
		w.ahead = w.ahead[1:]
		if step == "." {
			continue
		}
		if isGit(step) {
			return nil, refuse(finding.Say("lies in .git, of which nothing is read", ".git 안의 파일은 읽지 않습니다"))
		}
		next := path.Join(w.at, step)
		if info, err = w.folder.root.Lstat(filepath.FromSlash(next)); err != nil {
			return nil, err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			w.at = next
			continue
		}
		if err := w.follow(next); err != nil {
			return nil, err
		}
		info = nil
	}
	if info == nil {
		return w.folder.root.Lstat(".")
	}
	return info, nil
}

// follow goes on where the link at name leads.
func (w *walk) follow(name string) error {
	if w.links++; w.links > mostLinks {
		return refuse(finding.Say("is a symbolic link that leads to itself", "자기 자신으로 돌아오는 심볼릭 링크입니다"))
	}
	target, err := w.folder.root.Readlink(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	to := path.Join(w.at, filepath.ToSlash(target))
	if filepath.IsAbs(target) {
		rel, err := filepath.Rel(w.folder.top, target)
		if err != nil {
			return outside()
		}
		to = filepath.ToSlash(rel)
	}
	if !filepath.IsLocal(filepath.FromSlash(to)) {
		return outside()
	}
	if hidden(w.folder.prefix, to) {
		return toHidden()
	}
	w.at, w.ahead = ".", append(strings.Split(to, "/"), w.ahead...)
	return nil
}

func refuse(why finding.Text) error { return &RefusedError{Why: why} }

func outside() error {
	return refuse(finding.Say("is a symbolic link that leads out of the repository", "저장소 밖으로 나가는 심볼릭 링크입니다"))
}

func toHidden() error {
	return refuse(finding.Say("is a symbolic link to something hidden", "숨겨진 파일이나 폴더로 이어지는 심볼릭 링크입니다"))
}

// isGit reports whether a step is the folder in which Git keeps what is its own,
// by any of the names that file systems know it by.
func isGit(step string) bool {
	return strings.EqualFold(step, ".git") || strings.EqualFold(step, "git~1")
}

// hidden reports whether a path has a step that begins with a dot, beyond what
// it has in common with the folder that the user works in.
func hidden(prefix, to string) bool {
	if rest, in := strings.CutPrefix(to, prefix+"/"); in {
		to = rest
	}
	for step := range strings.SplitSeq(to, "/") {
		if strings.HasPrefix(step, ".") && step != "." {
			return true
		}
	}
	return false
}
