package cmd

import (
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/pflag"

	"asbuilt/finding"
)

// environment is what all commands share: the streams and the flags that mean
// the same everywhere.
type environment struct {
	streams Streams
	lang    string
	env     string
	asOf    string
	noColor bool
	// door is passed before anything is written, where a timeout may lock it.
	door *door
}

// mayWrite is asked before a result is written.
func (e *environment) mayWrite() error {
	if e.door == nil {
		return nil
	}
	return e.door.pass()
}

func (e *environment) flags(f *pflag.FlagSet) {
	f.StringVar(&e.lang, "lang", "", "")
	f.StringVar(&e.env, "env", "", "")
	f.StringVar(&e.asOf, "as-of", "", "")
	f.BoolVar(&e.noColor, "no-color", false, "")
}

// language is that of --lang, else of the locale, else English.
func (e *environment) language() (finding.Lang, error) {
	switch e.lang {
	case "":
	case string(finding.Korean), string(finding.English):
		return finding.Lang(e.lang), nil
	default:
		return "", usagef("unknown language %q: --lang is ko or en",
			"%q 언어는 없습니다. --lang은 ko 또는 en입니다", e.lang)
	}
	return localeLang(), nil
}

// moment is the day of --as-of, else snapshot's moment if there is one, else now.
func (e *environment) moment(snapshot time.Time) (time.Time, error) {
	if e.asOf != "" {
		for _, layout := range []string{time.DateOnly, time.RFC3339} {
			if t, err := time.Parse(layout, e.asOf); err == nil {
				return t.UTC(), nil
			}
		}
		return time.Time{}, usagef("--as-of %q is no day: write it as 2026-11-22",
			"--as-of %q은(는) 날짜가 아닙니다. 2026-11-22처럼 쓰십시오", e.asOf)
	}
	if !snapshot.IsZero() {
		return snapshot, nil
	}
	return time.Now().UTC(), nil
}

// color reports whether w may be written to in colour.
func (e *environment) color(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && !e.noColor && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isatty.IsTerminal(f.Fd())
}

// Streams are the standard streams of a run.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}
