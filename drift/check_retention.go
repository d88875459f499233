package drift

import (
	"fmt"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Retention: objects move and go when the model says, and no store keeps a
// class of data for longer than the class allows.

const (
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
	codeLifecycle = "lifecycle-differs"
	// https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html
	codeTooLong = "kept-too-long"
)

func retentionRules() finding.Rules {
	return finding.Rules{
		{Code: codeLifecycle, Severity: finding.Warning},
		{Code: codeTooLong, Severity: finding.Error},
	}
}

func checkRetention(s *subject) {
	f, ok := s.resource.Facts.(*discover.Bucket)
	if !ok || s.element == nil {
		return
	}
	rules, stores := s.element.Lifecycle, s.element.Holds
	if p := s.pair.Partition; p != nil && len(p.Lifecycle) > 0 {
		rules = p.Lifecycle
	}
	if p := s.pair.Partition; p != nil && len(p.Holds) > 0 {
		stores = p.Holds
	}
	shown := s.read(s.resource, "LifecycleRules", rulesOf(f))
	for i, want := range rules {
		s.checkLifecycle(fmt.Sprintf("lifecycle[%d]", i), want, f, shown)
	}
	for _, ref := range stores {
		if class := s.model.DataClass(ref.ID); class != nil && class.Retention.IsSet() {
			s.checkBucketKeeps(ref, class, f, shown)
		}
	}
}

func rulesOf(f *discover.Bucket) string {
	var rules []string
	for _, r := range f.LifecycleRules {
		rule := r.Prefix + "*"
		for _, t := range r.Transitions {
			rule += fmt.Sprintf(" %s after %dd", t.StorageClass, t.TransitionInDays)
		}
		if r.ExpirationInDays > 0 {
			rule += fmt.Sprintf(" expire %dd", r.ExpirationInDays)
		}
		if r.NoncurrentExpirationInDays > 0 {
			rule += fmt.Sprintf(" old versions %dd", r.NoncurrentExpirationInDays)
		}
		if r.Status != "Enabled" {
			rule += " (" + r.Status + ")"
		}
		rules = append(rules, rule)
	}
	if len(rules) == 0 {
		return "none"
	}
	return strings.Join(rules, "; ")
}

func (s *subject) checkLifecycle(key string, want *model.LifecycleRule, f *discover.Bucket, shown fact) {
	move, expire := days(want.After), days(want.Expire)
	moves := move == 0 || transitions(f, want.Prefix.V, want.Transition.V, move)
	goes := expire == 0 || expires(f, want.Prefix.V) == expire
	declared := want.Prefix.V + "*"
	at := want.Prefix.Position
	if want.Transition.IsSet() {
		declared += fmt.Sprintf(" %s after %dd", want.Transition.V, move)
		at = want.Transition.Position
	}
	if want.Expire.IsSet() {
		declared += fmt.Sprintf(" expire %dd", expire)
		at = want.Expire.Position
	}
	s.judge(claim{
		code:     codeLifecycle,
		fact:     key,
		at:       at,
		facts:    []fact{shown},
		holds:    moves && goes,
		declared: declared,
		found:    shown.evidence.Value,
		message: finding.Say("%q has the lifecycle rules %s, declared %s",
			"%q의 수명 주기 규칙: %s(선언: %s)", s.id, shown.evidence.Value, declared),
	})
}

func days(d model.Duration) int { return int(d.V / day) }

// covers reports whether a rule applies to all objects with a prefix.
func covers(r discover.BucketExpiry, prefix string) bool {
	return r.Status == "Enabled" && !r.Tagged && strings.HasPrefix(prefix, r.Prefix)
}

func transitions(f *discover.Bucket, prefix, class string, after int) bool {
	for _, r := range f.LifecycleRules {
		for _, t := range r.Transitions {
			if covers(r, prefix) && t.StorageClass == class && t.TransitionInDays == after {
				return true
			}
		}
	}
	return false
}

// expires is after how many days objects with a prefix go; zero for never.
func expires(f *discover.Bucket, prefix string) int {
	least := 0
	for _, r := range f.LifecycleRules {
		if covers(r, prefix) && r.ExpirationInDays > 0 && (least == 0 || r.ExpirationInDays < least) {
			least = r.ExpirationInDays
		}
	}
	return least
}

// checkBucketKeeps compares how long a bucket keeps objects with how long their
// class may be kept. With versioning an expired object lives on as an old
// version until that expires too, so both times add up.
func (s *subject) checkBucketKeeps(ref model.Ref, class *model.DataClass, f *discover.Bucket, shown fact) {
	kept := expires(f, "")
	facts := []fact{shown, s.read(s.resource, "VersioningStatus", f.VersioningStatus)}
	if f.VersioningStatus != "" && kept > 0 {
		if old := oldVersionsExpire(f); old > 0 {
			kept += old
		} else {
			kept = 0
		}
	}
	s.keeps("holds."+ref.ID, ref, class, time.Duration(kept)*day, facts)
}

// oldVersionsExpire is after how many days every old version goes; zero for
// never.
func oldVersionsExpire(f *discover.Bucket) int {
	least := 0
	for _, r := range f.LifecycleRules {
		if n := r.NoncurrentExpirationInDays; covers(r, "") && n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	return least
}
