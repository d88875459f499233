package cmd

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
	"asbuilt/render"
)

// completeValues tells shells which values flags take, and which ids the model has
// for arguments. What says nothing of its own completes to files.
func completeValues(root *cobra.Command, env *environment) {
	for _, c := range root.Commands() {
		completeValues(c, env)
	}
	c := &completer{env: env, of: root}
	register := func(f *pflag.Flag) {
		if _, there := root.GetFlagCompletionFunc(f.Name); !there && c.values(f.Name) != nil {
			_ = root.RegisterFlagCompletionFunc(f.Name, func(_ *cobra.Command, args []string, typed string) (
				[]string, cobra.ShellCompDirective) {
				c.args = args
				return afterComma(c.values(f.Name)(), typed), cobra.ShellCompDirectiveNoFileComp
			})
		}
	}
	root.LocalFlags().VisitAll(register)
	switch {
	case root.ValidArgsFunction != nil:
	case strings.HasPrefix(root.Use, "reach "):
		root.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 1 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return append(c.elements(), "internet\tthe internet"), cobra.ShellCompDirectiveNoFileComp
		}
	case strings.Contains(root.Use, "[FILE"):
		root.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"yaml", "yml", "json"}, cobra.ShellCompDirectiveFilterFileExt
		}
	}
}

// completer knows the values of the flags of one command.
type completer struct {
	env  *environment
	of   *cobra.Command
	args []string
}

// values gives the values that a flag takes, or is nil where anything may stand.
func (c *completer) values(flag string) func() []string {
	words := func(all ...string) func() []string { return func() []string { return all } }
	switch flag {
	case "lang":
		return words("en\tEnglish", "ko\tKorean")
	case "theme":
		return words("auto", "light", "dark")
	case "fail-on":
		return words("error", "warning", "note")
	case "expect":
		return words("open", "blocked")
	case "for":
		return words("main", "overlay", "part")
	case "format":
		return c.formats
	case "status":
		return func() []string {
			var all []string
			for _, s := range decisions.Statuses() {
				all = append(all, string(s))
			}
			return all
		}
	case "env":
		return func() []string { return c.ofModel(environmentNames) }
	case "view":
		return func() []string {
			return c.ofModel(func(m *model.Model) []string {
				var all []string
				for _, v := range render.Views(m, nil) {
					all = append(all, v.ID)
				}
				return all
			})
		}
	case "element":
		return c.elements
	}
	return nil
}

// formats are the forms of what the command says, as its flag's help lists them.
func (c *completer) formats() []string {
	text, _ := flagText(c.of, "format")
	_, usage := valued(text.En)
	if _, list, ok := strings.Cut(usage, ": "); ok {
		usage = list
	}
	return strings.Fields(strings.NewReplacer(",", " ", " or ", " ").Replace(usage))
}

func environmentNames(m *model.Model) []string {
	var all []string
	for _, e := range m.Environments {
		all = append(all, e.ID)
	}
	return all
}

// elements are the ids of the model's elements, each with its name.
func (c *completer) elements() []string {
	return c.ofModel(func(m *model.Model) []string {
		var all []string
		for _, e := range m.Elements {
			all = append(all, e.ID+"\t"+oneLine(e.Title().In(finding.English)))
		}
		return all
	})
}

// ofModel is what the model says that the command line names so far; nothing where
// there is none. It writes nothing, for a shell reads what is written.
func (c *completer) ofModel(say func(*model.Model) []string) []string {
	args := c.args
	if c.of.Flags().Lookup("file") != nil {
		args = nil // which are no models then
	}
	for _, name := range []string{"file", "model"} {
		if f := c.of.Flags().Lookup(name); f != nil && f.Value.String() != "" {
			args = []string{f.Value.String()}
		}
	}
	if strings.HasPrefix(c.of.Use, "reach ") && c.of.Flags().Lookup("model").Value.String() == "" || len(args) > 1 {
		args = nil
	}
	quiet := &environment{streams: Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard}}
	src, err := quiet.source(args)
	if err != nil {
		return nil
	}
	m, _, err := quiet.load(src)
	if err != nil || m == nil {
		return nil
	}
	return say(m)
}

// afterComma completes the last of several values that commas part.
func afterComma(all []string, typed string) []string {
	i := strings.LastIndexByte(typed, ',')
	if i < 0 {
		return all
	}
	out := make([]string, len(all))
	for k, v := range all {
		out[k] = typed[:i+1] + v
	}
	return out
}
