package site

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/kind"
	"asbuilt/site/parts"
	"asbuilt/site/words"
)

// scalingCodes are those of drift about how things scale.
func scalingCodes() []string {
	return []string{
		"scaling-band-differs", "scaling-target-differs", "scaling-suspended", "does-not-scale",
		"scheduled-scaling-differs", "outside-band", "replicas-differ", "throttling-differs",
	}
}

// unheard are the codes of failures that nobody hears of.
func unheard() []string {
	return []string{
		"alarm-missing", "alarm-threshold-differs", "monitoring-silent", "trail-stopped", "log-group-missing",
		"flow-logs-differ",
	}
}

// dataCodes are those of how data is kept and protected.
func dataCodes() []string {
	return []string{
		"kept-too-long", "lifecycle-differs", "not-encrypted", "tls-not-required", "public-access-differs",
		"shared-beyond",
	}
}

// scalingAnswer says what gives way first.
func scalingAnswer(ed *edition, p *page) parts.Answer {
	limits := ed.analysis.Limits
	if len(limits) == 0 {
		return append(parts.Answer{says(p, "", "answer-no-limits")}, bandsAnswer(p)...)
	}
	first := limits[0]
	line := parts.Line{
		Lead:  parts.Link{Text: p.T("answer-first-limit"), Href: "#limits"},
		Links: []parts.Link{p.Element(first.Element.ID)},
		Note: p.T("answer-headroom", times(first.Headroom()), first.Counts().In(p.Language()),
			first.Rate(first.Peak).In(p.Language()), first.Rate(first.Capacity).In(p.Language())),
	}
	over := slices.IndexFunc(limits, func(l analyze.Limit) bool { return l.Headroom() >= 1 })
	if over < 0 {
		over = len(limits)
	}
	if over > 0 {
		line.Mark = &parts.Mark{Class: "broken", Word: p.T("gives-way")}
	} else if first.Headroom() < analyze.Little {
		line.Mark = &parts.Mark{Class: "warning", Word: p.T("little-headroom")}
	}
	answer := parts.Answer{line}
	if over > 1 {
		var more []parts.Link
		for _, l := range limits[1:over] {
			more = append(more, p.Element(l.Element.ID))
		}
		answer = append(answer, says(p, "#limits", "answer-more-limits", over-1).Names(more))
	}
	return append(answer, bandsAnswer(p)...)
}

// bandsAnswer says whether bands are as declared.
func bandsAnswer(p *page) parts.Answer {
	line, ok := measured(p, "answer-bands", scalingCodes()...)
	switch {
	case ok:
		return parts.Answer{line}
	case !p.Built:
		return parts.Answer{unlooked(p)}
	}
	return nil
}

// operationsAnswer says for which symptoms there is a response, what stops without
// one, and which failures nobody hears of.
func operationsAnswer(ed *edition, p *page, incidents []parts.Incident) parts.Answer {
	var answer parts.Answer
	if len(incidents) == 0 {
		answer = append(answer, says(p, "", "answer-no-incidents"))
	}
	for from := 0; from < len(incidents); {
		to := from
		var links []parts.Link
		for ; to < len(incidents) && incidents[to].Severity == incidents[from].Severity; to++ {
			symptom := incidents[to].Symptom
			symptom.Href = "#" + incidents[to].Anchor
			links = append(links, symptom)
		}
		lead := p.T("answer-incidents", to-from)
		if incidents[from].Mark == nil {
			lead = p.T("no-severity") + ": " + lead
		}
		answer = append(answer, parts.Line{
			Mark: incidents[from].Mark, Lead: parts.Link{Text: lead, Href: "#incidents"},
			Links: links,
		})
		from = to
	}
	var bare, alone []*model.Element
	for _, f := range ed.analysis.Failures {
		if len(f.Stops) > 0 && f.Incident == nil {
			bare = append(bare, f.Element)
		}
		if f.Single != "" {
			alone = append(alone, f.Element)
		}
	}
	if len(bare) > 0 {
		answer = append(answer, says(p, "#failures", "answer-unprepared", len(bare)).Names(elementsOf(p.Links, bare)))
	}
	if len(alone) > 0 {
		answer = append(answer,
			noted(p, finding.Warning, "#failures", "answer-single", len(alone)).Names(elementsOf(p.Links, alone)))
	}
	line, ok := measured(p, "answer-unheard", unheard()...)
	switch {
	case ok:
		answer = append(answer, line)
	case !p.Built:
		answer = append(answer, unlooked(p))
	}
	return answer
}

