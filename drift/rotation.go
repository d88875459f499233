package drift

import (
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Rotation: keys and secrets change as often as the model says, and have done
// so.

const (
	codeRotation     = "rotation-differs"
	codeRotationLate = "rotation-overdue"
)

func rotationRules() finding.Rules {
	return finding.Rules{
		{Code: codeRotation, Severity: finding.Error},
		{Code: codeRotationLate, Severity: finding.Warning},
	}
}

func checkRotation(s *subject) {
	if s.element == nil || s.element.Rotation == nil {
		return
	}
	switch f := s.resource.Facts.(type) {
	case *discover.Key:
		s.checkKeyRotation(f)
	case *discover.Secret:
		s.checkSecretRotation(f)
	case *discover.Image:
		s.checkImageAge(f)
	case *discover.User:
		s.checkAccessKeys(f)
	}
}

// checkAccessKeys asks that no key which still works is older than declared;
// AWS does not rotate them by itself.
func (s *subject) checkAccessKeys(f *discover.User) {
	oldest := time.Duration(0)
	var shown []string
	for _, k := range f.AccessKeys {
		if k.Status != "Active" || k.CreateDate == nil {
			continue
		}
		oldest = max(oldest, s.asOf.Sub(*k.CreateDate))
		shown = append(shown, k.CreateDate.Format(time.DateOnly))
	}
	every := s.element.Rotation.Every.V
	s.judge(claim{
		code: codeRotationLate, fact: "rotation.every", facts: []fact{s.read(s.resource, "AccessKeys", shown)}, holds: oldest <= every,
		declared: age(every), found: age(oldest.Truncate(day)),
		message: finding.Say("an access key of %q is %s old, declared to be replaced every %s", "%q의 액세스 키를 만든 지 %s입니다(선언: %s마다 교체)", s.id, age(oldest.Truncate(day)), age(every)),
	})
}

// checkKeyRotation leaves out keys that KMS cannot rotate by itself.
func (s *subject) checkKeyRotation(f *discover.Key) {
	known := s.at.Missing(s.resource, "KeySpec") == nil
	if known && (f.KeySpec != "SYMMETRIC_DEFAULT" || f.Origin != "AWS_KMS") {
		return
	}
	period := time.Duration(f.RotationPeriodInDays) * day
	s.judgeRotation(f.EnableKeyRotation, period, []fact{
		s.read(s.resource, "EnableKeyRotation", f.EnableKeyRotation), s.read(s.resource, "RotationPeriodInDays", f.RotationPeriodInDays),
		s.quietly(s.resource, "KeySpec"),
	})
}

func (s *subject) checkSecretRotation(f *discover.Secret) {
	period := time.Duration(f.AutomaticallyAfterDays) * day
	s.judgeRotation(f.RotationEnabled, period, []fact{
		s.read(s.resource, "RotationEnabled", f.RotationEnabled), s.read(s.resource, "AutomaticallyAfterDays", f.AutomaticallyAfterDays),
	})
	every := s.element.Rotation.Every.V
	if !f.RotationEnabled || f.LastRotatedDate == nil {
		return
	}
	last := s.asOf.Sub(*f.LastRotatedDate)
	s.judge(claim{
		// A day of grace: rotation windows are a day long.
		code: codeRotationLate, fact: "rotation.every", facts: []fact{s.read(s.resource, "LastRotatedDate", f.LastRotatedDate.Format(time.DateOnly))},
		holds: last <= every+day, declared: age(every), found: age(last.Truncate(day)),
		message: finding.Say("%q was last rotated %s ago, declared every %s", "%q의 마지막 교체가 %s 전입니다(선언: %s마다)", s.id, age(last.Truncate(day)), age(every)),
	})
}

// checkImageAge compares the age of a machine image with how often the model
// says that it is baked anew.
func (s *subject) checkImageAge(f *discover.Image) {
	if f.CreationDate == nil {
		return
	}
	every, old := s.element.Rotation.Every.V, s.asOf.Sub(*f.CreationDate)
	s.judge(claim{
		code: codeRotationLate, fact: "rotation.every", facts: []fact{s.read(s.resource, "CreationDate", f.CreationDate.Format(time.DateOnly))},
		holds: old <= every+day, declared: age(every), found: age(old.Truncate(day)),
		message: finding.Say("the image %q is %s old, declared to be replaced every %s", "이미지 %q을(를) 만든 지 %s 되었습니다(선언: %s마다 교체)", s.id, age(old.Truncate(day)), age(every)),
	})
}

// judgeRotation compares an interval; zero means that AWS was told a schedule
// instead of a number of days.
func (s *subject) judgeRotation(on bool, period time.Duration, facts []fact) {
	every := s.element.Rotation.Every.V
	c := claim{code: codeRotation, fact: "rotation.every", facts: facts, holds: on && period <= every, declared: age(every), found: age(period)}
	c.message = finding.Say("%q rotates every %s, declared every %s", "%q의 교체 주기가 %s입니다(선언: %s)", s.id, c.found, c.declared)
	if !on {
		c.found = "off"
		c.message = finding.Say("%q does not rotate, declared every %s", "%q의 자동 교체가 꺼져 있습니다(선언: %s마다)", s.id, c.declared)
	}
	s.judge(c)
}
