package cmd

import (
	"context"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/discover/plan"
)

type doctorOptions struct {
	env      *environment
	live     liveFlags
	snapshot string
}

func newDoctor(env *environment) *cobra.Command {
	o := &doctorOptions{env: env}
	c := &cobra.Command{
		Use:   "doctor [FILE]",
		Short: "Say which parts of the model cannot be verified with these credentials",
		Long: `doctor looks at AWS as discover does, or at a snapshot that was taken, and says
what could not be read, which parts of the model cannot be verified because of
that, and which IAM actions would change it. It exits with 4 when there is any.`,
		Example: `  asbuilt doctor --profile audit
  asbuilt doctor --snapshot prod.json`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	o.live.bind(c.Flags())
	c.Flags().StringVar(&o.snapshot, "snapshot", "", "snapshot to look at instead of AWS")
	return c
}

func (o *doctorOptions) run(ctx context.Context, args []string) error {
	_, m, lang, err := o.env.open(args)
	if err != nil {
		return err
	}
	var snap *discover.Snapshot
	if o.snapshot != "" {
		snap, err = readSnapshot(o.env, o.snapshot)
	} else {
		snap, _, err = o.env.take(ctx, m, o.live.Options)
	}
	if err != nil {
		return err
	}
	d := plan.Diagnose(m, snap)
	if err := d.Write(o.env.streams.Out, lang); err != nil {
		return err
	}
	if len(d.Blind) > 0 {
		return silently(Incomplete)
	}
	return nil
}
