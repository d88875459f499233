// Package report writes a [finding.Report] for people and for machines, in one
// of several formats that are equal neighbours: each is one file of this
// package and one row of its table.
//
// It judges nothing: what is wrong, how grave it is and which exit status
// follows is settled before a report gets here. It reads no environment;
// whether there may be colour is the caller's to say.
//
//	err := report.Write(os.Stdout, rep, report.Options{Lang: finding.Korean})
package report

import (
	"io"
	"strings"

	"asbuilt/finding"
)

// Format names a format of output. The zero value is [Text].
type Format string

// The formats of output.
const (
	// Text is for people: a block for each finding, then a summary.
	Text Format = "text"
	// JSON is one object with everything the report holds.
	JSON Format = "json"
	// SARIF is SARIF 2.1.0, for code scanning.
	SARIF Format = "sarif"
	// JUnit is JUnit's XML, for pipelines that show tests.
	JUnit Format = "junit"
	// CodeQuality is GitLab's Code Quality report.
	CodeQuality Format = "codequality"
	// Markdown is for the comment on a pull request.
	Markdown Format = "markdown"
	// Summary is a sentence for each owner, for a chat; empty when nothing changed.
	Summary Format = "summary"
	// Accounts is one table over the accounts of AWS, as Markdown.
	Accounts Format = "accounts"
)

// Options say how a report is written. The zero value is text in English
// without colour.
type Options struct {
	Format Format
	// Lang is the language of messages and labels; codes and keys never change.
	Lang finding.Lang
	// Color allows colour in text.
	Color bool
	// All lifts the bound of text, which else shows about 40 lines of causes.
	All bool
	// Only chooses the findings that text shows, each whole; nil shows all of them. What
	// is counted and judged stays the same.
	Only func(*finding.Finding) bool
	// Incident shows what does not run, and refused connections, above everything else.
	Incident bool
}

// encoder writes a report in one format.
type encoder func(w io.Writer, r *finding.Report, o Options) error

// formats is every format with its encoder, in the order help shows them.
func formats() []struct {
	Format Format
	encode encoder
} {
	return []struct {
		Format Format
		encode encoder
	}{
		{Text, writeText},
		{JSON, writeJSON},
		{SARIF, writeSARIF},
		{JUnit, writeJUnit},
		{CodeQuality, writeCodeQuality},
		{Markdown, writeMarkdown},
		{Summary, writeSummary},
		{Accounts, writeAccounts},
	}
}

// Formats are all formats, in the order help shows them.
func Formats() []Format {
	var all []Format
	for _, f := range formats() {
		all = append(all, f.Format)
	}
	return all
}

// ParseFormat is the format that word names. Its error lists those there are.
func ParseFormat(word string) (Format, error) {
	var known []string
	for _, f := range Formats() {
		if string(f) == word {
			return f, nil
		}
		known = append(known, string(f))
	}
	return "", finding.Errorf("unknown format %q: expected one of %s",
		"%q 형식은 없습니다. 다음 중 하나입니다: %s", word, strings.Join(known, ", "))
}

// Write writes r to w. The same report and options always give the same bytes.
func Write(w io.Writer, r *finding.Report, o Options) error {
	if o.Format == "" {
		o.Format = Text
	}
	if o.Lang == "" {
		o.Lang = finding.English
	}
	for _, f := range formats() {
		if f.Format == o.Format {
			if err := f.encode(w, r, o); err != nil {
				return finding.Errorf("write %s report: %v",
					"%s 보고서를 쓰지 못했습니다: %v", o.Format, err)
			}
			return nil
		}
	}
	_, err := ParseFormat(string(o.Format))
	return err
}
