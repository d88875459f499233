package decisions

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"asbuilt/finding"
	"asbuilt/pattern"
)

// parse reads one record. It always returns one, however little it understood.
func parse(name string, data []byte, words []statusWord) (*Record, finding.List) {
	d, closed := newDocument(name, data)
	p := &parser{
		doc: d, rec: nameRecord(name), words: words,
		used: make([]bool, len(d.lines)), said: map[[4]string]bool{},
	}
	p.rec.form = form{
		keys: map[string]string{},
		gap:  strings.TrimSpace(d.text(d.front+1)) == "",
		crlf: bytes.Contains(data, []byte("\r\n")),
	}
	if !closed {
		p.used[1] = true
		p.report(d.field("", 1).finding(CodeFrontMatter,
			finding.Say("the front matter that begins here does not end", "여기서 시작한 프런트 매터가 끝나지 않았습니다"),
			finding.Say("close it with a line ---", "--- 줄로 닫으십시오")))
	}
	fields, problems, err := d.frontMatter()
	if err != nil {
		p.report(d.field("", 1).finding(CodeFrontMatter, finding.Same(err.Error()), finding.Text{}))
	}
	for _, problem := range problems {
		p.report(problem)
	}
	for _, f := range fields {
		p.apply(f)
	}
	p.readChecks()
	p.markdown()
	p.finish()
	return p.rec, p.findings
}

type parser struct {
	doc      *document
	rec      *Record
	findings finding.List
	// words are those that say where a decision stands.
	words []statusWord
	// used marks the lines that became metadata and are not part of the body.
	used []bool
	// title is the record's title; its text is empty until one is found.
	title field
	dated bool
	// said are the relations taken, by verb, target, address and section.
	said map[[4]string]bool
}

func (p *parser) report(f *finding.Finding) {
	f.Subject = p.rec.ID()
	p.findings = append(p.findings, f)
}

// apply takes a field into the record. The first of several that say the same
// thing wins; lists add up. It reports whether the key means anything.
func (p *parser) apply(f field) bool {
	r := p.rec
	if r.form.keys[f.key] == "" {
		r.form.keys[f.key] = f.written
	}
	if f.key != "" && f.key != "title" && f.key != "id" && saysNothing(f.text) {
		return true
	}
	switch f.key {
	case "":
		return false
	case "title":
		if p.title.text == "" {
			p.title = f.trim()
		}
	case "id":
		p.identify(f)
	case "status":
		p.applyStatus(f)
	case "date":
		p.applyDate(f)
	case "review":
		p.applyReview(f)
	case "makers":
		r.DecisionMakers = appendTexts(r.DecisionMakers, f)
	case "consulted":
		r.Consulted = appendTexts(r.Consulted, f)
	case "informed":
		r.Informed = appendTexts(r.Informed, f)
	case "tags":
		if !f.front && !strings.ContainsAny(f.text, ",;") {
			r.Tags = append(r.Tags, strings.Fields(f.text)...) // log4brains
		} else {
			r.Tags = appendTexts(r.Tags, f)
		}
	case "elements":
		for _, item := range f.items() {
			r.Elements = append(r.Elements, Citation{ID: item.text, Position: item.at, field: item})
		}
	default:
		p.relate(references(Verb(f.key), f))
	}
	return true
}

func appendTexts(list []string, f field) []string {
	for _, item := range f.items() {
		list = append(list, item.text)
	}
	return list
}

// identify takes an identifier of the front matter, which also numbers a
// record whose file name does not.
func (p *parser) identify(f field) {
	p.rec.id = strings.TrimSpace(f.text)
	if m := numbered.FindStringSubmatch(p.rec.id); m != nil && p.rec.Number < 0 {
		p.rec.Number, _ = strconv.Atoi(m[1])
	}
}

func (p *parser) applyStatus(f field) {
	f, ok := chosen(f.trim(), p.words)
	if !ok || f.text == "" || p.rec.Stated != "" {
		return
	}
	p.rec.Stated, p.rec.status = f.text, f
	p.rec.form.status, p.rec.form.nested = f.place(), f.nested
	p.rec.Status = readStatus(struckOut.ReplaceAllString(f.text, ""), p.words)
	if at := dayInside.FindString(f.text); at != "" && p.rec.Date.IsZero() && !p.rec.Over() {
		p.rec.Date, _ = readDate(at) // "승인됨 (2026-08-20)"; a date of its own comes before it
	}
	p.relate(relationsIn(f))
}

