package git

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// askHistory asks all that there is to ask about the past; whether it is answered
// is another matter.
func (p *place) askHistory(dir string) {
	ctx := context.Background()
	repo, err := Open(ctx, p.path(dir))
	if err != nil {
		return
	}
	defer repo.Close()
	if head, err := repo.Head(ctx); err == nil {
		_, _ = repo.History(ctx, head.ID, []string{"architecture.yaml"}, 5)
		_, _ = repo.Blame(ctx, head.ID, "architecture.yaml")
	}
}

// commit commits what lies in the repository, as somebody.
func (p *place) commit(author, subject string) string {
	p.git("add", ".")
	p.git("-c", "user.name="+author, "commit", "-q", "--allow-empty", "-m", subject)
	return p.git("rev-parse", "HEAD")
}

func (p *place) open(dir string) *Repository {
	p.t.Helper()
	repo, err := Open(context.Background(), p.path(dir))
	p.must(err)
	p.t.Cleanup(repo.Close)
	return repo
}

// TestHistory asks who changed what last, on a main line with a merge, among files
// of other folders and with names and authors that want to be something else.
func TestHistory(t *testing.T) {
	ctx := context.Background()
	p := newPlace(t)
	one := p.git("rev-parse", "HEAD")
	p.write("repo/sub/architecture.yaml", "asbuilt: 1\nname: before\nelements:\n  a: {kind: user}\n")
	p.write("repo/other.yaml", "x\n")
	two := p.commit("김 아무개", "둘: <b>\x1b[31m")
	p.write("repo/other.yaml", "y\n")
	p.commit("x", "elsewhere")
	p.git("switch", "-q", "-c", "side")
	p.write("repo/sub/docs/-n.md", "# A\n")
	three := p.commit("c", "three")
	p.git("switch", "-q", "main")
	p.commit("d", "nothing")
	p.git("merge", "-q", "--no-ff", "-m", "merge", "side")
	merge := p.git("rev-parse", "HEAD")

	repo := p.open("repo/sub")
	head, err := repo.Head(ctx)
	if err != nil || head.ID != merge || head.Branch != "main" || head.Time.IsZero() {
		t.Fatalf("head is %+v, %v", head, err)
	}
	h, err := repo.History(ctx, head.ID, []string{"architecture.yaml", "docs/-n.md", "gone.md"}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Last) != 2 || h.Last["architecture.yaml"].ID != two || h.Last["docs/-n.md"].ID != three {
		t.Errorf("changed last: %+v", h.Last)
	}
	if c := h.Last["architecture.yaml"]; c.Author != "김 아무개" || c.Subject != "둘: <b>\x1b[31m" {
		t.Errorf("by %q: %q", c.Author, c.Subject)
	}
	var main []string
	for _, c := range h.Main {
		main = append(main, c.ID)
	}
	if !slices.Equal(main, []string{merge, two}) || !h.More {
		t.Errorf("the main line is %q, more %v; want the merge and %s, and more", main, h.More, two)
	}
	lines, err := repo.Blame(ctx, head.ID, "architecture.yaml")
	var from []string
	for _, c := range lines {
		from = append(from, c.ID)
	}
	if err != nil || !slices.Equal(from, []string{one, one, two, two}) {
		t.Errorf("lines come from %q, %v; want %s twice, %s twice", from, err, one, two)
	}
	p.git("switch", "-q", "--detach")
	if head, err := repo.Head(ctx); err != nil || head.Branch != "" {
		t.Errorf("detached: %+v, %v", head, err)
	}
}

// TestShallowHistory does not take for new what a shallow clone has no past of.
func TestShallowHistory(t *testing.T) {
	ctx := context.Background()
	p := newPlace(t)
	p.write("repo/sub/more.yaml", "a: 1\n")
	p.commit("b", "two")
	p.write("repo/sub/architecture.yaml", "asbuilt: 1\nname: after\n")
	three := p.commit("c", "three")
	p.spring("", "clone", "-q", "--depth", "2", "file://"+p.path("repo"), "shallow")
	repo := p.open("shallow/sub")
	h, err := repo.History(ctx, three, []string{"architecture.yaml", "more.yaml"}, 9)
	if err != nil || len(h.Last) != 1 || h.Last["architecture.yaml"].ID != three || len(h.Main) != 1 || !h.More {
		t.Errorf("history is %+v, %v; want the last commit alone", h, err)
	}
	lines, err := repo.Blame(ctx, three, "architecture.yaml")
	if err != nil || len(lines) != 2 || lines[0].ID != "" || lines[1].ID != three {
		t.Errorf("lines come from %+v, %v", lines, err)
	}
}

// TestNoHistory asks where nothing is committed.
func TestNoHistory(t *testing.T) {
	p := newPlace(t)
	p.spring("", "init", "-q", "empty")
	repo := p.open("empty")
	if head, err := repo.Head(context.Background()); err == nil {
		t.Errorf("head is %+v", head)
	}
	if _, err := repo.Blame(context.Background(), "HEAD", "x"); err == nil || !strings.Contains(err.Error(), "x") {
		t.Error(fmt.Sprint(err))
	}
}
