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
		if class == nil || slices.Contains(ids, ref.ID) {
			continue
		}
		switch class.Sensitivity.V {
		case "confidential", "personal", "secret":
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
	held, to := map[string][]string{}, map[string][]*model.Connection{}
	for _, c := range j.m.Connections {
		to[c.To.ID] = append(to[c.To.ID], c)
	}
	for _, e := range j.m.Elements {
		what, at := weakness(e)
		if what.IsZero() || !j.keeps(e) {
			continue
		}
		refs := [][]model.Ref{e.Holds}
		for _, p := range e.Partitions {
			refs = append(refs, p.Holds)
		}
		held[e.ID] = j.sensitive(refs...)
		brought := bring(to[e.ID], held[e.ID])
		if len(held[e.ID]) == 0 {
			continue
		}
		f := j.exposed(e, held[e.ID], what, at)
		for _, c := range brought {
			j.also(f, c.Position, finding.Say("it is brought here", "데이터가 들어오는 곳"))
		}
	}
	for _, c := range j.m.Connections {
		from, to := j.m.Element(c.From.ID), j.m.Element(c.To.ID)
		if c.Derived || from == nil || to == nil {
			continue
		}
		j.brought(c, to, held[to.ID])
		j.inTheClear(c, from, to)
	}
}

func (j *judge) exposed(e *model.Element, classes []string, what finding.Text, at finding.Position) *finding.Finding {
	return j.about(e.ID, "holds", CodeSensitiveAtRest, at,
		finding.Text{
			En: e.ID + " holds sensitive data (" + strings.Join(classes, ", ") + ") and " + what.En,
			Ko: e.ID + ": 민감한 데이터(" + strings.Join(classes, ", ") + ")를 보관하는데 " + what.Ko,
		},
		finding.Say("close it and encrypt it, or keep that data elsewhere",
			"닫고 암호화하거나 그 데이터를 다른 곳에 두십시오"))
}

// keeps reports whether data rests in e.
func (j *judge) keeps(e *model.Element) bool {
	k := j.kindOf(e)
	return k.Has(kind.KeepsData) || slices.Contains(k.Facts, "holds")
}

// bring are the connections that send classes.
func bring(connections []*model.Connection, classes []string) []*model.Connection {
	var all []*model.Connection
	for _, c := range connections {
		sent := func(r model.Ref) bool { return slices.Contains(classes, r.ID) }
		if slices.ContainsFunc(c.Sends, sent) {
			all = append(all, c)
		}
	}
	return all
}

// brought reports sensitive data that a connection brings into what is open or bare,
// and that nothing says it holds.
func (j *judge) brought(c *model.Connection, to *model.Element, held []string) {
	what, at := weakness(to)
	if what.IsZero() || !j.keeps(to) {
		return
	}
	classes := slices.DeleteFunc(j.sensitive(c.Sends), func(id string) bool { return slices.Contains(held, id) })
	if len(classes) == 0 {
		return
	}
	f := j.about(c.ID.V, "sends", CodeSensitiveAtRest, c.Sends[0].Position,
		finding.Text{
			En: "sensitive data (" + strings.Join(classes, ", ") + ") goes to " + to.ID + ", which " + what.En,
			Ko: "민감한 데이터(" + strings.Join(classes, ", ") + ")가 가는 " + to.ID + ": " + what.Ko,
		},
		finding.Say("close it and encrypt it, or keep that data elsewhere",
			"닫고 암호화하거나 그 데이터를 다른 곳에 두십시오"))
	j.also(f, at, finding.Say("where it comes to rest", "데이터가 쌓이는 곳"))
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
