package report

import (
	"encoding/xml"
	"io"
	"strings"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// JUnit's XML, as pipelines read it: a test case for each check that holds and
// for each finding. Errors fail; what could not be looked at, what is being
// changed and what is accepted is skipped; warnings and notes pass and say so.

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
	// Out says what is left out, where anything is.
	Out string `xml:"system-out,omitempty"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    plain.Text    `xml:"name,attr"`
	Failure *junitMessage `xml:"failure"`
	Skipped *junitMessage `xml:"skipped"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitMessage struct {
	Message plain.Text `xml:"message,attr"`
	Text    string     `xml:",chardata"`
}

func writeJUnit(w io.Writer, r *finding.Report, o Options) error {
	suite := junitSuite{Name: "asbuilt"}
	some, left := ranked(r)
	for _, c := range r.Checks {
		switch {
		case c.Verdict != finding.Holds:
		case len(suite.Cases)+len(some) < mostResults:
			suite.Cases = append(suite.Cases, junitCase{Class: c.Code, Name: junitName(c.Subject, c.Fact)})
		default:
			left++
		}
	}
	for _, f := range some {
		suite.Cases = append(suite.Cases, toJUnit(f, o.Lang))
	}
	if left > 0 {
		suite.Out = wordsIn(o.Lang).leftOut(left)
	}
	for _, c := range suite.Cases {
		suite.Tests++
		if c.Failure != nil {
			suite.Failures++
		}
		if c.Skipped != nil {
			suite.Skipped++
		}
	}
	// An encoder of XML has a buffer, which cuts characters in two before the guard.
	text, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(plain.XML(w), xml.Header+string(text)+"\n")
	return err
}

func junitName(subject, fact string) plain.Text {
	return plain.Of(strings.TrimSpace(short(subject) + " " + short(fact)))
}

func toJUnit(f *finding.Finding, l finding.Lang) junitCase {
	c := junitCase{Class: f.Code, Name: junitName(f.Subject, f.Fact)}
	if c.Name == (plain.Text{}) {
		c.Name = plain.Of(position(f.Position))
	}
	t := &textWriter{words: wordsIn(l), lang: l, paint: painterOf(false)}
	t.finding(f)
	text := t.out.String()
	said := f.Message.In(l)
	message := &junitMessage{Message: plain.Of(said), Text: "\n" + text}
	switch {
	case f.Accepted != nil:
		c.Skipped = &junitMessage{Message: plain.Of(t.words.accepted + ": " + short(f.Accepted.Reason))}
	case f.Suspended:
		c.Skipped = &junitMessage{Message: plain.Of(t.words.suspended + ": " + said)}
	case f.Verdict == finding.Unknown:
		c.Skipped = &junitMessage{Message: plain.Of(t.words.verdict[f.Verdict] + ": " + said)}
	case f.Severity == finding.Error:
		c.Failure = message
	default:
		c.Out = text
	}
	return c
}
