package pins

import "asbuilt/finding"

// Codes of findings about the file of pins.
const (
	CodeLayout  = "layout-file"
	CodeNowhere = "pin-without-thing"
)

// Rules are the rules of this package.
func Rules() finding.Rules {
	return texts().Explain(finding.Rules{
		{Code: CodeLayout},
		{Code: CodeNowhere, Severity: finding.Note},
	})
}

// Unused are the pins of what is not there: ids says what can be pinned in a
// view, and ok is false when there is no such view.
func (p *Pins) Unused(ids func(view string) (known map[string]bool, ok bool)) finding.List {
	var all finding.List
	if p == nil {
		return all
	}
	note := func(subject, fact string, at finding.Position, message finding.Text) {
		all = append(all, &finding.Finding{
			Code: CodeNowhere, Severity: finding.Note, Subject: subject, Fact: fact,
			Position: at, Source: p.src.Line(at.Line), Length: p.src.Span(at), Message: message,
			Hint: finding.Say("delete the line, or let asbuilt render --pin do it",
				"줄을 지우거나 asbuilt render --pin으로 정리하십시오"),
		})
	}
	for _, v := range p.views {
		known, ok := ids(v.id)
		if !ok {
			note(v.id, "layout", v.at, finding.Say("there is no view %q whose boxes asbuilt places",
				"asbuilt가 배치하는 뷰 %q이(가) 없습니다", v.id))
			continue
		}
		for _, pin := range v.pins {
			if !known[pin.id] {
				note(pin.id, "layout."+v.id, pin.at,
					finding.Say("view %q shows no %q to pin", "뷰 %q에 위치를 고정할 %q이(가) 없습니다", v.id, pin.id))
			}
		}
	}
	all.Sort()
	return all
}
