package views

import (
	"slices"

	"asbuilt/finding"
	"asbuilt/model"
)

// What an element refers to and nothing is sent to, such as the web ACL in front
// of it or the role that it takes, has no box in a picture of traffic: it is named
// on the box of whoever refers to it, in the views that ask about it.

// carry names elements on a box, in one note that says so. Those that the view's
// state does not have stay out.
func (r *resolver) carry(n *Node, glyph string, say func(names finding.Text) finding.Text, refs ...model.Ref) {
	var en, ko []string
	for _, ref := range refs {
		e := r.m.Element(ref.ID)
		if e == nil || !r.m.ActiveIn(e.Lifetime, r.v.State) || slices.Contains(n.Carries, e.ID) {
			continue
		}
		n.Carries = append(n.Carries, e.ID)
		en, ko = append(en, e.Title().In(finding.English)), append(ko, e.Title().In(finding.Korean))
		for _, m := range r.o.OfElement(r.m, e.ID) {
			n.Marks = with(n.Marks, m)
		}
	}
	if len(en) == 0 {
		return
	}
	names := finding.Both(summary(en), summary(ko))
	if more := len(en) - 2; more > 0 {
		names = texts().Say("and more", names, more)
	}
	n.Notes = append(n.Notes, Note{glyph, say(names)})
}

// guards names what stands guard over elements that one box stands for: their web
// ACLs, keys, and the roles that they take.
func (r *resolver) guards(n *Node, all []*model.Element) {
	var walls, keys, roles []model.Ref
	for _, e := range all {
		walls = append(walls, e.WAF)
		if e.Encryption != nil && e.Encryption.AtRest.V {
			keys = append(keys, e.Encryption.Key)
		}
		roles = append(roles, rolesOf(e)...)
	}
	r.carry(n, "waf", guardedBy, walls...)
	r.carry(n, "key", encryptedWith, keys...)
	r.carry(n, "role", takesRole, roles...)
}

func guardedBy(names finding.Text) finding.Text     { return texts().Say("guarded by", names) }
func encryptedWith(names finding.Text) finding.Text { return texts().Say("encrypted with", names) }
func takesRole(names finding.Text) finding.Text     { return texts().Say("takes role", names) }

// rolesOf are the roles that an element takes, in the order of the language.
func rolesOf(e *model.Element) []model.Ref {
	var all []model.Ref
	if e.Task != nil && e.Task.Roles != nil {
		all = append(all, e.Task.Roles.Task, e.Task.Roles.Execution)
	}
	if e.Instance != nil {
		all = append(all, e.Instance.Role)
	}
	return all
}
