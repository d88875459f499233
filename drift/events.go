package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/way"
)

// Events: what AWS itself takes from one thing to another. Somewhere stands a setting that
// names both ends, often by the ARN of a part, and it has to be on.

// delivered judges an event by what carries it.
func (c *comparison) delivered(conn *model.Connection, from, to end) judgement {
	from, to = c.end(conn.From), c.end(conn.To)
	if from.absent {
		return c.unrealised(conn, from)
	}
	if to.absent {
		return c.unrealised(conn, to)
	}
	set, ok := c.carrier(conn.Event.By.V, from, to)
	if !ok {
		missing := c.reader().lacking(way.Missing{Ignored: true, Text: finding.Say(
			"asbuilt does not follow what carries events from %s to %s by %s",
			"asbuilt는 %s에서 %s(으)로 이벤트를 전달하는 %s을(를) 따라가지 않습니다", from.name(), to.name(), conn.Event.By.V)})
		return judgement{settings: []setting{{facts: []fact{missing}}}}
	}
	if set.wrong == (finding.Text{}) {
		set.wrong = finding.Say("no working %s leads from %s to %s", "%[2]s에서 %[3]s(으)로 이어지는 %[1]s이(가) 동작하지 않습니다",
			conn.Event.By.V, from.ref.ID, to.ref.ID)
	}
	return judgement{settings: []setting{set}}
}

// carrier is the setting that carries events by a certain means; ok is false where asbuilt
// knows of none between such ends.
func (c *comparison) carrier(by string, from, to end) (set setting, ok bool) {
	s := c.reader()
	if topic, is := factsOf[*discover.Topic](from); is && by == "subscription" {
		return s.subscribed(from.resource, topic, to), true // it may tell people, too
	}
	if to.resource == nil {
		return set, false
	}
	if by == "rule" || by == "schedule" {
		if schedule, is := factsOf[*discover.Schedule](from); is {
			return s.scheduled(from.resource, schedule, to.resource), true
		}
		if _, is := factsOf[*discover.EventRule](from); is || by == "rule" {
			return s.ruled(from, to.resource), true
		}
	}
	if from.resource == nil {
		return set, false
	}
	queue, isQueue := factsOf[*discover.Queue](from)
	switch {
	case by == "event-source-mapping":
		return s.mapped(from.resource, to.resource), true
	case by == "pipe":
		return s.piped(from.resource, to.resource), true
	case by == "redrive" && isQueue:
		return setting{facts: []fact{s.read(from.resource, "DeadLetterTargetArn", queue.DeadLetterTargetArn)},
			holds: to.resource.HasARN(queue.DeadLetterTargetArn)}, true
	case by == "notification":
		return s.notified(from, to)
	}
	return set, false
}

// notified asks whether a bucket or a budget tells somebody.
func (s *subject) notified(from, to end) (setting, bool) {
	if f, ok := factsOf[*discover.Bucket](from); ok {
		_, bus := factsOf[*discover.EventBus](to)
		set := setting{facts: []fact{s.read(from.resource, "NotificationTargets", f.NotificationTargets)},
			holds: slices.ContainsFunc(f.NotificationTargets, to.resource.HasARN) ||
				bus && slices.Contains(f.NotificationTargets, discover.EventBridge)}
		return set.and(s.admitted(from.resource, to.resource, f.NotificationTargets)), true
	}
	if f, ok := factsOf[*discover.Budget](from); ok {
		set := setting{facts: []fact{s.read(from.resource, "Topics", f.Topics)},
			holds: slices.ContainsFunc(f.Topics, to.resource.HasARN)}
		return set.and(s.admitted(from.resource, to.resource, f.Topics)), true
	}
	return setting{}, false
}

// subscribed asks whether an end is among the subscribers of a topic that said yes. What
// AWS runs is named; of people and other systems the protocol is all that is known.
func (s *subject) subscribed(topic *discover.Resource, f *discover.Topic, to end) setting {
	if runsOnAWS(to) {
		set := setting{facts: []fact{s.read(topic, "Subscribers", f.Subscribers)},
			holds: slices.ContainsFunc(f.Subscribers, to.resource.HasARN)}
		return set.and(s.admitted(topic, to.resource, f.Subscribers))
	}
	return setting{facts: []fact{s.read(topic, "Subscriptions", len(f.Subscriptions))},
		holds: slices.ContainsFunc(f.Subscriptions, func(s discover.Subscription) bool {
			return s.Confirmed && !slices.Contains([]string{"lambda", "sqs", "firehose"}, s.Protocol)
		})}
}

// runsOnAWS reports whether an end is one of those that SNS knows by their ARN; it knows
// people, other systems and what is called by a URL by their addresses.
func runsOnAWS(to end) bool {
	_, function := factsOf[*discover.Function](to)
	_, queue := factsOf[*discover.Queue](to)
	_, stream := factsOf[*discover.DeliveryStream](to)
	return function || queue || stream
}

// oneOf is a setting that any of some carriers meets: one that surely does is enough. Where
// none does, all of them count, and that there are no others.
func oneOf(candidates []setting, complete ...fact) setting {
	set := setting{facts: complete}
	for _, one := range candidates {
		if one.holds && !slices.ContainsFunc(one.facts, func(f fact) bool { return f.gap != nil }) {
			return one
		}
		set.facts, set.holds, set.wrong = append(set.facts, one.facts...), set.holds || one.holds, one.wrong
	}
	return set
}

