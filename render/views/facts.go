package views

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// fact is the third line of a node: what one wants to know of such a thing at
// a glance. It is at most three short words.
func fact(e *model.Element, k *kind.Kind) finding.Text {
	var en, ko []string
	say := func(t finding.Text) {
		if !t.IsZero() && len(en) < 3 {
			en, ko = append(en, t.En), append(ko, t.Ko)
		}
	}
	say(scalingFact(e, k))
	say(gatewayFact(e))
	say(quotaFact(e))
	if e.MultiAZ.V {
		say(finding.Same("Multi-AZ"))
	}
	say(partitionFact(e))
	if e.Encryption != nil && e.Encryption.AtRest.V && k.Category == kind.Store {
		say(finding.Text{En: "encrypted", Ko: "암호화"})
	}
	if e.Backup != nil && e.Backup.Retention.IsSet() {
		days := lasting(e.Backup.Retention.V)
		say(finding.Text{En: "backup " + days.En, Ko: "백업 " + days.Ko})
	}
	if e.Rotation != nil && e.Rotation.Every.IsSet() {
		days := lasting(e.Rotation.Every.V)
		say(finding.Text{En: "rotated every " + days.En, Ko: days.Ko + "마다 교체"})
	}
	if n := len(e.Allow); n > 0 {
		say(finding.Text{En: counted(n, "host") + " allowed", Ko: fmt.Sprintf("허용 도메인 %d개", n)})
	}
	return finding.Text{En: strings.Join(en, " · "), Ko: strings.Join(ko, " · ")}
}

func scalingFact(e *model.Element, k *kind.Kind) finding.Text {
	s := e.Scaling
	if s == nil {
		return finding.Text{}
	}
	band := fmt.Sprintf("%d–%d", s.Min.V, s.Max.V)
	if s.Min.V == s.Max.V {
		band = strconv.Itoa(s.Min.V)
	}
	said := finding.Text{En: band, Ko: band + "개"}
	switch {
	case k.Has(kind.InTasks):
		said = finding.Text{En: band + " tasks", Ko: "태스크 " + band + "개"}
	case k.Has(kind.InInstances):
		said = finding.Text{En: band + " instances", Ko: "인스턴스 " + band + "대"}
	}
	if s.Metric.V == "" || !s.Target.IsSet() {
		return said
	}
	metric := metricName(s.Metric.V)
	aim := " " + strconv.FormatFloat(s.Target.V, 'g', -1, 64)
	if s.Metric.V == "cpu" || s.Metric.V == "memory" {
		aim += "\u00a0%"
	}
	return finding.Text{En: said.En + " · " + metric.En + aim, Ko: said.Ko + " · " + metric.Ko + aim}
}

func gatewayFact(e *model.Element) finding.Text {
	var en, ko []string
	say := func(t finding.Text) {
		if len(en) < 2 {
			en, ko = append(en, t.En), append(ko, t.Ko)
		}
	}
	if a := e.Authorizer.V; a != "" && a != "none" {
		say(finding.Same(authorizerName(a)))
	}
	if e.Throttling != nil {
		say(rateName(e.Throttling.Rate.V, finding.Text{Ko: "호출"}))
	}
	for _, l := range e.Listeners {
		say(finding.Same(strings.TrimSpace(strings.ToUpper(l.Protocol.V) + " " + portName(l.Port.V))))
	}
	return finding.Text{En: strings.Join(en, " · "), Ko: strings.Join(ko, " · ")}
}

func quotaFact(e *model.Element) finding.Text {
	if e.Capacity == nil {
		return finding.Text{}
	}
	if t := e.Capacity.Tokens; t.IsSet() {
		return rateName(t.V, finding.Text{En: "tokens", Ko: "토큰"})
	}
	if q := e.Capacity.Requests; q.IsSet() {
		return rateName(q.V, finding.Text{En: "calls", Ko: "호출"})
	}
	return finding.Text{}
}

