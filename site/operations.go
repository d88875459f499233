package site

import (
	"strconv"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/site/address"
	"asbuilt/site/parts"
	"asbuilt/site/words"
)

// operationsBody is what is watched, how it comes back, and what is done when
// it fails.
type operationsBody struct {
	Answer                              parts.Answer
	Pictured                            []parts.Link
	Incidents                           []parts.Incident
	Failures, Watched, Backups, Reviews parts.Table
}

func hasOperations(a *atlas) bool {
	if len(a.Model.Incidents)+len(a.Model.Reviews)+len(a.analysis.Failures) > 0 {
		return true
	}
	for _, e := range a.Model.Elements {
		if e.Operations != nil || e.Backup != nil {
			return true
		}
	}
	return false
}

func operationsPage(ed *edition) *page {
	p := ed.openOverview("operations")
	var watched, kept []*model.Element
	for _, e := range ed.Model.Elements {
		if e.Operations != nil {
			watched = append(watched, e)
		}
		if e.Backup != nil {
			kept = append(kept, e)
		}
	}
	body := &operationsBody{
		Incidents: parts.Incidents(p.Links, ""), Failures: failureTable(p, ed.analysis.Failures),
		Watched: watchedTable(p, watched), Backups: backupTable(p, kept),
		Reviews: reviewTable(p, ed.Model.Reviews, ed.AsOf),
	}
	body.Pictured = ed.pictured(p)
	body.Answer = operationsAnswer(ed, p, body.Incidents)
	p.Body = body
	p.Entry.Lines = append(body.Answer.Lines(), p.T("incidents")+", "+p.T("severity"))
	for _, t := range []parts.Table{body.Failures, body.Watched, body.Backups, body.Reviews} {
		p.Entry.Lines = append(p.Entry.Lines, t.Lines()...)
	}
	return p
}

// dependentsShown is how many elements a cell names.
const dependentsShown = 4

// dependents names the first of some elements, and how many more there are of count.
func dependents(p *page, some []*model.Element, count int) parts.Cell {
	var links []parts.Link
	for _, e := range some[:min(len(some), dependentsShown)] {
		links = append(links, p.Element(e.ID))
	}
	if more := count - len(links); more > 0 {
		links = append(links, parts.Link{Text: "+" + strconv.Itoa(more)})
	}
	return parts.Show(parts.Linkeds(links))
}

// failureTable is what the failure of a part means.
func failureTable(p *page, all []analyze.Failure) parts.Table {
	flows := func(all []*model.Flow) parts.Piece {
		var links []parts.Link
		for _, f := range all {
			links = append(links, p.Flow(f))
		}
		return parts.Linkeds(links)
	}
	return parts.NewTable(p.proof, parts.Shape[analyze.Failure]{}, all, []parts.Column[analyze.Failure]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(f analyze.Failure) parts.Cell {
				single := f.Single.Label().In(p.Language())
				if single == "" {
					return parts.Show(parts.Linked(p.Element(f.Element.ID)))
				}
				return parts.Show(parts.Linked(p.Element(f.Element.ID)), parts.Warning(single))
			},
		},
		{
			Name: finding.Say("Stops", "멈추는 흐름"),
			Cell: func(f analyze.Failure) parts.Cell { return parts.Show(flows(f.Stops)) },
		},
		{
			Name: finding.Say("Narrows", "일부만 동작하는 흐름"),
			Cell: func(f analyze.Failure) parts.Cell { return parts.Show(flows(f.Degrades)) },
		},
		{
			Name: finding.Say("Depended on by", "의존하는 쪽"),
			Cell: func(f analyze.Failure) parts.Cell { return dependents(p, f.Affects, f.Affected) },
		},
		{
			Name: finding.Say("Events cease to", "이벤트가 끊기는 쪽"),
			Cell: func(f analyze.Failure) parts.Cell { return dependents(p, f.Starves, len(f.Starves)) },
		},
		{
			Name: finding.Say("Response", "대응"),
			Cell: func(f analyze.Failure) parts.Cell {
				if f.Incident == nil || f.Incident.Symptom.IsZero() {
					return parts.Show(parts.SoftUnbroken(p.T("not-prepared")))
				}
				prepared := p.Phrase(f.Incident.Symptom)
				prepared.Href = p.To(address.Incident(f.Incident.ID))
				return parts.Show(parts.Linked(prepared))
			},
		},
		{
			Name: finding.Say("Alarms", "경보"),
			Cell: func(f analyze.Failure) parts.Cell {
				if f.Alarmed {
					return parts.Show(parts.Plain("✓"))
				}
				return parts.Show(parts.Soft(p.T("no-alarms")))
			},
		},
	})
}

