package decisions_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"asbuilt/finding"
	"asbuilt/internal/golden"
	"asbuilt/internal/nightly"
	"asbuilt/model/decisions"
)

// TestNext writes a record into the folder of every archive in testdata/next, as
// its section "outline" asks, and compares what would change with its section
// "changes". What is written is read back and must say what was asked for.
func TestNext(t *testing.T) {
	cases, err := filepath.Glob("testdata/next/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{}
			asked := ""
			for _, f := range archive.Files {
				if strings.HasPrefix(f.Name, dir+"/") {
					fsys[f.Name] = &fstest.MapFile{Data: f.Data}
				} else if f.Name == "outline" {
					asked = string(f.Data)
				}
			}
			golden.CheckSection(t, file, "changes", []byte(next(t, fsys, asked)))
		})
	}
}

// next is what writing the record that asked describes would change, or why it
// is refused.
func next(t *testing.T, fsys fstest.MapFS, asked string) string {
	t.Helper()
	set, before, err := decisions.Load(fsys, dir)
	if err != nil {
		t.Fatal(err)
	}
	o := decisions.Outline{Status: decisions.Proposed, Date: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Lang: finding.English}
	for line := range strings.Lines(asked) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "title":
			o.Title = value
		case "status":
			o.Status = decisions.Status(value)
		case "language":
			o.Lang = finding.Lang(value)
		case "element":
			o.Elements = append(o.Elements, value)
		default:
			to, err := set.Find(value)
			if err != nil {
				return err.Error() + "\n"
			}
			o.Ties = append(o.Ties, decisions.Tie{Verb: decisions.Verb(key), To: to})
		}
	}
	changes, err := set.Next(fsys, dir, o)
	if err != nil {
		if changes != nil {
			t.Errorf("changes beside an error: %v", err)
		}
		return err.Error() + "\n"
	}
	readBack(t, fsys, changes, o, before)
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "==> %s\n", c.Path)
		old, now := lines(c.Before), lines(c.After)
		if c.Before == nil {
			old = nil
		}
		for i, line := range now {
			switch {
			case i < len(old) && old[i] == line:
			case i < len(old) && len(old) == len(now):
				fmt.Fprintf(&b, "%d - %s\n%d + %s\n", i+1, old[i], i+1, line)
			case line == "":
				b.WriteString("+\n")
			default:
				fmt.Fprintf(&b, "+ %s\n", line)
			}
		}
	}
	return strings.ReplaceAll(b.String(), "\r", "\\r")
}

func lines(text []byte) []string { return strings.Split(string(text), "\n") }

// readBack loads the folder with the changes made.
func readBack(t *testing.T, fsys fstest.MapFS, changes []decisions.Change, o decisions.Outline, before finding.List) {
	t.Helper()
	now := maps.Clone(fsys)
	for _, c := range changes {
		now[c.Path] = &fstest.MapFile{Data: c.After}
	}
	set, findings, err := decisions.Load(now, dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if !slices.ContainsFunc(before, func(b *finding.Finding) bool { return b.Fingerprint() == f.Fingerprint() }) {
			t.Errorf("new finding: %s", list(finding.List{f}))
		}
	}
	at := slices.IndexFunc(set.Records, func(r *decisions.Record) bool { return r.Path == changes[0].Path })
	if at < 0 {
		t.Fatalf("%s is no record", changes[0].Path)
	}
	r := set.Records[at]
	var ids []string
	for _, c := range r.Elements {
		ids = append(ids, c.ID)
	}
	if r.Title != o.Title || r.Status != o.Status || !r.Date.Equal(o.Date) || !slices.Equal(ids, o.Elements) {
		t.Errorf("read back as %q, %s, %s, %q", r.Title, r.Status, r.Date, ids)
	}
	for _, tie := range o.Ties {
		related := r.Related(tie.Verb)
		if !slices.ContainsFunc(related, func(to *decisions.Record) bool { return to.Path == tie.To.Path }) {
			t.Errorf("does not say that it %s %s", tie.Verb, tie.To.ID())
		}
		for _, to := range related {
			if tie.Verb == decisions.Supersedes && to.Status != decisions.Superseded {
				t.Errorf("%s is %s", to.Path, to.Status)
			}
		}
	}
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"Use Redis":                     "use-redis",
		"  Don't use C++ / .NET 8!  ":   "dont-use-c-net-8",
		"벡터를 Qdrant에 둔다":                "벡터를-qdrant에-둔다",
		"Ёлка — naïve café":             "ёлка-naïve-café",
		"キャッシュを Redis に置く":              "キャッシュを-redis-に置く",
		"!?… —":                         "",
		"../../etc/passwd\x00":          "etc-passwd",
		strings.Repeat("long ", 30):     "long-long-long-long-long-long-long-long-long-long-long-long",
		strings.Repeat("가", 100) + " 나": strings.Repeat("가", 60),
	} {
		if got := decisions.Slug(title); got != want {
			t.Errorf("Slug(%q) = %q, want %q", title, got, want)
		}
	}
}

