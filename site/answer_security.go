package site

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
	"asbuilt/site/parts"
)

// exposed are the codes of drift about what is more open than declared.
func exposed() []string {
	return []string{
		"open-to-internet", "public-access-differs", "exposure-differs", "undeclared-listener", "authorizer-differs",
		"waf-not-attached", "forbidden-way",
	}
}

// unencrypted are those of what can be read in the clear.
func unencrypted() []string { return []string{"not-encrypted", "tls-not-required", "literal-secret"} }

// unexplained are those of open ways that no connection explains.
func unexplained() []string {
	return []string{"undeclared-path", "allow-list-differs", "allow-list-not-enforced"}
}

// overpowered are those of permissions and of sharing.
func overpowered() []string { return []string{"permission-exceeds", "trust-differs", "shared-beyond"} }

// securityAnswer says what is public and by which way, who reaches the data, what is
// not encrypted and what no connection explains.
func securityAnswer(ed *edition, p *page) parts.Answer {
	answer := parts.Answer{entries(ed, p)}
	add := func(line parts.Line, ok bool) {
		if ok {
			answer = append(answer, line)
		}
	}
	add(measured(p, "answer-exposed", exposed()...))
	answer = append(answer, reachers(ed, p))
	answer = append(answer, bare(ed, p)...)
	add(measured(p, "answer-unencrypted", unencrypted()...))
	add(measured(p, "answer-unexplained", unexplained()...))
	add(measured(p, "answer-overpowered", overpowered()...))
	if !p.Built {
		answer = append(answer, unlooked(p))
	}
	return slices.DeleteFunc(answer, func(l parts.Line) bool { return l.Lead.Text == "" })
}

// entries are the elements that answer the internet, as the model declares it.
func entries(ed *edition, p *page) parts.Line {
	var order []*model.Element
	ways := map[*model.Element][]string{}
	reach := func(e *model.Element, by string) {
		if _, known := ways[e]; !known {
			order = append(order, e)
			ways[e] = nil
		}
		if by != "" && !slices.Contains(ways[e], by) {
			ways[e] = append(ways[e], by)
		}
	}
	for _, c := range ed.connectionsToday() {
		from, to := ed.Model.Element(c.Opener().ID), ed.Model.Element(c.Answerer().ID)
		if from == nil || to == nil || !calls(c) || !ed.Model.OnInternet(from) || !serves(ed.Model, to) {
			continue
		}
		reach(to, way(p, c))
	}
	for _, e := range ed.today() {
		if e.Public.V && serves(ed.Model, e) {
			reach(e, "")
		}
	}
	if len(order) == 0 {
		return says(p, "", "answer-no-entries")
	}
	var links []parts.Link
	for _, e := range order {
		to := p.Element(e.ID)
		if len(ways[e]) > 0 {
			to.Note = "(" + join(ways[e]) + ")"
		}
		links = append(links, to)
	}
	return says(p, "", "answer-entries", len(order)).Names(links)
}

// serves reports whether an element is a part of the system that answers calls: no person,
// no procedure, nothing of others, and not what only leads out.
func serves(m *model.Model, e *model.Element) bool {
	k := m.Kind(e.Kind.ID)
	return k != nil && k.Category != kind.Actor && k.Category != kind.Process && !m.OnInternet(e) &&
		!e.Has(kind.Client) && !e.Has(kind.NAT) && !e.Has(kind.Gate)
}

// calls reports whether a connection means that one end calls the other: not what people
// approve, what is deployed through AWS, and what AWS copies.
func calls(c *model.Connection) bool {
	switch c.Kind.V {
	case "approve", "deploy", "replicate":
		return false
	case "admin": // by hand, unless a port is named
		return c.Port.IsSet()
	}
	return true
}

func join(all []string) string {
	text := ""
	for i, s := range all {
		if i > 0 {
			text += ", "
		}
		text += s
	}
	return text
}

// guarded are the stores that hold personal or secret data.
func guarded(ed *edition) []*model.Element {
	var all []*model.Element
	for _, e := range ed.today() {
		held := slices.Clone(e.Holds)
		for _, x := range e.Partitions {
			held = append(held, x.Holds...)
		}
		if slices.ContainsFunc(held, func(r model.Ref) bool { return careful(ed.Model.DataClass(r.ID)) }) {
			all = append(all, e)
		}
	}
	return all
}

// careful reports whether a class is of people or of secrets.
func careful(d *model.DataClass) bool {
	return d != nil && (d.Sensitivity.V == "personal" || d.Sensitivity.V == "secret")
}

// reachers are the elements that connect to stores of personal or secret data.
func reachers(ed *edition, p *page) parts.Line {
	stores := guarded(ed)
	if len(stores) == 0 {
		if len(ed.Model.Data) == 0 {
			return says(p, "", "answer-no-classes")
		}
		return parts.Line{}
	}
	var links []parts.Link
	seen := map[string]bool{}
	for _, c := range ed.connectionsToday() {
		from, to := ed.Model.Element(c.Opener().ID), ed.Model.Element(c.Answerer().ID)
		if from != nil && slices.Contains(stores, to) && !seen[from.ID] && from != to {
			seen[from.ID] = true
			links = append(links, p.Element(from.ID))
		}
	}
	return says(p, p.To("data.html"), "answer-reachers", len(stores), len(links)).Names(links)
}

// bare are the stores and connections that the model itself leaves unprotected, or
// says nothing about.
func bare(ed *edition, p *page) parts.Answer {
	var open, unsaid []*model.Element
	stores := 0
	for _, e := range ed.today() {
		keeps := e.Has(kind.KeepsData) || len(e.Holds) > 0
		if keeps = keeps && !ed.Model.OnInternet(e); keeps {
			stores++
		}
		switch {
		case e.Encryption != nil && e.Encryption.AtRest.IsSet() && !e.Encryption.AtRest.V:
			open = append(open, e)
		case keeps && (e.Encryption == nil || !e.Encryption.AtRest.IsSet()):
			unsaid = append(unsaid, e)
		}
	}
	var plain, unstated int
	for _, c := range ed.connectionsToday() {
		switch encrypted, known := ed.Model.Transport(c); {
		case encrypted:
		case known:
			plain++
		case c.Kind.V == "" || c.Kind.V == "request" || c.Kind.V == "data":
			unstated++
		}
	}
	var all parts.Answer
	if len(open) > 0 {
		all = append(all, noted(p, finding.Warning, p.To("data.html"), "answer-open-stores", len(open)).
			Names(elementsOf(p.Links, open)))
	}
	if plain > 0 {
		all = append(all, noted(p, finding.Warning, "", "answer-plain", plain))
	}
	if len(unsaid) > 0 {
		line := says(p, p.To("data.html"), "answer-unsaid-stores", len(unsaid)).Names(elementsOf(p.Links, unsaid))
		all = append(all, line)
	}
	if unstated > 0 {
		all = append(all, says(p, "", "answer-unstated", unstated))
	}
	if n := len(ed.connectionsToday()); len(all) == 0 && n > 0 {
		all = append(all, says(p, "", "answer-all-encrypted", stores, n))
	}
	return all
}