func (p *parser) applyDate(f field) {
	f = f.trim()
	if f.text == "" || p.dated {
		return
	}
	p.dated = true
	only, _ := dayWithNote(f.text)
	day, ok := readDate(only)
	if !ok {
		p.rec.DateStated = plainText(f.text)
	}
	if !ok && !readMonth(f.text) {
		p.report(f.finding(CodeDate, finding.Say("%q is not a date", "%q은(는) 날짜가 아닙니다", f.text),
			finding.Say("write it as year-month-day: 2026-11-30", "연-월-일로 쓰십시오: 2026-11-30")))
	}
	if !ok {
		return
	}
	p.rec.Date = day
	p.rec.form.date = f.place()
}

// relate adds relations, each once.
func (p *parser) relate(all []Relation) {
	for _, r := range all {
		said := [...]string{string(r.Verb), r.Target, r.link, r.Section}
		if !p.said[said] {
			p.said[said] = true
			p.rec.Relations = append(p.rec.Relations, r)
		}
	}
}

// The parts of a record that hold metadata.
const (
	partHeader = iota // before the first section
	partStatus
	partDate
	partLinks
	partOther
)

func (p *parser) markdown() {
	part, statusAt := partHeader, 0
	for n := p.doc.front + 1; n < len(p.doc.lines); n++ {
		if h, ok := p.doc.headingAt(n); ok {
			p.dropEmpty(statusAt, n)
			statusAt = 0
			if h.level == 1 && part == partHeader && p.rec.Position.IsZero() {
				p.heading(h, n)
			} else if part = partOf(h.title.text); part == partStatus {
				statusAt = n
				if m := statusHeading.FindStringSubmatchIndex(h.title.text); m[2] >= 0 { // "Status: rejected"
					f := h.title.slice(m[2], m[3])
					f.key = "status"
					p.applyStatus(f)
				}
			}
			p.rec.form.heading(h)
			n += h.lines - 1
			continue
		}
		if !p.doc.lines[n].plain {
			continue
		}
		switch part {
		case partHeader:
			if last := p.headerTable(n); last > n {
				n = last
				continue
			}
			p.used[n] = p.headerLine(p.doc.field("", n)) && !p.continued(n) || p.used[n]
		case partStatus:
			p.used[n] = p.statusLine(p.doc.field("status", n))
		case partDate:
			p.dateLine(p.doc.field("date", n))
		case partLinks:
			p.linkLine(p.doc.field("", n))
		}
	}
	p.dropEmpty(statusAt, len(p.doc.lines))
}

// heading takes the title from the first heading.
func (p *parser) heading(h heading, n int) {
	p.rec.Position, p.rec.source = h.title.at, h.title.source
	if h.title.text != "" {
		p.title = h.title
	}
	for i := range h.lines {
		p.used[n+i] = true
	}
}

func partOf(title string) int {
	if statusHeading.MatchString(title) {
		return partStatus
	}
	if dateHeading.MatchString(title) {
		return partDate
	}
	switch strings.ToLower(strings.TrimSpace(strings.Trim(title, ":"))) {
	case "links", "related", "related decisions", "relations", "more information", "references", "링크", "관련 결정", "추가 정보",
		"참고":
		return partLinks
	}
	return partOther
}

const (
	beforeWord = `^(?i)(?:[0-9]+[.)][ \t]*|[^\pL\pN]*)`
	statusIs   = `(?:status|상태|statut|estado|ステータス|状态)`
	dateIs     = `(?:date|날짜|일자|결정일|작성일|datum|日付|日期)`
)

// statusHeading is a heading above a status: "Status", "2. Status", "상태 (Status)",
// "Status: rejected". dateHeading is one above a date.
var (
	statusHeading = pattern.New(beforeWord + statusIs + `(?:[ \t]*[(/·]?[ \t]*` + statusIs + `[ \t]*\)?)?[ \t]*:*` +
		`(?:(?:[:：]|[ \t]+[-–—])[ \t]*(\S.*?))?[ \t]*$`)
	dateHeading = pattern.New(beforeWord + dateIs + `(?:[ \t]*[(/·]?[ \t]*` + dateIs + `[ \t]*\)?)?[ \t]*:*[ \t]*$`)
)

var headerField = pattern.New(
	`^ {0,3}(?:[-*+][ \t]+|>[ \t]?)*(?:\*\*|__)?([\pL][\pL\pN _-]{0,30}?)(?:\*\*|__)?[ \t]*[::](?:\*\*|__)?(?:[ \t]+(.*?))?[ \t]*(?:<!--.*-->)?$`)

