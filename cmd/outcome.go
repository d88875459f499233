package cmd

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/match"
	"asbuilt/files"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/decisions"
)

// outcome is what came of a model's promises from one snapshot to a later one.
type outcome struct {
	// broken are the causes of what is broken now and was not, settled what was and is
	// right now.
	broken  []*finding.Origin
	settled finding.List
	// turned are connections whose verdict is another.
	turned []turn
	// of are the elements that resources realise, in either of the two.
	of map[string][]string
}

// turn is a connection with its verdicts.
type turn struct {
	connection string
	was, is    finding.Verdict
}

// twoLooks are two snapshots, and the model that they are looked at with, nil for none.
type twoLooks struct {
	env           *environment
	src           source
	m             *model.Model
	set           *decisions.Set
	names         []string
	before, after *discover.Snapshot
}

func (t *twoLooks) close() {
	t.before.Aside.Close()
	t.after.Aside.Close()
}

// sides reads two snapshots, and of each keeps in memory what matters to the model that
// is named, or to the one of the current folder where it is of the same account.
func (e *environment) sides(file string, names []string, lang finding.Lang) (t *twoLooks, err error) {
	t = &twoLooks{env: e, names: names}
	var args []string
	if file != "" {
		args = []string{file}
	}
	if _, err := files.Look(defaultFile); file != "" || !errors.Is(err, fs.ErrNotExist) {
		if t.src, err = e.source(args); err != nil {
			return nil, err
		}
		if t.m, err = e.valid(t.src, lang); err != nil {
			return nil, err
		}
		if t.set, _, err = loadDecisions(t.src, t.m); err != nil {
			return nil, err
		}
	}
	if t.before, err = e.sifted(t.m, t.set, names[0]); err != nil {
		return nil, err
	}
	if t.after, err = e.sifted(t.m, t.set, names[1]); err != nil {
		t.before.Aside.Close()
		return nil, err
	}
	if t.m != nil && file == "" && (match.Foreign(t.m, t.before) != nil || match.Foreign(t.m, t.after) != nil) {
		t.m = nil
	}
	return t, nil
}

// outcome compares both snapshots with the model; nil where there is none.
func (t *twoLooks) outcome() (*outcome, error) {
	if t.m == nil {
		return nil, nil
	}
	out := &outcome{of: map[string][]string{}}
	var reports []*finding.Report
	for i, snap := range []*discover.Snapshot{t.before, t.after} {
		rep, err := t.env.judge(t.m, t.set, snap, t.names[i])
		if err != nil {
			return nil, err
		}
		settle(rep, t.src, t.m.Acceptances(), 0)
		reports = append(reports, rep)
		for ref, takers := range match.Match(t.m, snap).TakersOf() {
			if len(takers.Elements) > 0 {
				out.of[ref] = takers.Elements
			}
		}
	}
	out.compare(reports[0], reports[1])
	return out, nil
}

// compare tells two reports apart. What could not be looked at is neither broken nor
// settled.
func (m *outcome) compare(was, is *finding.Report) {
	open := func(f *finding.Finding) bool { return f.Accepted == nil && f.Differs() }
	before, now := map[string]bool{}, map[string]bool{}
	for _, f := range was.Findings {
		before[f.Fingerprint()+f.Found] = open(f)
	}
	var fresh finding.List
	for _, f := range is.Findings {
		now[f.Fingerprint()] = true
		if open(f) && !before[f.Fingerprint()+f.Found] {
			fresh = append(fresh, f)
		}
	}
	m.broken = fresh.Causes()
	for _, f := range was.Findings {
		if open(f) && !now[f.Fingerprint()] {
			m.settled = append(m.settled, f)
		}
	}
	verdicts := map[string]finding.Verdict{}
	for _, c := range was.Checks {
		if c.Code == drift.CodeRefuted {
			verdicts[c.Subject] = c.Verdict
		}
	}
	for _, c := range is.Checks {
		if v, asked := verdicts[c.Subject]; c.Code == drift.CodeRefuted && asked && v != c.Verdict {
			m.turned = append(m.turned, turn{c.Subject, v, c.Verdict})
		}
	}
}

// Bounds of what is told where not all is asked for: things of each sort.
const mostMeant, mostSettled, mostTurned = 20, 10, 10

