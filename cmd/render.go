package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/render"
	"asbuilt/render/svg"
	"asbuilt/render/views"
)

type renderOptions struct {
	env      *environment
	out      string
	views    []string
	format   []string
	theme    string
	snapshot string
}

func newRender(env *environment) *cobra.Command {
	o := &renderOptions{env: env}
	c := &cobra.Command{
		Use:   "render [FILE] --out DIR",
		Short: "Draw the views of the model as SVG",
		Long: `render draws each view of the model into DIR/VIEW.svg: in the model's language,
or in that of --lang. A folder that holds files asbuilt did not write is left
alone.`,
		Example: `  asbuilt render --out pictures
  asbuilt render --view network --theme dark --out pictures
  asbuilt render --snapshot prod.json --out pictures --lang en
  asbuilt render --view context --out - > context.svg`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, args) },
	}
	f := c.Flags()
	f.StringVar(&o.out, "out", "", "folder to draw into; - writes one view to standard output")
	f.StringSliceVar(&o.views, "view", nil, "views to draw (default: all)")
	f.StringSliceVar(&o.format, "format", []string{"svg"}, "forms to draw in: svg")
	f.StringVar(&o.theme, "theme", "auto", "auto follows the reader's setting; or light, dark")
	f.StringVar(&o.snapshot, "snapshot", "", "snapshot whose drift is marked on the pictures")
	return c
}

func (o *renderOptions) run(c *cobra.Command, args []string) error {
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	options, err := o.check()
	if err != nil {
		return err
	}
	src, err := o.env.source(args)
	if err != nil {
		return err
	}
	m, err := o.env.valid(src, lang)
	if err != nil {
		return err
	}
	set, _, err := loadDecisions(src, m)
	if err != nil {
		return err
	}
	options.Decisions = set
	if err := knownViews(render.Views(m, set), o.views); err != nil {
		return err
	}
	if o.env.lang != "" {
		options.Langs = []finding.Lang{lang}
	}
	if o.snapshot != "" {
		rep, err := o.env.compare(m, o.snapshot)
		if err != nil {
			return err
		}
		rep.Findings = finding.Waive(rep.Findings, concerning(m.FindingWaivers(), rep), rep.AsOf)
		options.Overlay = marks(rep)
	}
	pictures, err := render.Render(c.Context(), m, options)
	if err != nil {
		return err
	}
	if o.out == "-" {
		_, err := o.env.streams.Out.Write(pictures[0].SVG)
		return err
	}
	files := make(files, len(pictures))
	for i, p := range pictures {
		files[i] = file{name: p.View.ID + ".svg", data: p.SVG}
	}
	if err := files.write(o.out); err != nil {
		return err
	}
	fmt.Fprintf(o.env.streams.Err, "%d pictures in %s\n", len(pictures), o.out)
	return nil
}

// check turns the flags into what render takes.
func (o *renderOptions) check() (render.Options, error) {
	options := render.Options{Views: o.views}
	if o.out == "" {
		return options, usage(fmt.Errorf("render needs --out DIR to draw into"))
	}
	if o.out == "-" && len(o.views) != 1 {
		return options, usage(fmt.Errorf("--out - writes one view: choose it with --view"))
	}
	for _, f := range o.format {
		if f != "svg" {
			return options, usage(fmt.Errorf("unknown format %q: --format is svg", f))
		}
	}
	themes := map[string]svg.Theme{"auto": svg.Auto, "light": svg.Light, "dark": svg.Dark}
	theme, ok := themes[o.theme]
	if !ok {
		return options, usage(fmt.Errorf("unknown theme %q: --theme is auto, light or dark", o.theme))
	}
	options.SVG = svg.Options{Form: svg.Standalone, Theme: theme}
	return options, nil
}

// knownViews refuses views that the model does not have.
func knownViews(all []views.View, ids []string) error {
	var known []string
	for _, v := range all {
		known = append(known, v.ID)
	}
	for _, id := range ids {
		if slices.Contains(known, id) {
			continue
		}
		hint := meant(id, known)
		if hint == "" {
			hint = ": the model has " + strings.Join(known, ", ")
		}
		return usage(fmt.Errorf("unknown view %q%s", id, hint))
	}
	return nil
}
