package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"asbuilt/finding"
	"asbuilt/finding/plain"
	"asbuilt/model/diff"
)

// Changes is what changed in an architecture between two revisions.
type Changes struct {
	// Before and After are the two sides.
	Before, After Revision
	// List is what changed, in the order of [diff.Compare].
	List []*diff.Change
	// Consequences are what follows from them.
	Consequences []diff.Consequence
	// Views are the pictures that changed, in the order of the views; nil when
	// none were asked for.
	Views []ChangedView
}

// Revision is one side of a comparison.
type Revision struct {
	// Name is what the user calls it; zero for the working tree.
	Name string
	// Commit is the full name of the commit; empty for the working tree.
	Commit string
}

// ChangedView is a view whose picture changed. The files are empty where the
// view did not exist.
type ChangedView struct {
	ID                     string
	Title                  finding.Text
	Before, Changes, After string
}

// ChangeFormats are the forms that changes are written in.
func ChangeFormats() []Format { return []Format{Text, JSON, Markdown} }

// WriteChanges writes c to w. The same changes and options always give the same
// bytes.
func WriteChanges(w io.Writer, c *Changes, o Options) error {
	if o.Lang == "" {
		o.Lang = finding.English
	}
	switch o.Format {
	case "", Text:
		return writeChangesText(w, c, o)
	case JSON:
		return writeChangesJSON(w, c)
	case Markdown:
		return writeChangesMarkdown(w, c, o)
	}
	return fmt.Errorf("changes are not written as %q: text, json or markdown", o.Format)
}

// verbs are the headings of changes, each with what belongs under it.
func verbs() []struct {
	name  finding.Text
	verbs []diff.Verb
} {
	return []struct {
		name  finding.Text
		verbs []diff.Verb
	}{
		{finding.Text{En: "New", Ko: "추가된 것"}, []diff.Verb{diff.Added}},
		{finding.Text{En: "Gone", Ko: "삭제된 것"}, []diff.Verb{diff.Removed}},
		{finding.Text{En: "Changed", Ko: "변경된 것"}, []diff.Verb{diff.Changed, diff.Renamed}},
	}
}

// consequencesName heads what follows from changes.
var consequencesName = finding.Both("What follows", "달라지는 것")

// count is how many changes a summary tells of.
type count struct{ added, removed, changed, security int }

func (c *Changes) count() count {
	var n count
	for _, ch := range c.List {
		switch ch.Verb {
		case diff.Added:
			n.added++
		case diff.Removed:
			n.removed++
		default:
			n.changed++
		}
		if ch.Security {
			n.security++
		}
	}
	return n
}

// summary is the whole in one line.
func (c *Changes) summary(lang finding.Lang) string {
	if len(c.List) == 0 {
		return finding.Text{En: "nothing changed in the architecture", Ko: "아키텍처에 바뀐 것이 없습니다"}.In(lang)
	}
	n := c.count()
	var parts []string
	for _, p := range []struct {
		n    int
		name finding.Text
	}{
		{n.added, finding.Say("%d new", "추가 %d", n.added)},
		{n.removed, finding.Say("%d gone", "삭제 %d", n.removed)},
		{n.changed, finding.Say("%d changed", "변경 %d", n.changed)},
	} {
		if p.n > 0 {
			parts = append(parts, p.name.In(lang))
		}
	}
	text := strings.Join(parts, ", ")
	switch {
	case n.security == 1:
		text += finding.Text{En: "; 1 concerns security", Ko: "; 보안 관련 1"}.In(lang)
	case n.security > 1:
		text += finding.Say("; %d concern security", "; 보안 관련 %d", n.security).In(lang)
	}
	return text
}

// name is what a side is called, with the commit where the name does not say it.
func (r Revision) name(lang finding.Lang) string {
	if r.Commit == "" {
		return finding.Text{En: "working tree", Ko: "작업 트리"}.In(lang)
	}
	return r.Name
}

