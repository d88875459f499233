package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"asbuilt/finding"
	"asbuilt/report"
)

// JUnit's XML has the elements and attributes of the schema that Jenkins' xUnit plugin
// publishes (junit-10.xsd), and no others.
func TestJUnitForm(t *testing.T) {
	known := map[string][]string{
		"testsuite": {"name", "tests", "failures", "errors", "skipped"}, "testcase": {"name", "classname"},
		"failure": {"message", "type"}, "skipped": {"message", "type"}, "system-out": {},
	}
	for _, r := range []*finding.Report{fixed(), progressed(), large(50), {}} {
		d := xml.NewDecoder(bytes.NewReader(write(t, r, report.Options{Format: report.JUnit})))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			attributes, ok := known[start.Name.Local]
			if !ok {
				t.Errorf("there is no element %s", start.Name.Local)
			}
			for _, a := range start.Attr {
				if !slices.Contains(attributes, a.Name.Local) {
					t.Errorf("%s has no attribute %s", start.Name.Local, a.Name.Local)
				}
			}
		}
	}
}

// Names are anybody's to choose: what other programs read stays as large as they take it,
// and two of one beginning stay apart.
func TestLongNames(t *testing.T) {
	r := fixed()
	r.Findings = nil
	for i := range 3000 {
		name := strings.Repeat("가\x1b|`<\"", 1500) + fmt.Sprint(i)
		r.Findings = append(r.Findings, &finding.Finding{
			Code: "undeclared-resource", Severity: finding.Note, Verdict: finding.Broken, Subject: name, Found: name,
			Message: finding.Same(name), Hint: finding.Same(name), Declared: name,
			Evidence: []finding.Evidence{{Fact: name, Value: name, From: name}},
			Cause:    finding.Cause{Type: "AWS::S3::Bucket", Resource: name},
		})
	}
	for _, format := range []report.Format{report.SARIF, report.JUnit, report.CodeQuality} {
		out := write(t, r, report.Options{Format: format})
		if len(out) > 5*(3<<20) || len(out) < 100_000 { // all that can be is escaped, and JUnit says it twice
			t.Errorf("%s has %d bytes", format, len(out))
		}
		if !bytes.Contains(out, []byte("more")) {
			t.Errorf("%s does not say what it leaves out", format)
		}
		if format == report.JUnit {
			continue
		}
		var sarif struct {
			Runs []struct {
				Results []struct{ PartialFingerprints map[string]string }
			}
		}
		var quality []struct{ Fingerprint string }
		if err := errors.Join(json.Unmarshal(out, &sarif), json.Unmarshal(out, &quality)); err != nil && !json.Valid(out) {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, q := range quality {
			seen[q.Fingerprint] = true
		}
		n := len(quality)
		for _, run := range sarif.Runs {
			n = len(run.Results)
			for _, result := range run.Results {
				seen[result.PartialFingerprints["asbuilt/v1"]] = true
			}
		}
		if len(seen) != n || n < 100 {
			t.Errorf("%s has %d fingerprints of %d", format, len(seen), n)
		}
	}
}
