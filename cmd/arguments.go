package cmd

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

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
	return usagef("%s takes no arguments, but got %q", c.CommandPath(), args[0])
}

// unknownCommand says that no command below c has that name, and which is near.
func unknownCommand(c *cobra.Command, word string) error {
	if !c.HasSubCommands() {
		return usagef("%s has no commands, but got %q", c.CommandPath(), word)
	}
	path := strings.TrimPrefix(strings.TrimPrefix(c.CommandPath(), c.Root().Name())+" ", " ")
	if near := model.Nearest(word, commandNames(c)); near != "" {
		return usagef("unknown command %q: did you mean %q?", path+word, path+near)
	}
	if !c.HasParent() {
		return usagef("unknown command %q", word)
	}
	return usagef("unknown command %q: %s has %s", path+word, c.CommandPath(), strings.Join(commandNames(c), ", "))
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
			return usagef("%s takes at most %d argument(s), but got %q too", c.CommandPath(), n, args[n])
		}
		return nil
	}
}

// fileArgs refuses a command line that names no file.
func fileArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("%s needs a file", strings.TrimPrefix(c.CommandPath(), "asbuilt "))
	}
	return nil
}

// meant asks for the nearest name, if one is near.
func meant(word string, names []string) string {
	if near := model.Nearest(word, names); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ""
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
		return errors.New("write seconds, or a time such as 90s or 10m")
	}
	*s = seconds(n)
	return nil
}
