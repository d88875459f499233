// Release makes what a release of asbuilt consists of: archives of the three
// programs for linux, darwin and windows on amd64 and arm64, packages for Debian
// and for RPM, a bill of materials and the licences of what is linked, shell
// completions, a Dockerfile, and the checksums of all of it.
//
//	go run -C release . -out out/release
//
// The version is the one that Go writes into the programs: that of the tag, or of
// the commit where there is none.
// The same commit and the same Go give the same bytes: times are those of the
// commit, nobody owns the files, and no path of the machine is in a program. It
// is a module of its own, so that nothing it needs is a dependency of asbuilt.
package main

import (
	"debug/buildinfo"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// target is an operating system and a processor, in Go's words.
type target struct{ os, arch string }

func (t target) String() string { return t.os + "/" + t.arch }

// suffix is what the names of programs end with.
func (t target) suffix() string {
	if t.os == "windows" {
		return ".exe"
	}
	return ""
}

var targets = []target{
	{"linux", "amd64"}, {"linux", "arm64"},
	{"darwin", "amd64"}, {"darwin", "arm64"},
	{"windows", "amd64"}, {"windows", "arm64"},
}

var programs = []string{"asbuilt", "asbuilt-aws", "asbuilt-graphviz"}

// release is one run.
type release struct {
	// root is the checkout, out the folder that is made.
	root, out string
	version   string
	// moment is that of the commit; every file has it.
	moment  time.Time
	targets []target
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	out := flags.String("out", "out/release", "the folder to make, below the root of the checkout")
	only := flags.String("targets", "", "some of the targets, as linux/amd64,darwin/arm64")
	if err := flags.Parse(args); err != nil {
		return err
	}
	r, err := newRelease("..", *out, *only)
	if err != nil {
		return err
	}
	return r.make()
}

func newRelease(root, out, only string) (*release, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	r := &release{root: root, out: filepath.Join(root, filepath.FromSlash(out)), targets: targets}
	stamp, err := r.git("log", "-1", "--format=%cI")
	if err != nil {
		return nil, err
	}
	if r.moment, err = time.Parse(time.RFC3339, stamp); err != nil {
		return nil, err
	}
	r.moment = r.moment.UTC()
	if only != "" {
		r.targets = slices.DeleteFunc(slices.Clone(targets), func(t target) bool {
			return !slices.Contains(strings.Split(only, ","), t.String())
		})
	}
	if len(r.targets) == 0 {
		return nil, fmt.Errorf("no target in %q; those there are: %v", only, targets)
	}
	return r, nil
}

func (r *release) git(args ...string) (string, error) {
	c := exec.Command("git", args...)
	c.Dir = r.root
	text, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(text)), nil
}

// make builds everything into a folder beside out and renames it, so that out
// is whole or not there.
func (r *release) make() error {
	if _, err := os.Stat(r.out); err == nil {
		return fmt.Errorf("%s is there already; move it away", r.out)
	}
	if err := os.MkdirAll(filepath.Dir(r.out), 0o755); err != nil {
		return err
	}
	making, err := os.MkdirTemp(filepath.Dir(r.out), ".release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(making)
	if err := r.fill(making); err != nil {
		return err
	}
	return errors.Join(os.Chmod(making, 0o755), os.Rename(making, r.out))
}

func (r *release) fill(dir string) error {
	words, err := r.completions(dir)
	if err != nil {
		return err
	}
	for _, t := range r.targets {
		fmt.Fprintln(os.Stderr, "release:", t)
		built, err := r.build(t)
		if err != nil {
			return err
		}
		if err := r.pack(dir, t, built, words); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	if err := r.dockerfile(dir); err != nil {
		return err
	}
	return checksums(dir)
}

// build is the three programs for a target, as files of an archive.
func (r *release) build(t target) ([]file, error) {
	bin, err := os.MkdirTemp("", "asbuilt-release-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(bin)
	var built []file
	for _, name := range programs {
		to := filepath.Join(bin, name+t.suffix())
		c := exec.Command("go", "build", "-trimpath", "-buildvcs=true",
			"-ldflags", "-s -w -buildid=", "-o", to, "./cmd/"+name)
		c.Dir = r.root
		c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=",
			"GOOS="+t.os, "GOARCH="+t.arch, "GOAMD64=v1", "GOARM64=v8.0")
		if text, err := c.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("build %s for %s: %w\n%s", name, t, err, text)
		}
		data, err := os.ReadFile(to)
		if err != nil {
			return nil, err
		}
		built = append(built, file{name: name + t.suffix(), mode: 0o755, data: data})
	}
	return built, nil
}

// pack writes what there is for one target: the archive, its bill of materials,
// and on Linux the packages.
func (r *release) pack(dir string, t target, built, words []file) error {
	modules, err := linked(built)
	if err != nil {
		return err
	}
	bill, err := r.bill(t, modules)
	if err != nil {
		return err
	}
	licences, err := r.licences(modules)
	if err != nil {
		return err
	}
	stem := fmt.Sprintf("asbuilt_%s_%s_%s", strings.TrimPrefix(r.version, "v"), t.os, t.arch)
	if err := os.WriteFile(filepath.Join(dir, stem+".cdx.json"), bill, 0o644); err != nil {
		return err
	}
	guides, err := r.guides()
	if err != nil {
		return err
	}
	others := []file{{name: "THIRD-PARTY-LICENSES.txt", mode: 0o644, data: licences}}
	content := slices.Concat(built, guides, others, words)
	if err := r.archive(dir, stem, t, content); err != nil {
		return err
	}
	if t.os == "linux" {
		return r.packages(dir, t, content)
	}
	return nil
}

// guides are the texts that go with the programs.
func (r *release) guides() ([]file, error) {
	var all []file
	for _, name := range []string{"LICENSE", "README.md", "README.ko.md"} {
		data, err := os.ReadFile(filepath.Join(r.root, name))
		if err != nil {
			return nil, err
		}
		all = append(all, file{name: name, mode: 0o644, data: data})
	}
	return all, nil
}

// completions are the scripts by which shells complete asbuilt's words, as the
// program for this machine writes them. The version of the release is that of
// this program.
func (r *release) completions(dir string) ([]file, error) {
	program := filepath.Join(dir, "asbuilt-here")
	defer os.Remove(program)
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=true", "-o", program, "./cmd/asbuilt")
	build.Dir, build.Env = r.root, append(os.Environ(), "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build asbuilt: %w\n%s", err, text)
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	if r.version = info.Main.Version; r.version == "" || r.version == "(devel)" {
		return nil, errors.New("Go wrote no version into the program; is this a checkout, with git on PATH?")
	}
	var all []file
	for _, shell := range []struct{ name, file string }{
		{"bash", "asbuilt.bash"}, {"zsh", "_asbuilt"}, {"fish", "asbuilt.fish"}, {"powershell", "asbuilt.ps1"},
	} {
		text, err := exec.Command(program, "completion", shell.name).Output()
		if err != nil || len(text) == 0 {
			return nil, fmt.Errorf("completion for %s: %w", shell.name, err)
		}
		all = append(all, file{name: "completions/" + shell.file, mode: 0o644, data: text})
	}
	return all, nil
}
