// Package finding holds what asbuilt has to say about a model and about the
// world: checks with their verdicts, findings with their place and cure, the
// rules they come from, and the report that collects them.
//
// It knows neither models nor clouds nor output formats, and it never decides
// what is wrong; it only says it the same way everywhere.
package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Severity says how much a finding matters. The zero value is Error.
type Severity int

// Severities, gravest first.
const (
	Error Severity = iota
	Warning
	Note
)

// String is the word that output formats use: error, warning or note.
func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// MarshalText writes the word of [Severity.String].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseSeverity is the inverse of [Severity.String]; ok is false for any other word.
func ParseSeverity(word string) (s Severity, ok bool) {
	for _, s := range []Severity{Error, Warning, Note} {
		if s.String() == word {
			return s, true
		}
	}
	return Error, false
}

// Verdict is the answer of a check about reality. It is empty on findings that
// concern the model alone.
type Verdict string

// The four verdicts. Unknown always comes with the fact that was missing.
const (
	Holds   Verdict = "holds"
	Broken  Verdict = "broken"
	Partial Verdict = "partial"
	Unknown Verdict = "unknown"
)

// Position is a place in a file the user wrote. Line and Col are 1-based and
// Col counts characters, as editors do; the zero value means no source.
type Position struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// IsZero reports whether the position points nowhere.
func (p Position) IsZero() bool { return p == Position{} }

// Compare orders positions by file, line and column.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Related points at a second place that a finding is about, such as the first
// of two definitions.
type Related struct {
	Position Position `json:"position"`
	Source   string   `json:"source,omitempty"`
	Message  Text     `json:"message"`
}

// Evidence is one fact that a verdict rests on: what was read, and from where.
type Evidence struct {
	// Fact names what was read, with CloudFormation's property names:
	// "AWS::ECS::Service DesiredCount".
	Fact string `json:"fact"`
	// Value is what was found, as text; empty when nothing was.
	Value string `json:"value"`
	// From says where: an ARN, or the cell that could not be read.
	From string `json:"from"`
}

// Cause is the fact of AWS whose value decides a finding.
type Cause struct {
	// Type is CloudFormation's name of the resource's type. It is empty where it
	// is an operation that could not be read.
	Type string
	// Resource is its ARN, or its type and id; for what is not there, where it was
	// looked for, and for what could not be read, the cell.
	Resource string
	// Fact is the name of the fact; empty where the resource as a whole decides, or
	// several of its facts.
	Fact string
	// Part is which item of a fact that is a list of things made one by one: whom a
	// rule of a security group lets in.
	Part string
}

// IsZero reports whether nothing of AWS decides.
func (c Cause) IsZero() bool { return c == Cause{} }

