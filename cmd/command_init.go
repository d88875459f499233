package cmd

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"asbuilt/files"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/starter"
)

// schemaFile is the schema beside a model, by the first line of those that init writes.
const schemaFile = "architecture.schema.json"

func newInit(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a commented starter model that draws",
		Long: `init writes a small model with comments, a decision record, a runbook and the
schema that editors complete and explain with, into DIR (the current folder
unless you name one), in the language of --lang. It never overwrites a file.`,
		Example: `  asbuilt init
  asbuilt init shop --lang ko`,
		Args: atMost(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return initialize(env, dir)
		},
	}
}

func initialize(env *environment, dir string) error {
	lang, err := env.language()
	if err != nil {
		return err
	}
	all, err := files.Tree(starter.Files(lang))
	if err != nil {
		return err
	}
	all = append(all, files.File{Name: schemaFile, Data: model.Schema(model.MainFile, lang)})
	if err := files.Create(dir, all); err != nil {
		return fmt.Errorf("start a model: %w", err)
	}
	for _, f := range all {
		plain.Fprintln(env.streams.Out, filepath.Join(dir, filepath.FromSlash(f.Name)))
	}
	plain.Fprintf(env.streams.Err, "next: edit %s, then run asbuilt check and asbuilt build there\n",
		filepath.Join(dir, defaultFile))
	return nil
}
