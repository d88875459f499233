package cmd

import (
	"bytes"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/format"
)

func newFmt(env *environment) *cobra.Command {
	check := false
	c := &cobra.Command{
		Use: "fmt [FILE…]",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{defaultFile}
			}
			return formatFiles(env, args, check)
		},
	}
	c.Flags().BoolVar(&check, "check", false, "")
	return c
}

func formatFiles(env *environment, names []string, check bool) error {
	lang, err := env.language()
	if err != nil {
		return err
	}
	status := Clean
	for _, name := range names {
		before, after, err := formatted(env, name, lang)
		if err != nil {
			return err
		}
		switch {
		case after == nil:
			status = Found
		case name == "-" && !check:
			if _, err := env.raw().Write(after); err != nil {
				return err
			}
		case bytes.Equal(before, after):
		case check:
			plain.Fprintln(env.streams.Out, name)
			status = Found
		default:
			if err := files.Replace(name, after); err != nil {
				return err
			}
			plain.Fprintln(env.streams.Out, name)
		}
	}
	return silently(status)
}

// readModel reads a file of the repository that it lies in.
func (e *environment) readModel(name string) ([]byte, error) {
	src, err := e.folderSource(filepath.Dir(name), filepath.Base(name))
	if err != nil {
		return nil, err
	}
	return src.folder.ReadFile(src.name)
}

// formatted is a file before and after. After is nil when the file cannot be
// formatted, and the user knows why.
func formatted(env *environment, name string, lang finding.Lang) (before, after []byte, err error) {
	if name == "-" {
		before, err = io.ReadAll(io.LimitReader(env.streams.In, files.MostBytes))
		name = stdinName
	} else {
		before, err = env.readModel(name)
	}
	if err != nil {
		return nil, nil, finding.Errorf("read model: %v",
			"모델을 읽지 못했습니다: %v", err)
	}
	after, findings, err := format.Source(name, before)
	if err != nil || len(findings) == 0 {
		return before, after, err
	}
	return before, nil, env.tell(findings, model.Rules(), lang)
}
