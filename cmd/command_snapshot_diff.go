package cmd

import (
	"cmp"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/finding/plain"
)

type snapshotDiffOptions struct {
	env    *environment
	model  string
	all    bool
	format string
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
	c.Flags().StringVar(&o.format, "format", "text", "")
	return c
}

func (o *snapshotDiffOptions) run(args []string) error {
	if o.format != "text" && o.format != "json" {
		return usagef("unknown format %q: --format is text or json",
			"%q 형식은 없습니다. --format은 text 또는 json입니다", o.format)
	}
	args, err := two(o.env, args)
	if err != nil {
		return err
	}
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	sides, err := o.env.sides(o.model, args, lang)
	if err != nil {
		return err
	}
	defer sides.close()
	meant, err := sides.outcome()
	if err != nil {
		return err
	}
	d := &snapshotChanges{before: sides.before, after: sides.after, lacking: map[factOf]int{}}
	if meant != nil {
		d.of = meant.of
	}
	if o.format == "json" {
		err = o.object(d, meant, lang)
	} else {
		o.text(d, meant, lang)
	}
	for i, side := range []*discover.Snapshot{sides.before, sides.after} {
		if err == nil {
			err = readAll(side, args[i])
		}
	}
	if err == nil && d.n > 0 {
		err = silently(Found)
	}
	return err
}

// snapshotChanges goes through what changed between two snapshots, once.
type snapshotChanges struct {
	before, after *discover.Snapshot
	// of are the elements that resources realise.
	of map[string][]string
	// n is how many changes there were, lacking counts facts that were not compared, and
	// partly how many resources have such.
	n       int
	lacking map[factOf]int
	partly  int
	last    *discover.Resource
}

// factOf is a fact of a type.
type factOf struct{ Type, Fact string }

func (d *snapshotChanges) each() iter.Seq[discover.Change] {
	return func(yield func(discover.Change) bool) {
		for c := range discover.Changes(d.before, d.after, d.lack) {
			if d.n++; !yield(c) {
				return
			}
		}
	}
}

func (d *snapshotChanges) lack(f discover.FactRef) {
	if d.last != f.Resource {
		d.partly++
	}
	d.last = f.Resource
	d.lacking[factOf{f.Resource.Type, f.Fact}]++
}

// notCompared are the facts of types that were not compared, by name.
func (d *snapshotChanges) notCompared() []factOf {
	return slices.SortedFunc(maps.Keys(d.lacking), func(a, b factOf) int {
		return cmp.Compare(a.Type+" "+a.Fact, b.Type+" "+b.Fact)
	})
}

// mostChanges is how many lines of changes are written where not all are asked for.
const mostChanges = 200

