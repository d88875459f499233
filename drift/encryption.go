package drift

import (
	"cmp"
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

// protection is how a resource is encrypted at rest.
type protection struct {
	on bool
	// lost is what says so and is not in the snapshot.
	lost string
	// of is the resource whose facts say so, where it is not the subject's own.
	of *discover.Resource
	// onFact and keyFact name the facts that say so; keyFact is empty where AWS
	// does not tell the key.
	onFact, keyFact string
	key             string
}

func checkEncryption(s *subject) {
	if s.element == nil || s.element.Encryption == nil {
		return
	}
	want := s.element.Encryption
	p, ok := s.protection()
	of := cmp.Or(p.of, s.resource)
	var lost []fact
	if p.lost != "" {
		lost = []fact{s.lost(p.lost)}
	}
	if ok && want.AtRest.IsSet() {
		s.judge(claim{
			code: codeNotEncrypted, fact: "encryption.at_rest", facts: append(lost, s.read(of, p.onFact, p.on)), holds: p.on == want.AtRest.V,
			declared: fmt.Sprint(want.AtRest.V), found: fmt.Sprint(p.on),
			message: switched(s.id, text("encryption at rest", "저장 데이터 암호화"), p.on),
		})
	}
	if ok && want.Key.IsSet() && p.keyFact != "" && (p.on || !want.AtRest.V) {
		s.checkKey("encryption.key", want.Key, s.read(of, p.keyFact, p.key), p.key)
	}
	if want.InTransit.V {
		s.checkTransit()
	}
}

// protection reads how the resource is encrypted; ok is false for what the
// facts say nothing about.
func (s *subject) protection() (p protection, ok bool) {
	switchable := func(fact string, on bool, keyFact, key string) (protection, bool) {
		return protection{on: on, onFact: fact, keyFact: keyFact, key: key}, true
	}
	same := func(fact, key string) (protection, bool) { return switchable(fact, key != "", fact, key) }
	always := func(fact, key string) (protection, bool) { return switchable(fact, true, fact, key) }
	switch f := s.resource.Facts.(type) {
	case *discover.DBInstance:
		return switchable("StorageEncrypted", f.StorageEncrypted, "KmsKeyId", f.KmsKeyId)
	case *discover.ReplicationGroup:
		return switchable("AtRestEncryptionEnabled", f.AtRestEncryptionEnabled, "KmsKeyId", f.KmsKeyId)
	case *discover.Volume:
		return switchable("Encrypted", f.Encrypted, "KmsKeyId", f.KmsKeyId)
	case *discover.Queue:
		return switchable("SqsManagedSseEnabled", f.KmsMasterKeyId != "" || f.SqsManagedSseEnabled, "KmsMasterKeyId", f.KmsMasterKeyId)
	case *discover.Bucket: // S3 has encrypted every new object since 2023
		if f.BucketEncryption == nil {
			return always("BucketEncryption", "")
		}
		return always("BucketEncryption", f.BucketEncryption.KMSMasterKeyID)
	case *discover.Repository:
		return always("KmsKey", f.KmsKey)
	case *discover.Secret:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.LogGroup:
		return always("KmsKeyId", f.KmsKeyId)
	case *discover.BackupVault:
		return always("EncryptionKeyArn", f.EncryptionKeyArn)
	case *discover.Trail: // files in the bucket are encrypted in any case; the key is the trail's own choice
		return always("KMSKeyId", f.KMSKeyId)
	case *discover.Topic:
		return same("KmsMasterKeyId", f.KmsMasterKeyId)
	case *discover.CacheCluster: // Memcached has no choice of key
		return protection{on: f.AtRestEncryptionEnabled, onFact: "AtRestEncryptionEnabled"}, true
	case *discover.Table: // DynamoDB encrypts every table; what can be chosen is the key
		return always("KMSMasterKeyId", f.KMSMasterKeyId)
	case *discover.Stream:
		return switchable("EncryptionType", f.EncryptionType == "KMS", "KeyId", f.KeyId)
	case *discover.WorkGroup:
		return switchable("EncryptionOption", f.EncryptionOption != "", "KmsKey", f.KmsKey)
	case *discover.DeliveryStream:
		return s.deliveryProtection(f), true
	case *discover.Image:
		return protection{on: f.Encrypted, onFact: "Encrypted"}, true
	case *discover.LaunchTemplate:
		return templateProtection(s.resource, show(f.DefaultVersionNumber))
	case *discover.AutoScalingGroup:
		return s.fleetProtection(f)
	}
	return protection{}, false
}

// deliveryProtection is that of what waits in a delivery stream: one that reads
// a Kinesis stream keeps nothing by itself, and waits in the clear where that
// stream does (docs.aws.amazon.com/firehose/latest/dev/encryption.html).
func (s *subject) deliveryProtection(f *discover.DeliveryStream) protection {
	source := s.at.ARN(f.SourceStreamArn)
	switch {
	case source == nil && f.SourceStreamArn != "":
		return protection{onFact: "SourceStreamArn", lost: f.SourceStreamArn}
	case source == nil:
		return protection{on: f.SSEStatus == "ENABLED", onFact: "SSEStatus", keyFact: "KeyARN", key: f.KeyARN}
	}
	stream := source.Facts.(*discover.Stream)
	return protection{on: stream.EncryptionType == "KMS", of: source, onFact: "EncryptionType", keyFact: "KeyId", key: stream.KeyId}
}

// fleetProtection is that of the disks that a fleet's machines start with.
func (s *subject) fleetProtection(f *discover.AutoScalingGroup) (protection, bool) {
	if f.LaunchTemplate == nil {
		return protection{}, false
	}
	t := s.at.Near(s.resource, "AWS::EC2::LaunchTemplate", f.LaunchTemplate.LaunchTemplateId)
	if t == nil {
		return protection{onFact: "LaunchTemplate", lost: "the launch template " + f.LaunchTemplate.LaunchTemplateId}, true
	}
	return templateProtection(t, t.Facts.(*discover.LaunchTemplate).Version(f.LaunchTemplate))
}

// templateProtection is that of the disks that machines of a template's version
// start with.
func templateProtection(t *discover.Resource, version string) (protection, bool) {
	data, holder := t.Facts.(*discover.LaunchTemplate).Data(version)
	p := protection{on: true, of: t, onFact: holder, keyFact: holder}
	if data == nil || len(data.BlockDeviceMappings) == 0 {
		return protection{}, false
	}
	for _, d := range data.BlockDeviceMappings {
		p.on = p.on && d.Encrypted
		p.key = d.KmsKeyId
	}
	return p, true
}

// checkKey compares a key as AWS names it, by ARN, id or alias, with the one
// that the model refers to.
func (s *subject) checkKey(key string, ref model.Ref, read fact, found string) {
	want := s.pairs.Ref(ref)
	if want == nil {
		return
	}
	name := s.keyName(found)
	s.judge(claim{
		code: codeKey, fact: key, at: ref.Position, facts: []fact{read, s.named(want)}, holds: isKey(found, want), declared: ref.ID, found: name,
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

func (s *subject) checkTransit() {
	r := s.resource
	c := claim{code: codeTransit, fact: "encryption.in_transit", declared: "true", found: "false"}
	switch f := r.Facts.(type) {
	case *discover.ReplicationGroup:
		c.facts = []fact{s.read(r, "TransitEncryptionEnabled", f.TransitEncryptionEnabled), s.read(r, "TransitEncryptionMode", f.TransitEncryptionMode)}
		c.holds = f.TransitEncryptionEnabled && f.TransitEncryptionMode != "preferred"
	case *discover.CacheCluster:
		c.facts, c.holds = []fact{s.read(r, "TransitEncryptionEnabled", f.TransitEncryptionEnabled)}, f.TransitEncryptionEnabled
	case *discover.DBInstance:
		c.facts, c.holds = s.databaseTransit(f)
	case *discover.Bucket:
		c.facts, c.holds = []fact{s.read(r, "BucketPolicy", "Deny aws:SecureTransport=false: "+fmt.Sprint(deniesPlain(f.BucketPolicy)))}, deniesPlain(f.BucketPolicy)
	default:
		return
	}
	c.message = finding.Say("%q lets clients in without TLS", "%q이(가) TLS 없는 접속을 받아들입니다", s.id)
	s.judge(c)
}

func (s *subject) databaseTransit(f *discover.DBInstance) (facts []fact, required bool) {
	facts = []fact{s.read(s.resource, "DBParameterGroupName", f.DBParameterGroupName)}
	group := s.at.Near(s.resource, "AWS::RDS::DBParameterGroup", f.DBParameterGroupName)
	if group == nil {
		return append(facts, s.nothing("AWS::RDS::DBParameterGroup", f.DBParameterGroupName)), false
	}
	name := "require_secure_transport"
	if strings.HasPrefix(f.Engine, "postgres") || strings.HasPrefix(f.Engine, "sqlserver") {
		name = "rds.force_ssl"
	}
	value := group.Facts.(*discover.DBParameterGroup).Parameters[name]
	facts = append(facts, s.read(group, "Parameters", name+"="+value))
	return facts, value == "1" || strings.EqualFold(value, "on")
}

// deniesPlain reports whether a bucket's policy refuses requests without TLS.
func deniesPlain(p *discover.Policy) bool {
	return p != nil && slices.ContainsFunc(p.Statement, func(st discover.PolicyStatement) bool {
		return st.Effect == "Deny" && slices.Contains(st.Principal, "*") && (slices.Contains(st.Action, "s3:*") || slices.Contains(st.Action, "*")) &&
			slices.ContainsFunc(st.Condition, func(c discover.PolicyCondition) bool {
				return c.Operator == "Bool" && c.Key == "aws:SecureTransport" && slices.Equal(c.Values, []string{"false"})
			})
	})
}
