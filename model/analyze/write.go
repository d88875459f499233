package analyze

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model"
)

// Write says the analysis in words, a section for each question.
func (a *Analysis) Write(w io.Writer, lang finding.Lang) error {
	var b strings.Builder
	a.sections(func(title, none finding.Text, lines []finding.Text) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(plain.Of(title.In(lang)).String() + "\n")
		if len(lines) == 0 {
			lines = []finding.Text{none}
		}
		for _, l := range lines {
			b.WriteString("  " + plain.Of(l.In(lang)).String() + "\n")
		}
	})
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown says the same as Markdown, for a page or a comment.
func (a *Analysis) WriteMarkdown(w io.Writer, lang finding.Lang) error {
	var b strings.Builder
	a.sections(func(title, none finding.Text, lines []finding.Text) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("## " + literal(title.In(lang)) + "\n\n")
		if len(lines) == 0 {
			b.WriteString(literal(none.In(lang)) + "\n")
		}
		for _, l := range lines {
			b.WriteString("- " + literal(strings.TrimSpace(l.In(lang))) + "\n")
		}
	})
	_, err := io.WriteString(w, b.String())
	return err
}

// literal is text that means nothing to Markdown and HTML.
func literal(text string) string {
	var b strings.Builder
	for _, r := range plain.Of(text).String() {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_[]{}#!|~@", r):
			b.WriteRune('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// sections says the analysis, a section for each question.
func (a *Analysis) sections(section func(title, none finding.Text, lines []finding.Text)) {
	if a.Loss != nil {
		section(finding.Say("What is lost", "잃는 것"), finding.Say("nothing", "없습니다"), a.Loss.lines())
	}
	if a.Compared {
		section(finding.Say("What runs, where this rests on it", "계산에 쓴 실제 값"),
			finding.Say("nothing to compare: no element states a band, replicas or a standby",
				"비교할 것이 없습니다. 범위, 복제본, 대기본을 적은 요소가 없습니다"),
			a.realLines())
	}
	section(
		finding.Say("What gives way first, at the peaks that flows and connections state",
			"흐름과 연결에 적은 최대 부하에서 먼저 한계에 이르는 곳"),
		a.noLimits(), a.limitLines())
	if lines := a.alternativeLines(); len(lines) > 0 {
		section(finding.Say("What could be done about it, and what the number would be",
			"할 수 있는 일과 그때의 수치"), finding.Text{}, lines)
	}
	section(finding.Say("What fails alone", "단일 장애점"),
		finding.Say("nothing that the model shows", "모델에서 드러나는 것이 없습니다"), a.singleLines())
	section(finding.Say("What stops when a part fails", "구성 요소별 장애 영향"),
		finding.Say("nothing waits for anything: declare connections:, and the system's uses in flows:",
			"기다리는 것이 없습니다. connections:와, 시스템의 쓰임을 적는 flows:를 쓰십시오"), a.failureLines())
	section(finding.Say("What modules share", "모듈이 함께 쓰는 것"),
		finding.Say("nothing", "없습니다"), a.sharedLines())
	if len(a.States) > 0 {
		section(finding.Say("The states of the roadmap, side by side", "로드맵 상태 비교"),
			finding.Say("the same in all of them", "모든 상태에서 같습니다"), a.stateLines())
	}
}

// noLimits says why there are no limits.
func (a *Analysis) noLimits() finding.Text {
	if a.Loss != nil && a.limited {
		return finding.Say("nothing that is left has a limit that a load meets", "남은 것 중에 부하가 닿는 한계를 가진 것이 없습니다")
	}
	return finding.Say("nothing to compare: give flows a rate: and elements a capacity:",
		"비교할 것이 없습니다. 흐름에 rate:, 요소에 capacity:를 적으십시오")
}

func name(e *model.Element) finding.Text {
	title := e.Title()
	if title.Ko == e.ID && title.En == e.ID {
		return title
	}
	return finding.Text{
		En: title.In(finding.English) + " (" + e.ID + ")",
		Ko: title.In(finding.Korean) + " (" + e.ID + ")",
	}
}

func (a *Analysis) limitLines() []finding.Text {
	var lines []finding.Text
	for _, l := range a.Limits {
		of := l.Counts()
		who, room := name(l.Element), fmt.Sprintf("%6s×", round(l.Headroom()))
		line := finding.Text{
			En: fmt.Sprintf("%s  %s: %s, %s of %s", room, who.En, of.En, l.Rate(l.Peak).En, l.Rate(l.Capacity).En),
			Ko: fmt.Sprintf("%s  %s: %s, %s 가운데 %s", room, who.Ko, of.Ko, l.Rate(l.Capacity).Ko, l.Rate(l.Peak).Ko),
		}
		lines = append(lines, tagged(line, a.tag(CodeLimitExceeded, l.Element.ID, string(l.Measure))))
	}
	return lines
}

// Room is the headroom in words.
func (l Limit) Room() finding.Text {
	of := measureNames[l.Measure]
	if l.Measure == Units {
		of = finding.Say("all units", "모두 합쳐")
	}
	n := round(l.Headroom())
	return finding.Text{En: of.En + ": " + n + "× the peak", Ko: of.Ko + ": 최대 부하의 " + n + "배"}
}

// Counts is what the limit counts, in words: "tokens", "8 units".
func (l Limit) Counts() finding.Text {
	if l.Measure == Units && l.Units > 1 {
		return finding.Say("%d units", "%d개", l.Units)
	}
	return measureNames[l.Measure]
}

// Label is the reason in words; empty for none.
func (r Reason) Label() finding.Text { return reasonNames[r] }

var measureNames = map[Measure]finding.Text{
	Units: finding.Say("one unit", "1개"), Requests: finding.Say("requests", "요청"),
	Tokens: finding.Say("tokens", "토큰"), Throttling: finding.Say("calls let through", "호출 제한"),
}

var reasonNames = map[Reason]finding.Text{
	OneZone:   finding.Say("runs in one zone", "한 가용 영역에만 있음"),
	OneUnit:   finding.Say("one of it may be all that runs", "하나만 실행될 수 있음"),
	NoStandby: finding.Say("has no standby", "대기본이 없음"),
}

// mostNamed is how many elements a line names.
const mostNamed = 6

// affects says who depends on the part; nothing where flows say what stops, which is
// more.
func (f Failure) affects() finding.Text {
	if len(f.Affects) == 0 || len(f.Stops)+len(f.Degrades) > 0 {
		return finding.Text{}
	}
	return finding.Say("depended on by %s", "의존하는 쪽: %s", named(f.Affects, f.Affected))
}

// starves says who gets no more events.
func (f Failure) starves() finding.Text {
	if len(f.Starves) == 0 {
		return finding.Text{}
	}
	return finding.Say("brings nothing more to %s", "이벤트가 끊기는 쪽: %s", named(f.Starves, len(f.Starves)))
}

// named are elements by id, as many as a line holds.
func named(all []*model.Element, total int) string {
	var ids []string
	for _, e := range all[:min(len(all), mostNamed)] {
		ids = append(ids, e.ID)
	}
	if rest := total - len(ids); rest > 0 {
		ids = append(ids, "… +"+strconv.Itoa(rest))
	}
	return strings.Join(ids, ", ")
}

func (a *Analysis) singleLines() []finding.Text {
	var lines []finding.Text
	for _, f := range a.Failures {
		if f.Single != "" {
			line := says(f.Element, f.Single.Label(), flows(f.Stops, "stops %s", "%s 멈춤"),
				flows(f.Degrades, "narrows %s", "%s 일부만 됨"), f.affects())
			lines = append(lines, tagged(line, a.tag(CodeFailsAlone, f.Element.ID, "")))
		}
	}
	return lines
}

func (a *Analysis) failureLines() []finding.Text {
	var lines []finding.Text
	for _, f := range a.Failures {
		if len(f.Stops)+len(f.Degrades)+len(f.Affects)+len(f.Starves) == 0 {
			continue // it fails alone, and nothing that is declared waits for it
		}
		prepared := finding.Say("nobody has written what to do", "대응이 적혀 있지 않음")
		if f.Incident != nil {
			prepared = finding.Say("prepared: %s", "대응: %s", f.Incident.ID)
		}
		alarm := finding.Text{}
		if !f.Alarmed {
			alarm = finding.Say("no alarm of its own", "자체 경보 없음")
		}
		line := says(f.Element, flows(f.Stops, "stops %s", "%s 멈춤"), flows(f.Degrades, "narrows %s", "%s 일부만 됨"),
			f.affects(), f.starves(), prepared, alarm)
		lines = append(lines, tagged(line, a.tag(CodeUnprepared, f.Element.ID, "")))
	}
	return lines
}

// lines say what becomes of the system.
func (l *Loss) lines() []finding.Text {
	var lines []finding.Text
	add := func(en, ko string, all []*model.Element) {
		if len(all) > 0 {
			lines = append(lines, finding.Say(en, ko, named(all, len(all))))
		}
	}
	add("gone: %s", "사라짐: %s", l.Lost)
	for _, e := range l.Narrowed {
		share := round(100 * l.Left[e.ID])
		lines = append(lines, finding.Text{
			En: name(e).En + ": " + share + " % left in other zones",
			Ko: name(e).Ko + ": 다른 가용 영역에 " + share + " % 남음",
		})
	}
	add("do not say in which zone they run: %s", "어느 가용 영역에서 도는지 적히지 않음: %s", l.Unsure)
	add("depend on what is gone: %s", "사라진 것에 의존: %s", l.Affects)
	add("get no more events from what is gone: %s", "사라진 것에서 이벤트를 더 받지 못함: %s", l.Starves)
	if len(l.Stops) > 0 {
		lines = append(lines, flows(l.Stops, "stops %s", "%s 멈춤"))
	}
	if len(l.Degrades) > 0 {
		lines = append(lines, flows(l.Degrades, "narrows %s", "%s 일부만 됨"))
	}
	return lines
}

func (a *Analysis) sharedLines() []finding.Text {
	var lines []finding.Text
	for _, s := range a.Shared {
		how := finding.Say("each its own part", "각자의 파티션만 씀")
		if n := len(s.Mixed); n > 0 {
			var ids []string
			for _, c := range s.Mixed {
				ids = append(ids, c.ID.V)
			}
			how = finding.Say("not by parts of their own: %s", "자기 파티션이 아닌 연결: %s", strings.Join(ids, ", "))
		}
		lines = append(lines, says(s.Element, finding.Same(strings.Join(s.Modules, ", ")), how))
	}
	return lines
}

// says is a name and what there is to say about it.
func says(e *model.Element, all ...finding.Text) finding.Text {
	var en, ko []string
	for _, t := range all {
		if !t.IsZero() {
			en, ko = append(en, t.En), append(ko, t.Ko)
		}
	}
	who := name(e)
	return finding.Text{En: who.En + ": " + strings.Join(en, "; "), Ko: who.Ko + ": " + strings.Join(ko, "; ")}
}

func flows(all []*model.Flow, en, ko string) finding.Text {
	if len(all) == 0 {
		return finding.Text{}
	}
	return finding.Say(en, ko, strings.Join(flowIDs(all), ", "))
}

func flowIDs(all []*model.Flow) []string {
	ids := []string{}
	for _, f := range all {
		ids = append(ids, f.ID)
	}
	return ids
}

func elementIDs(all []*model.Element) []string {
	ids := []string{}
	for _, e := range all {
		ids = append(ids, e.ID)
	}
	return ids
}

// Rate is so many things a second in the unit of time in which the capacity is
// stated: "1,000,000/min".
func (l Limit) Rate(perSecond float64) finding.Text {
	units := map[time.Duration]finding.Text{
		time.Second:    finding.Say("s", "초당"),
		time.Minute:    finding.Say("min", "분당"),
		time.Hour:      finding.Say("h", "시간당"),
		24 * time.Hour: finding.Say("d", "하루"),
	}
	n, unit := grouped(perSecond*l.Per.Seconds()), units[l.Per]
	return finding.Text{En: n + "/" + unit.En, Ko: unit.Ko + " " + n}
}

// grouped is a number with a comma after every three digits before the point.
func grouped(n float64) string {
	whole, part, _ := strings.Cut(round(n), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if part != "" {
		whole += "." + part
	}
	return whole
}

// round is a number with two digits after the point below 10, one below 100.
func round(n float64) string {
	digits := 0
	switch {
	case n < 10:
		digits = 2
	case n < 100:
		digits = 1
	}
	s := strconv.FormatFloat(n, 'f', digits, 64)
	if digits > 0 {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// where is the place of an element in the model.
type where struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

func whereIs(e *model.Element) where { return where{e.Position.File, e.Position.Line} }

// MarshalJSON names everything by its id, with the place of the element in the
// model. Rates are a second.
func (a *Analysis) MarshalJSON() ([]byte, error) {
	type failure struct {
		Element  string   `json:"element"`
		Position where    `json:"position"`
		Single   Reason   `json:"single,omitempty"`
		Stops    []string `json:"stops"`
		Degrades []string `json:"degrades"`
		Affects  []string `json:"affects"`
		Affected int      `json:"affected"`
		Needs    []string `json:"needs"`
		Starves  []string `json:"starves"`
		Incident string   `json:"incident,omitempty"`
		Alarmed  bool     `json:"alarmed"`
	}
	type share struct {
		Element  string   `json:"element"`
		Position where    `json:"position"`
		Modules  []string `json:"modules"`
		Mixed    []string `json:"mixed"`
	}
	type loss struct {
		Lost     []string           `json:"lost"`
		Left     map[string]float64 `json:"left"`
		Unsure   []string           `json:"unsure"`
		Affects  []string           `json:"affects"`
		Starves  []string           `json:"starves"`
		Stops    []string           `json:"stops"`
		Degrades []string           `json:"degrades"`
	}
	type found struct {
		Code        string `json:"code"`
		Severity    string `json:"severity"`
		Subject     string `json:"subject"`
		Fact        string `json:"fact"`
		Message     string `json:"message"`
		Fingerprint string `json:"fingerprint"`
		Position    where  `json:"position"`
		Accepted    bool   `json:"accepted"`
	}
	out := struct {
		Limits   []writtenLimit `json:"limits"`
		Failures []failure      `json:"failures"`
		Shared   []share        `json:"shared"`
		Loss     *loss          `json:"loss,omitempty"`
		States   []State        `json:"states,omitempty"`
		Findings []found        `json:"findings"`
		Real     []Real         `json:"real,omitempty"`
	}{
		Limits: []writtenLimit{}, Failures: []failure{}, Shared: []share{},
		States: a.States, Findings: []found{}, Real: a.Real,
	}
	if l := a.Loss; l != nil {
		out.Loss = &loss{elementIDs(l.Lost), l.Left, elementIDs(l.Unsure), elementIDs(l.Affects), elementIDs(l.Starves),
			flowIDs(l.Stops), flowIDs(l.Degrades)}
	}
	for _, l := range a.Limits {
		out.Limits = append(out.Limits, a.written(l))
	}
	for _, f := range a.Failures {
		incident := ""
		if f.Incident != nil {
			incident = f.Incident.ID
		}
		out.Failures = append(out.Failures,
			failure{f.Element.ID, whereIs(f.Element), f.Single, flowIDs(f.Stops), flowIDs(f.Degrades),
				elementIDs(f.Affects), f.Affected, elementIDs(f.Needs), elementIDs(f.Starves), incident, f.Alarmed})
	}
	for _, s := range a.Shared {
		mixed := []string{}
		for _, c := range s.Mixed {
			mixed = append(mixed, c.ID.V)
		}
		out.Shared = append(out.Shared, share{s.Element.ID, whereIs(s.Element), s.Modules, mixed})
	}
	for _, f := range a.Findings {
		out.Findings = append(out.Findings,
			found{f.Code, f.Severity.String(), f.Subject, f.Fact, f.Message.En, f.Fingerprint(),
				where{f.Position.File, f.Position.Line}, f.Accepted != nil})
	}
	return json.Marshal(out)
}
