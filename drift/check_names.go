package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/kind"
)

// Names: callers that use the name of a service reach the endpoint in their own
// network, and not the service's public addresses.

const (
	// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
	codePrivateNames = "private-names"
	// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html
	codeZoneVPC = "zone-not-associated"
)

func nameRules() finding.Rules {
	return finding.Rules{
		{Code: codePrivateNames, Severity: finding.Error},
		{Code: codeZoneVPC, Severity: finding.Error},
	}
}

// checkNames asks an endpoint whether it answers by the service's name, where
// connections pass it, and a zone whether its names are answered where it lies.
func checkNames(s *subject) {
	if f, ok := s.resource.Facts.(*discover.HostedZone); ok {
		s.checkZone(f)
		return
	}
	f, ok := s.resource.Facts.(*discover.VPCEndpoint)
	if !ok || s.element == nil || !s.passed() {
		return
	}
	if unread := s.unread(s.resource, "VpcEndpointType", "ServiceName"); len(unread) > 0 {
		s.judge(claim{code: codePrivateNames, fact: "names", at: s.pair.Position(), facts: unread})
		return
	}
	if f.VpcEndpointType != "Interface" || !takesNames(f.ServiceName) {
		return
	}
	s.judge(claim{
		code:     codePrivateNames,
		fact:     "names",
		at:       s.pair.Position(),
		facts:    []fact{s.read(s.resource, "PrivateDnsEnabled", f.PrivateDnsEnabled)},
		holds:    f.PrivateDnsEnabled,
		declared: "true",
		found:    fmt.Sprint(f.PrivateDnsEnabled),
		message: finding.Say("%q does not answer by the name of its service (%s): callers go elsewhere",
			"%q이(가) 서비스 이름(%s)으로 응답하지 않아 호출이 다른 곳으로 갑니다", s.id, f.ServiceName),
	})
}

// checkZone asks a zone that lies in a VPC by the model whether it is associated with
// it: to all others its names do not exist.
func (s *subject) checkZone(f *discover.HostedZone) {
	if s.element == nil {
		return
	}
	vpc := s.element.Boundary.Around(kind.VPC)
	if vpc == nil {
		return
	}
	at := s.pairs.Of(vpc.ID).Resource()
	if at == nil { // its own absence is reported
		return
	}
	found := show(f.VpcIds)
	message := finding.Say("names of %q are not answered in %q (%s), but in %s",
		"%[2]q(%[3]s)에서는 %[1]q의 이름이 풀리지 않습니다(연결된 곳: %[4]s)", s.id, vpc.ID, at.ID, found)
	if !f.PrivateZone {
		found, message = "public", finding.Say("%q is a public zone, declared a private one in %q",
			"%q은(는) 퍼블릭 영역입니다(선언: %q의 프라이빗 영역)", s.id, vpc.ID)
	}
	s.judge(claim{
		code:     codeZoneVPC,
		fact:     "in",
		facts:    append([]fact{s.read(s.resource, "VpcIds", f.VpcIds)}, s.unread(s.resource, "PrivateZone")...),
		holds:    f.PrivateZone && slices.Contains(f.VpcIds, at.ID),
		declared: at.ID,
		found:    found,
		message:  message,
	})
}

// takesNames reports whether endpoints of a service usually take over its name:
// those of other companies do not unless both sides agree, and those of S3 and
// DynamoDB stand beside gateway endpoints.
func takesNames(service string) bool {
	return ofAWS(service) && !strings.HasSuffix(service, ".s3") && !strings.HasSuffix(service, ".dynamodb")
}

// passed reports whether a connection of the model ends at the element, or passes it.
func (s *subject) passed() bool {
	return slices.ContainsFunc(s.model.Connections, func(conn *model.Connection) bool {
		return conn.To.ID == s.id || slices.ContainsFunc(conn.Via, func(v model.Ref) bool { return v.ID == s.id })
	})
}

// checkNetworkNames asks a VPC whether it answers by names at all, where an
// endpoint in it takes over that of a service.
func checkNetworkNames(s *subject) {
	f, ok := s.resource.Facts.(*discover.VPC)
	if !ok {
		return
	}
	n := 0
	var unread []fact
	for _, r := range s.at.Type("AWS::EC2::VPCEndpoint") {
		e := r.Facts.(*discover.VPCEndpoint)
		if e.VpcId == s.resource.ID {
			unread = append(unread, s.unread(r, "PrivateDnsEnabled")...)
		}
		if sameRegion(r, s.resource) {
			unread = append(unread, s.unread(r, "VpcId")...)
		}
		if e.VpcId == s.resource.ID && e.PrivateDnsEnabled {
			n++
		}
	}
	if n == 0 {
		s.undecided(claim{code: codePrivateNames, fact: "names", at: s.pair.Position(), facts: unread})
		return
	}
	s.judge(claim{
		code:     codePrivateNames,
		fact:     "names",
		at:       s.pair.Position(),
		facts:    []fact{s.read(s.resource, "EnableDnsHostnames", f.EnableDnsHostnames)},
		holds:    f.EnableDnsHostnames,
		declared: "true",
		found:    fmt.Sprint(f.EnableDnsHostnames),
		message: finding.Say("%q has no DNS host names, which %d of its endpoints need for the names of their services",
			"%q의 DNS 호스트 이름이 꺼져 있어 엔드포인트 %d개가 서비스 이름으로 응답하지 못합니다", s.id, n),
	})
}
