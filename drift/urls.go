package drift

import (
	"slices"

	"asbuilt/discover"
	"asbuilt/finding"
)

// Function URLs: whoever calls one has to be let in by the policy of the function, or of the
// alias that it is a URL of, even where the URL asks nobody who they are.
//
// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html

// The types of authentication of function URLs.
const (
	urlOfAnybody = "NONE"
	urlOfSigned  = "AWS_IAM"
)

// anybodyCalls asks whether a function lets everybody in at a URL that asks nobody who they are.
func (s *subject) anybodyCalls(r *discover.Resource) setting {
	return s.byURL(asking{principals: []string{"*"}, says: map[string]string{"aws:securetransport": "true"}},
		r, urlOfAnybody, finding.Say("the internet", "인터넷"))
}

// servesDistributionByURL asks whether a function lets a distribution in at the URL that an origin
// names. Where the URL asks who calls, CloudFront signs what it sends only with an origin
// access control.
//
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
func (s *subject) servesDistributionByURL(from, to end, i int, origin discover.Origin) setting {
	f := to.resource.Facts.(*discover.Function)
	at := slices.IndexFunc(f.UrlHosts, func(host string) bool { return s.names(origin.DomainName, host) })
	if at < 0 || at >= len(f.UrlAuthTypes) || f.UrlAuthTypes[at] == urlOfAnybody {
		return s.anybodyCalls(to.resource)
	}
	signs := setting{
		facts: []fact{s.read(to.resource, "UrlAuthTypes", show(f.UrlAuthTypes)),
			s.readIn(from.resource, "Origins", i, origin.OriginAccessControlId, "OriginAccessControlId")},
		holds: origin.OriginAccessControlId != "",
		wrong: finding.Say("the function URL of %s asks who calls (AWS_IAM), and %s signs nothing: "+
			"its origin has no access control",
			"%s의 함수 URL은 AWS_IAM 인증을 요구하지만 %s의 오리진에 오리진 액세스 제어(OAC)가 없어 요청에 서명하지 않습니다",
			to.ref.ID, from.ref.ID),
	}
	service := serviceOf(from.resource.ARN) + ".amazonaws.com"
	return signs.and(s.byURL(asking{
		principals: []string{service}, says: requestOf(from.resource, from.resource.ARN, service),
	}, to.resource, urlOfSigned, finding.Same(from.ref.String())), true)
}

// names reports whether a name of an origin is a host, or an alias for it.
func (c *comparison) names(name, host string) bool {
	return begins(name, []string{host}) ||
		slices.ContainsFunc(c.aliases(name), func(alias string) bool { return begins(alias, []string{host}) })
}

// byURL asks the policies of a function about a call of a URL of some type. Which alias the URL is
// of is not known: where they do not agree, neither is the answer.
func (s *subject) byURL(a asking, to *discover.Resource, authType string, who finding.Text) setting {
	if to.ARN == "" {
		return setting{facts: []fact{s.gone(finding.Say("the ARN of %s", "%s의 ARN", nameOf(to)))}}
	}
	a.says["lambda:functionurlauthtype"], a.says["lambda:invokedviafunctionurl"] = authType, "true"
	arns := []string{to.ARN}
	for _, alias := range to.Facts.(*discover.Function).Aliases {
		arns = append(arns, to.ARN+":"+alias.Name)
	}
	var first setting
	for i, arn := range arns {
		a.resource = arn
		set := s.calledAt(a, to, who)
		switch {
		case i == 0:
			first = set
		case set.holds != first.holds || set.refuses() != first.refuses():
			first.facts = append(first.facts, s.beyond(
				"asbuilt does not follow which alias of %s its function URL is of",
				"asbuilt는 %s의 함수 URL이 어느 별칭의 것인지 따라가지 않습니다", nameOf(to)))
			return first
		}
	}
	return first
}

// calledAt asks one policy for both actions that a call by a URL needs. URLs that were made
// before October 2025 could do without the second, for as long as AWS lets them.
func (s *subject) calledAt(a asking, to *discover.Resource, who finding.Text) setting {
	ask := func(action string) setting {
		a.action = action
		set := s.policed(a, to, who)
		set.wrong = finding.Say("the policy of %s does not let %s in: %s", "%s의 정책이 %s의 호출을 허용하지 않습니다: %s",
			nameOf(to), who, action)
		return set
	}
	first := ask("lambda:InvokeFunctionUrl")
	if first.refuses() {
		return first
	}
	second := ask("lambda:InvokeFunction")
	if second.refuses() {
		second.facts = append(second.facts, s.beyond(
			"asbuilt does not know whether AWS still lets the function URL of %s do without lambda:InvokeFunction in its policy",
			"%s의 정책에 lambda:InvokeFunction이 없어도 함수 URL이 아직 호출되는지는 asbuilt가 알지 못합니다", nameOf(to)))
	}
	return first.and(second, true)
}
