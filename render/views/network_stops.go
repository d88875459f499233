package views

import (
	"slices"
	"strings"

	"asbuilt/model"
	"asbuilt/model/kind"
)

// stops leads a connection over what it declares to pass, and what leaves a
// VPC for an AWS service over the endpoint that answers for that service.
func (n *networkPlan) stops(c *model.Connection) []string {
	var all []string
	for _, via := range c.Via {
		if n.r.active[via.ID] {
			all = append(all, via.ID)
		}
		if gate := n.gate(via.ID); gate != "" {
			all = append(all, gate)
		}
	}
	if len(all) > 0 {
		return all
	}
	from, to := n.r.m.Element(c.From.ID), n.r.m.Element(c.To.ID)
	if !inVPC(from) || to.Boundary == nil || inVPC(to) {
		return nil
	}
	for _, e := range n.endpoints {
		if sameVPC(e, from) && answers(e, n.r.kindOf(to).Service) {
			return []string{e.ID}
		}
	}
	return nil
}

// gate is the internet gateway that a NAT gateway's traffic leaves by, or "".
func (n *networkPlan) gate(id string) string {
	nat := n.r.m.Element(id)
	if nat == nil || !nat.Has(kind.NAT) || nat.Boundary == nil {
		return ""
	}
	for _, e := range n.gates {
		if sameVPC(e, nat) {
			return e.ID
		}
	}
	return ""
}

// sameVPC reports whether two elements lie in one VPC, or neither in any.
func sameVPC(a, b *model.Element) bool {
	return a.Boundary.Around(kind.VPC) == b.Boundary.Around(kind.VPC)
}

// answers reports whether an endpoint's domains are those of a service of AWS.
func answers(endpoint *model.Element, service string) bool {
	return service != "" && slices.ContainsFunc(endpoint.Domains, func(d model.String) bool {
		return strings.HasPrefix(strings.TrimPrefix(d.V, "*."), service+".")
	})
}
