package decisions

import (
	"slices"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/syntax"
	"asbuilt/pattern"
)

// Form is how a check of a decision is written.
type Form string

// The forms of checks, in the order in which errors list them.
const (
	No    Form = "no"    // no resource of a type exists
	Never Form = "never" // a way of the model's never: does not exist
	Clean Form = "clean" // there is no finding under a code
	That  Form = "that"  // an expression is true
)

// Forms are the forms of checks.
func Forms() []Form { return []Form{No, Never, Clean, That} }

// Check is a sentence of a decision that can be looked up in the model or in
// what runs. Evaluating it is no concern of this package.
type Check struct {
	// ID is unique in the record.
	ID string
	// Says is the sentence, in the languages that the record has it in.
	Says     finding.Text
	Severity finding.Severity
	Form     Form
	// Value is what stands behind the form: a type, an id, a code, an expression.
	Value string
	// Position is the place of the value.
	Position finding.Position

	field field
}

// Finding is what a check that does not hold has to say at its place in the
// record.
func (c *Check) Finding(code string, severity finding.Severity, message, hint finding.Text) *finding.Finding {
	return &finding.Finding{
		Code: code, Severity: severity, Position: c.Position, Source: c.field.source,
		Length: c.field.length(c.field.text), Message: message, Hint: hint,
	}
}

var (
	checkID    = pattern.New(`^[\pL\pN][\pL\pN_.-]*$`)
	awsType    = pattern.New(`^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$`)
	checksInfo = pattern.New("^(?:```+|~~~+)[ \t]*ya?ml[ \t]+asbuilt[ \t]*$")
)

// checkKeys are the keys of a check; the forms are keys, too.
func checkKeys() []string {
	keys := []string{"id", "says", "severity"}
	for _, f := range Forms() {
		keys = append(keys, string(f))
	}
	return keys
}

// readChecks takes the checks of the front matter, or of a block "yaml asbuilt"
// where a record has none.
func (p *parser) readChecks() {
	for _, root := range append([]*syntax.Node{p.doc.root}, p.checkBlocks()...) {
		if root == nil {
			continue
		}
		for _, e := range root.Entries {
			switch {
			case e.Key == "checks":
				p.checks(e.Value)
			case root != p.doc.root && e.Key != "review", near(e.Key):
				p.report(p.at(e.Position, e.Key).finding(CodeCheck,
					finding.Say("unknown key %q", "알 수 없는 키 %q", e.Key),
					finding.Say("did you mean %q?", "혹시 %q입니까?", "checks")))
			case e.Key == "review" && root != p.doc.root:
				if f, ok := p.doc.scalar("review", e.Value); ok {
					p.apply(f)
				}
			}
		}
	}
}

// near reports whether a key of the front matter, in which anything may stand,
// was meant for checks.
func near(key string) bool {
	return key != "checks" && fieldKey(key) == "" && model.Nearest(strings.ToLower(key), []string{"checks"}) != ""
}

// checkBlocks are the fenced blocks in YAML for asbuilt, which leave the body:
// the page shows what they say.
func (p *parser) checkBlocks() []*syntax.Node {
	var all []*syntax.Node
	for n := p.doc.front + 1; n < len(p.doc.lines); n++ {
		if !checksInfo.MatchString(p.doc.text(n)) {
			continue
		}
		end := n + 1
		for end < len(p.doc.lines) && !strings.HasPrefix(p.doc.text(end), p.doc.text(n)[:3]) {
			end++
		}
		text := make([]string, n, end)
		for at := n + 1; at < min(end, len(p.doc.lines)); at++ {
			text = append(text, p.doc.text(at))
		}
		root, _, problems, err := syntax.Parse(p.doc.src.Name, []byte(strings.Join(text, "\n")))
		for _, problem := range problems {
			problem.Code, problem.Severity = CodeCheck, severityOf(CodeCheck)
			p.report(problem)
		}
		if err == nil && root != nil && root.Kind == syntax.Map {
			all = append(all, root)
			for at := n; at <= min(end, len(p.doc.lines)-1); at++ {
				p.used[at] = true
			}
		}
		n = end
	}
	return all
}

// at is a field for what stands at a place of the record.
func (p *parser) at(at finding.Position, text string) field {
	return field{text: text, at: at, source: p.doc.text(at.Line)}.asWritten()
}

func (p *parser) checks(list *syntax.Node) {
	if list.Kind != syntax.List {
		p.report(p.at(list.Position, "").finding(CodeCheck,
			finding.Say("checks: is a list", "checks:에는 목록을 씁니다"),
			finding.Say("write - {id: …, says: …, no: AWS::EKS::Cluster}",
				"- {id: …, says: …, no: AWS::EKS::Cluster}처럼 쓰십시오")))
		return
	}
	for _, item := range list.Items {
		if item.Kind != syntax.Map {
			p.report(p.at(item.Position, item.Value).finding(CodeCheck,
				finding.Say("a check is a mapping", "검사는 키와 값으로 씁니다"),
				finding.Say("write {id: …, says: …, that: …}", "{id: …, says: …, that: …}처럼 쓰십시오")))
			continue
		}
		p.check(item)
	}
}

