package drift

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Alarms: what the model says is watched is watched, at the declared
// threshold, and someone is told.

const (
	// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
	codeNoAlarm = "alarm-missing"
	// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
	codeAlarmThreshold = "alarm-threshold-differs"
	// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
	codeSilent = "monitoring-silent"
)

func alarmRules() finding.Rules {
	return finding.Rules{
		{Code: codeNoAlarm, Severity: finding.Error},
		{Code: codeAlarmThreshold, Severity: finding.Warning},
		{Code: codeSilent, Severity: finding.Error},
	}
}

const alarmType = "AWS::CloudWatch::Alarm"

// scalingAlarm begins the names of the alarms that target tracking makes for
// itself; they call the scaling and nobody else
// (docs.aws.amazon.com/autoscaling/application/userguide, "How target tracking
// scaling works").
const scalingAlarm = "TargetTracking-"

func checkAlarms(s *subject) {
	ops := s.element.Operations
	if ops == nil {
		return
	}
	used := map[string]int{}
	for _, want := range ops.Alarms {
		key := "operations.alarms." + want.Metric.V
		if want.Name.IsSet() {
			key = "operations.alarms." + want.Name.V
		}
		if used[key]++; used[key] > 1 { // warning and critical on one metric
			key += fmt.Sprintf("#%d", used[key])
		}
		s.checkAlarm(key, want)
	}
}

func (s *subject) checkAlarm(key string, want *model.Alarm) {
	if s.pair != nil && s.resource == nil {
		return // what it would watch is missing, and reported
	}
	for _, m := range s.measured(want) {
		s.checkAlarmOn(key+m.part, want, m.by)
	}
}

// measured is what one alarm watches: pairs of which any will do, and "@" with the name
// of the part that they are of, where each of several has metrics of its own.
type measured struct {
	part string
	by   []discover.Dimension
}

// measured is the whole, or where alarms watch its parts, each of them: the node that
// nobody watches may be the one that fills up.
func (s *subject) measured(want *model.Alarm) []measured {
	all := s.dimensions()
	isPart := func(d discover.Dimension) bool { return d.Part }
	whole := slices.DeleteFunc(slices.Clone(all), isPart)
	parts := slices.DeleteFunc(slices.Clone(all), func(d discover.Dimension) bool { return !d.Part })
	by := func(dimensions []discover.Dimension) bool {
		return slices.ContainsFunc(s.at.Type(alarmType), func(r *discover.Resource) bool {
			return watches(r.Facts.(*discover.Alarm), want.Metric.V, dimensions)
		})
	}
	if want.Name.IsSet() || len(parts) < 2 || by(whole) || !by(parts) {
		return []measured{{by: all}}
	}
	var each []measured
	for _, d := range parts {
		each = append(each, measured{part: "@" + d.Value, by: []discover.Dimension{d}})
	}
	return each
}

func (s *subject) checkAlarmOn(key string, want *model.Alarm, by []discover.Dimension) {
	alarm, unread := s.alarm(want, by)
	at, of := want.Metric.Position, s.id
	if _, part, ok := strings.Cut(key, "@"); ok {
		of = part
	}
	if alarm == nil {
		s.judge(claim{
			code:     codeNoAlarm,
			fact:     key,
			at:       at,
			facts:    append([]fact{s.nothing(alarmType, want.Metric.V+" of "+of)}, unread...),
			declared: want.Metric.V,
			found:    "none",
			message:  finding.Say("no alarm watches %s of %q", "%[2]q에 %[1]s 경보가 없습니다", want.Metric.V, of),
		})
		return
	}
	s.judge(claim{code: codeNoAlarm, fact: key, at: at, facts: []fact{s.named(alarm)}, holds: true})
	s.checkThreshold(key, want, alarm, unread)
	s.checkHeard(key, want, alarm)
}

