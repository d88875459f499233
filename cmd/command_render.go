package cmd

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/render"
	"asbuilt/render/pdf"
	"asbuilt/render/png"
	"asbuilt/render/svg"
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
	icons    string
	pin      bool
	// formatted says that --format was given.
	formatted bool
	place     placeFlags
	timeout   timeout
}

func newRender(env *environment) *cobra.Command {
	o := &renderOptions{env: env}
	c := &cobra.Command{
		Use: "render [FILE] --out DIR|FILE.svg|FILE.png|FILE.pdf",
		RunE: func(c *cobra.Command, args []string) error {
			o.formatted = c.Flags().Changed("format")
			return o.timeout.run(c.Context(), env, func(ctx context.Context) error { return o.run(ctx, args) })
		},
	}
	f := c.Flags()
	o.timeout.bind(f)
	f.StringVar(&o.out, "out", "", "")
	f.StringSliceVar(&o.views, "view", nil, "")
	f.StringSliceVar(&o.format, "format", []string{"svg"}, "")
	f.StringVar(&o.theme, "theme", "auto", "")
	f.StringVar(&o.font, "font", "", "")
	f.Float64Var(&o.scale, "scale", 2, "")
	f.StringVar(&o.gallery, "gallery", "", "")
	f.StringVar(&o.icons, "icons", "", "")
	f.BoolVar(&o.pin, "pin", false, "")
	o.place.bind(f)
	f.StringVar(&o.snapshot, "snapshot", "", "")
	return c
}

// sheets are the pictures of one model.
type sheets struct {
	file     string
	m        *model.Model
	lang     finding.Lang
	pictures []render.Picture
}

func (o *renderOptions) run(ctx context.Context, args []string) error {
	options, err := o.check(args)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{""}
	}
	var all []sheets
	for _, name := range args {
		s, err := o.draw(ctx, name, options)
		if err != nil {
			return err
		}
		all = append(all, s)
	}
	return o.write(all)
}

// draw makes the pictures of one model; the empty name is that of the default
// file.
func (o *renderOptions) draw(ctx context.Context, name string, options render.Options) (s sheets, err error) {
	var args []string
	if name != "" {
		args = []string{name}
	}
	src, m, lang, err := o.env.open(args)
	if err != nil {
		return s, err
	}
	s = sheets{file: src.named(src.name), m: m, lang: lang}
	set, _, err := loadDecisions(src, m)
	if err != nil {
		return s, err
	}
	options.Decisions = set
	if err := knownViews(render.Views(m, set), o.views); err != nil {
		return s, err
	}
	if o.pin {
		if options.Pins, err = o.env.pin(src, m, options, lang); err != nil {
			return s, err
		}
	} else if options.Pins, err = o.env.drawPinned(src, m, set, lang); err != nil {
		return s, err
	}
	switch {
	case o.out == "" && o.gallery == "":
		return s, nil
	case o.env.lang != "":
		options.Langs = []finding.Lang{lang}
	case o.gallery != "": // who looks them all over looks at both
		options.Langs = []finding.Lang{m.Lang(), m.Lang().Other()}
	}
	var rep *finding.Report
	if o.snapshot != "" {
		var done func()
		if rep, done, err = o.env.compareSifted(m, set, o.snapshot); err != nil {
			return s, err
		}
		defer done()
		accept(rep, m.Acceptances(), 0)
	}
	options.Overlay = marks(m, rep)
	dots := slices.ContainsFunc(o.format, func(form string) bool { return form != "svg" })
	if options.Icons, err = o.env.readIcons(o.icons, m, dots, lang); err != nil {
		return s, err
	}
	if s.pictures, err = render.Render(ctx, m, options); err == nil {
		o.env.warnViews(src, m, s.pictures, lang)
	}
	return s, err
}

