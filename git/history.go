package git

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// Commit is what a repository says of one commit. Author and subject are as
// whoever made it wrote them.
type Commit struct {
	ID, Author, Subject string
	Time                time.Time
}

// Head is the commit that the working tree stands on.
type Head struct {
	Commit
	// Branch is its short name; empty where none is checked out.
	Branch string
}

// far is how many commits of the main line are looked back to at most. What
// changed before is as unknown as what a shallow clone lacks.
const far = 5000

// mostBlamed is the largest file whose lines are asked about, in bytes.
const mostBlamed = 4 << 20

// Head is the commit that is checked out.
func (r *Repository) Head(ctx context.Context) (Head, error) {
	all, err := r.log(ctx, "--max-count=1", "HEAD")
	if err != nil || len(all) == 0 {
		return Head{}, finding.Errorf("read the commit that is checked out: %s",
			"체크아웃된 커밋을 읽지 못했습니다: %s", err)
	}
	h := Head{Commit: all[0].Commit}
	if out, err := r.git(ctx, "symbolic-ref", "--quiet", "--short", "HEAD"); err == nil {
		h.Branch = strings.TrimSpace(string(out))
	}
	return h, nil
}

// History is what commits did to some files of a folder.
type History struct {
	// Last is the commit that changed each file last, under the name that it has, and
	// Wrote the one that changed last what it holds, before it was moved; where that is
	// known.
	Last, Wrote map[string]Commit
	// Main are the commits of the main line that changed any of them, newest first:
	// a merge stands for what it brought.
	Main []Commit
	// More says that there are older ones besides Main.
	More bool
}

// History asks about files of the folder, by their names in it, as of a commit.
// Main has most commits at most.
func (r *Repository) History(ctx context.Context, commit string, names []string, most int) (*History, error) {
	h := &History{Last: map[string]Commit{}, Wrote: map[string]Commit{}}
	if len(names) == 0 {
		return h, nil
	}
	since, unknown, err := r.bounds(ctx, commit)
	if err != nil {
		return nil, err
	}
	paths := []string{"--"}
	for _, name := range names {
		paths = append(paths, r.prefix+name)
	}
	all, err := r.log(ctx, slices.Concat([]string{"--name-only", "--no-renames", commit}, since, paths)...)
	if err != nil {
		return nil, finding.Errorf("ask who changed files last: %s",
			"파일을 마지막으로 바꾼 사람을 묻지 못했습니다: %s", err)
	}
	for _, c := range all {
		for _, file := range c.files {
			name := strings.TrimPrefix(file, r.prefix)
			if _, known := h.Last[name]; !known && !unknown[c.ID] {
				h.Last[name] = c.Commit
			}
		}
	}
	h.Wrote = r.beforeMoves(ctx, h.Last, since, unknown)
	main, err := r.log(ctx, slices.Concat([]string{
		"--first-parent", "--no-renames", "--max-count=" + strconv.Itoa(most+1), commit,
	}, since, paths)...)
	if err != nil {
		return nil, finding.Errorf("ask what changed: %s", "바뀐 것을 묻지 못했습니다: %s", err)
	}
	for _, c := range main {
		if unknown[c.ID] || len(h.Main) == most {
			h.More = true
			break
		}
		h.Main = append(h.Main, c.Commit)
	}
	return h, nil
}

// Blame is the commit that each line of a file comes from, from the first line
// on; where that is not known, its ID is empty.
func (r *Repository) Blame(ctx context.Context, commit, name string) ([]Commit, error) {
	since, unknown, err := r.bounds(ctx, commit)
	if err != nil {
		return nil, err
	}
	out, err := r.git(ctx, slices.Concat([]string{"blame", "--porcelain", "--root", "--no-textconv", "--no-progress"},
		since, []string{commit, "--", r.prefix + name})...)
	if err != nil {
		return nil, finding.Errorf("ask where lines of %s come from: %s",
			"%s의 줄이 어느 커밋에서 왔는지 묻지 못했습니다: %s", name, err)
	}
	if len(out) > mostBlamed {
		return nil, finding.Errorf("%s has too many lines to ask where they come from",
			"%s은(는) 줄이 너무 많아 어느 커밋에서 왔는지 물을 수 없습니다", name)
	}
	var lines []Commit
	known := map[string]*Commit{}
	var now *Commit
	for line := range strings.SplitSeq(string(out), "\n") {
		key, value, _ := strings.Cut(line, " ")
		switch {
		case strings.HasPrefix(line, "\t"): // the line itself ends what is said of it
			c := Commit{}
			if now != nil && !unknown[now.ID] {
				c = *now
			}
			lines = append(lines, c)
		case objectName.MatchString(key):
			if known[key] == nil {
				known[key] = &Commit{ID: key}
			}
			now = known[key]
		case now == nil:
		case key == "author":
			now.Author = value
		case key == "committer-time":
			now.Time = moment(value)
		case key == "summary":
			now.Subject = value
		case key == "boundary":
			unknown[now.ID] = true
		}
	}
	return lines, nil
}

// bounds are the arguments that keep git from looking further back than is
// bounded, and the commits whose parents are out of sight: all that they hold
// seems to be new in them.
func (r *Repository) bounds(ctx context.Context, commit string) (since []string, unknown map[string]bool, err error) {
	unknown = map[string]bool{}
	oldest := fmt.Sprintf("%s~%d^{commit}", commit, far)
	if out, err := r.git(ctx, "rev-parse", "--verify", "--quiet", oldest); err == nil {
		since = []string{"^" + strings.TrimSpace(string(out))}
	}
	out, err := r.git(ctx, "rev-parse", "--is-shallow-repository")
	if err != nil || strings.TrimSpace(string(out)) != "true" {
		return since, unknown, err
	}
	out, err = r.git(ctx, "rev-list", "--max-parents=0", commit)
	for id := range strings.FieldsSeq(string(out)) {
		unknown[id] = true
	}
	return since, unknown, err
}

var objectName = pattern.New(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)

// logged is a commit with the files that it changed.
type logged struct {
	Commit
	files []string
}

// log is what git log says with these arguments. Records begin with a byte that no
// path begins with unless somebody wants to be misunderstood about a history of
// their own making.
func (r *Repository) log(ctx context.Context, args ...string) ([]logged, error) {
	out, err := r.git(ctx, append([]string{
		"log", "-z", "--no-show-signature", "--no-mailmap", "--no-notes", "--no-ext-diff", "--no-textconv",
		"--no-color", "--encoding=UTF-8", "--format=%x01%H%x00%ct%x00%an%x00%s",
	}, args...)...)
	if err != nil {
		return nil, err
	}
	var all []logged
	fields := bytes.Split(out, []byte{0})
	for i := 0; i < len(fields); i++ {
		field := strings.TrimPrefix(string(fields[i]), "\n")
		id, begins := strings.CutPrefix(field, "\x01")
		switch {
		case begins && objectName.MatchString(id) && i+3 < len(fields):
			all = append(all, logged{Commit: Commit{
				ID: id, Time: moment(string(fields[i+1])), Author: string(fields[i+2]), Subject: string(fields[i+3]),
			}})
			i += 3
		case field != "" && len(all) > 0:
			last := &all[len(all)-1]
			last.files = append(last.files, field)
		}
	}
	return all, nil
}

// moment is a number of seconds as a time, in UTC.
func moment(seconds string) time.Time {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}
