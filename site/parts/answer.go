package parts

import "asbuilt/finding"

// Answer is what a page says before it lists anything.
type Answer []Line

// Line is one sentence of an answer.
type Line struct {
	// Mark says how it stands; nil where something is only counted.
	Mark *Mark
	// Lead is what is said, and leads to where it is shown.
	Lead Link
	// Links are what it is about, and More how many of them are not named.
	Links []Link
	More  int
	// Note is what to know beside it.
	Note string
	// At is the moment that it is about, as the attribute datetime of HTML has it; a
	// script says behind Note how long ago that is. Then is what else to know.
	At, Then string
}

// mostNamed is how many things a line of an answer names.
const mostNamed = 6

// Names are the things that a line is about, each once and not too many of them.
func (n Line) Names(all []Link) Line {
	seen := map[Link]bool{}
	for _, l := range all {
		l.Mark = nil
		if seen[l] {
			continue
		}
		seen[l] = true
		if len(n.Links) == mostNamed {
			n.More++
			continue
		}
		n.Links = append(n.Links, l)
	}
	return n
}

// Differences are what of reality is otherwise than declared: the findings that say
// so and are not accepted.
func (v *Verdicts) Differences() finding.List {
	var all finding.List
	for _, f := range v.Open() {
		if f.Differs() {
			all = append(all, f)
		}
	}
	return all
}

// Codes are what was found about the rules with certain codes.
type Codes struct {
	Tally
	// Found are the findings that are not accepted and say that something differs.
	Found finding.List
}

// Under are the checks and findings of rules.
func (v *Verdicts) Under(codes ...string) Codes {
	var c Codes
	if v.Report == nil {
		return c
	}
	of := map[string]bool{}
	for _, code := range codes {
		of[code] = true
	}
	for _, check := range v.Report.Checks {
		if of[check.Code] {
			c.add(check.Verdict)
		}
	}
	for _, f := range v.Differences() {
		if of[f.Code] {
			c.Found = append(c.Found, f)
		}
	}
	return c
}

// Concerned are the things that findings are about, leading to the first finding of each.
func Concerned(l Links, p Proof, all finding.List) []Link {
	var links []Link
	seen := map[string]bool{}
	for _, f := range all {
		if seen[f.Subject] {
			continue
		}
		seen[f.Subject] = true
		to := l.Subject(f.Subject)
		to.Href = l.To(p.Causes.Page(f) + "#f-" + f.Fingerprint())
		to.Note = "(" + p.title(f.Code) + ")"
		links = append(links, to)
	}
	return links
}

// Lines are the answer as search finds it.
func (a Answer) Lines() []string {
	var all []string
	for _, n := range a {
		text := n.Lead.Text
		for _, l := range n.Links {
			text += " · " + l.Text
		}
		all = append(all, text)
	}
	return all
}

// Harm is how much was found of one sort.
type Harm struct {
	// ID is that of its heading on the pages of what was found.
	ID    string
	Worst finding.Severity
	// Findings say that reality differs, and follow from so many Causes, where they have
	// one; Unknown are those that nobody could look at.
	Findings, Causes, Unknown int
	First                     *finding.Finding
}

// Origins are what findings that are not accepted follow from, the most harmful first.
func (v *Verdicts) Origins() []*finding.Origin {
	if v.Report == nil {
		return nil
	}
	return origins(v.Report)
}

// Harms counts what was found, and is not accepted, by what may come of it: the most
// harmful first, what is about the model alone last.
func (v *Verdicts) Harms() []Harm {
	var all []Harm
	for _, o := range v.Origins() {
		id := HarmID(o)
		if len(all) == 0 || all[len(all)-1].ID != id {
			all = append(all, Harm{ID: id, Worst: finding.Note, First: o.Findings[0]})
		}
		h := &all[len(all)-1]
		before := h.Findings
		for _, f := range o.Findings {
			switch {
			case f.Differs():
				h.Findings++
				h.Worst = min(h.Worst, f.Severity)
			case f.Verdict == finding.Unknown:
				h.Unknown++
			}
		}
		if h.Findings > before && !o.Cause.IsZero() {
			h.Causes++
		}
	}
	return all
}
