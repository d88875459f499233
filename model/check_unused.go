package model

import "asbuilt/finding"

// CodeUnused is the code of findings about what nobody refers to.
const CodeUnused = "unused-definition"

// unusedRules concern what nobody refers to.
func unusedRules() finding.Rules {
	return finding.Rules{
		{Code: CodeUnused, Severity: finding.Note},
	}
}

// checkUnused notes what is defined and never referred to.
func (m *Model) checkUnused(r *reporter) {
	note := func(word string, what finding.Text, n Named) {
		if m.index.uses[word][n.ID] == 0 {
			r.about(n.ID, "", CodeUnused, n.Position,
				finding.Text{
					En: "no one uses the " + what.En + " " + n.ID,
					Ko: what.Ko + " " + n.ID + "을(를) 쓰는 곳이 없습니다",
				},
				finding.Say("delete it, or refer to it where it belongs", "지우거나 필요한 곳에서 참조하십시오"))
		}
	}
	for _, t := range m.Templates {
		note("template", finding.Say("template", "템플릿"), t.Named)
	}
	for _, c := range m.Data {
		note("data", finding.Say("class of data", "데이터 종류"), c.Named)
	}
	for _, g := range m.Groups {
		note("group", finding.Say("group", "그룹"), g.Named)
	}
	for _, o := range m.Modules {
		note("module", finding.Say("module", "모듈"), o.Named)
	}
}
