package cmd

import (
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/finding/plain"
)

type snapshotListOptions struct {
	env        *environment
	model      string
	types      []string
	tags       []string
	undeclared bool
	cells      bool
	parts      bool
	all        bool
	format     string
}

func newSnapshotList(env *environment) *cobra.Command {
	o := &snapshotListOptions{env: env}
	c := &cobra.Command{
		Use:  "ls [S]",
		Args: atMost(1),
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	f := c.Flags()
	f.StringVar(&o.model, "model", "", "")
	f.StringSliceVar(&o.types, "type", nil, "")
	f.StringArrayVar(&o.tags, "tag", nil, "")
	f.BoolVar(&o.undeclared, "undeclared", false, "")
	f.BoolVar(&o.cells, "cells", false, "")
	f.BoolVar(&o.parts, "parts", false, "")
	f.BoolVar(&o.all, "all", false, "")
	f.StringVar(&o.format, "format", "text", "")
	return c
}

func (o *snapshotListOptions) run(args []string) error {
	lang, err := o.env.language()
	if err != nil {
		return err
	}
	if o.format != "text" && o.format != "json" {
		return usagef("unknown format %q: --format is text or json",
			"%q 형식은 없습니다. --format은 text 또는 json입니다", o.format)
	}
	if o.cells && (o.undeclared || o.parts || len(o.types)+len(o.tags) > 0) {
		return usagef("--cells lists no resources, so that --type, --tag, --parts and --undeclared say "+
			"nothing",
			"--cells는 리소스를 나열하지 않으므로 --type, --tag, --parts, --undeclared와 함께 쓸 수 없습니다")
	}
	name := strings.Join(args, "")
	if name, err = o.env.needed(name, filepath.Dir(o.model), "snapshot ls"); err != nil {
		return err
	}
	snap, err := readSnapshot(o.env, name)
	if err != nil {
		return err
	}
	if o.cells {
		return o.listCells(snap, lang)
	}
	if err := o.knowsTypes(snap); err != nil {
		return err
	}
	pairs, err := o.matched(snap, name, lang)
	if err != nil {
		return err
	}
	rows, hidden := o.rows(snap, pairs)
	if o.format == "json" {
		return writeJSON(plain.JSON(o.env.raw()), map[string]any{
			"asbuilt_snapshot_ls": 1, "taken": snap.Taken.Format(time.RFC3339),
			"matched": pairs != nil, "resources": rows,
		})
	}
	return o.table(rows, hidden, pairs != nil, lang)
}

// matched is the snapshot matched with the model, nil where there is none. A model
// that nobody named and that is of another account is none.
func (o *snapshotListOptions) matched(snap *discover.Snapshot, name string, lang finding.Lang) (*match.Result, error) {
	var args []string
	if o.model != "" {
		args = []string{o.model}
	}
	m, err := o.env.modelIfAny(args, lang)
	if err != nil {
		return nil, err
	}
	if m == nil || o.model == "" && match.Foreign(m, snap) != nil {
		if o.undeclared {
			return nil, usagef("--undeclared needs a model of the same account: --model FILE",
				"--undeclared에는 같은 계정의 모델이 필요합니다: --model FILE")
		}
		return nil, nil
	}
	if err := ours(m, snap, name); err != nil {
		return nil, err
	}
	return match.Match(m, snap), nil
}

// listed is one resource of the list.
type listed struct {
	Type    string            `json:"type"`
	Name    string            `json:"name"`
	ID      string            `json:"id"`
	ARN     string            `json:"arn"`
	Account string            `json:"account"`
	Region  string            `json:"region"`
	VPC     string            `json:"vpc"`
	Tags    map[string]string `json:"tags"`
	// Part says that it is a part of another resource.
	Part bool `json:"part"`
	// Elements are what of the model it is, Candidates what it is one of several for.
	Elements   []string `json:"elements"`
	Candidates []string `json:"candidates"`
	// Declare is the line that would declare it, for what is undeclared.
	Declare string `json:"declare,omitempty"`
}

// rows are the resources that the flags ask for, and how many of them are parts
// that a table leaves out.
func (o *snapshotListOptions) rows(snap *discover.Snapshot, pairs *match.Result) (rows []listed, hidden int) {
	at := discover.NewIndex(snap)
	takers, undeclared := map[string]match.Takers{}, map[*discover.Resource]bool{}
	if pairs != nil {
		at, takers = pairs.Index, pairs.TakersOf()
		for _, r := range pairs.Undeclared() {
			undeclared[r] = true
		}
	}
	rows = []listed{}
	for _, r := range sortedResources(snap) {
		typ, _ := discover.Lookup(r.Type)
		if o.undeclared && !undeclared[r] || !o.isOfType(r) || !o.isTagged(r) {
			continue
		}
		taken := takers[r.Ref()]
		if typ.Detail && !o.parts && len(o.types) == 0 && o.format == "text" && len(taken.Elements) == 0 {
			hidden++
			continue
		}
		row := listed{
			Type: r.Type, Name: r.Name, ID: r.ID, ARN: r.ARN, Account: r.Account, Region: r.Region,
			VPC: at.Placement(r).VPC, Tags: map[string]string{}, Part: typ.Detail,
			Elements: orNone(taken.Elements), Candidates: orNone(taken.Candidates),
		}
		maps.Copy(row.Tags, r.Tags)
		if undeclared[r] {
			if section, line := pairs.Stanza(r); line != "" {
				row.Declare = section + ": " + line
			}
		}
		rows = append(rows, row)
	}
	return rows, hidden
}

func orNone(ids []string) []string {
	if ids == nil {
		return []string{}
	}
	return ids
}

func sortedResources(snap *discover.Snapshot) []*discover.Resource {
	return slices.SortedStableFunc(slices.Values(snap.Resources), func(a, b *discover.Resource) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
}

// isOfType reports whether r is of one of the types asked for: by its whole name,
// or by a part of it.
func (o *snapshotListOptions) isOfType(r *discover.Resource) bool {
	return len(o.types) == 0 || slices.ContainsFunc(o.types, func(t string) bool { return namesType(t, r.Type) })
}

func namesType(word, typ string) bool {
	if strings.EqualFold(word, typ) || strings.EqualFold("AWS::"+word, typ) {
		return true
	}
	return slices.ContainsFunc(strings.Split(typ, "::")[1:], func(part string) bool {
		return strings.EqualFold(part, word)
	})
}

// knowsTypes refuses a type that neither the snapshot nor the catalogue has.
func (o *snapshotListOptions) knowsTypes(snap *discover.Snapshot) error {
	known := map[string]bool{}
	for _, f := range discover.Families() {
		for _, t := range f.Types {
			known[t.Name] = true
		}
	}
	for _, r := range snap.Resources {
		known[r.Type] = true
	}
	types := slices.Sorted(maps.Keys(known))
	for _, word := range o.types {
		if slices.ContainsFunc(types, func(t string) bool { return namesType(word, t) }) {
			continue
		}
		short := map[string]bool{}
		for _, t := range types {
			short[discover.LastSegment(t)] = true
		}
		return usagef("asbuilt reads no type %q%s",
			"asbuilt가 읽는 유형에 %q은(는) 없습니다%s", word, meant(word, slices.Sorted(maps.Keys(short))))
	}
	return nil
}

func (o *snapshotListOptions) isTagged(r *discover.Resource) bool {
	for _, want := range o.tags {
		key, value, exact := strings.Cut(want, "=")
		got, ok := r.Tags[key]
		if !ok || exact && got != value {
			return false
		}
	}
	return true
}

// mostRows is how many lines a table has, unless --all asks for more.
const mostRows = 500

// table writes the resources as a table, and what it leaves out.
func (o *snapshotListOptions) table(rows []listed, hidden int, matched bool, lang finding.Lang) error {
	heads := []finding.Text{
		finding.Both("TYPE", "유형"), finding.Both("NAME", "이름"), finding.Both("ID", "ID"),
		finding.Both("PLACE", "위치"), finding.Both("TAGS", "태그"),
	}
	if matched {
		heads = append(heads, finding.Both("ELEMENT", "요소"))
	}
	lines := [][]string{}
	several := o.several(rows)
	for _, r := range rows {
		line := []string{strings.TrimPrefix(r.Type, "AWS::"), r.Name, r.ID, r.place(several), r.tags()}
		if matched {
			line = append(line, r.element())
		}
		lines = append(lines, line)
	}
	return o.write(heads, lines, 4, finding.Say("%d resources", "리소스 %d개", len(rows)), hidden, lang)
}

// write writes a table whose first rows fit, and below it how much there is.
func (o *snapshotListOptions) write(heads []finding.Text, lines [][]string, elastic int, count finding.Text,
	hidden int, lang finding.Lang) error {
	w := o.env.streams.Out
	left := 0
	if !o.all && len(lines) > mostRows {
		lines, left = lines[:mostRows], len(lines)-mostRows
	}
	if len(lines) > 0 {
		head := make([]string, len(heads))
		for i, h := range heads {
			head[i] = h.In(lang)
		}
		table := append([][]string{head}, lines...)
		if _, err := io.WriteString(w, aligned(table, elastic, terminalWidth(w))+"\n"); err != nil {
			return finding.Errorf("write list: %v",
				"목록을 쓰지 못했습니다: %v", err)
		}
	}
	plain.Fprintln(w, count.In(lang))
	if left > 0 {
		plain.Fprintln(w, finding.Say("%d of them are not shown: --all shows them, --type and --tag choose",
			"그중 %d개는 보이지 않습니다. --all은 모두 보여 주고 --type과 --tag는 골라 냅니다", left).In(lang))
	}
	if hidden > 0 {
		plain.Fprintln(w, finding.Say("%d parts of others are not listed: --parts lists them",
			"다른 리소스의 일부 %d개는 목록에 없습니다. --parts로 볼 수 있습니다", hidden).In(lang))
	}
	return nil
}

// several reports whether accounts tell the resources apart.
func (o *snapshotListOptions) several(rows []listed) bool {
	return slices.ContainsFunc(rows, func(r listed) bool { return r.Account != rows[0].Account })
}

func (r listed) place(several bool) string {
	place := r.Region
	if several {
		place = r.Account + "/" + r.Region
	}
	return strings.TrimSpace(place + " " + r.VPC)
}

// tags are those that say more than the name does.
func (r listed) tags() string {
	var tags []string
	for _, key := range slices.Sorted(maps.Keys(r.Tags)) {
		if key != "Name" || r.Tags[key] != r.Name {
			tags = append(tags, key+"="+r.Tags[key])
		}
	}
	return strings.Join(tags, ", ")
}

// element is what it is of the model; a question mark stands behind what it is one
// of several for.
func (r listed) element() string {
	ids := slices.Clone(r.Elements)
	for _, id := range r.Candidates {
		ids = append(ids, id+"?")
	}
	return strings.Join(ids, ", ")
}

// listCells lists how reading went, what failed first.
func (o *snapshotListOptions) listCells(snap *discover.Snapshot, lang finding.Lang) error {
	cells := slices.Clone(snap.Cells)
	slices.SortStableFunc(cells, func(a, b discover.Cell) int {
		return cmp.Or(cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(a.Account, b.Account),
			cmp.Compare(a.Region, b.Region), cmp.Compare(a.Operation, b.Operation))
	})
	if o.format == "json" {
		return writeJSON(plain.JSON(o.env.raw()), map[string]any{
			"asbuilt_snapshot_ls": 1, "taken": snap.Taken.Format(time.RFC3339), "cells": cells,
		})
	}
	heads := []finding.Text{
		finding.Both("STATUS", "상태"), finding.Both("OPERATION", "작업"), finding.Both("ACCOUNT", "계정"),
		finding.Both("REGION", "리전"), finding.Both("REASON", "사유"),
	}
	var lines [][]string
	for _, c := range cells {
		lines = append(lines, []string{string(c.Status), c.Operation, c.Account, c.Region, c.Reason})
	}
	count := finding.Say("%d of %d cells ok", "셀 %[2]d개 중 %[1]d개 정상", readable(snap), len(cells))
	return o.write(heads, lines, 4, count, 0, lang)
}

func rankOf(c discover.Cell) int {
	if c.Status == discover.OK {
		return 1
	}
	return 0
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
