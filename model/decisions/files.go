package decisions

import (
	"path"
	"slices"
	"strings"

	"asbuilt/pattern"
)

// Which files of a folder are records is said here alone. A record is a
// Markdown file under a name of its own, or the README or index of a folder of
// its own (0001-cache/README.md, or any README that says where its decision
// stands). Templates, indexes, tables of contents and what repositories have
// besides (contributing, licence) are none.

// markdownName splits the name of a Markdown file into stem and extension; ok
// is false for other files.
func markdownName(p string) (stem string, ok bool) {
	base := path.Base(p)
	ext := strings.ToLower(path.Ext(base))
	return base[:len(base)-len(ext)], ext == ".md" || ext == ".markdown"
}

// isRecord reports whether the file p, below dir, is a record. An index.md may
// be one in any folder but dir, a README in one that has a number or a date.
func isRecord(dir, p string) bool {
	stem, ok := markdownName(p)
	stem = strings.ToLower(stem)
	own := path.Dir(p) != path.Clean(dir)
	switch {
	case !ok || strings.HasPrefix(stem, ".") || isTemplate(stem):
		return false
	case stem == "index":
		return own
	case stem == "readme":
		return own && namedRecord(path.Base(path.Dir(p)))
	}
	return !isListing(stem)
}

// isEntry reports whether the file p, below dir, may stand for its folder: a read-me
// is a record when it says where a decision stands.
func isEntry(dir, p string) bool {
	stem, ok := markdownName(p)
	return ok && strings.EqualFold(stem, "readme") && path.Dir(p) != path.Clean(dir)
}

// entryName matches the file that stands for its folder.
var entryName = pattern.New(`^(?i:readme|index)$`)

// withoutAttachments leaves out files that lie beside the README or index of a
// record's own folder and have no number or date themselves: notes, tables,
// minutes.
func withoutAttachments(dir string, paths []string) []string {
	own := map[string]bool{}
	for _, p := range paths {
		stem, _ := markdownName(p)
		if folder := path.Dir(p); folder != path.Clean(dir) && entryName.MatchString(stem) &&
			(namedRecord(path.Base(folder)) || isEntry(dir, p)) {
			own[folder] = true
		}
	}
	return slices.DeleteFunc(paths, func(p string) bool {
		stem, _ := markdownName(p)
		return own[path.Dir(p)] && !entryName.MatchString(stem) && !namedRecord(stem)
	})
}

// namedRecord reports whether a name has a number or a date, as those of records
// have.
func namedRecord(name string) bool { return dated.MatchString(name) || numbered.MatchString(name) }

var (
	listing = pattern.New(`^(?:readme|index|_?index|toc|summary|contents|overview|contributing|` +
		`changelog|license|licence|` +
		`code[_-]of[_-]conduct|security|glossary)(?:[.-][a-z]{2}(?:[_-][a-z]{2})?)?$`)
	zeroName = pattern.New(`^0+[-_ ]+(.+)$`)
)

// isListing reports whether a file lists records instead of being one: toc.md,
// SUMMARY.md, readme.ko.md, 00-index.md.
func isListing(stem string) bool {
	if m := zeroName.FindStringSubmatch(stem); m != nil {
		stem = m[1]
	}
	return listing.MatchString(stem)
}

var (
	numberedName = pattern.New(`^0*[1-9][0-9]*-`)
	// placeholder matches names whose number is still to be filled in.
	placeholder = pattern.New(`^(?:adr-?)?(?:n{2,}|x{2,}|#{2,}|\?{2,}|yyyy[-a-z]*|nnnn)[-_ .]`)
)

// blank matches a title that is still to be written: "{제목}", "[short title]", "<Title>".
var blank = pattern.New(`^(?:\{[^{}]+\}|<[^<>]+>|\[[^\[\]]+\])$`)

// toFillIn reports whether a record is a template by another name: its title is still to be
// written, and it does not say where it stands.
func (r *Record) toFillIn() bool {
	return blank.MatchString(strings.TrimSpace(r.Title)) && !r.Status.Known()
}

// isTemplate tells templates by their names. A decision may be about one:
// 0005-use-a-launch-template.md is a record.
func isTemplate(name string) bool {
	name = strings.ToLower(name)
	if at := numberedName.FindString(name); at != "" {
		name = name[len(at):]
		return slices.Contains(
			[]string{"template", "adr-template", "madr-template", "decision-template", "record-template"}, name)
	}
	return name == "templates" || strings.HasPrefix(name, "_") || placeholder.MatchString(name) ||
		strings.HasPrefix(name, "template") || strings.HasPrefix(name, "adr-template") ||
		strings.HasSuffix(name, "-template") || strings.HasSuffix(name, "_template")
}