// dataAnswer says where personal and secret data rest and leave.
func dataAnswer(ed *edition, p *page) parts.Answer {
	var answer parts.Answer
	n := 0
	for _, d := range ed.Model.Data {
		if careful(d) {
			n++
			answer = append(answer, whereabouts(ed, p, d)...)
		}
	}
	if n == 0 {
		if len(ed.Model.Data) > 0 {
			answer = append(answer, says(p, "", "answer-nothing-careful"))
		}
	} else {
		answer = append(parts.Answer{says(p, "", "answer-careful", n)}, answer...)
	}
	line, ok := measured(p, "answer-kept", dataCodes()...)
	switch {
	case ok:
		answer = append(answer, line)
	case !p.Built && len(ed.Model.Data) > 0:
		answer = append(answer, unlooked(p))
	}
	return answer
}

// whereabouts are where a class of data rests, and where it leaves the system.
func whereabouts(ed *edition, p *page, d *model.DataClass) parts.Answer {
	var rests, leaves, logs []parts.Link
	for _, s := range storesOf(ed.Model, d.ID) {
		if s.at.Part != "" && holds(s.Holds, d.ID) {
			continue // the whole is named
		}
		if !ed.Model.ActiveIn(s.Lifetime, ed.Model.CurrentState()) {
			continue
		}
		rests = append(rests, p.Ref(s.at))
	}
	for _, c := range ed.connectionsToday() {
		for _, end := range ends(c, d.ID) {
			if e := ed.Model.Element(end.ID); e != nil && foreign(ed.Model, e) {
				leaves = append(leaves, p.Ref(end))
			}
		}
	}
	for _, e := range ed.today() {
		if e.Operations != nil && e.Operations.Logs != nil && holds(e.Operations.Logs.Holds, d.ID) {
			logs = append(logs, p.Element(e.ID))
		}
	}
	name := p.Data(d.ID)
	name.Text = words.Joined(name.Text, p.Enum(d.Sensitivity.V))
	line := func(word string, links []parts.Link) parts.Line {
		n := parts.Line{Lead: name}.Names(links)
		n.Lead.Text += " — "
		if len(n.Links) == 0 {
			n.Lead.Text += p.T(word)
		} else {
			n.Lead.Text += p.T(word, len(n.Links)+n.More)
		}
		return n
	}
	all := parts.Answer{line("answer-rests-nowhere", nil)}
	if len(rests) > 0 {
		all[0] = line("answer-rests", rests)
	}
	if len(leaves) > 0 {
		left := line("answer-leaves", leaves)
		left.Mark = p.proof.Severity(finding.Note)
		all = append(all, left)
	}
	if len(logs) > 0 {
		all = append(all, line("answer-logs", logs))
	}
	return all
}

// ends are the ends of a connection to which a class of data goes.
func ends(c *model.Connection, data string) []model.Ref {
	var all []model.Ref
	if holds(c.Sends, data) {
		all = append(all, c.To)
	}
	if holds(c.Receives, data) {
		all = append(all, c.From)
	}
	return all
}

// foreign reports whether an element is run by others: data that goes there leaves the
// system. People and their devices are whom it is for.
func foreign(m *model.Model, e *model.Element) bool {
	k := m.Kind(e.Kind.ID)
	return k != nil && k.Category != kind.Actor && !k.Has(kind.Client) && len(k.AWS) == 0 && m.OnInternet(e)
}
