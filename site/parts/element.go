package parts

import (
	"asbuilt/finding"
	"asbuilt/model"
)

// ElementTable is elements at a glance.
//
// Where all lie in one place, which the page is about, it is left out.
func ElementTable(l Links, p Proof, all []*model.Element) Table {
	one := len(all) > 0 && all[0].Boundary != nil
	for _, e := range all {
		one = one && e.Boundary == all[0].Boundary
	}
	return NewTable(p, Shape[*model.Element]{}, all, []Column[*model.Element]{
		{
			Name: finding.Say("Name", "이름"), Names: true, Sorts: true,
			Cell: func(e *model.Element) Cell { return Show(Linked(l.Element(e.ID)), Ident(e.ID)) },
		},
		{
			Name: finding.Say("Kind", "종류"), Sorts: true,
			Cell: func(e *model.Element) Cell { return Show(Plain(l.Kind(e.Kind.ID))) },
		},
		{
			Name: finding.Say("Place", "위치"), Sorts: true,
			Cell: func(e *model.Element) Cell {
				if e.Boundary == nil || one && len(all) > 1 {
					return Show()
				}
				return Show(Linked(l.Boundary(e.Boundary.ID)))
			},
		},
		{
			Name: finding.Say("Module", "모듈"), Sorts: true,
			Cell: func(e *model.Element) Cell { return Show(Linked(l.Module(e.Module.ID))) },
		},
		{
			Name: finding.Say("In states", "존재 상태"), Sorts: true,
			Cell: func(e *model.Element) Cell { return Show(Plain(lifetime(l, e.Lifetime))) },
		},
		{
			Name: finding.Say("Result", "검증"), Built: true, Sorts: true,
			Cell: func(e *model.Element) Cell { return Show(Marked(p.Worst(e.ID))) },
		},
	})
}

// lifetime is a lifetime in short: "interim →", "→ now", or nothing.
func lifetime(l Links, of model.Lifetime) string {
	since, until := l.RefTo("state", of.Since).Text, l.RefTo("state", of.Until).Text
	switch {
	case of.Since.IsSet() && of.Until.IsSet():
		return since + " → " + until
	case of.Since.IsSet():
		return since + " →"
	case of.Until.IsSet():
		return "→ " + until
	}
	return ""
}
