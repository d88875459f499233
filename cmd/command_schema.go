package cmd

import (
	"github.com/spf13/cobra"

	"asbuilt/model"
)

func newSchema(env *environment) *cobra.Command {
	role := "main"
	c := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema with which editors complete and explain",
		Long: `schema prints the JSON Schema (2020-12) of model files. Editors with a YAML
language server use it when the file begins with

  # yaml-language-server: $schema=architecture.schema.json

as those that init writes do. What it says of keys and kinds is in English, or in
Korean with --lang ko.`,
		Example: `  asbuilt schema > architecture.schema.json
  asbuilt schema --lang ko > architecture.schema.json
  asbuilt schema --for overlay > overlay.schema.json`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			roles := map[string]model.FileRole{
				"main":    model.MainFile,
				"overlay": model.OverlayFile,
				"part":    model.PartFile,
			}
			r, ok := roles[role]
			if !ok {
				return usagef("unknown role %q: --for is main, overlay or part", role)
			}
			lang, err := env.language()
			if err != nil {
				return err
			}
			_, err = env.raw().Write(model.Schema(r, lang))
			return err
		},
	}
	c.Flags().StringVar(&role, "for", role, "files it is for: main, overlay or part (included ones)")
	return c
}
