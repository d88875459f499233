package cmd

import "github.com/spf13/cobra"

func newDecision(env *environment) *cobra.Command {
	c := &cobra.Command{
		Use:  "decision",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newDecisionNew(env), newDecisionList(env))
	return c
}
