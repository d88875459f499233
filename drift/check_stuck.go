package drift

import (
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Stuck: what is being changed comes to an end, within the bound that the model
// gives it.

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
const codeStuck = "stuck"

func stuckRules() finding.Rules {
	return finding.Rules{
		{Code: codeStuck, Severity: finding.Error},
	}
}

// checkStuck asks what AWS tells the beginning of.
func checkStuck(s *subject) {
	f, ok := s.resource.Facts.(discover.Changing)
	if !ok {
		return
	}
	for _, changed := range []string{"Deployments", "Instances"} {
		a := f.InFlight(changed)
		if a.Value.Kind == "" {
			continue
		}
		if a.Value.Since == nil { // it has not begun, or nobody read when it did
			s.undecided(claim{
				code: codeStuck, fact: "life.change", at: s.pair.Position(),
				facts: s.unread(s.resource, a.Value.SinceFact),
			})
			continue
		}
		var bakes []fact
		if _, ok := s.resource.Facts.(*discover.ECSService); ok {
			bakes = s.unread(s.resource, "DeploymentConfiguration")
		}
		now := s.flight(s.resource, a.Value)
		took := s.asOf.Sub(*now.since).Round(time.Minute)
		s.judge(claim{
			code:     codeStuck,
			fact:     "life.change",
			at:       s.pair.Position(),
			facts:    append([]fact{s.read(s.resource, a.Fact, a.Value.Since.UTC().Format(time.RFC3339))}, bakes...),
			holds:    !now.stuck(s.asOf),
			declared: age(now.bound),
			found:    took.String(),
			message: finding.Say("%s has not ended for %s, allowed %s", "%s이(가) %s째 끝나지 않았습니다(허용: %s)",
				now.story(), finding.Both(took.String(), lasting(took).Ko), lasting(now.bound)),
		})
	}
}
