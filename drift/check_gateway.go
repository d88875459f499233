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
	// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
	codeAuthorizer = "authorizer-differs"
	// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
	codeThrottling = "throttling-differs"
	// https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
	codeWAF = "waf-not-attached"
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
	f, ok := s.resource.Facts.(discover.Authorizing)
	if !ok {
		return
	}
	used, want := f.Authorizations(), s.element.Authorizer.V
	var others []string
	for method, authorization := range used.Value {
		if !slices.Contains(authorizations(want), authorization) {
			others = append(others, method+" ("+authorization+")")
		}
	}
	slices.Sort(others)
	open := strings.Join(others, ", ")
	s.judge(claim{
		code:     codeAuthorizer,
		fact:     "authorizer",
		facts:    []fact{s.read(s.resource, used.Fact, describe(used.Value))},
		holds:    len(others) == 0,
		partial:  len(others) < len(used.Value),
		declared: want,
		found:    open,
		message: finding.Say("%q lets calls pass without %s: %s", "%q에서 %s 인가 없이 통과하는 호출이 있습니다: %s",
			s.id, want, open),
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
	// unread are facts for want of which the burst is not known.
	unread []fact
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
			code:     codeThrottling,
			fact:     "throttling.rate" + which,
			at:       want.Rate.Position,
			facts:    []fact{l.fact},
			holds:    sameRate(l.rate, declared.PerSecond()),
			declared: rate(declared.PerSecond(), declared.Per),
			found:    rate(l.rate, declared.Per),
		}
		c.message = finding.Say("%q lets %s through, declared %s",
			"%q의 호출 제한이 %s입니다(선언: %s)", s.id, c.found, c.declared)
		if l.rate <= 0 {
			c.found = "none"
			c.message = finding.Say("%q does not limit its callers, declared %s",
				"%q에 호출 제한이 없습니다(선언: %s)", s.id, c.declared)
		}
		s.judge(c)
		if !want.Burst.IsSet() {
			continue
		}
		s.judge(claim{
			code:     codeThrottling,
			fact:     "throttling.burst" + which,
			at:       want.Burst.Position,
			facts:    append([]fact{l.fact}, l.unread...),
			holds:    l.burst == want.Burst.V,
			declared: fmt.Sprint(want.Burst.V),
			found:    fmt.Sprint(l.burst),
			message: finding.Say("%q lets bursts of %d calls through, declared %d",
				"%q이(가) 한 번에 %d건까지 허용합니다(선언: %d건)", s.id, l.burst, want.Burst.V),
		})
	}
}

// sameRate compares rates that may have been rounded to whole requests a window.
func sameRate(a, b float64) bool { return a-b < 0.01*b+1e-9 && b-a < 0.01*b+1e-9 }

// limits are the resource's own, or those of the stages of an API; ok is false
// for anything else.
func (s *subject) limits() (limits []limit, ok bool) {
	if f, ok := s.resource.Facts.(discover.Throttling); ok {
		return s.limitsOf(s.resource, f), true
	}
	api, ok := s.resource.Facts.(discover.Staged)
	if !ok {
		return nil, false
	}
	for _, stage := range s.stages(s.resource, api) {
		if f, ok := stage.Facts.(discover.Throttling); ok {
			limits = append(limits, s.limitsOf(stage, f)...)
		}
	}
	if len(limits) == 0 {
		limits = []limit{{fact: s.nothing(api.StageType(), s.id, s.stageOf(api)...)}}
	}
	return limits, true
}

func (s *subject) limitsOf(r *discover.Resource, f discover.Throttling) (limits []limit) {
	for _, l := range f.CallLimits() {
		limits = append(limits, limit{l.Rate, l.Burst, told(s, r, l.Said), s.unread(r, l.BurstFact)})
	}
	return limits
}

// checkWAF asks whether the web ACL stands before the resource.
func (s *subject) checkWAF() {
	acl := s.pairs.Ref(s.element.WAF)
	if acl == nil {
		return
	}
	holds, facts := s.filtered(acl, s.resource)
	s.judge(claim{
		code:     codeWAF,
		fact:     "waf",
		facts:    facts,
		holds:    holds,
		declared: s.element.WAF.ID,
		found:    facts[len(facts)-1].evidence.Value,
		message: finding.Say("%q is not behind the web ACL %q", "%q 앞에 웹 ACL %q이(가) 없습니다",
			s.id, s.element.WAF.ID),
	})
}
