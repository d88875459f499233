package drift

import (
	"cmp"
	"fmt"

	"asbuilt/finding"
)

// Encryption: what is stored is encrypted, with the declared key, and clients
// must use TLS where the model says so.

const (
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
	codeNotEncrypted = "not-encrypted"
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
	codeKey = "encryption-key-differs"
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
	// https://docs.aws.amazon.com/AmazonElastiCache/latest/red-ug/in-transit-encryption.html
	codeTransit = "tls-not-required"
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
	if ok { // what is unread may say more than it does
		p.unread = append(p.unread, s.unread(cmp.Or(p.of, s.resource), p.onFact, p.keyFact)...)
	}
	if ok && want.AtRest.IsSet() {
		s.judge(claim{
			code:     codeNotEncrypted,
			fact:     "encryption.at_rest",
			facts:    append(p.facts(s, p.onFact, p.on), p.unread...),
			holds:    p.on == want.AtRest.V,
			declared: fmt.Sprint(want.AtRest.V),
			found:    fmt.Sprint(p.on),
			message:  switched(s.id, finding.Both("encryption at rest", "저장 데이터 암호화"), p.on),
		})
	}
	if ok && want.Key.IsSet() && p.tellsKey() && (p.on || !want.AtRest.V) {
		s.checkKey("encryption.key", want.Key, append(p.facts(s, p.keyFact, p.key), p.unread...), p.key)
	}
	if want.InTransit.V {
		s.checkTransit()
	}
}
