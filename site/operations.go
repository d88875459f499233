package site

import (
	"asbuilt/model"
)

// operationsBody is what is watched, how it comes back, and what is done when
// it fails.
type operationsBody struct {
	Watched   []watchedRow
	Backups   []backupRow
	Incidents []incident
	Failures  []failureRow
	Reviews   []reviewRow
}

// watchedRow is an element with its alarms and logs.
type watchedRow struct {
	Element link
	Alarms  []string
	Logs    string
	Kept    string
	Runbook link
	Mark    *mark
}

// backupRow is how a store comes back.
type backupRow struct {
	Element                     link
	Retention, RPO, RTO, Tested string
	PointInTime                 string
	How                         link
}

// reviewRow is a review that comes round, and whether it is due.
type reviewRow struct {
	Label link
	Last  string
	Every string
	Next  string
	Due   bool
	Owner link
}

func (ed *edition) hasOperations() bool {
	if len(ed.m.Incidents)+len(ed.m.Reviews)+len(ed.analysis.Failures) > 0 {
		return true
	}
	for _, e := range ed.m.Elements {
		if e.Operations != nil || e.Backup != nil {
			return true
		}
	}
	return false
}

func (ed *edition) operationsPage() *page {
	if !ed.hasOperations() {
		return nil
	}
	p := ed.overviewPage("operations")
	body := &operationsBody{Incidents: p.incidents(""), Failures: p.failures()}
	for _, e := range ed.m.Elements {
		if e.Operations != nil {
			body.Watched = append(body.Watched, p.watched(e))
		}
		if e.Backup != nil {
			body.Backups = append(body.Backups, p.backup(e))
		}
	}
	for _, r := range ed.m.Reviews {
		next := r.Last.V.Add(r.Every.V)
		body.Reviews = append(body.Reviews, reviewRow{
			Label: p.phrase(r.Label), Last: day(r.Last.V), Every: ed.duration(r.Every.V), Next: day(next),
			Due: next.Before(ed.AsOf), Owner: p.who(r.Owner),
		})
	}
	p.Body = body
	return p
}

func (p *page) watched(e *model.Element) watchedRow {
	o := e.Operations
	row := watchedRow{Element: p.element(e.ID), Runbook: p.file(o.Runbook), Mark: p.operationsMark(e.ID)}
	for _, a := range o.Alarms {
		row.Alarms = append(row.Alarms, p.alarm(a))
	}
	if l := o.Logs; l != nil {
		row.Logs = joined(l.Group.V, l.Path.V)
		if l.Retention.IsSet() {
			row.Kept = p.duration(l.Retention.V)
		}
	}
	return row
}

// operationsMark is the worst verdict about the element's alarms and logs.
func (p *page) operationsMark(id string) *mark {
	var t tally
	for _, c := range p.checks[id] {
		for key := c.Fact; key != ""; key = parentKey(key) {
			if key == "operations" {
				t.add(c.Verdict)
			}
		}
	}
	return p.worst(t)
}

func (p *page) backup(e *model.Element) backupRow {
	b := e.Backup
	row := backupRow{Element: p.element(e.ID), How: p.phrase(b.How), Tested: day(b.Tested.V)}
	for _, d := range []struct {
		v  model.Duration
		to *string
	}{{b.Retention, &row.Retention}, {b.RPO, &row.RPO}, {b.RTO, &row.RTO}} {
		if d.v.IsSet() {
			*d.to = p.duration(d.v.V)
		}
	}
	if b.PointInTime.V {
		row.PointInTime = p.T("point-in-time")
	}
	return row
}
