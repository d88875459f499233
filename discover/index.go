package discover

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"asbuilt/finding"
)

// Index finds things in a snapshot. It does not see later changes of it.
type Index struct {
	Snapshot *Snapshot

	cells  *cells
	byType map[string][]*Resource
	byARN  map[string]*Resource
	byID   map[[2]string][]*Resource // type and id
	parts  map[*Resource][]*Resource // what is a part of a resource
	// called are those of a type and name: the hash of the one, or 0 for several; nil
	// until somebody asks.
	called map[uint64]uint64
}

// NewIndex indexes a snapshot.
func NewIndex(s *Snapshot) *Index {
	x := &Index{
		Snapshot: s,
		cells:    newCatalogue().cells(s.Cells),
		byType:   map[string][]*Resource{},
		byARN:    map[string]*Resource{},
		byID:     map[[2]string][]*Resource{},
		parts:    map[*Resource][]*Resource{},
	}
	for _, r := range s.Resources {
		x.byType[r.Type] = append(x.byType[r.Type], r)
		x.byID[[2]string{r.Type, r.ID}] = append(x.byID[[2]string{r.Type, r.ID}], r)
		if r.ARN != "" {
			x.byARN[r.ARN] = r
		}
	}
	x.gatherParts()
	return x
}

// Type are the resources of a type, in the order of the snapshot.
func (x *Index) Type(name string) []*Resource { return x.byType[name] }

