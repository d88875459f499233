package finding

import (
	"cmp"
	"slices"
)

// Harm says what may come of a finding. The zero value is [OtherHarm].
type Harm int

// Harms, the least first.
const (
	// OtherHarm is none of the others.
	OtherHarm Harm = iota
	// Unnoticed: a failure is heard of by nobody.
	Unnoticed
	// Unprotected: data is lost, or read by somebody, more easily than was declared.
	Unprotected
	// Refused: parts of the system do not reach each other, or are not there.
	Refused
	// Exposed: the internet reaches what it should not, or personal data lies or
	// stays where it should not.
	Exposed
)

// String is the word that output formats use.
func (h Harm) String() string {
	return [...]string{"other", "unnoticed", "unprotected", "refused", "exposed"}[h]
}

// MarshalText writes the word of [Harm.String].
func (h Harm) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// Origin is one cause with everything that follows from it.
type Origin struct {
	Cause Cause
	// Text says what is wrong, Subject what of the model it concerns first.
	Text    Text
	Subject string
	// Harm and Severity are the gravest of the findings.
	Harm     Harm
	Severity Severity
	// Evidence is what was read of the cause itself.
	Evidence []Evidence
	// Findings begin with those about the cause itself.
	Findings List
}

// ID identifies the origin across runs; findings carry it.
func (o *Origin) ID() string { return o.Cause.ID() }

// Causes are what the findings that are not accepted follow from, the most harmful
// first: by harm, severity and subject. Findings without a cause have none.
func (l List) Causes() []*Origin {
	var all []*Origin
	at := map[Cause]*Origin{}
	for _, f := range l {
		if f.Accepted != nil || f.Cause.IsZero() {
			continue
		}
		o := at[f.Cause]
		if o == nil {
			o = &Origin{Cause: f.Cause, Severity: f.Severity}
			at[f.Cause] = o
			all = append(all, o)
		}
		o.Findings = append(o.Findings, f)
		o.Severity, o.Harm = min(o.Severity, f.Severity), max(o.Harm, f.Harm)
	}
	for _, o := range all {
		slices.SortStableFunc(o.Findings, compareWithin)
		o.explain()
	}
	slices.SortStableFunc(all, func(a, b *Origin) int {
		return cmp.Or(cmp.Compare(b.Harm, a.Harm), cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID(), b.ID()))
	})
	return all
}

// AcceptOwned accepts what belongs to something that is accepted.
func (l List) AcceptOwned() {
	accepted := map[Cause]*Acceptance{}
	for _, f := range l {
		if f.Accepted != nil && !f.Follows {
			accepted[f.Cause] = f.Accepted
		}
	}
	for _, f := range l {
		if f.Owned && f.Accepted == nil {
			f.Accepted = accepted[f.Cause]
		}
	}
}

// compareWithin orders the findings of one cause: those about it, then the gravest.
func compareWithin(a, b *Finding) int {
	follows := func(f *Finding) int {
		if f.Follows {
			return 1
		}
		return 0
	}
	return cmp.Or(follows(a)-follows(b), cmp.Compare(b.Harm, a.Harm), cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Subject, b.Subject), Compare(a, b))
}

// explain takes the text, the subject and the evidence of a cause from its findings.
func (o *Origin) explain() {
	first := o.Findings[0]
	o.Text, o.Subject = first.Message, first.Subject
	if !first.Because.IsZero() {
		o.Text = first.Because
	}
	for _, f := range o.Findings {
		for _, e := range f.Evidence {
			if e.From == o.Cause.Resource && !slices.Contains(o.Evidence, e) {
				o.Evidence = append(o.Evidence, e)
			}
		}
	}
	if about, _ := o.Apart(); o.counted(about) {
		o.Text = Say("%d things differ on %s: %s", "%[2]s에서 %[1]d가지가 다릅니다: %[3]s",
			len(about), cmp.Or(first.Subject, o.Cause.Resource), listFacts(about))
	}
}

// Apart are the findings about the cause itself, and those that follow from it.
func (o *Origin) Apart() (about, broken List) {
	i := slices.IndexFunc(o.Findings, func(f *Finding) bool { return f.Follows })
	if i < 0 {
		return o.Findings, nil
	}
	return o.Findings[:i], o.Findings[i:]
}

// Rest is how many of the findings the text does not speak of.
func (o *Origin) Rest() int {
	if about, broken := o.Apart(); o.counted(about) {
		return len(broken)
	}
	return len(o.Findings) - 1
}

// counted reports whether the text counts the findings about the cause itself.
func (o *Origin) counted(about List) bool { return len(about) > 1 && o.Cause.Type != "" }

// listFacts names the keys that findings are about, each once.
func listFacts(all List) Text {
	var names []string
	for _, f := range all {
		if name := cmp.Or(f.Fact, f.Code); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	const most = 4
	text := ""
	for i, n := range names[:min(len(names), most)] {
		if i > 0 {
			text += ", "
		}
		text += n
	}
	if len(names) > most {
		text += ", …"
	}
	return Same(text)
}
