// Package kept says whether decisions are kept: whether the checks that a record
// states hold in the model and, with a snapshot, in what runs.
//
// Only records in force are asked. What a check would have to read and nobody
// read leaves it unknown, with the reason; so does an expression that fails, is
// not true or false, or does more work than is allowed.
//
//	result := kept.Judge(kept.World{Model: m, Records: set, Pairs: pairs, Report: report, AsOf: asOf})
package kept

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asbuilt/discover"
	"asbuilt/drift"
	"asbuilt/drift/match"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/decisions"
)

// World is what checks may look at.
type World struct {
	Model   *model.Model
	Records *decisions.Set
	// Pairs are the model's parts with their resources; nil without a snapshot.
	Pairs *match.Result
	// Findings and Checks are what the comparison with the snapshot found.
	Findings finding.List
	Checks   []finding.Check
	// AsOf is the moment against which the days of the next look are measured.
	AsOf time.Time
}

// Result is what became of the checks.
type Result struct {
	Checks   []finding.Check
	Findings finding.List
	// NeedSnapshot counts the checks that only a snapshot can answer, when there
	// is none; they are not among Checks.
	NeedSnapshot int
}

// Judge asks every check of the records in force that are about the model.
func Judge(w World) Result {
	j := &judge{World: w}
	if w.Pairs != nil {
		j.at = w.Pairs.Index
	}
	for _, r := range w.Records.Records {
		if !r.InForce() || r.OfAnother {
			continue
		}
		for _, c := range r.Checks {
			j.check(r, c)
		}
		if due := r.ReviewDue(CodeReview, severityOf(CodeReview), w.AsOf); due != nil {
			j.out.Findings = append(j.out.Findings, due)
		}
	}
	return j.out
}

// AskAll reports whether a check asks about everything that a comparison found, so that
// nothing of the snapshot may be out of memory.
func AskAll(records *decisions.Set) bool {
	for _, r := range records.Records {
		for _, c := range r.Checks {
			if c.Form == decisions.Clean && c.Value == match.CodeUndeclared ||
				c.Form == decisions.That && strings.Contains(c.Value, "findings") {
				return true
			}
		}
	}
	return false
}

type judge struct {
	World
	at  *discover.Index
	out Result
	// analysis is what follows from the model, once a check asks for it.
	analysis *analyze.Analysis
}

// answer is what a check comes to.
type answer struct {
	verdict finding.Verdict
	// because says in a line what breaks it, or what was not read.
	because finding.Text
	// needs says that only a snapshot can answer.
	needs bool
	// wrong says that the check itself cannot be understood.
	wrong    bool
	evidence []finding.Evidence
}

func holds() answer                       { return answer{verdict: finding.Holds} }
func broken(because finding.Text) answer  { return answer{verdict: finding.Broken, because: because} }
func unknown(because finding.Text) answer { return answer{verdict: finding.Unknown, because: because} }

// needsSnapshot is the answer where there is no snapshot to ask.
func needsSnapshot() answer {
	return answer{verdict: finding.Unknown, needs: true, because: finding.Say("it needs a snapshot", "스냅샷이 있어야 합니다")}
}

// check asks one check and keeps the answer.
func (j *judge) check(r *decisions.Record, c *decisions.Check) {
	var a answer
	switch c.Form {
	case decisions.No:
		a = j.no(c.Value)
	case decisions.Never:
		a = j.never(c.Value)
	case decisions.Clean:
		a = j.clean(c.Value)
	case decisions.That:
		a = j.that(c.Value)
	}
	if a.needs {
		j.out.NeedSnapshot++
		return
	}
	check := finding.Check{
		Code: CodeBroken, Subject: r.ID(), Fact: c.ID, Verdict: a.verdict, Evidence: a.evidence, Says: &c.Says,
	}
	if a.verdict == finding.Unknown {
		check.Missing, check.Why = a.because.En, &a.because
	}
	j.out.Checks = append(j.out.Checks, check)
	if f := j.finding(r, c, a); f != nil {
		j.out.Findings = append(j.out.Findings, f)
	}
}

// finding is what an answer has to say, or nil.
func (j *judge) finding(r *decisions.Record, c *decisions.Check, a answer) *finding.Finding {
	says := finding.Text{En: c.Says.In(finding.English), Ko: c.Says.In(finding.Korean)}
	var f *finding.Finding
	switch {
	case a.wrong:
		f = c.Finding(decisions.CodeCheck, finding.Error,
			finding.Say("this check is not understood: %s", "이해할 수 없는 검사입니다: %s", a.because),
			finding.Say("see asbuilt explain decision-check", "asbuilt explain decision-check를 보십시오"))
	case a.verdict == finding.Unknown:
		f = c.Finding(CodeUnknown, severityOf(CodeUnknown),
			finding.Say("whether decision %s is kept is not known: %s: %s",
				"의사결정 %s의 준수 여부를 알 수 없음: %s: %s", r.ID(), says, a.because), finding.Text{})
		f.Verdict = finding.Unknown
	case a.verdict == finding.Broken:
		f = c.Finding(CodeBroken, c.Severity,
			finding.Say("decision %s is not kept: %s; but %s", "의사결정 %s 불일치: %s. 실제: %s", r.ID(), says, a.because),
			finding.Say("make it true again, or supersede the decision",
				"다시 참이 되게 하거나 새 결정으로 대체하십시오"))
		f.Verdict = finding.Broken
	default:
		return nil
	}
	f.Subject, f.Fact, f.Evidence = r.ID(), c.ID, a.evidence
	return f
}

