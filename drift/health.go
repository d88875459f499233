package drift

import (
	"fmt"
	"slices"
	"strconv"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Health: the load balancer asks after the health of a service as the model
// says.

const codeHealth = "health-check-differs"

func healthRules() finding.Rules {
	return finding.Rules{
		{Code: codeHealth, Severity: finding.Warning},
	}
}

func checkHealth(s *subject) {
	if s.element == nil || s.element.HealthCheck == nil {
		return
	}
	switch f := s.resource.Facts.(type) {
	case *discover.HealthCheck:
		s.checkOutside(f)
		return
	case *discover.AppService:
		if path := s.element.HealthCheck.Path; path.IsSet() {
			s.judgeHealth(s.resource, "", "path", "HealthCheckPath", path.V, f.HealthCheckPath, nil)
		}
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
		if set {
			s.judgeHealth(group, "@"+group.Name, key, name, declared, found, facts)
		}
	}
	compare("path", "HealthCheckPath", want.Path.V, f.HealthCheckPath, want.Path.IsSet())
	compare("interval", "HealthCheckIntervalSeconds", want.Interval.V.String(), seconds(f.HealthCheckIntervalSeconds), want.Interval.IsSet())
	compare("healthy", "HealthyThresholdCount", fmt.Sprint(want.Healthy.V), fmt.Sprint(f.HealthyThresholdCount), want.Healthy.IsSet())
	compare("unhealthy", "UnhealthyThresholdCount", fmt.Sprint(want.Failing.V), fmt.Sprint(f.UnhealthyThresholdCount), want.Failing.IsSet())
	if want.Port.IsSet() && f.HealthCheckPort != "traffic-port" {
		compare("port", "HealthCheckPort", strconv.Itoa(want.Port.V.First), f.HealthCheckPort, true)
	}
}

// checkOutside compares a health check of Route 53, which counts bad answers
// alone.
func (s *subject) checkOutside(f *discover.HealthCheck) {
	want := s.element.HealthCheck
	compare := func(key, name, declared, found string, set bool) {
		if set {
			s.judgeHealth(s.resource, "", key, name, declared, found, nil)
		}
	}
	compare("path", "ResourcePath", want.Path.V, f.ResourcePath, want.Path.IsSet())
	compare("port", "Port", strconv.Itoa(want.Port.V.First), strconv.Itoa(f.Port), want.Port.IsSet())
	compare("interval", "RequestInterval", want.Interval.V.String(), seconds(f.RequestInterval), want.Interval.IsSet())
	compare("unhealthy", "FailureThreshold", fmt.Sprint(want.Failing.V), fmt.Sprint(f.FailureThreshold), want.Failing.IsSet())
}

// judgeHealth compares one setting of a health check, which r holds under name;
// mark tells several of one element apart.
func (s *subject) judgeHealth(r *discover.Resource, mark, key, name, declared, found string, facts []fact) {
	s.judge(claim{
		code: codeHealth, fact: "health_check." + key + mark, at: s.place("health_check." + key),
		facts: append(slices.Clone(facts), s.read(r, name, found)), holds: declared == found, declared: declared, found: found,
		message: finding.Say("the health check of %q (%s) has %s %s, declared %s", "%q의 상태 검사(%s)에서 %s이(가) %s입니다(선언: %s)", s.id, r.Name, key, found, declared),
	})
}
