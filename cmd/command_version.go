package cmd

import (
	"runtime/debug"

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
			_, err := plain.Fprintf(env.streams.Out, "asbuilt %s (model language 1, snapshot format %d)\n", buildVersion(), discover.Version)
			return err
		},
	}
}

// buildVersion is the version that Go recorded in the program: a release, or a
// revision.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