// headerLine reads "* Status: accepted", "Date: 2026-11-30", "- **Deciders**: …".
func (p *parser) headerLine(f field) bool {
	m := headerField.FindStringSubmatchIndex(f.text)
	if m == nil {
		return false
	}
	value := f.slice(len(f.text), len(f.text))
	if m[4] >= 0 {
		value = f.slice(m[4], m[5])
	}
	if text, ok := strings.CutSuffix(value.text, `\`); ok { // a hard break
		value = value.slice(0, len(strings.TrimRight(text, " \t")))
	}
	value.written = f.text[m[2]:m[3]]
	value.key = fieldKey(value.written)
	if value.key == "title" || value.key == "id" {
		return false
	}
	if form := &p.rec.form; value.key != "" && m[4] >= 0 && form.between == "" {
		form.before, form.between = f.text[:m[2]], f.text[m[3]:m[4]]
		form.after = f.text[len(strings.TrimRight(f.text, " \t\\")):]
	}
	if !p.apply(value) {
		return false
	}
	switch value.key {
	case "status":
		return p.told(value)
	case "date":
		_, note := dayWithNote(value.text)
		return note == "" // what is said behind the day stays in the body
	}
	return true
}

var (
	otherVerb = pattern.New(`^[\s*-]*(\pL+(?: \pL+)?)\s+(\[[^\]]*\]\([^)]*\)(?:[\s,;&]|and|\[[^\]]*\]\([^)]*\))*)\.?$`)
	bullet    = pattern.New(`^[ \t]*[-*+>][ \t]+`)
)

// statusLine reads a line of the Status section: the status first, relations
// after it. It reports whether all of the line was understood.
func (p *parser) statusLine(f field) bool {
	f = f.from(len(bullet.FindString(f.text))).trim()
	if box := tickBox.FindStringSubmatch(f.text); box != nil { // one of several, ticked
		if box[1] != " " {
			p.applyStatus(f.from(len(box[0])))
		}
		return false
	}
	if f.text == "" {
		return false
	}
	if m := headerField.FindStringSubmatch(f.text); m != nil {
		if key := fieldKey(m[1]); key == "status" || key == "date" {
			return p.headerLine(f)
		}
	}
	relations := relationsIn(f)
	if v, _, ok := verbOf(f.text); p.rec.Stated == "" && (!ok || v == SupersededBy) {
		if !ok && len(strings.Fields(f.text)) > maxStatusWords && !readStatus(f.text, p.words).Known() {
			return false // a sentence, or what a template says of the section
		}
		p.applyStatus(f)
		return p.told(f)
	}
	if len(relations) > 0 {
		p.relate(relations)
		return p.told(f)
	}
	if m := otherVerb.FindStringSubmatchIndex(f.text); m != nil {
		relations = references(Verb(strings.ToLower(f.text[m[2]:m[3]])), f.from(m[4]))
	}
	p.relate(relations)
	return len(relations) > 0
}

// maxStatusWords is how many words a status has that is none of those known: one
// with more is a sentence about something.
const maxStatusWords = 8

// dateLine reads the line below a heading "Date". It stays in the body, where it is
// shown as well.
func (p *parser) dateLine(f field) {
	f = f.from(len(bullet.FindString(f.text))).trim()
	if _, ok := readDate(f.text); ok {
		p.applyDate(f)
	}
}

// linkLine reads "* Refines [ADR-0003](0003-x.md)" among other links.
func (p *parser) linkLine(f field) {
	p.relate(relationsIn(f.from(len(bullet.FindString(f.text)))))
}

// dropEmpty leaves a Status section out of the body when all of it became
// metadata.
func (p *parser) dropEmpty(from, to int) {
	if from == 0 {
		return
	}
	for n := from + 1; n < to; n++ {
		if !p.used[n] && strings.TrimSpace(p.doc.text(n)) != "" && !underline.MatchString(p.doc.text(n)) {
			return
		}
	}
	if h, ok := p.doc.headingAt(from); ok {
		p.rec.Gone = append(p.rec.Gone, plainText(h.title.text))
	}
	for n := from; n < to; n++ {
		p.used[n] = true
	}
}

var (
	titleNumber = pattern.New(`^(?:` + seriesOf + `[-_ #]*0*([0-9]{1,6})\s*[.:)–—-]?\s+|` +
		`0*([0-9]{1,6})\s*[.:)–—-]\s+|` +
		`\[` + seriesOf + `?[-_ #]*0*([0-9]{1,6})\](?:\([^()]*\))?\s*[.:)–—-]?\s*)`)
	letterFirst   = pattern.New(`^\[?\pL`)
	leadingNumber = pattern.New(`^0*([0-9]{1,6})\s+`)
)

