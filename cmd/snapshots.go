package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

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
				return usage(errors.New("snapshot merge needs --out FILE to write to"))
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
	if err := discover.Write(&b, merged); err != nil {
		return fmt.Errorf("merge snapshots: %w", err)
	}
	if out == "-" {
		_, err := env.streams.Out.Write(b.Bytes())
		return err
	}
	return files.Replace(out, b.Bytes())
}

func newSnapshotDiff(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:   "diff BEFORE AFTER",
		Short: "Say what changed from one snapshot to a later one",
		Long: `diff lists what was added (+), removed (-) and changed (~) from one snapshot to a
later one, fact by fact. What the later one could not see is marked ? and is
never called removed. It exits with 1 when anything changed.`,
		Example: `  asbuilt snapshot diff monday.json tuesday.json`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage(fmt.Errorf("snapshot diff needs two files, but got %d", len(args)))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			before, err := readSnapshot(env, args[0])
			if err != nil {
				return err
			}
			after, err := readSnapshot(env, args[1])
			if err != nil {
				return err
			}
			changes := discover.Diff(before, after)
			writeChanges(env.streams.Out, changes)
			if len(changes) > 0 {
				return silently(Found)
			}
			return nil
		},
	}
}

func writeChanges(w io.Writer, changes []discover.Change) {
	signs := map[discover.ChangeKind]string{discover.Added: "+", discover.Removed: "-", discover.Changed: "~", discover.Unseen: "?"}
	for _, c := range changes {
		fmt.Fprintf(w, "%s %s\n", signs[c.Kind], c.Resource.Ref())
		for _, f := range c.Facts {
			writeFact(w, f)
		}
		if c.Gap != nil {
			fmt.Fprintf(w, "    could not be seen: %s\n", c.Gap)
		}
	}
	if len(changes) == 0 {
		fmt.Fprintln(w, "nothing changed")
	}
}

// writeFact shows a fact before and after; of a list, only the items that went
// and came.
func writeFact(w io.Writer, f discover.FactChange) {
	before, after := listItems(f.Before), listItems(f.After)
	if before == nil && after == nil {
		fmt.Fprintf(w, "    %s: %s → %s\n", f.Name, orNothing(f.Before), orNothing(f.After))
		return
	}
	fmt.Fprintf(w, "    %s:\n", f.Name)
	for _, item := range before {
		if !slices.Contains(after, item) {
			fmt.Fprintf(w, "      - %s\n", item)
		}
	}
	for _, item := range after {
		if !slices.Contains(before, item) {
			fmt.Fprintf(w, "      + %s\n", item)
		}
	}
}

// listItems are the items of a JSON list, or nil for anything else.
func listItems(s string) []string {
	var items []json.RawMessage
	if json.Unmarshal([]byte(s), &items) != nil {
		return nil
	}
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = string(item)
	}
	return out
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
