package decisions

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// Outline is a decision that has no record yet.
type Outline struct {
	Title string
	// Status is Draft, Proposed or Accepted.
	Status Status
	// Date is the day of the decision.
	Date time.Time
	// Elements are the ids it governs.
	Elements []string
	// Ties are what it says of other records of the set. A record that it
	// supersedes is changed to say so too.
	Ties []Tie
	// Lang is the language of the headings, unless the records that are there
	// have headings in another.
	Lang finding.Lang
}

// Tie is how an outlined decision stands to a record.
type Tie struct {
	Verb Verb
	To   *Record
}

// Change is a file of the folder as it is to be.
type Change struct {
	Path string
	// Before is nil for the new record.
	Before, After []byte
	// Line is the first line that differs.
	Line int
}

// RefusedError says why a record, or the status of one, cannot be written
// without doubt or without losing something.
type RefusedError struct {
	Position finding.Position
	// Reason says why, Cure what a person should write, and where.
	Reason, Cure string
}

// Error is the whole of it, with the place as the file system names it.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s:%d: %s; %s", e.Position.File, e.Position.Line, e.Reason, e.Cure)
}

// Next is what has to be written to dir, from which the set was loaded, for o to
// be its next record: that record, then every one that it supersedes and that
// does not say so. It is written as the newest record is, in a folder without
// any as MADR 4. What Next returns has been read back: it says what o says, and
// brings no finding that was not there before.
func (s *Set) Next(fsys fs.FS, dir string, o Outline) ([]Change, error) {
	o.Title = strings.Join(strings.Fields(o.Title), " ")
	slug := Slug(o.Title)
	if slug == "" {
		return nil, finding.Errorf(
			"the title %q has no letter or digit to make a file name of; say in a few words what "+
				"is decided",
			"제목 %q에 파일 이름으로 쓸 글자나 숫자가 없습니다. 무엇을 결정했는지 몇 낱말로 적으십시오", o.Title)
	}
	_, before, err := s.folders.load(fsys, nil)
	if err != nil {
		return nil, err
	}
	p := path.Join(dir, s.nextName(o)+slug+".md")
	text := []byte(s.manner(o.Lang).text(s, p, o))
	if _, err := fs.Stat(fsys, p); !errors.Is(err, fs.ErrNotExist) {
		return nil, &RefusedError{
			finding.Position{File: p, Line: 1}, "the file exists already", "move it away, or choose another title",
		}
	}
	instead := map[string][]byte{p: text}
	changes := []Change{{Path: p, After: text, Line: 1}}
	after, _, err := s.folders.load(fsys, instead)
	if err != nil {
		return nil, err
	}
	r := after.atPath(p)
	if err := r.says(o); err != nil {
		return nil, err
	}
	for _, t := range o.Ties {
		old := after.atPath(t.To.Path)
		if t.Verb != Supersedes {
			continue
		}
		if known, err := old.knows(r); err != nil {
			return nil, err
		} else if known {
			continue
		}
		data, err := fs.ReadFile(fsys, old.Path)
		if err != nil {
			return nil, finding.Errorf("read decision %q: %v",
				"의사결정 %q을(를) 읽지 못했습니다: %v", old.Path, err)
		}
		edited, line, err := after.supersede(old.Path, data, r)
		if err != nil {
			return nil, err
		}
		instead[old.Path] = edited
		changes = append(changes, Change{Path: old.Path, Before: data, After: edited, Line: line})
	}
	_, findings, err := s.folders.load(fsys, instead)
	if err != nil {
		return nil, err
	}
	return changes, nothingNew(before, findings)
}

// knows reports whether r says itself that by took its place. It fails when r
// cannot be superseded.
func (r *Record) knows(by *Record) (bool, error) {
	for _, rel := range r.Relations {
		switch {
		case rel.Verb != SupersededBy || rel.Section != "" || rel.To == by && rel.Derived:
		case rel.To == by:
			return true, nil
		case rel.To != nil:
			return false, finding.Errorf("decision %s is superseded by decision %s already; supersede that one",
				"의사결정 %s은(는) 이미 의사결정 %s(으)로 대체되었습니다. 그것을 대체하십시오", r.ID(),
				rel.To.ID())
		}
	}
	if r.Status == Rejected {
		return false, finding.Errorf("decision %s was rejected, so there is nothing to supersede; relate to it instead",
			"의사결정 %s은(는) 기각되어 대체할 것이 없습니다. 대신 관련 기록으로 두십시오",
			r.ID())
	}
	return false, nil
}

