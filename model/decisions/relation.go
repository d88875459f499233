package decisions

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// Verb says how one decision stands to another.
type Verb string

// The verbs that formats know. Any other verb of adr-tools is kept in lower case.
const (
	Supersedes   Verb = "supersedes"
	SupersededBy Verb = "superseded by"
	Amends       Verb = "amends"
	AmendedBy    Verb = "amended by"
	Clarifies    Verb = "clarifies"
	ClarifiedBy  Verb = "clarified by"
	Refines      Verb = "refines"
	RefinedBy    Verb = "refined by"
	Extends      Verb = "extends"
	ExtendedBy   Verb = "extended by"
	DependsOn    Verb = "depends on"
	RequiredBy   Verb = "required by"
	RelatesTo    Verb = "relates to"
)

// Verbs are the known verbs.
func Verbs() []Verb {
	return []Verb{Supersedes, SupersededBy, Amends, AmendedBy, Clarifies, ClarifiedBy, Refines, RefinedBy,
		Extends, ExtendedBy, DependsOn, RequiredBy, RelatesTo}
}

// Inverse is how the other decision stands to this one: "superseded by" for
// "supersedes". For a verb that is not known it is empty.
func (v Verb) Inverse() Verb {
	all := Verbs()
	for i, known := range all {
		if v != known {
			continue
		}
		if v == RelatesTo {
			return v
		}
		return all[i^1] // pairs stand side by side
	}
	return ""
}

// Relation is a decision's tie to another.
type Relation struct {
	Verb Verb
	// Target is the other decision as written; Section, when not empty, the
	// part of it that alone is meant ("ADR-167#4"). On a derived relation it is
	// the part of this record.
	Target, Section string
	// To is the other decision; nil when Target names none in the folder.
	To *Record
	// Derived says that only the other side states it.
	Derived bool
	// Position is the place of Target, in the record that states it.
	Position finding.Position

	source string
	length int
	link   string // address of a Markdown link
	// elsewhere says that the link leads out of the folder of decisions.
	elsewhere bool
}

// External reports whether the relation points outside the folder of decisions:
// at an address of the web or another folder.
func (r *Relation) External() bool { return r.elsewhere || strings.Contains(r.link, "://") }

// verbWords are the verbs as people write them.
const verbWords = `supersedes|supercedes|superseded by|superceded by|superseded-by|supersededBy|replaces|replaced by|` +
	`amends|amended by|clarifies|clarified by|refines|refined by|extends|extended by|depends on|required by|relates to|related to`

var (
	// What stands before a verb and is no letter does not count: bullets,
	// emphasis, emoji.
	verbStart    = pattern.New(`^(?i)[^\pL\pN\[\]()#]*(` + verbWords + `)\b[\s:*_]*`)
	verbInside   = pattern.New(`(?i)[(,;:.–—-]\s*(` + verbWords + `)\b[\s:*_]*`)
	markdownLink = pattern.New(`^\[((?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]\(\s*<?([^()\s<>]+)>?[^()]*\)`)
	wikiLink     = pattern.New(`^\[\[([^\]|]+)(?:\|[^\]]*)?\]\]`)
	recordName   = pattern.New(
		`^(?:(?i:adr[-_ ]?[0-9]{1,6}|#?[0-9]{1,6}(?:-[^\s,;#()]+)?|[\pL\pN_./-]*[-/][\pL\pN_./-]*)(?:#([\pL\pN_.-]+))?)`)
	separator  = pattern.New(`^(?:[\s,;&*_]|and\s|및\s|와\s|과\s)+`)
	bareWord   = pattern.New(`^[^\s,;]+`)
	koreanVerb = pattern.New(
		`^[^\[]*?((?i:adr[-_ ]?)?[0-9]{1,6}|\[(?:[^\]\\]|\\.)*\]\([^)]*\))\s*(으로|로|을|를)\s*대체`)
	koreanAfter = pattern.New(
		`대체(?:됨|되었음|되었습니다)?\s*[(:]\s*((?i:adr[-_ ]?)?[0-9]{1,6}|\[(?:[^\]\\]|\\.)*\]\([^)]*\))`)
	koreanTie = pattern.New(
		`^[^\[]*?((?i:adr[-_ ]?)[0-9]{1,6}|\[(?:[^\]\\]|\\.)*\]\([^)]*\))\s*(을|를|와|과)\s*(보완|관련)`)
)

// verbOf reads the verb that text begins with; rest is what follows it.
func verbOf(text string) (v Verb, rest string, ok bool) {
	m := verbStart.FindStringSubmatch(text)
	if m == nil {
		return "", text, false
	}
	return verbNamed(m[1]), text[len(m[0]):], true
}

// verbNamed is the verb that a word among verbWords means.
func verbNamed(written string) Verb {
	word := strings.ToLower(written)
	word = strings.Replace(word, "supercede", "supersede", 1)
	switch word {
	case "superseded-by", "supersededby":
		word = string(SupersededBy)
	case "replaces":
		word = string(Supersedes)
	case "replaced by":
		word = string(SupersededBy)
	case "related to":
		word = string(RelatesTo)
	}
	return Verb(word)
}

