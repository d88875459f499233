package e2e_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asbuilt/internal/golden"
	"asbuilt/internal/tool"
	"asbuilt/render/png"
)

// What the documentation shows is true, because these tests type it in:
//
//   - In a ```console block, lines that begin with "$ " are commands, and what
//     follows them is what they print, standard error included. A line "…"
//     stands for any number of lines, "…" within a line for anything. A status
//     other than 0 is printed as "[exit status 1]". With -update, output is
//     filled in, except where a block abridges it and is right. Where no font has
//     Korean letters, the line that says so is not asked for.
//   - In a ```sh block every line is a target of the Makefile or a way to get the
//     repository; these are held to exist, not run.
//   - A block below a line "<!-- file: NAME -->" is a file that the commands
//     after it find.

// documents are the files whose blocks are run.
func documents(t *testing.T) []string {
	t.Helper()
	docs, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	return append([]string{"../README.md", "../CONTRIBUTING.md"}, docs...)
}

func TestDocs(t *testing.T) {
	bin := installed(t)
	for _, doc := range documents(t) {
		t.Run(filepath.Base(doc), func(t *testing.T) {
			text, err := os.ReadFile(doc)
			if err != nil {
				t.Fatal(err)
			}
			d := &document{t: t, name: doc, lines: strings.SplitAfter(string(text), "\n"), shell: &shell{bin: bin}}
			if filepath.Base(doc) == "README.md" {
				d.shell.dir = clone(t)
			} else {
				d.shell.dir = workplace(t)
			}
			d.run()
			if filepath.Base(doc) == "README.md" {
				leavesNothing(t, d.shell)
			}
			if filepath.Base(doc) == "README.md" {
				picture(t, bin, d.shell.dir)
			}
			if golden.Update() && d.changed {
				if err := os.WriteFile(doc, []byte(strings.Join(d.lines, "")), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// picture holds that the README's picture is what asbuilt draws of the example.
func picture(t *testing.T, bin, dir string) {
	t.Helper()
	c := exec.Command(filepath.Join(bin, "asbuilt"), "render", "--view", "containers", "--lang", "en", "--out", "-")
	c.Dir = dir
	drawn, err := c.Output()
	if err != nil {
		t.Error(err)
		return
	}
	golden.Check(t, "../docs/images/ai-service.svg", drawn)
}

// clone is what a newcomer has after git clone, as far as it is written: every file
// that Git knows of, so that what the tour makes can collide with it.
func clone(t *testing.T) string {
	t.Helper()
	git := tool.Program(t, "git", "git")
	listed, err := exec.Command(git, "-C", "..", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Fatalf("the tour is typed in what Git knows, and this is no clone: %v", err)
	}
	dir := t.TempDir()
	for _, name := range strings.Split(strings.TrimSuffix(string(listed), "\x00"), "\x00") {
		info, err := os.Lstat(filepath.Join("..", name))
		if err != nil || !info.Mode().IsRegular() {
			continue // removed, and not committed yet; or a link of this machine
		}
		data, err := os.ReadFile(filepath.Join("..", name))
		to := filepath.Join(dir, name)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o755)
		}
		if err == nil {
			err = os.WriteFile(to, data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s := &shell{dir: dir}
	s.run(t, "git init -q . && git add . && git commit -qm clone")
	return dir
}

// leavesNothing holds that the tour leaves nothing in a checkout that Git would show.
func leavesNothing(t *testing.T, s *shell) {
	t.Helper()
	if left := s.run(t, "git status --porcelain"); left != "" {
		t.Errorf("the tour leaves in the checkout:\n%s", left)
	}
}

// TestTourElsewhere types the README's tour into the shell and tools of BusyBox, which
// know what POSIX knows and little else.
func TestTourElsewhere(t *testing.T) {
	busybox, git := tool.Program(t, "busybox", "busybox"), tool.Program(t, "git", "git")
	bin := t.TempDir()
	for _, tool := range []string{"sh", "sed", "mv", "ls", "cat", "mkdir", "rm", "grep"} {
		if err := os.Symlink(busybox, filepath.Join(bin, tool)); err != nil {
			t.Fatal(err)
		}
	}
	for name, from := range map[string]string{"git": git, "asbuilt": filepath.Join(installed(t), "asbuilt")} {
		if err := os.Symlink(from, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	d := &document{
		t: t, name: "../README.md", lines: strings.SplitAfter(string(text), "\n"),
		shell: &shell{bin: bin, dir: clone(t), alone: true},
	}
	d.run()
}

// workplace is a copy of what a newcomer finds in the repository, without its
// source.
func workplace(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"architecture.yaml", "docs", "examples"} {
		from := filepath.Join("..", name)
		stat, err := os.Stat(from)
		switch {
		case err != nil:
			t.Fatal(err)
		case stat.IsDir():
			err = os.CopyFS(filepath.Join(dir, name), os.DirFS(from))
		default:
			var data []byte
			if data, err = os.ReadFile(from); err == nil {
				err = os.WriteFile(filepath.Join(dir, name), data, 0o644)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

type document struct {
	t       *testing.T
	name    string
	lines   []string
	shell   *shell
	changed bool
}

var fileNote = regexp.MustCompile(`^<!-- file: (\S+) -->$`)

func (d *document) run() {
	file := ""
	for i := 0; i < len(d.lines); i++ {
		line := strings.TrimSpace(d.lines[i])
		if m := fileNote.FindStringSubmatch(line); m != nil {
			file = m[1]
		}
		language, fenced := strings.CutPrefix(line, "```")
		if !fenced {
			continue
		}
		end := i + 1
		for end < len(d.lines) && strings.TrimSpace(d.lines[end]) != "```" {
			end++
		}
		switch {
		case language == "console":
			got := d.console(i+1, d.lines[i+1:end])
			d.lines = slices.Concat(d.lines[:i+1], got, d.lines[end:])
			end = i + 1 + len(got)
		case language == "sh":
			d.makefile(i+1, d.lines[i+1:end])
		case file != "":
			d.write(file, strings.Join(d.lines[i+1:end], ""))
		}
		file = ""
		i = end
	}
}

// fontless is what build says where no font has the letters of a picture.
var fontless = regexp.MustCompile(`^asbuilt: .*(as SVG alone|SVG로만 있습니다)\n$`)

func (d *document) write(name, text string) {
	name = filepath.Join(d.shell.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// console runs the commands of a block whose first line is line from, and is
// the block as it should be.
func (d *document) console(from int, block []string) []string {
	var now []string
	for i := 0; i < len(block); {
		command, ok := strings.CutPrefix(block[i], "$ ")
		if !ok {
			d.t.Errorf("%s:%d: output before any command", d.name, from+i+1)
			return block
		}
		now = append(now, block[i])
		next := i + 1
		for next < len(block) && !strings.HasPrefix(block[next], "$ ") {
			next++
		}
		want, got := block[i+1:next], strings.SplitAfter(d.shell.run(d.t, command), "\n")
		got = got[:len(got)-1]
		if png.FindFont("") == nil {
			got = slices.DeleteFunc(got, fontless.MatchString)
		}
		switch {
		case matches(want, got):
			now = append(now, want...)
		case golden.Update():
			d.changed = true
			now = append(now, got...)
		default:
			now = append(now, want...)
			d.t.Errorf("%s:%d: %s\nprints (-want +got)\n%s", d.name, from+i+1, strings.TrimSpace(command), cmp.Diff(want, got))
		}
		i = next
	}
	return now
}

// matches reports whether got is what want says, in which a line "…" stands for
// any number of lines.
func matches(want, got []string) bool {
	if len(want) == 0 {
		return len(got) == 0
	}
	if strings.TrimSpace(want[0]) == "…" {
		for skip := range len(got) + 1 {
			if matches(want[1:], got[skip:]) {
				return true
			}
		}
		return false
	}
	return len(got) > 0 && alike(want[0], got[0]) && matches(want[1:], got[1:])
}

func alike(want, got string) bool {
	parts := strings.Split(want, "…")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("^" + strings.Join(parts, ".*") + "$").MatchString(got)
}

// makefile holds that a block names only targets that exist.
func (d *document) makefile(from int, block []string) {
	text, err := os.ReadFile("../Makefile")
	if err != nil {
		d.t.Fatal(err)
	}
	for i, line := range block {
		command, _, _ := strings.Cut(line, "#")
		words := strings.Fields(command)
		switch {
		case len(words) == 0, words[0] == "git", words[0] == "cd":
		case words[0] == "make" && len(words) == 2:
			if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(words[1]) + `:`).Match(text) {
				d.t.Errorf("%s:%d: the Makefile has no target %s", d.name, from+i+1, words[1])
			}
		case len(words) == 1 && strings.HasPrefix(words[0], "."):
			if _, err := os.Stat(filepath.Join("..", words[0])); err != nil {
				d.t.Errorf("%s:%d: %v", d.name, from+i+1, err)
			}
		case words[0] == "go" && slices.ContainsFunc(words, isPackage):
			d.packages(from+i+1, words)
		default:
			d.t.Errorf("%s:%d: %q is not checked; put commands that can run into a console block", d.name, from+i+1, strings.TrimSpace(line))
		}
	}
}

func isPackage(word string) bool { return strings.HasPrefix(word, "./") }

// packages holds that the packages of a go command exist, and the test that
// its -run names.
func (d *document) packages(line int, words []string) {
	for i, word := range words {
		if !isPackage(word) {
			continue
		}
		tests, err := filepath.Glob(filepath.Join("..", word, "*_test.go"))
		if err != nil || len(tests) == 0 {
			d.t.Errorf("%s:%d: %s has no tests (%v)", d.name, line, word, err)
		}
		if i+2 >= len(words) || words[i+1] != "-run" {
			continue
		}
		test, _, _ := strings.Cut(words[i+2], "/")
		if !slices.ContainsFunc(tests, func(name string) bool {
			text, err := os.ReadFile(name)
			return err == nil && strings.Contains(string(text), "func "+test+"(")
		}) {
			d.t.Errorf("%s:%d: %s has no %s", d.name, line, word, test)
		}
	}
}

// shell runs commands one after another in the same folder.
type shell struct {
	bin, dir string
	// alone says that nothing but what lies in bin is on PATH.
	alone bool
}

// run is what the command prints, then its status unless that is 0.
func (s *shell) run(t *testing.T, command string) string {
	t.Helper()
	path := s.bin + string(os.PathListSeparator) + os.Getenv("PATH")
	sh := "sh"
	if s.alone {
		path, sh = s.bin, filepath.Join(s.bin, "sh")
	}
	c := exec.Command(sh, "-c", command)
	c.Dir = s.dir
	c.Env = append(os.Environ(), "PATH="+path, "LC_ALL=C", "NO_COLOR=1",
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_AUTHOR_NAME=reader", "GIT_AUTHOR_EMAIL=reader@example.com",
		"GIT_COMMITTER_NAME=reader", "GIT_COMMITTER_EMAIL=reader@example.com")
	out, err := c.CombinedOutput()
	text := string(out)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		text += fmt.Sprintf("[exit status %d]\n", exit.ExitCode())
	} else if err != nil {
		t.Fatalf("run %q: %v", command, err)
	}
	return text
}
