package cmd

import (
	"bytes"
	"context"

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
		Use:   "discover [FILE] --out S",
		Short: "Take a snapshot of what runs on AWS",
		Long: `discover looks at the accounts and regions of the model and writes what it found
as a snapshot. It only reads, it takes what the model needs, and no secret gets
into a snapshot. What could not be read is told and stands in the snapshot as a
gap; the exit status is 3 only when nothing could be read.

The program asbuilt-aws, beside asbuilt or on the PATH, does the talking.`,
		Example: `  asbuilt discover --profile audit --out prod.json
  asbuilt discover --role asbuilt-audit --out prod.json
  asbuilt discover --from-dumps dumps --out prod.json`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	o.live.bind(c.Flags())
	c.Flags().StringVar(&o.out, "out", "", "file to write the snapshot to; - is standard output")
	c.Flags().BoolVar(&o.live.Everything, "everything", false,
		"read all facts of everything, needed by the model or not")
	c.Flags().StringVar(&o.live.Dumps, "from-dumps", "",
		"folder with replies of the AWS CLI to read instead of AWS: REGION/SERVICE/OPERATION.json")
	return c
}

func (o *discoverOptions) run(ctx context.Context, args []string) error {
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	if o.out == "" {
		return usagef("discover needs --out FILE to write to")
	}
	if o.out != "-" {
		if err := files.Writable(o.out); err != nil { // before minutes of calls, not after
			return err
		}
	}
	m, err := o.env.modelIfAny(args, lang)
	if err != nil {
		return err
	}
	snap, data, err := o.env.take(ctx, m, o.live.Options)
	if err != nil {
		return err
	}
	if form := discover.FormOf(o.out); form != discover.Whole {
		var b bytes.Buffer
		err = form.Write(&b, snap)
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
	return nil
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
