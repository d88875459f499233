package cmd

import (
	"github.com/spf13/cobra"

	"asbuilt/model"
)

func newSchema(env *environment) *cobra.Command {
	role := "main"
	c := &cobra.Command{
		Use:  "schema",
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			roles := map[string]model.FileRole{
				"main":    model.MainFile,
				"overlay": model.OverlayFile,
				"part":    model.PartFile,
			}
			r, ok := roles[role]
			if !ok {
				return usagef("unknown role %q: --for is main, overlay or part",
					"%q은(는) 없습니다. --for는 main, overlay, part 중 하나입니다", role)
			}
			lang, err := env.language()
			if err != nil {
				return err
			}
			_, err = env.raw().Write(model.Schema(r, lang))
			return err
		},
	}
	c.Flags().StringVar(&role, "for", role, "")
	return c
}
