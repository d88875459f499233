package drift

import (
	"fmt"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Protection: what keeps a store alive is switched as the model says.

const (
	codeDeletion   = "deletion-protection-differs"
	codeMultiAZ    = "multi-az-differs"
	codeReplicas   = "replicas-differ"
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
	if e.DeletionProtection.IsSet() {
		if on, name, ok := deletionProtection(r); ok {
			s.sameSwitch(codeDeletion, "deletion_protection", e.DeletionProtection.V, on, s.read(r, name, on),
				switched(s.id, finding.Both("deletion protection", "삭제 보호"), on))
		}
	}
	if e.MultiAZ.IsSet() {
		if on, name, ok := multiAZ(r); ok {
			s.sameSwitch(codeMultiAZ, "multi_az", e.MultiAZ.V, on, s.read(r, name, on),
				switched(s.id, finding.Both("Multi-AZ", "다중 AZ"), on))
		}
	}
	if f, ok := r.Facts.(*discover.Bucket); ok && e.Versioning.IsSet() {
		on := f.VersioningStatus == "Enabled"
		s.sameSwitch(codeVersioning, "versioning", e.Versioning.V, on, s.read(r, "VersioningStatus", f.VersioningStatus),
			switched(s.id, finding.Both("versioning", "버전 관리"), on))
	}
	if e.Replicas.IsSet() {
		s.checkReplicas()
	}
}

// switched says that something is on or off, against what the model says.
func switched(id string, what finding.Text, on bool) finding.Text {
	found, foundKo, declared, declaredKo := "off", "꺼져", "on", "켜짐"
	if on {
		found, foundKo, declared, declaredKo = "on", "켜져", "off", "꺼짐"
	}
	return finding.Text{
		En: fmt.Sprintf("%s of %q is %s, declared %s", what.En, id, found, declared),
		Ko: fmt.Sprintf("%q: %s 설정이 %s 있습니다(선언: %s)", id, what.Ko, foundKo, declaredKo),
	}
}

func (s *subject) sameSwitch(code, key string, declared, found bool, read fact, message finding.Text) {
	s.judge(claim{
		code: code, fact: key, facts: []fact{read}, holds: declared == found,
		declared: fmt.Sprint(declared), found: fmt.Sprint(found), message: message,
	})
}

func deletionProtection(r *discover.Resource) (on bool, name string, ok bool) {
	switch f := r.Facts.(type) {
	case *discover.DBInstance:
		return f.DeletionProtection, "DeletionProtection", true
	case *discover.DBCluster:
		return f.DeletionProtection, "DeletionProtection", true
	case *discover.Table:
		return f.DeletionProtectionEnabled, "DeletionProtectionEnabled", true
	case *discover.LoadBalancer:
		return f.LoadBalancerAttributes["deletion_protection.enabled"] == "true", "LoadBalancerAttributes", true
	case *discover.Firewall:
		return f.DeleteProtection, "DeleteProtection", true
	case *discover.UserPool:
		return f.DeletionProtection == "ACTIVE", "DeletionProtection", true
	}
	return false, "", false
}

func multiAZ(r *discover.Resource) (on bool, name string, ok bool) {
	switch f := r.Facts.(type) {
	case *discover.DBInstance:
		return f.MultiAZ, "MultiAZ", true
	case *discover.DBCluster:
		return f.MultiAZ, "MultiAZ", true
	case *discover.SearchDomain:
		return f.ZoneAwarenessEnabled, "ZoneAwarenessEnabled", true
	case *discover.Warehouse:
		return f.MultiAZ, "MultiAZ", true
	case *discover.ReplicationGroup:
		return f.MultiAZEnabled, "MultiAZEnabled", true
	}
	return false, "", false
}

func (s *subject) checkReplicas() {
	var n int
	var name string
	switch f := s.resource.Facts.(type) {
	case *discover.DBInstance:
		n, name = len(f.ReadReplicas), "ReadReplicas"
	case *discover.DBCluster: // all but the one that writes
		n, name = max(0, len(f.Members)-1), "Members"
	case *discover.ReplicationGroup:
		n, name = f.ReplicasPerNodeGroup, "ReplicasPerNodeGroup"
	default:
		return
	}
	want := s.element.Replicas.V
	s.judge(claim{
		code: codeReplicas, fact: "replicas", facts: []fact{s.read(s.resource, name, n)}, holds: n == want, declared: fmt.Sprint(want), found: fmt.Sprint(n),
		message: finding.Say("%q has %d replicas, declared %d", "%q의 복제본이 %d개입니다(선언: %d개)", s.id, n, want),
	})
}
