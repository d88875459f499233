package reach

import (
	"cmp"
	"strconv"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/packet"
	"asbuilt/way"
)

// The API of a cluster of Kubernetes answers at two places: the internet at an address
// of AWS, before which stands nothing of ours but the blocks that the cluster names; and
// its VPC at the interfaces that it has there.
// https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html

// publicAPI judges the way from addresses of the internet to the API of a cluster; ok is
// false for everything else.
func (n *Network) publicAPI(from way.End, to Side, port model.PortRange) (w way.Way, ok bool) {
	if to.Resource == nil || from.Kind != way.Internet {
		return w, false
	}
	r := to.Resource
	f, ok := r.Facts.(*discover.KubernetesCluster)
	if !ok {
		return w, false
	}
	reading, name := n.reading(), cmp.Or(r.Name, r.ID)
	reading.read(r, "EndpointPublicAccess", strconv.FormatBool(f.EndpointPublicAccess))
	if !f.EndpointPublicAccess && len(reading.missing) == 0 {
		return refused(reading, "NO_POSSIBLE_DESTINATION", finding.Say(
			"the API of %s does not answer the internet", "%s의 API 엔드포인트가 인터넷에 열려 있지 않습니다", name)), true
	}
	reading.read(r, "PublicAccessCidrs", strings.Join(f.PublicAccessCidrs, ", "))
	asked := Ask(from, from, port)
	https := asked.Ports.Intersect(packet.Range(443, 443))
	if port.Protocol != "tcp" || https.IsEmpty() {
		return refused(reading, "NO_POSSIBLE_DESTINATION", finding.Say(
			"the API of %s answers on 443/tcp alone", "%s의 API 엔드포인트는 443/tcp로만 응답합니다", name)), true
	}
	allowed := packet.Blocks(f.PublicAccessCidrs...)
	callers := from.Addresses
	if allowed.Within(packet.IPv4()) {
		callers = callers.Intersect(packet.IPv4()) // it has no other address then
	}
	switch {
	case len(reading.missing) > 0:
		return way.Way{Verdict: way.Unknown, Missing: reading.missing, Hops: reading.facts}, true
	case callers.Intersect(allowed).IsEmpty():
		return refused(reading, "NO_POSSIBLE_SOURCE", finding.Say(
			"the API of %s answers %s alone", "%s의 API 엔드포인트는 %s에만 응답합니다", name, allowed)), true
	case !callers.Within(allowed) || !asked.Ports.Subtract(https).IsEmpty():
		w = refused(reading, "NO_POSSIBLE_SOURCE", finding.Say(
			"the API of %s answers %s on 443/tcp alone", "%s의 API 엔드포인트는 443/tcp에서 %s에만 응답합니다", name, allowed))
		w.Verdict = way.Partial
		return w, true
	}
	return way.Way{Verdict: way.Open, Hops: reading.facts}, true
}

// refused is a way that a fact that was read last keeps shut.
func refused(by *reading, code string, why finding.Text) way.Way {
	last := by.facts[len(by.facts)-1]
	return way.Way{Verdict: way.Blocked, Hops: by.facts, Blocks: []way.Refusal{{
		Code: code, Text: why, Fact: last, Direction: "in"}}}
}

// cluster says of the end of a cluster what its interfaces answer: its API, where it is
// set to answer inside the VPC. Where it is not, callers in the VPC go to the internet
// for it.
func (n *Network) cluster(e *way.End, r *discover.Resource, f *discover.KubernetesCluster) {
	reading := n.reading()
	reading.read(r, "EndpointPrivateAccess", strconv.FormatBool(f.EndpointPrivateAccess))
	switch {
	case len(reading.missing) > 0:
		e.ListensMissing = append(e.ListensMissing, reading.missing...)
	case !f.EndpointPrivateAccess:
		reading.ignore(finding.Say("asbuilt does not follow the way from a VPC to the public endpoint of %s",
			"asbuilt는 VPC에서 %s의 퍼블릭 엔드포인트로 가는 경로를 추적하지 않습니다", e.Name))
		e.ListensMissing = append(e.ListensMissing, reading.missing...)
	}
}
