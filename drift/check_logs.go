package drift

import (
	"fmt"
	"slices"
	"time"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Logs: they are kept where, for as long as and with the key that the model
// says, and the network's flow logs are on.

const (
	// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
	codeNoLogGroup = "log-group-missing"
	// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
	codeLogRetention = "log-retention-differs"
	// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
	codeNoFlowLogs = "flow-logs-differ"
)

func logRules() finding.Rules {
	return finding.Rules{
		{Code: codeNoLogGroup, Severity: finding.Error},
		{Code: codeLogRetention, Severity: finding.Error},
		{Code: codeNoFlowLogs, Severity: finding.Warning},
	}
}

const logGroupType = "AWS::Logs::LogGroup"

func checkLogs(s *subject) {
	ops := s.element.Operations
	if ops == nil || ops.Logs == nil || !ops.Logs.Group.IsSet() {
		return
	}
	want := ops.Logs
	group := s.logGroup(want.Group.V)
	c := claim{
		code:     codeNoLogGroup,
		fact:     "operations.logs.group",
		at:       want.Group.Position,
		holds:    group != nil,
		declared: want.Group.V,
		found:    "none",
	}
	if group == nil {
		c.facts = []fact{s.nothing(logGroupType, want.Group.V)}
		c.message = finding.Say("%q should log to %q, which does not exist",
			"%q의 로그 그룹 %q이(가) 없습니다", s.id, want.Group.V)
		s.judge(c)
		return
	}
	c.facts = []fact{s.named(group)}
	s.judge(c)
	f := group.Facts.(*discover.LogGroup)
	if want.Retention.IsSet() {
		s.checkLogRetention(want, group, f)
	}
	if want.Key.IsSet() {
		s.checkKey("operations.logs.key", want.Key, []fact{s.read(group, "KmsKeyId", f.KmsKeyId)}, f.KmsKeyId)
	}
	for _, ref := range want.Holds {
		if class := s.model.DataClass(ref.ID); class != nil && class.Retention.IsSet() {
			read := s.read(group, "RetentionInDays", f.RetentionInDays)
			s.keeps("operations.logs.holds."+ref.ID, ref, class, kept(f), []fact{read})
		}
	}
}

func (s *subject) logGroup(name string) *discover.Resource {
	account, region := s.whereabouts()
	for _, r := range s.at.Type(logGroupType) {
		if r.Name == name && (account == "" || r.Account == account) && (region == "" || r.Region == region) {
			return r
		}
	}
	return nil
}

func kept(f *discover.LogGroup) time.Duration {
	if f.RetentionInDays == nil {
		return 0
	}
	return time.Duration(*f.RetentionInDays) * day
}

// checkLogRetention allows what CloudWatch can do: it knows only certain
// numbers of days, so a declared time may be rounded up to the next of them.
func (s *subject) checkLogRetention(want *model.Logs, group *discover.Resource, f *discover.LogGroup) {
	found := finding.Both("never expire", "만료되지 않습니다")
	if f.RetentionInDays != nil {
		found = finding.Say("expire after %dd", "%d일 뒤 만료됩니다", *f.RetentionInDays)
	}
	declared := lasting(want.Retention.V)
	s.judge(claim{
		code:     codeLogRetention,
		fact:     "operations.logs.retention",
		facts:    []fact{s.read(group, "RetentionInDays", f.RetentionInDays)},
		holds:    kept(f) == nearestRetention(want.Retention.V),
		declared: declared.En,
		found:    show(f.RetentionInDays),
		message: finding.Say("logs of %q in %s %s, declared %s", "%q의 로그(%s)가 %s(선언: %s)",
			s.id, group.Name, found, declared),
	})
}

// nearestRetention is the shortest retention of CloudWatch Logs that is at
// least d: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
func nearestRetention(d time.Duration) time.Duration {
	offered := []int{
		1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
	}
	i := slices.IndexFunc(offered, func(days int) bool { return time.Duration(days)*day >= d })
	if i < 0 {
		return d
	}
	return time.Duration(offered[i]) * day
}

// checkFlowLogs asks whether the traffic of a VPC or tier is recorded.
func checkFlowLogs(s *subject) {
	want := s.pair.Boundary.FlowLogs
	if !want.IsSet() {
		return
	}
	const typ = "AWS::EC2::FlowLog"
	recorded := map[string]bool{}
	facts := []fact{s.complete(typ, s.resource)}
	for _, r := range s.at.Type(typ) {
		f := r.Facts.(*discover.FlowLog)
		facts = append(facts, s.unread(r, "ResourceId")...)
		if f.FlowLogStatus == "ACTIVE" && f.DeliverLogsStatus != "FAILED" {
			recorded[f.ResourceId] = true
		}
		if slices.ContainsFunc(s.pair.Resources, func(p *discover.Resource) bool { return p.ID == f.ResourceId }) {
			facts = append(facts, s.read(r, "FlowLogStatus", f.FlowLogStatus+" "+f.DeliverLogsStatus))
			facts = append(facts, s.unread(r, "DeliverLogsStatus")...)
		}
	}
	on := 0
	for _, r := range s.pair.Resources {
		if recorded[r.ID] || recorded[s.at.Placement(r).VPC] {
			on++
		}
	}
	s.judge(claim{
		code:     codeNoFlowLogs,
		fact:     "flow_logs",
		at:       want.Position,
		facts:    facts,
		partial:  on > 0 && on < len(s.pair.Resources),
		holds:    want.V && on == len(s.pair.Resources) || !want.V && on == 0,
		declared: fmt.Sprint(want.V),
		found:    fmt.Sprint(on > 0),
		message:  switched(s.id, finding.Both("the flow log", "흐름 로그"), !want.V),
	})
}
