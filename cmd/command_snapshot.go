package cmd

import (
	"bytes"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/files"
	"asbuilt/finding"
)

func newSnapshot(env *environment) *cobra.Command {
	c := &cobra.Command{
		Use:  "snapshot",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(
		&cobra.Command{
			Use:  "verify [FILE…]",
			RunE: func(_ *cobra.Command, args []string) error { return verify(env, args) },
		},
		&cobra.Command{
			Use:  "seal FILE…",
			Args: fileArgs,
			RunE: func(_ *cobra.Command, args []string) error { return seal(env, args) },
		},
		newMerge(env), newSnapshotDiff(env), newSnapshotList(env),
	)
	return c
}

func verify(env *environment, names []string) error {
	if len(names) == 0 {
		name, err := env.needed("", ".", "snapshot verify")
		if err != nil {
			return err
		}
		names = []string{name}
	}
	for _, name := range names {
		s, err := siftSnapshot(env, name, discover.Question{})
		if err != nil {
			return err
		}
		n := len(s.Resources) + s.Aside.Len()
		if err := s.Aside.Close(); err != nil {
			return finding.Errorf("read snapshot %q: %v", "스냅샷 %q을(를) 읽지 못했습니다: %v", name, err)
		}
		env.say(env.streams.Out, "%s: taken %s, %d resources, %d of %d cells ok, sha256 %s",
			"%s: %s에 뜸, 리소스 %d개, 셀 %[5]d개 중 %[4]d개 정상, sha256 %[6]s",
			name, s.Taken.Format(time.RFC3339), n, readable(s), len(s.Cells), s.SHA256)
	}
	return nil
}

func seal(env *environment, names []string) error {
	for _, name := range names {
		data, err := files.Read(name, mostSnapshot)
		if err != nil {
			return finding.Errorf("read snapshot: %v",
				"스냅샷을 읽지 못했습니다: %v", err)
		}
		var sealed bytes.Buffer
		if err := discover.FormOf(name).Seal(&sealed, bytes.NewReader(data)); err != nil {
			return finding.Errorf("seal snapshot %q: %v",
				"스냅샷 %q을(를) 봉인하지 못했습니다: %v", name, err)
		}
		if bytes.Equal(data, sealed.Bytes()) {
			env.say(env.streams.Out, "%s: sealed already",
				"%s: 이미 봉인됨", name)
			continue
		}
		if err := files.Replace(name, sealed.Bytes()); err != nil {
			return err
		}
		env.say(env.streams.Out, "%s: sealed",
			"%s: 봉인함", name)
	}
	return nil
}
