package site

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
)

// say puts a value of the model into words; names is what a reference refers
// to, as in the tags of package model. ok is false for what is not said in one
// piece; an unset value has no links.
func (p *page) say(v any, names string) (links []link, at finding.Position, ok bool) {
	switch v := v.(type) {
	case model.Text:
		return p.sayText(v)
	case model.Ref:
		if !v.IsSet() {
			return nil, at, true
		}
		return []link{p.refTo(names, v)}, v.Position, true
	case *model.Arrow:
		if v == nil {
			return nil, at, true
		}
		return one(p.ref(v.From).Text+" → "+p.ref(v.To).Text, v.Position, true)
	case *model.Match:
		return p.sayMatch(v)
	case *model.KeyValue:
		if webAddress(v.Value.V) {
			return []link{{Text: v.ID, Href: v.Value.V}}, v.Position, true
		}
	}
	if text, at, ok := p.scalar(v); ok {
		return one(text, at, !at.IsZero())
	}
	if text, at, ok := p.sentence(v); ok {
		return one(text, at, true)
	}
	return nil, at, false
}

func one(text string, at finding.Position, set bool) ([]link, finding.Position, bool) {
	if !set {
		return nil, at, true
	}
	return []link{{Text: text}}, at, true
}

func (p *page) sayText(t model.Text) ([]link, finding.Position, bool) {
	if t.IsZero() {
		return nil, t.Position, true
	}
	return []link{{Text: t.In(p.lang), Lang: p.fallback(t.Text)}}, t.Position, true
}

// scalar is a scalar of the language as text.
func (ed *edition) scalar(v any) (text string, at finding.Position, ok bool) {
	switch v := v.(type) {
	case model.String:
		return v.V, v.Position, true
	case model.Int:
		return grouped(strconv.Itoa(v.V)), v.Position, true
	case model.Number:
		return number(v.V), v.Position, true
	case model.Bool:
		return ed.T("bool-" + strconv.FormatBool(v.V)), v.Position, true
	case model.Duration:
		return ed.duration(v.V), v.Position, true
	case model.Bytes:
		return bytesText(v.V), v.Position, true
	case model.Rate:
		return ed.rate(v.V), v.Position, true
	case model.Date:
		return day(v.V), v.Position, true
	case model.CIDR:
		return v.V.Text, v.Position, true
	case model.Port:
		return portText(v.V), v.Position, true
	}
	return "", at, false
}

// sentence is a small struct of the language in one line.
func (p *page) sentence(v any) (text string, at finding.Position, ok bool) {
	switch v := v.(type) {
	case *model.Alarm:
		return p.alarm(v), v.Metric.Position, true
	case *model.Listener:
		return joined(portText(v.Port.V), v.Protocol.V, v.TLS.V), v.Port.Position, true
	case *model.LifecycleRule:
		return p.lifecycle(v)
	case *model.CapacityProvider:
		return fmt.Sprintf("%s (base %d, weight %d)", v.ID, v.Base.V, v.Weight.V), v.Position, true
	case *model.ScalingMetric:
		return v.Metric.V + " → " + number(v.Target.V), v.Metric.Position, true
	case *model.ScheduledScale:
		return fmt.Sprintf("%s: %d–%d", v.At.V, v.Min.V, v.Max.V), v.At.Position, true
	case *model.KeyValue:
		return v.ID + " = " + v.Value.V, v.Position, true
	case *model.SecretRef:
		return v.ID + " ← " + p.ref(v.Secret).Text, v.Position, true
	case *model.ZoneCIDR:
		return v.ID + ": " + v.CIDR.V.Text, v.Position, true
	case *model.UserCreds:
		order := make([]string, len(v.Order))
		for i, o := range v.Order {
			order[i] = o.V
		}
		return v.ID + ": " + strings.Join(order, " → "), v.Position, true
	}
	return "", at, false
}

// joined joins what is not empty.
func joined(all ...string) string {
	var kept []string
	for _, w := range all {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " · ")
}

