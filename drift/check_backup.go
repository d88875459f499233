package drift

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Backup: what is lost comes back, from as far as the model says.

const (
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
	codeBackupRetention = "backup-retention-short"
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html
	codeNoPointInTime = "point-in-time-off"
	// https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
	codeNotCovered = "backup-not-covered"
)

func backupRules() finding.Rules {
	return finding.Rules{
		{Code: codeBackupRetention, Severity: finding.Error},
		{Code: codeNoPointInTime, Severity: finding.Error},
		{Code: codeNotCovered, Severity: finding.Error},
	}
}

func checkBackup(s *subject) {
	if s.element == nil || s.element.Backup == nil || s.pair.Partition != nil {
		return
	}
	want, r := s.element.Backup, s.resource
	if f, ok := r.Facts.(discover.BackedUp); ok {
		s.checkKept("", f.BackupDays().Value, told(s, r, f.BackupDays()))
	}
	if f, ok := r.Facts.(discover.Rewinding); ok {
		s.checkRewinds(f)
	}
	if f, ok := r.Facts.(*discover.BackupPlan); ok {
		s.checkPlan(f)
	}
	if want.Plan.IsSet() {
		s.checkCovered()
	}
}

// checkRewinds asks whether any moment can be restored. The log of what makes
// backups of itself is kept with these; without any, the days of the log are
// how far back it goes, unless a plan makes backups.
func (s *subject) checkRewinds(f discover.Rewinding) {
	on := f.Rewinds()
	if backups, ok := s.resource.Facts.(discover.BackedUp); ok {
		s.checkPointInTime(on.Value, told(s, s.resource, backups.BackupDays()),
			finding.Both("automated backups are off", "자동 백업이 꺼져 있습니다"))
		return
	}
	if days := f.RewindDays(); !s.element.Backup.Plan.IsSet() {
		s.checkKept("", days.Value, told(s, s.resource, days))
	}
	s.checkPointInTime(on.Value, told(s, s.resource, on),
		finding.Both("point-in-time recovery is off", "시점 복구 설정이 꺼져 있습니다"))
}

// checkPlan judges each rule of a plan by how long it keeps what it made; zero
// days keep for ever.
func (s *subject) checkPlan(f *discover.BackupPlan) {
	if s.at.Missing(s.resource, "BackupPlanRule") != nil {
		s.checkKept("", 0, s.read(s.resource, "BackupPlanRule", ""))
	}
	for _, rule := range f.BackupPlanRule {
		if rule.DeleteAfterDays > 0 {
			shown := fmt.Sprintf("%s DeleteAfterDays %d", rule.RuleName, rule.DeleteAfterDays)
			s.checkKept("."+rule.RuleName, rule.DeleteAfterDays, s.read(s.resource, "BackupPlanRule", shown))
		}
	}
}

// checkPointInTime asks whether any moment can be restored; off says what that
// takes and is not there.
func (s *subject) checkPointInTime(on bool, read fact, off finding.Text) {
	if !s.element.Backup.PointInTime.V {
		return
	}
	s.judge(claim{
		code:     codeNoPointInTime,
		fact:     "backup.point_in_time",
		facts:    []fact{read},
		holds:    on,
		declared: "true",
		found:    fmt.Sprint(on),
		message: finding.Text{
			En: fmt.Sprintf("no moment of %q can be restored: %s", s.id, off.En),
			Ko: fmt.Sprintf("%q의 시점 복구가 불가능합니다: %s", s.id, off.Ko),
		},
	})
}

// checkKept compares how long backups are kept; rule names one of several.
func (s *subject) checkKept(rule string, days int, read fact) {
	want := s.element.Backup.Retention
	if !want.IsSet() {
		return
	}
	found := time.Duration(days) * day
	s.judge(claim{
		code:     codeBackupRetention,
		fact:     "backup.retention" + rule,
		at:       want.Position,
		facts:    []fact{read},
		holds:    found >= want.V,
		declared: age(want.V),
		found:    fmt.Sprintf("%dd", days),
		message: finding.Say("backups of %q are kept for %dd, declared %s",
			"%q의 백업 보존 기간이 %d일입니다(선언: %s)", s.id, days, lasting(want.V)),
	})
}

