package history

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"asbuilt/finding"
)

// Course is the records of one system in the order of their moments.
type Course struct {
	Records []*Record
	// Foreign is how many records are about another system.
	Foreign int
	// was are ids that elements had before, by the id that they have now, now the
	// other way round.
	was, now map[string]string
}

// New puts the records about a system in order. was are the ids that elements had before,
// by the ids that they have now.
func New(system System, records []*Record, was map[string]string) *Course {
	c := &Course{was: was, now: map[string]string{}}
	for id, former := range was {
		c.now[former] = id
	}
	for _, r := range records {
		if r.System.Is(system) {
			c.Records = append(c.Records, r)
		} else {
			c.Foreign++
		}
	}
	slices.SortStableFunc(c.Records, compare)
	return c
}

// compare orders records by moment, and those about one moment as they were written.
func compare(a, b *Record) int {
	return cmp.Or(a.AsOf.Compare(b.AsOf), a.Written.Compare(b.Written), cmp.Compare(a.Name(), b.Name()))
}

// Before is the course up to a run: without records about later moments, and without an
// earlier one of the same run.
func (c *Course) Before(now *Record) *Course {
	before := *c
	before.Records = slices.DeleteFunc(slices.Clone(c.Records), func(r *Record) bool {
		return r.AsOf.After(now.AsOf) || r.Name() == now.Name()
	})
	return &before
}

// With is the course with one more record, in its place.
func (c *Course) With(now *Record) *Course {
	with := c.Before(now)
	for _, r := range c.Records {
		if r.AsOf.After(now.AsOf) {
			with.Records = append(with.Records, r)
		}
	}
	with.Records = append(with.Records, now)
	slices.SortStableFunc(with.Records, compare)
	return with
}

// standing is what is known of one finding at one moment.
type standing struct {
	entry Entry
	// model is the hash of the model that the entry was found by.
	model string
	// open says that it was found, and not seen to be right since.
	open  bool
	since finding.Since
}

// Tell says of each finding of a report since when it stands, and of the report what became
// of those before. now is the record of the report.
func (c *Course) Tell(rep *finding.Report, now *Record) {
	before := c.Before(now)
	was := before.standings(before.Records)
	first := len(before.Records) == 0
	before.Records = append(before.Records, now)
	is := before.follow(was, before.Records, len(before.Records)-1)
	p := &finding.Progress{Runs: len(before.Records) - 1}
	if !first {
		p.Before = before.Records[len(before.Records)-2].AsOf
	}
	found := map[string]bool{}
	for _, f := range rep.Findings {
		key := f.Fingerprint()
		found[key] = found[key] || f.Verdict != finding.Unknown && !f.Suspended
		if s, ok := is[key]; ok {
			f.Since = s.since
			f.Since.New = !first && s.open && !was[key].open
		}
	}
	for _, key := range keys(was) {
		switch then := was[key]; {
		case !then.open || found[key]:
		case is[key].open:
			p.Unseen++
		case before.became(then, now) == right:
			p.Mended = append(p.Mended, then.finding())
		}
	}
	slices.SortStableFunc(p.Mended, func(a, b *finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Fact, b.Fact))
	})
	rep.Progress = p
}

// finding is what stood, as far as a record has it.
func (s standing) finding() *finding.Finding {
	e := s.entry
	severity, _ := finding.ParseSeverity(e.Severity)
	return &finding.Finding{
		Code: e.Code, Subject: e.Subject, Fact: e.Fact, Severity: severity, Verdict: e.Verdict,
		ElementName: e.Name, Module: e.Module, Owner: e.Owner, Account: e.Account, Region: e.Region, Since: s.since,
	}
}

