package drift

import (
	"math/rand/v2"
	"strings"
	"testing"

	"asbuilt/discover"
)

// Whether two patterns have a text in common, and whether one covers the other, is what every
// short text says.
func TestPatterns(t *testing.T) {
	const letters = "ab"
	var texts []string
	for n := range 7 {
		for i := range 1 << n {
			var b strings.Builder
			for k := range n {
				b.WriteByte(letters[i>>k&1])
			}
			texts = append(texts, b.String())
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	random := func() string {
		var b strings.Builder
		for range rng.IntN(5) {
			b.WriteByte("ab*?"[rng.IntN(4)])
		}
		return b.String()
	}
	met, held := 0, 0
	for range 4000 {
		p, q := random(), random()
		some, all := false, true
		for _, text := range texts {
			fitsQ := fits(q, text)
			some = some || fits(p, text) && fitsQ
			all = all && (!fitsQ || fits(p, text))
		}
		if got := meet(asPattern(p), asPattern(q)); got != some {
			t.Fatalf("%q and %q have a text in common: %t", p, q, got)
		}
		// Stars and question marks of the inner pattern count as they stand, so that some
		// that are covered are only met: "?*" covers "*?", and nobody says so.
		if got := holdsAll(asPattern(p), asPattern(q)); got && !all {
			t.Fatalf("%q does not cover %q", p, q)
		} else if got {
			held++
		}
		if some {
			met++
		}
	}
	if met < 500 || held < 200 {
		t.Errorf("%d of 4000 met, %d covered: too few to say anything", met, held)
	}
}

// fits is what a star and a question mark mean, letter by letter.
func fits(pattern, text string) bool {
	switch {
	case pattern == "":
		return text == ""
	case pattern[0] == '*':
		return fits(pattern[1:], text) || text != "" && fits(pattern, text[1:])
	case text == "":
		return false
	}
	return (pattern[0] == '?' || pattern[0] == text[0]) && fits(pattern[1:], text[1:])
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func TestWhatAPolicySays(t *testing.T) {
	const queue, topic = "arn:aws:sqs:eu-west-1:1:jobs", "arn:aws:sns:eu-west-1:1:news"
	a := asking{
		principals: []string{"sns.amazonaws.com"}, action: "sqs:SendMessage", resource: queue,
		says: map[string]string{"aws:sourcearn": topic, "aws:sourceaccount": "1", "aws:securetransport": "true"},
	}
	type statement = discover.PolicyStatement
	allow := statement{Effect: "Allow", Principal: []string{"sns.amazonaws.com"}, Action: []string{"sqs:SendMessage"}, Resource: []string{queue}}
	with := func(st statement, change func(*statement)) statement { change(&st); return st }
	when := func(operator, key string, values ...string) func(*statement) {
		return func(st *statement) {
			st.Condition = append(st.Condition, discover.PolicyCondition{Operator: operator, Key: key, Values: values})
		}
	}
	deny := func(st *statement) { st.Effect, st.Principal = "Deny", []string{"*"} }
	for name, c := range map[string]struct {
		statements []statement
		want       answer
	}{
		"nothing":              {nil, no},
		"as the manual has it": {[]statement{with(allow, when("ArnEquals", "aws:SourceArn", topic))}, yes},
		"for anybody":          {[]statement{with(allow, func(st *statement) { st.Principal = []string{"*"} })}, yes},
		"for another service":  {[]statement{with(allow, func(st *statement) { st.Principal = []string{"s3.amazonaws.com"} })}, no},
		"for an account":       {[]statement{with(allow, func(st *statement) { st.Principal = []string{"arn:aws:iam::1:root"} })}, no},
		"for all but one":      {[]statement{with(allow, func(st *statement) { st.Principal, st.NotPrincipal = nil, []string{"arn:aws:iam::2:root"} })}, unsure},
		"another action":       {[]statement{with(allow, func(st *statement) { st.Action = []string{"sqs:ReceiveMessage"} })}, no},
		"in another case":      {[]statement{with(allow, func(st *statement) { st.Action = []string{"SQS:sendmessage"} })}, yes},
		"actions by pattern":   {[]statement{with(allow, func(st *statement) { st.Action = []string{"sqs:Get*", "sqs:Send*"} })}, yes},
		"all actions but it":   {[]statement{with(allow, func(st *statement) { st.Action, st.NotAction = nil, []string{"sqs:Send*"} })}, no},
		"all but another":      {[]statement{with(allow, func(st *statement) { st.Action, st.NotAction = nil, []string{"sqs:Delete*"} })}, yes},
		"another resource":     {[]statement{with(allow, func(st *statement) { st.Resource = []string{queue + "-2"} })}, no},
		"resources by pattern": {[]statement{with(allow, func(st *statement) { st.Resource = []string{"arn:aws:sqs:*:1:j?bs"} })}, yes},
		"all but this":         {[]statement{with(allow, func(st *statement) { st.Resource, st.NotResource = nil, []string{queue} })}, no},
		"another topic":        {[]statement{with(allow, when("ArnLike", "aws:SourceArn", topic+"-2"))}, no},
		"topics by pattern":    {[]statement{with(allow, when("ArnLike", "aws:SourceArn", topic+"-2", "arn:aws:sns:*:1:*"))}, yes},
		"a star is a star":     {[]statement{with(allow, when("StringEquals", "aws:SourceArn", "arn:aws:sns:*:1:*"))}, no},
		"its account":          {[]statement{with(allow, when("StringEquals", "AWS:SourceAccount", "1"))}, yes},
		"another account":      {[]statement{with(allow, when("StringEquals", "AWS:SourceAccount", "2"))}, no},
		"both conditions":      {[]statement{with(with(allow, when("StringEquals", "aws:SourceAccount", "1")), when("ArnLike", "aws:SourceArn", "x"))}, no},
		"not that account":     {[]statement{with(allow, when("StringNotEquals", "aws:SourceAccount", "2"))}, yes},
		"not its account":      {[]statement{with(allow, when("StringNotEqualsIfExists", "aws:SourceAccount", "1"))}, no},
		"what nobody knows":    {[]statement{with(allow, when("StringEquals", "aws:SourceOwner", "1"))}, unsure},
		"values not kept":      {[]statement{with(allow, when("StringEquals", "aws:SourceAccount"))}, unsure},
		"an odd operator":      {[]statement{with(allow, when("DateLessThan", "aws:SourceArn", "2030-01-01"))}, unsure},
		"one of two":           {[]statement{with(allow, when("StringEquals", "aws:SourceOwner", "1")), allow}, yes},
		"denied":               {[]statement{allow, with(allow, deny)}, no},
		"denied to others":     {[]statement{allow, with(with(allow, deny), when("StringNotEquals", "aws:SourceAccount", "1"))}, yes},
		"denied without TLS":   {[]statement{allow, with(with(allow, deny), when("Bool", "aws:SecureTransport", "FALSE"))}, yes},
		"denied, perhaps":      {[]statement{allow, with(with(allow, deny), when("StringNotEquals", "aws:PrincipalOrgID", "o-1"))}, unsure},
		"denied, never let in": {[]statement{with(with(allow, deny), when("StringNotEquals", "aws:PrincipalOrgID", "o-1"))}, no},
	} {
		if got := a.of(&discover.Policy{Statement: c.statements}); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	if got := a.of(nil); got != no {
		t.Errorf("no policy: %d", got)
	}
	a.resource = "arn:aws:s3:::pictures/*"
	a.action = "s3:GetObject"
	read := with(allow, func(st *statement) {
		st.Action, st.Resource = []string{"s3:GetObject"}, []string{"arn:aws:s3:::pictures/public/*"}
	})
	all := with(read, func(st *statement) { st.Resource = []string{"arn:aws:s3:::pictures/*"} })
	for name, c := range map[string]struct {
		statements []statement
		want       answer
	}{
		"a part":            {[]statement{read}, yes},
		"all but a part":    {[]statement{all, with(read, deny)}, unsure},
		"all, none of them": {[]statement{all, with(all, deny)}, no},
		"another bucket":    {[]statement{with(all, func(st *statement) { st.Resource = []string{"arn:aws:s3:::pictures-2/*"} })}, no},
	} {
		if got := a.of(&discover.Policy{Statement: c.statements}); got != c.want {
			t.Errorf("objects, %s: %d, want %d", name, got, c.want)
		}
	}
}
