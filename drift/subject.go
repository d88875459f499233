package drift

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/way"
)

// subject is one thing of the model that is being checked.
type subject struct {
	*comparison
	id string
	// pair is nil for an element that AWS cannot realise.
	pair *match.Pair
	// element is nil for boundaries and groups.
	element *model.Element
	// resource is what realises it, or nil; the first of a tier's subnets.
	resource *discover.Resource
}

func (c *comparison) subject(p *match.Pair, e *model.Element) *subject {
	s := &subject{comparison: c, pair: p, element: e, resource: p.Resource()}
	if p != nil {
		s.id = p.ID()
	} else {
		s.id = e.ID
	}
	return s
}

func (s *subject) optedOut() bool { return s.pair != nil && s.pair.OptedOut }

// place is the position of the model's word about a fact.
func (s *subject) place(fact string) finding.Position {
	if s.element != nil {
		return s.element.Key(fact)
	}
	return s.pair.Position()
}

// whereabouts are the account and region to look for what belongs to the
// subject, "" when unknown: what is global has its logs and alarms anywhere.
func (s *subject) whereabouts() (account, region string) {
	if s.resource != nil && s.resource.Region != discover.Global {
		return s.resource.Account, s.resource.Region
	}
	if s.element != nil {
		account, region = s.element.Boundary.Account(), s.element.Boundary.Region()
	}
	if s.resource != nil {
		account = s.resource.Account
	}
	return account, region
}

// fact is one thing that was read, or would have been.
type fact struct {
	evidence finding.Evidence
	gap      *discover.Gap
	// why says in both languages what gap says in one, where anybody knows.
	why finding.Text
	// unfollowed says that no snapshot would have it: asbuilt does not go so far.
	unfollowed bool
	// resource is where it was read; nil for what is not there.
	resource *discover.Resource
	name     string
	// quiet facts decide whether the verdict is known, and say nothing more.
	quiet bool
	// leads says that it only leads to the fact that decides.
	leads bool
	// part is which item of the fact decides, where that is a list.
	part string
}

// asEvidence is what was read, beside its name: a value in words that begin with the
// name, as a claim shows it where no name stands beside it, does not repeat that.
func (f fact) asEvidence() finding.Evidence {
	e := f.evidence
	if value, ok := strings.CutPrefix(e.Value, f.name+" "); ok && f.name != "" {
		e.Value = value
	}
	return e
}

// leading marks facts that only lead to the one that decides.
func leading(facts ...fact) []fact {
	for i := range facts {
		facts[i].leads = true
	}
	return facts
}

// read is a fact of a resource: name is the field of its facts, value what of it
// counts. A fact that is one value shows that value, whatever was made of it.
func (s *subject) read(r *discover.Resource, name string, value any) fact {
	return fact{
		evidence: finding.Evidence{
			Fact: r.Type + " " + name, Value: shown(held(r, name), show(value)), From: r.Ref(),
		},
		gap:      s.at.Missing(r, name),
		resource: r,
		name:     name,
	}
}

// readIn is [subject.read] for one entry of a list, counted from zero, or some of its
// parts: what other entries alone lack does not matter. An entry that the list does not
// have asks for the list itself.
func (s *subject) readIn(r *discover.Resource, list string, i int, value any, parts ...string) fact {
	f := s.read(r, list, value)
	f.gap = s.at.MissingIn(r, list, i, parts...)
	return f
}

// readParts is [subject.read] for some parts of every entry of a list.
func (s *subject) readParts(r *discover.Resource, list string, value any, parts ...string) fact {
	f := s.read(r, list, value)
	f.gap = nil
	for _, part := range parts {
		f.gap = cmp.Or(f.gap, s.at.Missing(r, list+"."+part))
	}
	return f
}

// readPart is [subject.read] for one part of one entry of a list.
func (s *subject) readPart(r *discover.Resource, list string, i int, part string, value any) fact {
	f := s.read(r, list+"."+part, value)
	f.gap = s.at.MissingIn(r, list, i, part)
	return f
}

// unseen is an entry of a list of which parts were not read, or any where none is named:
// as a fact, so that what rests on it is unknown.
func (s *subject) unseen(r *discover.Resource, list string, i int, parts ...string) []fact {
	f := s.readIn(r, list, i, "", parts...)
	if f.quiet, f.resource = true, nil; f.gap == nil {
		return nil
	}
	return []fact{f}
}

// shown is what evidence shows of a fact that holds a value: the words for it, where
// they have the value in them.
func shown(held, words string) string {
	if held != "" && !strings.Contains(words, held) {
		return held
	}
	return cmp.Or(words, "none")
}

