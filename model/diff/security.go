package diff

import (
	"reflect"
	"slices"

	"asbuilt/model"
	"asbuilt/model/kind"
)

// securityKeys are the keys whose facts decide who can reach what and how it is
// protected, with everything below them.
func securityKeys() []string {
	return []string{
		"exposure", "public", "listens", "listeners", "authorizer", "waf", "trust", "access", "access_rights", "domains", "allow",
		"addresses", "joins", "cidr", "per_zone", "owner_account", "flow_logs",
		"tls", "auth", "protect", "protection", "via", "port",
		"encryption", "rotation", "sensitivity", "roles", "role", "secrets", "credentials", "push", "permissions", "actions",
	}
}

func isSecurity(key string) bool { return slices.Contains(securityKeys(), key) }

// isSecurityGroup reports whether a security group is among what one list of
// sets has and the other has not.
func (c *comparer) isSecurityGroup(a, b reflect.Value) bool {
	old, ok := a.Interface().([]model.Ref)
	if !ok {
		return false
	}
	now := b.Interface().([]model.Ref)
	ids := func(all []model.Ref) map[string]bool {
		set := map[string]bool{}
		for _, r := range all {
			set[r.ID] = true
		}
		return set
	}
	before, after := ids(old), ids(now)
	only := func(all []model.Ref, other map[string]bool, m *model.Model) bool {
		return slices.ContainsFunc(all, func(r model.Ref) bool {
			g := m.Group(r.ID)
			return !other[r.ID] && g != nil && g.Is("security-group")
		})
	}
	return only(old, after, c.before) || only(now, before, c.after)
}

// guards reports whether a thing is there for security: its coming or going
// concerns it, whatever it says.
func guards(m *model.Model, thing any) bool {
	switch x := thing.(type) {
	case *model.Element:
		k := m.Kind(x.Kind.ID)
		return k != nil && k.Category == kind.Security
	case *model.Group:
		return x.Is("security-group")
	case *model.Connection:
		return crosses(m, x)
	case *model.Permission:
		return true
	}
	return false
}

// crosses reports whether the ends of a connection lie in different zones of
// trust.
func crosses(m *model.Model, c *model.Connection) bool {
	from, to := m.Element(c.From.ID), m.Element(c.To.ID)
	return from != nil && to != nil && from.TrustZone() != to.TrustZone()
}

// movedOver reports whether an element came into a place of another exposure, or
// into another zone of trust.
func movedOver(before, after *model.Element) bool {
	return before.TrustZone() != after.TrustZone() || exposure(before) != exposure(after)
}

// exposure is that of the nearest place that states one, or "".
func exposure(e *model.Element) string {
	for b := e.Boundary; b != nil; b = b.Parent {
		if b.Exposure.IsSet() {
			return b.Exposure.V
		}
	}
	return ""
}
