package finding

import "testing"

// Ids change where they stand as such: as an end of a connection, or before a part.
func TestRenamed(t *testing.T) {
	ids := map[string]string{"api": "web", "web": "api", "db": "store"}
	for subject, want := range map[string]string{
		"api": "web", "web": "api", "db/api": "store/api", "web->api:443": "api->web:443", "apis": "apis",
		"AWS::S3::Bucket api": "AWS::S3::Bucket api", "ecr/api": "ecr/api", "x->db/common:3306": "x->store/common:3306", "": "",
	} {
		if got := Renamed(subject, ids); got != want {
			t.Errorf("Renamed(%q) = %q, want %q", subject, got, want)
		}
	}
}

// What was accepted by a fingerprint is accepted under another id.
func TestAcceptedBeforeRename(t *testing.T) {
	before, now := &Finding{Code: "c", Subject: "api", Fact: "f"}, &Finding{Code: "c", Subject: "web", Fact: "f"}
	a := &Acceptance{Fingerprint: before.Fingerprint()}
	if a.Covers(now) {
		t.Error("it covers another thing")
	}
	a.Former = map[string]string{"web": "api"}
	if !a.Covers(now) || !a.Covers(before) || a.Covers(&Finding{Code: "c", Subject: "web", Fact: "g"}) {
		t.Error("it does not cover what was renamed, or more than that")
	}
}
