package cmd

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"asbuilt/discover/plan"
	"asbuilt/finding/plain"
)

func newPolicy(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:   "policy [FILE]",
		Short: "Print the least IAM policy that discover needs for the model",
		Long: `policy prints the IAM policy with which discover can look at what the model needs
and at nothing else: reading actions, and explicit denies of everything that
reads data, code or secrets. Where it would be longer than the 6,144 characters
that IAM allows, it is a list of several. Without a model it covers everything
that asbuilt can look at.`,
		Example: `  asbuilt policy > asbuilt-audit.json`,
		Args:    atMost(1),
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
