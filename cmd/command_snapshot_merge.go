package cmd

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/files"
)

func newMerge(env *environment) *cobra.Command {
	out, latest := "", false
	c := &cobra.Command{
		Use:   "merge FILE… --out S",
		Short: "Make one snapshot of shards",
		Long: `merge makes one snapshot of several that cover different accounts, regions or
operations: a CI matrix, or a job for each account. Its moment is that of the
oldest. Two shards that read the same thing at different moments are refused,
unless --latest lets the newer one speak.`,
		Example: `  asbuilt snapshot merge seoul.json tokyo.json --out all.json`,
		Args:    fileArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if out == "" {
				return usagef("snapshot merge needs --out FILE to write to")
			}
			return merge(env, args, out, latest)
		},
	}
	c.Flags().StringVar(&out, "out", "", "file to write to; - is standard output")
	c.Flags().BoolVar(&latest, "latest", false, "where two shards read the same thing, believe the newer one")
	return c
}

func merge(env *environment, names []string, out string, latest bool) error {
	var shards []*discover.Snapshot
	for _, name := range names {
		s, err := readSnapshot(env, name)
		if err != nil {
			return err
		}
		shards = append(shards, s)
	}
	merged, err := discover.Merge(shards, latest)
	if err != nil {
		return fmt.Errorf("merge snapshots: %w", err)
	}
	var b bytes.Buffer
	if err := discover.FormOf(out).Write(&b, merged); err != nil {
		return fmt.Errorf("merge snapshots: %w", err)
	}
	if out == "-" {
		_, err := env.raw().Write(b.Bytes())
		return err
	}
	return files.Replace(out, b.Bytes())
}
