package cmd

import (
	"context"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/files"
	"asbuilt/finding/plain"
)

// siteDir is where build writes unless it is told.
const siteDir = "asbuilt-site"

type buildOptions struct {
	site    siteOptions
	out     string
	timeout timeout
}

func newBuild(env *environment) *cobra.Command {
	o := &buildOptions{site: siteOptions{env: env}}
	c := &cobra.Command{
		Use:   "build [FILE]",
		Short: "Write the documentation site",
		Long: `build writes the site of the model into asbuilt-site, or DIR: every view, element, boundary,
module, flow and decision, in Korean and English. It needs no server and loads
nothing from elsewhere. With a snapshot it shows what was found, and the drift.
A folder that holds files asbuilt did not write is left alone.

Pages name what the model and the snapshot name: accounts, ARNs, addresses. They ask
search engines not to list them, and one line says how much there is. With --redact,
or publish: {redact: true} in the model, marks stand in the place of account ids,
ARNs, addresses, ids of resources and mail, and the evidence of checks is left out.

In a Git repository pages say which commit they were built of and what changed
what last, and a page tells what the last commits changed. With --version-name
the site lies in DIR/NAME beside those of other names, and each leads to the
others; one with --preview says that it is not settled.`,
		Example: `  asbuilt build
  asbuilt build --out site --version-name v1.2
  asbuilt build --out site --version-name pr-12 --preview
  asbuilt build --snapshot prod.json --out public --redact`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.timeout.run(c.Context(), env, func(ctx context.Context) error { return o.run(ctx, args) })
		},
	}
	f := c.Flags()
	o.timeout.bind(f)
	f.StringVar(&o.out, "out", siteDir, "folder to write the site into")
	f.StringVar(&o.site.version, "version-name", "", "name of this version among several in one folder")
	f.BoolVar(&o.site.preview, "preview", false, "mark the version as one that is not settled")
	o.site.bind(f)
	f.BoolVar(&o.site.redact, "redact", false,
		"leave out account ids, ARNs, addresses, ids of resources, evidence and mail")
	return c
}

func (o *buildOptions) run(ctx context.Context, args []string) error {
	if o.out == "" {
		return usagef("--out is empty: name a folder to write into, or leave it out for %s", siteDir)
	}
	if err := o.named(); err != nil {
		return err
	}
	o.site.written = true
	began := time.Now()
	env := o.site.env
	src, m, lang, err := env.open(args)
	if err != nil {
		return err
	}
	o.site.redact = o.site.redact || m.Publish != nil && m.Publish.Redact.V
	tree, err := o.site.tree(ctx, src, m, lang)
	if err != nil {
		return err
	}
	all, err := files.Tree(tree)
	if err != nil {
		return err
	}
	told := o.site.publish(m, all)
	front := filepath.Join(o.out, o.site.version, "index.html")
	if o.site.version != "" {
		err = env.writeVersion(o.out, all, version{Name: o.site.version, Preview: o.site.preview}, lang)
	} else {
		err = env.write(o.out, all)
	}
	if err != nil {
		return err
	}
	if told != "" {
		plain.Fprintln(env.streams.Err, told)
	}
	if n := len(src.fsys.Findings()); n > 0 {
		plain.Fprintf(env.streams.Err,
			"asbuilt: %d texts look like secrets and are hidden; asbuilt check says where\n", n)
	}
	plain.Fprintf(env.streams.Err, "%d files in %.1f s; open %s\n", len(all), time.Since(began).Seconds(), front)
	return nil
}

// named looks at what the site is called among others.
func (o *buildOptions) named() error {
	switch {
	case o.site.version == "" && o.site.preview:
		return usagef("--preview marks a version: it needs --version-name NAME")
	case o.site.version != "" && !versionName.MatchString(o.site.version):
		return usagef("--version-name %q is no name of a folder: letters, digits, ., _ and - are", o.site.version)
	}
	return nil
}
