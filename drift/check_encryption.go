package drift

import (
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
