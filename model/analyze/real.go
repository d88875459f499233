package analyze

import (
	"strconv"

	"asbuilt/finding"
	"asbuilt/model"
)

// Real is a number or a switch of an element on which its limits rest, or whether it
// fails alone, where what runs is otherwise than declared: "scaling.min", "scaling.max",
// "replicas" and "multi_az".
type Real struct {
	Element  string `json:"element"`
	Fact     string `json:"fact"`
	Declared string `json:"declared,omitempty"`
	Found    string `json:"found,omitempty"`
	// Unread is why nobody knows what runs, the cell or fact that was not read, or
	// [NotCompared]. Then the analysis goes by what is declared.
	Unread string `json:"unread,omitempty"`
}

// NotCompared is why nobody knows what runs of what asbuilt does not compare with AWS, or
// of what is not there.
const NotCompared = "not compared"

// number is what runs, where it is known and another than declared.
func (a *analysis) number(e *model.Element, fact string, declared int) int {
	if n, err := strconv.Atoi(a.real[[2]string{e.ID, fact}]); err == nil {
		return n
	}
	return declared
}

// noTakeover reports whether no standby takes over: the model says so, or what runs has
// none. Replicas are none: what answers reads does not take over by itself, and may lie
// in the same zone.
func (a *analysis) noTakeover(e *model.Element) bool {
	if found, other := a.real[[2]string{e.ID, "multi_az"}]; other {
		return found == "false"
	}
	return e.MultiAZ.IsSet() && !e.MultiAZ.V
}

// reckon notes what runs otherwise than declared.
func (a *analysis) reckon(all []Real) {
	a.real = map[[2]string]string{}
	for _, r := range all {
		if r.Unread == "" {
			a.real[[2]string{r.Element, r.Fact}] = r.Found
		}
	}
}

// realLines say what runs otherwise than declared, and what nobody knows of.
func (a *Analysis) realLines() []finding.Text {
	var lines []finding.Text
	for _, r := range a.Real {
		e := a.m.Element(r.Element)
		if e == nil {
			continue
		}
		how := finding.Say("%s is %s, declared %s", "%s 실제 %s(선언: %s)", r.Fact, r.Found, r.Declared)
		switch r.Unread {
		case "":
		case NotCompared:
			how = finding.Say("%s was not compared, and counts as declared", "%s 대조하지 않아 선언대로 계산", r.Fact)
		default:
			how = finding.Say("%s was not read, and counts as declared: %s", "%s 읽지 못해 선언대로 계산: %s", r.Fact, r.Unread)
		}
		lines = append(lines, says(e, how))
	}
	if n := a.AsDeclared; n > 0 {
		lines = append(lines, finding.Say("as declared: %d bands, replicas and standbys", "선언과 같음: 범위·복제본·대기본 %d건", n))
	}
	return lines
}