// TestUnreadableNumber holds that a number is taken even when its record cannot
// be read.
func TestUnreadableNumber(t *testing.T) {
	got := next(t, fstest.MapFS{
		dir + "/0001-a.md":     {Data: []byte("# A\n")},
		dir + "/0007-utf16.md": {Data: []byte("\xff\xfe#\x00")},
	}, "title: B\n")
	if !strings.HasPrefix(got, "==> docs/decisions/0008-b.md\n") {
		t.Error(got)
	}
}

// TestTaken holds that no file is written over, record or not.
func TestTaken(t *testing.T) {
	got := next(t, fstest.MapFS{dir + "/0001-b.md/x": {}}, "title: B\n")
	if want := "docs/decisions/0001-b.md:1: the file exists already; move it away, or choose another title\n"; got != want {
		t.Error(got)
	}
}

// corpus is every folder of decision records in this repository, by a name.
func corpus(t testing.TB) map[string]fs.FS {
	t.Helper()
	all := map[string]fs.FS{}
	folders, err := filepath.Glob("../../examples/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range append(folders, "../..", "testdata/example", "../starter/ko", "../starter/en", "../../site/testdata/small", "../../site/testdata/hostile") {
		if _, err := os.Stat(filepath.Join(folder, dir)); err == nil {
			all[folder] = os.DirFS(folder)
		}
	}
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("testdata/next/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(cases, more...) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fsys := fstest.MapFS{}
		for _, f := range archive.Files {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		all[file] = fsys
	}
	return all
}

// TestSupersedeAnything supersedes each record there is in this repository, with
// every way to end a line, or by day with one beside its own: its status is
// rewritten where it stands and nothing else of it, or nothing is.
func TestSupersedeAnything(t *testing.T) {
	as := map[string]func([]byte) []byte{
		"CRLF":     func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) },
		"CR":       func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r")) },
		"BOM":      func(b []byte) []byte { return append([]byte("\ufeff"), b...) },
		"open end": func(b []byte) []byte { return bytes.TrimRight(b, "\n") },
	}
	others := slices.Sorted(maps.Keys(as))
	as["as it is"] = slices.Clone[[]byte]
	done, refused := 0, 0
	systems := corpus(t)
	for i, name := range slices.Sorted(maps.Keys(systems)) {
		fsys := systems[name]
		endings := []string{"as it is", others[i%len(others)]}
		if nightly.All() {
			endings = slices.Sorted(maps.Keys(as))
		}
		for _, ending := range endings {
			convert := as[ending]
			converted := fstest.MapFS{}
			set, _, err := decisions.Load(fsys, dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range set.Records {
				data, err := fs.ReadFile(fsys, r.Path)
				if err != nil {
					t.Fatal(err)
				}
				converted[r.Path] = &fstest.MapFile{Data: convert(data)}
			}
			if set, _, err = decisions.Load(converted, dir); err != nil {
				t.Fatal(err)
			}
			for _, r := range set.Records {
				if changed := supersede(t, fmt.Sprintf("%s (%s): %s", name, ending, r.Path), converted, set, r); changed {
					done++
				} else {
					refused++
				}
			}
		}
	}
	if done < 150 || refused < 50 {
		t.Errorf("%d records were superseded, %d refused: is all of the corpus there?", done, refused)
	}
}

