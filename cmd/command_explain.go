package cmd

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"asbuilt/drift"
	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/model/analyze"
	"asbuilt/model/decisions"
	"asbuilt/model/kind"
	"asbuilt/model/sense"
	"asbuilt/model/veil"
	"asbuilt/render/pins"
	"asbuilt/render/views"
)

// ruleGroup is the rules of one room, with what they are about.
type ruleGroup struct {
	about finding.Text
	rules finding.Rules
}

// ruleGroups are the rules of every command, by what they are about.
func ruleGroups() []ruleGroup {
	return []ruleGroup{
		{finding.Text{En: "The model", Ko: "모델"}, model.Rules()},
		{finding.Text{En: "What the model says", Ko: "모델의 내용"}, sense.Rules()},
		{finding.Text{En: "What follows from the model", Ko: "모델에서 따라 나오는 것"}, analyze.Rules()},
		{finding.Text{En: "Secrets in files", Ko: "파일 속 비밀 값"}, veil.Rules()},
		{finding.Text{En: "Decision records", Ko: "의사결정 기록"}, decisions.Rules()},
		{finding.Text{En: "Views of your own, and pins", Ko: "사용자 뷰와 고정"}, slices.Concat(views.Rules(), pins.Rules())},
		{finding.Text{En: "Model and AWS", Ko: "모델과 AWS"}, drift.Rules()},
		{finding.Text{En: "What is accepted", Ko: "예외"}, finding.AcceptanceRules()},
	}
}

// allRules are the rules of every command.
func allRules() finding.Rules {
	var all finding.Rules
	for _, g := range ruleGroups() {
		all = append(all, g.rules...)
	}
	return all
}

