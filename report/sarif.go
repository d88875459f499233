package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// SARIF 2.1.0, as code-scanning services read it: one run, a rule for each code
// that occurs, a result for each finding. Accepted findings are results that
// carry a suppression. What no file declares has a logical location alone.

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool `json:"tool"`
	Language   string    `json:"language"`
	ColumnKind string    `json:"columnKind"`
	// Invocations say what is left out, where anything is.
	Invocations []sarifInvocation `json:"invocations,omitempty"`
	Results     []sarifResult     `json:"results"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level   finding.Severity `json:"level"`
	Message sarifText        `json:"message"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name  string      `json:"name"`
	Rules []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string      `json:"id"`
	Short   sarifText   `json:"shortDescription"`
	Full    sarifText   `json:"fullDescription"`
	Help    sarifText   `json:"help"`
	Default sarifConfig `json:"defaultConfiguration"`
}

type sarifConfig struct {
	Level finding.Severity `json:"level"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    *int               `json:"ruleIndex,omitempty"`
	Level        finding.Severity   `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Related      []sarifLocation    `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	// Baseline says whether the run before had it, where there was one.
	Baseline   string          `json:"baselineState,omitempty"`
	Properties sarifProperties `json:"properties"`
}

type sarifLocation struct {
	Physical *sarifPhysical `json:"physicalLocation,omitempty"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	Message  *sarifText     `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndColumn   int `json:"endColumn"`
}

type sarifLogical struct {
	Name string `json:"fullyQualifiedName"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

// sarifProperties are what SARIF has no word for.
type sarifProperties struct {
	Subject  string             `json:"subject,omitempty"`
	Fact     string             `json:"fact,omitempty"`
	Verdict  finding.Verdict    `json:"verdict,omitempty"`
	Declared string             `json:"declared,omitempty"`
	Found    string             `json:"found,omitempty"`
	Evidence []finding.Evidence `json:"evidence,omitempty"`
	Since    time.Time          `json:"since,omitzero"`
}

func writeSARIF(w io.Writer, r *finding.Report, o Options) error {
	run := sarifRun{
		Tool: sarifTool{sarifDriver{Name: "asbuilt", Rules: []sarifRule{}}}, Language: string(o.Lang),
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
	}
	index := map[string]int{}
	some, left := ranked(r)
	if left > 0 {
		run.Invocations = []sarifInvocation{{true, []sarifNotification{
			{finding.Warning, sarifText{wordsIn(o.Lang).leftOut(left)}},
		}}}
	}
	for _, f := range some {
		if _, seen := index[f.Code]; seen {
			continue
		}
		if rule, ok := r.Rules.Lookup(f.Code); ok {
			index[f.Code] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, toSARIFRule(rule, o.Lang))
		}
	}
	text, err := indented(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}}, "")
	if err != nil {
		return err
	}
	head, tail, _ := strings.Cut(text, `"results": []`)
	out := bufio.NewWriter(w)
	guarded := plain.JSON(out) // a buffer cuts characters in two, so it stands behind the guard
	io.WriteString(guarded, head+`"results": [`)
	for i, f := range some { // one after the other, so that what they take does not double
		result := toSARIF(f, o.Lang)
		if rule, ok := index[f.Code]; ok {
			result.RuleIndex = &rule
		}
		if p := r.Progress; p != nil && p.Runs > 0 {
			result.Baseline = "unchanged"
			if f.Since.New {
				result.Baseline = "new"
			}
		}
		text, err := indented(result, "        ")
		if err != nil {
			return err
		}
		if i > 0 {
			io.WriteString(guarded, ",")
		}
		io.WriteString(guarded, "\n        "+text)
	}
	if len(some) > 0 {
		io.WriteString(guarded, "\n      ")
	}
	io.WriteString(guarded, "]"+tail+"\n") // out keeps the first error
	return out.Flush()
}

// indented is a value as JSON, every line but the first behind a prefix.
func indented(v any, prefix string) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, "  ")
	err := e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

func toSARIFRule(r finding.Rule, l finding.Lang) sarifRule {
	return sarifRule{
		ID: r.Code, Short: sarifText{r.Title.In(l)}, Full: sarifText{r.Cause.In(l)}, Help: sarifText{r.Cure.In(l)},
		Default: sarifConfig{r.Severity},
	}
}

func toSARIF(f *finding.Finding, l finding.Lang) sarifResult {
	message := f.Message.In(l)
	if hint := f.Hint.In(l); hint != "" {
		message += "\n" + hint
	}
	s := sarifResult{
		RuleID: f.Code, Level: f.Severity, Message: sarifText{message}, Locations: []sarifLocation{{}},
		Fingerprints: map[string]string{"asbuilt/v1": f.Fingerprint()},
		Properties: sarifProperties{
			Subject:  short(f.Subject),
			Fact:     short(f.Fact),
			Verdict:  f.Verdict,
			Declared: f.Declared,
			Found:    f.Found,
			Evidence: slices.Clone(f.Evidence),
			Since:    f.Since.At,
		},
	}
	s.Locations[0].Physical = toPhysical(f.Position, f.Length)
	if f.Subject != "" {
		s.Locations[0].Logical = []sarifLogical{{short(f.Subject)}}
	}
	for _, r := range f.Related {
		s.Related = append(s.Related,
			sarifLocation{Physical: toPhysical(r.Position, 1), Message: &sarifText{r.Message.In(l)}})
	}
	if w := f.Accepted; w != nil {
		s.Suppressions = []sarifSuppression{{
			Kind:   "external",
			Status: "accepted",
			Justification: short(w.Reason) + " (" + cmp.Or(short(w.Owner), wordsIn(l).nobody) + ", " +
				w.Expires.Format(time.DateOnly) + ")",
		}}
	}
	return s
}

func toPhysical(p finding.Position, length int) *sarifPhysical {
	if p.File == "" {
		return nil
	}
	out := &sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: p.File}).String()}}
	if p.Line > 0 {
		col := max(p.Col, 1)
		out.Region = &sarifRegion{p.Line, col, col + max(length, 1)}
	}
	return out
}
