// Package model reads architecture.yaml into typed elements and says
// everything that is wrong with it, each with its exact place.
//
// It compares nothing with AWS, draws nothing and reads no decision records.
// The structs of this package are the language: their tags name the keys, say
// what a key refers to and explain it, and the loader, the JSON Schema and the
// reference are all made from them.
//
//	m, findings, err := model.Load(os.DirFS("."), "architecture.yaml", model.Options{})
//
// findings are for the user; err is for what could not be read at all.
package model

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"asbuilt/finding"
	"asbuilt/model/syntax"
)

// Model is a whole architecture. What a file does not say is the zero value.
// Everything keyed by id keeps the order of the file.
type Model struct {
	Version     Int      `yaml:"asbuilt" req:"true" min:"1" max:"1" doc:"Version of the language; always 1."`
	Name        Text     `yaml:"name" req:"true" doc:"Name of the system."`
	Description Text     `yaml:"description" doc:"What the system is for, in a sentence or two."`
	Language    String   `yaml:"language" enum:"ko,en" doc:"Language of plain strings and of the site's front door; ko unless it says otherwise."`
	Repository  String   `yaml:"repository" doc:"Address of a source line, for links that edit a fact; {rev}, {path} from the root of the repository, and {line} are replaced."`
	Timezone    String   `yaml:"timezone" pattern:"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*" doc:"Time zone of every moment that the site shows, such as Asia/Seoul; UTC unless it says otherwise."`
	Publish     *Publish `yaml:"publish" doc:"How the site is published."`
	Include     []String `yaml:"include" doc:"Further files of this model, as globs relative to this one."`
	Records     *Records `yaml:"decisions" doc:"Folders of the decision records, and the team's own words for where a decision stands; docs/decisions beside the model unless it says otherwise."`
	Principles  []Text   `yaml:"principles" doc:"Principles that decisions are weighed against."`

	States       Terms `yaml:"states" as:"list" order:"true" doc:"States of the roadmap, in order of time."`
	Current      Ref   `yaml:"current" ref:"state" doc:"The state that is compared with AWS; the first unless it says otherwise."`
	Environments Terms `yaml:"environments" as:"list" doc:"Environments; each may have an overlay architecture.ENV.yaml."`
	AccessLevels Terms `yaml:"access_levels" as:"list" order:"true" doc:"Access levels, from the most open to the most restricted."`
	Trust        Terms `yaml:"trust" as:"list" order:"true" doc:"Zones of trust, from the least trusted to the most."`

	Scope       *Scope        `yaml:"scope" doc:"Where undeclared resources are looked for."`
	Kinds       []*UserKind   `yaml:"kinds" doc:"Kinds of your own, each extending one of the catalogue."`
	Data        []*DataClass  `yaml:"data" doc:"Classes of data that flow and rest in the system."`
	Templates   []*Element    `yaml:"templates" partial:"true" doc:"Facts that several elements share; an element takes them over with use."`
	Boundaries  []*Boundary   `yaml:"boundaries" doc:"Places: accounts, regions, VPCs, subnet tiers, on-premises, external clouds."`
	Groups      []*Group      `yaml:"groups" doc:"Sets of elements: security groups, ECS clusters, Auto Scaling groups."`
	Modules     []*Module     `yaml:"modules" doc:"Modules of the system, by business domain."`
	Elements    []*Element    `yaml:"elements" doc:"What the system consists of."`
	Connections []*Connection `yaml:"connections" arrow:"true" doc:"Who talks to whom, and under which protection."`
	Never       []*Never      `yaml:"never" doc:"Ways that must not exist."`
	Flows       []*Flow       `yaml:"flows" doc:"What happens, step by step, when the system is used."`
	Incidents   []*Incident   `yaml:"incidents" doc:"How failures show and what is done about them."`
	Bottlenecks []*Bottleneck `yaml:"bottlenecks" doc:"Bottlenecks the architect knows of, each with alternatives."`
	Tuning      []*Bottleneck `yaml:"tuning" doc:"Points where performance can be tuned, each with alternatives."`
	Permissions []*Permission `yaml:"permissions" doc:"What a role may do, beyond which nothing should be granted."`
	Reviews     []*Review     `yaml:"reviews" doc:"Reviews that come round: security, cost, access."`
	Watch       []*Watch      `yaml:"watch" doc:"What is watched for the roadmap, with what would trigger it."`
	Views       []*View       `yaml:"views" doc:"Views of your own, beside the default set."`
	Accepted    []*Acceptance `yaml:"accepted" doc:"What is found and accepted for a while; also in architecture.accepted.yaml beside the model."`
	Severities  []*Severity   `yaml:"severities" as:"map" doc:"How much findings count, by code, where that is not as asbuilt has it."`
	InFlight    []*Bound      `yaml:"in_flight" as:"map" doc:"How long AWS may be changing a resource before it counts as stuck, by type such as AWS::ECS::Service; default is for all others, and 1h unless it says otherwise."`

	index   index
	sources map[string]*syntax.Source
}

