package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/pattern"
)

// Codes of findings about data, permissions, opt-outs and acceptances.
const (
	CodeRetentionExceeds = "retention-exceeds"
	CodePartitionOwner   = "partition-owner"
	CodeWildcard         = "wildcard-permission"
	CodeMatchBecause     = "match-without-reason"
	CodeRename           = "rename-unclear"
	CodeAcceptedTarget   = "accepted-target"
	CodeAcceptedOwner    = "accepted-owner"
	CodeUnknownType      = "unknown-type"
	CodeUnknownPrincipal = "unknown-principal"
)

// careRules concern data, permissions, opt-outs and acceptances.
func careRules() finding.Rules {
	return finding.Rules{
		{Code: CodeRetentionExceeds},
		{Code: CodePartitionOwner},
		{Code: CodeWildcard, Severity: finding.Warning},
		{Code: CodeMatchBecause},
		{Code: CodeRename},
		{Code: CodeAcceptedTarget},
		{Code: CodeAcceptedOwner, Severity: finding.Warning},
		{Code: CodeUnknownType},
		{Code: CodeUnknownPrincipal},
	}
}

// checkMatches reports opt-outs without a reason.
func (m *Model) checkMatches(r *reporter) {
	for _, e := range m.Elements {
		if e.Match != nil && e.Match.None.V && e.Because.IsZero() {
			r.about(e.ID, "match", CodeMatchBecause, e.Match.None.Position,
				finding.Say("%s opts out of the comparison with AWS without a reason", "%s 요소가 이유 없이 AWS 대조에서 빠져 있습니다",
					e.ID),
				finding.Say("add because:", "because:를 추가하십시오"))
		}
	}
}

// checkRenames reports former ids that something else has, or had too.
func (m *Model) checkRenames(r *reporter) {
	first := map[string]*Element{}
	for _, e := range m.Elements {
		if !e.Was.IsSet() {
			continue
		}
		was := e.Was.V
		switch other := first[was]; {
		case was == e.ID:
			r.about(e.ID, "was", CodeRename, e.Was.Position,
				finding.Say("%q is called so still", "%q은(는) 지금도 그 id입니다", was),
				finding.Say("take was: out", "was:를 지우십시오"))
		case m.Element(was) != nil:
			f := r.about(e.ID, "was", CodeRename, e.Was.Position,
				finding.Say("%q is the id of another element", "%q은(는) 다른 요소의 id입니다", was),
				finding.Say("give the id that it had itself, or take was: out", "이 요소가 쓰던 id를 적거나 was:를 지우십시오"))
			f.Related = m.related(m.Element(was).Position, finding.Say("which is here", "그 요소는 여기에 있습니다"))
		case other != nil:
			f := r.about(e.ID, "was", CodeRename, e.Was.Position,
				finding.Say("%q was called %q too", "%q의 이전 id도 %q입니다", other.ID, was),
				finding.Say("say of one of them alone what it was", "한 요소에만 was:를 적으십시오"))
			f.Related = m.related(other.Was.Position, finding.Say("which is said here", "여기에 적혀 있습니다"))
		default:
			first[was] = e
		}
	}
}

// Renames are the former ids of elements, each with the id that it became.
func (m *Model) Renames() map[string]string {
	became := map[string]string{}
	for _, e := range m.Elements {
		if e.Was.IsSet() && m.Element(e.Was.V) == nil {
			became[e.Was.V] = e.ID
		}
	}
	return became
}

// checkAccepted reports acceptances that choose nothing, or more than one thing, and
// those that nobody answers for.
func (m *Model) checkAccepted(r *reporter) {
	for _, a := range m.Accepted {
		chosen := 0
		for _, set := range []bool{a.Finding.IsSet(), a.Unread.IsSet(), a.Connection.IsSet()} {
			if set {
				chosen++
			}
		}
		whole := a.On.IsSet() || isFingerprint(a.Finding.V) || !a.Finding.IsSet()
		switch {
		case r.reportedAt(a.Position):
		case chosen != 1 || !whole:
			r.report(CodeAcceptedTarget, a.Position,
				finding.Say("this accepts nothing in particular", "무엇을 수용하는지 정해지지 않았습니다"),
				finding.Say("give finding and on, or the fingerprint as finding, or unread, or connection",
					"finding과 on, 식별자(fingerprint)를 적은 finding, unread, connection 중 하나를 주십시오"))
		case !a.By.IsSet():
			r.report(CodeAcceptedOwner, a.Position,
				finding.Say("nobody answers for what is accepted here", "여기서 수용한 것에 담당자가 없습니다"),
				finding.Say("add by:", "by:를 추가하십시오"))
		}
	}
}

