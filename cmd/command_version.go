package cmd

import (
	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/finding/plain"
)

func newVersion(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which asbuilt this is",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := plain.Fprintf(env.streams.Out, "asbuilt %s (model language 1, snapshot format %d)\n",
				buildVersion(), discover.Version)
			return err
		},
	}
}
