package cmd

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/analyze"
)

type analyzeOptions struct {
	env    *environment
	format string
	lose   []string
	peaks  []string
}

func newAnalyze(env *environment) *cobra.Command {
	o := &analyzeOptions{env: env}
	c := &cobra.Command{
		Use:   "analyze [FILE]",
		Short: "Say what gives way first, what fails alone, and what stops with it",
		Long: `analyze says what follows from the model and stands nowhere in it:

- what gives way first: the load that flows and connections state (rate:, tokens:)
  against what elements can take (capacity:, scaling:, throttling:), at worst; of
  several ways that a flow may go, the one counts that asks for most
- what fails alone: what runs in one zone, needs no second unit, or has no standby
- what stops when a part fails: the flows that no longer come to their end, else who
  depends on it by the connections; whether an incident says what to do, and whether
  an alarm of the part tells somebody. What happens after an event stops nothing that
  was answered before
- what modules share, and whether each keeps to a part of its own

--lose says what becomes of the system without an element, a place, a zone or a
region, and --peak what gives way when more is asked.

It judges the state that runs today, by what is declared: a flow without a rate
asks nothing, and a part that says nothing of its capacity has no limit here.`,
		Example: `  asbuilt analyze
  asbuilt analyze --lose zone:a --peak 2.5x
  asbuilt analyze --lose nat --peak checkout=400/s --format markdown
  asbuilt analyze --format json | jq '.limits[] | select(.headroom < 1)'`,
		Args: atMost(1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().StringVar(&o.format, "format", "text", "form of the result: text, json or markdown")
	c.Flags().StringArrayVar(&o.lose, "lose", nil,
		"what is gone: the id of an element or place, zone:LETTER or region:ID; repeatable")
	c.Flags().StringArrayVar(&o.peaks, "peak", nil, "how much is asked: 2.5x of all, or FLOW=400/s; repeatable")
	return c
}

func (o *analyzeOptions) run(args []string) error {
	if o.format != "text" && o.format != "json" && o.format != "markdown" {
		return usagef("unknown format %q: --format is text, json or markdown", o.format)
	}
	options, err := o.supposed()
	if err != nil {
		return err
	}
	_, m, lang, err := o.env.open(args)
	if err != nil {
		return err
	}
	a, err := analyze.With(m, options)
	switch {
	case err != nil:
		return usage(err)
	case o.format == "text":
		return a.Write(o.env.streams.Out, lang)
	case o.format == "markdown":
		return a.WriteMarkdown(o.env.streams.Out, lang)
	}
	enc := json.NewEncoder(plain.JSON(o.env.raw()))
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(a)
}

// supposed are --lose and --peak.
func (o *analyzeOptions) supposed() (analyze.Options, error) {
	all := analyze.Options{Lose: o.lose, Peaks: map[string]model.PerTime{}}
	for _, word := range o.peaks {
		if factor, ok := strings.CutSuffix(word, "x"); ok && !strings.Contains(word, "=") {
			x, err := strconv.ParseFloat(factor, 64)
			if err != nil || !(x > 0) || x > 1e9 {
				return all, usagef("--peak %q is no factor: write it as 2.5x", word)
			}
			all.Factor = x
			continue
		}
		flow, text, _ := strings.Cut(word, "=")
		rate, ok := model.ParseRate(text)
		if !ok {
			return all, usagef("--peak %q is neither a factor nor the peak of a flow: write 2.5x or FLOW=400/s", word)
		}
		all.Peaks[flow] = rate
	}
	return all, nil
}
