package cmd

import (
	"context"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/files"
	"asbuilt/finding/plain"
)

type buildOptions struct {
	site    siteOptions
	out     string
	timeout timeout
}

func newBuild(env *environment) *cobra.Command {
	o := &buildOptions{site: siteOptions{env: env}}
	c := &cobra.Command{
		Use:   "build [FILE] --out DIR",
		Short: "Write the documentation site",
		Long: `build writes the site of the model into DIR: every view, element, boundary,
module, flow and decision, in Korean and English. It needs no server and loads
nothing from elsewhere. With a snapshot it shows what was found, and the drift.
A folder that holds files asbuilt did not write is left alone.`,
		Example: `  asbuilt build --out site
  asbuilt build --snapshot prod.json --out site`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.timeout.run(c.Context(), env, func(ctx context.Context) error { return o.run(ctx, args) })
		},
	}
	f := c.Flags()
	o.timeout.bind(f)
	f.StringVar(&o.out, "out", "", "folder to write the site into")
	o.site.bind(f)
	return c
}

func (o *buildOptions) run(ctx context.Context, args []string) error {
	if o.out == "" {
		return usagef("build needs --out DIR to write into")
	}
	began := time.Now()
	env := o.site.env
	src, m, lang, err := env.open(args)
	if err != nil {
		return err
	}
	tree, err := o.site.tree(ctx, src, m, lang)
	if err != nil {
		return err
	}
	all, err := files.Tree(tree)
	if err != nil {
		return err
	}
	if err := env.write(o.out, all); err != nil {
		return err
	}
	if n := len(src.fsys.Findings()); n > 0 {
		plain.Fprintf(env.streams.Err,
			"asbuilt: %d texts look like secrets and are hidden; asbuilt check says where\n", n)
	}
	plain.Fprintf(env.streams.Err, "%d files in %.1f s; open %s\n",
		len(all), time.Since(began).Seconds(), filepath.Join(o.out, "index.html"))
	return nil
}
