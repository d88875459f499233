package cmd

import (
	"bytes"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/files"
	"asbuilt/finding/plain"
)

func newSnapshot(env *environment) *cobra.Command {
	c := &cobra.Command{
		Use:   "snapshot",
		Short: "Work with snapshots: ls, verify, seal, merge, diff",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(
		&cobra.Command{
			Use:     "verify FILE…",
			Short:   "Check that snapshots can be read and carry the hash of their content",
			Example: "  asbuilt snapshot verify prod.json",
			Args:    fileArgs,
			RunE:    func(_ *cobra.Command, args []string) error { return verify(env, args) },
		},
		&cobra.Command{
			Use:   "seal FILE…",
			Short: "Renew the hash of snapshots that were changed on purpose",
			Long: `seal writes a snapshot anew in canonical form and in the newest format, with the
hash of what it now holds: as lines in a file whose name ends in .ndjson, packed
in .ndjson.gz. What a snapshot of an older format does not say stays unknown.
Everything else that is wrong with it stays an error, and then the file is left
as it is.`,
			Example: "  asbuilt snapshot seal edited.json",
			Args:    fileArgs,
			RunE:    func(_ *cobra.Command, args []string) error { return seal(env, args) },
		},
		newMerge(env), newSnapshotDiff(env), newSnapshotList(env),
	)
	return c
}

func verify(env *environment, names []string) error {
	for _, name := range names {
		s, err := readSnapshot(env, name)
		if err != nil {
			return err
		}
		plain.Fprintf(env.streams.Out, "%s: taken %s, %d resources, %d of %d cells ok, sha256 %s\n",
			name, s.Taken.Format(time.RFC3339), len(s.Resources), readable(s), len(s.Cells), s.SHA256)
	}
	return nil
}

func seal(env *environment, names []string) error {
	for _, name := range names {
		data, err := files.Read(name, mostSnapshot)
		if err != nil {
			return fmt.Errorf("read snapshot: %w", err)
		}
		var sealed bytes.Buffer
		if err := discover.FormOf(name).Seal(&sealed, bytes.NewReader(data)); err != nil {
			return fmt.Errorf("seal snapshot %q: %w", name, err)
		}
		if bytes.Equal(data, sealed.Bytes()) {
			plain.Fprintf(env.streams.Out, "%s: sealed already\n", name)
			continue
		}
		if err := files.Replace(name, sealed.Bytes()); err != nil {
			return err
		}
		plain.Fprintf(env.streams.Out, "%s: sealed\n", name)
	}
	return nil
}
