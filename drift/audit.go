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
	codeTrailStopped = "trail-stopped"
	codeBudget       = "budget-differs"
	codeNoDashboard  = "dashboard-missing"
	codeInsights     = "container-insights-differ"
)

func auditRules() finding.Rules {
	return finding.Rules{
		{
			Code: codeTrailStopped, Severity: finding.Error,
			Title: text("Trail or recorder that does not record", "기록하지 않는 추적이나 레코더"),
			Cause: text("The trail of CloudTrail or the recorder of AWS Config exists, but it is stopped, which is what an intruder does first.", "CloudTrail 추적이나 AWS Config 레코더가 있지만 기록이 멈춰 있습니다. 침입자가 맨 먼저 하는 일입니다."),
			Cure:  text("Start recording again, and find out who stopped it.", "기록을 다시 시작하고, 누가 멈췄는지 확인하십시오."),
		},
		{
			Code: codeBudget, Severity: finding.Warning,
			Title: text("Budget differs", "예산이 다름"),
			Cause: text("The budget has another limit or other thresholds than the model says, or nothing reports unusual spending.", "예산의 한도나 알림 기준이 모델과 다르거나, 비용 이상을 알리는 것이 없습니다."),
			Cure:  text("Correct the budget, or `budget:`.", "예산이나 `budget:`을 바로잡으십시오."),
		},
		{
			Code: codeNoDashboard, Severity: finding.Warning,
			Title: text("No such dashboard", "대시보드가 없음"),
			Cause: text("The model sends people to a dashboard that CloudWatch does not have.", "모델이 안내하는 대시보드가 CloudWatch에 없습니다."),
			Cure:  text("Create the dashboard, or correct `operations.dashboards`.", "대시보드를 만들거나 `operations.dashboards`를 바로잡으십시오."),
		},
		{
			Code: codeInsights, Severity: finding.Warning,
			Title: text("Container Insights differs", "컨테이너 인사이트가 다름"),
			Cause: text("The cluster's Container Insights are not as the model says, so metrics that alarms and people rely on are missing, or paid for unasked.", "클러스터의 컨테이너 인사이트가 모델과 달라, 경보와 사람이 기대는 지표가 없거나 뜻하지 않은 비용이 듭니다."),
			Cure:  text("Switch Container Insights as declared, or correct `container_insights:`.", "컨테이너 인사이트를 선언대로 하거나 `container_insights:`를 바로잡으십시오."),
		},
	}
}

func checkAudit(s *subject) {
	switch f := s.resource.Facts.(type) {
	case *discover.Trail:
		s.judge(claim{
			code: codeTrailStopped, facts: []fact{s.read(s.resource, "IsLogging", f.IsLogging)}, at: s.pair.Position(), holds: f.IsLogging,
			declared: "records", found: "stopped",
			message: finding.Say("the trail %q does not record", "추적 %q이(가) 기록하지 않습니다", s.id),
		})
	case *discover.ConfigurationRecorder:
		s.judge(claim{
			code: codeTrailStopped, facts: []fact{s.read(s.resource, "Recording", f.Recording)}, at: s.pair.Position(), holds: f.Recording,
			declared: "records", found: "stopped",
			message: finding.Say("the recorder %q does not record", "레코더 %q이(가) 기록하지 않습니다", s.id),
		})
	case *discover.Budget:
		if s.element != nil && s.element.Budget != nil {
			s.checkBudget(f)
		}
	case *discover.ECSCluster:
		if g := s.pair.Group; g != nil && g.Insights.IsSet() {
			on := f.ContainerInsights == "enabled" || f.ContainerInsights == "enhanced"
			s.judge(claim{
				code: codeInsights, fact: "container_insights", at: g.Insights.Position, holds: on == g.Insights.V,
				facts:    []fact{s.read(s.resource, "ContainerInsights", f.ContainerInsights)},
				declared: fmt.Sprint(g.Insights.V), found: f.ContainerInsights,
				message: switched(s.id, text("Container Insights", "컨테이너 인사이트"), on),
			})
		}
	}
}

func (s *subject) checkBudget(f *discover.Budget) {
	want, r := s.element.Budget, s.resource
	s.judge(claim{
		code: codeBudget, fact: "budget.monthly", holds: f.TimeUnit == "MONTHLY" && f.LimitAmount == want.Monthly.V && f.LimitUnit == want.Currency.Or("USD"),
		facts:    []fact{s.read(r, "LimitAmount", fmt.Sprintf("%g %s %s", f.LimitAmount, f.LimitUnit, f.TimeUnit))},
		declared: fmt.Sprintf("%g %s", want.Monthly.V, want.Currency.Or("USD")), found: fmt.Sprintf("%g %s", f.LimitAmount, f.LimitUnit),
		message: finding.Say("the limit of %q is %g %s, declared %g", "%q의 한도가 %g %s입니다(선언: %g)", s.id, f.LimitAmount, f.LimitUnit, want.Monthly.V),
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
			code: codeBudget, fact: "budget.alert_at." + show(at.V), at: at.Position, facts: []fact{s.read(r, "Notifications", found)}, holds: tells,
			declared: show(at.V) + "%", found: show(found),
			message: finding.Say("%q tells nobody at %g %%", "%q이(가) %g%%에서 아무에게도 알리지 않습니다", s.id, at.V),
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
		c := claim{code: codeNoDashboard, fact: "operations.dashboards." + want.ID, at: want.Position, declared: name, found: "none"}
		for _, r := range s.at.Type(typ) {
			if r.Name == name && (account == "" || r.Account == account) {
				c.facts, c.holds = []fact{s.named(r)}, true
			}
		}
		if !c.holds {
			c.facts = []fact{s.nothing(typ, name)}
		}
		c.message = finding.Say("%q names the dashboard %q, which does not exist", "%q이(가) 안내하는 대시보드 %q이(가) 없습니다", s.id, name)
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