// checkAcceptedConnections reports acceptances of connections that are not there.
func (m *Model) checkAcceptedConnections(r *reporter) {
	var ids []string
	for _, c := range m.Connections {
		ids = append(ids, c.ID.V)
	}
	for _, a := range m.Accepted {
		id := a.Connection
		if id.IsSet() && m.Connection(finding.Renamed(id.V, m.Renames())) == nil && !r.reportedAt(a.Position) {
			r.report(CodeUnknownConnection, id.Position,
				finding.Say("unknown connection %q", "알 수 없는 연결 %q", id.V), r.suggest(id.V, ids))
		}
	}
}

// checkPrincipals reports principals that are nobody.
func (m *Model) checkPrincipals(r *reporter) {
	var ids []string
	for _, b := range m.Boundaries {
		if b.Has(kind.Account) {
			ids = append(ids, b.ID)
		}
	}
	shared := slices.Clone(ids)
	for _, e := range m.Elements {
		if e.Has(kind.Role) {
			ids = append(ids, e.ID)
		}
	}
	look := func(all []String, ids []string) {
		for _, p := range all {
			if p.IsSet() && !isPrincipal(p.V) && !slices.Contains(ids, p.V) && !r.reportedAt(p.Position) {
				r.report(CodeUnknownPrincipal, p.Position,
					finding.Say("%q is no account, role, service or organisation", "%q은(는) 계정, 역할, 서비스, 조직이 아닙니다", p.V),
					r.suggest(p.V, append(slices.Clone(ids), "public")))
			}
		}
	}
	for _, e := range m.Elements {
		look(e.AssumedBy, ids)
		look(e.SharedWith, shared)
	}
}

var principal = pattern.New(`^(public|\*|[0-9]{12}|o-[a-z0-9]+|ou-[a-z0-9-]+|arn:.+|[a-z0-9-]+(\.[a-z0-9-]+)+)$`)

// isPrincipal reports whether a word names somebody outside of the model, as AWS does.
func isPrincipal(word string) bool { return principal.MatchString(word) }

