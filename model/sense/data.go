package sense

import (
	"slices"
	"strings"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// sensitive are the classes among refs that somebody would miss, once each.
func (j *judge) sensitive(refs ...[]model.Ref) []string {
	var ids []string
	for _, ref := range slices.Concat(refs...) {
		class := j.m.DataClass(ref.ID)
		if class != nil && class.Sensitive() && !slices.Contains(ids, ref.ID) {
			ids = append(ids, ref.ID)
		}
	}
	return ids
}

// weakness is what is declared of a store that sensitive data should not meet, with
// the place that says so.
func weakness(e *model.Element) (what finding.Text, at finding.Position) {
	open := e.Public.V
	bare := e.Encryption != nil && e.Encryption.AtRest.IsSet() && !e.Encryption.AtRest.V
	switch {
	case open && bare:
		return finding.Say("is public and not encrypted at rest",
			"공개되어 있고 저장 데이터가 암호화되지 않습니다"), e.Public.Position
	case open:
		return finding.Say("is public", "공개되어 있습니다"), e.Public.Position
	case bare:
		return finding.Say("is not encrypted at rest",
			"저장 데이터가 암호화되지 않습니다"), e.Encryption.AtRest.Position
	}
	return finding.Text{}, finding.Position{}
}

// rest judges where sensitive data rests, and what it goes over.
func (j *judge) rest() {
	moves := map[string][]*model.Connection{}
	for _, c := range j.m.Connections {
		if !c.Derived {
			moves[c.To.ID] = append(moves[c.To.ID], c)
		}
	}
	for _, e := range j.m.Elements {
		if what, at := weakness(e); !what.IsZero() {
			j.exposed(e, moves[e.ID], what, at)
		}
	}
	for _, c := range j.m.Connections {
		from, to := j.m.Element(c.From.ID), j.m.Element(c.To.ID)
		if !c.Derived && from != nil && to != nil {
			j.inTheClear(c, from, to)
		}
	}
}

// exposed reports the sensitive data that rests in what is open or bare, once: what it
// is said to hold, and what connections bring there or fetch from it.
func (j *judge) exposed(e *model.Element, moves []*model.Connection, what finding.Text, at finding.Position) {
	refs := [][]model.Ref{e.Holds}
	for _, p := range e.Partitions {
		refs = append(refs, p.Holds)
	}
	held := j.sensitive(refs...)
	all := slices.Clone(held)
	var by []*model.Connection
	for _, c := range moves {
		if !j.keeps(e) {
			break
		}
		moved := j.sensitive(c.Sends, c.Receives)
		if len(moved) > 0 {
			by = append(by, c)
		}
		for _, id := range moved {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	classes := strings.Join(all, ", ")
	hint := finding.Say("close it and encrypt it, or keep that data elsewhere",
		"닫고 암호화하거나 그 데이터를 다른 곳에 두십시오")
	switch {
	case len(all) == 0:
	case len(held) > 0:
		f := j.about(e.ID, "holds", CodeSensitiveAtRest, at,
			finding.Text{
				En: e.ID + " holds sensitive data (" + classes + ") and " + what.En,
				Ko: e.ID + ": 민감한 데이터(" + classes + ")를 보관하는데 " + what.Ko,
			}, hint)
		j.broughtBy(f, by)
	default:
		f := j.about(e.ID, "holds", CodeSensitiveAtRest, firstOf(by[0], all),
			finding.Text{
				En: "sensitive data (" + classes + ") goes to " + e.ID + ", which " + what.En,
				Ko: "민감한 데이터(" + classes + ")가 가는 " + e.ID + ": " + what.Ko,
			}, hint)
		j.also(f, at, finding.Say("where it comes to rest", "데이터가 쌓이는 곳"))
		j.broughtBy(f, by[1:])
	}
}

// broughtBy points at the connections that data comes by, as many as anybody reads.
func (j *judge) broughtBy(f *finding.Finding, by []*model.Connection) {
	for _, c := range by[:min(len(by), mostShown)] {
		j.also(f, c.Position, finding.Say("it is brought here", "데이터가 들어오는 곳"))
	}
}

// firstOf is where a connection says that one of the classes goes over it.
func firstOf(c *model.Connection, classes []string) finding.Position {
	moved := slices.Concat(c.Sends, c.Receives)
	return moved[slices.IndexFunc(moved, func(ref model.Ref) bool { return slices.Contains(classes, ref.ID) })].Position
}

// keeps reports whether data that comes to e rests there, though nothing says that it
// holds any: in a store, and in what keeps messages. What a program is brought, it may
// hand on.
func (j *judge) keeps(e *model.Element) bool {
	k := j.kindOf(e)
	return k.Has(kind.KeepsData) || k.Category == kind.Messaging ||
		k.Category == kind.Ops && slices.Contains(k.Facts, "holds")
}

// inTheClear reports sensitive data that goes unprotected to where less is trusted:
// without TLS, as the connection says itself, and with nothing done to it before.
func (j *judge) inTheClear(c *model.Connection, from, to *model.Element) {
	if !c.TLS.IsSet() || c.TLS.V || c.Protect != nil || !j.lessTrusted(from, to) {
		return
	}
	classes := j.sensitive(c.Sends, c.Receives)
	if len(classes) == 0 {
		return
	}
	f := j.about(c.ID.V, "tls", CodeSensitiveSent, c.TLS.Position,
		finding.Say("sensitive data (%s) goes between %s and %s in the clear",
			"민감한 데이터(%s)가 %s과(와) %s 사이에 평문으로 오갑니다",
			strings.Join(classes, ", "), from.ID, to.ID),
		finding.Say("turn TLS on, or say with protect: what is done to it before",
			"TLS를 켜거나, 보내기 전에 무엇을 하는지 protect:에 적으십시오"))
	for _, id := range classes {
		j.also(f, j.m.DataClass(id).Position, finding.Say("the class of data", "데이터 종류"))
	}
}

// lessTrusted reports whether one end lies where less is trusted than at the other, or
// beyond the system.
func (j *judge) lessTrusted(from, to *model.Element) bool {
	if j.outside(from) != j.outside(to) {
		return true
	}
	rank := func(e *model.Element) int {
		zone := e.TrustZone()
		return slices.IndexFunc(j.m.Trust, func(t *model.Term) bool { return t.ID == zone })
	}
	a, b := rank(from), rank(to)
	return a >= 0 && b >= 0 && b != a
}

// modules judges who uses whose store.
func (j *judge) modules() {
	for _, c := range j.m.Connections {
		from, to := j.m.Element(c.From.ID), j.m.Element(c.To.ID)
		if c.Derived || from == nil || to == nil || !from.Module.IsSet() || !c.Because.IsZero() ||
			!to.Has(kind.KeepsData) || c.Kind.IsSet() && c.Kind.V != "request" && c.Kind.V != "data" {
			continue
		}
		owner, shared := to.Module, false
		if p := to.Partition(c.To.Part); p != nil {
			shared = p.Shared.V
			if p.Module.IsSet() {
				owner = p.Module
			}
		}
		reads := len(c.Receives) > 0 && len(c.Sends) == 0
		if !owner.IsSet() || owner.ID == from.Module.ID || shared || reads {
			continue
		}
		f := j.about(c.ID.V, "to", CodeAnothersStore, c.To.Position,
			finding.Say("%s of module %s uses %s, which belongs to module %s",
				"모듈 %[2]s의 %[1]s이(가) 모듈 %[4]s에 속한 %[3]s을(를) 씁니다",
				from.ID, from.Module.ID, c.To.String(), owner.ID),
			finding.Say("go through a service of %s, share a partition (shared: true), or say why with because:",
				"%s의 서비스를 거치거나, 파티션을 공유(shared: true)하거나, 이유를 because:에 적으십시오", owner.ID))
		j.also(f, owner.Position, finding.Say("whose it is", "소유한 모듈"))
	}
}
