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
	"asbuilt/model"
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
	if err := o.knowsTypes(); err != nil {
		return err
	}
	m, err := o.wanted(lang)
	if err != nil {
		return err
	}
	snap, err := o.env.sifted(m, nil, name)
	if err != nil {
		return err
	}
	defer snap.Aside.Close()
	if o.cells {
		return o.listCells(snap, lang)
	}
	l, err := o.lister(m, snap, name)
	if err != nil {
		return err
	}
	if o.format == "json" {
		out := plain.NewObject(o.env.raw())
		out.Member("asbuilt_snapshot_ls", 1)
		out.Member("matched", l.pairs != nil)
		out.List("resources", func(yield func(any) bool) {
			l.rows(func(row listed) bool { return yield(row) })
		})
		out.Member("taken", snap.Taken.Format(time.RFC3339))
		err = out.End()
	} else {
		err = o.table(l, lang)
	}
	return cmp.Or(err, readAll(snap, name))
}

// wanted is the model to match with, nil where there is none.
func (o *snapshotListOptions) wanted(lang finding.Lang) (*model.Model, error) {
	switch {
	case o.cells:
		return nil, nil
	case o.model != "":
		return o.env.modelIfAny([]string{o.model}, lang)
	}
	return o.env.modelIfAny(nil, lang)
}

// lister goes through the resources of a snapshot by type, name and id.
type lister struct {
	*snapshotListOptions
	// pairs are nil where there is no model.
	pairs        *match.Result
	at           *discover.Index
	takers       map[string]match.Takers
	isUndeclared func(*discover.Resource) bool
	// hidden counts parts of others that a table leaves out.
	hidden int
}

// lister matches a snapshot with a model. One that nobody named and that is of another
// account is none.
func (o *snapshotListOptions) lister(m *model.Model, snap *discover.Snapshot, name string) (*lister, error) {
	l := &lister{snapshotListOptions: o, isUndeclared: func(*discover.Resource) bool { return false }}
	if m == nil || o.model == "" && match.Foreign(m, snap) != nil {
		if o.undeclared {
			return nil, usagef("--undeclared needs a model of the same account: --model FILE",
				"--undeclared에는 같은 계정의 모델이 필요합니다: --model FILE")
		}
		l.at = discover.NewIndex(snap)
		return l, nil
	}
	if err := ours(m, snap, name); err != nil {
		return nil, err
	}
	var err error
	if l.pairs, err = match.Sifted(m, snap); err != nil {
		return nil, finding.Errorf("read snapshot %q: %v",
			"스냅샷 %q을(를) 읽지 못했습니다: %v", name, err)
	}
	l.at, l.takers, l.isUndeclared = l.pairs.Index, l.pairs.TakersOf(), l.pairs.IsUndeclared()
	for range l.pairs.Rest() { // what is in scope has its id first, as drift says it
	}
	return l, nil
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

// rows calls yield with each resource that the flags ask for, until it says no more.
func (l *lister) rows(yield func(listed) bool) {
	type key struct {
		name, id string
		discover.Handle
	}
	for _, typ := range l.at.Types() {
		if !l.isOfType(typ) {
			continue
		}
		var keys []key
		for _, h := range l.at.Handles(typ) {
			if r := h.Resource(); r != nil && (!l.undeclared || l.isUndeclared(r)) && l.isTagged(r) {
				keys = append(keys, key{r.Name, r.ID, h})
			}
		}
		slices.SortStableFunc(keys, func(a, b key) int {
			return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
		})
		for _, k := range keys {
			r := k.Resource()
			if r == nil { // readAll says so
				return
			}
			taken := l.takers[r.Ref()]
			if l.at.IsDetail(typ) && !l.parts && len(l.types) == 0 && l.format == "text" && len(taken.Elements) == 0 {
				l.hidden++
				continue
			}
			if !yield(l.row(r, taken)) {
				return
			}
		}
	}
}

func (l *lister) row(r *discover.Resource, taken match.Takers) listed {
	row := listed{
		Type: r.Type, Name: r.Name, ID: r.ID, ARN: r.ARN, Account: r.Account, Region: r.Region,
		VPC: l.at.Placement(r).VPC, Tags: map[string]string{}, Part: l.at.IsDetail(r.Type),
		Elements: orNone(taken.Elements), Candidates: orNone(taken.Candidates),
	}
	maps.Copy(row.Tags, r.Tags)
	if l.format == "json" && l.isUndeclared(r) {
		if section, line := l.pairs.Stanza(r); line != "" {
			row.Declare = section + ": " + line
		}
	}
	return row
}

// isOfType reports whether a type is one of those asked for: by its whole name, or by a
// part of it.
func (o *snapshotListOptions) isOfType(typ string) bool {
	return len(o.types) == 0 || slices.ContainsFunc(o.types, func(t string) bool { return namesType(t, typ) })
}

func namesType(word, typ string) bool {
	if strings.EqualFold(word, typ) || strings.EqualFold("AWS::"+word, typ) {
		return true
	}
	return slices.ContainsFunc(strings.Split(typ, "::")[1:], func(part string) bool {
		return strings.EqualFold(part, word)
	})
}

// knowsTypes refuses a type that the catalogue does not have.
func (o *snapshotListOptions) knowsTypes() error {
	known := map[string]bool{}
	for _, f := range discover.Families() {
		for _, t := range f.Types {
			known[t.Name] = true
		}
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
func (o *snapshotListOptions) table(l *lister, lang finding.Lang) error {
	heads := []finding.Text{
		finding.Both("TYPE", "유형"), finding.Both("NAME", "이름"), finding.Both("ID", "ID"),
		finding.Both("PLACE", "위치"), finding.Both("TAGS", "태그"),
	}
	if l.pairs != nil {
		heads = append(heads, finding.Both("ELEMENT", "요소"))
	}
	var rows []listed
	n, first, several := 0, "", false
	l.rows(func(r listed) bool {
		if n++; n == 1 {
			first = r.Account
		}
		several = several || r.Account != first
		if o.all || n <= mostRows {
			rows = append(rows, r)
		}
		return true
	})
	lines := [][]string{}
	for _, r := range rows {
		line := []string{strings.TrimPrefix(r.Type, "AWS::"), r.Name, r.ID, r.place(several), r.tags()}
		if l.pairs != nil {
			line = append(line, r.element())
		}
		lines = append(lines, line)
	}
	t := table{heads: heads, lines: lines, elastic: 4, left: n - len(lines), hidden: l.hidden,
		count: finding.Say("%d resources", "리소스 %d개", n)}
	return t.write(o.env.streams.Out, lang)
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
	t := table{heads: heads, elastic: 4}
	for i, c := range cells {
		if !o.all && i == mostRows {
			t.left = len(cells) - mostRows
			break
		}
		t.lines = append(t.lines, []string{string(c.Status), c.Operation, c.Account, c.Region, c.Reason})
	}
	t.count = finding.Say("%d of %d cells ok", "셀 %[2]d개 중 %[1]d개 정상", readable(snap), len(cells))
	return t.write(o.env.streams.Out, lang)
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
