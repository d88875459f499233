package drift

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
	"asbuilt/model"
)

// Listeners: a load balancer answers on the ports that the model lists, with
// the protocol and TLS policy it says, and on no other.

const (
	// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
	codeListener = "listener-differs"
	// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
	codeTLSPolicy = "tls-policy-differs"
	// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
	codeUndeclaredListener = "undeclared-listener"
)

func listenerRules() finding.Rules {
	return finding.Rules{
		{Code: codeListener, Severity: finding.Error},
		{Code: codeTLSPolicy, Severity: finding.Error},
		{Code: codeUndeclaredListener, Severity: finding.Warning, Extra: true},
	}
}

func checkListeners(s *subject) {
	if f, ok := s.resource.Facts.(*discover.ClassicLoadBalancer); ok && s.element != nil {
		s.checkClassicListeners(f)
		return
	}
	if _, ok := s.resource.Facts.(*discover.LoadBalancer); !ok || s.element == nil || len(s.element.Listeners) == 0 {
		return
	}
	const typ = "AWS::ElasticLoadBalancingV2::Listener"
	byPort := map[int]*discover.Resource{}
	var unread []fact
	for _, l := range s.at.Type(typ) {
		if sameRegion(l, s.resource) {
			unread = append(unread, s.unread(l, "LoadBalancerArn", "Port")...)
		}
		if f := l.Facts.(*discover.Listener); f.LoadBalancerArn == s.resource.ARN {
			byPort[f.Port] = l
		}
	}
	for _, want := range s.element.Listeners {
		at := byPort[want.Port.V.First]
		delete(byPort, want.Port.V.First)
		if at == nil {
			s.judge(claim{
				code:     codeListener,
				fact:     "listeners." + want.Port.V.Full(),
				at:       want.Port.Position,
				declared: want.Port.V.Full(),
				found:    "none",
				facts:    []fact{s.nothing(typ, "port "+want.Port.V.Full(), "LoadBalancerArn", "Port")},
				message:  finding.Say("%q has no listener on %s", "%q에 %s 리스너가 없습니다", s.id, want.Port.V.Full()),
			})
			continue
		}
		s.checkListener(want, at)
	}
	s.undecided(claim{code: codeUndeclaredListener, fact: "listeners", facts: unread})
	s.checkOtherListeners(byPort)
}

// checkClassicListeners compares the listeners that a classic load balancer has in
// itself. Such a one cannot redirect, so that every further port answers.
func (s *subject) checkClassicListeners(f *discover.ClassicLoadBalancer) {
	if len(s.element.Listeners) == 0 {
		return
	}
	protocols := map[int]string{}
	for _, l := range f.Listeners {
		protocols[l.LoadBalancerPort] = strings.ToLower(l.Protocol)
	}
	facts := []fact{s.read(s.resource, "Listeners", f.Ports())}
	for _, want := range s.element.Listeners {
		port := want.Port.V.Full()
		found := cmp.Or(protocols[want.Port.V.First], "none")
		c := claim{
			code:     codeListener,
			fact:     "listeners." + port,
			at:       want.Port.Position,
			facts:    facts,
			holds:    found != "none" && (!want.Protocol.IsSet() || want.Protocol.V == found),
			declared: cmp.Or(want.Protocol.V, port),
			found:    found,
			message: finding.Say("%q speaks %s on %s, declared %s", "%q이(가) %[3]s에서 %[2]s로 응답합니다(선언: %[4]s)",
				s.id, found, port, want.Protocol.V),
		}
		if found == "none" {
			c.message = finding.Say("%q has no listener on %s", "%q에 %s 리스너가 없습니다", s.id, port)
		}
		s.judge(c)
		delete(protocols, want.Port.V.First)
	}
	var others []string
	for _, port := range slices.Sorted(maps.Keys(protocols)) {
		others = append(others, fmt.Sprintf("%d/%s", port, protocols[port]))
	}
	s.judge(claim{
		code:     codeUndeclaredListener,
		fact:     "listeners",
		facts:    facts,
		holds:    len(others) == 0,
		declared: "none",
		found:    show(others),
		message: finding.Say("%q also answers on %s, which the model does not list",
			"%q이(가) 모델에 없는 %s에서도 응답합니다", s.id, show(others)),
	})
}

func (s *subject) checkListener(want *model.Listener, at *discover.Resource) {
	f, key := at.Facts.(*discover.Listener), "listeners."+want.Port.V.Full()
	s.judge(claim{
		code:     codeListener,
		fact:     key,
		at:       want.Port.Position,
		facts:    []fact{s.read(at, "Protocol", f.Protocol)},
		holds:    !want.Protocol.IsSet() || strings.EqualFold(want.Protocol.V, f.Protocol),
		declared: want.Protocol.V,
		found:    strings.ToLower(f.Protocol),
		message: finding.Say("%q speaks %s on %s, declared %s",
			"%q이(가) %[3]s에서 %[2]s로 응답합니다(선언: %[4]s)", s.id, f.Protocol, want.Port.V.Full(), want.Protocol.V),
	})
	s.judge(claim{
		code:     codeListener,
		fact:     key + ".action",
		at:       want.Port.Position,
		facts:    []fact{s.read(at, "DefaultActions", len(f.DefaultActions))},
		holds:    len(f.DefaultActions) > 0,
		declared: "an action",
		found:    "none",
		message:  finding.Say("%q leads nowhere on %s", "%q의 %s 리스너에 동작이 없습니다", s.id, want.Port.V.Full()),
	})
	if !want.TLS.IsSet() {
		return
	}
	s.judge(claim{
		code:     codeTLSPolicy,
		fact:     key + ".tls_policy",
		at:       want.TLS.Position,
		facts:    []fact{s.read(at, "SslPolicy", f.SslPolicy)},
		holds:    want.TLS.V == f.SslPolicy,
		declared: want.TLS.V,
		found:    f.SslPolicy,
		message: finding.Say("%q negotiates TLS on %s with %s, declared %s",
			"%q의 %s TLS 정책이 %s입니다(선언: %s)", s.id, want.Port.V.Full(), f.SslPolicy, want.TLS.V),
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
			code:     codeUndeclaredListener,
			fact:     fmt.Sprintf("listeners.%d", port),
			facts:    append([]fact{s.read(l, "Port", port)}, s.unread(l, "DefaultActions")...),
			declared: "none",
			found:    f.Protocol,
			message: finding.Say("%q also answers on %d with %s, which the model does not list",
				"%q이(가) 모델에 없는 %d 포트에서 %s로도 응답합니다", s.id, port, f.Protocol),
		})
	}
}
