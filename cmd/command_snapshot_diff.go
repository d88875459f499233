package cmd

import (
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/finding/plain"
)

type snapshotDiffOptions struct {
	env   *environment
	model string
	all   bool
}

func newSnapshotDiff(env *environment) *cobra.Command {
	o := &snapshotDiffOptions{env: env}
	c := &cobra.Command{
		Use:  "diff [BEFORE AFTER]",
		Args: atMost(2),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().StringVar(&o.model, "model", "", "")
	c.Flags().BoolVar(&o.all, "all", false, "")
	return c
}

func (o *snapshotDiffOptions) run(args []string) error {
	args, err := two(o.env, args)
	if err != nil {
		return err
	}
	before, err := readSnapshot(o.env, args[0])
	if err != nil {
		return err
	}
	after, err := readSnapshot(o.env, args[1])
	if err != nil {
		return err
	}
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	meant, err := o.env.outcome(o.model, before, after, args, lang)
	if err != nil {
		return err
	}
	changes, uncompared := discover.Diff(before, after)
	out := o.env.streams.Out
	of := map[string][]string{}
	if meant != nil {
		of = meant.of
		for _, said := range meant.tell(o.all) {
			plain.Fprintln(out, said.In(lang))
		}
		plain.Fprintln(out, "")
	}
	o.changes(out, changes, of, lang)
	writeUncompared(out, uncompared, lang)
	if len(changes) > 0 {
		return silently(Found)
	}
	return nil
}

// mostChanges is how many lines of changes are written where not all are asked for.
const mostChanges = 200

// changes writes what changed, with the elements that it is of, as much as has room.
func (o *snapshotDiffOptions) changes(w io.Writer, changes []discover.Change, of map[string][]string,
	lang finding.Lang) {
	lines := 0
	for i, c := range changes {
		if lines += 1 + len(c.Facts); lines > mostChanges && i > 0 && !o.all {
			plain.Fprintln(w, finding.Say("… and %d more resources: --all shows them", "… 외 리소스 %d개: --all로 볼 수 있습니다",
				len(changes)-i).In(lang))
			return
		}
		writeChange(w, c, of[c.Resource.Ref()])
	}
	if len(changes) == 0 {
		plain.Fprintln(w, "nothing changed")
	}
}

// two are the snapshots that args name, else the two newest of the current folder's.
func two(env *environment, args []string) ([]string, error) {
	switch len(args) {
	case 2:
		return args, nil
	case 1:
		return nil, usagef("snapshot diff needs two files, BEFORE and AFTER, but got one",
			"snapshot diff에는 BEFORE와 AFTER 두 파일이 필요한데 하나뿐입니다")
	}
	names, err := env.looks(".")
	if err == nil && len(names) < 2 {
		err = finding.Errorf(
			"snapshot diff compares two snapshots, and %s has %d; take another with asbuilt discover, "+
				"or name two files",
			"snapshot diff는 스냅샷 둘을 비교하는데 %s에는 %d개가 있습니다. asbuilt discover로 하나 더 뜨거나 파일 둘을 지정하십시오",
			env.looksOf("."), len(names))
	}
	if err != nil {
		return nil, err
	}
	names = names[len(names)-2:]
	env.say(env.streams.Err, "asbuilt: from %s to %s", "asbuilt: %s에서 %s까지", names[0], names[1])
	return names, nil
}

// writeChange writes what became of one resource, with the elements that it is of.
func writeChange(w io.Writer, c discover.Change, elements []string) {
	signs := map[discover.ChangeKind]string{
		discover.Added: "+", discover.Removed: "-", discover.Changed: "~", discover.Unseen: "?",
	}
	name := c.Resource.Ref()
	if len(elements) > 0 {
		name += " (" + strings.Join(elements, ", ") + ")"
	}
	plain.Fprintf(w, "%s %s\n", signs[c.Kind], name)
	for _, f := range c.Facts {
		writeFact(w, f)
	}
	if c.Gap != nil {
		plain.Fprintf(w, "    could not be seen: %s\n", c.Gap)
	}
}

// maxUncompared is how many types are told whose facts were not compared.
const maxUncompared = 10

// writeUncompared says what could not be compared, as either of the two
// snapshots lacks it.
func writeUncompared(w io.Writer, facts []discover.FactRef, lang finding.Lang) {
	if len(facts) == 0 {
		return
	}
	resources, count := map[*discover.Resource]bool{}, map[string]int{}
	for _, f := range facts {
		resources[f.Resource] = true
		count[f.Resource.Type+" "+f.Fact]++
	}
	plain.Fprintln(w, finding.Say(
		"not compared: %d facts of %d resources, which one of the two snapshots does not have",
		"비교하지 못함: 리소스 %[2]d개의 항목 %[1]d개가 두 스냅샷 중 하나에 없습니다",
		len(facts), len(resources)).In(lang))
	names := slices.Sorted(maps.Keys(count))
	for _, name := range names[:min(len(names), maxUncompared)] {
		plain.Fprintf(w, "    %s: %d\n", name, count[name])
	}
	if more := len(names) - maxUncompared; more > 0 {
		plain.Fprintln(w, finding.Say("    and %d more", "    외 %d개", more).In(lang))
	}
}

// writeFact shows a fact before and after; of a list, only the items that went
// and came.
func writeFact(w io.Writer, f discover.FactChange) {
	before, after := listItems(f.Before), listItems(f.After)
	if before == nil && after == nil {
		plain.Fprintf(w, "    %s: %s → %s\n", f.Name, orNothing(f.Before), orNothing(f.After))
		return
	}
	plain.Fprintf(w, "    %s:\n", f.Name)
	for _, item := range before {
		if !slices.Contains(after, item) {
			plain.Fprintf(w, "      - %s\n", item)
		}
	}
	for _, item := range after {
		if !slices.Contains(before, item) {
			plain.Fprintf(w, "      + %s\n", item)
		}
	}
}

// listItems are the items of a JSON list, or nil for anything else.
func listItems(s string) []string {
	var items []json.RawMessage
	if json.Unmarshal([]byte(s), &items) != nil {
		return nil
	}
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = string(item)
	}
	return out
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
