package parts

import (
	"fmt"
	"strconv"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/words"
)

// say puts a value of the model into words; names is what a reference refers
// to, as in the tags of package model. ok is false for what is not said in one
// piece; an unset value has no links.
func (l Links) say(v any, names string) (links []Link, at finding.Position, ok bool) {
	switch v := v.(type) {
	case model.Text:
		return l.sayText(v)
	case model.Ref:
		if !v.IsSet() {
			return nil, at, true
		}
		return []Link{l.RefTo(names, v)}, v.Position, true
	case *model.Arrow:
		if v == nil {
			return nil, at, true
		}
		return one(l.Ref(v.From).Text+" → "+l.Ref(v.To).Text, v.Position, true)
	case *model.Match:
		return l.sayMatch(v)
	case *model.KeyValue:
		if webAddress(v.Value.V) {
			return []Link{{Text: v.ID, Href: v.Value.V}}, v.Position, true
		}
	}
	if text, at, ok := l.scalar(v); ok {
		return one(text, at, !at.IsZero())
	}
	if text, at, ok := l.sentence(v); ok {
		return one(text, at, true)
	}
	return nil, at, false
}

func one(text string, at finding.Position, set bool) ([]Link, finding.Position, bool) {
	if !set {
		return nil, at, true
	}
	return []Link{{Text: text}}, at, true
}

func (l Links) sayText(t model.Text) ([]Link, finding.Position, bool) {
	if t.IsZero() {
		return nil, t.Position, true
	}
	return []Link{{Text: t.In(l.Language()), Lang: l.Fallback(t.Text)}}, t.Position, true
}

// scalar is a scalar of the language as text.
func (l Links) scalar(v any) (text string, at finding.Position, ok bool) {
	switch v := v.(type) {
	case model.String:
		return v.V, v.Position, true
	case model.Int:
		return words.Grouped(strconv.Itoa(v.V)), v.Position, true
	case model.Number:
		return words.Number(v.V), v.Position, true
	case model.Bool:
		return l.T("bool-" + strconv.FormatBool(v.V)), v.Position, true
	case model.Duration:
		return l.Duration(v.V), v.Position, true
	case model.Bytes:
		return words.Bytes(v.V), v.Position, true
	case model.Rate:
		return l.Rate(v.V), v.Position, true
	case model.Date:
		return words.Day(v.V), v.Position, true
	case model.CIDR:
		return v.V.Text, v.Position, true
	case model.Port:
		return words.Port(v.V), v.Position, true
	}
	return "", at, false
}

// sentence is a small struct of the language in one line.
func (l Links) sentence(v any) (text string, at finding.Position, ok bool) {
	switch v := v.(type) {
	case *model.Alarm:
		return l.Alarm(v), v.Metric.Position, true
	case *model.Listener:
		return words.Joined(words.Port(v.Port.V), v.Protocol.V, v.TLS.V), v.Port.Position, true
	case *model.LifecycleRule:
		return l.lifecycle(v)
	case *model.CapacityProvider:
		return fmt.Sprintf("%s (base %d, weight %d)", v.ID, v.Base.V, v.Weight.V), v.Position, true
	case *model.ScalingMetric:
		return v.Metric.V + " → " + words.Number(v.Target.V), v.Metric.Position, true
	case *model.ScheduledScale:
		return fmt.Sprintf("%s: %d–%d", v.At.V, v.Min.V, v.Max.V), v.At.Position, true
	case *model.KeyValue:
		return v.ID + " = " + v.Value.V, v.Position, true
	case *model.SecretRef:
		return v.ID + " ← " + l.Ref(v.Secret).Text, v.Position, true
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

// Alarm is an alarm in one line.
func (l Links) Alarm(a *model.Alarm) string {
	text := a.Metric.V
	switch {
	case a.Above.IsSet():
		text += " > " + words.Number(a.Above.V)
	case a.Below.IsSet():
		text += " < " + words.Number(a.Below.V)
	case a.Anomaly.V:
		text += " " + l.T("anomaly")
	}
	if a.For.IsSet() {
		text += ", " + l.Duration(a.For.V)
	}
	if a.Notifies.IsSet() {
		text += " → " + l.Ref(a.Notifies).Text
	}
	return text
}

func (l Links) lifecycle(r *model.LifecycleRule) (string, finding.Position, bool) {
	var parts []string
	at := r.Prefix.Position
	if r.Prefix.IsSet() {
		parts = append(parts, r.Prefix.V)
	}
	if r.Transition.IsSet() {
		parts, at = append(parts, l.Duration(r.After.V)+" → "+r.Transition.V), r.Transition.Position
	}
	if r.Expire.IsSet() {
		parts, at = append(parts, l.T("expires-after", l.Duration(r.Expire.V))), r.Expire.Position
	}
	return strings.Join(parts, " · "), at, true
}

func (l Links) sayMatch(m *model.Match) ([]Link, finding.Position, bool) {
	if m == nil {
		return nil, finding.Position{}, true
	}
	var links []Link
	at := m.None.Position
	if m.None.IsSet() {
		links = append(links, Link{Text: l.T("match-none")})
	}
	for _, s := range []struct {
		key string
		v   model.String
	}{{"arn", m.ARN}, {"id", m.AWS}, {"name", m.Name}} {
		if s.v.IsSet() {
			links, at = append(links, Link{Text: s.key + " = " + s.v.V}), s.v.Position
		}
	}
	for _, t := range m.Tags {
		links, at = append(links, Link{Text: "tag " + t.ID + " = " + t.Value.V}), t.Position
	}
	return links, at, true
}
