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
		say(texts().Of("encrypted"))
	}
	if e.Backup != nil && e.Backup.Retention.IsSet() {
		say(texts().Say("backup", lasting(e.Backup.Retention.V)))
	}
	if e.Rotation != nil && e.Rotation.Every.IsSet() {
		say(texts().Say("rotated every", lasting(e.Rotation.Every.V)))
	}
	if n := len(e.Allow); n > 0 {
		say(counted("hosts allowed", n))
	}
	return finding.Both(strings.Join(en, " · "), strings.Join(ko, " · "))
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
	said := texts().Say("units", band)
	switch {
	case k.Has(kind.InPods):
		said = texts().Say("pods", band)
	case k.Has(kind.InTasks) && !k.OwnType(): // whatever else runs, nobody says what its units are
		said = texts().Say("tasks", band)
	case k.Has(kind.InInstances):
		said = texts().Say("instances", band)
	}
	if s.Metric.V == "" || !s.Target.IsSet() {
		return said
	}
	metric := metricName(s.Metric.V)
	aim := " " + strconv.FormatFloat(s.Target.V, 'g', -1, 64)
	if s.Metric.V == "cpu" || s.Metric.V == "memory" {
		aim += "\u00a0%"
	}
	return finding.Both(said.En+" · "+metric.En+aim, said.Ko+" · "+metric.Ko+aim)
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
		say(rateName(e.Throttling.Rate.V, finding.Text{Ko: texts().Of("calls").Ko}))
	}
	for _, l := range e.Listeners {
		say(finding.Same(strings.TrimSpace(strings.ToUpper(l.Protocol.V) + " " + portName(l.Port.V))))
	}
	return finding.Both(strings.Join(en, " · "), strings.Join(ko, " · "))
}

func quotaFact(e *model.Element) finding.Text {
	if e.Capacity == nil {
		return finding.Text{}
	}
	if t := e.Capacity.Tokens; t.IsSet() {
		return rateName(t.V, texts().Of("tokens"))
	}
	if q := e.Capacity.Requests; q.IsSet() {
		return rateName(q.V, texts().Of("calls"))
	}
	return finding.Text{}
}

func partitionFact(e *model.Element) finding.Text {
	if n := len(e.Partitions); n > 1 {
		return counted("partitions", n)
	}
	return finding.Text{}
}

// counted is a text with a number; of one thing it has a form of its own.
func counted(key string, n int) finding.Text {
	if n == 1 {
		return texts().Of(key + ", one")
	}
	return texts().Say(key, n)
}

// lasting is a length of time in its largest whole unit.
func lasting(d time.Duration) finding.Text {
	const day = 24 * time.Hour
	switch {
	case d >= 365*day && d%(365*day) == 0:
		return texts().Say("years", d/(365*day))
	case d >= day && d%day == 0:
		return texts().Say("days", d/day)
	case d >= time.Hour && d%time.Hour == 0:
		return texts().Say("hours", d/time.Hour)
	case d >= time.Minute && d%time.Minute == 0:
		return texts().Say("minutes", d/time.Minute)
	}
	return texts().Say("seconds", d.Seconds())
}

// rateName is a rate of things as people write it: "1M tokens/min", "분당 토큰
// 100만".
func rateName(r model.PerTime, of finding.Text) finding.Text {
	unit := texts().Of("per second")
	switch r.Per {
	case time.Minute:
		unit = texts().Of("per minute")
	case time.Hour:
		unit = texts().Of("per hour")
	case 24 * time.Hour:
		unit = texts().Of("per day")
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
	return finding.Both(en+"/"+unit.En, unit.Ko+" "+ko)
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
		return texts().Of("memory")
	case "requests":
		return texts().Of("requests")
	case "queue-depth":
		return texts().Of("queue")
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
