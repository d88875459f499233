// Package match pairs what a model declares with the AWS resources that
// realise it.
//
// It never guesses. A `match:` of the model decides; without one the tag
// asbuilt:element does, and then the exact name; and what has no name is known by
// where it stands, if nothing else can stand there. Two candidates are a finding,
// not a choice. What could not be looked for is a gap, not a miss; what comes
// near is told beside it.
//
//	pairs := match.Match(model, snapshot)
//	pairs.Of("planning-api").Resource()
package match

import (
	"cmp"
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Tag is the tag whose value names the element, boundary or group that a
// resource realises.
const Tag = "asbuilt:element"

// When says how a pair stands to the state of the roadmap that is compared.
type When int

// The three times.
const (
	Now   When = iota // it exists in the current state
	Later             // it belongs to a later state
	Past              // its last state is over
)

// Pair is one thing of the model that AWS can realise, and what realises it.
type Pair struct {
	// Exactly one of Element, Boundary and Group is set; Partition is set
	// beside Element for a part of a store that is a resource of its own.
	Element   *model.Element
	Partition *model.Partition
	Boundary  *model.Boundary
	Group     *model.Group

	// Place is the boundary that it lies in, or nil; a boundary lies in itself.
	Place *model.Boundary
	// Types are the CloudFormation types that can realise it.
	Types []string
	When  When
	// OptedOut says that the model has `match: none`.
	OptedOut bool
	// Resources realise it, sorted: at most one, but for a subnet tier one a zone.
	Resources []*discover.Resource
	// Candidates are the resources that it could be, when there are too many.
	Candidates []*discover.Resource
	// By are the facts by which a resource was found that no name tells; empty for
	// what was found by its name.
	By []discover.FactRef
	// Near is what comes close, where nothing was found.
	Near Near
	// Leaving are resources that would realise it and are being deleted, or are gone
	// although AWS still lists them; only where nothing else realises it.
	Leaving []*discover.Resource
	// Gap says why the resource may exist although it was not found, or why what
	// was found may not be all; nil when the snapshot is complete.
	Gap *discover.Gap
}

// ID is the id of the model: "planning-api", "ecr/planning" for a partition.
func (p *Pair) ID() string {
	switch {
	case p.Partition != nil:
		return p.Element.ID + "/" + p.Partition.ID
	case p.Element != nil:
		return p.Element.ID
	case p.Boundary != nil:
		return p.Boundary.ID
	}
	return p.Group.ID
}

// Position is the place in the model.
func (p *Pair) Position() finding.Position {
	switch {
	case p.Partition != nil:
		return p.Partition.Position
	case p.Element != nil:
		return p.Element.Position
	case p.Boundary != nil:
		return p.Boundary.Position
	}
	return p.Group.Position
}

// Resource is the one resource that realises the pair, or nil.
func (p *Pair) Resource() *discover.Resource {
	if p == nil || len(p.Resources) == 0 {
		return nil
	}
	return p.Resources[0]
}

// Result is all pairs of a model and a snapshot.
type Result struct {
	Model *model.Model
	Index *discover.Index
	// Pairs are in the order of the model: boundaries, groups, elements with
	// their partitions.
	Pairs []*Pair
	// Findings are those of [Rules]: ambiguous matches and undeclared resources.
	Findings finding.List

	byID map[string]*Pair
	// ids are those of all targets.
	ids map[string]bool
	// given are the hashes of the ids of stanzas that were asked for, numbers which of its
	// name a resource is among them, by the hash of what tells it apart.
	given   map[uint64]bool
	numbers map[uint64]int
	// users are who has what, once somebody asked.
	users users
	// vpcs are those that resources lie in, as far as they were asked.
	vpcs map[*discover.Resource]string
}

// Of is the pair of a model id, or nil when AWS cannot realise it.
func (r *Result) Of(id string) *Pair { return r.byID[id] }

// Ref is the resource that a reference of the model leads to, or nil.
func (r *Result) Ref(ref model.Ref) *discover.Resource { return r.byID[ref.String()].Resource() }

// Match pairs what m declares with the resources of s.
func Match(m *model.Model, s *discover.Snapshot) *Result {
	r := newResult(m, discover.NewIndex(s))
	targets := r.targets()
	for _, t := range targets {
		r.ids[t.ID()] = true
	}
	for _, t := range targets {
		r.Pairs = append(r.Pairs, &t.Pair)
		if r.byID[t.ID()] == nil {
			r.byID[t.ID()] = &t.Pair
		}
		if !t.OptedOut {
			r.find(t)
		}
	}
	r.release()
	r.settle(targets)
	r.lookNear(targets)
	r.Findings = append(r.ambiguous(), r.undeclared()...)
	r.Findings.Sort()
	return r
}

func newResult(m *model.Model, x *discover.Index) *Result {
	return &Result{
		Model: m, Index: x,
		byID: map[string]*Pair{}, ids: map[string]bool{}, vpcs: map[*discover.Resource]string{},
		given: map[uint64]bool{}, numbers: map[uint64]int{},
	}
}

// release takes resources away from what does not exist yet, or no longer, when
// something that exists now has them: a successor may keep the name.
func (r *Result) release() {
	taken := map[*discover.Resource]bool{}
	for _, p := range r.Pairs {
		for _, res := range p.Resources {
			taken[res] = taken[res] || p.When == Now
		}
	}
	for _, p := range r.Pairs {
		if p.When != Now {
			p.Resources = slices.DeleteFunc(p.Resources, func(res *discover.Resource) bool { return taken[res] })
		}
	}
}

func bySnapshot(a, b *discover.Resource) int {
	return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Ref(), b.Ref()))
}
