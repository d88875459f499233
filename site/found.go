package site

import (
	"path"
	"strconv"
	"strings"

	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/search"
	"asbuilt/site/words"
)

// What search finds besides pages: things that stand on the pages of others.

// foundOnPages are connections, groups, incidents and findings, each at its
// place.
func foundOnPages(ed *edition) []search.Entry {
	l := ed.places.From(ed.words, ed.root, "index.html")
	var all []search.Entry
	for _, c := range ed.Model.Connections {
		all = append(all, foundConnection(ed, l, c))
	}
	for _, g := range ed.Model.Groups {
		lang := ed.words.Language()
		all = append(all, search.Entry{
			Kind: "group", Title: g.Title().In(lang), Other: g.Title().In(lang.Other()), Note: l.Kind(g.Kind.ID),
			IDs: append([]string{g.ID}, resources(ed.verdicts, g.ID)...), Lines: []string{g.Description.In(lang)},
			Path: address.Group(g.ID),
		})
	}
	for _, x := range ed.Model.Incidents {
		all = append(all, foundIncident(ed, l, x))
	}
	return append(all, foundFindings(ed, l)...)
}

func foundConnection(ed *edition, l parts.Links, c *model.Connection) search.Entry {
	other := ed.places.From(words.In(ed.words.Language().Other()), ed.root, "index.html")
	w := parts.NewWire(l, parts.Proof{Words: ed.words, Verdicts: ed.verdicts}, c)
	return search.Entry{
		Kind: "connection", Title: l.Ref(c.From).Text + " → " + l.Ref(c.To).Text,
		Other: other.Ref(c.From).Text + " → " + other.Ref(c.To).Text, Note: words.Joined(w.How, w.Guard),
		IDs:    []string{c.ID.V, c.From.ID + " " + c.To.ID},
		Lines:  append([]string{w.Label.Text, w.Because.Text}, sources(ed.verdicts, c.ID.V)...),
		Hidden: []string{c.Label.In(other.Language())},
		Path:   address.Connection(c.From.ID, c.ID.V), Minor: c.Derived,
	}
}

func foundIncident(ed *edition, l parts.Links, x *model.Incident) search.Entry {
	lang := ed.words.Language()
	e := search.Entry{
		Kind: "incident", Title: x.Symptom.In(lang), Other: x.Symptom.In(lang.Other()), Note: l.Ref(x.Section).Text,
		IDs: []string{x.ID}, Lines: []string{x.Check.In(lang)}, Path: address.Incident(x.ID),
	}
	for _, s := range x.Steps {
		e.Lines = append(e.Lines, s.Do.In(lang))
		e.Hidden = append(e.Hidden, s.Do.In(lang.Other()))
	}
	return e
}

func foundFindings(ed *edition, l parts.Links) []search.Entry {
	if ed.Report == nil {
		return nil
	}
	var all []search.Entry
	lang := ed.words.Language()
	for _, f := range ed.Report.Findings {
		if !ed.verdicts.Causes.Shows(f) {
			continue
		}
		e := search.Entry{
			Kind: "finding", Title: shortened(plainly(l.Named(f.Message.In(lang)))), Other: f.Message.In(lang.Other()),
			Note: l.Subject(f.Subject).Text,
			IDs:  []string{f.Fingerprint(), f.Code, f.Subject},
			Path: ed.verdicts.Causes.Page(f) + "#f-" + f.Fingerprint(),
			Lines: []string{
				f.Message.In(lang), f.Hint.In(lang), f.Declared, f.Found, l.Value(f.Declared), l.Value(f.Found),
			},
		}
		if r, ok := ed.Report.Rules.Lookup(f.Code); ok {
			e.Lines = append(e.Lines, r.Title.In(lang))
			e.Hidden = append(e.Hidden, r.Title.In(lang.Other()))
		}
		for _, x := range f.Evidence {
			e.Lines = append(e.Lines, x.Fact+" = "+x.Value, x.From)
		}
		all = append(all, e)
	}
	return all
}

// titleLetters is how long the title of a hit may be.
const titleLetters = 120

// shortened is as much of a title as a list of hits has room for.
func shortened(title string) string {
	if letters := []rune(title); len(letters) > titleLetters {
		return string(letters[:titleLetters]) + "…"
	}
	return title
}

// plainly is a text without the marks of code.
func plainly(text string) string { return strings.ReplaceAll(text, "`", "") }

// codeMissing is the code of the checks that ask whether something is there at all.
const codeMissing = "missing-resource"

// resources are the resources of AWS that a subject is: what was read when it
// was asked for as a whole, each as an ARN and by the name at its end.
func resources(v *parts.Verdicts, subject string) []string {
	var all []string
	for _, c := range v.ChecksOf(subject) {
		for _, e := range c.Evidence {
			whole := c.Code == codeMissing && !strings.Contains(e.Fact, " ")
			if (whole || c.Fact == "") && e.From != "" {
				all = append(all, e.From, e.From[strings.LastIndexAny(e.From, "/:")+1:])
				if whole {
					all = append(all, e.Value)
				}
			}
		}
	}
	return all
}

// sources are the other resources that something of a subject was read from.
func sources(v *parts.Verdicts, subject string) []string {
	var all []string
	for _, c := range v.ChecksOf(subject) {
		for _, e := range c.Evidence {
			all = append(all, e.From)
		}
	}
	return all
}

// told are facts as search finds and shows them; hidden the same in the other
// language.
func told(facts []parts.Fact) []string {
	var all []string
	for _, f := range facts {
		var values []string
		for _, v := range f.Values {
			values = append(values, v.Text)
		}
		all = append(all, strings.Join(f.Labels, " › ")+": "+strings.Join(values, ", "))
	}
	return all
}

// hidden are the facts of v in the other language.
func hidden(ed *edition, v any, about model.Text) []string {
	other := words.In(ed.words.Language().Other())
	l := ed.places.From(other, ed.root, "index.html")
	facts := parts.Facts(l, v, "name", "description", "decisions", "partitions", "steps")
	return append(told(facts), about.In(other.Language()))
}

// decisionIDs are the ways in which people write the number of a record.
func decisionIDs(r *decisions.Record) []string {
	file := path.Base(r.Path)
	all := []string{strings.TrimSuffix(file, path.Ext(file)), r.Slug}
	if r.Number < 0 {
		return all
	}
	n := strconv.Itoa(r.Number)
	padded := strings.Repeat("0", max(0, 4-len(n))) + n
	return append(all, n, padded, "adr-"+n, "adr-"+padded, "adr "+n, "#"+n)
}
