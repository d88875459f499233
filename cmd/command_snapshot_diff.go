package cmd

import (
	"encoding/json"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/finding/plain"
)

func newSnapshotDiff(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:  "diff [BEFORE AFTER]",
		Args: atMost(2),
		RunE: func(_ *cobra.Command, args []string) error {
			args, err := two(env, args)
			if err != nil {
				return err
			}
			before, err := readSnapshot(env, args[0])
			if err != nil {
				return err
			}
			after, err := readSnapshot(env, args[1])
			if err != nil {
				return err
			}
			lang, err := env.language()
			if err != nil {
				return err
			}
			changes, uncompared := discover.Diff(before, after)
			writeChanges(env.streams.Out, changes)
			writeUncompared(env.streams.Out, uncompared, lang)
			if len(changes) > 0 {
				return silently(Found)
			}
			return nil
		},
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

func writeChanges(w io.Writer, changes []discover.Change) {
	signs := map[discover.ChangeKind]string{
		discover.Added: "+", discover.Removed: "-", discover.Changed: "~", discover.Unseen: "?",
	}
	for _, c := range changes {
		plain.Fprintf(w, "%s %s\n", signs[c.Kind], c.Resource.Ref())
		for _, f := range c.Facts {
			writeFact(w, f)
		}
		if c.Gap != nil {
			plain.Fprintf(w, "    could not be seen: %s\n", c.Gap)
		}
	}
	if len(changes) == 0 {
		plain.Fprintln(w, "nothing changed")
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