// watchedTable is elements with their alarms and logs.
func watchedTable(p *page, all []*model.Element) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[*model.Element]{}, all, []parts.Column[*model.Element]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Linked(p.Element(e.ID))) },
		},
		{
			Name: finding.Say("Alarms", "경보"),
			Cell: func(e *model.Element) parts.Cell {
				var alarms []string
				for _, a := range e.Operations.Alarms {
					alarms = append(alarms, p.Alarm(a))
				}
				if len(alarms) == 0 {
					return parts.Show(parts.Soft(p.T("no-alarms")))
				}
				return parts.Show(parts.Texts(alarms))
			},
		},
		{
			Name: finding.Say("Logs", "로그"), Class: parts.Mono,
			Cell: func(e *model.Element) parts.Cell {
				if e.Operations.Logs == nil {
					return parts.Show()
				}
				return parts.Show(parts.Plain(words.Joined(e.Operations.Logs.Group.V, e.Operations.Logs.Path.V)))
			},
		},
		{
			Name: finding.Say("Kept for", "보존 기간"),
			Cell: func(e *model.Element) parts.Cell {
				if e.Operations.Logs == nil {
					return parts.Show()
				}
				return parts.Show(parts.Plain(lasting(p.Words, e.Operations.Logs.Retention)))
			},
		},
		{
			Name: finding.Say("Runbook", "런북"),
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Linked(p.File(e.Operations.Runbook))) },
		},
		{
			Name: finding.Say("Result", "검증"), Built: true,
			Cell: func(e *model.Element) parts.Cell {
				return parts.Show(parts.Marked(p.proof.WorstOf(p.proof.TallyUnder(e.ID, "operations"))))
			},
		},
	})
}

// backupTable is how stores come back.
func backupTable(p *page, all []*model.Element) parts.Table {
	lasts := func(of func(*model.Backup) model.Duration) func(*model.Element) parts.Cell {
		return func(e *model.Element) parts.Cell { return parts.Show(parts.Plain(lasting(p.Words, of(e.Backup)))) }
	}
	return parts.NewTable(p.proof, parts.Shape[*model.Element]{}, all, []parts.Column[*model.Element]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Linked(p.Element(e.ID))) },
		},
		{
			Name: finding.Say("Kept for", "보존 기간"),
			Cell: func(e *model.Element) parts.Cell {
				kept := lasting(p.Words, e.Backup.Retention)
				if e.Backup.PointInTime.V {
					kept = words.Joined(kept, p.T("point-in-time"))
				}
				return parts.Show(parts.Plain(kept))
			},
		},
		{
			Name: finding.Same("RPO"),
			Cell: lasts(func(b *model.Backup) model.Duration { return b.RPO }),
		},
		{
			Name: finding.Same("RTO"),
			Cell: lasts(func(b *model.Backup) model.Duration { return b.RTO }),
		},
		{
			Name: finding.Say("Last tried", "마지막 시험"),
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Plain(words.Day(e.Backup.Tested.V))) },
		},
		{
			Name: finding.Say("Restore", "복구 방법"),
			Cell: func(e *model.Element) parts.Cell { return parts.Show(parts.Linked(p.Phrase(e.Backup.How))) },
		},
	})
}

// reviewTable is reviews that come round, and whether they are due.
func reviewTable(p *page, all []*model.Review, asOf time.Time) parts.Table {
	return parts.NewTable(p.proof, parts.Shape[*model.Review]{}, all, []parts.Column[*model.Review]{
		{
			Name: finding.Say("Name", "이름"), Names: true,
			Cell: func(r *model.Review) parts.Cell { return parts.Show(parts.Linked(p.Phrase(r.Label))) },
		},
		{
			Name: finding.Say("Last", "마지막"),
			Cell: func(r *model.Review) parts.Cell { return parts.Show(parts.Plain(words.Day(r.Last.V))) },
		},
		{
			Name: finding.Say("Every", "주기"),
			Cell: func(r *model.Review) parts.Cell { return parts.Show(parts.Plain(p.Duration(r.Every.V))) },
		},
		{
			Name: finding.Say("Look again", "다시 볼 때"),
			Cell: func(r *model.Review) parts.Cell { return dueCell(p.Words, r.Last.V.Add(r.Every.V), asOf) },
		},
		{
			Name: finding.Say("Owner", "담당"),
			Cell: func(r *model.Review) parts.Cell { return parts.Show(parts.Linked(p.Who(r.Owner))) },
		},
	})
}