// Types are those that the snapshot has resources of, sorted.
func (x *Index) Types() []string {
	all := slices.Collect(maps.Keys(x.byType))
	if x.Snapshot.Aside != nil {
		all = append(all, x.Snapshot.Aside.types...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Handles are the resources of a type, in the order of the snapshot, with those that were
// put aside: each of these is made when it is asked for.
func (x *Index) Handles(name string) []Handle {
	var all []Handle
	for _, r := range x.byType[name] {
		all = append(all, Handle{r: r})
	}
	a := x.Snapshot.Aside
	aside := a.handles(name)
	if len(aside) == 0 {
		return all
	}
	for i := range all {
		all[i].ordinal = a.held[all[i].r]
	}
	all = append(all, aside...)
	slices.SortStableFunc(all, func(a, b Handle) int { return cmp.Compare(a.ordinal, b.ordinal) })
	return all
}

// Has reports whether there is any resource of a type.
func (x *Index) Has(name string) bool {
	return len(x.byType[name]) > 0 || len(x.Snapshot.Aside.handles(name)) > 0
}

// IsDetail reports whether a type is a part of another one; see [Type].
func (x *Index) IsDetail(name string) bool { return x.cells.types[name].Detail }

// Namesake reports whether another resource of the type of r has its name.
func (x *Index) Namesake(r *Resource) bool {
	if x.called == nil {
		x.called = map[uint64]uint64{}
		for _, r := range x.Snapshot.Resources {
			note(x.called, r)
		}
	}
	ref, ok := x.called[HashOf(r.Type, r.Name)]
	return ok && ref != HashOf(r.Ref()) || x.Snapshot.Aside.namesake(r)
}

// note notes what a resource is called.
func note(called map[uint64]uint64, r *Resource) {
	name, ref := HashOf(r.Type, r.Name), HashOf(r.Ref())
	if was, ok := called[name]; ok && was != ref {
		ref = 0
	}
	called[name] = ref
}

// ARN is the resource with that ARN, or nil.
func (x *Index) ARN(arn string) *Resource { return x.byARN[arn] }

// Of is the resource of a type with that ARN, or nil: what a fact refers to need not be
// what it should be.
func (x *Index) Of(typ, arn string) *Resource {
	if r := x.byARN[arn]; r != nil && r.Type == typ {
		return r
	}
	return nil
}

// Near is the resource of a type with that id in the account and region of
// near, else the first with that id anywhere, or nil: ids of shared subnets
// and buckets lead to other accounts and regions.
func (x *Index) Near(near *Resource, typ, id string) *Resource {
	all := x.byID[[2]string{typ, id}]
	for _, r := range all {
		if r.Account == near.Account && r.Region == near.Region {
			return r
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// Gap is what could not be read, and why.
type Gap struct {
	// Cell is the cell that is not OK, as far as it is known: account and region
	// are "*" when none of them has it, and all but Reason are empty when no
	// collector reads the type at all.
	Cell
	// Fact names the fact of one resource that could not be read although the
	// cell as a whole could; else it is empty.
	Fact string
}

// String says in a line what could not be read and why.
func (g *Gap) String() string {
	switch {
	case g.Operation == "":
		return g.Reason
	case g.Fact != "":
		return g.Fact + " by " + g.Cell.String()
	}
	return g.Cell.String()
}

// Uncollected begins the reason of what no collector reads.
const Uncollected = "asbuilt does not read "

// Says is [Gap.String] in both languages. Reasons that AWS gives stay in its own words.
func (g *Gap) Says() finding.Text {
	switch typ, uncollected := strings.CutPrefix(g.Reason, Uncollected); {
	case uncollected:
		return finding.Say(Uncollected+"%s", "asbuilt는 %s을(를) 읽지 않습니다", typ)
	case g.Operation == "":
		return finding.Same(g.Reason)
	case g.Reason == Older:
		return finding.Both(g.String(), fmt.Sprintf("이 스냅샷을 뜬 asbuilt는 %s 항목을 읽지 않았습니다(%s, %s/%s)",
			g.Fact, g.Operation, g.Account, g.Region))
	}
	cell := fmt.Sprintf("%s, %s/%s: %s", g.Operation, g.Account, g.Region, g.Status)
	if g.Reason != "" {
		cell += ", " + g.Reason
	}
	if g.Fact == "" {
		return finding.Both(g.String(), "읽지 못했습니다("+cell+")")
	}
	return finding.Both(g.String(), g.Fact+" 값을 읽지 못했습니다("+cell+")")
}

// Missing says why a fact of r cannot be relied on; nil when it can. fact is
// the name of a field of r's facts, or a path to a part of it such as
// "Routes.GatewayId"; "" asks for the resource alone. A fact is missing when it,
// something around it or a part of it was not read.
func (x *Index) Missing(r *Resource, fact string) *Gap { return x.missing(r, fact, "") }

// MissingIn is [Index.Missing] for one entry of a list, counted from zero, and of that for
// some of its parts, or all where none is named: what other entries alone lack does not
// matter. An entry that the list does not have asks for what is missing of the list itself.
func (x *Index) MissingIn(r *Resource, list string, i int, parts ...string) *Gap {
	if len(parts) == 0 {
		return x.missing(r, list, list+"."+entry(i))
	}
	for _, part := range parts {
		if gap := x.missing(r, list+"."+part, list+"."+entry(i)); gap != nil {
			return gap
		}
	}
	return nil
}

// missing says why a fact of r cannot be relied on, of one entry where that is not empty.
func (x *Index) missing(r *Resource, fact, entry string) *Gap {
	t, ok := x.cells.types[r.Type]
	if !ok {
		return notCollected(r.Type)
	}
	if fact == "" {
		return x.unread(t.Read, r.Account, r.Region)
	}
	_, from, ok := x.cells.shape(r.Type).find(fact)
	if !ok {
		return &Gap{Cell: Cell{Reason: fmt.Sprintf("there is no fact %s of %s", fact, r.Type)}}
	}
	needs := slices.Concat(t.Read, from)
	if gap := x.unread(needs, r.Account, r.Region); gap != nil {
		return gap
	}
	unknown, why := r.unknown(fact, entry)
	if unknown == "" {
		return nil
	}
	if _, from, ok := x.cells.shape(r.Type).find(unknown); ok {
		needs = slices.Concat(t.Read, from)
	}
	return &Gap{Fact: unknown, Cell: Cell{
		Account: r.Account, Region: r.Region, Operation: needs[len(needs)-1], Status: NotRead, Reason: why,
	}}
}

// Unread are those of the facts of r that are missing; an empty name stands for
// no fact.
func (x *Index) Unread(r *Resource, facts ...string) (refs []FactRef) {
	for _, fact := range facts {
		if fact != "" && x.Missing(r, fact) != nil {
			refs = append(refs, FactRef{Resource: r, Fact: fact})
		}
	}
	return refs
}

// unknown is the first part of a fact that is unknown, with the reason, or what
// is around it. Of an entry that is not empty it is not what other entries lack.
func (r *Resource) unknown(fact, entry string) (path, reason string) {
	for unknown, why := range r.Unknown {
		if entry != "" && r.othersLack(unknown, entry) {
			continue
		}
		if unknown == fact || strings.HasPrefix(unknown, fact+".") || strings.HasPrefix(fact, unknown+".") {
			if path == "" || unknown < path {
				path, reason = unknown, why
			}
		}
	}
	return path, reason
}

// othersLack reports whether a part of a list is unknown because single entries lack it,
// and one of them is not among these.
func (r *Resource) othersLack(path, entry string) bool {
	some := false
	for _, l := range r.Lacking {
		if outOfLists(l) != path {
			continue
		}
		if some = true; strings.HasPrefix(l, entry+".") {
			return false
		}
	}
	return some
}

// Unlisted says why it means nothing that a resource of the type is not in the
// snapshot; nil when it means that there is none. An empty account or region
// stands for all that were looked at.
func (x *Index) Unlisted(typ, account, region string) *Gap {
	t, ok := x.cells.types[typ]
	if !ok {
		return notCollected(typ)
	}
	return x.unread(t.Read, account, region)
}

// Untagged says why it means nothing that no resource of the type carries a
// tag; nil when it means that none does.
func (x *Index) Untagged(typ, account, region string) *Gap {
	t, ok := x.cells.types[typ]
	if !ok {
		return notCollected(typ)
	}
	return x.unread(slices.Concat(t.Read, t.Tagged), account, region)
}

func notCollected(typ string) *Gap { return &Gap{Cell: Cell{Reason: Uncollected + typ}} }

// unread is the first cell of those operations that is not OK, or nil.
func (x *Index) unread(operations []string, account, region string) *Gap {
	for _, op := range operations {
		for _, c := range x.cellsOf(op, account, region) {
			if c.Status != OK {
				return &Gap{Cell: c}
			}
		}
	}
	return nil
}

func (x *Index) cellsOf(op, account, region string) []Cell {
	if x.cells.global[op] {
		region = Global
	}
	if account != "" && region != "" {
		return []Cell{x.cells.of(op, account, region)}
	}
	cells := slices.DeleteFunc(slices.Clone(x.Snapshot.Cells), func(c Cell) bool {
		return c.Operation != op || account != "" && c.Account != account || region != "" && c.Region != region
	})
	if len(cells) == 0 {
		return []Cell{{Account: cmp.Or(account, "*"), Region: cmp.Or(region, "*"), Operation: op, Status: NotRead}}
	}
	return cells
}

// OwnerOf is the account that an ARN names; empty where it names none, as those
// of buckets do.
func OwnerOf(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		return parts[4]
	}
	return ""
}

// LastSegment is what follows the last slash or colon of an ARN or path: the
// name that people use.
func LastSegment(arn string) string {
	return arn[strings.LastIndexAny(arn, "/:")+1:]
}
