// Package cmd is asbuilt's command line: cobra commands, flags, files and exit
// statuses. It is the only place that joins the stages, and the only one in
// which time, the environment and the file system enter. Files command_*.go are
// the commands; every other file is what several of them share.
//
// Manners: results go to standard output, everything else to standard error.
// Errors begin with "asbuilt:", in lower case, and say the act and the object.
// Colour and progress are for terminals only, and NO_COLOR is obeyed.
package cmd

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/finding"
	"asbuilt/finding/plain"
)

// Main runs one command line, without the program's name, and is its status.
func Main(ctx context.Context, args []string, streams Streams) Status {
	if inPipeline() {
		streams.Out, streams.Err = plain.NewGuard(streams.Out), plain.NewGuard(streams.Err)
	}
	lang := spoken(args)
	root, env := newRoot(streams, lang, asked(args))
	root.SetArgs(args)
	if len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		completeValues(root, env)
		speak(root, lang)
	}
	reached, err := root.ExecuteContextC(ctx)
	if errors.Is(err, errServed) {
		return Clean
	}
	if ctx.Err() != nil {
		return interrupted(ctx, err, streams.Err, lang)
	}
	var said *statusError
	if err != nil && !(errors.As(err, &said) && said.err == nil) {
		plain.Fprintf(streams.Err, "asbuilt: %s\n", finding.ErrorText(err).In(lang))
		if statusOf(err) == Usage {
			plain.Fprintf(streams.Err, "asbuilt: %s\n", finding.Say("see asbuilt help%s", "asbuilt help%s을(를) 참고하십시오",
				below(reached)).In(lang))
		}
	}
	return statusOf(err)
}

// inPipeline reports whether the output may be read by a pipeline that takes some
// lines for commands.
func inPipeline() bool {
	for _, name := range []string{
		"CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI",
		"JENKINS_URL", "TEAMCITY_VERSION", "BUILDKITE", "CODEBUILD_BUILD_ID",
	} {
		if v := os.Getenv(name); v != "" && v != "false" && v != "0" {
			return true
		}
	}
	return false
}

// interrupted is the status of a run that a signal ended. A command that did not
// come to its end has written nothing, because writing is the last that any
// does.
func interrupted(ctx context.Context, err error, w io.Writer, lang finding.Lang) Status {
	status, what := Interrupted, finding.Both("interrupted", "중단되었습니다")
	if errors.Is(context.Cause(ctx), ErrTerminated) {
		status, what = Terminated, finding.Both("terminated", "종료되었습니다")
	}
	if err != nil {
		what = finding.Say("%s; nothing was written", "%s. 아무것도 쓰지 않았습니다", what)
	}
	plain.Fprintf(w, "asbuilt: %s\n", what.In(lang))
	return status
}

// verb is one command of asbuilt, by the word that asks for it.
type verb struct {
	word string
	make func(*environment) *cobra.Command
}

// verbs are all commands, in the order in which help lists them.
func verbs() []verb {
	return []verb{
		{"init", newInit}, {"check", newCheck}, {"fmt", newFmt}, {"schema", newSchema}, {"analyze", newAnalyze},
		{"diff", newDiff}, {"render", newRender}, {"build", newBuild}, {"serve", newServe}, {"decision", newDecision},
		{"discover", newDiscover}, {"policy", newPolicy}, {"doctor", newDoctor}, {"snapshot", newSnapshot},
		{"drift", newDrift}, {"accept", newAccept}, {"history", newHistory}, {"reach", newReach},
		{"explain", newExplain}, {"version", newVersion},
	}
}

// asked is the one command that a command line begins with; all of them where that
// is not said by its first word. No run pays for the flags of commands that it is not.
func asked(args []string) []verb {
	all := verbs()
	if len(args) > 0 {
		for i, v := range all {
			if v.word == args[0] {
				return all[i : i+1]
			}
		}
	}
	return all
}

// newRoot is the command line with these commands. What they say of themselves is
// said when somebody asks (speak), and so is what completes their values.
func newRoot(streams Streams, lang finding.Lang, with []verb) (*cobra.Command, *environment) {
	env := &environment{streams: streams}
	root := &cobra.Command{
		Use:           "asbuilt",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if version, err := c.Flags().GetBool("version"); err != nil || !version {
				return errors.Join(err, c.Help())
			}
			return writeVersion(env)
		},
	}
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	root.Flags().Bool("version", false, "")
	help := func(w io.Writer, c *cobra.Command) error {
		speak(c.Root(), lang)
		return writeHelp(w, c, lang)
	}
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { _ = help(c.OutOrStdout(), c) })
	root.SetUsageFunc(func(c *cobra.Command) error { return help(c.ErrOrStderr(), c) })
	root.SetHelpCommand(newHelp())
	root.CompletionOptions.HiddenDefaultCmd = false
	root.SetFlagErrorFunc(flagError)
	env.flags(root.PersistentFlags())
	for _, v := range with {
		root.AddCommand(v.make(env))
	}
	if root.CompletionOptions.DisableDefaultCmd = len(with) == 1; len(with) > 1 {
		strictCompletion(root)
	}
	root.InitDefaultHelpCmd()
	return root, env
}

// strictCompletion makes cobra's own command refuse what it does not know, as
// every other does.
func strictCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		c.Args = noArgs
		c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		for _, shell := range c.Commands() {
			shell.Args = noArgs
		}
	}
}
