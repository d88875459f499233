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
		"exposure", "public", "listens", "listeners", "authorizer", "waf", "trust", "access", "access_rights",
		"domains", "allow",
		"addresses", "joins", "cidr", "per_zone", "owner_account", "flow_logs",
		"tls", "auth", "protect", "protection", "via", "port",
		"encryption", "rotation", "sensitivity", "roles", "role", "secrets", "credentials", "push", "permissions",
		"actions", "never", "separate_from",
	}
}

func isSecurity(key string) bool { return slices.Contains(securityKeys(), key) }

// guardsMembers reports whether a value names a security group that a thing is
// in.
func guardsMembers(m *model.Model, f *field, v reflect.Value) bool {
	if f.key != "groups" {
		return false
	}
	ref, ok := v.Interface().(model.Ref)
	g := m.Group(ref.ID)
	return ok && g != nil && g.Has(kind.Firewall)
}

// guards reports whether a thing is there for security: its coming or going
// concerns it, whatever it says.
func guards(m *model.Model, thing any) bool {
	switch x := thing.(type) {
	case *model.Element:
		k := m.Kind(x.Kind.ID)
		return k != nil && k.Category == kind.Security
	case *model.Group:
		return x.Has(kind.Firewall)
	case *model.Connection:
		return crosses(m, x)
	case *model.Permission, *model.Never:
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