// write puts the pictures where the flags say.
func (o *renderOptions) write(all []sheets) error {
	if o.gallery != "" {
		if err := o.writeGallery(all); err != nil {
			return err
		}
	}
	if o.out == "" {
		return nil
	}
	s := all[0]
	pictures := s.pictures
	if o.env.lang == "" { // a gallery may have more
		pictures = slices.DeleteFunc(slices.Clone(pictures), func(p render.Picture) bool {
			return p.Lang != s.m.Lang()
		})
	}
	drawn, err := o.encode(pictures, s.lang)
	if err != nil {
		return err
	}
	if o.out == "-" {
		if err := o.env.mayWrite(); err != nil {
			return err
		}
		out := o.env.raw()
		if o.format[0] == "svg" {
			out = plain.XML(out)
		}
		_, err := out.Write(drawn[0].Data)
		return err
	}
	if fileForm(o.out) != "" {
		if err := files.Replace(o.out, drawn[0].Data); err != nil {
			return err
		}
		o.env.say(o.env.streams.Err, "%s", "%s", o.out)
		return nil
	}
	if err := o.env.write(o.out, drawn); err != nil {
		return err
	}
	o.env.say(o.env.streams.Err, "%s in %s", "%[2]s: %[1]s", several(len(pictures), "picture", "그림 %d개"), o.out)
	return nil
}

func (o *renderOptions) writeGallery(all []sheets) error {
	var chapters []render.Chapter
	count := 0
	for _, s := range all {
		chapters = append(chapters, render.Chapter{Title: s.m.Name.In(s.lang), File: s.file, Pictures: s.pictures})
		count += len(s.pictures)
	}
	if err := o.env.write(o.gallery, files.Files{{Name: "index.html", Data: render.Gallery(chapters)}}); err != nil {
		return err
	}
	o.env.say(o.env.streams.Err, "%s in %s", "%[2]s: %[1]s", several(count, "picture", "그림 %d개"),
		filepath.Join(o.gallery, "index.html"))
	return nil
}

// encode is the pictures in the forms that are wanted. Letters that no font has
// are told once.
func (o *renderOptions) encode(pictures []render.Picture, lang finding.Lang) (files.Files, error) {
	var all files.Files
	var lacking []rune
	for _, form := range o.format {
		var drawn files.Files
		var lacks []rune
		var err error
		switch form {
		case "svg":
			for _, p := range pictures {
				drawn = append(drawn, files.File{Name: p.View.ID + ".svg", Data: p.SVG})
			}
		case "png":
			drawn, lacks, err = o.encodePNG(pictures)
		case "pdf":
			drawn, err = o.encodePDF(pictures)
		}
		if err != nil {
			return nil, err
		}
		all, lacking = append(all, drawn...), append(lacking, lacks...)
	}
	slices.Sort(lacking)
	if warning := png.Warning(slices.Compact(lacking)); !warning.IsZero() {
		plain.Fprintf(o.env.streams.Err, "asbuilt: %s\n", warning.In(lang))
	}
	return all, nil
}

// atOnce bounds how many PNGs are drawn at the same time: each may hold 128 MiB.
const atOnce = 4

