package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"asbuilt/finding"
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
	// Snapshot is what tells which promises are broken already; nil for none.
	Snapshot *finding.SnapshotRef
}

// Unreadable reports whether a side could not be read at all, so that nothing was
// compared.
func (c *Changes) Unreadable() bool { return c.Before.Unreadable || c.After.Unreadable }

// Revision is one side of a comparison.
type Revision struct {
	// Name is what the user calls it; zero for the working tree.
	Name string
	// Commit is the full name of the commit; empty for the working tree.
	Commit string
	// Env and State are what the side is of one model, where two environments or two
	// states of the roadmap are compared.
	Env, State string
	// Errors are those of the model, so that what it seems not to say is unknown.
	Errors finding.List
	// Unreadable says that they leave no model at all.
	Unreadable bool
}

// ChangedView is a view whose picture changed. The files are empty where the
// view did not exist, and Changes where a side has errors.
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
func (c *Changes) verbs() []verbGroup {
	all := []verbGroup{
		{finding.Both("New", "추가된 것"), []diff.Verb{diff.Added}},
		{finding.Both("Gone", "삭제된 것"), []diff.Verb{diff.Removed}},
		{finding.Both("Changed", "변경된 것"), []diff.Verb{diff.Changed, diff.Renamed}},
	}
	if len(c.Before.Errors) > 0 {
		all[0].name = finding.Both("New, or not read before", "추가된 것 또는 이전 쪽에서 읽지 못한 것")
	}
	if len(c.After.Errors) > 0 {
		all[1].name = finding.Both("Gone, or not read", "삭제된 것 또는 읽지 못한 것")
	}
	return all
}

// verbGroup is the changes under one heading.
type verbGroup struct {
	name  finding.Text
	verbs []diff.Verb
}

// consequenceGroup is what follows from changes, under one heading.
type consequenceGroup struct {
	name finding.Text
	all  []diff.Consequence
}

// groups are the consequences as they are told: what follows from the model, what the
// snapshot shows, and what governs. Those without any are left out.
func (c *Changes) groups() []consequenceGroup {
	all := make([]consequenceGroup, 3)
	all[0].name = finding.Both("What follows", "달라지는 것")
	all[1].name = finding.Both("What the snapshot shows", "스냅샷에서 드러난 것")
	if c.Snapshot != nil {
		taken := c.Snapshot.Taken.UTC().Format("2006-01-02 15:04 UTC")
		all[1].name = finding.Say("What the snapshot of %s shows", "%s 스냅샷에서 드러난 것", taken)
	}
	all[2].name = finding.Both("What governs what changed", "바뀐 것을 규정하는 의사결정")
	for _, x := range c.Consequences {
		at := 0
		switch x.Outcome {
		case diff.AlreadyBroken, diff.NotJudged, diff.Settled:
			at = 1
		case diff.Governed:
			at = 2
		}
		all[at].all = append(all[at].all, x)
	}
	return slices.DeleteFunc(all, func(g consequenceGroup) bool { return len(g.all) == 0 })
}

// mostErrors is how many errors of a side are shown.
const mostErrors = 5

// errorsOf says that a side has errors, or could not be read.
func (r Revision) errorsOf(lang finding.Lang) string {
	name, n := r.name(lang), len(r.Errors)
	if name == r.Title().En && r.Commit == "" && r.variant() == "" {
		name = "the " + name
	}
	switch {
	case r.Unreadable:
		return finding.Say("the model of %s cannot be read, so nothing is compared: errors: %d",
			"%s의 모델을 읽을 수 없어 아무것도 비교하지 않았습니다. 오류 %d", name, n).In(lang)
	case n > 0:
		return finding.Say("the model of %s has errors, so what it seems not to say is unknown: errors: %d",
			"%s의 모델에 오류가 있어, 없어 보이는 것은 알 수 없습니다. 오류 %d", name, n).In(lang)
	}
	return ""
}

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
	if c.Unreadable() {
		return finding.Both("not compared", "비교하지 않음").In(lang)
	}
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

// Title is what a side is called.
func (r Revision) Title() finding.Text {
	switch {
	case r.variant() != "":
		return finding.Same(r.variant())
	case r.Commit == "":
		return finding.Text{En: "working tree", Ko: "작업 트리"}
	}
	return finding.Same(r.Name)
}

// name is what a side is called, with the commit where the name does not say it.
func (r Revision) name(lang finding.Lang) string { return r.Title().In(lang) }

// variant is the environment or the state that the side is, if either.
func (r Revision) variant() string { return cmp.Or(r.Env, r.State) }

// of is the revision that two environments or states are of.
func (r Revision) of() Revision { return Revision{Name: r.Name, Commit: r.Commit} }

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

// mostSaid is how many characters of a sentence are shown in a comment.
const mostSaid = 400

// shownText is a sentence on one line, as much of it as a reader needs.
func shownText(s string) string {
	all := []rune(clean(s))
	if len(all) > mostSaid {
		return string(all[:mostSaid]) + "…"
	}
	return string(all)
}

// shownFacts are the facts that are told to people: of what changed all, of what
// is new those that concern security, what data it carries or holds, and where a
// decision stands; of what is gone none.
func shownFacts(ch *diff.Change) []diff.Fact {
	if ch.Verb == diff.Changed || ch.Verb == diff.Renamed {
		return ch.Facts
	}
	var facts []diff.Fact
	for _, f := range ch.Facts {
		stands := ch.Section == diff.Decisions && f.Path != "title"
		flows := f.Path == "sends" || f.Path == "receives" || f.Path == "holds"
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

// unreadWord stands for what a side with errors seems not to say.
var unreadWord = finding.Both("not read", "읽지 못함")

// sides are the values of a fact, with the word for one that was not read.
func sides(f diff.Fact, lang finding.Lang) (before, after string) {
	return cmp.Or(shownValue(f.Before), unreadWord.In(lang)), cmp.Or(shownValue(f.After), unreadWord.In(lang))
}

// sign tells whether a fact came, went or changed, or was not read on one side.
func sign(f diff.Fact) string {
	switch {
	case f.Unread:
		return "?"
	case f.Before == "":
		return "+"
	case f.After == "":
		return "-"
	}
	return "~"
}
