package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
)

// checkRetention reports logs and lifecycle rules that keep data longer than
// its class allows.
func (m *Model) checkRetention(d *decoder) {
	look := func(subject string, kept Duration, held []Ref) {
		for _, ref := range held {
			class := m.DataClass(ref.ID)
			if class == nil || !kept.IsSet() || !class.Retention.IsSet() || kept.V <= class.Retention.V {
				continue
			}
			f := d.report(CodeRetentionExceeds, kept.Position, finding.Say("%s is kept longer than %s allows", "%[2]s가 허용하는 것보다 %[1]s가 오래 보관됩니다", subject, class.ID),
				finding.Say("shorten it, or extend the retention of %s", "줄이거나 %s의 보존 기간을 늘리십시오", class.ID))
			f.Related = []finding.Related{{
				Position: class.Retention.Position, Source: m.SourceLine(class.Retention.Position), Message: finding.Say("the class of data", "데이터 종류"),
			}}
		}
	}
	for _, e := range m.Elements {
		if e.Operations != nil && e.Operations.Logs != nil {
			look(e.ID, e.Operations.Logs.Retention, e.Operations.Logs.Holds)
		}
		for _, r := range e.Lifecycle {
			look(e.ID, r.Expire, e.Stores)
		}
		for _, p := range e.Partitions {
			for _, r := range p.Lifecycle {
				look(e.ID+"/"+p.ID, r.Expire, p.Stores)
			}
		}
	}
}

// checkBudgets reports containers that reserve more than their task has.
func (m *Model) checkBudgets(d *decoder) {
	for _, e := range m.Elements {
		if e.Task == nil {
			continue
		}
		var cpu, memory int64
		for _, c := range e.Task.Containers {
			cpu += int64(c.CPU.V)
			memory += c.Memory.V
		}
		if e.Task.CPU.IsSet() && cpu > int64(e.Task.CPU.V) {
			d.report(CodeTaskOverBudget, e.Task.CPU.Position, finding.Say("its containers reserve %d CPU units of %d", "컨테이너들이 CPU %[2]d 단위 중 %[1]d를 예약합니다", cpu, e.Task.CPU.V),
				finding.Say("lower a reservation, or enlarge the task", "예약을 줄이거나 태스크를 키우십시오"))
		}
		if e.Task.Memory.IsSet() && memory > e.Task.Memory.V {
			d.report(CodeTaskOverBudget, e.Task.Memory.Position, finding.Say("its containers reserve %d MiB of %d", "컨테이너들이 %[2]d MiB 중 %[1]d를 예약합니다", memory>>20, e.Task.Memory.V>>20),
				finding.Say("lower a reservation, or enlarge the task", "예약을 줄이거나 태스크를 키우십시오"))
		}
	}
}

// checkProcesses reports processes that need more than their instance has, logs
// that a reboot deletes, and credentials files that win over the role.
func (m *Model) checkProcesses(d *decoder) {
	for _, e := range m.Elements {
		for _, p := range e.Processes {
			if strings.HasPrefix(p.Logs.V, "/tmp") && p.Only.IsZero() {
				f := d.report(CodeLogsLost, p.Logs.Position, finding.Say("a reboot deletes the logs of %s", "재부팅하면 %s의 로그가 사라집니다", p.ID),
					finding.Say("log to /var/log, or waive this with a reason", "/var/log에 남기거나 이유를 들어 예외로 두십시오"))
				f.Subject, f.Fact = e.ID, "processes."+p.ID+".logs"
			}
		}
		if e.Instance == nil {
			continue
		}
		m.checkInstance(d, e)
		for _, u := range e.Instance.Credentials {
			file := slices.IndexFunc(u.Order, func(s String) bool { return s.V == "shared-file" })
			role := slices.IndexFunc(u.Order, func(s String) bool { return s.V == "instance-role" })
			if file >= 0 && (role < 0 || file < role) {
				f := d.report(CodeRootCredentials, u.Order[file].Position, finding.Say("for %s, a credentials file wins over the instance role", "%s에게는 자격 증명 파일이 인스턴스 역할보다 우선합니다", u.ID),
					finding.Say("delete the file, or waive this with a reason", "파일을 지우거나 이유를 들어 예외로 두십시오"))
				f.Subject, f.Fact = e.ID, "instance.credentials."+u.ID
			}
		}
	}
}

func (m *Model) checkInstance(d *decoder, e *Element) {
	var cpu float64
	var memory, disk int64
	for _, p := range e.Processes {
		cpu += p.CPU.V
		memory += p.Memory.V
		disk += p.Disk.V
	}
	over := func(at finding.Position, what finding.Text, needed, has float64) {
		if has > 0 && needed > has {
			d.report(CodeOverBudget, at, finding.Text{
				En: "the processes need more " + what.En + " than the instance has: " + plainNumber(needed) + " of " + plainNumber(has),
				Ko: "프로세스들의 " + what.Ko + " 합이 인스턴스를 넘습니다: " + plainNumber(has) + " 중 " + plainNumber(needed),
			}, finding.Say("lower a budget, or use a larger instance", "예산을 줄이거나 더 큰 인스턴스를 쓰십시오"))
		}
	}
	over(e.Instance.CPU.Position, finding.Say("vCPUs", "vCPU"), cpu, e.Instance.CPU.V)
	over(e.Instance.Memory.Position, finding.Say("MiB of memory", "메모리(MiB)"), float64(memory>>20), float64(e.Instance.Memory.V>>20))
	over(e.Instance.Disk.Position, finding.Say("MiB of disk", "디스크(MiB)"), float64(disk>>20), float64(e.Instance.Disk.V>>20))
}

// checkPermissions warns of wildcards that nobody explains.
func (m *Model) checkPermissions(d *decoder) {
	for _, p := range m.Permissions {
		if !p.Because.IsZero() {
			continue
		}
		wild := slices.IndexFunc(p.Actions, func(a String) bool { return a.V == "*" || strings.HasSuffix(a.V, ":*") })
		at, what := finding.Position{}, ""
		if wild >= 0 {
			at, what = p.Actions[wild].Position, p.Actions[wild].V
		} else if all := slices.IndexFunc(p.Resources, func(r String) bool { return r.V == "*" }); all >= 0 {
			at, what = p.Resources[all].Position, "*"
		} else {
			continue
		}
		f := d.report(CodeWildcard, at, finding.Say("%s is granted %q without a reason", "%s가 이유 없이 %q 권한을 가집니다", p.Role.ID, what),
			finding.Say("name what it needs, or give the reason in because:", "필요한 것만 적거나 because:에 이유를 적으십시오"))
		f.Subject, f.Fact, f.Length = p.Role.ID, what, len(what)
	}
}
