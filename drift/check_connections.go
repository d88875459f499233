package drift

import (
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/way"
)

// Connections: each that the model declares today has a verdict. Security groups,
// network ACLs, routes and what they lead to decide; where AWS delivers by itself,
// its settings; and what is no matter of the network is counted with its reason.

// CodeRefuted is the code of a connection that nothing lets through.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
const CodeRefuted = "connection-refuted"

func connectionRules() finding.Rules {
	return finding.Rules{
		{Code: CodeRefuted, Severity: finding.Error},
	}
}

// checkConnection judges a connection and counts it.
func (c *comparison) checkConnection(conn *model.Connection) {
	j := c.judged(conn)
	if !j.outside.IsZero() {
		c.connections.Declared++
		c.connections.NotNetwork++
		c.connections.Outside = append(c.connections.Outside,
			finding.Unjudged{Connection: conn.ID.V, Because: j.outside})
		return
	}
	s := &subject{comparison: c, id: conn.ID.V}
	v := s.verdict(j)
	before := len(c.findings)
	s.judge(claim{
		code:     CodeRefuted,
		cause:    v.cause,
		fact:     "way",
		at:       conn.Position,
		facts:    v.facts,
		holds:    v.verdict == way.Open,
		partial:  v.verdict == way.Partial,
		declared: c.declaredWay(conn),
		found:    string(v.verdict),
		message:  refutation(conn.ID.V, v),
	})
	if len(c.findings) > before {
		c.remember(c.findings[before], conn, j)
	}
	c.count(s.checks[len(s.checks)-1].Verdict)
}

// declaredWay is what a connection declares of its way: the port, where it has one.
func (c *comparison) declaredWay(conn *model.Connection) string {
	if port := c.portOf(conn); port != (model.PortRange{}) {
		return port.Full()
	}
	return string(way.Open)
}

func (c *comparison) count(v finding.Verdict) {
	c.connections.Declared++
	switch v {
	case finding.Holds:
		c.connections.Holds++
	case finding.Broken:
		c.connections.Broken++
	case finding.Partial:
		c.connections.Partial++
	default:
		c.connections.Unknown++
	}
}

// deciding is the last fact of a setting that says anything: the others lead to it.
func (s setting) deciding() *fact {
	for i := len(s.facts) - 1; i >= 0; i-- {
		if f := s.facts[i]; !f.quiet && f.evidence.Value != "" {
			return &f
		}
	}
	return nil
}

// whole is one verdict about everything that a connection needs.
type whole struct {
	verdict way.Verdict
	facts   []fact
	blocks  []finding.Text
	// refused says that something is in the way, and not merely beside it.
	refused bool
	// cause is the fact that refuses first, or nil.
	cause *fact
}

// verdict joins what is true of the parts of a connection, all of which it needs. A
// certain refusal of one wins over what is missing of another.
func (s *subject) verdict(j judgement) whole {
	v := whole{verdict: way.Open}
	var missing []fact
	worse := func(w way.Verdict) {
		rank := map[way.Verdict]int{way.Open: 0, way.Unknown: 1, way.Partial: 2, way.Blocked: 3}
		if rank[w] > rank[v.verdict] {
			v.verdict = w
		}
	}
	for _, w := range j.ways {
		worse(w.Verdict)
		for _, h := range w.Hops {
			v.facts = append(v.facts, s.hop(h))
		}
		for _, b := range w.Blocks {
			v.blocks = append(v.blocks, b.Text)
			v.refused = v.refused || b.Code != bypass
			if v.cause == nil && b.Fact.Resource != "" {
				first := s.hop(b.Fact)
				v.cause = &first
			}
		}
		for _, m := range w.Missing {
			missing = append(missing, s.lacking(m))
		}
	}
	for _, set := range j.settings {
		known := firstGap(set.facts) == nil
		v.facts = append(v.facts, set.facts...)
		switch {
		case !known:
			worse(way.Unknown)
		case !set.holds:
			worse(way.Blocked)
			v.blocks = append(v.blocks, set.wrong)
			v.refused = v.refused || !set.past
			if v.cause == nil {
				v.cause = set.deciding()
			}
		}
	}
	switch v.verdict {
	case way.Unknown:
		v.facts = append(missing, v.facts...)
	default: // then what is missing decides nothing
		for i := range v.facts {
			v.facts[i].gap = nil
		}
	}
	return v
}

func refutation(id string, v whole) finding.Text {
	why := listed(v.blocks)
	switch {
	case !v.refused:
		return finding.Text{En: "\"" + id + "\" does not go the way that is declared: " + why.En,
			Ko: "\"" + id + "\" 연결이 선언한 길로 가지 않습니다: " + why.Ko}
	case v.verdict == way.Partial:
		return finding.Text{En: "\"" + id + "\" is let through only in part: " + why.En,
			Ko: "\"" + id + "\" 연결이 일부만 허용됩니다: " + why.Ko}
	}
	return finding.Text{En: "\"" + id + "\" is not let through: " + why.En, Ko: "\"" + id + "\" 연결이 막혀 있습니다: " + why.Ko}
}

// listed joins texts with semicolons.
func listed(all []finding.Text) finding.Text {
	var ko, en []string
	for _, t := range all {
		ko, en = append(ko, t.Ko), append(en, t.En)
	}
	return finding.Text{En: strings.Join(en, "; "), Ko: strings.Join(ko, "; ")}
}
