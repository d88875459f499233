package cmd

import (
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/discover/plan"
	"asbuilt/finding/plain"
)

func newPolicy(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:   "policy [FILE]",
		Short: "Print the least IAM policy that discover needs for the model",
		Long: `policy prints the IAM policy with which discover can look at what the model needs
and at nothing else: reading actions, and explicit denies of everything that
reads data, code or secrets. Where it would be longer than the 6,144 characters
that IAM allows, it is a list of several. Without a model it covers everything
that asbuilt can look at.`,
		Example: `  asbuilt policy > asbuilt-audit.json`,
		Args:    atMost(1),
		RunE: func(_ *cobra.Command, args []string) error {
			lang, err := env.language()
			if err != nil {
				return err
			}
			m, err := env.modelIfAny(args, lang)
			if err != nil {
				return err
			}
			docs := plan.Policies(m)
			var out any = docs
			if len(docs) == 1 {
				out = docs[0]
			}
			enc := json.NewEncoder(plain.JSON(env.raw()))
			enc.SetIndent("", "  ")
			enc.SetEscapeHTML(false)
			return enc.Encode(out)
		},
	}
}

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
