package drift

import (
	"slices"
	"strings"
)

// The rule of a composite alarm is an expression about other alarms:
//
//	ALARM("lag") AND NOT (ALARM(deploying) OR OK("arn:aws:cloudwatch:…:alarm:night"))
//
// docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html.
// NOT binds closest, then AND, then OR.

// heralds are the alarms, by name or ARN as the rule has them, that can bring the
// composite one into ALARM by going into ALARM themselves: those that it asks to
// be in ALARM, and those that it asks not to be OK. ok is false for what is no
// rule.
func heralds(rule string) (alarms []string, ok bool) {
	p := &ruleParser{rest: rule}
	or := p.or()
	p.space()
	if p.failed || p.rest != "" {
		return nil, false
	}
	alarms = or.when
	slices.Sort(alarms)
	return slices.Compact(alarms), true
}

// condition is a part of a rule.
type condition struct {
	// when are the alarms whose going into ALARM makes it true, unless those whose
	// going into ALARM makes it false.
	when, unless []string
	// always says that it is one or the other whatever the alarms do.
	always *bool
}

type ruleParser struct {
	rest   string
	failed bool
}

func (p *ruleParser) space() { p.rest = strings.TrimLeft(p.rest, " \t\r\n") }

// word reads a word of the language if it stands next.
func (p *ruleParser) word(w string) bool {
	p.space()
	if len(p.rest) < len(w) || !strings.EqualFold(p.rest[:len(w)], w) {
		return false
	}
	if after := p.rest[len(w):]; after != "" && !strings.ContainsAny(after[:1], " \t\r\n()\"") {
		return false
	}
	p.rest = p.rest[len(w):]
	return true
}

// mark reads a parenthesis if it stands next.
func (p *ruleParser) mark(c string) bool {
	p.space()
	rest, ok := strings.CutPrefix(p.rest, c)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *ruleParser) or() condition { return p.joined("OR", p.and, true) }

func (p *ruleParser) and() condition { return p.joined("AND", p.not, false) }

// joined reads parts with a word between them; one part that is always as
// decisive says decides for all of them.
func (p *ruleParser) joined(word string, part func() condition, decisive bool) condition {
	all := part()
	for p.word(word) {
		next := part()
		switch {
		case all.is(decisive), next.is(!decisive):
		case next.is(decisive), all.is(!decisive):
			all = next
		default:
			all.when, all.unless = append(all.when, next.when...), append(all.unless, next.unless...)
		}
	}
	return all
}

func (c condition) is(always bool) bool { return c.always != nil && *c.always == always }

func (p *ruleParser) not() condition {
	if !p.word("NOT") {
		return p.primary()
	}
	c := p.not()
	c.when, c.unless = c.unless, c.when
	if c.always != nil {
		c.always = new(!*c.always)
	}
	return c
}

func (p *ruleParser) primary() condition {
	switch {
	case p.word("TRUE"):
		return condition{always: new(true)}
	case p.word("FALSE"):
		return condition{always: new(false)}
	case p.word("ALARM"):
		return condition{when: p.alarm()}
	case p.word("OK"):
		return condition{unless: p.alarm()}
	case p.word("INSUFFICIENT_DATA"): // going into ALARM never ends or begins that
		p.alarm()
		return condition{}
	case p.mark("("):
		c := p.or()
		p.failed = p.failed || !p.mark(")")
		return c
	}
	p.failed = true
	return condition{}
}

// alarm reads the name of an alarm in parentheses, with quotes or without.
func (p *ruleParser) alarm() []string {
	name := ""
	if p.mark("(") {
		if p.mark(`"`) {
			name, p.rest, _ = strings.Cut(p.rest, `"`)
		} else if i := strings.IndexAny(p.rest, `()"`); i >= 0 {
			name, p.rest = strings.TrimSpace(p.rest[:i]), p.rest[i:]
		}
	}
	if name == "" || !p.mark(")") {
		p.failed = true
	}
	return []string{name}
}