// checkBounds reports bounds of changes for types that nothing of the model can be.
func (m *Model) checkBounds(r *reporter) {
	names := []string{"default"}
	for _, k := range kind.All() {
		names = append(names, k.AWS...)
	}
	for _, k := range m.Kinds {
		for _, typ := range k.AWS {
			names = append(names, typ.V)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, b := range m.InFlight {
		if !slices.Contains(names, b.ID) {
			r.report(CodeUnknownType, b.Position,
				finding.Say("nothing is of the type %q", "%q 유형인 것이 없습니다", b.ID), r.suggest(b.ID, names))
		}
	}
}

// checkRetention reports logs, lifecycle rules and backups that keep data longer than
// its class allows.
func (m *Model) checkRetention(r *reporter) {
	for _, e := range m.Elements {
		if e.Operations != nil && e.Operations.Logs != nil {
			m.keptTooLong(r, e.ID, "operations.logs.retention", e.Operations.Logs.Retention, e.Operations.Logs.Holds)
		}
		for _, rule := range e.Lifecycle {
			held := e.Holds
			if !rule.Prefix.IsSet() { // and parts that have no rule of their own
				held = heldBy(e, func(p *Partition) bool { return !slices.ContainsFunc(p.Lifecycle, expires) })
			}
			m.keptTooLong(r, e.ID, "lifecycle", rule.Expire, held)
		}
		for _, p := range e.Partitions {
			for _, rule := range p.Lifecycle {
				m.keptTooLong(r, e.ID, "partitions."+p.ID+".lifecycle", rule.Expire, p.Holds)
			}
		}
		m.checkBackups(r, e)
	}
}

// expires reports whether a rule lets objects go.
func expires(rule *LifecycleRule) bool { return rule.Expire.IsSet() }

// heldBy are the classes of data that rest in an element or in some of its parts, each
// once.
func heldBy(e *Element, in func(p *Partition) bool) []Ref {
	held := slices.Clone(e.Holds)
	for _, p := range e.Partitions {
		for _, ref := range p.Holds {
			if in(p) && !slices.ContainsFunc(held, func(o Ref) bool { return o.ID == ref.ID }) {
				held = append(held, ref)
			}
		}
	}
	return held
}

// checkBackups reports backups, of an element's own or by a plan, that outlive the data
// that they hold.
func (m *Model) checkBackups(r *reporter, e *Element) {
	if e.Backup == nil {
		return
	}
	held := heldBy(e, func(*Partition) bool { return true })
	if e.Backup.Retention.IsSet() {
		m.keptTooLong(r, e.ID, "backup.retention", e.Backup.Retention, held)
	}
	plan := m.Element(e.Backup.Plan.ID)
	if plan == nil || plan == e || plan.Backup == nil || !plan.Backup.Retention.IsSet() {
		return
	}
	kept := plan.Backup.Retention
	byPlan := Duration{V: kept.V, Position: e.Backup.Plan.Position}
	for _, f := range m.keptTooLong(r, e.ID, "backup.plan", byPlan, held) {
		f.Related = append(f.Related,
			m.related(kept.Position, finding.Say("how long the plan keeps backups", "계획의 보관 기간"))...)
	}
}

// keptTooLong reports classes of data that something keeps longer than they allow.
func (m *Model) keptTooLong(r *reporter, subject, fact string, kept Duration, held []Ref) []*finding.Finding {
	var all []*finding.Finding
	for _, ref := range held {
		class := m.DataClass(ref.ID)
		if class == nil || !kept.IsSet() || !class.Retention.IsSet() || kept.V <= class.Retention.V {
			continue
		}
		f := r.about(subject, fact, CodeRetentionExceeds, kept.Position,
			finding.Say("%s keeps %s longer than its class allows", "%s이(가) %s 데이터를 허용된 기간보다 오래 보관합니다", subject,
				class.ID),
			finding.Say("shorten it, or extend the retention of %s", "줄이거나 %s의 보존 기간을 늘리십시오", class.ID))
		f.Related = m.related(class.Retention.Position, finding.Say("the class of data", "데이터 종류"))
		all = append(all, f)
	}
	return all
}

// checkPartitions reports parts of a store that belong to one module and to
// several at once.
func (m *Model) checkPartitions(r *reporter) {
	for _, e := range m.Elements {
		for _, p := range e.Partitions {
			if p.Shared.V && p.Module.IsSet() {
				r.about(e.ID, "partitions."+p.ID, CodePartitionOwner, p.Shared.Position,
					finding.Say("%s/%s belongs to module %s and is shared", "%s/%s 파티션이 모듈 %s에 속하면서 공유됩니다", e.ID, p.ID,
						p.Module.ID),
					finding.Say("keep one of module: and shared:", "module:과 shared: 중 하나만 남기십시오"))
			}
		}
	}
}

// checkPermissions warns of wildcards that nobody explains.
func (m *Model) checkPermissions(r *reporter) {
	for _, p := range m.Permissions {
		if !p.Because.IsZero() {
			continue
		}
		at, what := finding.Position{}, ""
		if i := slices.IndexFunc(p.Actions,
			func(s String) bool { return s.V == "*" || strings.HasSuffix(s.V, ":*") }); i >= 0 {
			at, what = p.Actions[i].Position, p.Actions[i].V
		} else if i := slices.IndexFunc(p.Resources, func(s String) bool { return s.V == "*" }); i >= 0 {
			at, what = p.Resources[i].Position, "*"
		} else if len(p.Resources) == 0 {
			at, what = p.Position, "*"
		} else {
			continue
		}
		r.about(p.Role.ID, what, CodeWildcard, at,
			finding.Say("%s is granted %q without a reason", "%s 역할이 이유 없이 %q 권한을 가집니다", p.Role.ID, what),
			finding.Say("name what it needs, or give the reason in because:", "필요한 것만 적거나 because:에 이유를 적으십시오"))
	}
}