func (p *page) alarm(a *model.Alarm) string {
	text := a.Metric.V
	switch {
	case a.Above.IsSet():
		text += " > " + number(a.Above.V)
	case a.Below.IsSet():
		text += " < " + number(a.Below.V)
	case a.Anomaly.V:
		text += " " + p.T("anomaly")
	}
	if a.For.IsSet() {
		text += ", " + p.duration(a.For.V)
	}
	if a.Notifies.IsSet() {
		text += " → " + p.ref(a.Notifies).Text
	}
	return text
}

func (p *page) lifecycle(r *model.LifecycleRule) (string, finding.Position, bool) {
	var parts []string
	at := r.Prefix.Position
	if r.Prefix.IsSet() {
		parts = append(parts, r.Prefix.V)
	}
	if r.Transition.IsSet() {
		parts, at = append(parts, p.duration(r.After.V)+" → "+r.Transition.V), r.Transition.Position
	}
	if r.Expire.IsSet() {
		parts, at = append(parts, p.T("expires-after", p.duration(r.Expire.V))), r.Expire.Position
	}
	return strings.Join(parts, " · "), at, true
}

func (p *page) sayMatch(m *model.Match) ([]link, finding.Position, bool) {
	if m == nil {
		return nil, finding.Position{}, true
	}
	var links []link
	at := m.None.Position
	if m.None.IsSet() {
		links = append(links, link{Text: p.T("match-none")})
	}
	for _, s := range []struct {
		key string
		v   model.String
	}{{"arn", m.ARN}, {"id", m.AWS}, {"name", m.Name}} {
		if s.v.IsSet() {
			links, at = append(links, link{Text: s.key + " = " + s.v.V}), s.v.Position
		}
	}
	for _, t := range m.Tags {
		links, at = append(links, link{Text: "tag " + t.ID + " = " + t.Value.V}), t.Position
	}
	return links, at, true
}

// enum is a word of the language in the reader's, where it has one.
func (ed *edition) enum(word string) string {
	if t, ok := enumWords[word]; ok {
		return t.In(ed.lang)
	}
	return word
}

// duration is d in its largest whole unit.
func (ed *edition) duration(d time.Duration) string {
	const daily = 24 * time.Hour
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"year", 365 * daily}, {"day", daily}, {"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}} {
		if d >= u.size && d%u.size == 0 {
			return ed.count(u.name, int(d/u.size))
		}
	}
	return d.String()
}

// count is n of a unit of time: 1 day, 90 days.
func (ed *edition) count(unit string, n int) string {
	if ed.lang == finding.English && n != 1 {
		unit += "s"
	}
	if ed.lang == finding.Korean {
		return grouped(strconv.Itoa(n)) + ed.T("unit-"+unit)
	}
	return grouped(strconv.Itoa(n)) + " " + unit
}

func (ed *edition) rate(r model.PerTime) string {
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"second", time.Second}, {"minute", time.Minute}, {"hour", time.Hour}, {"day", 24 * time.Hour}} {
		if r.Per == u.size {
			return ed.T("per-"+u.name, number(r.N))
		}
	}
	return number(r.N) + " / " + ed.duration(r.Per)
}

// bytesText is n in its largest whole unit, in powers of 1024.
func bytesText(n int64) string {
	for _, u := range []struct {
		name string
		size int64
	}{{"TB", 1 << 40}, {"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}} {
		if n >= u.size && n%u.size == 0 {
			return grouped(strconv.FormatInt(n/u.size, 10)) + " " + u.name
		}
	}
	return grouped(strconv.FormatInt(n, 10)) + " B"
}

func portText(r model.PortRange) string {
	switch {
	case r.Protocol == "icmp":
		return r.Protocol
	case r.First == r.Last:
		return fmt.Sprintf("%d/%s", r.First, r.Protocol)
	}
	return fmt.Sprintf("%d–%d/%s", r.First, r.Last, r.Protocol)
}

func number(f float64) string { return grouped(strconv.FormatFloat(f, 'f', -1, 64)) }

// grouped puts a comma between groups of three digits before the point.
func grouped(digits string) string {
	whole, rest, point := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		return whole + "." + rest
	}
	return whole
}