// relationsIn reads a line such as "Superseded by [3. Use B](0003-use-b.md)",
// "amends ADR-0002, ADR-0003#4" or "ADR-0005로 대체됨".
func relationsIn(f field) []Relation {
	if v, rest, ok := verbOf(f.text); ok {
		return references(v, f.from(len(f.text)-len(rest)))
	}
	if m := markdownLink.FindStringSubmatchIndex(f.text); m != nil {
		words := f.slice(m[2], m[3]) // "[superseded by ADR-0005](0005-use-b.md)"
		if v, rest, ok := verbOf(words.text); ok {
			return []Relation{{
				Verb:     v,
				Target:   rest,
				Position: f.at,
				source:   f.source,
				link:     f.text[m[4]:m[5]],
				length:   f.length(f.text[:m[1]]),
			}}
		}
	}
	if m := verbInside.FindStringSubmatchIndex(f.text); m != nil { // "Accepted (supersedes ADR-3)"
		return references(verbNamed(f.text[m[2]:m[3]]), f.from(m[1]))
	}
	if m := koreanAfter.FindStringSubmatchIndex(f.text); m != nil { // "대체됨(ADR-0005로)"
		return references(SupersededBy, f.slice(m[2], m[3]))
	}
	if m := koreanVerb.FindStringSubmatchIndex(f.text); m != nil {
		v := Supersedes
		if strings.HasSuffix(f.text[m[4]:m[5]], "로") {
			v = SupersededBy
		}
		return references(v, f.slice(m[2], m[3]))
	}
	if m := koreanTie.FindStringSubmatchIndex(f.text); m != nil {
		v := Amends
		if f.text[m[6]:m[7]] == "관련" {
			v = RelatesTo
		}
		return references(v, f.slice(m[2], m[3]))
	}
	return nil
}

// references reads the decisions that f names one after another, up to the
// first word that names none.
func references(v Verb, f field) []Relation {
	var all []Relation
	for {
		f = f.from(len(separator.FindString(f.text)))
		r := Relation{Verb: v, Position: f.at, source: f.source}
		var matched string
		if m := markdownLink.FindStringSubmatch(f.text); m != nil {
			matched, r.Target, r.link = m[0], strings.TrimSpace(m[1]), m[2]
			_, r.Section, _ = strings.Cut(m[2], "#")
		} else if m := wikiLink.FindStringSubmatch(f.text); m != nil {
			matched, r.Target = m[0], strings.TrimSpace(m[1])
		} else if m := recordName.FindStringSubmatch(f.text); m != nil &&
			(f.front || surelyNames(m[0], f.text[len(m[0]):])) {
			matched, r.Section = m[0], m[1]
			r.Target = strings.TrimPrefix(strings.TrimSuffix(strings.TrimRight(m[0], "."), "#"+m[1]), "#")
		}
		if matched == "" && f.key == string(v) {
			matched = bareWord.FindString(f.text)
			r.Target, r.link = matched, address(matched)
		}
		if matched == "" {
			return all
		}
		r.length = f.length(matched)
		all = append(all, r)
		f = f.from(len(matched))
	}
}

// address is word if it is an address of the web, else "".
func address(word string) string {
	if strings.Contains(word, "://") {
		return word
	}
	return ""
}

// surelyNames reports whether a bare word in running text names a record:
// "ADR-12" does, "12" at the end of a phrase does, "on-premises" and the
// "3" of "3 services" do not.
func surelyNames(word, after string) bool {
	if strings.HasPrefix(strings.ToLower(word), "adr") {
		return true
	}
	number := strings.Trim(strings.TrimPrefix(word, "#"), "0123456789") == ""
	after = strings.TrimLeft(after, " \t*_")
	return number && (after == "" || strings.ContainsAny(after[:1], ",;.#(") || separator.MatchString(after))
}

var targetNumber = pattern.New(`^(?i:adr)?[-_ ]?0*([0-9]{1,6})(?:$|[^0-9\pL])`)

// find is the record that a reference in from means, or nil.
func (s *Set) find(from *Record, r *Relation) *Record {
	if r.link != "" && !r.External() {
		file, _, _ := strings.Cut(r.link, "#")
		file, _, _ = strings.Cut(file, "?")
		if plain, err := url.PathUnescape(file); err == nil {
			file = plain
		}
		at := path.Join(path.Dir(from.Path), file)
		if to := s.atPath(at); to != nil {
			return to
		}
		// A name without a folder may have been renamed or lack its extension. A
		// path means the very file: other folders have a record 1, too.
		if !strings.Contains(path.Clean(file), "/") {
			return s.named(from, stem(file))
		}
		r.elsewhere = s.folderOf(at) == ""
		return nil
	}
	if r.External() {
		return nil
	}
	return s.named(from, r.Target)
}

// atPath is the record at p, which may name the folder of its README or index.
func (s *Set) atPath(p string) *Record {
	for _, r := range s.Records {
		name, _ := markdownName(r.Path)
		if r.Path == p || path.Dir(r.Path) == p && entryName.MatchString(name) {
			return r
		}
	}
	return nil
}

// named is the record that name means in from, which may be nil: its identifier, the stem of its file,
// its slug, with or without the folder of its package, or else its number.
func (s *Set) named(from *Record, name string) *Record {
	name = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(name), ".md"), ".markdown")
	if name == "" {
		return nil
	}
	for _, r := range s.Records {
		if name == r.id || name == stem(r.Path) || name == r.Slug && r.Number < 0 ||
			strings.HasSuffix(r.Path, "/"+name+".md") {
			return r
		}
	}
	if m := targetNumber.FindStringSubmatch(name); m != nil {
		n, _ := strconv.Atoi(m[1])
		return s.numberNear(from, n)
	}
	for _, r := range s.Records {
		if name == r.Slug {
			return r
		}
	}
	return nil
}
