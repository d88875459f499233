package cmd

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/drift"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/model/kind"
	"asbuilt/render/pins"
	"asbuilt/render/views"
)

// allRules are the rules of every command.
func allRules() finding.Rules {
	return slices.Concat(model.Rules(), decisions.Rules(), views.Rules(), pins.Rules(), drift.Rules(),
		finding.WaiverRules())
}

func newExplain(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:   "explain CODE | explain kind [KIND]",
		Short: "Explain the code of a finding, or a kind of element",
		Example: `  asbuilt explain unknown-element
  asbuilt explain kind
  asbuilt explain kind ecs-service --lang ko`,
		Args: atMost(2),
		RunE: func(_ *cobra.Command, args []string) error {
			lang, err := env.language()
			if err != nil {
				return err
			}
			return explain(env.streams.Out, args, lang)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 && args[0] == "kind" {
				return kindIDs(), cobra.ShellCompDirectiveNoFileComp
			}
			return append(codes(), "kind"), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

func explain(w io.Writer, args []string, lang finding.Lang) error {
	switch {
	case len(args) == 0:
		for _, r := range allRules() {
			fmt.Fprintf(w, "%-28s %-8s %s\n", r.Code, r.Severity, r.Title.In(lang))
		}
		return nil
	case args[0] == "kind" && len(args) == 1:
		for _, k := range kind.All() {
			fmt.Fprintf(w, "%-24s %s\n", k.ID, k.Label.In(lang))
		}
		return nil
	case args[0] == "kind":
		return explainKind(w, args[1], lang)
	case len(args) > 1:
		return usagef("explain takes one code, but got %q too", args[1])
	}
	rule, ok := allRules().Lookup(args[0])
	if !ok {
		return usagef("unknown code %q%s", args[0], meant(args[0], codes()))
	}
	fmt.Fprintf(w, "%s (%s): %s\n\n%s\n\n%s\n", rule.Code, rule.Severity, rule.Title.In(lang),
		wrapped(rule.Cause.In(lang)), wrapped(rule.Cure.In(lang)))
	return nil
}

func explainKind(w io.Writer, id string, lang finding.Lang) error {
	k := kind.Lookup(id)
	if k == nil {
		return usagef("unknown kind %q%s", id, meant(id, kindIDs()))
	}
	fmt.Fprintf(w, "%s: %s\n\n%s\n", k.ID, k.Label.In(lang), wrapped(k.Doc.In(lang)))
	for _, row := range []struct {
		label finding.Text
		items []string
	}{
		{finding.Text{En: "AWS", Ko: "AWS"}, k.AWS},
		{finding.Text{En: "traits", Ko: "특성"}, k.TraitWords()},
		{finding.Text{En: "facts", Ko: "사실"}, k.Facts},
		{finding.Text{En: "compared with AWS", Ko: "AWS와 대조"}, k.Checked},
	} {
		if len(row.items) > 0 {
			fmt.Fprintf(w, "\n%s\n", indent(wrapped(row.label.In(lang)+": "+strings.Join(row.items, ", "))))
		}
	}
	return nil
}

func codes() []string {
	var out []string
	for _, r := range allRules() {
		out = append(out, r.Code)
	}
	return out
}

func kindIDs() []string {
	var out []string
	for _, k := range kind.All() {
		out = append(out, k.ID)
	}
	return out
}