// no asks whether nothing of a type is declared, and nothing runs.
func (j *judge) no(typ string) answer {
	for _, e := range j.Model.Elements {
		k := j.Model.Kind(e.Kind.ID)
		if k != nil && j.active(e.Lifetime) && len(k.AWS) == 1 && k.AWS[0] == typ {
			return broken(finding.Say("%q is declared as one", "모델에 %q 요소가 선언되어 있음", e.ID))
		}
	}
	if j.at == nil {
		return needsSnapshot()
	}
	if all := j.at.Handles(typ); len(all) > 0 {
		var running []*discover.Resource
		for _, h := range all {
			running = append(running, h.Resource())
		}
		a := broken(finding.Say("there is %s", "%s", names(running)))
		for _, r := range running {
			a.evidence = append(a.evidence, finding.Evidence{Fact: typ, Value: nameOf(r), From: r.Ref()})
		}
		return a
	}
	if gap := j.at.Unlisted(typ, "", ""); gap != nil {
		return unknown(gap.Says())
	}
	return holds()
}

func (j *judge) active(l model.Lifetime) bool { return j.Model.ActiveIn(l, j.Model.CurrentState()) }

// never asks whether a way that must not exist was found.
func (j *judge) never(id string) answer {
	at := slices.IndexFunc(j.Model.Never, func(n *model.Never) bool { return n.ID == id })
	if at < 0 && !strings.Contains(id, "/") {
		var ids []string
		for _, n := range j.Model.Never {
			ids = append(ids, n.ID)
		}
		said := finding.Say("the model has no never: %q", "모델에 never: %q 항목이 없습니다", id)
		if near := model.Nearest(id, ids); near != "" {
			said = finding.Say("the model has no never: %q; did you mean %q?",
				"모델에 never: %q 항목이 없습니다. 혹시 %q입니까?", id, near)
		}
		return answer{verdict: finding.Unknown, wrong: true, because: said}
	}
	if j.at == nil {
		return needsSnapshot()
	}
	return j.worst(func(c finding.Check) bool { return c.Subject == "never/"+id },
		func(f *finding.Finding) bool { return f.Subject == "never/"+id },
		finding.Say("nothing was judged under never: %s", "never: %s에 대해 판정한 것이 없습니다", id))
}

// clean asks whether there is no finding of drift, or of what follows from the model,
// under a code.
func (j *judge) clean(code string) answer {
	if _, follows := analyze.Rules().Lookup(code); follows {
		return j.sound(code)
	}
	if _, known := drift.Rules().Lookup(code); !known {
		var codes []string
		for _, rule := range append(drift.Rules(), analyze.Rules()...) {
			codes = append(codes, rule.Code)
		}
		said := finding.Say("no finding of drift or analyze has the code %q",
			"drift와 analyze에 코드 %q의 발견 사항이 없습니다", code)
		if near := model.Nearest(code, codes); near != "" {
			said = finding.Say("no finding of drift or analyze has the code %q; did you mean %q?",
				"drift와 analyze에 코드 %q의 발견 사항이 없습니다. 혹시 %q입니까?", code, near)
		}
		return answer{verdict: finding.Unknown, wrong: true, because: said}
	}
	if j.at == nil {
		return needsSnapshot()
	}
	return j.worst(func(c finding.Check) bool { return c.Code == code },
		func(f *finding.Finding) bool { return f.Code == code },
		finding.Say("nothing was looked at under %s", "%s 검사로 확인한 것이 없습니다", code))
}

// sound asks whether there is no finding under a code about what follows from the model.
func (j *judge) sound(code string) answer {
	if j.analysis == nil {
		j.analysis = analyze.Of(j.Model)
	}
	var wrong []*finding.Finding
	for _, f := range j.analysis.Findings {
		if f.Code == code {
			wrong = append(wrong, f)
		}
	}
	switch {
	case len(wrong) > 0:
		return answer{verdict: finding.Broken, because: firstOf(wrong)}
	case !j.analysis.Looked(code):
		return unknown(finding.Say("the model says nothing that could be found under %s",
			"%s 검사로 확인할 만한 내용이 모델에 없습니다", code))
	}
	return holds()
}

// firstOf says the first of some findings, and how many more there are.
func firstOf(all []*finding.Finding) finding.Text {
	if more := len(all) - 1; more > 0 {
		return finding.Say("%s, and %d more", "%s 외 %d건", all[0].Message, more)
	}
	return all[0].Message
}

// worst is the worst of some checks and findings; with none of either it is
// unknown, because nobody looked.
func (j *judge) worst(checks func(finding.Check) bool, findings func(*finding.Finding) bool, none finding.Text) answer {
	looked := false
	var gap string
	for _, c := range j.Checks {
		if checks(c) {
			looked = true
			if c.Verdict == finding.Unknown && gap == "" {
				gap = c.Missing
			}
		}
	}
	var wrong []*finding.Finding
	for _, f := range j.Findings {
		if findings(f) {
			looked = true
			if f.Verdict == finding.Broken || f.Verdict == finding.Partial {
				wrong = append(wrong, f)
			}
		}
	}
	switch {
	case len(wrong) > 0:
		return answer{verdict: finding.Broken, because: firstOf(wrong), evidence: wrong[0].Evidence}
	case gap != "":
		return unknown(finding.Same(gap))
	case !looked:
		return unknown(none)
	}
	return holds()
}

// names are the first of some resources by name.
func names(all []*discover.Resource) string {
	var said []string
	for i, r := range all {
		if i == 3 && len(all) > 4 {
			said = append(said, fmt.Sprintf("… (%d)", len(all)))
			break
		}
		said = append(said, nameOf(r))
	}
	return strings.Join(said, ", ")
}

func nameOf(r *discover.Resource) string {
	if r.Name != "" {
		return r.Name
	}
	return r.ID
}