func partitionFact(e *model.Element) finding.Text {
	if n := len(e.Partitions); n > 1 {
		return finding.Text{En: counted(n, "partition"), Ko: fmt.Sprintf("파티션 %d개", n)}
	}
	return finding.Text{}
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// lasting is a length of time in its largest whole unit.
func lasting(d time.Duration) finding.Text {
	const day = 24 * time.Hour
	switch {
	case d >= 365*day && d%(365*day) == 0:
		return finding.Text{En: fmt.Sprintf("%d\u00a0y", d/(365*day)), Ko: fmt.Sprintf("%d년", d/(365*day))}
	case d >= day && d%day == 0:
		return finding.Text{En: fmt.Sprintf("%d\u00a0d", d/day), Ko: fmt.Sprintf("%d일", d/day)}
	case d >= time.Hour && d%time.Hour == 0:
		return finding.Text{En: fmt.Sprintf("%d\u00a0h", d/time.Hour), Ko: fmt.Sprintf("%d시간", d/time.Hour)}
	case d >= time.Minute && d%time.Minute == 0:
		return finding.Text{En: fmt.Sprintf("%d\u00a0min", d/time.Minute), Ko: fmt.Sprintf("%d분", d/time.Minute)}
	}
	return finding.Text{En: fmt.Sprintf("%g\u00a0s", d.Seconds()), Ko: fmt.Sprintf("%g초", d.Seconds())}
}

// rateName is a rate of things as people write it: "1M tokens/min", "분당 토큰
// 100만".
func rateName(r model.PerTime, of finding.Text) finding.Text {
	unit := finding.Text{En: "s", Ko: "초당"}
	switch r.Per {
	case time.Minute:
		unit = finding.Text{En: "min", Ko: "분당"}
	case time.Hour:
		unit = finding.Text{En: "h", Ko: "시간당"}
	case 24 * time.Hour:
		unit = finding.Text{En: "d", Ko: "하루"}
	}
	en := strconv.FormatFloat(r.N, 'f', -1, 64)
	switch {
	case r.N >= 1e6:
		en = strconv.FormatFloat(r.N/1e6, 'g', 4, 64) + "M"
	case r.N >= 1e4:
		en = strconv.FormatFloat(r.N/1e3, 'g', 4, 64) + "k"
	}
	ko := strconv.FormatFloat(r.N, 'f', -1, 64)
	if r.N >= 1e4 {
		ko = strconv.FormatFloat(r.N/1e4, 'g', 5, 64) + "만"
	}
	if of.En != "" {
		en += " " + of.En
	}
	if of.Ko != "" {
		ko = of.Ko + " " + ko
	}
	return finding.Text{En: en + "/" + unit.En, Ko: unit.Ko + " " + ko}
}

// portName is a port without the protocol that nearly all have.
func portName(p model.PortRange) string {
	if p.First == 0 && p.Last == 0 {
		return strings.ToUpper(p.Protocol)
	}
	name := strconv.Itoa(p.First)
	if p.Last != p.First {
		name += "–" + strconv.Itoa(p.Last)
	}
	if p.Protocol != "tcp" && p.Protocol != "" {
		name += "/" + p.Protocol
	}
	return name
}

// protocolName is a protocol as people write it.
func protocolName(p string) string {
	switch p {
	case "mysql":
		return "MySQL"
	case "redis":
		return "Redis"
	case "grpc":
		return "gRPC"
	case "postgres":
		return "PostgreSQL"
	}
	return strings.ToUpper(p)
}

func metricName(m string) finding.Text {
	switch m {
	case "cpu":
		return finding.Same("CPU")
	case "memory":
		return finding.Text{En: "memory", Ko: "메모리"}
	case "requests":
		return finding.Text{En: "requests", Ko: "요청"}
	case "queue-depth":
		return finding.Text{En: "queue", Ko: "대기열"}
	}
	return finding.Same(m)
}

func authorizerName(a string) string {
	switch a {
	case "cognito":
		return "Cognito"
	case "lambda":
		return "Lambda"
	}
	return strings.ToUpper(a)
}