// alarm is the alarm that the model means: the one with the name, else one on
// the metric of what goes by these dimensions; of several, the one with the declared
// threshold. unread are facts for want of which it may be another one.
func (s *subject) alarm(want *model.Alarm, dimensions []discover.Dimension) (alarm *discover.Resource, unread []fact) {
	account, region := s.whereabouts()
	for _, d := range dimensions {
		unread = append(unread, s.unread(s.resource, d.Fact)...)
	}
	for _, r := range s.at.Type(alarmType) {
		if account != "" && r.Account != account || region != "" && r.Region != region {
			continue
		}
		if want.Name.IsSet() {
			if r.Name == want.Name.V {
				return r, nil
			}
			continue
		}
		if strings.HasPrefix(r.Name, scalingAlarm) {
			continue
		}
		unread = append(unread, s.unread(r, "MetricName", "Dimensions", "Metrics.MetricName", "Metrics.Dimensions")...)
		f := r.Facts.(*discover.Alarm)
		if !watches(f, want.Metric.V, dimensions) {
			continue
		}
		if ok, _, _ := sameThreshold(want, f); ok {
			return r, nil
		}
		unread = append(unread, s.unread(r, thresholdFacts...)...)
		alarm = cmp.Or(alarm, r)
	}
	if want.Name.IsSet() {
		unread = nil
	}
	return alarm, unread
}

// thresholdFacts say when an alarm rings.
var thresholdFacts = []string{"Threshold", "ComparisonOperator", "ThresholdMetricId"}

// watches reports whether an alarm is about the metric, and about the resource
// with these dimensions; nil dimensions stand for any resource.
func watches(f *discover.Alarm, metric string, dimensions []discover.Dimension) bool {
	about := func(name string, has map[string]string) bool {
		its := func(d discover.Dimension) bool { return in(d, has) }
		return name == metric && (dimensions == nil || slices.ContainsFunc(dimensions, its))
	}
	return about(f.MetricName, f.Dimensions) ||
		slices.ContainsFunc(f.Metrics, func(m discover.AlarmMetric) bool { return about(m.MetricName, m.Dimensions) })
}

// in reports whether metrics with those pairs are the resource's own: where the
// name of a pair is not known, its value under any name will do.
func in(d discover.Dimension, has map[string]string) bool {
	if d.Value == "" {
		return false
	}
	if d.Name == "" {
		return slices.Contains(slices.Collect(maps.Values(has)), d.Value)
	}
	return has[d.Name] == d.Value
}

// dimensions are the pairs by which CloudWatch knows the resource, any of
// which will do; nil for what AWS does not run.
func (s *subject) dimensions() []discover.Dimension {
	if s.resource == nil {
		return nil
	}
	if f, ok := s.resource.Facts.(discover.Measured); ok {
		return f.Dimensions(s.resource)
	}
	var all []discover.Dimension
	for _, value := range []string{s.resource.Name, s.resource.ID} {
		all = append(all, discover.Dimension{Reading: discover.Reading[string]{Value: value}})
	}
	return all
}

func (s *subject) checkThreshold(key string, want *model.Alarm, alarm *discover.Resource, unread []fact) {
	f := alarm.Facts.(*discover.Alarm)
	holds, declared, found := sameThreshold(want, f)
	threshold := s.read(alarm, "Threshold", f.Threshold)
	threshold.leads = show(f.Threshold) == show(cmp.Or(want.Above.V, want.Below.V)) // it rings the other way
	facts := append([]fact{threshold, s.read(alarm, "ComparisonOperator", f.ComparisonOperator)},
		s.unread(alarm, "ThresholdMetricId")...)
	if f.ThresholdMetricId != "" { // then AWS reckons the threshold
		facts = append([]fact{s.read(alarm, "ThresholdMetricId", f.ThresholdMetricId)},
			s.unread(alarm, "Threshold", "ComparisonOperator")...)
	}
	at := want.Above.Position
	for _, p := range []finding.Position{want.Below.Position, want.Anomaly.Position, want.Metric.Position} {
		at = cmp.Or(at, p)
	}
	s.judge(claim{
		code:     codeAlarmThreshold,
		fact:     key,
		at:       at,
		holds:    holds,
		declared: declared,
		found:    found,
		facts:    append(facts, unread...),
		message: finding.Say("the alarm %q rings when %s is %s, declared %s",
			"경보 %q의 기준이 %s %s입니다(선언: %s)", alarm.Name, want.Metric.V, bound(found), bound(declared)),
	})
	if !want.For.IsSet() {
		return
	}
	after := time.Duration(period(f)*f.EvaluationPeriods) * time.Second
	lasts := s.read(alarm, "EvaluationPeriods", fmt.Sprintf("%d × %d s", f.EvaluationPeriods, period(f)))
	s.judge(claim{
		code:     codeAlarmThreshold,
		fact:     key + ".for",
		at:       want.For.Position,
		holds:    after == want.For.V,
		declared: age(want.For.V),
		found:    age(after),
		facts:    slices.Concat([]fact{lasts}, s.unread(alarm, "Period", "Metrics.Period"), unread),
		message: finding.Say("the alarm %q rings after %s, declared %s",
			"경보 %q이(가) %s 뒤에 울립니다(선언: %s)", alarm.Name, lasting(after), lasting(want.For.V)),
	})
}

