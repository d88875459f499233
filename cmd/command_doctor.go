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
		Use:  "doctor [FILE]",
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	o.live.bind(c.Flags())
	c.Flags().StringVar(&o.snapshot, "snapshot", "", "")
	return c
}

func (o *doctorOptions) run(ctx context.Context, args []string) error {
	_, m, lang, err := o.env.open(args)
	if err != nil {
		return err
	}
	var snap *discover.Snapshot
	if o.snapshot != "" {
		snap, err = siftSnapshot(o.env, o.snapshot, discover.Question{})
	} else {
		snap, _, err = o.env.take(ctx, m, o.live.Options)
	}
	if err != nil {
		return err
	}
	defer snap.Aside.Close()
	d := plan.Diagnose(m, snap)
	if err := d.Write(o.env.streams.Out, lang); err != nil {
		return err
	}
	if len(d.Blind) > 0 {
		return silently(Incomplete)
	}
	return nil
}