// short is the beginning of the commit's name, as Git abbreviates it.
func (r Revision) short() string { return r.Commit[:min(len(r.Commit), 8)] }

// sectionNames are what things of a section are called.
var sectionNames = map[string]finding.Text{
	diff.Whole:      {En: "model", Ko: "모델"},
	"states":        {En: "roadmap state", Ko: "로드맵 단계"},
	"environments":  {En: "environment", Ko: "환경"},
	"access_levels": {En: "access level", Ko: "접근 등급"},
	"trust":         {En: "zone of trust", Ko: "신뢰 구역"},
	"kinds":         {En: "kind", Ko: "종류"},
	"data":          {En: "class of data", Ko: "데이터 분류"},
	"boundaries":    {En: "boundary", Ko: "경계"},
	"groups":        {En: "group", Ko: "그룹"},
	"modules":       {En: "module", Ko: "모듈"},
	"elements":      {En: "element", Ko: "요소"},
	"connections":   {En: "connection", Ko: "연결"},
	"never":         {En: "forbidden way", Ko: "금지한 길"},
	"flows":         {En: "flow", Ko: "흐름"},
	"incidents":     {En: "incident", Ko: "장애"},
	"in_flight":     {En: "bound of changes", Ko: "변경 시간 한도"},
	"severities":    {En: "severity", Ko: "심각도"},
	"bottlenecks":   {En: "bottleneck", Ko: "병목"},
	"tuning":        {En: "tuning point", Ko: "조정 지점"},
	"permissions":   {En: "permission of", Ko: "권한"},
	"reviews":       {En: "review", Ko: "점검"},
	"watch":         {En: "watch", Ko: "관찰 대상"},
	"views":         {En: "view", Ko: "뷰"},
	"accepted":      {En: "acceptance", Ko: "수용"},
	diff.Decisions:  {En: "decision", Ko: "의사결정"},
}

// words of changes, besides.
var (
	probably = finding.Text{En: "probably renamed from", Ko: "이름이 바뀐 것으로 보임, 이전:"}
	formerly = finding.Text{En: "was", Ko: "이전:"}
)

// mostShown is how many characters of a value are shown to people.
const mostShown = 120

// shownValue is a value on one line, as much of it as a reader needs.
func shownValue(s string) string {
	all := []rune(clean(s))
	if len(all) > mostShown {
		return string(all[:mostShown]) + "…"
	}
	return string(all)
}

// shownFacts are the facts that are told to people: of what changed all, of what
// is new those that concern security, what data a connection carries, and where a
// decision stands; of what is gone none.
func shownFacts(ch *diff.Change) []diff.Fact {
	if ch.Verb == diff.Changed || ch.Verb == diff.Renamed {
		return ch.Facts
	}
	var facts []diff.Fact
	for _, f := range ch.Facts {
		stands := ch.Section == diff.Decisions && f.Path != "title"
		flows := f.Path == "sends" || f.Path == "receives"
		if ch.Verb == diff.Added && (f.Security || flows || stands) {
			facts = append(facts, f)
		}
	}
	return facts
}

// stated is what a new thing says, on one line: the values of one path together.
func stated[T ~string](facts []diff.Fact, write func(path, value string) T) T {
	var lines []T
	var values []string
	for i, f := range facts {
		values = append(values, f.After)
		if i+1 == len(facts) || facts[i+1].Path != f.Path {
			lines = append(lines, write(f.Path, strings.Join(values, ", ")))
			values = nil
		}
	}
	return joined(lines, " · ")
}

// joined is several pieces in one.
func joined[T ~string](all []T, between T) T {
	var b strings.Builder
	for i, piece := range all {
		if i > 0 {
			b.WriteString(string(between))
		}
		b.WriteString(string(piece))
	}
	return T(b.String())
}

// sign tells whether a fact came, went or changed.
func sign(f diff.Fact) string {
	switch {
	case f.Before == "":
		return "+"
	case f.After == "":
		return "-"
	}
	return "~"
}

