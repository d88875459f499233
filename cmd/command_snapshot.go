package cmd

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"math"
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
		was, err := sealed(env, name)
		switch {
		case err != nil:
			return err
		case name == "-":
		case was:
			env.say(env.streams.Out, "%s: sealed already",
				"%s: 이미 봉인됨", name)
		default:
			env.say(env.streams.Out, "%s: sealed",
				"%s: 봉인함", name)
		}
	}
	return nil
}

// sealed puts the right seal on a file, and reports whether it was there already. For "-"
// it goes from standard input to standard output.
func sealed(env *environment, name string) (already bool, err error) {
	s, err := siftBy(env, name, func(open opener) (*discover.Snapshot, error) {
		return discover.Unsealed(open, newScratch)
	})
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, s.Aside.Close()) }()
	if name == "-" {
		return false, write(env, name, s.Contents())
	}
	out, err := files.NewScratch()
	if err != nil {
		return false, err
	}
	defer out.Close()
	if err := discover.FormOf(name).Write(out, s.Contents()); err != nil {
		return false, err
	}
	whole := func() io.Reader { return io.NewSectionReader(out, 0, math.MaxInt64) }
	if already, err = stands(name, whole()); already || err != nil {
		return already, err
	}
	return false, files.ReplaceBy(name, func(w io.Writer) error {
		_, err := io.Copy(w, whole())
		return err
	})
}

// stands reports whether a file holds just that.
func stands(name string, text io.Reader) (bool, error) {
	f, err := files.OpenFile(name, mostSifted)
	if err != nil {
		return false, err
	}
	defer f.Close()
	is, want := sha256.New(), sha256.New()
	if _, err := io.Copy(is, f); err != nil {
		return false, err
	}
	if _, err := io.Copy(want, text); err != nil {
		return false, err
	}
	return bytes.Equal(is.Sum(nil), want.Sum(nil)), nil
}
