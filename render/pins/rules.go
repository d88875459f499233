package pins

import "asbuilt/finding"

// Codes of findings about the file of pins.
const (
	CodeLayout  = "layout-file"
	CodeNowhere = "pin-without-thing"
)

// Rules are the rules of this package.
func Rules() finding.Rules {
	return finding.Rules{
		{
			Code:  CodeLayout,
			Title: finding.Text{En: "File of pins that cannot be read", Ko: "읽을 수 없는 위치 고정 파일"},
			Cause: finding.Text{
				En: "architecture.layout.yaml beside the model says where things stand in pictures: by view and id, a rank and a place in it. Here stands something else.",
				Ko: "모델 옆의 architecture.layout.yaml은 그림에서 무엇이 어디에 서는지를 뷰와 id마다 단과 자리로 적은 파일입니다. 여기에는 다른 것이 적혀 있습니다.",
			},
			Cure: finding.Text{
				En: "Correct the line, delete it, or delete the file: asbuilt render --pin writes a new one.",
				Ko: "줄을 고치거나 지우십시오. 파일을 지우면 asbuilt render --pin으로 다시 만들 수 있습니다.",
			},
		},
		{
			Code: CodeNowhere, Severity: finding.Note,
			Title: finding.Text{En: "Pin of what is not there", Ko: "대상이 없는 위치 고정"},
			Cause: finding.Text{
				En: "The file of pins names a view, or a thing in a view, that the model no longer has there. The line is ignored.",
				Ko: "위치 고정 파일에 적힌 뷰나 그 뷰 안의 요소가 이제 모델에 없습니다. 이 줄은 무시됩니다.",
			},
			Cure: finding.Text{
				En: "Delete the line, or let asbuilt render --pin do it. If the id was renamed, rename it here too.",
				Ko: "줄을 지우거나 asbuilt render --pin으로 정리하십시오. id를 바꾼 것이라면 여기서도 바꾸십시오.",
			},
		},
	}
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
