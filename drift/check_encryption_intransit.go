package drift

import (
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

// In transit: clients must use TLS where the model says so.

func (s *subject) checkTransit() {
	required, facts, ok := s.requiresTLS()
	if !ok {
		return
	}
	s.judge(claim{
		code:     codeTransit,
		fact:     "encryption.in_transit",
		facts:    facts,
		holds:    required,
		declared: "true",
		found:    "false",
		message:  finding.Say("%q lets clients in without TLS", "%q이(가) TLS 없는 접속을 받아들입니다", s.id),
	})
}

// requiresTLS reports whether the resource refuses clients without TLS, with the
// facts that say so; ok is false where AWS does not tell.
func (s *subject) requiresTLS() (required bool, facts []fact, ok bool) {
	r := s.resource
	if f, ok := r.Facts.(discover.TLSSetting); ok {
		required, facts = s.setToTLS(f.TLSParameter())
		return required, facts, true
	}
	f, ok := r.Facts.(discover.TLSRequiring)
	if !ok {
		return false, nil, false
	}
	required, by := f.RequiresTLS()
	for _, reading := range by {
		facts = append(facts, told(s, r, reading))
	}
	if len(facts) == 0 { // the type knows nothing else
		facts = append(facts, s.named(r))
	}
	return required, facts, true
}

// setToTLS looks for the setting that requires TLS. A group tells only what was
// changed; what was not is as the engine has it by default.
func (s *subject) setToTLS(want discover.GroupSetting) (required bool, facts []fact) {
	facts = append(facts, leading(told(s, s.resource, want.Group))...)
	facts = append(facts, s.unread(s.resource, want.By...)...)
	group := s.at.Near(s.resource, want.GroupType, want.Group.Value)
	if group == nil {
		return false, append(facts, s.nothing(want.GroupType, want.Group.Value))
	}
	value := want.Default
	f, ok := group.Facts.(discover.Parametrised)
	if !ok {
		return false, append(facts, s.named(group))
	}
	settings := f.Settings()
	if set, ok := settings.Value[want.Name]; ok {
		value = set
	}
	shown := want.Name + "=" + value
	if _, ok := settings.Value[want.Name]; !ok {
		shown = "no " + want.Name // the default of the engine holds
	}
	facts = append(facts, s.read(group, settings.Fact, shown))
	return value == "1" || strings.EqualFold(value, "on") || strings.EqualFold(value, "enabled"), facts
}
