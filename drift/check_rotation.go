package drift

import (
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Rotation: keys and secrets change as often as the model says, and have done
// so.

const (
	// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
	// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
	codeRotation = "rotation-differs"
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
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
	if f, ok := s.resource.Facts.(discover.Rotating); ok {
		s.checkRotates(f.Rotation())
	}
	if f, ok := s.resource.Facts.(*discover.Secret); ok {
		s.checkLastRotation(f)
	}
	if f, ok := s.resource.Facts.(*discover.Image); ok { // nothing but a new one makes it young
		s.checkImageAge(f)
	}
	if f, ok := s.resource.Facts.(*discover.User); ok { // AWS does not rotate access keys by itself
		s.checkAccessKeys(f)
	}
}

// checkAccessKeys asks that no key which still works is older than declared.
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
		code:     codeRotationLate,
		fact:     "rotation.every",
		facts:    []fact{s.read(s.resource, "AccessKeys", shown)},
		holds:    oldest <= every,
		declared: age(every),
		found:    age(oldest.Truncate(day)),
		message: finding.Say("an access key of %q is %s old, declared to be replaced every %s",
			"%q의 액세스 키를 만든 지 %s입니다(선언: %s마다 교체)", s.id, lasting(oldest.Truncate(day)), lasting(every)),
	})
}

// checkRotates leaves out what AWS cannot rotate by itself.
func (s *subject) checkRotates(r discover.Rotation) {
	facts := []fact{told(s, s.resource, r.On), told(s, s.resource, r.Days)}
	if able := r.Able; able.Fact != "" {
		unread := s.unread(s.resource, able.Fact)
		if _, ok := s.resource.Facts.(*discover.Key); ok { // its material may be somebody's own
			unread = append(unread, s.unread(s.resource, "Origin")...)
		}
		if !able.Value && len(unread) == 0 {
			return
		}
		facts = append(facts, unread...)
	}
	if r.On.Value {
		facts[0].leads = true
	}
	s.judgeRotation(r.On.Value, time.Duration(r.Days.Value)*day, facts)
}

// checkLastRotation asks whether a secret was rotated in time; AWS does not tell
// when it rotated a key.
func (s *subject) checkLastRotation(f *discover.Secret) {
	every := s.element.Rotation.Every.V
	unread := s.unread(s.resource, "RotationEnabled", "LastRotatedDate")
	if s.undecided(claim{code: codeRotationLate, fact: "rotation.every", facts: unread}) {
		return
	}
	if !f.RotationEnabled || f.LastRotatedDate == nil {
		return
	}
	last := s.asOf.Sub(*f.LastRotatedDate)
	s.judge(claim{
		// A day of grace: rotation windows are a day long.
		code:     codeRotationLate,
		fact:     "rotation.every",
		facts:    []fact{s.read(s.resource, "LastRotatedDate", f.LastRotatedDate.Format(time.DateOnly))},
		holds:    last <= every+day,
		declared: age(every),
		found:    age(last.Truncate(day)),
		message: finding.Say("%q was last rotated %s ago, declared every %s",
			"%q의 마지막 교체가 %s 전입니다(선언: %s마다)", s.id, lasting(last.Truncate(day)), lasting(every)),
	})
}

// checkImageAge compares the age of a machine image with how often the model
// says that it is baked anew.
func (s *subject) checkImageAge(f *discover.Image) {
	unread := s.unread(s.resource, "CreationDate")
	if s.undecided(claim{code: codeRotationLate, fact: "rotation.every", facts: unread}) || f.CreationDate == nil {
		return
	}
	every, old := s.element.Rotation.Every.V, s.asOf.Sub(*f.CreationDate)
	s.judge(claim{
		code:     codeRotationLate,
		fact:     "rotation.every",
		facts:    []fact{s.read(s.resource, "CreationDate", f.CreationDate.Format(time.DateOnly))},
		holds:    old <= every+day,
		declared: age(every),
		found:    age(old.Truncate(day)),
		message: finding.Say("the image %q is %s old, declared to be replaced every %s",
			"이미지 %q을(를) 만든 지 %s 되었습니다(선언: %s마다 교체)", s.id, lasting(old.Truncate(day)), lasting(every)),
	})
}

// judgeRotation compares an interval; zero means that AWS was told a schedule
// instead of a number of days.
func (s *subject) judgeRotation(on bool, period time.Duration, facts []fact) {
	every := s.element.Rotation.Every.V
	c := claim{
		code:     codeRotation,
		fact:     "rotation.every",
		facts:    facts,
		holds:    on && period <= every,
		declared: age(every),
		found:    age(period),
	}
	c.message = finding.Say("%q rotates every %s, declared every %s",
		"%q의 교체 주기가 %s입니다(선언: %s)", s.id, lasting(period), lasting(every))
	if !on {
		c.found = "off"
		c.message = finding.Say("%q does not rotate, declared every %s",
			"%q의 자동 교체가 꺼져 있습니다(선언: %s마다)", s.id, lasting(every))
	}
	s.judge(c)
}
