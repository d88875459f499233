package cmd

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/discover/plan"
	"asbuilt/drift"
	"asbuilt/drift/kept"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/decisions"
	"asbuilt/model/sense"
	"asbuilt/model/veil"
	"asbuilt/render/pins"
	"asbuilt/render/views"
)

// everything is all that is wrong with a model that was read with these findings,
// its decisions, views and pins, and what the model accepts of it.
func (e *environment) everything(src source, m *model.Model, findings finding.List,
	asOf time.Time) (*finding.Report, []*finding.Acceptance, error) {
	rep := &finding.Report{
		Findings: findings,
		AsOf:     asOf,
		Rules: slices.Concat(model.Rules(), veil.Rules(), sense.Rules(), decisions.Rules(), views.Rules(), pins.Rules(),
			kept.Rules()),
	}
	if m == nil {
		rep.Findings = append(rep.Findings, src.fsys.Findings()...)
		return rep, nil, nil
	}
	set, more, err := loadDecisions(src, m)
	if err != nil {
		return nil, nil, err
	}
	pinned, err := e.checkPins(src, m, set)
	if err != nil {
		return nil, nil, err
	}
	senseless := sense.Check(m)
	if invalid(m, findings) { // what is named wrongly is not mentioned: that is said already
		senseless = slices.DeleteFunc(senseless, func(f *finding.Finding) bool { return f.Severity == finding.Note })
	}
	rep.Findings = slices.Concat(rep.Findings, src.fsys.Findings(), senseless, more, views.Check(m), pinned)
	keep(rep, kept.World{Model: m, Records: set})
	rep.Findings = append(rep.Findings, unknownCodes(m, rep.Rules)...)
	finding.Weigh(rep.Findings, m.Weights())
	return rep, m.Acceptances(), nil
}

// unknownCodes are findings about severities of codes that no rule has: none of
// these, and none of what check does not say.
func unknownCodes(m *model.Model, rules finding.Rules) (findings finding.List) {
	if len(m.Weights()) == 0 {
		return nil
	}
	var codes []string
	for _, r := range slices.Concat(rules, drift.Rules(), analyze.Rules(), finding.AcceptanceRules()) {
		codes = append(codes, r.Code)
	}
	for _, w := range m.Weights() {
		if slices.Contains(codes, w.Code) {
			continue
		}
		f := &finding.Finding{
			Code: finding.CodeUnknownCode, Severity: finding.Error, Position: w.Position, Source: w.Source,
			Length:  len(w.Code),
			Message: finding.Say("there is no code %q", "%q 코드는 없습니다", w.Code),
			Hint:    finding.Say("asbuilt explain lists all of them", "asbuilt explain이 모두 보여 줍니다"),
		}
		if near := model.Nearest(w.Code, codes); near != "" {
			f.Hint = finding.Say("did you mean %q?", "혹시 %q입니까?", near)
		}
		findings = append(findings, f)
	}
	return findings
}

// sifted reads a snapshot and keeps in memory what matters to a model and its records;
// without a model, what is not [discover.Loose].
func (e *environment) sifted(m *model.Model, set *decisions.Set, snapshot string) (*discover.Snapshot, error) {
	switch {
	case m == nil:
		return siftSnapshot(e, snapshot, discover.Question{})
	case set != nil && kept.AskAll(set):
		return readSnapshot(e, snapshot)
	}
	return siftSnapshot(e, snapshot, match.Question(m))
}

// readAll says what could not be read of what was put aside of a snapshot.
func readAll(snap *discover.Snapshot, name string) error {
	if err := snap.Aside.Err(); err != nil {
		return finding.Errorf("read snapshot %q: %v",
			"스냅샷 %q을(를) 읽지 못했습니다: %v", name, err)
	}
	return nil
}

// compareSifted reads as much of a snapshot as the model needs, and says where the two
// disagree. What it returns gives the room for the rest back, once the report is gathered.
func (e *environment) compareSifted(m *model.Model, set *decisions.Set, snapshot string) (
	*finding.Report, func(), error,
) {
	snap, err := e.sifted(m, set, snapshot)
	if err != nil {
		return nil, nil, err
	}
	done := func() { snap.Aside.Close() }
	rep, err := e.judge(m, set, snap, snapshot)
	if err == nil {
		err = readAll(snap, snapshot)
	}
	if err != nil {
		done()
	}
	return rep, done, err
}

// compareLive takes a snapshot and says where the model and it disagree.
func (e *environment) compareLive(ctx context.Context, m *model.Model, set *decisions.Set,
	o plan.Options) (*finding.Report, error) {
	snap, _, err := e.take(ctx, m, o)
	if err != nil {
		return nil, err
	}
	return e.judge(m, set, snap, "(live)")
}

