package drift

import (
	"strings"

	"asbuilt/discover"
	"asbuilt/drift/match"
	"asbuilt/drift/reach"
	"asbuilt/finding"
	"asbuilt/model"
)

// Connections: what the model says is connected can be. Security groups, network
// ACLs and routes decide, for passages inside a VPC, through endpoints and out to
// the internet.

// CodeRefuted is the code of a connection that nothing lets through.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
const CodeRefuted = "connection-refuted"

func connectionRules() finding.Rules {
	return finding.Rules{
		{Code: CodeRefuted, Severity: finding.Error},
	}
}

// checkConnection proves or refutes a connection whose way is known.
func (c *comparison) checkConnection(conn *model.Connection) {
	passages := Way(c.pairs, conn)
	if len(passages) == 0 {
		return
	}
	s := &subject{comparison: c, id: conn.ID.V}
	var facts []fact
	var blocks []finding.Text
	var cause *fact
	partial := true
	for _, p := range passages {
		for _, f := range s.reads(p.Places, "") {
			f.quiet = true
			facts = append(facts, f)
		}
		for _, h := range p.Hops {
			facts = append(facts, s.read(h.Resource, h.Fact, h.Value))
		}
		for _, lost := range p.Lost {
			facts = append(facts, s.lost(lost))
		}
		blocks = append(blocks, p.Blocks...)
		if len(p.Causes) > 0 && p.Causes[0].Resource != nil && cause == nil {
			first := s.read(p.Causes[0].Resource, p.Causes[0].Fact, p.Causes[0].Value)
			cause = &first
		}
		partial = partial && (p.Open() || p.Partial)
	}
	s.judge(claim{
		code:     CodeRefuted,
		cause:    cause,
		fact:     "way",
		at:       conn.Position,
		facts:    facts,
		holds:    len(blocks) == 0,
		partial:  partial && len(blocks) > 0,
		declared: c.portOf(conn).Full(),
		found:    listed(blocks).En,
		message:  refutation(conn.ID.V, blocks, partial),
	})
}

// Way is the passages that a declared connection needs, one after another; none
// when its way cannot be told from the snapshot.
func Way(pairs *match.Result, conn *model.Connection) []*reach.Passage {
	c := &comparison{model: pairs.Model, at: pairs.Index, pairs: pairs}
	from, port := c.connected(conn.Opener()), c.portOf(conn)
	if from == nil || port == (model.PortRange{}) || !reach.Placed(c.at, from) {
		return nil
	}
	return c.passages(conn, from, port)
}

// passages are those that a connection needs, one after another; none when its
// way cannot be told.
func (c *comparison) passages(conn *model.Connection, from *discover.Resource, port model.PortRange) []*reach.Passage {
	var all []*reach.Passage
	outside := false
	for _, v := range conn.Via {
		via := c.connected(v)
		if via == nil {
			return nil
		}
		switch f := via.Facts.(type) {
		case *discover.VPCEndpoint:
			if unread := c.at.Unread(via, "VpcEndpointType"); len(unread) > 0 {
				all = append(all, &reach.Passage{Places: unread})
			} else if f.VpcEndpointType == "Gateway" {
				all = append(all, reach.Gateway(c.at, from, via, port))
			} else if reach.Placed(c.at, via) {
				all = append(all, reach.Between(c.at, from, via, port))
			}
		case *discover.NatGateway, *discover.Firewall:
			outside = true
		default:
			return nil
		}
	}
	if outside {
		return append(all, reach.Internet(c.at, from, port))
	}
	if len(all) > 0 {
		return all
	}
	to := c.connected(conn.Answerer())
	if to == nil || !reach.Placed(c.at, to) {
		return nil
	}
	if a, b := c.at.Placement(from).VPC, c.at.Placement(to).VPC; a != "" && b != "" && a != b {
		return nil
	}
	return []*reach.Passage{reach.Between(c.at, from, to, port)}
}

// connected is what realises an end of a connection today, or nil.
func (c *comparison) connected(ref model.Ref) *discover.Resource {
	pair := c.pairs.Of(ref.ID)
	if pair == nil || pair.OptedOut {
		return nil
	}
	return pair.Resource()
}

func refutation(id string, blocks []finding.Text, partial bool) finding.Text {
	why := listed(blocks)
	if partial {
		return finding.Text{
			En: "\"" + id + "\" is let through only in part: " + why.En,
			Ko: "\"" + id + "\" 연결이 일부만 허용됩니다: " + why.Ko,
		}
	}
	return finding.Text{En: "\"" + id + "\" is not let through: " + why.En, Ko: "\"" + id + "\" 연결이 막혀 있습니다: " + why.Ko}
}

// listed joins texts with semicolons.
func listed(all []finding.Text) finding.Text {
	var en, ko []string
	for _, t := range all {
		en, ko = append(en, t.En), append(ko, t.Ko)
	}
	return finding.Text{En: strings.Join(en, "; "), Ko: strings.Join(ko, "; ")}
}