// held is the value of a fact that is one, as text; empty for what is none, and for
// a fact that consists of others.
func held(r *discover.Resource, name string) string {
	v := reflect.ValueOf(r.Facts)
	for part := range strings.SplitSeq(name, ".") {
		for v.Kind() == reflect.Pointer && !v.IsNil() {
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			return ""
		}
		v = v.FieldByName(part)
	}
	if !v.IsValid() || v.Kind() == reflect.Map || v.Kind() == reflect.Struct {
		return ""
	}
	switch v := v.Interface().(type) {
	case []string:
		return show(v)
	case *int:
		if v == nil {
			return "none"
		}
		return show(*v)
	case *time.Time:
		if v == nil {
			return "none"
		}
		return v.UTC().Format(time.RFC3339)
	}
	if v.Kind() == reflect.Pointer || v.Kind() == reflect.Slice {
		return ""
	}
	return cmp.Or(show(v.Interface()), "none")
}

// named is a fact read for its resource alone, shown by its name.
func (s *subject) named(r *discover.Resource) fact {
	return fact{
		evidence: finding.Evidence{Fact: r.Type, Value: r.Name, From: r.Ref()},
		gap:      s.at.Missing(r, ""),
		resource: r,
	}
}

// quietly is a fact that a verdict rests on and that explains nothing.
func (s *subject) quietly(r *discover.Resource, name string) fact {
	f := s.read(r, name, "")
	f.quiet = true
	return f
}

// unread are those of the facts of r that were not read: as facts, so that what
// rests on them is unknown. One that was read says nothing and suspends nothing.
func (s *subject) unread(r *discover.Resource, names ...string) []fact {
	var facts []fact
	for _, ref := range s.at.Unread(r, names...) {
		f := s.quietly(r, ref.Fact)
		f.resource = nil
		facts = append(facts, f)
	}
	return facts
}

// nothing is the fact that no resource of a type is there for what was asked.
// Which of them it would be is told by the facts of those names; where one of
// them was not read of any, it is not known that there is none.
func (s *subject) nothing(typ, asked string, toldBy ...string) fact {
	account, region := s.whereabouts()
	from := strings.Trim(account+"/"+region, "/")
	none := fact{
		evidence: finding.Evidence{Fact: typ, From: from, Value: "none for " + asked},
		gap:      s.at.Unlisted(typ, account, region),
	}
	for _, r := range s.at.Type(typ) {
		if account != "" && r.Account != account || region != "" && r.Region != region && r.Region != discover.Global {
			continue
		}
		if unread := s.unread(r, toldBy...); none.gap == nil && len(unread) > 0 {
			none = unread[0]
			none.quiet = false
		}
	}
	return none
}

// undecided judges a claim as unknown where one of its facts was not read, and
// reports whether it did: before a concern turns away because of what they say.
func (s *subject) undecided(c claim) bool {
	if firstGap(c.facts) == nil {
		return false
	}
	s.judge(c)
	return true
}

// gaps are those of some facts that were not read.
func (s *subject) gaps(facts []fact) []fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f fact) bool { return f.gap == nil })
}

// lost is the fact that something which another fact names is not in the
// snapshot.
func (s *subject) lost(id string) fact { return s.gone(finding.Same(id)) }

// gone is [subject.lost] for what is called by more than an id.
func (s *subject) gone(what finding.Text) fact {
	return fact{quiet: true, gap: &discover.Gap{Cell: discover.Cell{Reason: what.En + notThere}},
		why: finding.Say("%s"+notThere, "%s이(가) 스냅샷에 없습니다", what)}
}

// beyond is what no snapshot would tell, because asbuilt does not go so far.
func (s *subject) beyond(en, ko string, args ...any) fact {
	return s.lacking(way.Missing{Ignored: true, Text: finding.Say(en, ko, args...)})
}

// complete is the fact that all resources of a type were listed where r lies.
func (s *subject) complete(typ string, r *discover.Resource) fact {
	return fact{
		evidence: finding.Evidence{Fact: typ, From: r.Account + "/" + r.Region},
		gap:      s.at.Unlisted(typ, r.Account, r.Region),
		quiet:    true,
	}
}

func show(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []string:
		if len(v) == 0 {
			return "none"
		}
		return strings.Join(v, ", ")
	case float64:
		return fmt.Sprintf("%g", v)
	case *int:
		if v == nil {
			return "never"
		}
		return fmt.Sprint(*v)
	}
	return fmt.Sprint(value)
}
