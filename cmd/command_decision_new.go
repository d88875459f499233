package cmd

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model/decisions"
	"asbuilt/model/syntax"
)

type decisionOptions struct {
	env      *environment
	file     string
	dir      string
	status   string
	elements []string
	// ties are the records that each verb names.
	supersedes, amends, relates []string
	print                       bool
}

func newDecisionNew(env *environment) *cobra.Command {
	o := &decisionOptions{env: env}
	c := &cobra.Command{
		Use:  "new TITLE…",
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	f := c.Flags()
	f.StringVar(&o.file, "file", "", "")
	f.StringVar(&o.dir, "dir", "", "")
	f.StringVar(&o.status, "status", string(decisions.Proposed), "")
	f.StringSliceVar(&o.supersedes, "supersedes", nil, "")
	f.StringSliceVar(&o.amends, "amends", nil, "")
	f.StringSliceVar(&o.relates, "relates", nil, "")
	f.StringSliceVar(&o.elements, "element", nil, "")
	f.BoolVar(&o.print, "print", false, "")
	return c
}

func (o *decisionOptions) run(args []string) error {
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	asOf, err := o.env.moment(time.Time{})
	if err != nil {
		return err
	}
	title := strings.TrimSpace(strings.Join(args, " "))
	if title == "" {
		return usagef("decision new needs a title: what is decided, in a few words",
			"decision new에는 제목이 필요합니다. 무엇을 결정했는지 몇 낱말로 적으십시오")
	}
	status := decisions.Status(o.status)
	if !slices.Contains([]decisions.Status{decisions.Draft, decisions.Proposed, decisions.Accepted}, status) {
		return usagef("unknown status %q: --status is draft, proposed or accepted",
			"%q 상태는 없습니다. --status는 draft, proposed, accepted 중 하나입니다", o.status)
	}
	r, err := o.env.records(o.file, o.dir)
	if err != nil {
		return err
	}
	if r.m != nil {
		lang = r.m.Lang()
	}
	outline := decisions.Outline{Title: title, Status: status, Date: asOf.Truncate(24 * time.Hour), Lang: lang}
	if outline.Elements, err = o.governed(r); err != nil {
		return err
	}
	if outline.Ties, err = o.ties(r.set); err != nil {
		return err
	}
	changes, err := r.set.Next(r.src.fsys.Under(), r.dir, outline)
	var refused *decisions.RefusedError
	if errors.As(err, &refused) {
		refused.Position.File = r.src.named(refused.Position.File)
	}
	if err != nil {
		return finding.Errorf("write decision: %v",
			"의사결정 기록을 쓰지 못했습니다: %v", err)
	}
	if o.print {
		return printRecords(o.env.streams.Out, r.src, changes)
	}
	if err := writeRecords(r.src, changes); err != nil {
		return finding.Errorf("write decision: %v",
			"의사결정 기록을 쓰지 못했습니다: %v", err)
	}
	for _, c := range changes[1:] {
		o.env.say(o.env.streams.Err, "changed %s:%d: %s",
			"바뀜 %s:%d: %s", r.src.named(c.Path), c.Line,
			strings.TrimSpace(lineOf(c.After, c.Line)))
	}
	plain.Fprintln(o.env.streams.Out, r.src.named(changes[0].Path))
	return nil
}

// governed are the elements that the flags name, each found in the model.
func (o *decisionOptions) governed(r *records) ([]string, error) {
	var ids []string
	for _, word := range o.elements {
		switch {
		case r.file == "":
			return nil, usagef("--element %s is looked up in a model, and none belongs to these records; name it "+
				"with --file",
				"--element %s을(를) 찾을 모델이 이 기록에는 없습니다. --file로 모델을 지정하십시오", word)
		case r.m == nil || r.invalid:
			return nil, finding.Errorf(
				"--element %s cannot be looked up: %s has errors, which asbuilt check tells; without "+
					"--element, it need not be valid",
				"--element %s을(를) 찾을 수 없습니다. %s에 오류가 있고 asbuilt check가 알려 줍니다. --element를 빼면 오류가 있어도 "+
					"됩니다", word, r.file)
		}
		if id, near := decisions.Subject(r.m, word); id == "" {
			return nil, usage(unknownSubject(word, near, r.file))
		}
		if !slices.Contains(ids, word) {
			ids = append(ids, word)
		}
	}
	return ids, nil
}

// ties are the records that the flags name, each once for a verb.
func (o *decisionOptions) ties(set *decisions.Set) ([]decisions.Tie, error) {
	var ties []decisions.Tie
	for _, f := range []struct {
		flag  string
		words []string
		verb  decisions.Verb
	}{
		{"supersedes", o.supersedes, decisions.Supersedes},
		{"amends", o.amends, decisions.Amends},
		{"relates", o.relates, decisions.RelatesTo},
	} {
		for _, word := range f.words {
			to, err := set.Find(word)
			if err != nil {
				return nil, usagef("--%s: %v",
					"--%s: %v", f.flag, err)
			}
			if t := (decisions.Tie{Verb: f.verb, To: to}); !slices.Contains(ties, t) {
				ties = append(ties, t)
			}
		}
	}
	return ties, nil
}

// printRecords writes the new record in full and the changed line of others,
// each under the name of its file.
func printRecords(w io.Writer, src source, changes []decisions.Change) error {
	var b bytes.Buffer
	for i, c := range changes {
		if i == 0 {
			plain.Fprintf(&b, "==> %s\n", src.named(c.Path))
			for line := range strings.Lines(string(c.After)) {
				plain.Fprintf(&b, "%s\n", strings.TrimSuffix(line, "\n"))
			}
			continue
		}
		plain.Fprintf(&b, "\n==> %s:%d\n", src.named(c.Path), c.Line)
		before, after := bytes.Count(c.Before, []byte("\n")), bytes.Count(c.After, []byte("\n"))
		plain.Fprintf(&b, "- %s\n", lineOf(c.Before, c.Line))
		for n := range after - before + 1 {
			plain.Fprintf(&b, "+ %s\n", lineOf(c.After, c.Line+n))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// lineOf is line n of a text.
func lineOf(text []byte, n int) string { return syntax.NewSource("", text).Line(n) }

// writeRecords writes the files, those that are there already first, all or
// none.
func writeRecords(src source, changes []decisions.Change) error {
	var all []files.Change
	for _, c := range changes[1:] {
		all = append(all, files.Change{Name: c.Path, Before: c.Before, After: c.After})
	}
	return src.folder.Change(append(all, files.Change{Name: changes[0].Path, After: changes[0].After}))
}