// sameThreshold compares value and direction, and words both.
func sameThreshold(want *model.Alarm, f *discover.Alarm) (same bool, declared, found string) {
	switch {
	case want.Anomaly.V:
		declared = "unusual"
	case want.Above.IsSet():
		declared = "above " + show(want.Above.V)
	default:
		declared = "below " + show(want.Below.V)
	}
	switch {
	case f.ThresholdMetricId != "":
		found = "unusual"
	case strings.HasPrefix(f.ComparisonOperator, "Greater"):
		found = "above " + show(f.Threshold)
	case strings.HasPrefix(f.ComparisonOperator, "Less"):
		found = "below " + show(f.Threshold)
	default: // in a way that AWS may add
		found = strings.TrimSpace(f.ComparisonOperator + " " + show(f.Threshold))
	}
	return declared == found, declared, found
}

// bound is a value with its direction, in both languages.
func bound(words string) finding.Text {
	direction, value, _ := strings.Cut(words, " ")
	switch direction {
	case "above":
		return finding.Both(words, value+" 초과")
	case "below":
		return finding.Both(words, value+" 미만")
	case "unusual":
		return finding.Both(words, "이상 탐지 범위 밖")
	}
	return finding.Both(words, words)
}

func period(f *discover.Alarm) int {
	for _, m := range f.Metrics {
		if f.Period == 0 && m.Period > 0 {
			return m.Period
		}
	}
	return f.Period
}

func (s *subject) checkHeard(key string, want *model.Alarm, alarm *discover.Resource) {
	f := alarm.Facts.(*discover.Alarm)
	enabled := s.read(alarm, "ActionsEnabled", f.ActionsEnabled)
	enabled.leads = f.ActionsEnabled
	actions, facts := f.AlarmActions, []fact{enabled, s.read(alarm, "AlarmActions", f.AlarmActions)}
	said := map[*discover.Resource][]string{}
	if f.ActionsEnabled {
		said[alarm] = actions
	} else {
		actions = nil
	}
	announcing, unsure := s.announcing(alarm)
	for _, r := range announcing {
		c := r.Facts.(*discover.CompositeAlarm)
		unsure = append(unsure, s.unread(r, "ActionsEnabled")...)
		if c.ActionsEnabled {
			actions, said[r] = slices.Concat(actions, c.AlarmActions), c.AlarmActions
			facts = append(facts, s.read(r, "AlarmActions", c.AlarmActions))
		}
	}
	why, ko := "it has no action", "동작이 없습니다"
	holds := false
	if topic := s.pairs.Ref(want.Notifies); topic != nil {
		holds = slices.Contains(actions, topic.ARN)
		if len(actions) > 0 {
			why, ko = "it does not tell "+want.Notifies.ID, want.Notifies.ID+"에 알리지 않습니다"
		}
		if holds {
			var heard bool
			heard, facts = s.heard(topic, leading(facts...))
			if holds = heard; !heard {
				why, ko = want.Notifies.ID+" has no confirmed subscriber", want.Notifies.ID+"에 확인된 구독자가 없습니다"
			} else if _, is := topic.Facts.(*discover.Topic); is {
				set := s.announced(append([]*discover.Resource{alarm}, announcing...), said, topic)
				facts, holds = append(leading(facts...), set.facts...), set.holds
				why, ko = set.wrong.En, set.wrong.Ko
			}
		}
	} else {
		holds = len(actions) > 0
	}
	if !f.ActionsEnabled {
		why, ko = "its actions are off", "동작이 꺼져 있습니다"
	}
	if !holds {
		facts = append(facts, unsure...)
	}
	s.judge(claim{
		code:     codeSilent,
		fact:     key,
		at:       cmp.Or(want.Notifies.Position, want.Metric.Position),
		facts:    facts,
		holds:    holds,
		declared: want.Notifies.ID,
		found:    show(actions),
		message: finding.Text{
			En: fmt.Sprintf("nobody hears the alarm %q on %s of %q: %s", alarm.Name, want.Metric.V, s.id, why),
			Ko: fmt.Sprintf("%q의 %s 경보(%s)에 수신자가 없습니다: %s", s.id, want.Metric.V, alarm.Name, ko),
		},
	})
}

