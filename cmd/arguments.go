package cmd

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"asbuilt/finding"
	"asbuilt/model"
)

// noArgs refuses arguments. Where there are commands below, they are misspelt
// ones.
func noArgs(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case c.HasSubCommands():
		return unknownCommand(c, args[0])
	}
	return usagef("%s takes no arguments, but got %q",
		"%s에는 인수가 없는데 %q이(가) 있습니다", c.CommandPath(), args[0])
}

// unknownCommand says that no command below c has that name, and which is near.
func unknownCommand(c *cobra.Command, word string) error {
	if !c.HasSubCommands() {
		return usagef("%s has no commands, but got %q",
			"%s에는 하위 명령이 없는데 %q이(가) 있습니다", c.CommandPath(), word)
	}
	path := strings.TrimPrefix(strings.TrimPrefix(c.CommandPath(), c.Root().Name())+" ", " ")
	if near := model.Nearest(word, commandNames(c)); near != "" {
		return usagef("unknown command %q: did you mean %q?",
			"%q 명령은 없습니다. 혹시 %q입니까?", path+word, path+near)
	}
	if !c.HasParent() {
		return usagef("unknown command %q",
			"%q 명령은 없습니다", word)
	}
	return usagef("unknown command %q: %s has %s",
		"%q 명령은 없습니다. %s의 명령: %s", path+word, c.CommandPath(), strings.Join(commandNames(c), ", "))
}

// commandNames are the names of the commands below c.
func commandNames(c *cobra.Command) []string {
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	return names
}

// atMost refuses more than n arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return usagef("%s takes at most %d argument(s), but got %q too",
				"%s의 인수는 최대 %d개인데 %q이(가) 더 있습니다", c.CommandPath(), n, args[n])
		}
		return nil
	}
}

// fileArgs refuses a command line that names no file.
func fileArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("%s needs a file",
			"%s에는 파일이 필요합니다", strings.TrimPrefix(c.CommandPath(), "asbuilt "))
	}
	return nil
}

// meant asks for the nearest name, if one is near.
func meant(word string, names []string) finding.Text {
	if near := model.Nearest(word, names); near != "" {
		return finding.Say(": did you mean %q?", ". 혹시 %q입니까?", near)
	}
	return finding.Text{}
}

// flagError says what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	var none *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &none):
		if short := none.GetSpecifiedShortnames(); short != "" {
			return usagef("unknown flag: -%s", "-%s 플래그는 없습니다", none.GetSpecifiedName())
		}
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		near := finding.Text{}
		if name := model.Nearest(none.GetSpecifiedName(), names); name != "" {
			near = finding.Say("; did you mean --%s?", ". 혹시 --%s입니까?", name)
		}
		return usagef("unknown flag: --%s%s", "--%s 플래그는 없습니다%s", none.GetSpecifiedName(), near)
	case errors.As(err, &bare):
		return usagef("--%s needs a value after it", "--%s 뒤에 값이 필요합니다", bare.GetFlag().Name)
	case errors.As(err, &wrong):
		return usagef("--%s %q: %s", "--%s %q: %s", wrong.GetFlag().Name, wrong.GetValue(), howWritten(wrong))
	}
	return usage(err)
}

// howWritten says how the value of a flag is written.
func howWritten(wrong *pflag.InvalidValueError) finding.Text {
	switch wrong.GetFlag().Value.Type() {
	case "bool":
		return finding.Say("write true or false, or no value", "true나 false를 쓰거나 값을 빼십시오")
	case "int":
		return finding.Say("write a whole number, such as 100", "100 같은 정수를 쓰십시오")
	case "float64":
		return finding.Say("write a number, such as 1.5", "1.5 같은 수를 쓰십시오")
	case "duration":
		return finding.Say("write a time, such as 90s or 10m", "90s나 10m 같은 시간을 쓰십시오")
	}
	return finding.ErrorText(wrong.Unwrap())
}

// seconds is the value of a flag that takes a time as people write it: 600, 90s
// or 10m.
type seconds int

func (s *seconds) String() string { return strconv.Itoa(int(*s)) }

// Type is what help calls the value.
func (s *seconds) Type() string { return "time" }

// Set reads the value; it refuses what is no whole, positive number of seconds.
func (s *seconds) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		d, wrong := time.ParseDuration(text)
		n, err = int(d/time.Second), wrong
	}
	if err != nil || n < 0 || n == 0 && text != "0" {
		return finding.Errorf("write seconds, or a time such as 90s or 10m",
			"초를 쓰거나 90s, 10m 같은 시간을 쓰십시오")
	}
	*s = seconds(n)
	return nil
}
