// Package sense judges what a model declares, before there is any AWS: what it says
// that cannot be true together, or that its architect would not want.
//
// Every finding rests on facts that are declared; what is not said is not judged, and
// [Coverage] says how much is. Nothing here reads a file or a snapshot. A finding does
// not make a model unusable: it is drawn and compared, and a finding can be accepted.
//
//	findings := sense.Check(m)
package sense

import (
	_ "embed"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

//go:embed texts.txt
var textsFile string

var texts = finding.Embedded("model/sense/texts.txt", textsFile)

// Codes of findings about what a model declares.
const (
	CodeNoWayOut        = "no-way-out"
	CodeWayInClosed     = "way-in-closed"
	CodeNotJoined       = "networks-not-joined"
	CodeViaCannotCarry  = "via-cannot-carry"
	CodeViaNotOnWay     = "via-not-on-the-way"
	CodeHostNotAllowed  = "host-not-allowed"
	CodeNATInside       = "nat-without-way-out"
	CodePlaceCannotHold = "place-cannot-hold"
	CodeNameLeadsInside = "name-leads-inside"
	CodeOpenGateway     = "open-without-authorizer"
	CodeSensitiveAtRest = "sensitive-data-exposed"
	CodeSensitiveSent   = "sensitive-data-in-the-clear"
	CodeAnothersStore   = "anothers-store"
	CodeToItself        = "connection-to-itself"
	CodeUnmentioned     = "unmentioned-element"
	CodeOneLanguage     = "text-in-one-language"
)

// Rules are the rules of this package.
func Rules() finding.Rules { return texts().Explain(rules()) }

func rules() finding.Rules {
	return finding.Rules{
		{Code: CodeNoWayOut},
		{Code: CodeWayInClosed},
		{Code: CodeNotJoined},
		{Code: CodeViaCannotCarry},
		{Code: CodeViaNotOnWay},
		{Code: CodeHostNotAllowed},
		{Code: CodeNATInside},
		{Code: CodePlaceCannotHold},
		{Code: CodeNameLeadsInside},
		{Code: CodeOpenGateway, Severity: finding.Warning},
		{Code: CodeSensitiveAtRest},
		{Code: CodeSensitiveSent},
		{Code: CodeAnothersStore, Severity: finding.Warning},
		{Code: CodeToItself},
		{Code: CodeUnmentioned, Severity: finding.Note},
		{Code: CodeOneLanguage, Severity: finding.Note},
	}
}

// Check says what does not make sense in a model that was read without errors.
func Check(m *model.Model) finding.List {
	j := &judge{m: m, nets: newNetworks(m), severity: map[string]finding.Severity{}}
	for _, r := range rules() {
		j.severity[r.Code] = r.Severity
	}
	j.named = j.namedInside()
	for _, look := range []func(){
		j.places, j.ways, j.entries, j.rest, j.modules, j.mentions, j.languages,
	} {
		look()
	}
	j.findings.Sort()
	return j.findings
}

// judge looks at one model.
type judge struct {
	m        *model.Model
	nets     *networks
	severity map[string]finding.Severity
	// named are the connections by which public names lead inside, by what they lead to.
	named    map[string][]*model.Connection
	findings finding.List
}

func (j *judge) about(subject, fact, code string, at finding.Position, message, hint finding.Text) *finding.Finding {
	f := j.m.Finding(subject, fact, code, at, message, hint)
	f.Severity = j.severity[code]
	j.findings = append(j.findings, f)
	return f
}

// also points at one more place that a finding is about.
func (j *judge) also(f *finding.Finding, at finding.Position, message finding.Text) {
	if !at.IsZero() {
		f.Related = append(f.Related, finding.Related{Position: at, Source: j.m.SourceLine(at), Message: message})
	}
}

// kindOf is the kind of an element; one that nobody knows is a process.
func (j *judge) kindOf(e *model.Element) *kind.Kind {
	if k := j.m.Kind(e.Kind.ID); k != nil {
		return k
	}
	return kind.Unknown()
}
