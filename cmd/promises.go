package cmd

import (
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/kept"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model/diff"
)

// againstSnapshot says what a snapshot shows of the promises that are new or changed:
// what it breaks of the later side and not of the earlier one, what of it cannot be
// judged, and how much of what it broke is promised no more. Both sides are judged as
// asbuilt drift judges them, with what they accept.
func (e *environment) againstSnapshot(snapshot string, before, after *reading) ([]diff.Consequence,
	*finding.SnapshotRef, error) {
	snap, err := e.siftedFor(snapshot, before, after)
	if err != nil {
		return nil, nil, err
	}
	defer snap.Aside.Close()
	judged := func(r *reading) (*finding.Report, error) {
		if r.m == nil || len(r.Errors) > 0 {
			return &finding.Report{}, nil
		}
		rep, err := e.judge(r.drawn().Model, r.set, snap, snapshot)
		if err == nil {
			settle(rep, r.src, r.m.Acceptances(), 0)
		}
		return rep, err
	}
	is, err := judged(after)
	if err != nil {
		return nil, nil, err
	}
	was := &finding.Report{}
	if before.m != nil && match.Foreign(before.m, snap) == nil {
		if was, err = judged(before); err != nil {
			return nil, nil, err
		}
	}
	ref := is.Snapshot
	if ref == nil {
		ref = &finding.SnapshotRef{Path: snapshot, Taken: snap.Taken, SHA256: snap.SHA256}
	}
	if len(before.Errors)+len(after.Errors) > 0 {
		return nil, ref, nil // what is new cannot be told from what was not read
	}
	return append(newlyBroken(was, is), notJudged(was, is)...), ref, nil
}

// siftedFor reads as much of a snapshot as the models of some readings need.
func (e *environment) siftedFor(snapshot string, all ...*reading) (*discover.Snapshot, error) {
	var q discover.Question
	for _, r := range all {
		if r.m == nil {
			continue
		}
		if kept.AskAll(r.set) {
			return readSnapshot(e, snapshot)
		}
		q = q.Or(match.Question(r.drawn().Model))
	}
	return siftSnapshot(e, snapshot, q)
}

// counts reports whether a finding says that a promise is broken, and nobody lets it be.
func counts(f *finding.Finding) bool {
	return f.Accepted == nil && !f.Suspended && f.Verdict != finding.Unknown && f.Severity <= finding.Warning
}

// newlyBroken are the causes of what the snapshot breaks of the later model and not of
// the earlier one. What is promised in another way and broken still is new.
func newlyBroken(was, is *finding.Report) (all []diff.Consequence) {
	type promise struct{ fingerprint, says string }
	of := func(f *finding.Finding) promise { return promise{f.Fingerprint(), f.Message.En} }
	broke, still := map[promise]bool{}, map[string]bool{}
	for _, f := range was.Findings {
		if counts(f) {
			broke[of(f)] = true
		}
	}
	var fresh finding.List
	for _, f := range is.Findings {
		if counts(f) {
			still[f.Fingerprint()] = true
			if !broke[of(f)] {
				fresh = append(fresh, f)
			}
		}
	}
	add := func(f *finding.Finding, text finding.Text, more int, harm finding.Harm) {
		if more > 0 {
			text = finding.Say("%s, and %d more of the same cause", "%s 외 같은 원인 %d건", text, more)
		}
		c := diff.Consequence{Outcome: diff.AlreadyBroken, Subject: f.Subject, Text: text,
			Security: harm == finding.Exposed}
		if f.Code == drift.CodeForbidden {
			c.Outcome, c.Security = diff.Forbidden, true
		}
		all = append(all, c)
	}
	for _, o := range fresh.Causes() {
		add(o.Findings[0], o.Text, o.Rest(), o.Harm)
	}
	for _, f := range fresh {
		if f.Cause.IsZero() {
			add(f, f.Message, 0, f.Harm)
		}
	}
	settled := map[string]bool{}
	for p := range broke {
		if !still[p.fingerprint] {
			settled[p.fingerprint] = true
		}
	}
	if n := len(settled); n > 0 {
		all = append(all, diff.Consequence{Outcome: diff.Settled,
			Text: finding.Say("in order now: %d of what the snapshot broke", "스냅샷과 어긋나던 것 중 %d건이 해소됩니다", n)})
	}
	return all
}

// notJudged is how many checks there are that the snapshot does not answer, and were
// none.
func notJudged(was, is *finding.Report) []diff.Consequence {
	key := func(c finding.Check) [3]string { return [3]string{c.Code, c.Subject, c.Fact} }
	asked := map[[3]string]bool{}
	for _, c := range was.Checks {
		asked[key(c)] = true
	}
	var subjects []string
	n := 0
	for _, c := range is.Checks {
		if c.Verdict == finding.Unknown && !asked[key(c)] {
			if n++; !slices.Contains(subjects, c.Subject) {
				subjects = append(subjects, c.Subject)
			}
		}
	}
	if n == 0 {
		return nil
	}
	slices.Sort(subjects)
	const most = 5
	names := strings.Join(subjects[:min(len(subjects), most)], ", ")
	if len(subjects) > most {
		names += ", …"
	}
	return []diff.Consequence{{Outcome: diff.NotJudged, Text: finding.Say(
		"not judged by the snapshot: %d of the new promises, on %s",
		"새 약속 %d건은 이 스냅샷으로 판단할 수 없습니다: %s", n, names)}}
}
