package way

import (
	"slices"

	"asbuilt/finding"
)

// Lines: VPN and Direct Connect, and the networks beyond AWS that they lead to.
// What is sent down a line that is up arrives; what happens there is not AWS's.

// line takes packets through a gateway of their VPC into a network beyond AWS.
func (l *leg) line(s stream, d direction, target side, r Route, table Answer[Table]) []stream {
	a := l.net.Line(r.ID)
	l.hop(a.Facts...)
	l.acl(&s, s.subnet, d, true)
	s.passes = append(slices.Clone(s.passes), r.ID)
	switch line := a.Value; {
	case len(a.Missing) > 0:
		l.doubt(&s, s.all, a.Missing)
		return l.lost(s, d, target)
	case line.VPC != s.vpc:
		return l.stop(s, d, "BAD_STATE_ATTACHMENT", r, table,
			finding.Say("%s is not attached to %s", "%s이(가) %s에 연결되어 있지 않습니다", r.ID, s.vpc))
	case !line.Works:
		return l.stop(s, d, "BAD_STATE_VPN", r, table,
			finding.Say("nothing behind %s is up (%s)", "%s에 연결된 회선이 모두 끊겨 있습니다(%s)", r.ID, line.State))
	case l.foreign(s, d):
		return l.stop(s, d, "CANNOT_ROUTE", r, table,
			finding.Say("%s takes nothing that came into %s from elsewhere",
				"%s은(는) 다른 곳에서 %s(으)로 들어온 패킷을 받지 않습니다", r.ID, s.vpc))
	case target.Kind != Outside:
		l.doubt(&s, s.all, []Missing{l.unfollowed(r, table)})
		return l.lost(s, d, target)
	case !r.Announced:
		if unsure := s.all.Subtract(boxOf(d.to, line.Known)); len(line.Learns) > 0 {
			l.doubt(&s, unsure, slices.Concat(r.AnnouncedMissing, line.Learns))
		} else {
			l.refuse(&s, unsure, Refusal{Code: "NO_ROUTE_TO_DESTINATION", Answer: d.answer, stage: routeStage(d),
				Text: finding.Say("no static route of the connections of %s leads to %s",
					"%s에 연결된 회선에 %s(으)로 가는 정적 경로가 없습니다", r.ID, unsure.Addresses(d.to))})
		}
	}
	if a.Value.By != "" {
		s.passes = append(s.passes, a.Value.By)
	}
	s.turn = turn{vpc: s.vpc, gateway: r.ID}
	return l.arrive(s, d, target)
}

// foreign reports whether packets came from elsewhere into the VPC that they are in.
func (l *leg) foreign(s stream, d direction) bool {
	source := l.source(d)
	return source.at == nil || source.at.VPC != s.vpc
}

// source is the side that packets of a direction come from.
func (l *leg) source(d direction) side {
	if d.answer {
		return l.to
	}
	return l.from
}

// fromLines takes packets of a network beyond AWS into the VPC of a side, by each of
// its lines: which one they take is decided where they come from.
func (l *leg) fromLines(s stream) []stream {
	a := l.net.Lines(l.to.at.VPC)
	l.hop(a.Facts...)
	if len(a.Missing) > 0 {
		unsure := s
		l.doubt(&unsure, unsure.all, a.Missing)
		return l.lost(unsure, forth, l.to)
	}
	if len(a.Value) == 0 {
		l.refuse(&s, s.all, Refusal{Code: "NO_ROUTE_TO_DESTINATION", stage: stageRoute,
			Text: finding.Say("no line leads from outside of AWS into %s", "AWS 밖에서 %s(으)로 이어지는 회선이 없습니다",
				l.to.at.VPC)})
		return l.backwards(s)
	}
	var arrived []stream
	for _, e := range a.Value {
		if e.Of != "" {
			arrived = append(arrived, l.throughTransit(s, forth, l.to, e)...)
			continue
		}
		line := l.net.Line(e.ID)
		in := s
		in.vpc = l.to.at.VPC
		l.hop(line.Facts...)
		switch {
		case len(line.Missing) > 0:
			l.doubt(&in, in.all, line.Missing)
		case !line.Value.Works:
			l.refuse(&in, in.all, Refusal{Code: "BAD_STATE_VPN", stage: stageRoute,
				Text: finding.Say("nothing behind %s is up (%s)", "%s에 연결된 회선이 모두 끊겨 있습니다(%s)",
					e.ID, line.Value.State)})
			continue
		}
		in.turn.vpc = in.vpc
		arrived = append(arrived, l.inward(in, forth, e.ID, l.to)...)
	}
	return arrived
}

// throughTransit takes packets of a line into a transit gateway, and from there.
func (l *leg) throughTransit(s stream, d direction, target side, e Entrance) []stream {
	a := l.net.Transit(e.ID, e.Of)
	l.hop(a.Facts...)
	s.passes = append(slices.Clone(s.passes), e.ID)
	s.join("transit", a.Value.Naming)
	r := Route{ID: e.ID, Text: e.Of + " → " + e.ID}
	switch {
	case len(a.Missing) > 0:
		l.doubt(&s, s.all, a.Missing)
		return l.lost(s, d, target)
	case !a.Value.Refused.IsZero():
		return l.stop(s, d, "BAD_STATE_ATTACHMENT", r, Answer[Table]{}, a.Value.Refused)
	}
	return l.byTransit(s, d, target, r, Answer[Table]{}, a)
}

// outOfTransit takes packets that a transit gateway sends down a line.
func (l *leg) outOfTransit(s stream, d direction, target side, gateway string, t TransitRoute) []stream {
	if target.Kind != Outside {
		l.doubt(&s, s.all, []Missing{{Ignored: true, Text: finding.Say("asbuilt does not follow what lies behind %s",
			"asbuilt는 %s 너머를 따라가지 않습니다", t.Line)}})
		return l.lost(s, d, target)
	}
	s.passes = append(slices.Clone(s.passes), t.Line)
	s.turn = turn{entrance: Entrance{gateway, t.Line}}
	return l.arrive(s, d, target)
}
