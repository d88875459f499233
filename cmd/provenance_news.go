package cmd

import (
	"context"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"asbuilt/finding"
	"asbuilt/git"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/diff"
	"asbuilt/model/veil"
	"asbuilt/site"
)

// mainLine are the commits of the main line that touched a model, newest first, also
// those from before it was moved; more says that there are others before them.
type mainLine struct {
	env   *environment
	steps []step
	more  bool
	// opened are repositories as they are seen from folders that the model left.
	opened []*git.Repository
}

// step is a commit, with where the model lay in it.
type step struct {
	git.Commit
	repo *git.Repository
	name string
}

func (l *mainLine) close() {
	for _, r := range l.opened {
		r.Close()
	}
}

// follow goes back from what is known of the model at the name that it has.
func (l *mainLine) follow(ctx context.Context, repo *git.Repository, name string, h *git.History) {
	for range mostMoves {
		for _, c := range h.Main {
			l.steps = append(l.steps, step{Commit: c, repo: repo, name: name})
		}
		l.more = h.More
		if l.more || len(l.steps) == 0 || len(l.steps) >= mostCommits {
			return
		}
		first := l.steps[len(l.steps)-1]
		was := repo.RenamedFrom(ctx, first.ID, name)
		before, err := repo.Commit(ctx, first.ID+"^")
		if was == "" || err != nil {
			return
		}
		l.more = true
		older, err := git.Open(ctx, filepath.Join(repo.Top(), filepath.FromSlash(path.Dir(was))))
		if err != nil {
			return
		}
		l.opened = append(l.opened, older)
		repo, name = older, path.Base(was)
		names := l.namesAt(ctx, repo, before, name)
		if h, err = repo.History(ctx, before, names, mostCommits-len(l.steps)); err != nil {
			return
		}
	}
}

// namesAt are the files that a model and its records had at a commit; its own alone where
// it cannot be read.
func (l *mainLine) namesAt(ctx context.Context, repo *git.Repository, commit, name string) []string {
	m, set, _ := l.read(ctx, repo, commit, name)
	if m == nil {
		return []string{name}
	}
	names := m.Files()
	for _, r := range recordsOf(set) {
		names = append(names, r.Path)
	}
	return names[:min(len(names), mostAsked)]
}

// read is the model of a commit with its records; nil where it cannot be read, or is
// wrong. Size is that of its files.
func (l *mainLine) read(ctx context.Context, repo *git.Repository, commit, name string) (m *model.Model,
	set *decisions.Set, size int) {
	tree, err := repo.Tree(ctx, commit)
	if err != nil {
		return nil, nil, 0
	}
	src := source{fsys: veil.Over(tree), name: name}
	m, findings, err := l.env.load(src)
	if err != nil || m == nil {
		return nil, nil, 0
	}
	if worst, found := findings.Worst(); found && worst == finding.Error {
		return nil, nil, 0
	}
	for _, file := range m.Files() {
		if info, err := fs.Stat(tree, file); err == nil {
			size += int(info.Size())
		}
	}
	if set, _, err = loadDecisions(src, m); err != nil {
		return nil, nil, size
	}
	return m, set, size
}

// news are what the commits changed, each compared with the one before it. A
// commit whose model cannot be read is passed over, and the next one compared with
// what was before it.
func (l *mainLine) news(ctx context.Context) []site.News {
	sides, read := make([]*diff.Side, len(l.steps)), 0
	for i, s := range l.steps {
		if read > mostRead {
			break
		}
		m, set, size := l.read(ctx, s.repo, s.ID, s.name)
		if read += size; m != nil {
			sides[i] = &diff.Side{Model: m, Decisions: set}
		}
	}
	var news []site.News
	for i, s := range l.steps {
		if sides[i] == nil {
			continue
		}
		before := slices.IndexFunc(sides[i+1:], func(s *diff.Side) bool { return s != nil })
		if before < 0 {
			break // what it began with is no change
		}
		if changes := diff.Compare(*sides[i+1+before], *sides[i]); len(changes) > 0 {
			news = append(news, site.News{Commit: s.Commit, Changes: changes})
		}
	}
	return news
}
