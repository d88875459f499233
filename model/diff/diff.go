// Package diff says what changed between two readings of a model, in the terms
// of the model: what is new, what is gone, what became what.
//
// It compares what the files say, never how they say it: comments, formatting,
// the order of what has no order, and which facts come from a template or an
// overlay make no difference. It follows the structs of package model and their
// tags, so that a key of the language is compared from the day it exists. It
// knows no Git, prints nothing and draws nothing.
//
//	for _, c := range diff.Compare(diff.Side{Model: old}, diff.Side{Model: now}) {
//		fmt.Println(c.Verb, c.Section, c.ID)
//	}
package diff

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

// Side is one of the two readings. A nil model is one that says nothing.
type Side struct {
	Model     *model.Model
	Decisions *decisions.Set
	// State is the state of the roadmap that the side is about: what does not exist in
	// it is not there. Empty is all of them.
	State string
	// Env is the environment that the side is, where two of one model are compared.
	Env string
	// Findings are what the loader found wrong with the model.
	Findings finding.List
}

// Broken reports whether the model has errors, so that what it seems not to say may be
// what could not be read. A connection that must not exist hides nothing.
func (s Side) Broken() bool {
	return slices.ContainsFunc(s.Findings, func(f *finding.Finding) bool {
		return f.Severity == finding.Error && f.Code != model.CodeNeverCrossed
	})
}

// Verb says what happened to a thing.
type Verb string

// The verbs, in the order in which changes are told.
const (
	Added   Verb = "added"
	Removed Verb = "removed"
	Changed Verb = "changed"
	Renamed Verb = "renamed"
)

// Change is what happened to one thing of the model.
type Change struct {
	Verb Verb
	// Section is the key of the main file that holds the thing ("elements"),
	// [Whole] for the facts of the model itself, or [Decisions].
	Section string
	// ID is the id of the thing on the newer side, or on the older one when it is
	// gone; of what has none, such as a bottleneck, what it is about. It is empty
	// for [Whole] and for the order of a list.
	ID string
	// WasID is the id on the older side where it is another one.
	WasID string
	// Title is what the thing is called; zero when it has no name.
	Title finding.Text
	// Kind is what an element, a boundary or a set is; zero for everything else.
	Kind finding.Text
	// In is the place that it lies in, if any.
	In string
	// Security says that the change concerns who can reach what, and how that is
	// protected.
	Security bool
	// Unread says that the thing is on one side alone and the other side has errors, so
	// that it may be there and could not be read.
	Unread bool
	// Position is a place on the newer side, or on the older one when the thing
	// is gone.
	Position finding.Position
	// Facts are what differs, in the order of the language; of what is new or
	// gone, all that it says.
	Facts []Fact
}

// Fact is one fact that differs.
type Fact struct {
	// Path leads to it: "scaling.max". An id of what lies in the thing is part of
	// it ("partitions.planning.module"); steps are counted from 1 ("steps[3]").
	Path string
	// Before and After are the values as the model writes them; empty where one
	// side says nothing. Of a list whose order means nothing, each item that came
	// or went is a fact.
	Before, After string
	Security      bool
	// Unread says that the side that says nothing has errors, and may say something.
	Unread bool
	// Position is that of the newer side, or of the older one when the fact is
	// gone.
	Position finding.Position
}

// Sections that are no keys of the main file.
const (
	Whole     = "model"
	Decisions = "decisions"
)

// Compare is every change from before to after: added, removed, then changed
// things; in each those that concern security first, then in the order of the
// language, then by id.
func Compare(before, after Side) []*Change {
	c := newComparer(before.Model, after.Model)
	c.states = [2]string{before.State, after.State}
	c.model()
	for _, ch := range c.changes {
		unread(ch, before.Broken(), after.Broken())
	}
	all := append(c.changes, compareDecisions(before.Decisions, after.Decisions)...)
	order := sectionOrder()
	slices.SortStableFunc(all, func(a, b *Change) int {
		return cmp.Or(cmp.Compare(rank(a.Verb), rank(b.Verb)), -compareBool(a.Security, b.Security),
			cmp.Compare(order[a.Section], order[b.Section]), strings.Compare(a.ID, b.ID))
	})
	return all
}

// unread marks what a side with errors seems not to say.
func unread(ch *Change, before, after bool) {
	ch.Unread = ch.Verb == Added && before || ch.Verb == Removed && after
	for i, f := range ch.Facts {
		ch.Facts[i].Unread = f.Before == "" && before || f.After == "" && after
	}
}

func rank(v Verb) int {
	switch v {
	case Added:
		return 0
	case Removed:
		return 1
	}
	return 2 // a rename is a change
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
