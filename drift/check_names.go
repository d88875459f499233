package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Names: callers that use the name of a service reach the endpoint in their own
// network, and not the service's public addresses.

// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
const codePrivateNames = "private-names"

func nameRules() finding.Rules {
	return finding.Rules{
		{Code: codePrivateNames, Severity: finding.Error},
	}
}

// checkNames asks an endpoint whether it answers by the service's name, where
// connections pass it.
func checkNames(s *subject) {
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
