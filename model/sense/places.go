package sense

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// places judges whether things can stand where they are said to.
func (j *judge) places() {
	for _, e := range j.m.Elements {
		how, tier := exposure(e)
		if tier == nil {
			j.inVPC(e)
			continue
		}
		k := j.kindOf(e)
		switch {
		case e.Has(kind.NAT) && (how == "isolated" || how == "private") && !e.Public.IsSet():
			f := j.about(e.ID, "in", CodeNATInside, e.In.Position,
				finding.Say("%s leads out to the internet, but its tier %s is %s",
					"%s은(는) 인터넷으로 나가는 길인데 계층 %s은(는) %s입니다",
					e.ID, tier.ID, how),
				finding.Say("put it in a public tier, or say public: false for one between networks alone",
					"공개 계층으로 옮기거나, 네트워크 사이에만 쓰는 NAT라면 public: false를 쓰십시오"))
			j.also(f, tier.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출"))
		case k.Regional && !k.OwnType() && !(k.Category == kind.Compute && k.Has(kind.Service)):
			j.about(e.ID, "in", CodePlaceCannotHold, e.In.Position,
				finding.Say("%s cannot lie in a subnet: what is of kind %s runs in the region",
					"%s은(는) 서브넷에 둘 수 없습니다. %s 종류는 리전에서 운영됩니다",
					e.ID, k.ID),
				finding.Say("put it in the region; an endpoint in the VPC leads to it",
					"리전에 두십시오. VPC에서는 엔드포인트로 닿습니다"))
		}
	}
}

// inVPC reports what keeps data or messages for the whole region and is said to lie in a
// VPC.
func (j *judge) inVPC(e *model.Element) {
	k := j.kindOf(e)
	if e.Boundary == nil || e.Boundary.Around(kind.VPC) == nil || !k.Regional || k.OwnType() {
		return
	}
	switch k.Category {
	case kind.Store, kind.Messaging, kind.AI:
		j.about(e.ID, "in", CodePlaceCannotHold, e.In.Position,
			finding.Say("%s cannot lie in a VPC: what is of kind %s runs in the region",
				"%s은(는) VPC에 둘 수 없습니다. %s 종류는 리전에서 운영됩니다", e.ID, k.ID),
			finding.Say("put it in the region; an endpoint in the VPC leads to it",
				"리전에 두십시오. VPC에서는 엔드포인트로 닿습니다"))
	}
}

// hasType reports whether a kind is realised by a type of AWS.
func hasType(k *kind.Kind, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(k.AWS, name) })
}

// entries judges public names and gateways.
func (j *judge) entries() {
	called := j.called()
	for _, e := range j.m.Elements {
		if names := j.named[e.ID]; len(names) > 0 {
			j.leadsInside(names, e)
		}
	}
	for _, e := range j.m.Elements {
		c := called[e.ID]
		if e.Authorizer.V != "none" || c == nil || !e.Because.IsZero() {
			continue
		}
		f := j.about(e.ID, "authorizer", CodeOpenGateway, e.Authorizer.Position,
			finding.Say("%s is called from outside, and nobody decides there who may pass",
				"%s은(는) 밖에서 호출되는데 통과 여부를 아무도 결정하지 않습니다",
				e.ID),
			finding.Say("name an authorizer, or say with because: where that is decided",
				"authorizer를 정하거나 어디에서 결정하는지 because:에 적으십시오"))
		j.also(f, c.Position, finding.Say("who calls it", "호출하는 쪽"))
	}
}

// namedInside are the connections by which a name that the internet asks for, or a check
// from outside, leads to what it does not reach, by the id of that.
func (j *judge) namedInside() map[string][]*model.Connection {
	asked := map[string]bool{}
	for _, c := range j.m.Connections {
		if from := j.m.Element(c.From.ID); from != nil && j.outside(from) {
			asked[c.To.ID] = true
		}
	}
	named := map[string][]*model.Connection{}
	for _, c := range j.m.Connections {
		from, to := j.m.Element(c.From.ID), j.m.Element(c.To.ID)
		if from == nil || to == nil || !j.inside(to) {
			continue
		}
		k := j.kindOf(from)
		if hasType(k, "AWS::Route53::HostedZone") && asked[from.ID] || hasType(k, "AWS::Route53::HealthCheck") {
			named[to.ID] = append(named[to.ID], c)
		}
	}
	return named
}

