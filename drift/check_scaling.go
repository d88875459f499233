package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Scaling: a service or fleet scales within the declared band, after the
// declared metrics. Counts are never compared, only bands.

const (
	// https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-ecs.html
	codeNoScaling = "does-not-scale"
	// https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-ecs.html
	// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
	codeScalingBand = "scaling-band-differs"
	// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
	codeScalingTarget = "scaling-target-differs"
	// docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html
	codeScalingSuspended = "scaling-suspended"
	// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
	codeScheduledScaling = "scheduled-scaling-differs"
	// https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-ecs.html
	codeOutsideBand = "outside-band"
)

func scalingRules() finding.Rules {
	return finding.Rules{
		{Code: codeNoScaling, Severity: finding.Error},
		{Code: codeScalingBand, Severity: finding.Error},
		{Code: codeScalingTarget, Severity: finding.Warning},
		{Code: codeScalingSuspended, Severity: finding.Warning},
		{Code: codeScheduledScaling, Severity: finding.Warning},
		{Code: codeOutsideBand, Severity: finding.Warning},
	}
}

func checkScaling(s *subject) {
	if s.element == nil || s.element.Scaling == nil || s.pair.Partition != nil {
		return
	}
	if f, ok := s.resource.Facts.(*discover.ECSService); ok { // a target of Application Auto Scaling has its band
		s.checkServiceScaling(f)
		return
	}
	if f, ok := s.resource.Facts.(*discover.Function); ok { // it has a most, and no fewest
		s.checkConcurrency(f)
		return
	}
	if f, ok := s.resource.Facts.(*discover.AutoScalingGroup); ok { // it has its band itself
		s.checkBand(s.resource, f.Band())
		s.checkProcesses(f)
		s.checkTargets("AWS::AutoScaling::ScalingPolicy", f.AutoScalingGroupName, "AutoScalingGroupName")
	}
}

func (s *subject) checkServiceScaling(f *discover.ECSService) {
	want := s.element.Scaling
	s.judge(claim{
		code:     codeOutsideBand,
		fact:     "scaling",
		facts:    []fact{s.read(s.resource, "DesiredCount", f.DesiredCount)},
		holds:    f.DesiredCount >= want.Min.V && f.DesiredCount <= maxOf(want),
		declared: fmt.Sprintf("%d..%d", want.Min.V, maxOf(want)),
		found:    fmt.Sprint(f.DesiredCount),
		message: finding.Say("%q is asked to run %d tasks, outside its band %d to %d",
			"%q에 요청된 태스크 수 %d이(가) 범위 %d~%d 밖입니다", s.id, f.DesiredCount, want.Min.V, maxOf(want)),
	})
	const typ = "AWS::ApplicationAutoScaling::ScalableTarget"
	id := "service/" + discover.LastSegment(f.Cluster) + "/" + f.ServiceName
	for _, target := range s.at.Type(typ) {
		t := target.Facts.(*discover.ScalableTarget)
		if t.ResourceId != id || t.ScalableDimension != "ecs:service:DesiredCount" || !sameRegion(target, s.resource) {
			continue
		}
		s.judge(claim{code: codeNoScaling, fact: "scaling", facts: []fact{s.named(target)}, holds: true})
		s.checkBand(target, t.Band())
		s.checkSuspended(target, t)
		s.checkTargets("AWS::ApplicationAutoScaling::ScalingPolicy", id)
		return
	}
	none := s.nothing(typ, id, "ResourceId", "ScalableDimension")
	none.gap = cmp.Or(firstGap(s.unread(s.resource, "Cluster", "ServiceName")), none.gap)
	if want.Min.V == maxOf(want) && none.gap == nil {
		return // a fixed count needs no scaling
	}
	s.judge(claim{
		code:     codeNoScaling,
		fact:     "scaling",
		facts:    []fact{none},
		declared: fmt.Sprintf("%d..%d", want.Min.V, want.Max.V),
		found:    "none",
		message: finding.Say("%q does not scale by itself, declared %d to %d",
			"%q에 자동 확장이 없습니다(선언: %d~%d)", s.id, want.Min.V, want.Max.V),
	})
}

