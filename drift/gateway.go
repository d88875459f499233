package drift

import (
	"fmt"
	"slices"
	"strings"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Gateway: the single way in authorises, limits and filters as the model says.

const (
	codeAuthorizer = "authorizer-differs"
	codeThrottling = "throttling-differs"
	codeWAF        = "waf-not-attached"
)

func gatewayRules() finding.Rules {
	return finding.Rules{
		{Code: codeAuthorizer, Severity: finding.Error},
		{Code: codeThrottling, Severity: finding.Warning},
		{Code: codeWAF, Severity: finding.Error},
	}
}

func checkGateway(s *subject) {
	if s.element == nil {
		return
	}
	if s.element.Authorizer.IsSet() {
		s.checkAuthorizer()
	}
	if s.element.Throttling != nil {
		s.checkThrottling()
	}
	if s.element.WAF.IsSet() {
		s.checkWAF()
	}
}

// authorizations are the words of AWS that realise one of the model's. A JWT
// reaches a REST API through a Cognito or a Lambda authoriser.
func authorizations(word string) []string {
	return map[string][]string{
		"jwt":     {"JWT", "COGNITO_USER_POOLS", "CUSTOM"},
		"iam":     {"AWS_IAM"},
		"lambda":  {"CUSTOM"},
		"cognito": {"COGNITO_USER_POOLS", "JWT"},
		"none":    {"NONE"},
	}[word]
}

func (s *subject) checkAuthorizer() {
	r, want := s.resource, s.element.Authorizer.V
	used := map[string]string{} // method or route → authorisation
	var read fact
	switch f := r.Facts.(type) {
	case *discover.RestAPI:
		for _, m := range f.Methods {
			if m.HttpMethod != "OPTIONS" { // a browser asks it before it has a token
				used[m.HttpMethod+" "+m.Path] = m.AuthorizationType
			}
		}
		read = s.read(r, "Methods", describe(used))
	case *discover.HTTPAPI:
		for _, m := range f.Routes {
			used[m.RouteKey] = m.AuthorizationType
		}
		read = s.read(r, "Routes", describe(used))
	default:
		return
	}
	var open []string
	for method, authorization := range used {
		if !slices.Contains(authorizations(want), authorization) {
			open = append(open, method+" ("+authorization+")")
		}
	}
	slices.Sort(open)
	s.judge(claim{
		code: codeAuthorizer, fact: "authorizer", facts: []fact{read}, holds: len(open) == 0, partial: len(open) < len(used),
		declared: want, found: strings.Join(open, ", "),
		message: finding.Say("%q lets calls pass without %s: %s", "%q에서 %s 인가 없이 통과하는 호출이 있습니다: %s", s.id, want, strings.Join(open, ", ")),
	})
}

func describe(m map[string]string) string {
	var words []string
	for k, v := range m {
		words = append(words, k+" "+v)
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// limit is a rate of calls with where it was read; a zero rate is no limit.
type limit struct {
	rate  float64 // calls a second
	burst int
	fact  fact
}

func (s *subject) checkThrottling() {
	want := s.element.Throttling
	limits, ok := s.limits()
	if !ok {
		return
	}
	declared := want.Rate.V
	for i, l := range limits {
		which := ""
		if i > 0 { // further stages and rules
			which = fmt.Sprintf("#%d", i+1)
		}
		c := claim{
			code: codeThrottling, fact: "throttling.rate" + which, at: want.Rate.Position, facts: []fact{l.fact},
			holds: sameRate(l.rate, declared.PerSecond()), declared: rate(declared.PerSecond(), declared.Per), found: rate(l.rate, declared.Per),
		}
		c.message = finding.Say("%q lets %s through, declared %s", "%q의 호출 제한이 %s입니다(선언: %s)", s.id, c.found, c.declared)
		if l.rate <= 0 {
			c.found = "none"
			c.message = finding.Say("%q does not limit its callers, declared %s", "%q에 호출 제한이 없습니다(선언: %s)", s.id, c.declared)
		}
		s.judge(c)
		if !want.Burst.IsSet() {
			continue
		}
		s.judge(claim{
			code: codeThrottling, fact: "throttling.burst" + which, at: want.Burst.Position, facts: []fact{l.fact}, holds: l.burst == want.Burst.V,
			declared: fmt.Sprint(want.Burst.V), found: fmt.Sprint(l.burst),
			message: finding.Say("%q lets bursts of %d calls through, declared %d", "%q이(가) 한 번에 %d건까지 허용합니다(선언: %d건)", s.id, l.burst, want.Burst.V),
		})
	}
}

// sameRate compares rates that may have been rounded to whole requests a window.
func sameRate(a, b float64) bool { return a-b < 0.01*b+1e-9 && b-a < 0.01*b+1e-9 }

// limits are those of the stages of an API, or of the rate rules of a web ACL;
// ok is false for anything else.
func (s *subject) limits() (limits []limit, ok bool) {
	r := s.resource
	switch f := r.Facts.(type) {
	case *discover.RestAPI:
		for _, stage := range s.at.Type("AWS::ApiGateway::Stage") {
			if f := stage.Facts.(*discover.RestStage); f.RestApiId == r.ID && sameRegion(stage, r) {
				l := limit{fact: s.read(stage, "MethodSettings", "no throttling")}
				for _, m := range f.MethodSettings {
					if m.Method == "*/*" {
						l = limit{m.ThrottlingRateLimit, m.ThrottlingBurstLimit,
							s.read(stage, "MethodSettings", fmt.Sprintf("rate %g, burst %d", m.ThrottlingRateLimit, m.ThrottlingBurstLimit))}
					}
				}
				limits = append(limits, l)
			}
		}
		return s.orNone(limits, "AWS::ApiGateway::Stage"), true
	case *discover.HTTPAPI:
		for _, stage := range s.at.Type("AWS::ApiGatewayV2::Stage") {
			if f := stage.Facts.(*discover.HTTPStage); f.ApiId == r.ID && sameRegion(stage, r) {
				limits = append(limits, limit{f.ThrottlingRateLimit, f.ThrottlingBurstLimit, s.read(stage, "ThrottlingRateLimit", f.ThrottlingRateLimit)})
			}
		}
		return s.orNone(limits, "AWS::ApiGatewayV2::Stage"), true
	case *discover.WebACL:
		for _, rule := range f.Rules {
			if rule.RateLimit > 0 {
				window := max(rule.EvaluationWindowSec, 1)
				limits = append(limits, limit{rate: float64(rule.RateLimit) / float64(window),
					fact: s.read(r, "Rules", fmt.Sprintf("%s: %d in %d s", rule.Name, rule.RateLimit, window))})
			}
		}
		if len(limits) == 0 {
			limits = []limit{{fact: s.read(r, "Rules", "no rate rule")}}
		}
		return limits, true
	}
	return nil, false
}

// sameRegion reports whether two resources lie in the same account and region.
func sameRegion(a, b *discover.Resource) bool { return a.Account == b.Account && a.Region == b.Region }

func (s *subject) orNone(limits []limit, typ string) []limit {
	if len(limits) > 0 {
		return limits
	}
	return []limit{{fact: s.nothing(typ, s.id)}}
}

func (s *subject) checkWAF() {
	acl := s.pairs.Ref(s.element.WAF)
	if acl == nil {
		return
	}
	associated := acl.Facts.(*discover.WebACL).AssociatedResources
	facts := []fact{s.read(acl, "AssociatedResources", associated)}
	holds := slices.Contains(associated, s.resource.ARN)
	switch f := s.resource.Facts.(type) {
	case *discover.Distribution:
		facts = []fact{s.read(s.resource, "WebACLId", f.WebACLId)}
		holds = f.WebACLId == acl.ARN
	case *discover.RestAPI: // a web ACL stands before a stage
		holds = false
		for _, stage := range s.at.Type("AWS::ApiGateway::Stage") {
			if f := stage.Facts.(*discover.RestStage); f.RestApiId == s.resource.ID && sameRegion(stage, s.resource) {
				facts = append(facts, s.read(stage, "WebAclArn", f.WebAclArn))
				holds = f.WebAclArn == acl.ARN || slices.Contains(associated, stage.ARN)
			}
		}
		if len(facts) == 1 {
			facts = append(facts, s.nothing("AWS::ApiGateway::Stage", s.id))
		}
	}
	s.judge(claim{
		code: codeWAF, fact: "waf", facts: facts, holds: holds, declared: s.element.WAF.ID, found: facts[len(facts)-1].evidence.Value,
		message: finding.Say("%q is not behind the web ACL %q", "%q 앞에 웹 ACL %q이(가) 없습니다", s.id, s.element.WAF.ID),
	})
}