func keys(all map[string]standing) []string {
	var names []string
	for k := range all {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}

// standings are what is known of every finding behind the last of the records.
func (c *Course) standings(records []*Record) map[string]standing {
	all := map[string]standing{}
	for i := range records {
		all = c.follow(all, records, i)
	}
	return all
}

// follow is what is known behind the record of that index, where all is what was known
// before it.
func (c *Course) follow(all map[string]standing, records []*Record, i int) map[string]standing {
	r, after := records[i], make(map[string]standing, len(all))
	for _, e := range r.Entries {
		e = c.renamed(e)
		s := all[e.Fingerprint]
		s.entry, s.model = e, r.Model
		switch {
		case s.open:
		case e.Known():
			s.open, s.since = true, finding.Since{At: r.AsOf, OrEarlier: !c.rightBefore(s, records[:i])}
		case s.since.IsZero():
			s.since = finding.Since{At: r.AsOf, OrEarlier: !c.rightBefore(s, records[:i])}
		}
		after[e.Fingerprint] = s
	}
	for key, s := range all {
		if _, found := after[key]; !found && c.became(s, r) == unseen {
			after[key] = s
		}
	}
	return after
}

// rightBefore reports whether the last of the records looked at it and found it right;
// else it may have been wrong before anybody looked.
func (c *Course) rightBefore(s standing, records []*Record) bool {
	return len(records) > 0 && c.became(s, records[len(records)-1]) == right
}

// fate is what became of something that a run did not find.
type fate int

const (
	// unseen: nobody looked.
	unseen fate = iota
	// right: somebody looked, and it is as declared.
	right
	// unasked: the model asks for it no longer.
	unasked
)

// became is what became of something by a record that does not have it.
func (c *Course) became(s standing, r *Record) fate {
	e := &s.entry
	held := func(code, fact string) bool {
		old := c.before(e.Subject)
		return r.holds(code, e.Subject, fact) || old != e.Subject && r.holds(code, old, fact)
	}
	has := func(is func(*Entry) bool) bool {
		return slices.ContainsFunc(r.Entries, func(f Entry) bool { f = c.renamed(f); return is(&f) })
	}
	switch {
	case has(func(f *Entry) bool { return f.Fingerprint == e.Fingerprint }):
		return unseen
	case held(e.Code, e.Fact):
		return right
	case has(func(f *Entry) bool { return !f.Known() && f.Subject == e.Subject && f.hides(e) }):
		return unseen
	case e.Type != "" && slices.Contains(r.Listed, e.Type) && r.sees(e.Account, e.Region):
		return right
	case e.Type != "" || !held("", ""):
		return unseen
	case e.Extra || s.model == r.Model:
		return right
	}
	return unasked
}

// hides reports whether what is not known of a subject may be what another entry says of
// it: where the thing itself was not read, nobody asks how it is, and the question has
// another code.
func (e *Entry) hides(other *Entry) bool {
	topic := func(fact string) string {
		if i := strings.IndexAny(fact, ".@"); i >= 0 {
			return fact[:i]
		}
		return fact
	}
	return e.Code == other.Code || e.Fact == "" || topic(e.Fact) == topic(other.Fact)
}

// sees reports whether a record is of a place; an empty account or region stands for any.
func (r *Record) sees(account, region string) bool {
	return slices.ContainsFunc(r.Places, func(p string) bool {
		a, where, _ := strings.Cut(p, "/")
		return (account == "" || account == a) && (region == "" || region == where)
	})
}

func fingerprint(code, subject, fact string) string {
	return (&finding.Finding{Code: code, Subject: subject, Fact: fact}).Fingerprint()
}

// renamed is an entry under the ids of today.
func (c *Course) renamed(e Entry) Entry {
	if now := finding.Renamed(e.Subject, c.now); now != e.Subject {
		e.Subject, e.Fingerprint = now, fingerprint(e.Code, now, e.Fact)
	}
	return e
}

// before is a subject under the ids that things had before.
func (c *Course) before(subject string) string { return finding.Renamed(subject, c.was) }

// Point is how much one run found of something, as far as it is not accepted.
type Point struct {
	AsOf     time.Time
	Errors   int
	Warnings int
	Notes    int
	// Unknown could not be looked at; Accepted is let be.
	Unknown  int
	Accepted int
}

// Open is how much is wrong.
func (p Point) Open() int { return p.Errors + p.Warnings + p.Notes }

// Line is the course of what is found about one module, owner or account.
type Line struct {
	// Key is its id or name; empty for what belongs to none.
	Key    string
	Points []Point
	// Oldest is since when the oldest of what stands stands.
	Oldest finding.Since
}

// Nothing is a course in which nothing was ever found.
func (c *Course) Nothing() *Line {
	l := &Line{Points: make([]Point, len(c.Records))}
	for i, r := range c.Records {
		l.Points[i].AsOf = r.AsOf
	}
	return l
}

// Last is the last point.
func (l *Line) Last() Point { return l.Points[len(l.Points)-1] }

// Of is what entries are told apart by.
type Of func(*Entry) string

// Whole tells nothing apart.
func Whole(*Entry) string { return "" }

// ByModule tells apart by module.
func ByModule(e *Entry) string { return e.Module }

// ByOwner tells apart by who answers for it.
func ByOwner(e *Entry) string { return e.Owner }

// ByAccount tells apart by account of AWS.
func ByAccount(e *Entry) string { return e.Account }

// Lines are the courses of what records found, told apart; what is worst now stands
// first. Each has a point for every record.
func (c *Course) Lines(of Of) []*Line {
	var all []*Line
	at := map[string]*Line{}
	line := func(key string) *Line {
		l := at[key]
		if l == nil {
			l = c.Nothing()
			l.Key = key
			at[key], all = l, append(all, l)
		}
		return l
	}
	for i, r := range c.Records {
		for j := range r.Entries {
			e := &r.Entries[j]
			line(of(e)).Points[i].add(e)
		}
	}
	for _, s := range c.standings(c.Records) {
		if !s.open || s.entry.Accepted {
			continue
		}
		l := line(of(&s.entry))
		if s.since.Compare(l.Oldest) < 0 {
			l.Oldest = s.since
		}
	}
	slices.SortStableFunc(all, func(a, b *Line) int {
		x, y := a.Last(), b.Last()
		return cmp.Or(cmp.Compare(y.Errors, x.Errors), cmp.Compare(y.Warnings, x.Warnings),
			cmp.Compare(y.Notes, x.Notes), cmp.Compare(a.Key, b.Key))
	})
	return all
}

func (p *Point) add(e *Entry) {
	switch severity, _ := finding.ParseSeverity(e.Severity); {
	case e.Accepted:
		p.Accepted++
	case !e.Known():
		p.Unknown++
	case severity == finding.Error:
		p.Errors++
	case severity == finding.Warning:
		p.Warnings++
	default:
		p.Notes++
	}
}