// mapped asks for a mapping by which a function polls a source.
func (s *subject) mapped(from, to *discover.Resource) setting {
	const typ = "AWS::Lambda::EventSourceMapping"
	var found []setting
	for _, r := range s.at.Type(typ) {
		f := r.Facts.(*discover.EventSourceMapping)
		if from.HasARN(f.EventSourceArn) && to.HasARN(f.FunctionName) {
			set := setting{facts: []fact{s.read(r, "Enabled", f.Enabled)}, holds: f.Enabled}
			if _, is := to.Facts.(*discover.Function); is {
				set = set.and(s.polled(to, from, f.EventSourceArn))
			}
			found = append(found, set)
		}
	}
	return oneOf(found, s.complete(typ, to))
}

// piped asks for a pipe between two things, one of which may be that pipe.
func (s *subject) piped(from, to *discover.Resource) setting {
	const typ = "AWS::Pipes::Pipe"
	var found []setting
	for _, r := range s.at.Type(typ) {
		f := r.Facts.(*discover.Pipe)
		if (r == from || from.HasARN(f.Source)) && (r == to || to.HasARN(f.Target)) {
			found = append(found, setting{facts: []fact{s.read(r, "CurrentState", f.CurrentState)},
				holds: f.CurrentState == "RUNNING"})
		}
	}
	return oneOf(found, s.complete(typ, to))
}

// scheduled asks whether a schedule starts something.
func (s *subject) scheduled(from *discover.Resource, f *discover.Schedule, to *discover.Resource) setting {
	set := setting{facts: []fact{s.read(from, "State", f.State), s.read(from, "TargetArn", f.TargetArn)}}
	leads := to.HasARN(f.TargetArn)
	set.holds = f.State == "ENABLED" && leads
	if !leads && startsTasks(f.TargetArn, to) {
		set.facts = append(set.facts, s.whichTask(from, to))
	}
	if !set.holds {
		return set
	}
	return set.and(s.sentAs(s.read(from, "TargetRoleArn", f.TargetRoleArn), f.TargetRoleArn, to, f.TargetArn))
}

// ruled asks for a rule that passes events on from one end to another: that rule, one on
// that bus, or one that takes what comes from there.
func (s *subject) ruled(from end, to *discover.Resource) setting {
	const typ = "AWS::Events::Rule"
	var found []setting
	for _, r := range s.at.Type(typ) {
		f := r.Facts.(*discover.EventRule)
		facts, takes := s.takes(r, f, from)
		if !takes {
			continue
		}
		set := setting{facts: append(facts, s.read(r, "State", f.State), s.read(r, "Targets", f.Targets))}
		switch {
		case slices.ContainsFunc(f.Targets, to.HasARN):
			set.holds = strings.HasPrefix(f.State, "ENABLED")
			set = set.and(s.admitted(r, to, f.Targets))
		case slices.ContainsFunc(f.Targets, func(arn string) bool { return startsTasks(arn, to) }):
			set.facts = append(set.facts, s.whichTask(r, to))
		case from.resource != r: // what another rule does explains nothing, unless nobody read it
			if set.facts = s.gaps(set.facts); len(set.facts) == 0 {
				continue
			}
		}
		found = append(found, set)
	}
	near := to
	if from.resource != nil {
		near = from.resource
	}
	return oneOf(found, s.complete(typ, near))
}

// takes reports whether a rule takes events that come from an end, with the facts that say
// so. Services of AWS send events to the default bus, under the name that their ARNs have;
// what a program sends goes by any other name, to any bus.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html
func (s *subject) takes(rule *discover.Resource, f *discover.EventRule, from end) (facts []fact, takes bool) {
	if rule == from.resource {
		return nil, true
	}
	if _, is := factsOf[*discover.EventRule](from); is {
		return nil, false
	}
	if _, is := factsOf[*discover.EventBus](from); is {
		bus := f.EventBusName
		same := rule.Account == from.resource.Account && rule.Region == from.resource.Region &&
			(bus == from.resource.Name || from.resource.HasARN(bus))
		facts = s.unread(rule, "EventBusName")
		return facts, same || len(facts) > 0
	}
	facts = s.unread(rule, "EventPattern", "EventBusName")
	if from.resource == nil || len(facts) > 0 {
		return facts, true
	}
	if f.EventPattern == nil { // it runs at times
		return nil, false
	}
	sources, own := f.EventPattern.Source, "aws."+serviceOf(from.resource.ARN)
	if c := s.category(from); c == kind.Compute || c == kind.Process { // what it sends has a name that it chooses
		return nil, len(sources) == 0 || slices.ContainsFunc(sources, func(name string) bool {
			return name == own || !strings.HasPrefix(name, "aws.") || strings.HasPrefix(name, "aws.partner/")
		})
	}
	bus := f.EventBusName == "default" || strings.HasSuffix(f.EventBusName, ":event-bus/default")
	return nil, bus && (len(sources) == 0 || own == "aws." || slices.ContainsFunc(sources, func(name string) bool {
		return name == own || strings.HasPrefix(name, "{") // a test, such as of how it begins
	}))
}

// startsTasks reports whether a target is the cluster of a service or task: that is what
// rules and schedules name, with a task definition beside it that asbuilt does not read.
func startsTasks(target string, to *discover.Resource) bool {
	f, ok := to.Facts.(discover.Started)
	return ok && f.RunsOn(target).Value
}

// whichTask says that nobody read which task something starts.
func (s *subject) whichTask(by, to *discover.Resource) fact {
	return s.lacking(way.Missing{Ignored: true, Text: finding.Say(
		"asbuilt does not follow which task %s starts, and so whether it is that of %s",
		"asbuilt는 %s이(가) 어느 태스크를 시작하는지 따라가지 않으므로 %s의 태스크인지 알 수 없습니다", nameOf(by), nameOf(to))})
}
