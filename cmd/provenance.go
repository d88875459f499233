package cmd

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/git"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/site"
)

// How much of the past a site looks at: counted, so that the same repository gives
// the same site.
const (
	mostCommits = 20      // whose changes are told
	mostRead    = 8 << 20 // bytes of models at those commits
	mostAsked   = 2000    // files whose last change is asked for
	mostMoves   = 5       // times that the model was moved
)

// provenance is where a site of a model comes from, as far as Git knows; nil where
// it knows nothing, which keeps nothing else from being shown.
func (o *siteOptions) provenance(ctx context.Context, src source, m *model.Model,
	set *decisions.Set, texts map[string][]byte) *site.Provenance {
	if src.folder == nil || src.name == stdinName {
		return nil
	}
	dir := filepath.FromSlash(src.dir)
	if dir == "" {
		dir = "."
	}
	repo, err := git.Open(ctx, dir)
	if err != nil {
		return nil
	}
	defer repo.Close()
	head, err := repo.Head(ctx)
	if err != nil {
		return nil
	}
	tree, err := repo.Tree(ctx, head.ID)
	if err != nil {
		return nil
	}
	p := &site.Provenance{Head: head}
	names, same := m.Files(), map[string]bool{}
	for _, r := range recordsOf(set) {
		names = append(names, r.Path)
	}
	for name := range texts {
		names = append(names, path.Clean(name))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, name := range names {
		now, err := fs.ReadFile(src.fsys.Under(), name)
		then, gone := fs.ReadFile(tree, name)
		same[name] = err == nil && gone == nil && bytes.Equal(now, then)
		p.Uncommitted = p.Uncommitted || !same[name]
	}
	h, err := repo.History(ctx, head.ID, names[:min(len(names), mostAsked)], mostCommits)
	if err != nil {
		return p
	}
	if !o.redact {
		p.Lines = git.Lines(repo.Remote(ctx))
	}
	p.Files, p.Wrote = h.Last, h.Wrote
	p.Things = thingsOf(ctx, repo, head.ID, m, same)
	line := &mainLine{env: o.env}
	defer line.close()
	line.follow(ctx, repo, src.name, h)
	p.News, p.More = line.news(ctx), line.more
	return p
}

func recordsOf(set *decisions.Set) []*decisions.Record {
	if set == nil {
		return nil
	}
	return set.Records
}

// thingsOf are the commits that changed things of the model last: the newest of
// the lines that a thing stands on. Of a file that is not as it was committed
// nobody knows which line is which.
func thingsOf(ctx context.Context, repo *git.Repository, commit string, m *model.Model,
	same map[string]bool) map[site.Place]git.Commit {
	begins := map[string][]int{}
	for _, at := range m.Places() {
		begins[at.File] = append(begins[at.File], at.Line)
	}
	last := map[site.Place]git.Commit{}
	for file, lines := range begins {
		if !same[file] {
			continue
		}
		from, err := repo.Blame(ctx, commit, file)
		if err != nil {
			continue
		}
		slices.Sort(lines)
		for i, line := range lines {
			end := len(from)
			if i+1 < len(lines) {
				end = lines[i+1] - 1
			}
			if c, known := newest(m, file, line, end, from); known {
				last[site.Place{File: file, Line: line}] = c
			}
		}
	}
	return last
}

// newest is the latest commit of the lines of a file, without comments, empty
// lines and headings of sections at their end, which belong to what comes next; known is false when one of
// them has none.
func newest(m *model.Model, file string, line, end int, from []git.Commit) (c git.Commit, known bool) {
	for end > line {
		text := m.SourceLine(finding.Position{File: file, Line: end})
		if inner := strings.TrimLeft(text, " "); inner != "" && inner != text && inner[0] != '#' {
			break
		}
		end--
	}
	for i := line; i <= end && i <= len(from); i++ {
		switch of := from[i-1]; {
		case of.ID == "":
			return git.Commit{}, false
		case of.Time.After(c.Time):
			c = of
		}
	}
	return c, c.ID != ""
}