// encodePNG is the pictures as PNG, with the letters that no font has.
func (o *renderOptions) encodePNG(pictures []render.Picture) (files.Files, []rune, error) {
	font, err := o.openFont()
	if err != nil {
		return nil, nil, err
	}
	all, lacking := make(files.Files, len(pictures)), make([][]rune, len(pictures))
	var g errgroup.Group
	g.SetLimit(min(atOnce, runtime.GOMAXPROCS(0)))
	for i, p := range pictures {
		g.Go(func() error {
			data, lacks, err := png.Encode(p.Scene, png.Options{Dark: o.theme == "dark", Scale: o.scale, Font: font})
			all[i], lacking[i] = files.File{Name: p.View.ID + ".png", Data: data}, lacks
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, nil, err
	}
	return all, slices.Concat(lacking...), nil
}

// encodePDF is the pictures as PDF, a sheet each.
func (o *renderOptions) encodePDF(pictures []render.Picture) (files.Files, error) {
	home, _ := os.UserHomeDir()
	font := pdf.FindFont(home)
	if o.font != "" {
		var err error
		if font, err = pdf.OpenFont(o.font); err != nil {
			return nil, err
		}
	}
	all := make(files.Files, len(pictures))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range pictures {
		g.Go(func() error {
			data, err := pdf.Encode(p.Scene, pdf.Options{Dark: o.theme == "dark", Font: font})
			all[i] = files.File{Name: p.View.ID + ".pdf", Data: data}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
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

// fileForm is the form that the name of a file to draw into asks for; empty for the
// name of a folder.
func fileForm(out string) string {
	form := strings.ToLower(strings.TrimPrefix(filepath.Ext(out), "."))
	if !slices.Contains(drawnForms(), form) {
		return ""
	}
	return form
}

// drawnForms are the forms that pictures are drawn in.
func drawnForms() []string { return []string{"svg", "png", "pdf"} }

// checkFile lets the name of a file choose the form of the one picture in it.
func (o *renderOptions) checkFile() error {
	form := fileForm(o.out)
	switch {
	case form == "":
		return nil
	case len(o.views) != 1:
		return usagef("--out %s is one picture: choose its view with --view, or name a folder",
			"--out %s은(는) 그림 하나입니다. --view로 뷰를 고르거나 폴더를 지정하십시오", o.out)
	case o.formatted && (len(o.format) != 1 || o.format[0] != form):
		return usagef("--out %s is %s, but --format says %s",
			"--out %s은(는) %s인데 --format은 %s입니다", o.out, form, strings.Join(o.format, ","))
	}
	o.format = []string{form}
	return nil
}

// check turns the flags into what render takes.
func (o *renderOptions) check(args []string) (render.Options, error) {
	options := render.Options{Views: o.views}
	if o.out == "" && o.gallery == "" && !o.pin {
		return options, usagef("render needs --out DIR to draw into, --gallery DIR, or --pin",
			"render에는 그릴 폴더 --out DIR, 또는 --gallery DIR이나 --pin이 필요합니다")
	}
	if len(args) > 1 && (o.out != "" || o.snapshot != "" || o.env.env != "" || slices.Contains(args, "-")) {
		return options, usagef("render takes one FILE, but got %q too; several are for --gallery and --pin alone",
			"render에는 FILE 하나만 줄 수 있는데 %q이(가) 더 있습니다. 여럿은 --gallery와 --pin에만 줄 수 있습니다",
			args[1])
	}
	if o.out == "-" && (len(o.views) != 1 || len(o.format) != 1) {
		return options, usagef("--out - writes one picture: choose its view with --view, and one --format",
			"--out -는 그림 하나를 씁니다. --view로 뷰를, --format으로 형식 하나를 고르십시오")
	}
	if err := o.checkFile(); err != nil {
		return options, err
	}
	for _, f := range o.format {
		if !slices.Contains(drawnForms(), f) {
			return options, usagef("unknown format %q: --format is svg, png, pdf, or several of them",
				"%q 형식은 없습니다. --format은 svg, png, pdf 중 하나 또는 여럿입니다", f)
		}
	}
	if o.scale <= 0 || o.scale > 8 {
		return options, usagef("--scale %g is out of range: a number up to 8",
			"--scale %g은(는) 범위를 벗어났습니다. 8까지의 수를 주십시오", o.scale)
	}
	options.Place = o.place.placer(o.env.streams.Err)
	themes := map[string]svg.Theme{"auto": svg.Auto, "light": svg.Light, "dark": svg.Dark}
	theme, ok := themes[o.theme]
	if !ok {
		return options, usagef("unknown theme %q: --theme is auto, light or dark",
			"%q 테마는 없습니다. --theme은 auto, light, dark 중 하나입니다", o.theme)
	}
	options.SVG = svg.Options{Form: svg.Standalone, Theme: theme}
	return options, nil
}
