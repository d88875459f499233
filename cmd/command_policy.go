package cmd

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"asbuilt/discover/plan"
	"asbuilt/finding/plain"
)

func newPolicy(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:  "policy [FILE]",
		Args: atMost(1),
		RunE: func(_ *cobra.Command, args []string) error {
			lang, err := env.language()
			if err != nil {
				return err
			}
			m, err := env.modelIfAny(args, lang)
			if err != nil {
				return err
			}
			docs := plan.Policies(m)
			var out any = docs
			if len(docs) == 1 {
				out = docs[0]
			}
			enc := json.NewEncoder(plain.JSON(env.raw()))
			enc.SetIndent("", "  ")
			enc.SetEscapeHTML(false)
			return enc.Encode(out)
		},
	}
}