// inside reports whether the internet does not reach what a name could lead to: it says
// so, or its tier does.
func (j *judge) inside(e *model.Element) bool {
	k := j.kindOf(e)
	if k.Category != kind.Entry && k.Category != kind.Compute || k.Regional || j.asked(e) {
		return false
	}
	how, _ := exposure(e)
	return e.Public.IsSet() && !e.Public.V ||
		!e.Public.IsSet() && (how == "isolated" || how == "private") && !besideTier(e)
}

// leadsInside reports public names for what the internet does not reach, once for all
// that lead there and all that call it.
func (j *judge) leadsInside(names []*model.Connection, to *model.Element) {
	c := names[0]
	how, tier := exposure(to)
	message := finding.Say("%s answers the internet and leads to %s, which the internet does not reach (public: false)",
		"%s은(는) 인터넷에 답하는데, 이어지는 %s은(는) 인터넷에서 닿을 수 없습니다(public: false)", c.From.ID, to.ID)
	at, why := to.Public.Position, finding.Say("what is not public", "공개되지 않은 것")
	if !to.Public.IsSet() {
		message = finding.Say(
			"%s answers the internet and leads to %s, whose tier %s is %s: the internet does not reach it",
			"%s은(는) 인터넷에 답하는데, 이어지는 %s의 계층 %s은(는) %s이므로 인터넷에서 닿을 수 없습니다",
			c.From.ID, to.ID, tier.ID, how)
		at, why = tier.Exposure.Position, finding.Say("the tier's exposure", "계층의 노출")
	}
	f := j.about(c.ID.V, "to", CodeNameLeadsInside, c.Position, message,
		finding.Say("lead it to something public, or keep the name inside",
			"공개된 것으로 잇거나 내부 이름으로 쓰십시오"))
	j.also(f, at, why)
	for _, c := range names[1:] {
		j.also(f, c.Position, finding.Say("and this leads there", "이것도 그리로 이어집니다"))
	}
	for _, c := range j.m.Connections {
		if from := j.m.Element(c.From.ID); c.To.ID == to.ID && from != nil && j.outside(from) && packets(c) {
			j.also(f, c.Position, finding.Say("who calls it from outside", "밖에서 호출하는 쪽"))
		}
	}
}

// called is what the internet calls, by id, with the connection that brings its calls:
// also by way of what hands on all that it is sent, such as a CDN or a load balancer.
// What could decide who may pass, and does not say that nobody does, hands on nothing.
func (j *judge) called() map[string]*model.Connection {
	called := map[string]*model.Connection{}
	opens := map[string][]*model.Connection{}
	var next []*model.Element
	reach := func(c *model.Connection) {
		if to := j.m.Element(c.To.ID); to != nil && called[to.ID] == nil {
			called[to.ID] = c
			next = append(next, to)
		}
	}
	for _, c := range j.m.Connections {
		opens[c.From.ID] = append(opens[c.From.ID], c)
		if from := j.m.Element(c.From.ID); from != nil && j.outside(from) {
			reach(c)
		}
	}
	for len(next) > 0 {
		e := next[0]
		next = next[1:]
		k := j.kindOf(e)
		decides := slices.Contains(k.Facts, "authorizer") && e.Authorizer.V != "none"
		if k.Category != kind.Entry || k.Has(kind.Detail) || decides || e.Public.IsSet() && !e.Public.V {
			continue
		}
		for _, c := range opens[e.ID] {
			if packets(c) {
				reach(c)
			}
		}
	}
	return called
}