// supersede writes a record that supersedes r, and reports whether that was
// possible.
func supersede(t *testing.T, what string, fsys fs.FS, set *decisions.Set, r *decisions.Record) bool {
	t.Helper()
	o := decisions.Outline{
		Title: "새로운 결정 of ours", Status: decisions.Accepted, Date: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
		Ties: []decisions.Tie{{Verb: decisions.Supersedes, To: r}},
	}
	changes, err := set.Next(fsys, dir, o)
	if err != nil {
		return false
	}
	if len(changes) == 1 {
		return len(r.Relations) == 0 // it says so already
	}
	if len(changes) != 2 || changes[1].Path != r.Path || changes[0].Before != nil {
		t.Errorf("%s: %d changes", what, len(changes))
		return true
	}
	before, after := changes[1].Before, changes[1].After
	prefix, suffix := 0, 0
	for prefix < min(len(before), len(after)) && before[prefix] == after[prefix] {
		prefix++
	}
	for suffix < min(len(before), len(after))-prefix && before[len(before)-1-suffix] == after[len(after)-1-suffix] {
		suffix++
	}
	line := 1 + strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(before[:prefix])), "\n")
	was := string(before[prefix : len(before)-suffix])
	if line != changes[1].Line || strings.ContainsAny(was, "\r\n") {
		t.Errorf("%s: line %d changes, which had %q; the status is in line %d", what, line, was, changes[1].Line)
	}
	now := fstest.MapFS{}
	for _, other := range set.Records {
		data, err := fs.ReadFile(fsys, other.Path)
		if err != nil {
			t.Fatal(err)
		}
		now[other.Path] = &fstest.MapFile{Data: data}
	}
	for _, c := range changes {
		now[c.Path] = &fstest.MapFile{Data: c.After}
	}
	again, _, err := decisions.Load(now, dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range again.Records {
		if a.Path != r.Path {
			continue
		}
		by := a.Related(decisions.SupersededBy)
		if a.Status != decisions.Superseded || len(by) != 1 || by[0].Path != changes[0].Path || a.Title != r.Title {
			t.Errorf("%s: read back as %s by %v", what, a.Status, by)
		}
	}
	return true
}

// FuzzSupersede supersedes a record that the fuzzer writes.
func FuzzSupersede(f *testing.F) {
	for _, fsys := range corpus(f) {
		set, _, err := decisions.Load(fsys, dir)
		if err != nil {
			f.Fatal(err)
		}
		for _, r := range set.Records {
			if data, err := fs.ReadFile(fsys, r.Path); err == nil {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := fstest.MapFS{dir + "/0001-first.md": {Data: data}}
		set, _, err := decisions.Load(fsys, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range set.Records {
			supersede(t, r.Path, fsys, set, r)
		}
	})
}

// TestNextChangesNothing holds that a set and its files are as they were when a
// record was planned.
func TestNextChangesNothing(t *testing.T) {
	fsys := os.DirFS("testdata/example")
	set, _, err := decisions.Load(fsys, dir)
	if err != nil {
		t.Fatal(err)
	}
	before := describe(set, nil)
	for range 2 {
		second, err := set.Find("ADR-0002")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := set.Next(fsys, dir, decisions.Outline{
			Title: "Keep sessions in cookies", Status: decisions.Proposed, Date: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Ties: []decisions.Tie{{Verb: decisions.Supersedes, To: second}},
		}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, describe(set, nil)); diff != "" {
		t.Errorf("the set changed (-want +got)\n%s", diff)
	}
	var refused *decisions.RefusedError
	first, err := set.Find("1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := set.Next(fsys, dir, decisions.Outline{Title: "x", Ties: []decisions.Tie{{Verb: decisions.Supersedes, To: first}}}); err == nil || errors.As(err, &refused) {
		t.Errorf("superseding what is superseded gives %v", err)
	}
}
