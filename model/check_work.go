package model

import (
	"slices"
	"strings"

	"asbuilt/finding"
)

// Codes of findings about workloads and their operation.
const (
	CodeScalingBand     = "scaling-band"
	CodeFargateSize     = "fargate-size"
	CodeTaskOverBudget  = "containers-exceed-task"
	CodeOverBudget      = "processes-exceed-instance"
	CodeAlarmThreshold  = "alarm-threshold"
	CodeLogsLost        = "logs-lost-on-reboot"
	CodeRootCredentials = "root-credentials-first"
)

// workRules concern workloads and their operation.
func workRules() finding.Rules {
	return finding.Rules{
		{Code: CodeScalingBand},
		{Code: CodeFargateSize},
		{Code: CodeTaskOverBudget},
		{Code: CodeOverBudget},
		{Code: CodeAlarmThreshold},
		{Code: CodeLogsLost, Severity: finding.Warning},
		{Code: CodeRootCredentials, Severity: finding.Warning},
	}
}

// checkScaling reports bands that are upside down.
func (m *Model) checkScaling(r *reporter) {
	look := func(id, fact string, low, high Int) {
		if low.IsSet() && high.IsSet() && low.V > high.V {
			r.about(id, fact, CodeScalingBand, low.Position,
				finding.Say("min %d is more than max %d", "min %d이(가) max %d보다 큽니다", low.V, high.V),
				finding.Say("exchange the two", "둘을 바꾸십시오"))
		}
	}
	for _, e := range m.Elements {
		if e.Scaling == nil {
			continue
		}
		look(e.ID, "scaling.min", e.Scaling.Min, e.Scaling.Max)
		for _, s := range e.Scaling.Scheduled {
			look(e.ID, "scaling.scheduled", s.Min, s.Max)
		}
	}
}

// checkAlarms reports alarms without exactly one threshold.
func (m *Model) checkAlarms(r *reporter) {
	for _, e := range m.Elements {
		if e.Operations == nil {
			continue
		}
		for _, a := range e.Operations.Alarms {
			n := 0
			for _, set := range []bool{a.Above.IsSet(), a.Below.IsSet(), a.Anomaly.V} {
				if set {
					n++
				}
			}
			if n != 1 && a.Metric.IsSet() {
				r.about(e.ID, "operations.alarms", CodeAlarmThreshold, a.Metric.Position,
					finding.Say("the alarm on %s has %d thresholds", "%s 경보의 임계값이 %d개입니다", a.Metric.V, n),
					finding.Say("give exactly one of above, below and anomaly", "above, below, anomaly 중 정확히 하나를 주십시오"))
			}
		}
	}
}

// checkTasks reports containers that reserve more than their task has, and
// sizes that Fargate does not offer.
func (m *Model) checkTasks(r *reporter) {
	for _, e := range m.Elements {
		if e.Task != nil {
			m.checkReservations(r, e)
			m.checkFargate(r, e)
		}
	}
}

func (m *Model) checkReservations(r *reporter, e *Element) {
	var cpu, memory int64
	for _, c := range e.Task.Containers {
		cpu += int64(c.CPU.V)
		memory += c.Memory.V
	}
	hint := finding.Say("lower a reservation, or enlarge the task", "예약을 줄이거나 태스크를 키우십시오")
	if e.Task.CPU.IsSet() && cpu > int64(e.Task.CPU.V) {
		r.about(e.ID, "task.cpu", CodeTaskOverBudget, e.Task.CPU.Position,
			finding.Say("its containers reserve %d CPU units of %d", "컨테이너들이 CPU %[2]d 단위 중 %[1]d 단위를 예약합니다", cpu,
				e.Task.CPU.V), hint)
	}
	if e.Task.Memory.IsSet() && memory > e.Task.Memory.V {
		r.about(e.ID, "task.memory", CodeTaskOverBudget, e.Task.Memory.Position,
			finding.Say("its containers reserve %d MiB of %d", "컨테이너들이 %[2]d MiB 중 %[1]d MiB를 예약합니다", memory>>20,
				e.Task.Memory.V>>20), hint)
	}
}

// fargateMemory is the memory in MiB that Fargate offers for each size of CPU:
// from, to, step (docs.aws.amazon.com/AmazonECS, "Task CPU and memory").
var fargateMemory = map[int][3]int64{
	256: {512, 2048, 512}, 512: {1024, 4096, 1024}, 1024: {2048, 8192, 1024}, 2048: {4096, 16384, 1024},
	4096: {8192, 30720, 1024}, 8192: {16384, 61440, 4096}, 16384: {32768, 122880, 8192},
}