func (e *environment) judge(m *model.Model, set *decisions.Set, snap *discover.Snapshot,
	name string) (*finding.Report, error) {
	if err := ours(m, snap, name); err != nil {
		return nil, err
	}
	asOf, err := e.moment(snap.Taken)
	if err != nil {
		return nil, err
	}
	pairs, err := match.Sifted(m, snap)
	if err != nil {
		return nil, finding.Errorf("read snapshot %q: %v",
			"스냅샷 %q을(를) 읽지 못했습니다: %v", name, err)
	}
	checks, findings, coverage := drift.Compare(pairs, drift.Options{AsOf: asOf})
	finding.Weigh(findings, m.Weights())
	rep := &finding.Report{
		Findings: findings, Checks: checks, Coverage: &coverage, AsOf: asOf,
		Rules:    slices.Concat(drift.Rules(), decisions.Rules(), kept.Rules()),
		Snapshot: &finding.SnapshotRef{Path: name, Taken: snap.Taken, SHA256: snap.SHA256},
		Listed:   pairs.Index.Listed(), Places: snap.Places(),
	}
	rep.Folded = pairs.Defaults
	if snap.Aside != nil {
		rep.Rest = func(yield func(*finding.Finding) bool) {
			for f := range pairs.Rest() {
				finding.Weigh(finding.List{f}, m.Weights())
				if !yield(f) {
					return
				}
			}
		}
	}
	keep(rep, kept.World{Model: m, Records: set, Pairs: pairs})
	return rep, nil
}

// keep adds to a report whether decisions are kept.
func keep(rep *finding.Report, w kept.World) {
	w.Findings, w.Checks, w.AsOf = rep.Findings, rep.Checks, rep.AsOf
	result := kept.Judge(w)
	rep.Findings = append(rep.Findings, result.Findings...)
	rep.Findings.Sort()
	count := finding.DecisionChecks{NeedSnapshot: result.NeedSnapshot}
	for _, c := range result.Checks {
		switch c.Verdict {
		case finding.Holds:
			count.Holds++
		case finding.Broken:
			count.Broken++
		default:
			count.Unknown++
		}
	}
	if count.Total() == 0 {
		return
	}
	rep.Decisions = &count
	rep.Checks = append(rep.Checks, result.Checks...)
	slices.SortStableFunc(rep.Checks, finding.CompareChecks)
	if c := rep.Coverage; c != nil {
		c.Holds, c.Broken, c.Unknown = c.Holds+count.Holds, c.Broken+count.Broken, c.Unknown+count.Unknown
	}
}

// ours refuses a snapshot of another account or region than the model's.
func ours(m *model.Model, snap *discover.Snapshot, name string) error {
	if err := match.Foreign(m, snap); err != nil {
		return finding.Errorf("snapshot %q: %v: nothing was judged; take one with asbuilt discover",
			"스냅샷 %q: %v. 아무것도 판정하지 않았습니다. asbuilt discover로 맞는 것을 뜨십시오", name, err)
	}
	return nil
}

// concerningElement chooses the findings about a thing of the model, and about the
// connections that it has.
func concerningElement(m *model.Model, id string) (func(*finding.Finding) bool, error) {
	if m.Element(id) == nil && m.Boundary(id) == nil && m.Group(id) == nil && m.Connection(id) == nil {
		return nil, usagef("unknown element %q: --element takes the id of an element, a place, a set or a "+
			"connection",
			"%q 요소는 없습니다. --element에는 요소, 위치, 묶음, 연결의 id를 주십시오",
			id)
	}
	begins := beginnings(m)
	return func(f *finding.Finding) bool {
		if f.Subject == "" { // it is about how something is written
			return writtenIn(begins, f.Position) == id
		}
		if conn := m.Connection(f.Subject); conn != nil && (conn.From.ID == id || conn.To.ID == id ||
			slices.ContainsFunc(conn.Via, func(v model.Ref) bool { return v.ID == id })) {
			return true
		}
		return f.Subject == id || strings.HasPrefix(f.Subject, id+"/")
	}, nil
}

// beginnings are the places where things of the model begin, by file and line, with
// their ids.
func beginnings(m *model.Model) []beginning {
	var all []beginning
	for _, e := range m.Elements {
		all = append(all, beginning{e.Position, e.ID})
	}
	for _, b := range m.Boundaries {
		all = append(all, beginning{b.Position, b.ID})
	}
	for _, g := range m.Groups {
		all = append(all, beginning{g.Position, g.ID})
	}
	for _, c := range m.Connections {
		all = append(all, beginning{c.Position, c.ID.V})
	}
	slices.SortFunc(all, func(a, b beginning) int {
		return cmp.Or(cmp.Compare(a.at.File, b.at.File), cmp.Compare(a.at.Line, b.at.Line))
	})
	return all
}

type beginning struct {
	at finding.Position
	id string
}

// writtenIn is the id of the thing in whose lines a place lies, or empty: of the last
// that begins before it.
func writtenIn(begins []beginning, at finding.Position) string {
	id := ""
	for _, b := range begins {
		if b.at.File == at.File && b.at.Line <= at.Line {
			id = b.id
		}
	}
	return id
}