// ID identifies a cause across runs: "AWS::EC2::NatGateway arn:… State".
func (c Cause) ID() string {
	var words []string
	for _, w := range []string{c.Type, strings.TrimPrefix(c.Resource, c.Type+" "), c.Fact, c.Part} {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// Finding is one thing that is wrong, or that could not be looked at.
type Finding struct {
	// Code names the rule, in kebab case, from a closed list.
	Code     string
	Severity Severity
	// Usual is the severity that it would have if the model did not set another; nil
	// where it does not.
	Usual *Severity
	// Verdict is Broken, Partial or Unknown; empty for findings about the model alone.
	Verdict Verdict
	// Suspended says that a change is in flight (a deployment, an instance
	// refresh): the finding is a note that does not count as incomplete.
	Suspended bool
	// Subject is the id of an element, boundary, connection or decision of the
	// model; for what no model declares, a type and name ("AWS::S3::Bucket logs").
	Subject string
	// Where is the boundary that a subject which no model declares lies in: its
	// id, with a slash and the zone behind it where that is one of several
	// ("public/a"); empty when it is not known.
	Where string
	// ElementName is what people call the subject, Module the id of its module and
	// Owner who answers for it; zero where nobody said.
	ElementName   Text
	Module, Owner string
	// Fact is the part of the subject that the finding concerns, as the key in
	// the model: "scaling.max"; empty when it concerns the whole.
	Fact string
	// Position is the place in the model, with the text of its line in Source.
	Position Position
	Source   string
	// Length is how many characters the caret underlines; zero underlines one.
	Length   int
	Message  Text
	Hint     Text
	Related  []Related
	Evidence []Evidence
	// Cause is what decides; findings with one cause are consequences of each
	// other. It is zero for findings about the model alone.
	Cause Cause
	// Follows says that the finding is a consequence of what Cause names, and not
	// about it.
	Follows bool
	// Owned says that the subject is something that what Cause names has for itself, so
	// that it goes with that.
	Owned bool
	// Because is what is wrong with what Cause names, where Message is about a
	// consequence.
	Because Text
	// Harm is what may come of it.
	Harm Harm
	// Unread is the operation for want of which nothing is known; else empty.
	Unread string
	// UnreadAccount and UnreadRegion say where.
	UnreadAccount, UnreadRegion string
	// Declared and Found are the two values that disagree, where there are two.
	Declared, Found string
	// Account and Region are where the subject lies in AWS; empty where it is not known.
	Account, Region string
	// Accepted is what accepts the finding, or nil.
	Accepted *Acceptance
	// Since is since when it stands.
	Since Since
}

// Differs reports whether the finding says that reality is otherwise than declared, and
// not that nobody could look, or that the model says something odd.
func (f *Finding) Differs() bool {
	return (f.Verdict == Broken || f.Verdict == Partial) && !f.Suspended
}

// Fingerprint identifies the finding across runs and redeployments: it is made
// of code, subject and fact, and never of lines, values or ARNs. It is 16
// hexadecimal digits.
func (f *Finding) Fingerprint() string {
	sum := sha256.Sum256([]byte(f.Code + "\x00" + f.Subject + "\x00" + f.Fact))
	return hex.EncodeToString(sum[:8])
}

// PointAt moves the caret to some of the characters of a text that is written where
// the finding points, perhaps in quotes. It stays where it is when the text is not
// written there as it is, as when it is folded.
func (f *Finding) PointAt(text string, at, length int) {
	written := []rune(f.Source)
	for _, quote := range []int{0, 1} {
		from := f.Position.Col - 1 + quote
		if from < 0 || from > len(written) || length == 0 || !strings.HasPrefix(string(written[from:]), text) {
			continue
		}
		f.Position.Col, f.Length = from+1+at, length
		return
	}
}

// Compare orders findings as every output shows them: by place, then code,
// subject, fact and what was found. Findings without a place come last.
func Compare(a, b *Finding) int {
	if a.Position.IsZero() != b.Position.IsZero() {
		if a.Position.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.Position.Compare(b.Position), cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Fact, b.Fact), cmp.Compare(a.Message.En, b.Message.En),
		cmp.Compare(a.Found, b.Found))
}

// List is findings in any order.
type List []*Finding

// Sort puts the list in the order of [Compare].
func (l List) Sort() { slices.SortStableFunc(l, Compare) }

// Worst is the gravest severity among the findings that are not accepted, and
// whether there is any.
func (l List) Worst() (Severity, bool) {
	worst, found := Note, false
	for _, f := range l {
		if f.Accepted == nil {
			worst, found = min(worst, f.Severity), true
		}
	}
	return worst, found
}

// CompareChecks orders checks as reports hold them: by subject, code and fact.
func CompareChecks(a, b Check) int {
	return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Fact, b.Fact))
}

// Check is one question asked of reality, with its answer: "does planning-api
// scale between 2 and 10 tasks?". All four verdicts are kept, so that a report
// can say what was proved as well as what was not.
type Check struct {
	// Code is the rule that a finding would carry were the check broken.
	Code    string  `json:"code"`
	Subject string  `json:"subject"`
	Fact    string  `json:"fact,omitempty"`
	Verdict Verdict `json:"verdict"`
	// Missing names the fact or cell that an unknown verdict lacks.
	Missing string `json:"missing,omitempty"`
	// Why says the same as a sentence, where it is no name; nil where Missing says it.
	Why       *Text      `json:"-"`
	Suspended bool       `json:"suspended,omitempty"`
	Evidence  []Evidence `json:"evidence,omitempty"`
	// Says is the sentence that was asked about, where the rule is not enough.
	Says *Text `json:"says,omitempty"`
}
