package drift

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// What more than one concern claims.

func (s *subject) sameSwitch(code, key string, declared, found bool, read fact, message finding.Text) {
	s.judge(claim{
		code:     code,
		fact:     key,
		facts:    []fact{read},
		holds:    declared == found,
		declared: fmt.Sprint(declared),
		found:    fmt.Sprint(found),
		message:  message,
	})
}

// checkKey compares a key as AWS names it, by ARN, id or alias, with the one
// that the model refers to.
func (s *subject) checkKey(key string, ref model.Ref, read []fact, found string) {
	want := s.pairs.Ref(ref)
	if want == nil {
		return
	}
	name := s.keyName(found)
	facts := append(read, s.named(want))
	if strings.Contains(found, "alias/") {
		facts = append(facts, s.unread(want, "Aliases")...)
	}
	s.judge(claim{
		code:     codeKey,
		fact:     key,
		at:       ref.Position,
		facts:    facts,
		holds:    isKey(found, want),
		declared: ref.ID,
		found:    name.En,
		message: finding.Say("%q is encrypted with %s, declared %q",
			"%q이(가) %s(으)로 암호화되어 있습니다(선언: %q)", s.id, name, ref.ID),
	})
}

func isKey(found string, key *discover.Resource) bool {
	if found == key.ARN || found == key.ID {
		return found != ""
	}
	_, alias, _ := strings.Cut(found, "alias/")
	return alias != "" && slices.Contains(key.Facts.(*discover.Key).Aliases, "alias/"+alias)
}

// keyName is what people call a key: its alias where there is one.
func (s *subject) keyName(found string) finding.Text {
	if found == "" {
		return finding.Both("AWS's own key", "AWS 소유 키")
	}
	if k := s.at.ARN(found); k != nil && k.Name != "" {
		return finding.Same(k.Name)
	}
	return finding.Same(found)
}

// keeps claims that data of a class goes in time; zero stands for never.
func (s *subject) keeps(key string, ref model.Ref, class *model.DataClass, kept time.Duration, facts []fact) {
	found := finding.Both("for ever", "무기한")
	if kept > 0 {
		found = finding.Say("for %s", "%s", lasting(kept))
	}
	allowed := lasting(class.Retention.V)
	s.judge(claim{
		code:     codeTooLong,
		fact:     key,
		at:       ref.Position,
		facts:    facts,
		holds:    kept > 0 && kept <= class.Retention.V,
		declared: allowed.En,
		found:    found.En,
		message: finding.Say("%q keeps %q %s, allowed for %s", "%q의 %q 데이터 보존 기간: %s(허용: %s)",
			s.id, class.ID, found, allowed),
	})
}

// checkRole compares the ARN of a role in use with the one that the model
// refers to.
func (s *subject) checkRole(key string, ref model.Ref, facts []fact, arn string) {
	role := s.pairs.Ref(ref)
	if !ref.IsSet() || role == nil {
		return
	}
	s.judge(claim{
		code:     codeRole,
		fact:     key,
		at:       ref.Position,
		facts:    append(facts, s.named(role)),
		holds:    arn == role.ARN,
		declared: ref.ID,
		found:    arn,
		message: finding.Say("%q acts with the role %s, declared %q",
			"%q이(가) 역할 %s(으)로 동작합니다(선언: %q)", s.id, discover.LastSegment(arn), ref.ID),
	})
}

// calledFromInternet reports whether a connection of the model leads there from the
// internet.
func (s *subject) calledFromInternet() bool {
	return slices.ContainsFunc(s.model.Connections, func(conn *model.Connection) bool {
		from := s.model.Element(conn.Opener().ID)
		return conn.Answerer().ID == s.id && from != nil && s.model.OnInternet(from) &&
			s.model.ActiveIn(conn.Lifetime, s.model.CurrentState())
	})
}