// checkConcurrency compares how many of a function may run at once. Without a
// reservation, as many as the account has left.
func (s *subject) checkConcurrency(f *discover.Function) {
	want, found := s.element.Scaling.Max.V, finding.Both("as many as the account has left", "계정에 남은 만큼")
	if n := f.ReservedConcurrentExecutions; n != nil {
		found = finding.Both(show(n), show(n))
	}
	s.judge(claim{
		code:     codeScalingBand,
		fact:     "scaling.max",
		facts:    []fact{s.read(s.resource, "ReservedConcurrentExecutions", found.En)},
		holds:    found.En == fmt.Sprint(want),
		declared: fmt.Sprint(want),
		found:    found.En,
		message: finding.Text{
			En: fmt.Sprintf("%q runs at most %s, declared %d", s.id, found.En, want),
			Ko: fmt.Sprintf("%q의 최대 수: %s(선언: %d)", s.id, found.Ko, want),
		},
	})
}

func maxOf(s *model.Scaling) int {
	most := s.Max.V
	for _, sched := range s.Scheduled {
		most = max(most, sched.Max.V)
	}
	return most
}

// checkBand compares both ends of a band, and what moves them. A scheduled action
// moves the ends, so those it sets are as good as the usual ones.
func (s *subject) checkBand(r *discover.Resource, b discover.Band) {
	want := s.element.Scaling
	mins, maxes := []int{want.Min.V}, []int{want.Max.V}
	for _, sched := range want.Scheduled {
		if sched.Min.IsSet() {
			mins = append(mins, sched.Min.V)
		}
		if sched.Max.IsSet() {
			maxes = append(maxes, sched.Max.V)
		}
	}
	s.judge(claim{
		code:     codeScalingBand,
		fact:     "scaling.min",
		facts:    []fact{told(s, r, b.Min)},
		holds:    slices.Contains(mins, b.Min.Value),
		declared: fmt.Sprint(want.Min.V),
		found:    fmt.Sprint(b.Min.Value),
		message: finding.Say("%q runs at least %d, declared %d", "%q의 최소 수가 %d입니다(선언: %d)",
			s.id, b.Min.Value, want.Min.V),
	})
	s.judge(claim{
		code:     codeScalingBand,
		fact:     "scaling.max",
		facts:    []fact{told(s, r, b.Max)},
		holds:    slices.Contains(maxes, b.Max.Value),
		declared: fmt.Sprint(want.Max.V),
		found:    fmt.Sprint(b.Max.Value),
		message: finding.Say("%q runs at most %d, declared %d", "%q의 최대 수가 %d입니다(선언: %d)",
			s.id, b.Max.Value, want.Max.V),
	})
	s.checkScheduled(r, b.Actions)
}

func (s *subject) checkSuspended(target *discover.Resource, t *discover.ScalableTarget) {
	found := fmt.Sprintf("in %t, out %t", t.ScalingInSuspended, t.ScalingOutSuspended)
	in := s.read(target, "ScalingInSuspended", t.ScalingInSuspended)
	in.leads = !t.ScalingInSuspended
	s.judge(claim{
		code:  codeScalingSuspended,
		fact:  "scaling",
		holds: !t.ScalingInSuspended && !t.ScalingOutSuspended,
		facts: []fact{
			in,
			s.read(target, "ScalingOutSuspended", t.ScalingOutSuspended),
		},
		declared: "scales",
		found:    found,
		message:  finding.Say("scaling of %q is suspended (%s)", "%q의 자동 확장이 멈춰 있습니다(%s)", s.id, found),
	})
}

