// Package kind is the catalogue of what a model can consist of: users,
// services, stores, places, sets. It is data; nothing here reads a model.
package kind

import (
	"cmp"
	"slices"
	"strings"

	"asbuilt/finding"
)

// Category groups kinds that are drawn and treated alike.
type Category string

// The categories, in the order in which a legend shows them.
const (
	Actor     Category = "actor"     // people and client programs
	Entry     Category = "entry"     // gateways, load balancers, DNS, CDN
	Compute   Category = "compute"   // what runs code
	Store     Category = "store"     // what keeps data
	Messaging Category = "messaging" // queues, topics, streams, events
	AI        Category = "ai"        // models and AI services
	Network   Category = "network"   // NAT, endpoints, firewalls, links
	Security  Category = "security"  // keys, secrets, roles, WAF
	Ops       Category = "ops"       // metrics, logs, alarms, backup, budgets
	Delivery  Category = "delivery"  // Git, builds, registries, approvals
	External  Category = "external"  // services of others
	Process   Category = "process"   // programs and agents inside a task or instance
	Place     Category = "place"     // boundaries
	Set       Category = "set"       // groups
)

// Section is the section of a model that kinds of the category belong under.
func (c Category) Section() string {
	switch c {
	case Place:
		return "boundaries"
	case Set:
		return "groups"
	}
	return "elements"
}

// Kind is one entry of the catalogue.
type Kind struct {
	// ID is the word of the model: "ecs-service".
	ID string
	// Base is the catalogue's kind that a kind of the user's own extends; empty
	// for the catalogue's.
	Base     string
	Category Category
	// Label is the full name of what it is: "Amazon ECS service".
	Label finding.Text
	// Doc says in a sentence when to use it.
	Doc finding.Text
	// Glyph names the drawing of the set in package glyph.
	Glyph string
	// AWS lists the CloudFormation resource types that can realise it; empty
	// for what AWS does not run.
	AWS []string
	// Variant is AWS's word, in small letters, for what tells the kind from others
	// of its type: "oracle", which stands for "oracle-ee" as well. It is empty
	// where the type alone tells.
	Variant string
	// Traits are what is true of it beside its category; ask [Kind.Has].
	Traits []Trait
	// Within are the catalogue's kinds of place that a place may lie in, "" for
	// none around it; nil for anywhere.
	Within []string
	// Service is the first part of the name under which AWS reaches it inside a
	// VPC: an [Endpoint] with such a domain answers for it. Empty for none.
	Service string
	// Facts are the keys of an element that mean something for this kind,
	// beside those that every element has ([Common]).
	Facts []string
	// Checked are those of Facts that are compared with AWS.
	Checked []string
	// Regional says that AWS runs it beside a VPC, in the region or globally,
	// not inside a subnet.
	Regional bool
}

// Common are the keys that every element may have.
func Common() []string {
	return []string{
		"use", "kind", "name", "description", "technology", "in", "zones", "module", "groups", "owner", "tags", "trust",
		"access", "order", "links", "cost", "operations", "protection", "match", "was", "because", "decisions", "since", "until",
	}
}

// Origin is the id of the catalogue's kind: of k itself, or of the one that it
// extends.
func (k *Kind) Origin() string { return cmp.Or(k.Base, k.ID) }

// OwnType reports whether a kind of a user's own is realised by other types of AWS, or
// by none, than what it extends: then nobody knows where it runs or what its units are
// called.
func (k *Kind) OwnType() bool {
	base := Lookup(k.Base)
	if base == nil || len(base.AWS)+len(k.AWS) == 0 {
		return false
	}
	return !slices.ContainsFunc(base.AWS, func(t string) bool { return slices.Contains(k.AWS, t) })
}

// Glyphs are the names of all glyphs that the catalogue uses, sorted.
func Glyphs() []string {
	names := make([]string, 0, len(All()))
	for _, k := range All() {
		names = append(names, k.Glyph)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Lookup is the catalogue's kind named id, or nil.
func Lookup(id string) *Kind {
	catalogue := All()
	for i := range catalogue {
		if catalogue[i].ID == id {
			return &catalogue[i]
		}
	}
	return nil
}

// Unknown is what an element passes for whose kind nobody knows.
func Unknown() *Kind { return Lookup("process") }

// UnknownPlace is what a place passes for whose kind nobody knows.
func UnknownPlace() *Kind { return Lookup("zone") }

// Realised is the first kind of the catalogue that a resource of the AWS type and
// variant can realise; where there is none, something that somebody else runs.
func Realised(awsType, variant string) *Kind {
	catalogue := All()
	for i := range catalogue {
		if k := &catalogue[i]; slices.Contains(k.AWS, awsType) && k.Fits(variant) {
			return k
		}
	}
	return Lookup("external-api")
}

// Fits reports whether AWS's word for the variant of a resource is that of k. What
// has no word, on either side, fits.
func (k *Kind) Fits(variant string) bool {
	word := strings.ToLower(variant)
	return word == "" || k.Variant == "" || word == k.Variant || strings.HasPrefix(word, k.Variant+"-")
}
