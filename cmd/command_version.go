package cmd

import (
	"github.com/spf13/cobra"

	"asbuilt/finding/plain"
)

func newVersion(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:  "version",
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return writeVersion(env) },
	}
}

func writeVersion(env *environment) error {
	_, err := plain.Fprintln(env.streams.Out, versionLine())
	return err
}