// nothingNew fails when a finding came that was not there before.
func nothingNew(before, after finding.List) error {
	known := map[string]int{}
	for _, f := range before {
		known[f.Fingerprint()]++
	}
	for _, f := range after {
		if known[f.Fingerprint()]--; known[f.Fingerprint()] < 0 {
			return &RefusedError{
				f.Position, "with the new record it would be found that " + f.Message.En,
				"correct that file, or word the title differently",
			}
		}
	}
	return nil
}

// says fails unless r, read back, says what o says.
func (r *Record) says(o Outline) error {
	var ids []string
	if r != nil {
		for _, c := range r.Elements {
			ids = append(ids, c.ID)
		}
	}
	what := ""
	switch {
	case r == nil:
		what = "it would not be read as a record"
	case r.Title != plainText(o.Title):
		what = fmt.Sprintf("its title would be read as %q", r.Title)
	case r.Status != o.Status:
		what = fmt.Sprintf("its status would be read as %q", r.Status)
	case !r.Date.Equal(o.Date.UTC().Truncate(24 * time.Hour)):
		what = "its date would be read as " + r.Date.Format(time.DateOnly)
	case !slices.Equal(ids, o.Elements):
		what = fmt.Sprintf("its elements would be read as %q", ids)
	}
	if r != nil && what == "" {
		for _, t := range o.Ties {
			if !slices.ContainsFunc(r.Relations, func(rel Relation) bool {
				return rel.Verb == t.Verb && !rel.Derived && rel.To != nil && rel.To.Path == t.To.Path
			}) {
				what = fmt.Sprintf("it would not be read that it %s %s", t.Verb, t.To.ID())
			}
		}
	}
	if what == "" {
		return nil
	}
	return finding.Errorf(
		"the record cannot be written as the others are: %s; word the title differently, or "+
			"write it by hand",
		"기록을 다른 기록과 같은 형식으로 쓸 수 없습니다: %s. 제목을 바꾸거나 직접 쓰십시오", what)
}

// slugLength is how many characters a slug has at most.
const slugLength = 60

// Slug is a title as a part of a file's name: its letters and digits, of any
// script, in lower case, with hyphens between words. It is cut after a word.
func Slug(title string) string {
	var words []string
	length := 0
	title = strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(title))
	for _, word := range strings.FieldsFunc(title, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}) {
		if !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			continue // marks with nothing to stand on
		}
		if length += utf8.RuneCountInString(word); length > slugLength {
			if len(words) == 0 {
				words = append(words, string([]rune(word)[:slugLength]))
			}
			break
		}
		words = append(words, word)
		length++
	}
	return strings.Join(words, "-")
}

var bareNumber = pattern.New(`^(?i:adr[-_ ]?)?#?[0-9]+$`)

// Find is the record that word names as a person does: by number, with or
// without "ADR-", by its slug, or by the name of its file.
func (s *Set) Find(word string) (*Record, error) {
	r := s.named(nil, path.Base(word))
	if r == nil || stem(word) != stem(r.Path) && word != r.Slug && word != r.id && !bareNumber.MatchString(word) {
		if near := nearest(stem(word), s.names()); near != "" {
			return nil, finding.Errorf("no decision %q: did you mean %q?",
				"%q 의사결정은 없습니다. 혹시 %q입니까?", word, near)
		}
		return nil, finding.Errorf("no decision %q: asbuilt decision list shows those there are",
			"%q 의사결정은 없습니다. 있는 것은 asbuilt decision list가 보여 줍니다", word)
	}
	if r.Number < 0 || stem(word) == stem(r.Path) {
		return r, nil
	}
	for _, other := range s.Records {
		if other != r && other.Number == r.Number {
			return nil, finding.Errorf(
				"number %d is used twice, by %s and %s: name one by its file, and give one another "+
					"number",
				"번호 %d을(를) %s와(과) %s에서 두 번 씁니다. 파일로 지정하고, 하나는 번호를 바꾸십시오", r.Number,
				stem(r.Path), stem(other.Path))
		}
	}
	return r, nil
}