// SourceLine is the text of the line that p points at, or "" when p is not in
// a file of the model.
func (m *Model) SourceLine(p finding.Position) string { return m.sources[p.File].Line(p.Line) }

// Hash is the SHA-256 of the model's files as they were read, in hexadecimal digits: ends
// of lines do not count.
func (m *Model) Hash() string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(m.sources)) {
		src := m.sources[name]
		fmt.Fprintf(h, "%q %d\n", name, src.Lines())
		for n := range src.Lines() {
			fmt.Fprintln(h, src.Line(n+1))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Finding is what is wrong with a fact of a thing of the model, at a place in its
// files. Severity and code's texts are the caller's.
func (m *Model) Finding(subject, fact, code string, at finding.Position, message, hint finding.Text) *finding.Finding {
	src := m.sources[at.File]
	return &finding.Finding{
		Code: code, Subject: subject, Fact: fact, Position: at, Source: src.Line(at.Line), Length: src.Span(at),
		Message: message, Hint: hint,
	}
}

// Publish says how the site is published.
type Publish struct {
	Redact Bool   `yaml:"redact" doc:"Whether account ids, ARNs, addresses, ids of resources, mail and evidence are left out, as with build --redact."`
	URL    String `yaml:"url" pattern:"https?://[^\\s\"<>]+" doc:"Address that the site is published at; without it there is no feed, and previews of links have no picture."`
}

// Term is a word of the model's own, with what it is called. It is written as
// the bare id, or as `id: name`.
type Term struct {
	Named
	Label Text `yaml:"." doc:"What it is called."`
}

// Terms are words in an order that means something.
type Terms []*Term

// Title is what id is called: its name, else the id itself.
func (t Terms) Title(id string) finding.Text {
	for _, term := range t {
		if term.ID == id {
			return titled(term.Label, id)
		}
	}
	return finding.Same(id)
}

// Scope bounds the search for resources that nobody declared.
type Scope struct {
	VPCs []Ref       `yaml:"vpcs" ref:"boundary" traits:"vpc" doc:"VPCs whose resources all belong to the system."`
	Tags []*KeyValue `yaml:"tags" as:"map" doc:"Tags that mark a resource as part of the system."`
}

// KeyValue is a key with a text.
type KeyValue struct {
	Named
	Value String `yaml:"." doc:"The value."`
}

// UserKind is a kind that a model adds to the catalogue.
type UserKind struct {
	Named
	Extends Ref      `yaml:"extends" ref:"catalogue" req:"true" doc:"The kind of the catalogue whose glyph, facts, traits and AWS types it takes over."`
	Label   Text     `yaml:"name" doc:"What the kind is called; by default its id."`
	Glyph   String   `yaml:"glyph" enum:"@glyphs" doc:"Another glyph of the set."`
	Traits  []String `yaml:"traits" enum:"@traits" doc:"Further traits, beside those of the kind that it extends."`
	AWS     []String `yaml:"aws" pattern:"AWS::[A-Za-z0-9]+::[A-Za-z0-9]+" doc:"AWS resource types, such as AWS::ECS::Service; [] for what AWS does not know of."`
}

// DataClass is a kind of data that has an owner's interest: what it is, how
// sensitive, how long it may be kept.
type DataClass struct {
	Named
	Label       Text     `yaml:"name" doc:"What the data is called."`
	Description Text     `yaml:"description" doc:"What it consists of."`
	Sensitivity String   `yaml:"sensitivity" enum:"public,internal,confidential,personal,secret" doc:"How sensitive it is."`
	Retention   Duration `yaml:"retention" doc:"How long it may be kept, at most, in every store."`
	Decisions   []Cited  `yaml:"decisions" doc:"The decision records behind it: numbers, or paths below the folder of records."`
}

// Sensitive reports whether somebody would miss the data in the hands of others.
func (d *DataClass) Sensitive() bool {
	switch d.Sensitivity.V {
	case "confidential", "personal", "secret":
		return true
	}
	return false
}

// Module is a part of the system by business domain.
type Module struct {
	Named
	Label        Text    `yaml:"name" doc:"What the module is called."`
	Description  Text    `yaml:"description" doc:"What it does for the business."`
	Owner        String  `yaml:"owner" doc:"The team that answers for it."`
	Isolation    Text    `yaml:"isolation" doc:"Why its failure does not reach other modules."`
	SeparateFrom []Ref   `yaml:"separate_from" ref:"module" doc:"Modules that must not reach its services, buckets, secrets and queues, nor it theirs."`
	Decisions    []Cited `yaml:"decisions" doc:"The decision records behind it: numbers, or paths below the folder of records."`
	Lifetime
}
