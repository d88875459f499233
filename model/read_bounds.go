package model

import (
	"asbuilt/finding"
	"asbuilt/model/predicate"
	"asbuilt/model/syntax"
)

// CodeTooManyEntries is the code of whatever is more than a model may have.
const CodeTooManyEntries = "too-many-entries"

// boundRules concern the work that a model makes.
func boundRules() finding.Rules { return finding.Rules{{Code: CodeTooManyEntries}} }

// Bounds on the work that a small file can make. They are some ten times what
// anybody could read, and looked at before the work is begun.
const (
	// MostEntries is how many elements a model may have, and how many connections
	// once the lists of their ends are written out.
	MostEntries = 10_000
	// MostTurns is how many states, environments, views and ways that must not exist
	// it may have. For each the whole model is gone through again: MostRounds is all of
	// them, times all elements and connections.
	MostTurns  = 200
	MostRounds = 300_000
	// MostSteps is how many steps one flow may have.
	MostSteps = 500
	// MostFacts is how many keys and values it may come to when templates and lists are
	// written out: 30 for each of [MostEntries] elements.
	MostFacts = 300_000
	// MostAsked is how often predicates may ask: their tests, each of all elements,
	// connections and tags.
	MostAsked = 2_000_000
)

// few reports whether a file has no more entries of a kind than a model may
// have. They are counted before any is made, because two lists of a few hundred
// ends are a small file and tens of thousands of connections. What all files have
// together is counted.
func (d *decoder) few(root *syntax.Node) bool {
	for _, key := range []struct {
		name, one, other string
		most             int
	}{
		{"elements", "", "", MostEntries}, {"boundaries", "", "", MostEntries},
		{"connections", "from", "to", MostEntries}, {"permissions", "role", "", MostEntries},
		{"states", "", "", MostTurns}, {"environments", "", "", MostTurns}, {"views", "", "", MostTurns},
		{"never", "", "", MostTurns},
	} {
		node := root.Get(key.name)
		if node == nil {
			continue
		}
		d.entries[key.name] += len(node.Entries)
		for _, item := range node.Items {
			d.entries[key.name] += len(eachOf(item.Get(key.one))) * len(eachOf(item.Get(key.other)))
		}
		if n := d.entries[key.name]; n > key.most {
			d.report(CodeTooManyEntries, node.Position,
				finding.Say("%s: %d entries, more than the %d a model may have", "%s: 항목이 %d개로, 모델의 한도인 %d개를 넘습니다",
					key.name, n, key.most),
				finding.Say("let a list or a pattern stand for what is alike, or make models of the parts",
					"비슷한 것은 한 요소로 묶거나 부분마다 모델을 나누십시오"))
			return false
		}
	}
	return true
}

// light reports whether a model, put together from all its files and with templates
// and lists written out, makes no more work than it may.
func (d *decoder) light(root *syntax.Node) bool {
	if facts := MostFacts; !spend(root, &facts, sizeOf) {
		d.report(CodeTooManyEntries, root.Position,
			finding.Say("the model comes to more than the %d facts it may have, with templates and lists written out",
				"템플릿과 목록을 풀어 쓰면 속성이 모델의 한도인 %d개를 넘습니다", MostFacts),
			finding.Say("shorten what a template holds that many elements use, or make models of the parts",
				"여러 요소가 쓰는 템플릿의 내용을 줄이거나 부분마다 모델을 나누십시오"))
		return false
	}
	for _, flow := range entriesOf(root.Get("flows")) {
		if steps := MostSteps; !spend(flow.Value.Get("steps"), &steps, stepsOf) {
			d.report(CodeTooManyEntries, flow.Position,
				finding.Say("flow %q has more than the %d steps a flow may have", "흐름 %q의 단계가 한도인 %d개를 넘습니다",
					flow.Key, MostSteps),
				finding.Say("make flows of its parts", "부분마다 흐름을 나누십시오"))
			return false
		}
	}
	return d.rounds(root) && d.asks(root)
}

// rounds reports whether the whole model is gone through no more often than it may.
func (d *decoder) rounds(root *syntax.Node) bool {
	things, turns := sizeOf(root.Get("elements"))+sizeOf(root.Get("connections")), 0
	for _, key := range []string{"states", "environments", "views", "never"} {
		node := root.Get(key)
		if turns += sizeOf(node); turns*things > MostRounds {
			d.report(CodeTooManyEntries, node.Position,
				finding.Say("%d states, environments, views and ways × %d elements and connections are more than %d",
					"상태, 환경, 뷰, 경로 %d개와 요소, 연결 %d개의 곱이 한도인 %d을 넘습니다", turns, things, MostRounds),
				finding.Say("make models of the parts", "부분마다 모델을 나누십시오"))
			return false
		}
	}
	return true
}

// asks reports whether predicates ask no more than they may.
func (d *decoder) asks(root *syntax.Node) bool {
	things := sizeOf(root.Get("elements")) + sizeOf(root.Get("connections"))
	for _, e := range entriesOf(root.Get("elements")) {
		things += sizeOf(e.Value.Get("tags"))
	}
	tests := 0
	ask := func(section string, keys ...string) (at *syntax.Node) {
		for _, e := range entriesOf(root.Get(section)) {
			for _, key := range keys {
				for _, word := range eachOf(e.Value.Get(key)) {
					if word == nil {
						continue
					}
					if tests += max(1, predicate.Tests(word.Value)); tests*things > MostAsked {
						return word
					}
				}
			}
		}
		return nil
	}
	at := ask("views", "select")
	if at == nil {
		at = ask("never", "from", "to")
	}
	if at == nil {
		return true
	}
	d.report(CodeTooManyEntries, at.Position,
		finding.Say("predicates up to here make %d tests of %d elements, connections and tags, more than %d in all",
			"여기까지 조건식이 %d가지를 요소, 연결, 태그 %d개에 물어, 모두 합친 한도인 %d번을 넘습니다", tests, things, MostAsked),
		finding.Say("choose by a place, a module or a tag instead of by many ids", "id를 많이 적는 대신 위치, 모듈, 태그로 고르십시오"))
	return false
}

// spend takes what a node and all in it cost from a budget, and reports whether that
// was enough. It looks no further than the budget reaches.
func spend(n *syntax.Node, budget *int, cost func(*syntax.Node) int) bool {
	if n == nil {
		return true
	}
	if *budget -= cost(n); *budget < 0 {
		return false
	}
	for _, e := range n.Entries {
		if !spend(e.Value, budget, cost) {
			return false
		}
	}
	for _, item := range n.Items {
		if !spend(item, budget, cost) {
			return false
		}
	}
	return true
}

// sizeOf is how many entries or items a node has; of nothing there are none.
func sizeOf(n *syntax.Node) int {
	if n == nil {
		return 0
	}
	return len(n.Entries) + len(n.Items)
}

// stepsOf is every step of a list of them, branches counted as one more.
func stepsOf(n *syntax.Node) int { return len(n.Items) }

// entriesOf are the entries of a mapping; of nothing there are none.
func entriesOf(n *syntax.Node) []syntax.Entry {
	if n == nil {
		return nil
	}
	return n.Entries
}
