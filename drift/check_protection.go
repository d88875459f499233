package drift

import (
	"fmt"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Protection: what keeps a store alive is switched as the model says.

const (
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
	codeDeletion = "deletion-protection-differs"
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html
	codeMultiAZ = "multi-az-differs"
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
	codeReplicas = "replicas-differ"
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
	codeVersioning = "versioning-differs"
)

func protectionRules() finding.Rules {
	return finding.Rules{
		{Code: codeDeletion, Severity: finding.Error},
		{Code: codeMultiAZ, Severity: finding.Error},
		{Code: codeReplicas, Severity: finding.Error},
		{Code: codeVersioning, Severity: finding.Error},
	}
}

func checkProtection(s *subject) {
	if s.element == nil {
		return
	}
	e, r := s.element, s.resource
	if f, ok := r.Facts.(discover.DeletionProtected); ok && e.DeletionProtection.IsSet() {
		on := f.ProtectedFromDeletion()
		s.sameSwitch(codeDeletion, "deletion_protection", e.DeletionProtection.V, on.Value, told(s, r, on),
			switched(s.id, finding.Both("deletion protection", "삭제 보호"), on.Value))
	}
	if f, ok := r.Facts.(discover.ZoneSpanning); ok && e.MultiAZ.IsSet() {
		on := f.SpansZones()
		s.sameSwitch(codeMultiAZ, "multi_az", e.MultiAZ.V, on.Value, told(s, r, on),
			switched(s.id, finding.Both("Multi-AZ", "다중 AZ"), on.Value))
	}
	if f, ok := r.Facts.(*discover.Bucket); ok && e.Versioning.IsSet() {
		on := f.VersioningStatus == "Enabled"
		read := s.read(r, "VersioningStatus", f.VersioningStatus)
		s.sameSwitch(codeVersioning, "versioning", e.Versioning.V, on, read,
			switched(s.id, finding.Both("versioning", "버전 관리"), on))
	}
	if f, ok := r.Facts.(discover.Replicated); ok && e.Replicas.IsSet() {
		s.checkReplicas(f.Copies())
	}
}

func (s *subject) checkReplicas(n discover.Reading[int]) {
	want := s.element.Replicas.V
	s.judge(claim{
		code:     codeReplicas,
		fact:     "replicas",
		facts:    []fact{told(s, s.resource, n)},
		holds:    n.Value == want,
		declared: fmt.Sprint(want),
		found:    fmt.Sprint(n.Value),
		message:  finding.Say("%q has %d replicas, declared %d", "%q의 복제본이 %d개입니다(선언: %d개)", s.id, n.Value, want),
	})
}
