package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/png"
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
	font     string
	scale    float64
	gallery  string
	place    placeFlags
}

func newRender(env *environment) *cobra.Command {
	o := &renderOptions{env: env}
	c := &cobra.Command{
		Use:   "render [FILE] --out DIR",
		Short: "Draw the views of the model as SVG or PNG",
		Long: `render draws each view of the model into DIR/VIEW.svg: in the model's language,
or in that of --lang. A folder that holds files asbuilt did not write is left
alone. PNG needs no browser, but a font with Korean letters for Korean text.`,
		Example: `  asbuilt render --out pictures
  asbuilt render --view network --theme dark --out pictures
  asbuilt render --snapshot prod.json --out pictures --lang en
  asbuilt render --format svg,png --out pictures
  asbuilt render --view context --out - > context.svg
  asbuilt render --gallery all`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c, args) },
	}
	f := c.Flags()
	f.StringVar(&o.out, "out", "", "folder to draw into; - writes one view to standard output")
	f.StringSliceVar(&o.views, "view", nil, "views to draw (default: all)")
	f.StringSliceVar(&o.format, "format", []string{"svg"}, "forms to draw in: svg, png")
	f.StringVar(&o.theme, "theme", "auto", "auto follows the reader's setting; or light, dark")
	f.StringVar(&o.font, "font", "", "font for what Liberation Sans lacks in PNG, Korean above all (default: one that the system has)")
	f.Float64Var(&o.scale, "scale", 2, "pixels a unit in PNG")
	f.StringVar(&o.gallery, "gallery", "", "folder to write one HTML page of all pictures into")
	o.place.bind(f)
	f.StringVar(&o.snapshot, "snapshot", "", "snapshot whose drift is marked on the pictures")
	return c
}

func (o *renderOptions) run(c *cobra.Command, args []string) error {
	options, err := o.check()
	if err != nil {
		return err
	}
	src, m, lang, err := o.env.open(args)
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
	return o.write(pictures, m, lang)
}

// write puts the pictures where the flags say.
func (o *renderOptions) write(pictures []render.Picture, m *model.Model, lang finding.Lang) error {
	if o.gallery != "" {
		page := render.Gallery(m.Name.In(lang), pictures)
		if err := (files{{name: "index.html", data: page}}).write(o.gallery); err != nil {
			return err
		}
		fmt.Fprintf(o.env.streams.Err, "%d pictures in %s\n", len(pictures), filepath.Join(o.gallery, "index.html"))
	}
	if o.out == "" {
		return nil
	}
	all, err := o.encode(pictures, lang)
	if err != nil {
		return err
	}
	if o.out == "-" {
		_, err := o.env.streams.Out.Write(all[0].data)
		return err
	}
	if err := all.write(o.out); err != nil {
		return err
	}
	fmt.Fprintf(o.env.streams.Err, "%d pictures in %s\n", len(pictures), o.out)
	return nil
}

// encode is the pictures in the forms that are wanted. Letters that no font has
// are told once.
func (o *renderOptions) encode(pictures []render.Picture, lang finding.Lang) (files, error) {
	var all files
	var font *png.Font
	var lacking []rune
	if slices.Contains(o.format, "png") {
		var err error
		if font, err = o.openFont(); err != nil {
			return nil, err
		}
	}
	for _, p := range pictures {
		for _, form := range o.format {
			if form == "svg" {
				all = append(all, file{p.View.ID + ".svg", p.SVG})
				continue
			}
			data, lacks, err := png.Encode(p.Scene, png.Options{Dark: o.theme == "dark", Scale: o.scale, Font: font})
			if err != nil {
				return nil, err
			}
			lacking = append(lacking, lacks...)
			all = append(all, file{p.View.ID + ".png", data})
		}
	}
	slices.Sort(lacking)
	if warning := png.Warning(slices.Compact(lacking)); !warning.IsZero() {
		fmt.Fprintf(o.env.streams.Err, "asbuilt: %s\n", warning.In(lang))
	}
	return all, nil
}

func (o *renderOptions) openFont() (*png.Font, error) {
	if o.font != "" {
		return png.OpenFont(o.font)
	}
	home, _ := os.UserHomeDir() // without one, only the system's places are looked at
	return png.FindFont(home), nil
}

// check turns the flags into what render takes.
func (o *renderOptions) check() (render.Options, error) {
	options := render.Options{Views: o.views}
	if o.out == "" && o.gallery == "" {
		return options, usage(fmt.Errorf("render needs --out DIR to draw into, or --gallery DIR"))
	}
	if o.out == "-" && (len(o.views) != 1 || len(o.format) != 1) {
		return options, usage(fmt.Errorf("--out - writes one picture: choose its view with --view, and one --format"))
	}
	for _, f := range o.format {
		if f != "svg" && f != "png" {
			return options, usage(fmt.Errorf("unknown format %q: --format is svg, png, or both", f))
		}
	}
	if o.scale <= 0 || o.scale > 8 {
		return options, usage(fmt.Errorf("--scale %g is out of range: a number up to 8", o.scale))
	}
	options.Place = o.place.placer()
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
