package git

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"asbuilt/finding"
)

// NotOneError says that a word is no name of one revision, and what to write
// instead.
type NotOneError struct{ text string }

func (e *NotOneError) Error() string { return e.text }

// UnknownError says that the repository does not know a revision.
type UnknownError struct {
	Revision string
	// Refs are the short names of what it knows.
	Refs []string
	// Empty says that nothing is committed yet; Shallow, that the clone has not all
	// that there is.
	Empty, Shallow bool
}

func (e *UnknownError) Error() string { return fmt.Sprintf("unknown revision %q", e.Revision) }

// Commit is the full name of the commit that a revision means. Its errors are a
// *[NotOneError], an *[UnknownError], or say what git said.
func (r *Repository) Commit(ctx context.Context, revision string) (string, error) {
	if err := one(revision); err != nil {
		return "", err
	}
	out, err := r.git(ctx, "rev-parse", "--verify", revision+"^{commit}")
	switch {
	case err == nil:
		return strings.TrimSpace(string(out)), nil
	case ctx.Err() != nil, strings.Contains(err.Error(), "ambiguous"),
		errors.Is(err, errNoGit), errors.Is(err, errMissing):
		return "", finding.Errorf("read revision %q: %s", "리비전 %q을(를) 읽지 못했습니다: %s", revision, err)
	}
	return "", r.unknown(ctx, revision)
}

// one refuses what is no name of one revision.
func one(revision string) error {
	switch before, after, isRange := strings.Cut(revision, ".."); {
	case revision == "" || strings.HasPrefix(revision, "-"):
		return &NotOneError{fmt.Sprintf("%q is no revision: name a branch, a tag or a commit", revision)}
	case isRange && strings.HasPrefix(after, "."):
		return &NotOneError{fmt.Sprintf("%q is a range: write asbuilt diff $(git merge-base %s %s) %[3]s",
			revision, before, after[1:])}
	case isRange:
		return &NotOneError{fmt.Sprintf("%q is a range: write asbuilt diff %s",
			revision, strings.TrimSpace(before+" "+after))}
	}
	return nil
}

// unknown says what is known instead of a revision.
func (r *Repository) unknown(ctx context.Context, revision string) error {
	e := &UnknownError{Revision: revision}
	if _, err := r.git(ctx, "rev-parse", "--verify", "HEAD^{commit}"); err != nil {
		e.Empty = true
		return e
	}
	if out, err := r.git(ctx, "for-each-ref", "--format=%(refname:short)"); err == nil {
		e.Refs = strings.Fields(string(out))
	}
	out, err := r.git(ctx, "rev-parse", "--is-shallow-repository")
	e.Shallow = err == nil && strings.TrimSpace(string(out)) == "true"
	return e
}
