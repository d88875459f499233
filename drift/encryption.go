package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Encryption: what is stored is encrypted, with the declared key, and clients
// must use TLS where the model says so.

const (
	codeNotEncrypted = "not-encrypted"
	codeKey          = "encryption-key-differs"
	codeTransit      = "tls-not-required"
)

func encryptionRules() finding.Rules {
	return finding.Rules{
		{Code: codeNotEncrypted, Severity: finding.Error},
		{Code: codeKey, Severity: finding.Error},
		{Code: codeTransit, Severity: finding.Error},
	}
}

func checkEncryption(s *subject) {
	if s.element == nil || s.element.Encryption == nil {
		return
	}
	want := s.element.Encryption
	p, ok := s.protection()
	if ok && want.AtRest.IsSet() {
		s.judge(claim{
			code:     codeNotEncrypted,
			fact:     "encryption.at_rest",
			facts:    p.facts(s, p.onFact, p.on),
			holds:    p.on == want.AtRest.V,
			declared: fmt.Sprint(want.AtRest.V),
			found:    fmt.Sprint(p.on),
			message:  switched(s.id, finding.Both("encryption at rest", "저장 데이터 암호화"), p.on),
		})
	}
	if ok && want.Key.IsSet() && p.tellsKey() && (p.on || !want.AtRest.V) {
		s.checkKey("encryption.key", want.Key, p.facts(s, p.keyFact, p.key), p.key)
	}
	if want.InTransit.V {
		s.checkTransit()
	}
}

// checkKey compares a key as AWS names it, by ARN, id or alias, with the one
// that the model refers to.
func (s *subject) checkKey(key string, ref model.Ref, read []fact, found string) {
	want := s.pairs.Ref(ref)
	if want == nil {
		return
	}
	name := s.keyName(found)
	s.judge(claim{
		code:     codeKey,
		fact:     key,
		at:       ref.Position,
		facts:    append(read, s.named(want)),
		holds:    isKey(found, want),
		declared: ref.ID,
		found:    name,
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
func (s *subject) keyName(found string) string {
	if found == "" {
		return "AWS's own key"
	}
	if k := s.at.ARN(found); k != nil && k.Name != "" {
		return k.Name
	}
	return found
}