// announcing are the composite alarms that go into ALARM when an alarm does, by
// their own rule or because such a one is among what they ask. unread are facts
// for want of which others may, and rules that nobody understands.
func (s *subject) announcing(alarm *discover.Resource) (all []*discover.Resource, unread []fact) {
	const typ = "AWS::CloudWatch::CompositeAlarm"
	unread = []fact{s.complete(typ, alarm)}
	names := []string{alarm.Name, alarm.ARN}
	asked := map[*discover.Resource][]string{}
	for _, r := range s.at.Type(typ) {
		if !sameRegion(r, alarm) {
			continue
		}
		rule := r.Facts.(*discover.CompositeAlarm).AlarmRule
		unread = append(unread, s.unread(r, "AlarmRule")...)
		alarms, ok := heralds(rule)
		if !ok && s.at.Missing(r, "AlarmRule") == nil {
			unread = append(unread, s.beyond("asbuilt does not understand the rule of the composite alarm %s",
				"asbuilt는 복합 경보 %s의 규칙을 해석하지 못합니다", r.Name))
		}
		asked[r] = alarms
	}
	for more := true; more; {
		more = false
		for _, r := range s.at.Type(typ) {
			asks := slices.ContainsFunc(asked[r], func(name string) bool { return slices.Contains(names, name) })
			if asks && !slices.Contains(all, r) {
				all, names, more = append(all, r), append(names, r.Name, r.ARN), true
			}
		}
	}
	return all, unread
}

// announced asks whether a topic takes what one of some alarms says to it: its policy has to let
// CloudWatch in, and so has the key that encrypts it. The policy that a topic has from the
// start is about who owns what sends.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
func (s *subject) announced(
	alarms []*discover.Resource, said map[*discover.Resource][]string, topic *discover.Resource,
) setting {
	const service = "cloudwatch.amazonaws.com"
	var taken []setting
	for _, r := range alarms {
		if !slices.Contains(said[r], topic.ARN) {
			continue
		}
		a := asking{principals: []string{service}, action: "sns:Publish", resource: topic.ARN,
			says: requestOf(r, r.ARN, service)}
		a.says["aws:sourceowner"] = r.Account
		taken = append(taken, s.policed(a, topic, finding.Same(nameOf(r))).and(s.unsealed(a, r, topic)))
	}
	return oneOf(taken)
}

// heard reports whether a topic has a confirmed subscriber.
func (s *subject) heard(topic *discover.Resource, facts []fact) (bool, []fact) {
	f, ok := topic.Facts.(*discover.Topic)
	if !ok {
		return true, facts
	}
	n := 0
	for _, sub := range f.Subscriptions {
		if sub.Confirmed {
			n += sub.Count
		}
	}
	return n > 0, append(facts, s.read(topic, "Subscriptions", fmt.Sprintf("%d confirmed", n)))
}
