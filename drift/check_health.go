package drift

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Health: the load balancer asks after the health of a service as the model
// says.

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
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
	if f, ok := s.resource.Facts.(discover.HealthAsking); ok {
		s.checkQuestion(s.resource, "", f.Asks(), nil)
		return
	}
	arns, facts, ok := s.memberOf("AWS::ElasticLoadBalancingV2::TargetGroup")
	facts = leading(facts...)
	if !ok {
		return
	}
	s.undecided(claim{code: codeHealth, fact: "health_check", facts: s.gaps(facts)})
	for _, arn := range arns { // two while it is deployed blue-green, and both must agree
		group := s.at.ARN(arn)
		if group == nil {
			s.judge(claim{code: codeHealth, fact: "health_check", facts: append(facts, s.lost(arn))})
			continue
		}
		if f, ok := group.Facts.(discover.HealthAsking); ok {
			s.checkQuestion(group, "@"+group.Name, f.Asks(), facts)
		}
	}
}

// checkQuestion compares the health check of r; mark tells several of one
// element apart, and facts lead to it.
func (s *subject) checkQuestion(r *discover.Resource, mark string, asks discover.HealthQuestion, facts []fact) {
	want := s.element.HealthCheck
	compare := func(key, declared, name, found string, set bool) {
		if set && name != "" {
			s.judgeHealth(r, mark, key, name, declared, found, facts)
		}
	}
	compare("path", want.Path.V, asks.Path.Fact, asks.Path.Value, want.Path.IsSet())
	if asks.Port.Value != "traffic-port" {
		compare("port", strconv.Itoa(want.Port.V.First), asks.Port.Fact, asks.Port.Value, want.Port.IsSet())
	}
	compare("interval", want.Interval.V.String(), asks.Seconds.Fact, seconds(asks.Seconds.Value), want.Interval.IsSet())
	compare("healthy", fmt.Sprint(want.Healthy.V), asks.Good.Fact, fmt.Sprint(asks.Good.Value), want.Healthy.IsSet())
	compare("unhealthy", fmt.Sprint(want.Failing.V), asks.Bad.Fact, fmt.Sprint(asks.Bad.Value), want.Failing.IsSet())
}

func partOfHealth(key string) finding.Text {
	return finding.Both(key, map[string]string{
		"path": "경로", "port": "포트", "interval": "간격", "healthy": "정상 판정 횟수", "unhealthy": "비정상 판정 횟수",
	}[key])
}

// judgeHealth compares one setting of a health check, which r holds under name;
// mark tells several of one element apart.
func (s *subject) judgeHealth(r *discover.Resource, mark, key, name, declared, found string, facts []fact) {
	s.judge(claim{
		code:     codeHealth,
		fact:     "health_check." + key + mark,
		at:       s.place("health_check." + key),
		facts:    append(slices.Clone(facts), s.read(r, name, found)),
		holds:    declared == found,
		declared: declared,
		found:    found,
		message: finding.Say("the health check of %q (%s) has %s %s, declared %s",
			"%q의 상태 검사(%s)에서 %s이(가) %s입니다(선언: %s)", s.id, r.Name, partOfHealth(key), inWords(found),
			inWords(declared)),
	})
}

// inWords is a setting as sentences say it: a length of time as 30초.
func inWords(setting string) finding.Text {
	if d, err := time.ParseDuration(setting); err == nil && d > 0 {
		return lasting(d)
	}
	return finding.Same(setting)
}