// checkProcesses finds what somebody stopped a group from doing, so that it does not
// keep its size, does not follow its metrics, or does not replace what is ill. Moving
// machines to other zones, and refreshes, are no part of that.
func (s *subject) checkProcesses(f *discover.AutoScalingGroup) {
	stopped := slices.DeleteFunc(sortedCopy(f.SuspendedProcesses), func(p string) bool {
		return p == "AZRebalance" || p == "InstanceRefresh"
	})
	s.judge(claim{
		code:     codeScalingSuspended,
		fact:     "scaling",
		facts:    []fact{s.read(s.resource, "SuspendedProcesses", f.SuspendedProcesses)},
		holds:    len(stopped) == 0,
		declared: "scales",
		found:    show(stopped),
		message:  finding.Say("scaling of %q is suspended (%s)", "%q의 자동 확장이 멈춰 있습니다(%s)", s.id, show(stopped)),
	})
}

func (s *subject) checkScheduled(r *discover.Resource, actions discover.Reading[[]discover.ScheduledAction]) {
	for _, want := range s.element.Scaling.Scheduled {
		sets := func(a discover.ScheduledAction) bool {
			least := !want.Min.IsSet() || a.MinCapacity != nil && *a.MinCapacity == want.Min.V
			most := !want.Max.IsSet() || a.MaxCapacity != nil && *a.MaxCapacity == want.Max.V
			return a.Schedule == want.At.V && least && most
		}
		var shown []string
		for _, a := range actions.Value {
			shown = append(shown, fmt.Sprintf("%s: %s..%s", a.Schedule, show(a.MinCapacity), show(a.MaxCapacity)))
		}
		s.judge(claim{
			code:     codeScheduledScaling,
			fact:     "scaling.scheduled." + want.At.V,
			at:       want.At.Position,
			facts:    []fact{s.read(r, actions.Fact, shown)},
			holds:    slices.ContainsFunc(actions.Value, sets),
			declared: fmt.Sprintf("%s: %d..%d", want.At.V, want.Min.V, want.Max.V),
			found:    strings.Join(shown, "; "),
			message: finding.Say("no scheduled action of %q sets %d to %d at %s",
				"%q에 %[4]s부터 %[2]d~%[3]d로 바꾸는 예약 작업이 없습니다", s.id, want.Min.V, want.Max.V, want.At.V),
		})
	}
}

// policy is one thing that scaling follows: a metric, and the value that it is held
// to, or from which on more is started.
type policy struct {
	follows func(metric string) bool
	aim     float64
	facts   []fact
}

// tracks is a policy that holds a metric to a target.
func (s *subject) tracks(r *discover.Resource, t discover.Reading[*discover.TargetTracking]) policy {
	return policy{
		func(metric string) bool { return follows(t.Value, metric) }, t.Value.TargetValue,
		[]fact{s.read(r, t.Fact, show(t.Value.TargetValue))},
	}
}

// steps are those of a policy that starts more when alarms ring, one for each alarm;
// unread are facts for want of which it is not known what it follows.
func (s *subject) steps(r *discover.Resource, f discover.Stepping) (all []policy, unread []fact) {
	alarms, grows := f.Steps()
	unread = s.unread(r, alarms.Fact, grows.Fact)
	if _, ok := r.Facts.(*discover.GroupScalingPolicy); ok { // which of two ways it says so
		unread = append(unread, s.unread(r, "ScalingAdjustment")...)
	}
	if !grows.Value {
		return nil, unread
	}
	const typ = "AWS::CloudWatch::Alarm"
	for _, name := range alarms.Value {
		at := s.at.Near(r, typ, name)
		if at == nil {
			unread = append(unread, s.gone(finding.Say("the alarm %s", "경보 %s", name)))
			continue
		}
		a := at.Facts.(*discover.Alarm)
		unread = append(unread, s.unread(at, "MetricName", "Metrics", "Threshold")...)
		all = append(all, policy{
			func(metric string) bool { return measures(a, metric) }, a.Threshold,
			append(leading(s.read(r, alarms.Fact, name)), s.read(at, "Threshold", show(a.Threshold))),
		})
	}
	return all, unread
}

