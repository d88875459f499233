package cmd

import (
	"context"
	"encoding/json"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/sense"
)

type checkOptions struct {
	env     *environment
	verdict verdictFlags
	timeout timeout
	allEnvs bool
	covered bool
	element string
}

func newCheck(env *environment) *cobra.Command {
	o := &checkOptions{env: env}
	c := &cobra.Command{
		Use:  "check [FILE]",
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.timeout.run(c.Context(), env, func(context.Context) error { return o.run(args) })
		},
	}
	o.verdict.bind(c.Flags())
	o.timeout.bind(c.Flags())
	c.Flags().BoolVar(&o.allEnvs, "all-envs", false, "")
	c.Flags().BoolVar(&o.covered, "coverage", false, "")
	c.Flags().BoolVar(&o.verdict.all, "all", false, "")
	c.Flags().StringVar(&o.element, "element", "", "")
	return c
}

// load reads the model that is checked, with the findings of all readings.
func (o *checkOptions) load(src source) (*model.Model, finding.List, error) {
	if !o.allEnvs {
		return o.env.load(src)
	}
	if o.env.env != "" {
		return nil, nil, usagef("--all-envs and --env exclude each other",
			"--all-envs와 --env는 함께 쓸 수 없습니다")
	}
	models, findings, err := model.LoadAll(src.fsys, src.name)
	return models[""], findings, err
}

func (o *checkOptions) run(args []string) error {
	if o.covered {
		return o.coverage(args)
	}
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	asOf, err := o.env.moment(time.Time{})
	if err != nil {
		return err
	}
	src, err := o.env.source(args)
	if err != nil {
		return err
	}
	m, findings, err := o.load(src)
	if err != nil {
		return err
	}
	if o.element != "" && m != nil {
		if o.verdict.only, err = concerningElement(m, o.element); err != nil {
			return err
		}
	}
	rep, accepted, err := o.env.everything(src, m, findings, asOf)
	if err != nil {
		return err
	}
	return o.env.finish(rep, src, accepted, &o.verdict, lang)
}

// coverage writes what a model says, as text or JSON.
func (o *checkOptions) coverage(args []string) error {
	if o.verdict.format != "text" && o.verdict.format != "json" {
		return usagef("unknown format %q: --coverage is written as text or json",
			"%q 형식은 없습니다. --coverage는 text나 json으로 씁니다", o.verdict.format)
	}
	_, m, lang, err := o.env.open(args)
	if err != nil {
		return err
	}
	c := sense.CoverageOf(m)
	if o.verdict.format == "text" {
		return writeCoverage(o.env.streams.Out, c, lang)
	}
	enc := json.NewEncoder(plain.JSON(o.env.raw()))
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(c)
}
