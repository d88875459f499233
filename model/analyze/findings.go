package analyze

import (
	_ "embed"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

//go:embed texts.txt
var textsFile string

var texts = finding.Embedded("model/analyze/texts.txt", textsFile)

// Codes of findings about what follows from a model.
const (
	CodeLimitExceeded = "limit-exceeded"
	CodeFailsAlone    = "fails-alone"
	CodeUnprepared    = "unprepared-failure"
)

// Rules are the rules of this package.
func Rules() finding.Rules { return texts().Explain(rules()) }

func rules() finding.Rules {
	return finding.Rules{
		{Code: CodeLimitExceeded, Severity: finding.Warning},
		{Code: CodeFailsAlone, Severity: finding.Warning},
		{Code: CodeUnprepared, Severity: finding.Note},
	}
}

// Looked reports whether the model says enough that there could be a finding of a code:
// a load beside a limit, whether anything has a second of its kind, a flow. Where it
// does not, that there is none says nothing.
func (a *Analysis) Looked(code string) bool {
	switch code {
	case CodeLimitExceeded:
		return len(a.Limits) > 0
	case CodeFailsAlone:
		return a.spread
	}
	return a.flows
}

// found is what is wrong of what follows from the model, in the order in which it is
// written.
func (a *Analysis) found() finding.List {
	of := rules()
	var all finding.List
	add := func(e *model.Element, fact, code string, at finding.Position, message, hint finding.Text) *finding.Finding {
		if at.IsZero() {
			at = e.Position
		}
		f := a.m.Finding(e.ID, fact, code, at, message, hint)
		rule, _ := of.Lookup(code)
		f.Severity = rule.Severity
		all = append(all, f)
		return f
	}
	for _, l := range a.Limits {
		if l.Headroom() >= 1 {
			continue
		}
		of, peak, most := l.Counts(), l.Rate(l.Peak), l.Rate(l.Capacity)
		add(l.Element, string(l.Measure), CodeLimitExceeded, l.stated(),
			finding.Text{
				En: name(l.Element).En + ": " + of.En + ", " + peak.En + " are asked at the peak, of " + most.En,
				Ko: name(l.Element).Ko + ": " + of.Ko + ", 최대 부하 " + peak.Ko + ", 한계 " + most.Ko,
			},
			finding.Say("raise the limit or ask less; asbuilt analyze says how much",
				"한계를 올리거나 부하를 줄이십시오. 얼마나인지는 asbuilt analyze가 보여 줍니다"),
		).Found = most.En
	}
	for _, f := range a.Failures {
		if f.Single != "" {
			fact, at := singleBy(f)
			who, why := name(f.Element), f.Single.Label()
			add(f.Element, fact, CodeFailsAlone, at,
				finding.Both(who.En+": "+why.En, who.Ko+": "+why.Ko), f.Single.cure()).Found = string(f.Single)
		}
		if len(f.Stops) > 0 && f.Incident == nil {
			stops := flows(f.Stops, "stops %s", "%s 멈춤")
			who := name(f.Element)
			add(f.Element, "incidents", CodeUnprepared, f.Element.Position,
				finding.Both(who.En+": its failure "+stops.En+", and nobody has written what to do",
					who.Ko+": 장애 시 "+stops.Ko+". 대응이 적혀 있지 않음"),
				finding.Say("write it under incidents:, with section: %s",
					"incidents:에 section: %s(으)로 적으십시오", f.Element.ID))
		}
	}
	finding.Weigh(all, a.m.Weights())
	return all
}

// stated is where the model states a limit.
func (l Limit) stated() finding.Position {
	switch e := l.Element; {
	case l.Measure == Throttling && e.Throttling != nil:
		return e.Throttling.Rate.Position
	case e.Capacity == nil:
	case l.Measure == Units:
		return e.Capacity.PerUnit.Position
	case l.Measure == Requests:
		return e.Capacity.Requests.Position
	case l.Measure == Tokens:
		return e.Capacity.Tokens.Position
	}
	return finding.Position{}
}

// singleBy is the fact that says why a part fails alone, and where it stands.
func singleBy(f Failure) (fact string, at finding.Position) {
	e := f.Element
	switch {
	case f.Single == OneZone && len(e.Zones) > 0:
		return "zones", e.Zones[0].Position
	case f.Single == OneZone:
		return "zones", e.In.Position
	case f.Single == NoStandby:
		return "multi_az", e.MultiAZ.Position
	case e.Scaling != nil && (e.Scaling.Min.V == 1 || e.Scaling.Max.V == 1 || !e.Replicas.IsSet()):
		at := e.Scaling.Min.Position
		if e.Scaling.Min.V != 1 {
			at = e.Scaling.Max.Position
		}
		return "scaling", at
	}
	if e.Replicas.IsSet() {
		return "replicas", e.Replicas.Position
	}
	return "kind", e.Kind.Position
}

// judgeable reports whether an element says enough that it could fail alone, or not.
func (a *analysis) judgeable(e *model.Element) bool {
	k := a.m.Kind(e.Kind.ID)
	if k == nil || k.Regional || e.Boundary.Around(kind.Foreign) != nil {
		return false
	}
	return zones(e) > 0 || e.Scaling != nil || a.oneMachine(e) || e.MultiAZ.IsSet() || e.Replicas.IsSet()
}

// tag is the code that a line about an element is found under, and whether that is
// accepted; empty where nothing is. Where a fact is named, it is about that one.
func (a *Analysis) tag(code, element, fact string) finding.Text {
	for _, f := range a.Findings {
		if f.Code != code || f.Subject != element || fact != "" && f.Fact != fact {
			continue
		}
		if by := f.Accepted; by != nil {
			return finding.Say(" [%s, accepted until %s: %s]", " [%s, %s까지 수용: %s]",
				code, by.Expires.Format(time.DateOnly), by.Reason)
		}
		return finding.Same(" [" + code + "]")
	}
	return finding.Text{}
}

// tagged is a line with what it is found under.
func tagged(line, tag finding.Text) finding.Text {
	return finding.Both(line.En+tag.En, line.Ko+tag.Ko)
}

// cure is what to do about what fails alone.
func (r Reason) cure() finding.Text {
	switch r {
	case OneZone:
		return finding.Say("spread it over two zones, or one in each", "두 가용 영역에 두거나 영역마다 하나씩 두십시오")
	case NoStandby:
		return finding.Say("give it a standby in another zone (multi_az: true)", "다른 가용 영역에 대기본을 두십시오(multi_az: true)")
	}
	return finding.Say("let two run at least", "둘 이상 실행하십시오")
}
