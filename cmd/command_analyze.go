package cmd

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"asbuilt/finding/plain"
	"asbuilt/model/analyze"
)

type analyzeOptions struct {
	env    *environment
	format string
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
- what stops when a part fails: the flows that no longer come to their end, whether
  an incident says what to do, and whether an alarm of the part tells somebody
- what modules share, and whether each keeps to a part of its own

It judges the state that runs today, by what is declared: a flow without a rate
asks nothing, and a part that says nothing of its capacity has no limit here.`,
		Example: `  asbuilt analyze
  asbuilt analyze --format json | jq '.limits[] | select(.headroom < 1)'`,
		Args: atMost(1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().StringVar(&o.format, "format", "text", "form of the result: text or json")
	return c
}

func (o *analyzeOptions) run(args []string) error {
	if o.format != "text" && o.format != "json" {
		return usagef("unknown format %q: --format is text or json", o.format)
	}
	_, m, lang, err := o.env.open(args)
	if err != nil {
		return err
	}
	a := analyze.Of(m)
	if o.format == "text" {
		return a.Write(o.env.streams.Out, lang)
	}
	enc := json.NewEncoder(plain.JSON(o.env.raw()))
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(a)
}
