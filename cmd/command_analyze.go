package cmd

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/drift"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/decisions"
)

type analyzeOptions struct {
	env    *environment
	format string
	lose   []string
	peaks  []string
	// snapshot is the file of what runs, or empty.
	snapshot string
}

func newAnalyze(env *environment) *cobra.Command {
	o := &analyzeOptions{env: env}
	c := &cobra.Command{
		Use:  "analyze [FILE]",
		Args: atMost(1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().StringVar(&o.format, "format", "text", "")
	c.Flags().StringArrayVar(&o.lose, "lose", nil, "")
	c.Flags().StringArrayVar(&o.peaks, "peak", nil, "")
	c.Flags().StringVar(&o.snapshot, "snapshot", "", "")
	return c
}

func (o *analyzeOptions) run(args []string) error {
	if o.format != "text" && o.format != "json" && o.format != "markdown" {
		return usagef("unknown format %q: --format is text, json or markdown",
			"%q 형식은 없습니다. --format은 text, json, markdown 중 하나입니다", o.format)
	}
	options, err := o.supposed()
	if err != nil {
		return err
	}
	src, m, lang, err := o.env.open(args)
	if err != nil {
		return err
	}
	if o.snapshot != "" {
		if err := o.look(&options, m); err != nil {
			return err
		}
	}
	a, err := analyze.With(m, options)
	if err != nil {
		return usage(err)
	}
	if err := o.accept(a, src, m, lang); err != nil {
		return err
	}
	switch o.format {
	case "text":
		return a.Write(o.env.streams.Out, lang)
	case "markdown":
		return a.WriteMarkdown(o.env.streams.Out, lang)
	}
	enc := json.NewEncoder(plain.JSON(o.env.raw()))
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(a)
}

// accept marks what the model accepts of the analysis, and tells the acceptances that
// have ended or accept nothing. With --lose or --peak another system is looked at, of
// which none of them speaks.
func (o *analyzeOptions) accept(a *analyze.Analysis, src source, m *model.Model, lang finding.Lang) error {
	if len(o.lose)+len(o.peaks) > 0 {
		return nil
	}
	asOf, err := o.env.moment(time.Time{})
	if err != nil {
		return err
	}
	rep := &finding.Report{Findings: a.Findings, Rules: analyze.Rules(), AsOf: asOf}
	accepting := finding.NewAccepting(concerning(m.Acceptances(), rep), asOf)
	for _, f := range a.Findings {
		accepting.Take(f)
	}
	if told := accepting.Done(); len(told) > 0 {
		src.place(told)
		return o.env.tell(told, finding.AcceptanceRules(), lang)
	}
	return nil
}

// look adds what runs to the options, where an analysis rests on it.
func (o *analyzeOptions) look(options *analyze.Options, m *model.Model) error {
	rep, done, err := o.env.compareSifted(m, &decisions.Set{}, o.snapshot)
	if err != nil {
		return err
	}
	defer done()
	options.Compared = true
	for _, s := range drift.Sizes(m, rep.Checks, rep.Findings) {
		switch r := (analyze.Real{Element: s.Element, Fact: s.Fact, Declared: s.Declared, Found: s.Found}); {
		case s.Verdict == finding.Unknown:
			r.Unread = cmp.Or(s.Missing, analyze.NotCompared)
			options.Real = append(options.Real, r)
		case s.Found != "":
			options.Real = append(options.Real, r)
		default:
			options.AsDeclared++
		}
	}
	return nil
}

// supposed are --lose and --peak.
func (o *analyzeOptions) supposed() (analyze.Options, error) {
	all := analyze.Options{Lose: o.lose, Peaks: map[string]model.PerTime{}}
	for _, word := range o.peaks {
		if factor, ok := strings.CutSuffix(word, "x"); ok && !strings.Contains(word, "=") {
			x, err := strconv.ParseFloat(factor, 64)
			if err != nil || !(x > 0) || x > 1e9 {
				return all, usagef("--peak %q is no factor: write it as 2.5x",
					"--peak %q은(는) 배수가 아닙니다. 2.5x처럼 쓰십시오", word)
			}
			all.Factor = x
			continue
		}
		flow, text, _ := strings.Cut(word, "=")
		rate, ok := model.ParseRate(text)
		if !ok {
			return all, usagef("--peak %q is neither a factor nor the peak of a flow: write 2.5x or FLOW=400/s",
				"--peak %q은(는) 배수도 흐름의 최대 부하도 아닙니다. 2.5x나 흐름=400/s처럼 쓰십시오", word)
		}
		all.Peaks[flow] = rate
	}
	return all, nil
}