// text writes what it means for the model, and what changed, as much as has room.
func (o *snapshotDiffOptions) text(d *snapshotChanges, meant *outcome, lang finding.Lang) {
	w := o.env.streams.Out
	if meant != nil {
		for _, said := range meant.tell(o.all) {
			plain.Fprintln(w, said.In(lang))
		}
		plain.Fprintln(w, "")
	}
	lines, left := 0, 0
	for c := range d.each() {
		if lines += 1 + len(c.Facts); lines > mostChanges && d.n > 1 && !o.all {
			left++
			continue
		}
		writeChange(w, c, d.of[c.Resource.Ref()], lang)
	}
	if left > 0 {
		plain.Fprintln(w, finding.Say("… and %d more resources: --all shows them", "… 외 리소스 %d개: --all로 볼 수 있습니다",
			left).In(lang))
	}
	if d.n == 0 {
		plain.Fprintln(w, finding.Both("nothing changed", "바뀐 것이 없습니다").In(lang))
	}
	d.uncompared(w, lang)
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
func writeChange(w io.Writer, c discover.Change, elements []string, lang finding.Lang) {
	signs := map[discover.ChangeKind]string{
		discover.Added: "+", discover.Removed: "-", discover.Changed: "~", discover.Unseen: "?",
	}
	name := c.Resource.Ref()
	if len(elements) > 0 {
		name += " (" + strings.Join(elements, ", ") + ")"
	}
	plain.Fprintf(w, "%s %s\n", signs[c.Kind], name)
	for _, f := range c.Facts {
		writeFact(w, f, lang)
	}
	if c.Gap != nil {
		plain.Fprintln(w, finding.Say("    could not be seen: %s", "    확인하지 못함: %s", c.Gap).In(lang))
	}
}

// maxUncompared is how many types are told whose facts were not compared.
const maxUncompared = 10

// uncompared says what could not be compared, as either of the two snapshots lacks it.
func (d *snapshotChanges) uncompared(w io.Writer, lang finding.Lang) {
	facts, n := d.notCompared(), 0
	for _, count := range d.lacking {
		n += count
	}
	if n == 0 {
		return
	}
	plain.Fprintln(w, finding.Say(
		"not compared: %d facts of %d resources, which one of the two snapshots does not have",
		"비교하지 못함: 리소스 %[2]d개의 항목 %[1]d개가 두 스냅샷 중 하나에 없습니다",
		n, d.partly).In(lang))
	for _, f := range facts[:min(len(facts), maxUncompared)] {
		plain.Fprintf(w, "    %s %s: %d\n", f.Type, f.Fact, d.lacking[f])
	}
	if more := len(facts) - maxUncompared; more > 0 {
		plain.Fprintln(w, finding.Say("    and %d more", "    외 %d개", more).In(lang))
	}
}

// writeFact shows a fact before and after; of a list, only the items that went
// and came.
func writeFact(w io.Writer, f discover.FactChange, lang finding.Lang) {
	before, after := listItems(f.Before), listItems(f.After)
	if before == nil && after == nil {
		plain.Fprintf(w, "    %s: %s → %s\n", f.Name, orNothing(f.Before, lang), orNothing(f.After, lang))
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

func orNothing(s string, lang finding.Lang) string {
	if s == "" {
		return finding.Both("nothing", "없음").In(lang)
	}
	return s
}

// changed is a change as JSON has it.
type changed struct {
	Kind     discover.ChangeKind `json:"change"`
	Type     string              `json:"type"`
	Name     string              `json:"name,omitempty"`
	ID       string              `json:"id"`
	ARN      string              `json:"arn,omitempty"`
	Account  string              `json:"account"`
	Region   string              `json:"region"`
	Elements []string            `json:"elements"`
	Facts    []changedFact       `json:"facts"`
	// Gap says why an unseen one could not be seen.
	Gap string `json:"gap,omitempty"`
}

// changedFact is a fact before and after, null where there was or is nothing.
type changedFact struct {
	Name   string          `json:"name"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// uncomparedFact counts resources of a type of which a fact was not compared.
type uncomparedFact struct {
	Type      string `json:"type"`
	Fact      string `json:"fact"`
	Resources int    `json:"resources"`
}

// object writes everything as JSON, one change after the other.
func (o *snapshotDiffOptions) object(d *snapshotChanges, meant *outcome, lang finding.Lang) error {
	out := plain.NewObject(o.env.raw())
	out.Member("asbuilt_snapshot_diff", 1)
	out.Member("before", takenOf(d.before))
	out.Member("after", takenOf(d.after))
	if meant != nil {
		out.Member("model", meant.object(lang))
	}
	out.List("changes", func(yield func(any) bool) {
		for c := range d.each() {
			if !yield(d.object(c)) {
				return
			}
		}
	})
	lacking := []uncomparedFact{}
	for _, f := range d.notCompared() {
		lacking = append(lacking, uncomparedFact{f.Type, f.Fact, d.lacking[f]})
	}
	out.Member("not_compared", lacking)
	return out.End()
}

// object is a change as JSON has it.
func (d *snapshotChanges) object(c discover.Change) changed {
	r := c.Resource
	out := changed{
		Kind: c.Kind, Type: r.Type, Name: r.Name, ID: r.ID, ARN: r.ARN, Account: r.Account, Region: r.Region,
		Elements: orNone(d.of[r.Ref()]), Facts: []changedFact{},
	}
	for _, f := range c.Facts {
		out.Facts = append(out.Facts, changedFact{f.Name, f.Value(f.Before), f.Value(f.After)})
	}
	if c.Gap != nil {
		out.Gap = c.Gap.String()
	}
	return out
}

// takenOf says which snapshot one is.
func takenOf(s *discover.Snapshot) any {
	return struct {
		Taken  time.Time `json:"taken"`
		SHA256 string    `json:"sha256"`
	}{s.Taken, s.SHA256}
}