func (m *Model) checkFargate(r *reporter, e *Element) {
	onFargate := len(e.CapacityProviders) > 0 &&
		!slices.ContainsFunc(e.CapacityProviders, func(p *CapacityProvider) bool {
			return !strings.HasPrefix(p.ID, "FARGATE")
		})
	if !onFargate || !e.Task.CPU.IsSet() || !e.Task.Memory.IsSet() {
		return
	}
	sizes, ok := fargateMemory[e.Task.CPU.V]
	if !ok {
		r.about(e.ID, "task.cpu", CodeFargateSize, e.Task.CPU.Position,
			finding.Say("Fargate has no tasks of %d CPU units", "Fargate에는 CPU %d 단위의 태스크가 없습니다", e.Task.CPU.V),
			finding.Say("expected one of: 256, 512, 1024, 2048, 4096, 8192, 16384",
				"다음 중 하나여야 합니다: 256, 512, 1024, 2048, 4096, 8192, 16384"))
		return
	}
	mib := e.Task.Memory.V >> 20
	low := e.Task.CPU.V == 256 && mib == 512 || mib%1024 == 0
	if mib >= sizes[0] && mib <= sizes[1] && low && (sizes[2] <= 1024 || mib%sizes[2] == 0) {
		return
	}
	r.about(e.ID, "task.memory", CodeFargateSize, e.Task.Memory.Position,
		finding.Say("Fargate does not offer %d MiB with %d CPU units", "Fargate는 CPU %[2]d 단위에 %[1]d MiB를 제공하지 않습니다",
			mib, e.Task.CPU.V),
		finding.Say("write %d to %d MiB, in steps of %d", "%d부터 %d MiB까지 %d MiB 단위로 쓰십시오", sizes[0], sizes[1],
			max(sizes[2], 512)))
}

// checkProcesses reports processes that need more than their instance has, logs
// that a reboot deletes, and credentials files that win over the role.
func (m *Model) checkProcesses(r *reporter) {
	for _, e := range m.Elements {
		for _, p := range e.Processes {
			if (p.Logs.V == "/tmp" || strings.HasPrefix(p.Logs.V, "/tmp/")) && p.Only.IsZero() {
				r.about(e.ID, "processes."+p.ID+".logs", CodeLogsLost, p.Logs.Position,
					finding.Say("a reboot deletes the logs of %s", "재부팅하면 %s의 로그가 사라집니다", p.ID),
					finding.Say("log to /var/log, or accept this with a reason", "/var/log에 남기거나 이유를 들어 수용하십시오"))
			}
		}
		if e.Instance == nil {
			continue
		}
		m.checkInstance(r, e)
		for _, u := range e.Instance.Credentials {
			file := slices.IndexFunc(u.Order, func(s String) bool { return s.V == "shared-file" })
			role := slices.IndexFunc(u.Order, func(s String) bool { return s.V == "instance-role" })
			if file >= 0 && (role < 0 || file < role) {
				r.about(e.ID, "instance.credentials."+u.ID, CodeRootCredentials, u.Order[file].Position,
					finding.Say("for %s, a credentials file wins over the instance role",
						"사용자 %s에게는 자격 증명 파일이 인스턴스 역할보다 우선합니다", u.ID),
					finding.Say("delete the file, or accept this with a reason", "파일을 지우거나 이유를 들어 수용하십시오"))
			}
		}
	}
}

func (m *Model) checkInstance(r *reporter, e *Element) {
	var cpu float64
	var memory, disk int64
	for _, p := range e.Processes {
		cpu += p.CPU.V
		memory += p.Memory.V
		disk += p.Disk.V
	}
	over := func(fact string, at finding.Position, what finding.Text, needed, has float64) {
		if has > 0 && needed > has {
			r.about(e.ID, fact, CodeOverBudget, at, finding.Text{
				En: "the processes need more " + what.En + " than the instance has: " + plainNumber(needed) + " of " +
					plainNumber(has),
				Ko: "프로세스들의 " + what.Ko + " 합이 인스턴스를 넘습니다: " + plainNumber(has) + " 중 " + plainNumber(needed),
			}, finding.Say("lower a budget, or use a larger instance", "예산을 줄이거나 더 큰 인스턴스를 쓰십시오"))
		}
	}
	over("instance.cpu", e.Instance.CPU.Position, finding.Say("vCPUs", "vCPU"), cpu, e.Instance.CPU.V)
	over("instance.memory", e.Instance.Memory.Position,
		finding.Say("MiB of memory", "메모리(MiB)"), float64(memory>>20), float64(e.Instance.Memory.V>>20))
	over("instance.disk", e.Instance.Disk.Position,
		finding.Say("MiB of disk", "디스크(MiB)"), float64(disk>>20), float64(e.Instance.Disk.V>>20))
}