// tell says what it means, in lines of which each is one thing; of each sort so many as
// fit on a screen, or all of them.
func (m *outcome) tell(all bool) (said []finding.Text) {
	if len(m.broken)+len(m.settled)+len(m.turned) == 0 {
		return []finding.Text{finding.Say("for the model nothing changes", "모델의 약속에는 달라진 것이 없습니다")}
	}
	said = append(said, firstOf(m.broken, mostMeant, all, func(o *finding.Origin) finding.Text {
		f := o.Findings[0]
		text := finding.Say("now: %s [%s]", "새로 발생: %s [%s]", o.Text, f.Code)
		if from, on := drift.Reached(f); from != "" {
			text = finding.Say("now reachable from %s: %s (%s) [%s]", "%s에서 새로 도달 가능: %s(%s) [%s]",
				from, f.Subject, on, f.Code)
		}
		if _, follow := o.Apart(); len(follow) > 0 && len(o.Findings) > 1 {
			text = finding.Say("%s, and so %s", "%s, 이 때문에 %s", text, subjectsOf(follow))
		}
		return text
	})...)
	said = append(said, firstOf(m.settled, mostSettled, all, func(f *finding.Finding) finding.Text {
		if from, on := drift.Reached(f); from != "" {
			return finding.Say("no longer reachable from %s: %s (%s) [%s]", "%s에서 더는 도달 불가: %s(%s) [%s]",
				from, f.Subject, on, f.Code)
		}
		return finding.Say("in order now: %s [%s]", "해소: %s [%s]", f.Message, f.Code)
	})...)
	return append(said, firstOf(m.turned, mostTurned, all, func(t turn) finding.Text {
		return finding.Say("connection %s: %s → %s", "연결 %s: %s → %s", t.connection, verdictOf(t.was), verdictOf(t.is))
	})...)
}

// object is what it means, as JSON has it.
func (m *outcome) object(lang finding.Lang) any {
	type broken struct {
		Text     string       `json:"text"`
		Harm     finding.Harm `json:"harm"`
		From     string       `json:"reachable_from,omitempty"`
		Findings []string     `json:"findings"`
		Subjects []string     `json:"subjects"`
	}
	type settled struct {
		Text        string `json:"text"`
		Code        string `json:"code"`
		Subject     string `json:"subject"`
		Fingerprint string `json:"fingerprint"`
	}
	type connection struct {
		ID  string          `json:"connection"`
		Was finding.Verdict `json:"was"`
		Is  finding.Verdict `json:"is"`
	}
	out := struct {
		Broken      []broken     `json:"broken"`
		Settled     []settled    `json:"in_order"`
		Connections []connection `json:"connections"`
	}{[]broken{}, []settled{}, []connection{}}
	for _, o := range m.broken {
		b := broken{Text: o.Text.In(lang), Harm: o.Harm}
		b.From, _ = drift.Reached(o.Findings[0])
		for _, f := range o.Findings {
			b.Findings, b.Subjects = append(b.Findings, f.Fingerprint()), append(b.Subjects, f.Subject)
		}
		out.Broken = append(out.Broken, b)
	}
	for _, f := range m.settled {
		out.Settled = append(out.Settled, settled{f.Message.In(lang), f.Code, f.Subject, f.Fingerprint()})
	}
	for _, t := range m.turned {
		out.Connections = append(out.Connections, connection{t.connection, t.was, t.is})
	}
	return out
}

// firstOf says each of some things, at most so many where not all are asked for.
func firstOf[Of any](things []Of, most int, all bool, say func(Of) finding.Text) (said []finding.Text) {
	for i, thing := range things {
		if i == most && !all {
			return append(said, finding.Say("… and %d more: --all", "… 외 %d건: --all", len(things)-most))
		}
		said = append(said, say(thing))
	}
	return said
}

// subjectsOf are the first of those that findings are about.
func subjectsOf(all finding.List) string {
	var names []string
	for _, f := range all {
		if !slices.Contains(names, f.Subject) {
			names = append(names, f.Subject)
		}
	}
	const most = 3
	if len(names) > most {
		names = append(names[:most], "…")
	}
	return strings.Join(names, ", ")
}

func verdictOf(v finding.Verdict) finding.Text {
	switch v {
	case finding.Holds:
		return finding.Both("holds", "일치")
	case finding.Broken:
		return finding.Both("broken", "불일치")
	case finding.Partial:
		return finding.Both("partial", "일부 일치")
	}
	return finding.Both("unknown", "확인 불가")
}