// checkCovered asks whether a selection of the declared plan takes the resource
// in. What an ECS service keeps lies on its volumes, which are elements of
// their own.
func (s *subject) checkCovered() {
	plan := s.pairs.Ref(s.element.Backup.Plan)
	if _, ecs := s.resource.Facts.(*discover.ECSService); plan == nil || ecs {
		return
	}
	const typ = "AWS::Backup::BackupSelection"
	facts := leading(s.named(plan))
	var hidden []fact
	covered, undecided := false, false
	for _, selection := range s.at.Type(typ) {
		f := selection.Facts.(*discover.BackupSelection)
		if s.at.Missing(selection, "BackupPlanId") != nil {
			hidden = append(hidden, s.read(selection, "BackupPlanId", ""))
			continue
		}
		if f.BackupPlanId != plan.ID {
			continue
		}
		unread := s.unread(selection, "NotResources", "StringEquals", "OtherConditions")
		byTag := s.read(selection, "ListOfTags", tags(f.ListOfTags))
		if len(f.ListOfTags) == 0 && byTag.gap == nil {
			facts = append(facts, s.read(selection, "Resources", f.Resources))
		} else if facts = append(facts, byTag); len(f.Resources) > 0 {
			facts = append(facts, s.read(selection, "Resources", f.Resources))
		} else {
			unread = append(unread, s.unread(selection, "Resources")...)
		}
		facts = append(facts, unread...)
		if selects(f, s.resource) {
			covered = covered || f.OtherConditions == 0 && len(unread) == 0
			undecided = undecided || f.OtherConditions > 0
		}
	}
	facts = append(facts, s.complete(typ, s.resource))
	if !covered { // one that could not be read may cover it
		facts = append(facts, hidden...)
	}
	if undecided && !covered {
		facts = append(facts, s.beyond(
			"asbuilt does not judge a condition of the backup selection", "asbuilt는 백업 선택 조건을 판정하지 않습니다"))
	}
	s.judge(claim{
		code:     codeNotCovered,
		fact:     "backup.plan",
		facts:    facts,
		holds:    covered,
		declared: s.element.Backup.Plan.ID,
		found:    "not selected",
		message: finding.Say("no selection of the backup plan %q takes in %q",
			"%q의 백업 대상에 %q이(가) 없습니다", s.element.Backup.Plan.ID, s.id),
	})
}

func tags(list []discover.BackupTag) (words []string) {
	for _, t := range list {
		words = append(words, t.ConditionKey+"="+t.ConditionValue)
	}
	return words
}

// selects reports whether a selection takes in a resource, as AWS Backup
// decides: named or tagged, all conditions met, and not excluded.
func selects(f *discover.BackupSelection, r *discover.Resource) bool {
	matches := func(patterns []string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { return arnMatches(p, r.ARN) })
	}
	carries := func(t discover.BackupTag) bool {
		return r.Tags[strings.TrimPrefix(t.ConditionKey, "aws:ResourceTag/")] == t.ConditionValue
	}
	if matches(f.NotResources) || len(f.Resources) > 0 && !matches(f.Resources) && len(f.ListOfTags) == 0 {
		return false
	}
	if !matches(f.Resources) && !slices.ContainsFunc(f.ListOfTags, carries) {
		return false
	}
	return !slices.ContainsFunc(f.StringEquals, func(t discover.BackupTag) bool { return !carries(t) })
}

// arnMatches matches an ARN against a pattern with *, which takes in slashes
// and colons as well.
func arnMatches(pattern, arn string) bool {
	flat := strings.NewReplacer("/", "\x00", "[", "\x01", "]", "\x01").Replace
	ok, err := path.Match(flat(pattern), flat(arn))
	return err == nil && ok
}
