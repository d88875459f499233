package cmd

import (
	"bytes"

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
		return finding.Errorf("merge snapshots: %v",
			"스냅샷을 합치지 못했습니다: %v", err)
	}
	var b bytes.Buffer
	if err := discover.FormOf(out).Write(&b, merged); err != nil {
		return finding.Errorf("merge snapshots: %v",
			"스냅샷을 합치지 못했습니다: %v", err)
	}
	if out == "-" {
		_, err := env.raw().Write(b.Bytes())
		return err
	}
	return files.Replace(out, b.Bytes())
}
