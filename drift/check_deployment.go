package drift

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Deployment: a new version comes in, and goes back, as the model says.

const (
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
	codeStrategy = "deployment-strategy-differs"
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
	codeRollback = "rollback-differs"
)

func deploymentRules() finding.Rules {
	return finding.Rules{
		{Code: codeStrategy, Severity: finding.Warning},
		{Code: codeRollback, Severity: finding.Error},
	}
}

func checkDeployment(s *subject) {
	f, ok := s.resource.Facts.(*discover.ECSService)
	if !ok || s.element == nil || s.element.Deployment == nil {
		return
	}
	want := s.element.Deployment
	config := f.DeploymentConfiguration
	if config == nil {
		config = &discover.DeploymentConfiguration{}
	}
	if want.Strategy.IsSet() {
		found := strategy(f, config)
		controller := s.read(s.resource, "DeploymentController", f.DeploymentController)
		controller.leads = f.DeploymentController == "" || f.DeploymentController == "ECS"
		s.judge(claim{
			code:     codeStrategy,
			fact:     "deployment.strategy",
			holds:    found == want.Strategy.V,
			declared: want.Strategy.V,
			found:    found,
			facts: []fact{
				controller,
				s.read(s.resource, "DeploymentConfiguration", config.Strategy),
			},
			message: finding.Say("%q is deployed %s, declared %s",
				"%q의 배포 방식이 %s입니다(선언: %s)", s.id, found, want.Strategy.V),
		})
	}
	if want.Bake.IsSet() {
		bakes := fmt.Sprintf("BakeTimeInMinutes %d", config.BakeTimeInMinutes)
		found := time.Duration(config.BakeTimeInMinutes) * time.Minute
		s.judge(claim{
			code:     codeStrategy,
			fact:     "deployment.bake",
			holds:    found == want.Bake.V,
			declared: age(want.Bake.V),
			found:    age(found),
			facts:    []fact{s.read(s.resource, "DeploymentConfiguration", bakes)},
			message: finding.Say("both versions of %q stay for %s, declared %s",
				"%q의 두 버전이 함께 있는 시간이 %s입니다(선언: %s)", s.id, lasting(found), lasting(want.Bake.V)),
		})
	}
	if want.Rollback != nil {
		s.checkRollback(config)
	}
}

// strategy is the model's word for how a service is deployed.
func strategy(f *discover.ECSService, config *discover.DeploymentConfiguration) string {
	switch f.DeploymentController {
	case "CODE_DEPLOY":
		return "blue-green"
	case "EXTERNAL":
		return "external"
	}
	if config.Strategy == "" {
		return "rolling"
	}
	return strings.ToLower(strings.ReplaceAll(config.Strategy, "_", "-"))
}

func (s *subject) checkRollback(config *discover.DeploymentConfiguration) {
	want := s.element.Deployment.Rollback
	if want.CircuitBreaker.IsSet() {
		b := config.DeploymentCircuitBreaker
		on := b != nil && b.Enable && b.Rollback
		shown := fmt.Sprintf("circuit breaker with rollback: %t", on)
		s.judge(claim{
			code:     codeRollback,
			fact:     "deployment.rollback.circuit_breaker",
			holds:    on == want.CircuitBreaker.V,
			facts:    []fact{s.read(s.resource, "DeploymentConfiguration", shown)},
			declared: fmt.Sprint(want.CircuitBreaker.V),
			found:    fmt.Sprint(on),
			message:  switched(s.id, finding.Both("the circuit breaker with rollback", "되돌림 회로 차단기"), on),
		})
	}
	for _, alarm := range want.Alarms {
		a := config.Alarms
		var names []string
		if a != nil && a.Enable && a.Rollback {
			names = a.AlarmNames
		}
		s.judge(claim{
			code:     codeRollback,
			fact:     "deployment.rollback.alarms." + alarm.V,
			at:       alarm.Position,
			holds:    slices.Contains(names, alarm.V),
			facts:    []fact{s.read(s.resource, "DeploymentConfiguration", "rollback alarms: "+show(names))},
			declared: alarm.V,
			found:    show(names),
			message: finding.Say("the alarm %q does not undo a deployment of %q",
				"경보 %q이(가) 울려도 %q의 배포를 되돌리지 않습니다", alarm.V, s.id),
		})
	}
}
