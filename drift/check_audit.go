package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Audit: the trail records, budgets warn, and what people look at is there.

const (
	// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html
	// https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
	codeTrailStopped = "trail-stopped"
	// https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
	// https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html
	codeBudget = "budget-differs"
	// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
	codeNoDashboard = "dashboard-missing"
	// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights.html
	codeInsights = "container-insights-differ"
)

func auditRules() finding.Rules {
	return finding.Rules{
		{Code: codeTrailStopped, Severity: finding.Error},
		{Code: codeBudget, Severity: finding.Warning},
		{Code: codeNoDashboard, Severity: finding.Warning},
		{Code: codeInsights, Severity: finding.Warning},
	}
}

func checkAudit(s *subject) {
	if f, ok := s.resource.Facts.(discover.Recording); ok {
		s.checkRecords(f.Records())
	}
	if f, ok := s.resource.Facts.(*discover.Budget); ok && s.element != nil && s.element.Budget != nil {
		s.checkBudget(f)
	}
	if f, ok := s.resource.Facts.(*discover.ECSCluster); ok && s.pair.Group != nil && s.pair.Group.Insights.IsSet() {
		s.checkInsights(f, s.pair.Group.Insights)
	}
}

func (s *subject) checkRecords(on discover.Reading[bool]) {
	message := finding.Say("the recorder %q does not record", "%q이(가) 기록하지 않습니다", s.id)
	if s.resource.Type == "AWS::CloudTrail::Trail" {
		message = finding.Say("the trail %q does not record", "%q이(가) 기록하지 않습니다", s.id)
	}
	s.judge(claim{
		code:     codeTrailStopped,
		at:       s.pair.Position(),
		facts:    []fact{told(s, s.resource, on)},
		holds:    on.Value,
		declared: "records",
		found:    "stopped",
		message:  message,
	})
}

func (s *subject) checkInsights(f *discover.ECSCluster, want model.Bool) {
	on := f.ContainerInsights == "enabled" || f.ContainerInsights == "enhanced"
	s.judge(claim{
		code:     codeInsights,
		fact:     "container_insights",
		at:       want.Position,
		facts:    []fact{s.read(s.resource, "ContainerInsights", f.ContainerInsights)},
		holds:    on == want.V,
		declared: fmt.Sprint(want.V),
		found:    f.ContainerInsights,
		message:  switched(s.id, finding.Both("Container Insights", "컨테이너 인사이트"), on),
	})
}

func (s *subject) checkBudget(f *discover.Budget) {
	want, r := s.element.Budget, s.resource
	limit := s.read(r, "LimitAmount", fmt.Sprintf("%g %s %s", f.LimitAmount, f.LimitUnit, f.TimeUnit))
	s.judge(claim{
		code:     codeBudget,
		fact:     "budget.monthly",
		holds:    f.TimeUnit == "MONTHLY" && f.LimitAmount == want.Monthly.V && f.LimitUnit == want.Currency.Or("USD"),
		facts:    append([]fact{limit}, s.unread(r, "LimitUnit", "TimeUnit")...),
		declared: fmt.Sprintf("%g %s", want.Monthly.V, want.Currency.Or("USD")),
		found:    fmt.Sprintf("%g %s", f.LimitAmount, f.LimitUnit),
		message: finding.Say("the limit of %q is %g %s, declared %g",
			"%q의 한도가 %g %s입니다(선언: %g)", s.id, f.LimitAmount, f.LimitUnit, want.Monthly.V),
	})
	for _, at := range want.AlertAt {
		tells := slices.ContainsFunc(f.Notifications, func(n discover.BudgetNotification) bool {
			return n.ThresholdType == "PERCENTAGE" && n.Threshold == at.V
		})
		var found []string
		for _, n := range f.Notifications {
			found = append(found, fmt.Sprintf("%s %g", n.NotificationType, n.Threshold))
		}
		s.judge(claim{
			code:     codeBudget,
			fact:     "budget.alert_at." + show(at.V),
			at:       at.Position,
			facts:    []fact{s.read(r, "Notifications", found)},
			holds:    tells,
			declared: show(at.V) + "%",
			found:    show(found),
			message:  finding.Say("%q tells nobody at %g %%", "%q이(가) %g%%에서 아무에게도 알리지 않습니다", s.id, at.V),
		})
	}
	if want.Anomaly.V {
		const typ = "AWS::CE::AnomalyMonitor"
		c := claim{code: codeBudget, fact: "budget.anomaly_detection", declared: "true", found: "none"}
		c.facts = []fact{s.nothing(typ, s.id)}
		for _, m := range s.at.Type(typ) {
			if m.Account == r.Account {
				c.facts, c.holds = []fact{s.named(m)}, true
			}
		}
		c.message = finding.Say("nothing reports unusual spending, which %q declares", "%q이(가) 정한 비용 이상 탐지가 없습니다", s.id)
		s.judge(c)
	}
}

// checkDashboards looks for the dashboards that an element's operations name.
func checkDashboards(s *subject) {
	if s.element.Operations == nil {
		return
	}
	const typ = "AWS::CloudWatch::Dashboard"
	account, _ := s.whereabouts()
	for _, want := range s.element.Operations.Dashboards {
		name := dashboardName(want)
		c := claim{
			code:     codeNoDashboard,
			fact:     "operations.dashboards." + want.ID,
			at:       want.Position,
			declared: name,
			found:    "none",
		}
		for _, r := range s.at.Type(typ) {
			if r.Name == name && (account == "" || r.Account == account) {
				c.facts, c.holds = []fact{s.named(r)}, true
			}
		}
		if !c.holds {
			c.facts = []fact{s.nothing(typ, name)}
		}
		c.message = finding.Say("%q names the dashboard %q, which does not exist",
			"%q이(가) 안내하는 대시보드 %q이(가) 없습니다", s.id, name)
		s.judge(c)
	}
}

// dashboardName is what CloudWatch calls a dashboard: the name that its address
// in the console ends with, else the one that the model gives it.
func dashboardName(d *model.KeyValue) string {
	for _, before := range []string{"#dashboards/dashboard/", "#dashboards:name="} {
		if _, rest, ok := strings.Cut(d.Value.V, before); ok {
			if end := strings.IndexAny(rest, "?;&/"); end >= 0 {
				rest = rest[:end]
			}
			return rest
		}
	}
	return d.ID
}
