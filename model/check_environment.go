package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
)

// CodeEnvShared is the code of findings about what environments have in common.
const CodeEnvShared = "shared-between-environments"

// environmentRules concern what environments have in common.
func environmentRules() finding.Rules {
	return finding.Rules{
		{Code: CodeEnvShared},
	}
}

// environment is a model with the name of its environment. All environments
// without an overlay are the base, and count as one.
type environment struct {
	id   string
	m    *Model
	base bool
}

func (e environment) isBase() bool { return e.base }

// compareEnvironments reports accounts, secrets, keys and roles that two
// environments have in common.
func compareEnvironments(r *reporter, all []environment) {
	first := map[string]environment{}
	for _, env := range all {
		r.sources = env.m.sources
		for _, t := range env.m.privateThings() {
			other, taken := first[t.identity]
			if !taken {
				first[t.identity] = env
				continue
			}
			if other.id == env.id {
				continue
			}
			r.about(t.id, "", CodeEnvShared, t.at,
				finding.Say("%s and %s share %s", "%s 환경과 %s 환경이 %s을(를) 함께 씁니다", other.id, env.id, t.what),
				finding.Say("give %s its own in %s", "%[2]s에서 %[1]s 환경의 것을 따로 두십시오", env.id,
					"architecture."+env.id+".yaml"))
		}
	}
}

// privateThing is what each environment must have for itself.
type privateThing struct {
	id, what, identity string
	at                 finding.Position
}

func (m *Model) privateThings() []privateThing {
	var out []privateThing
	for _, b := range m.Boundaries {
		if b.Has(kind.Account) && b.AWS != nil && b.AWS.Account.IsSet() {
			out = append(out,
				privateThing{b.ID, "account " + b.AWS.Account.V, "account " + b.AWS.Account.V, b.AWS.Account.Position})
		}
	}
	for _, e := range m.Elements {
		if !e.Has(kind.PerEnvironment) || e.Match != nil && e.Match.None.V {
			continue
		}
		identity, at := e.identity()
		out = append(out, privateThing{e.ID, e.kind.ID + " " + e.ID, e.kind.ID + " " + identity, at})
	}
	return out
}

// identity is what tells the AWS resource of e from all others, as far as the
// model says, and the place that says it.
func (e *Element) identity() (string, finding.Position) {
	match := e.Match
	if match == nil {
		match = &Match{}
	}
	if match.ARN.IsSet() {
		return match.ARN.V, match.ARN.Position
	}
	where := e.Boundary.Account() + " " + e.Boundary.Region() + " "
	switch {
	case match.AWS.IsSet():
		return where + match.AWS.V, match.AWS.Position
	case match.Name.IsSet():
		return where + match.Name.V, match.Name.Position
	case len(match.Tags) > 0:
		tags := ids(match.Tags, func(t *KeyValue) string { return t.ID + "=" + t.Value.V })
		slices.Sort(tags)
		return where + strings.Join(tags, " "), match.Tags[0].Position
	}
	return where + e.ID, e.Position
}
