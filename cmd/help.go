package cmd

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"asbuilt/finding"
)

// What commands and flags say of themselves stands in texts.txt, not beside them.
//
//go:embed texts.txt
var textsFile string

var texts = finding.Embedded("cmd/texts.txt", textsFile)

// spoken is the language of what is said before flags are parsed, or about them:
// that of --lang, else of the locale, else English.
func spoken(args []string) finding.Lang {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		word, ok := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			word, ok = args[i+1], true
		}
		if ok && (word == string(finding.Korean) || word == string(finding.English)) {
			return finding.Lang(word)
		}
	}
	return localeLang()
}

// localeLang is the language of the locale, else English.
func localeLang() finding.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "ko") {
				return finding.Korean
			}
			break
		}
	}
	return finding.English
}

// speak gives every command from c down, and every flag, what it says of itself.
func speak(c *cobra.Command, lang finding.Lang) {
	c.Short, c.Long = "", ""
	if short, ok := texts().LookupPart(blockOf(c), "short"); ok {
		c.Short = short.In(lang)
	}
	c.Long = paragraphs(partsOf(c, "long"), lang)
	var examples []string
	for _, e := range partsOf(c, "example") {
		examples = append(examples, "  "+strings.ReplaceAll(e.In(lang), ` \ `, " \\\n    "))
	}
	c.Example = strings.Join(examples, "\n")
	c.InitDefaultHelpFlag()
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if text, ok := flagText(c, f.Name); ok {
			_, f.Usage = valued(text.In(lang))
		}
	})
	for _, sub := range c.Commands() {
		speak(sub, lang)
	}
}

// blockOf is the key of a command's block in texts.txt.
func blockOf(c *cobra.Command) string {
	return strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
}

// partsOf are the texts NAME1, NAME2 and so on of a command.
func partsOf(c *cobra.Command, name string) (all []finding.Text) {
	for i := 1; ; i++ {
		text, ok := texts().LookupPart(blockOf(c), fmt.Sprintf("%s%d", name, i))
		if !ok {
			return all
		}
		all = append(all, text)
	}
}

// flagText is what a flag of a command says, with what its value is called before it.
func flagText(c *cobra.Command, flag string) (finding.Text, bool) {
	for _, block := range []string{blockOf(c), "shared", c.Root().Name()} {
		if text, ok := texts().LookupPart(block, "--"+flag); ok {
			return text, true
		}
	}
	return finding.Text{}, false
}

// valued parts "VALUE | what the flag does"; value is empty where there is none.
func valued(text string) (value, usage string) {
	if value, usage, ok := strings.Cut(text, " | "); ok {
		return value, usage
	}
	return "", text
}

// paragraphs are texts for a terminal: items of a list below one another, what begins
// with # as it is, the rest wrapped.
func paragraphs(all []finding.Text, lang finding.Lang) string {
	var b strings.Builder
	list := false
	for i, text := range all {
		said := text.In(lang)
		item := strings.HasPrefix(said, "- ")
		switch {
		case i == 0:
		case list && item:
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		switch {
		case item:
			b.WriteString("- " + strings.ReplaceAll(wrappedTo(said[2:], columns-4), "\n", "\n  "))
		case strings.HasPrefix(said, "#"):
			b.WriteString("  " + said)
		default:
			b.WriteString(wrapped(said))
		}
		list = item
	}
	return b.String()
}

// writeHelp says what a command is for and how it is used.
func writeHelp(w io.Writer, c *cobra.Command, lang finding.Lang) error {
	about := c.Long
	if about == "" {
		about = c.Short
	}
	if about != "" {
		about += "\n\n"
	}
	_, err := io.WriteString(w, about+usageOf(c, lang))
	return err
}

// usageOf says how a command is used.
func usageOf(c *cobra.Command, lang finding.Lang) string {
	var b strings.Builder
	head := func(en, ko string) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(finding.Both(en, ko).In(lang) + "\n")
	}
	head("Usage:", "사용법:")
	if c.HasAvailableSubCommands() {
		b.WriteString("  " + c.CommandPath() + finding.Both(" COMMAND\n", " 명령\n").In(lang))
	} else {
		line := c.Use
		if c.HasParent() {
			line = c.Parent().CommandPath() + " " + c.Use
		}
		b.WriteString("  " + line + finding.Both(" [flags]\n", " [플래그]\n").In(lang))
	}
	if c.Example != "" {
		head("Examples:", "예:")
		b.WriteString(c.Example + "\n")
	}
	if c.HasAvailableSubCommands() {
		head("Commands:", "명령:")
		var rows [][2]string
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				rows = append(rows, [2]string{"  " + sub.Name(), sub.Short})
			}
		}
		b.WriteString(glossary(rows))
	}
	if flags := flagRows(c, c.LocalFlags(), lang); len(flags) > 0 {
		head("Flags:", "플래그:")
		b.WriteString(glossary(flags))
	}
	if flags := flagRows(c, c.InheritedFlags(), lang); len(flags) > 0 {
		head("Flags of every command:", "모든 명령의 플래그:")
		b.WriteString(glossary(flags))
	}
	if c.HasAvailableSubCommands() {
		head("\""+c.Root().Name()+" help"+below(c)+" COMMAND\" explains one.",
			"명령 하나의 설명: "+c.Root().Name()+" help"+below(c)+" 명령")
	}
	return b.String()
}

// below is what stands before the name of a command below c, after asbuilt help.
func below(c *cobra.Command) string {
	if !c.HasParent() || c.Name() == "help" {
		return ""
	}
	return " " + blockOf(c)
}

// flagRows are flags with what they say.
func flagRows(c *cobra.Command, flags *pflag.FlagSet, lang finding.Lang) (rows [][2]string) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		text, _ := flagText(c, f.Name)
		if value, _ := valued(text.In(lang)); value != "" {
			name += " " + value
		}
		usage := f.Usage
		if d := defaultOf(f); d != "" {
			usage += finding.Say(" (default: %s)", " (기본값: %s)", d).In(lang)
		}
		rows = append(rows, [2]string{name, usage})
	})
	return rows
}

// defaultOf is the value that a flag has unless it is given; empty for nothing.
func defaultOf(f *pflag.Flag) string {
	if slices.Contains([]string{"false", "0", "0s", "[]"}, f.DefValue) {
		return ""
	}
	d := strings.TrimSuffix(strings.TrimPrefix(f.DefValue, "["), "]")
	if f.Value.Type() == "duration" {
		d = strings.TrimSuffix(d, "0s")
	}
	return d
}

// glossary are words with what they mean, in two columns that fit a terminal.
func glossary(rows [][2]string) string {
	left := 0
	for _, row := range rows {
		left = max(left, runewidth.StringWidth(row[0]))
	}
	var b strings.Builder
	for _, row := range rows {
		pad := strings.Repeat(" ", left+2-runewidth.StringWidth(row[0]))
		text := strings.ReplaceAll(wrappedTo(row[1], columns-left-2), "\n", "\n"+strings.Repeat(" ", left+2))
		b.WriteString(row[0] + pad + text + "\n")
	}
	return b.String()
}
