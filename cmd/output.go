package cmd

import (
	"fmt"
	"io"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/report"
)

// write makes a folder that the user named hold the files, and passes on what is
// to be said of it.
func (e *environment) write(dir string, all files.Files) error {
	if err := e.mayWrite(); err != nil {
		return err
	}
	said, err := files.Write(dir, all)
	if said != "" {
		plain.Fprintf(e.streams.Err, "asbuilt: %s\n", said)
	}
	return err
}

// tell writes findings for people to standard error.
func (e *environment) tell(findings finding.List, rules finding.Rules, lang finding.Lang) error {
	rep := &finding.Report{Findings: findings, Rules: rules}
	return report.Write(e.streams.Err, rep, report.Options{Lang: lang, Color: e.color(e.streams.Err)})
}

// say writes a line in the language of the command line. What a result consists of is
// written by those who know its form.
func (e *environment) say(w io.Writer, en, ko string, args ...any) {
	lang, err := e.language()
	if err != nil {
		lang = localeLang()
	}
	plain.Fprintf(w, "%s\n", finding.Say(en, ko, args...).In(lang))
}

// several is a number of things: "1 picture", "2 pictures"; in Korean its form has a
// place for the number.
func several(n int, thing, ko string) finding.Text {
	en := fmt.Sprintf("%d %ss", n, thing)
	if n == 1 {
		en = "1 " + thing
	}
	return finding.Both(en, fmt.Sprintf(ko, n))
}

// out is where a report of that form is written: text stands behind the guard.
func (e *environment) out(format report.Format) io.Writer {
	if format == report.Text || format == report.Markdown {
		return e.streams.Out
	}
	return e.raw()
}

// raw is standard output for what is no text: pictures, snapshots, and forms
// that guard themselves.
func (e *environment) raw() io.Writer {
	if g, guarded := e.streams.Out.(*plain.Guard); guarded {
		return g.Raw()
	}
	return e.streams.Out
}
