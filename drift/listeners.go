package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Listeners: a load balancer answers on the ports that the model lists, with
// the protocol and TLS policy it says, and on no other.

const (
	codeListener           = "listener-differs"
	codeTLSPolicy          = "tls-policy-differs"
	codeUndeclaredListener = "undeclared-listener"
)

func listenerRules() finding.Rules {
	return finding.Rules{
		{
			Code: codeListener, Severity: finding.Error,
			Title: text("Listener missing or with another protocol", "리스너가 없거나 프로토콜이 다름"),
			Cause: text("The load balancer does not answer on the declared port with the declared protocol.", "로드 밸런서가 선언한 포트와 프로토콜로 응답하지 않습니다."),
			Cure:  text("Correct the listener, or `listeners:`.", "리스너나 `listeners:`를 바로잡으십시오."),
		},
		{
			Code: codeTLSPolicy, Severity: finding.Error,
			Title: text("Another TLS policy", "TLS 정책이 다름"),
			Cause: text("The listener negotiates with another policy than the model says; older ones allow weak protocols and ciphers.",
				"리스너의 TLS 정책이 모델과 다릅니다. 오래된 정책은 약한 프로토콜과 암호를 허용합니다."),
			Cure: text("Set the policy on the listener, or correct `tls_policy:`.", "리스너의 정책이나 `tls_policy:`를 바로잡으십시오."),
		},
		{
			Code: codeUndeclaredListener, Severity: finding.Warning,
			Title: text("Listener that nobody declared", "선언되지 않은 리스너"),
			Cause: text("The load balancer answers on a port that the model does not list, and does not just redirect it to one that it does.",
				"모델에 없는 포트에서 로드 밸런서가 응답하며, 선언된 포트로 돌려보내는 것도 아닙니다."),
			Cure: text("Delete the listener, or add it to `listeners:`.", "리스너를 지우거나 `listeners:`에 더하십시오."),
		},
	}
}

func checkListeners(s *subject) {
	if _, ok := s.resource.Facts.(*discover.LoadBalancer); !ok || s.element == nil || len(s.element.Listeners) == 0 {
		return
	}
	const typ = "AWS::ElasticLoadBalancingV2::Listener"
	byPort := map[int]*discover.Resource{}
	for _, l := range s.at.Type(typ) {
		if f := l.Facts.(*discover.Listener); f.LoadBalancerArn == s.resource.ARN {
			byPort[f.Port] = l
		}
	}
	for _, want := range s.element.Listeners {
		at := byPort[want.Port.V.First]
		delete(byPort, want.Port.V.First)
		if at == nil {
			s.judge(claim{
				code: codeListener, fact: "listeners." + want.Port.V.Full(), at: want.Port.Position, declared: want.Port.V.Full(), found: "none",
				facts:   []fact{s.nothing(typ, "port "+want.Port.V.Full())},
				message: finding.Say("%q has no listener on %s", "%q에 %s 리스너가 없습니다", s.id, want.Port.V.Full()),
			})
			continue
		}
		s.checkListener(want, at)
	}
	s.checkOtherListeners(byPort)
}

func (s *subject) checkListener(want *model.Listener, at *discover.Resource) {
	f, key := at.Facts.(*discover.Listener), "listeners."+want.Port.V.Full()
	s.judge(claim{
		code: codeListener, fact: key, at: want.Port.Position, facts: []fact{s.read(at, "Protocol", f.Protocol)},
		holds:    !want.Protocol.IsSet() || strings.EqualFold(want.Protocol.V, f.Protocol),
		declared: want.Protocol.V, found: strings.ToLower(f.Protocol),
		message: finding.Say("%q speaks %s on %s, declared %s", "%q이(가) %[3]s에서 %[2]s로 응답합니다(선언: %[4]s)", s.id, f.Protocol, want.Port.V.Full(), want.Protocol.V),
	})
	if !want.TLS.IsSet() {
		return
	}
	s.judge(claim{
		code: codeTLSPolicy, fact: key + ".tls_policy", at: want.TLS.Position, facts: []fact{s.read(at, "SslPolicy", f.SslPolicy)},
		holds: want.TLS.V == f.SslPolicy, declared: want.TLS.V, found: f.SslPolicy,
		message: finding.Say("%q negotiates TLS on %s with %s, declared %s", "%q의 %s TLS 정책이 %s입니다(선언: %s)", s.id, want.Port.V.Full(), f.SslPolicy, want.TLS.V),
	})
}

func (s *subject) checkOtherListeners(byPort map[int]*discover.Resource) {
	var open []int
	for port := range byPort {
		open = append(open, port)
	}
	slices.Sort(open)
	for _, port := range open {
		l := byPort[port]
		f := l.Facts.(*discover.Listener)
		if slices.ContainsFunc(f.DefaultActions, func(a discover.ListenerAction) bool { return a.Type == "redirect" }) {
			continue
		}
		s.judge(claim{
			code: codeUndeclaredListener, fact: fmt.Sprintf("listeners.%d", port), facts: []fact{s.read(l, "Port", port)},
			declared: "none", found: f.Protocol,
			message: finding.Say("%q also answers on %d with %s, which the model does not list", "%q이(가) 모델에 없는 %d 포트에서 %s로도 응답합니다", s.id, port, f.Protocol),
		})
	}
}
