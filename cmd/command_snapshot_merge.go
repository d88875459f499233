package cmd

import (
	"errors"
	"io"
	"math"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/files"
	"asbuilt/finding"
)

func newMerge(env *environment) *cobra.Command {
	out, latest := "", false
	c := &cobra.Command{
		Use:  "merge FILE… --out S",
		Args: fileArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if out == "" {
				return usagef("snapshot merge needs --out FILE to write to",
					"snapshot merge에는 결과를 쓸 --out FILE이 필요합니다")
			}
			return merge(env, args, out, latest)
		},
	}
	c.Flags().StringVar(&out, "out", "", "")
	c.Flags().BoolVar(&latest, "latest", false, "")
	return c
}

func merge(env *environment, names []string, out string, latest bool) (err error) {
	var shards []*discover.Snapshot
	defer func() {
		for _, s := range shards {
			err = errors.Join(err, s.Aside.Close())
		}
	}()
	for _, name := range names {
		s, err := siftSnapshot(env, name, discover.Question{})
		if err != nil {
			return err
		}
		shards = append(shards, s)
	}
	merged, err := discover.Merge(shards, latest)
	if err != nil {
		return finding.Errorf("merge snapshots: %v",
			"스냅샷을 합치지 못했습니다: %v", err)
	}
	return write(env, out, merged)
}

// write writes what a snapshot has into the file of that name, or all of it to standard
// output for "-".
func write(env *environment, name string, c discover.Contents) error {
	form := discover.FormOf(name)
	if name != "-" {
		return files.ReplaceBy(name, func(w io.Writer) error { return form.Write(w, c) })
	}
	all, err := files.NewScratch()
	if err != nil {
		return err
	}
	defer all.Close()
	if err := form.Write(all, c); err != nil {
		return err
	}
	_, err = io.Copy(env.raw(), io.NewSectionReader(all, 0, math.MaxInt64))
	return err
}