// finish settles the title, the status and the body.
func (p *parser) finish() {
	r := p.rec
	if r.Position.IsZero() {
		r.Position, r.source = p.title.at, p.title.source
	}
	r.Heading = plainText(p.title.text)
	if m := titleNumber.FindStringSubmatch(p.title.text); m != nil {
		n, _ := strconv.Atoi(m[1] + m[2] + m[3])
		switch {
		case r.Number < 0 || n == r.Number:
			if r.Number < 0 && (letterFirst.MatchString(m[0]) || strings.Contains(m[0], ". ")) {
				r.Number = n // the file's name has none
			}
			r.form.number = m[0]
			p.title = p.title.from(len(m[0]))
		case letterFirst.MatchString(m[0]) ||
			strings.HasPrefix(strings.TrimLeft(m[0], "0123456789"), "."):
			number := p.title.slice(0, len(strings.TrimRight(m[0], " ")))
			p.report(number.finding(CodeNumberMismatch,
				finding.Say("the title says %d, the file's name %d", "제목의 번호는 %d, 파일 이름의 번호는 %d입니다", n, r.Number),
				finding.Say("give both the same number", "두 번호를 같게 하십시오")))
			p.title = p.title.from(len(m[0]))
		}
	}
	if m := leadingNumber.FindStringSubmatch(p.title.text); m != nil && m[1] == strconv.Itoa(r.Number) &&
		!strings.HasPrefix(r.Slug, m[1]) {
		r.form.number = m[0]
		p.title = p.title.from(len(m[0])) // "27 Console" in a file 0027-console.md
	}
	r.Title = plainText(p.title.text)
	if r.Title == "" {
		p.untitled()
	}
	p.settleStatus()
	r.Body = p.body()
}

func (p *parser) untitled() {
	at := p.doc.front + 1
	for at < len(p.doc.lines)-1 && strings.TrimSpace(p.doc.text(at)) == "" {
		at++
	}
	f := p.doc.field("", min(at, len(p.doc.lines)-1))
	p.rec.Position, p.rec.source = f.at, f.source
	p.report(f.slice(0, 0).finding(CodeUntitled, finding.Say("this decision has no title", "이 의사결정에는 제목이 없습니다"),
		finding.Say("begin with a line such as \"# Keep vectors in Qdrant\"", "\"# 벡터를 Qdrant에 둔다\"와 같은 줄로 시작하십시오")))
}

// settleStatus makes the rule of [Record.Status] true: whoever names a
// successor is superseded, whatever else is stated.
func (p *parser) settleStatus() {
	r := p.rec
	if slices.ContainsFunc(r.Relations,
		func(rel Relation) bool { return rel.Verb == SupersededBy && rel.Section == "" }) {
		r.Status = Superseded
		return
	}
	if r.Status == "" {
		r.Status = NotStated
	}
	if r.Status.Known() || r.Status == NotStated {
		return
	}
	word := r.status
	if at := strings.Index(strings.ToLower(word.text), string(r.Status)); at >= 0 && utf8.ValidString(word.text) &&
		at+len(r.Status) <= len(word.text) {
		word = word.slice(at, at+len(r.Status))
	}
	hint := finding.Say("expected one of %s; or give your word its meaning in the model: %s",
		"%s 가운데 하나를 쓰거나, 이 말의 뜻을 모델에 적으십시오: %s",
		joinStatuses(), "decisions: {states: {"+string(r.Status)+": accepted}}")
	if near := nearest(string(r.Status), statusNames()); near != "" {
		hint = didYouMean(near)
	}
	p.report(word.finding(CodeStatus, finding.Say("unknown status %q", "%q은(는) 알 수 없는 상태입니다", r.Status), hint))
}

func statusNames() []string {
	var names []string
	for _, s := range Statuses() {
		names = append(names, string(s))
	}
	return names
}

func joinStatuses() string { return strings.Join(statusNames(), ", ") }

// body is what is left of the Markdown once title and metadata are taken out,
// each with the blank lines that follow it.
func (p *parser) body() string {
	var b strings.Builder
	for n := p.doc.front + 1; n < len(p.doc.lines); n++ {
		afterUsed := n > 0 && p.used[n-1]
		if p.used[n] || afterUsed && strings.TrimSpace(p.doc.text(n)) == "" {
			p.used[n] = true // and so the blank lines after it, but for one between two texts
			if blank := strings.TrimSpace(p.doc.text(n)) == ""; blank && b.Len() > 0 &&
				!strings.HasSuffix(b.String(), "\n\n") {
				b.WriteByte('\n')
			}
		} else {
			b.WriteString(p.doc.text(n))
			b.WriteByte('\n')
		}
	}
	body := strings.Trim(b.String(), "\n")
	if strings.TrimSpace(body) == "" {
		return ""
	}
	return body + "\n"
}
