package drift

import (
	"fmt"
	"strconv"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Health: the load balancer asks after the health of a service as the model
// says.

const codeHealth = "health-check-differs"

func healthRules() finding.Rules {
	return finding.Rules{{
		Code: codeHealth, Severity: finding.Warning,
		Title: text("Another health check", "상태 검사가 다름"),
		Cause: text("The target group asks another path or port, or more or less often, so sick targets stay in, or healthy ones go.",
			"대상 그룹이 다른 경로나 포트를, 또는 다른 주기로 검사합니다. 고장 난 대상이 남거나 멀쩡한 대상이 빠집니다."),
		Cure: text("Correct the target group's health check, or `health_check:`.", "대상 그룹의 상태 검사나 `health_check:`를 바로잡으십시오."),
	}}
}

func checkHealth(s *subject) {
	if s.element == nil || s.element.HealthCheck == nil {
		return
	}
	arns, facts, ok := s.targetGroups()
	if !ok {
		return
	}
	for _, arn := range arns {
		group := s.at.ARN(arn)
		if group == nil {
			s.judge(claim{code: codeHealth, fact: "health_check", facts: append(facts, s.lost(arn))})
			continue
		}
		s.checkHealthOf(group, facts)
	}
}

// checkHealthOf compares one target group; a service has two of them while it
// is deployed blue-green, and both must agree.
func (s *subject) checkHealthOf(group *discover.Resource, facts []fact) {
	want, f := s.element.HealthCheck, group.Facts.(*discover.TargetGroup)
	compare := func(key, name, declared, found string, set bool) {
		if !set {
			return
		}
		s.judge(claim{
			code: codeHealth, fact: "health_check." + key + "@" + group.Name, at: s.place("health_check." + key),
			facts: append(facts, s.read(group, name, found)), holds: declared == found, declared: declared, found: found,
			message: finding.Say("the health check of %q (%s) has %s %s, declared %s", "%q의 상태 검사(%s)에서 %s이(가) %s입니다(선언: %s)", s.id, group.Name, key, found, declared),
		})
	}
	compare("path", "HealthCheckPath", want.Path.V, f.HealthCheckPath, want.Path.IsSet())
	compare("interval", "HealthCheckIntervalSeconds", want.Interval.V.String(), seconds(f.HealthCheckIntervalSeconds), want.Interval.IsSet())
	compare("healthy", "HealthyThresholdCount", fmt.Sprint(want.Healthy.V), fmt.Sprint(f.HealthyThresholdCount), want.Healthy.IsSet())
	compare("unhealthy", "UnhealthyThresholdCount", fmt.Sprint(want.Failing.V), fmt.Sprint(f.UnhealthyThresholdCount), want.Failing.IsSet())
	if want.Port.IsSet() && f.HealthCheckPort != "traffic-port" {
		compare("port", "HealthCheckPort", strconv.Itoa(want.Port.V.First), f.HealthCheckPort, true)
	}
}
