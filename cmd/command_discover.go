package cmd

import (
	"bytes"
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
)

type discoverOptions struct {
	env  *environment
	live liveFlags
	out  string
}

func newDiscover(env *environment) *cobra.Command {
	o := &discoverOptions{env: env}
	c := &cobra.Command{
		Use:  "discover [FILE]",
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	o.live.bind(c.Flags())
	c.Flags().StringVar(&o.out, "out", "", "")
	c.Flags().BoolVar(&o.live.Everything, "everything", false, "")
	c.Flags().StringVar(&o.live.Dumps, "from-dumps", "", "")
	return c
}

func (o *discoverOptions) run(ctx context.Context, args []string) error {
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	m, err := o.env.modelIfAny(args, lang)
	if err != nil {
		return err
	}
	folder, err := o.ready(args)
	if err != nil {
		return err
	}
	snap, data, err := o.env.take(ctx, m, o.live.Options)
	if err != nil {
		return err
	}
	if o.out == "" {
		o.out = lookFile(folder, snap)
	}
	if form := discover.FormOf(o.out); form != discover.Whole {
		var b bytes.Buffer
		err = form.Write(&b, snap.Contents())
		data = b.Bytes()
	}
	if err != nil {
		return err
	}
	if o.out == "-" {
		_, err = o.env.raw().Write(data)
	} else {
		err = files.Replace(o.out, data)
	}
	if err != nil {
		return err
	}
	o.env.tellGaps(snap, lang)
	if folder != "" {
		o.env.say(o.env.streams.Err, "%s; asbuilt drift compares the model with it",
			"%s. asbuilt drift가 모델을 이것과 대조합니다", o.out)
	}
	return nil
}

// ready holds that the snapshot can be written, before minutes of calls and not
// after. folder is where it is kept if nothing else is said.
func (o *discoverOptions) ready(args []string) (folder string, err error) {
	switch o.out {
	case "-":
		return "", nil
	case "":
		dir := "."
		if len(args) > 0 && args[0] != "-" {
			dir = filepath.Dir(args[0])
		}
		if folder, err = o.env.lookFolder(dir); err != nil {
			return "", err
		}
		return folder, files.Writable(filepath.Join(folder, "snapshot.json"))
	}
	return "", files.Writable(o.out)
}

// maxGaps is how many gaps are told one by one.
const maxGaps = 20

// tellGaps says on standard error what a snapshot holds and could not see.
func (e *environment) tellGaps(s *discover.Snapshot, lang finding.Lang) {
	w := e.streams.Err
	plain.Fprintln(w, finding.Say("%d resources; %d of %d cells ok", "리소스 %d개, 셀 %[3]d개 중 %[2]d개 정상",
		len(s.Resources), readable(s), len(s.Cells)).In(lang))
	told := 0
	for _, c := range s.Cells {
		if c.Status == discover.OK {
			continue
		}
		if told++; told <= maxGaps {
			plain.Fprintln(w, "  "+c.String())
		}
	}
	if told > maxGaps {
		plain.Fprintln(w, finding.Say("  and %d more; asbuilt doctor says what they cost",
			"  외 %d개. asbuilt doctor가 그 영향을 보여 줍니다", told-maxGaps).In(lang))
	}
}
