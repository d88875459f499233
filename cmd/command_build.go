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
		Use:  "build [FILE]",
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.timeout.run(c.Context(), env, func(ctx context.Context) error { return o.run(ctx, args) })
		},
	}
	f := c.Flags()
	o.timeout.bind(f)
	f.StringVar(&o.out, "out", siteDir, "")
	f.StringVar(&o.site.version, "version-name", "", "")
	f.BoolVar(&o.site.preview, "preview", false, "")
	o.site.bind(f)
	f.BoolVar(&o.site.redact, "redact", false, "")
	return c
}

func (o *buildOptions) run(ctx context.Context, args []string) error {
	if o.out == "" {
		return usagef("--out is empty: name a folder to write into, or leave it out for %s",
			"--out이 비어 있습니다. 쓸 폴더를 주거나, 빼면 %s에 씁니다", siteDir)
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
	if o.site.snapshot, err = env.snapshotOr(o.site.snapshot, dirOf(src)); err != nil {
		return err
	}
	tree, err := o.site.tree(ctx, src, m, lang)
	if err != nil {
		return err
	}
	var all files.Files
	for name, data := range tree.Files() {
		all = append(all, files.File{Name: name, Data: data})
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
	if !told.IsZero() {
		plain.Fprintln(env.streams.Err, told.In(lang))
	}
	if n := len(src.fsys.Findings()); n > 0 {
		env.say(env.streams.Err,
			"asbuilt: %d texts look like secrets and are hidden; asbuilt check says where",
			"asbuilt: 비밀 값처럼 보이는 텍스트 %d개를 숨겼습니다. 어디인지는 asbuilt check가 알려 줍니다", n)
	}
	env.say(env.streams.Err, "%d files in %.1f s; open %s",
		"파일 %d개를 %.1f초에 썼습니다. %s을(를) 여십시오", len(all), time.Since(began).Seconds(), front)
	return nil
}

// named looks at what the site is called among others.
func (o *buildOptions) named() error {
	switch {
	case o.site.version == "" && o.site.preview:
		return usagef("--preview marks a version: it needs --version-name NAME",
			"--preview는 버전에 붙이는 표시이므로 --version-name NAME이 필요합니다")
	case o.site.version != "" && !versionName.MatchString(o.site.version):
		return usagef("--version-name %q is no name of a folder: letters, digits, ., _ and - are",
			"--version-name %q은(는) 폴더 이름이 될 수 없습니다. 영문자, 숫자, ., _, -만 쓰십시오", o.site.version)
	}
	return nil
}
