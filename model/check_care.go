package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
)

// checkRetention reports logs and lifecycle rules that keep data longer than
// its class allows.
func (m *Model) checkRetention(d *decoder) {
	look := func(subject, fact string, kept Duration, held []Ref) {
		for _, ref := range held {
			class := m.DataClass(ref.ID)
			if class == nil || !kept.IsSet() || !class.Retention.IsSet() || kept.V <= class.Retention.V {
				continue
			}
			f := d.about(subject, fact, CodeRetentionExceeds, kept.Position, finding.Say("%s keeps %s longer than its class allows", "%s이(가) %s 데이터를 허용된 기간보다 오래 보관합니다", subject, class.ID),
				finding.Say("shorten it, or extend the retention of %s", "줄이거나 %s의 보존 기간을 늘리십시오", class.ID))
			f.Related = m.related(class.Retention.Position, finding.Say("the class of data", "데이터 종류"))
		}
	}
	for _, e := range m.Elements {
		if e.Operations != nil && e.Operations.Logs != nil {
			look(e.ID, "operations.logs.retention", e.Operations.Logs.Retention, e.Operations.Logs.Holds)
		}
		for _, r := range e.Lifecycle {
			look(e.ID, "lifecycle", r.Expire, e.Stores)
		}
		for _, p := range e.Partitions {
			for _, r := range p.Lifecycle {
				look(e.ID, "partitions."+p.ID+".lifecycle", r.Expire, p.Stores)
			}
		}
	}
}

// related is one more place that a finding is about.
func (m *Model) related(at finding.Position, message finding.Text) []finding.Related {
	return []finding.Related{{Position: at, Source: m.SourceLine(at), Message: message}}
}

// checkPartitions reports parts of a store that belong to one module and to
// several at once.
func (m *Model) checkPartitions(d *decoder) {
	for _, e := range m.Elements {
		for _, p := range e.Partitions {
			if p.Shared.V && p.Module.IsSet() {
				d.about(e.ID, "partitions."+p.ID, CodePartitionOwner, p.Shared.Position, finding.Say("%s/%s belongs to module %s and is shared", "%s/%s 파티션이 모듈 %s에 속하면서 공유됩니다", e.ID, p.ID, p.Module.ID),
					finding.Say("keep one of module: and shared:", "module:과 shared: 중 하나만 남기십시오"))
			}
		}
	}
}

// checkPermissions warns of wildcards that nobody explains.
func (m *Model) checkPermissions(d *decoder) {
	for _, p := range m.Permissions {
		if !p.Because.IsZero() {
			continue
		}
		at, what := finding.Position{}, ""
		if i := slices.IndexFunc(p.Actions, func(a String) bool { return a.V == "*" || strings.HasSuffix(a.V, ":*") }); i >= 0 {
			at, what = p.Actions[i].Position, p.Actions[i].V
		} else if i := slices.IndexFunc(p.Resources, func(r String) bool { return r.V == "*" }); i >= 0 {
			at, what = p.Resources[i].Position, "*"
		} else {
			continue
		}
		d.about(p.Role.ID, what, CodeWildcard, at, finding.Say("%s is granted %q without a reason", "%s 역할이 이유 없이 %q 권한을 가집니다", p.Role.ID, what),
			finding.Say("name what it needs, or give the reason in because:", "필요한 것만 적거나 because:에 이유를 적으십시오"))
	}
}
