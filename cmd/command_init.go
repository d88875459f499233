package cmd

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
	"asbuilt/model/starter"
)

// schemaFile is the schema beside a model, by the first line of those that init writes.
const schemaFile = "architecture.schema.json"

func newInit(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:  "init [DIR]",
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
		return finding.Errorf("start a model: %v",
			"첫 모델을 쓰지 못했습니다: %v", err)
	}
	for _, f := range all {
		plain.Fprintln(env.streams.Out, filepath.Join(dir, filepath.FromSlash(f.Name)))
	}
	env.say(env.streams.Err, "next: edit %s, then run asbuilt check and asbuilt build there",
		"다음: %s을(를) 고치고, 거기서 asbuilt check와 asbuilt build를 실행하십시오",
		filepath.Join(dir, defaultFile))
	return nil
}
