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
		{
			Code: codeNotEncrypted, Severity: finding.Error,
			Title: text("Not encrypted at rest", "저장 데이터가 암호화되지 않음"),
			Cause: text("The model says that what is stored is encrypted, and AWS stores it in the clear. For most stores this can only be changed by making a new one from a copy.",
				"모델은 저장 데이터를 암호화한다고 하지만 AWS에는 평문으로 저장됩니다. 대부분 복사본으로 새로 만들어야 바꿀 수 있습니다."),
			Cure: text("Make an encrypted copy and move over to it.", "암호화된 복사본을 만들어 옮기십시오."),
		},
		{
			Code: codeKey, Severity: finding.Error,
			Title: text("Encrypted with another key", "다른 키로 암호화됨"),
			Cause: text("It is encrypted with another KMS key than the model says, so another policy decides who may read it, and revoking the declared key does not lock it.",
				"모델과 다른 KMS 키로 암호화되어, 누가 읽을 수 있는지를 다른 정책이 정하고 선언한 키를 폐기해도 잠기지 않습니다."),
			Cure: text("Encrypt it with the declared key, or correct `key:`.", "선언한 키로 암호화하거나 `key:`를 바로잡으십시오."),
		},
		{
			Code: codeTransit, Severity: finding.Error,
			Title: text("Clients need not use TLS", "TLS가 강제되지 않음"),
			Cause: text("The model says that every client must use TLS, and AWS lets one in without.", "모델은 모든 클라이언트에 TLS를 요구하지만 AWS가 평문 접속을 받아들입니다."),
			Cure:  text("Require TLS (parameter group, transit encryption, or a bucket policy that denies aws:SecureTransport=false).", "TLS를 강제하십시오(파라미터 그룹, 전송 암호화, aws:SecureTransport=false를 거부하는 버킷 정책)."),
		},
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
			code: codeNotEncrypted, fact: "encryption.at_rest", facts: p.facts(s, p.onFact, p.on), holds: p.on == want.AtRest.V,
			declared: fmt.Sprint(want.AtRest.V), found: fmt.Sprint(p.on),
			message: switched(s.id, text("encryption at rest", "저장 데이터 암호화"), p.on),
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
		code: codeKey, fact: key, at: ref.Position, facts: append(read, s.named(want)), holds: isKey(found, want), declared: ref.ID, found: name,
		message: finding.Say("%q is encrypted with %s, declared %q", "%q이(가) %s(으)로 암호화되어 있습니다(선언: %q)", s.id, name, ref.ID),
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