// check reads one check, and keeps it when all of it is understood.
func (p *parser) check(item *syntax.Node) {
	c := &Check{Severity: finding.Error}
	ok := true
	wrong := func(at finding.Position, text string, message, hint finding.Text) {
		p.report(p.at(at, text).finding(CodeCheck, message, hint))
		ok = false
	}
	for _, e := range item.Entries {
		switch e.Key {
		case "id":
			c.ID = e.Value.Value
		case "says":
			c.Says = says(e.Value)
		case "severity":
			var known bool
			if c.Severity, known = finding.ParseSeverity(e.Value.Value); !known {
				wrong(e.Value.Position, e.Value.Value, finding.Say("unknown value %q", "알 수 없는 값 %q", e.Value.Value),
					finding.Say("expected error, warning or note", "error, warning, note 가운데 하나를 쓰십시오"))
			}
		case string(No), string(Never), string(Clean), string(That):
			if c.Form != "" {
				wrong(e.Position, e.Key, finding.Say("a check has one of no, never, clean and that",
					"검사에는 no, never, clean, that 가운데 하나만 씁니다"), finding.Say("write two checks", "검사를 둘로 나누십시오"))
				continue
			}
			c.Form = Form(e.Key)
			c.field, _ = p.doc.scalar("", e.Value)
			c.Value, c.Position = c.field.text, c.field.at
		default:
			hint := finding.Say("expected one of %s", "다음 가운데 하나여야 합니다: %s", strings.Join(checkKeys(), ", "))
			if near := model.Nearest(e.Key, checkKeys()); near != "" {
				hint = didYouMean(near)
			}
			wrong(e.Position, e.Key, finding.Say("unknown key %q", "알 수 없는 키 %q", e.Key), hint)
		}
	}
	switch {
	case !checkID.MatchString(c.ID):
		wrong(item.Position, "", finding.Say("a check needs an id", "검사에는 id가 있어야 합니다"),
			finding.Say("write id: a-name", "id: 이름 형태로 쓰십시오"))
	case slices.ContainsFunc(p.rec.Checks, func(o *Check) bool { return o.ID == c.ID }):
		wrong(item.Position, "", finding.Say("two checks have the id %q", "검사 둘의 id가 %q입니다", c.ID),
			finding.Say("give each an id of its own", "각각 다른 id를 주십시오"))
	case c.Says.IsZero():
		wrong(item.Position, "", finding.Say("the check %q says nothing", "검사 %q에 문장이 없습니다", c.ID),
			finding.Say("write says: {ko: …, en: …}, what is true while the decision is kept",
				"결정이 지켜질 때 참인 문장을 says: {ko: …, en: …}로 쓰십시오"))
	case c.Form == "" || c.Value == "":
		wrong(item.Position, "", finding.Say("the check %q looks at nothing", "검사 %q에 볼 것이 없습니다", c.ID),
			finding.Say("write one of no:, never:, clean: and that:", "no:, never:, clean:, that: 가운데 하나를 쓰십시오"))
	case c.Form == No && !awsType.MatchString(c.Value):
		wrong(c.Position, c.Value, finding.Say("%q is no type of AWS", "%q 값은 AWS 리소스 유형이 아닙니다", c.Value),
			finding.Say("write it as CloudFormation does: AWS::EKS::Cluster",
				"CloudFormation처럼 쓰십시오: AWS::EKS::Cluster"))
	}
	if ok {
		p.rec.Checks = append(p.rec.Checks, c)
	}
}

// says is the sentence of a check: one text, or one for each language.
func says(n *syntax.Node) finding.Text {
	if n.Kind != syntax.Map {
		return finding.Same(n.Value)
	}
	var t finding.Text
	if en := n.Get("en"); en != nil {
		t.En = en.Value
	}
	if ko := n.Get("ko"); ko != nil {
		t.Ko = ko.Value
	}
	return t
}

// applyReview takes the day by which the decision is looked at again.
func (p *parser) applyReview(f field) {
	f = f.trim()
	day, ok := readDate(f.text)
	if !ok {
		p.report(f.finding(CodeDate, finding.Say("%q is not a date", "%q은(는) 날짜가 아닙니다", f.text),
			finding.Say("write it as year-month-day: 2026-11-30", "연-월-일로 쓰십시오: 2026-11-30")))
		return
	}
	p.rec.Review, p.rec.review = day, f
}

// ReviewDue is the finding that the decision should have been looked at again
// by asOf, or nil.
func (r *Record) ReviewDue(code string, severity finding.Severity, asOf time.Time) *finding.Finding {
	if r.Review.IsZero() || !r.InForce() || asOf.Before(r.Review.AddDate(0, 0, 1)) {
		return nil
	}
	return &finding.Finding{
		Code: code, Severity: severity, Subject: r.ID(), Fact: "review", Position: r.review.at, Source: r.review.source,
		Length: r.review.length(r.review.text),
		Message: finding.Say("%q was to be looked at again by %s", "%q: %s까지 다시 검토하기로 했습니다", r.Title,
			r.Review.Format(time.DateOnly)),
		Hint: finding.Say("look at it again, and write the next day, or supersede it",
			"다시 검토한 뒤 다음 날짜를 쓰거나 새 결정으로 대체하십시오"),
	}
}