// measures reports whether an alarm watches the metric that the model means, by its
// word or by CloudWatch's name, alone or among others.
func measures(a *discover.Alarm, metric string) bool {
	of := map[string][]string{
		"cpu":         {"CPUUtilization"},
		"memory":      {"MemoryUtilization", "mem_used_percent"},
		"requests":    {"RequestCountPerTarget"},
		"queue-depth": {"ApproximateNumberOfMessagesVisible", "BacklogPerTask"},
	}[metric]
	means := func(found string) bool { return found == metric && metric != "" || slices.Contains(of, found) }
	return means(a.MetricName) ||
		slices.ContainsFunc(a.Metrics, func(m discover.AlarmMetric) bool { return means(m.MetricName) })
}

// checkTargets compares each declared metric with the policies of a type that
// scale what AWS calls that, by those facts of the resource.
func (s *subject) checkTargets(typ, name string, goesBy ...string) {
	var policies []policy
	unread := s.unread(s.resource, goesBy...)
	for _, r := range s.at.Type(typ) {
		f, ok := r.Facts.(discover.Tracking)
		if !ok || !sameRegion(r, s.resource) {
			continue
		}
		scales, tracking := f.Tracks()
		unread = append(unread, s.unread(r, scales.Fact, tracking.Fact)...)
		if scales.Value != name {
			continue
		}
		if tracking.Value != nil {
			policies = append(policies, s.tracks(r, tracking))
		} else if f, ok := r.Facts.(discover.Stepping); ok {
			steps, lost := s.steps(r, f)
			policies, unread = append(policies, steps...), append(unread, lost...)
		}
	}
	want := s.element.Scaling
	if want.Metric.IsSet() {
		s.checkTarget(typ, want.Metric, want.Target, policies, unread)
	}
	for _, and := range want.And {
		s.checkTarget(typ, and.Metric, and.Target, policies, unread)
	}
}

// checkTarget asks whether one of the policies follows the metric; unread are
// facts for want of which another may.
func (s *subject) checkTarget(
	typ string, metric model.String, target model.Number, policies []policy, unread []fact,
) {
	c := claim{code: codeScalingTarget, fact: "scaling." + metric.V, at: metric.Position, found: "none"}
	c.declared = metric.V + " " + show(target.V)
	for _, p := range policies {
		if c.holds || !p.follows(metric.V) {
			continue
		}
		c.facts = slices.Clone(p.facts)
		c.holds = !target.IsSet() || p.aim == target.V
		c.found = metric.V + " " + show(p.aim)
		c.at = cmp.Or(target.Position, metric.Position)
	}
	if len(c.facts) == 0 {
		c.facts = []fact{s.nothing(typ, s.id+" "+metric.V)}
	}
	if !c.holds {
		c.facts = append(c.facts, unread...)
	}
	c.message = finding.Say("%q scales after %s, declared %s", "%q의 확장 기준이 %s입니다(선언: %s)", s.id, c.found, c.declared)
	if c.found == "none" {
		c.message = finding.Say("%q has no scaling policy for %s", "%q에 %s을(를) 따르는 확장 정책이 없습니다", s.id, metric.V)
	}
	s.judge(c)
}

// follows reports whether a policy tracks the metric, by the model's word or by
// CloudWatch's name.
func follows(t *discover.TargetTracking, metric string) bool {
	predefined := map[string][]string{
		"cpu":      {"ECSServiceAverageCPUUtilization", "ASGAverageCPUUtilization", "RDSReaderAverageCPUUtilization"},
		"memory":   {"ECSServiceAverageMemoryUtilization"},
		"requests": {"ALBRequestCountPerTarget"},
	}[metric]
	queue := []string{"ApproximateNumberOfMessagesVisible", "BacklogPerTask"}
	return slices.Contains(predefined, t.PredefinedMetricType) ||
		metric == "queue-depth" && slices.Contains(queue, t.MetricName) ||
		t.MetricName == metric && metric != ""
}
