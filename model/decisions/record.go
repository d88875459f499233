package decisions

import (
	"path"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// Record is one decision.
type Record struct {
	// Number is the number in the file's name, or -1 when it has none.
	Number int
	// Slug is the file's name without number and extension; of an index.md or
	// README.md, the name of its folder.
	Slug  string
	Title string
	// Heading is the title as its line reads: with its number, without markup.
	Heading string
	// OfAnother says, after [Set.Link], that the record names things and the model has
	// none of them: it is about another system, and says nothing of this one.
	OfAnother bool
	// Status is Superseded whenever a successor is named, and NotStated when the
	// record states none. A word that is none of the known statuses is kept.
	Status Status
	// Stated is the status as it was written, or empty.
	Stated string
	// Date is midnight UTC of the day of the decision; zero when unknown.
	Date time.Time
	// DateStated is the date as it was written where that is no day: "April 2026".
	DateStated                          string
	DecisionMakers, Consulted, Informed []string
	Tags                                []string
	// Relations are those written in the record, then those that only other
	// records state of it (Derived).
	Relations []Relation
	// Elements are the ids the record says it governs, as written there.
	Elements []Citation
	// Governs are all ids it governs, whichever side says so, in the order of
	// the model. [Set.Link] fills it.
	Governs []string
	// Checks are the sentences of it that can be looked up, in the order written.
	Checks []*Check
	// Review is the day by which it is to be looked at again; zero when it says none.
	Review time.Time
	// Body is the Markdown below the title, without what became metadata.
	Body string
	// Gone are the headings of what became metadata and is not in Body.
	Gone []string
	// Path is the file's name in the file system that was loaded.
	Path string
	// Position is the place of the title, or where it should stand.
	Position finding.Position

	source string // text of the title's line
	status field  // where the status was stated
	review field  // where the day of the next look stands
	id     string // identifier in front matter, if any
	form   form   // how it is written
	shared string // what it is called when others have its number, too
}

// ID is what the record is called in findings and waivers: its number, or its
// slug when it has none. Of records that share a number or a slug it is the path
// below the folder of decisions, without extension.
func (r *Record) ID() string {
	if r.shared != "" {
		return r.shared
	}
	if r.Number >= 0 {
		return strconv.Itoa(r.Number)
	}
	return r.Slug
}

// InForce reports whether the decision stands: it says that it was accepted.
func (r *Record) InForce() bool { return r.Status == Accepted }

// Over reports whether the decision stands no longer, or never did: it is
// rejected, deprecated or superseded.
func (r *Record) Over() bool {
	return r.Status == Rejected || r.Status == Deprecated || r.Status == Superseded
}

// folder is where the record lies among others: the folder of its file, or of
// the folder that is its own.
func (r *Record) folder() string {
	dir := path.Dir(r.Path)
	if name, _ := markdownName(r.Path); entryName.MatchString(name) {
		return path.Dir(dir)
	}
	return dir
}

// Citation is an id of the model named in a record.
type Citation struct {
	ID       string
	Position finding.Position

	field field
}

// Related are the records that r stands in relation v to, in the order written.
func (r *Record) Related(v Verb) []*Record {
	var all []*Record
	for _, rel := range r.Relations {
		if rel.Verb == v && rel.To != nil {
			all = append(all, rel.To)
		}
	}
	return all
}

var (
	dated    = pattern.New(`^((?:19|20)[0-9]{2}-?[0-9]{2}-?[0-9]{2})[-_](.+)$`)
	numbered = pattern.New(`^(?:` + seriesOf + `)?[-_ ]?0*([0-9]{1,6})(?:[-_. ]+(.*))?$`)
	// inDay is the number behind a day: 2021-06-06_002-reactive-core.
	inDay = pattern.New(`^0[0-9]{1,5}[-_. ]`)
)

// seriesOf is what stands before the number of a record in names and titles: "ADR-",
// or the team's own series of them, "ACME-ADR-Billing-".
const seriesOf = `(?:(?:(?i:[a-z]+)[-_ ])?(?i:adr|rfc|kep)(?:-[A-Z][A-Za-z]*-)?)`

// stem is the name that tells the file p from others: its base without the
// extension, or the folder of an index.md or README.md.
func stem(p string) string {
	base := path.Base(p)
	base = base[:len(base)-len(path.Ext(base))]
	if entryName.MatchString(base) {
		return path.Base(path.Dir(p))
	}
	return base
}

// nameRecord makes what the file's name says of a record: "0012-slug",
// "ADR-12 slug", log4brains' "20261102-slug", or a slug alone.
func nameRecord(p string) *Record {
	r := &Record{Number: -1, Path: p, Slug: stem(p)}
	if m := dated.FindStringSubmatch(r.Slug); m != nil {
		if day, err := time.Parse("20060102", strings.ReplaceAll(m[1], "-", "")); err == nil {
			r.Date, r.Slug = day, m[2]
			if !inDay.MatchString(r.Slug) {
				return r
			}
		}
	}
	if m := numbered.FindStringSubmatch(r.Slug); m != nil {
		r.Number, _ = strconv.Atoi(m[1])
		r.Slug = m[2]
		if r.Slug == "" {
			r.Slug = m[1]
		}
	}
	return r
}