// The stable form of changes, for programs.
type (
	jsonChanges struct {
		Before  jsonRevision `json:"before"`
		After   jsonRevision `json:"after"`
		Summary jsonCount    `json:"summary"`
		Changes []jsonChange `json:"changes"`
		// Consequences follow from the changes.
		Consequences []jsonConsequence `json:"consequences,omitempty"`
		Views        []jsonViewChange  `json:"views,omitempty"`
	}
	jsonConsequence struct {
		Outcome  diff.Outcome `json:"outcome"`
		Subject  string       `json:"subject"`
		Text     finding.Text `json:"text"`
		Security bool         `json:"security,omitempty"`
	}
	jsonRevision struct {
		Revision    string `json:"revision,omitempty"`
		Commit      string `json:"commit,omitempty"`
		WorkingTree bool   `json:"working_tree,omitempty"`
	}
	jsonCount struct {
		Added    int `json:"added"`
		Removed  int `json:"removed"`
		Changed  int `json:"changed"`
		Security int `json:"security"`
	}
	jsonChange struct {
		Change   diff.Verb        `json:"change"`
		Section  string           `json:"section"`
		ID       string           `json:"id,omitempty"`
		WasID    string           `json:"was_id,omitempty"`
		Title    *finding.Text    `json:"title,omitempty"`
		Kind     *finding.Text    `json:"kind,omitempty"`
		In       string           `json:"in,omitempty"`
		Security bool             `json:"security"`
		Side     string           `json:"side"`
		Position finding.Position `json:"position"`
		Facts    []jsonFact       `json:"facts"`
	}
	jsonFact struct {
		Path     string           `json:"path"`
		Before   *string          `json:"before"`
		After    *string          `json:"after"`
		Security bool             `json:"security"`
		Position finding.Position `json:"position"`
	}
	jsonViewChange struct {
		ID      string       `json:"id"`
		Title   finding.Text `json:"title"`
		Before  string       `json:"before,omitempty"`
		Changes string       `json:"changes"`
		After   string       `json:"after,omitempty"`
	}
)

func writeChangesJSON(w io.Writer, c *Changes) error {
	n := c.count()
	out := jsonChanges{
		Before: jsonSide(c.Before), After: jsonSide(c.After), Changes: []jsonChange{},
		Summary: jsonCount{n.added, n.removed, n.changed, n.security},
	}
	for _, ch := range c.List {
		out.Changes = append(out.Changes, jsonOf(ch))
	}
	for _, x := range c.Consequences {
		out.Consequences = append(out.Consequences, jsonConsequence{x.Outcome, x.Subject, x.Text, x.Security})
	}
	for _, v := range c.Views {
		out.Views = append(out.Views, jsonViewChange(v))
	}
	e := json.NewEncoder(plain.JSON(w))
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func jsonSide(r Revision) jsonRevision {
	return jsonRevision{Revision: r.Name, Commit: r.Commit, WorkingTree: r.Commit == ""}
}

func jsonOf(ch *diff.Change) jsonChange {
	out := jsonChange{
		Change:   ch.Verb,
		Section:  ch.Section,
		ID:       ch.ID,
		WasID:    ch.WasID,
		In:       ch.In,
		Security: ch.Security,
		Side:     "after",
		Position: ch.Position, Facts: []jsonFact{},
	}
	if ch.Verb == diff.Removed {
		out.Side = "before"
	}
	if !ch.Title.IsZero() {
		out.Title = &ch.Title
	}
	if !ch.Kind.IsZero() {
		out.Kind = &ch.Kind
	}
	for _, f := range ch.Facts {
		fact := jsonFact{Path: f.Path, Security: f.Security, Position: f.Position}
		if f.Before != "" {
			fact.Before = &f.Before
		}
		if f.After != "" {
			fact.After = &f.After
		}
		out.Facts = append(out.Facts, fact)
	}
	return out
}
