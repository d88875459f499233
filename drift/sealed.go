package drift

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/grant"
)

// Sealed messages: who sends to or reads from what a key of one's own encrypts has to be let in by
// that key as well. Of AWS's own keys the policies are AWS's: the account's roles may use them, its
// services may not.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html

// sealed are the services, by the name in ARNs, that use the key of a thing as whoever sends to it or
// reads from it.
var sealed = []string{"sqs", "sns", "kinesis", "dynamodb"}

// sealing is the key of one's own that encrypts something, with the fact that says so; aws says that
// it is AWS's own. A nil key with facts is one that nobody read; without facts there is none.
func (s *subject) sealing(r *discover.Resource) (key *discover.Resource, by []fact, aws bool) {
	f, ok := r.Facts.(discover.Encrypting)
	if !ok || !slices.Contains(sealed, serviceOf(r.ARN)) {
		return nil, nil, false
	}
	name := f.EncryptedAtRest().Key
	read := told(s, r, name)
	if name.Value == "" {
		if read.gap != nil {
			return nil, []fact{read}, false
		}
		return nil, nil, false
	}
	for _, k := range s.at.Type("AWS::KMS::Key") { // an ARN may be of another account
		if k.ARN == name.Value || isKey(name.Value, k) && sameRegion(k, r) {
			return k, []fact{read}, k.Facts.(*discover.Key).KeyManager == "AWS"
		}
	}
	if strings.Contains(name.Value, "alias/aws/") {
		return nil, []fact{read}, true
	}
	return nil, []fact{read, s.lost(name.Value)}, false
}

// unsealed asks whether a service may use the key of what it sends to.
func (s *subject) unsealed(a asking, by, to *discover.Resource) (set setting, ok bool) {
	key, read, aws := s.sealing(to)
	switch {
	case read == nil:
		return set, false
	case aws:
		return setting{facts: read, wrong: finding.Say(
			"%s is encrypted with a key of AWS, whose policy lets no service in: %s for %s",
			"%s은(는) AWS 관리형 키로 암호화되어 있고, 그 키의 정책은 서비스의 사용을 허용하지 않습니다: %[3]s의 %[2]s",
			nameOf(to), "kms:GenerateDataKey", a.principals[0])}, true
	case key == nil:
		return setting{facts: read}, true
	}
	set = setting{facts: read, holds: true}
	for _, action := range []string{"kms:GenerateDataKey", "kms:Decrypt"} {
		a.action, a.resource = action, key.ARN
		set = set.and(s.policed(a, key, finding.Same(nameOf(by))), true)
	}
	return set, true
}

// unsealedByRole asks whether a role may use the key of what it sends to or reads from: by the key's
// own policy, or by the role's where the key leaves it to the account.
func (s *subject) unsealedByRole(role *discover.Resource, g grants, to *discover.Resource, sends bool) (
	set setting, ok bool,
) {
	key, read, aws := s.sealing(to)
	switch {
	case read == nil || aws:
		return set, false
	case key == nil:
		return setting{facts: read}, true
	case key.Account != role.Account:
		return setting{facts: append(read, s.beyond(
			"asbuilt does not follow who of another account may use %s",
			"asbuilt는 다른 계정의 누가 %s을(를) 쓸 수 있는지 따라가지 않습니다", nameOf(key)))}, true
	}
	own, left := s.ownPolicy(key, role)
	if !own.delegates {
		g.set.Identity = nil
	}
	g.set.Identity = append(slices.Clone(g.set.Identity), grant.Named{Name: own.name, Document: own.document})
	set = setting{facts: append(read, own.facts...), holds: true}
	actions := []string{"kms:Decrypt"}
	if sends {
		actions = append(actions, "kms:GenerateDataKey")
	}
	return s.may(set, g, role, actions, key, key.ARN, left), true
}
