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

// several is a number of things in English: "1 picture", "2 pictures".
func several(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
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