func newExplain(env *environment) *cobra.Command {
	return &cobra.Command{
		Use: "explain [CODE | KEY | KIND | WORD...] | explain kind [KIND]",
		RunE: func(_ *cobra.Command, args []string) error {
			lang, err := env.language()
			if err != nil {
				return err
			}
			return explain(env.streams.Out, args, lang)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 && args[0] == "kind" {
				return kindIDs(), cobra.ShellCompDirectiveNoFileComp
			}
			return slices.Concat(codes(), keyNames(), []string{"kind"}), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

func explain(w io.Writer, args []string, lang finding.Lang) error {
	words := strings.Fields(strings.Join(args, " "))
	switch {
	case len(words) == 0:
		explainCodes(w, lang)
		return nil
	case words[0] == "kind" && len(words) == 1:
		explainKinds(w, lang)
		return nil
	case words[0] == "kind":
		return explainKind(w, strings.Join(words[1:], " "), lang)
	case len(words) > 1:
		return search(w, words, lang)
	}
	word := lastKey(words[0])
	words[0] = word
	rule, isCode := allRules().Lookup(word)
	keys := keysNamed(word)
	k := kind.Lookup(word)
	if !isCode && len(keys) == 0 && k == nil {
		return search(w, words, lang)
	}
	if isCode {
		fmt.Fprintf(w, "%s (%s): %s\n\n%s\n\n%s\n", rule.Code, rule.Severity, rule.Title.In(lang),
			wrapped(rule.Cause.In(lang)), wrapped(rule.Cure.In(lang)))
	}
	if len(keys) > 0 {
		explainKeys(w, keys, lang)
	}
	if k != nil {
		return explainKind(w, word, lang)
	}
	return nil
}

// lastKey is the last of the keys by which one is reached, elements.scaling or
// kind:lambda; a type of AWS is a word.
func lastKey(word string) string {
	if strings.Contains(word, "::") {
		return word
	}
	if trimmed := strings.TrimRight(word, ".:"); trimmed != "" {
		word = trimmed
	}
	return word[strings.LastIndexAny(word, ".:")+1:]
}

// explainCodes lists every code below what it is about.
func explainCodes(w io.Writer, lang finding.Lang) {
	for i, g := range ruleGroups() {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, g.about.In(lang))
		for _, r := range g.rules {
			fmt.Fprintf(w, "  %-28s %-8s %s\n", r.Code, r.Severity, r.Title.In(lang))
		}
	}
}

// categories are what kinds of a category are called together.
func categories() map[kind.Category]finding.Text {
	return map[kind.Category]finding.Text{
		kind.Actor:     {En: "People and clients", Ko: "사람과 클라이언트"},
		kind.Entry:     {En: "Ways in", Ko: "진입 경로"},
		kind.Compute:   {En: "What runs", Ko: "실행되는 것"},
		kind.Store:     {En: "Stores", Ko: "저장소"},
		kind.Messaging: {En: "Messages and events", Ko: "메시지와 이벤트"},
		kind.AI:        {En: "AI", Ko: "AI"},
		kind.Network:   {En: "Network", Ko: "네트워크"},
		kind.Security:  {En: "Security", Ko: "보안"},
		kind.Ops:       {En: "Operations", Ko: "운영"},
		kind.Delivery:  {En: "Delivery", Ko: "배포"},
		kind.External:  {En: "Of others", Ko: "외부"},
		kind.Process:   {En: "Inside a task or instance", Ko: "태스크나 인스턴스 안"},
		kind.Place:     {En: "Places (under boundaries)", Ko: "장소(boundaries 아래)"},
		kind.Set:       {En: "Sets (under groups)", Ko: "집합(groups 아래)"},
	}
}

// explainKinds lists every kind below its category.
func explainKinds(w io.Writer, lang finding.Lang) {
	names, last := categories(), kind.Category("")
	for _, k := range kind.All() {
		if k.Category != last {
			if last != "" {
				fmt.Fprintln(w)
			}
			fmt.Fprintln(w, names[k.Category].In(lang))
			last = k.Category
		}
		fmt.Fprintf(w, "  %-24s %s\n", k.ID, k.Label.In(lang))
	}
}

func explainKind(w io.Writer, id string, lang finding.Lang) error {
	k := kind.Lookup(id)
	if k == nil {
		hint := model.KindMeant(id)
		if !hint.IsZero() {
			return usagef("unknown kind %q: %s",
				"%q 종류는 없습니다. %s", id, hint)
		}
		return usagef("unknown kind %q%s",
			"%q 종류는 없습니다%s", id, meant(id, kindIDs()))
	}
	fmt.Fprintf(w, "%s: %s\n\n%s\n", k.ID, k.Label.In(lang), wrapped(k.Doc.In(lang)))
	for _, row := range []struct {
		label finding.Text
		items []string
	}{
		{finding.Text{En: "AWS", Ko: "AWS"}, k.AWS},
		{finding.Text{En: "traits", Ko: "특성"}, k.TraitWords()},
		{finding.Text{En: "facts", Ko: "속성"}, k.Facts},
		{finding.Text{En: "compared with AWS", Ko: "AWS와 대조"}, k.Checked},
	} {
		if len(row.items) > 0 {
			fmt.Fprintf(w, "\n%s\n", indent(wrapped(row.label.In(lang)+": "+strings.Join(row.items, ", "))))
		}
	}
	return nil
}

func codes() []string {
	var out []string
	for _, r := range allRules() {
		out = append(out, r.Code)
	}
	return out
}

func kindIDs() []string {
	var out []string
	for _, k := range kind.All() {
		out = append(out, k.ID)
	}
	return out
}

// mostFound is how many lines a search shows of one sort.
const mostFound = 20

// search looks for words in codes, keys and kinds, in both languages.
func search(w io.Writer, words []string, lang finding.Lang) error {
	all := strings.Join(words, " ")
	var codeLines, keyLines, kindLines []string
	for _, r := range allRules() {
		if holds(words, r.Code, r.Title.En, r.Title.Ko, r.Cause.En, r.Cause.Ko, r.Cure.En, r.Cure.Ko) {
			codeLines = append(codeLines, fmt.Sprintf("%-28s %-8s %s", r.Code, r.Severity, r.Title.In(lang)))
		}
	}
	for _, k := range allKeys() {
		if holds(words, k.key.Name, k.key.Doc.En, k.key.Doc.Ko) {
			keyLines = append(keyLines, fmt.Sprintf("%-28s %s", k.key.Name, k.key.Doc.In(lang)))
		}
	}
	known := kind.Meant(all)
	line := func(k *kind.Kind) string { return fmt.Sprintf("%-28s %s", k.ID, k.Label.In(lang)) }
	for _, id := range known.Kinds { // which is what people mean, before what merely speaks of it
		kindLines = append(kindLines, line(kind.Lookup(id)))
	}
	for _, k := range kind.All() {
		if !slices.Contains(known.Kinds, k.ID) && holds(words, k.ID, k.Label.En, k.Label.Ko, k.Doc.En, k.Doc.Ko) {
			kindLines = append(kindLines, line(&k))
		}
	}
	if len(codeLines)+len(keyLines)+len(kindLines) == 0 {
		if hint := model.KindMeant(all); !hint.IsZero() {
			return usagef("nothing is called %q: %s",
				"%q(이)라는 것은 없습니다. %s", all, hint)
		}
		return usagef("nothing is called %q, and nothing speaks of it%s",
			"%q(이)라는 것도, 그것을 설명하는 것도 없습니다%s", all,
			meant(all, slices.Concat(codes(), keyNames(), kindIDs())))
	}
	if len(codeLines)+len(keyLines) == 0 && len(kindLines) == 1 {
		id, _, _ := strings.Cut(kindLines[0], " ")
		return explainKind(w, id, lang)
	}
	type section struct {
		title finding.Text
		lines []string
	}
	kinds := section{finding.Text{En: "Kinds", Ko: "종류"}, kindLines}
	sections := []section{
		{finding.Text{En: "Codes", Ko: "코드"}, codeLines}, {finding.Text{En: "Keys", Ko: "키"}, keyLines}, kinds,
	}
	if len(known.Kinds) > 0 {
		sections = []section{kinds, sections[0], sections[1]}
	} else if hint := model.KindMeant(all); !hint.IsZero() {
		fmt.Fprintf(w, "%s: %s\n\n", all, wrapped(hint.In(lang)))
	}
	for _, section := range sections {
		if len(section.lines) == 0 {
			continue
		}
		fmt.Fprintf(w, "%s\n", section.title.In(lang))
		for i, line := range section.lines {
			if i == mostFound {
				fmt.Fprintf(w, "  … %d\n", len(section.lines)-mostFound)
				break
			}
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
	return nil
}

// holds reports whether every word stands in one of the texts, as the beginning of
// a word: "open" is found in "opened", "ip" not in "description".
func holds(words []string, texts ...string) bool {
	text := " " + strings.NewReplacer("-", " ", "_", " ", "(", " ", "`", " ", "\"", " ", "/", " ").
		Replace(strings.ToLower(strings.Join(texts, " ")))
	for _, word := range words {
		word = strings.ToLower(word)
		if !strings.Contains(text, " "+word) && (word[0] < 0x80 || !strings.Contains(text, word)) {
			return false
		}
	}
	return true
}
