package kind

import "asbuilt/finding"

// actors holds the kinds for people and clients.
var actors = []Kind{
	{
		ID: "user", Category: Actor, Glyph: "user",
		Label: finding.Text{En: "Users", Ko: "사용자"},
		Doc:   finding.Text{En: "People who use the system.", Ko: "시스템을 쓰는 사람들."},
	},
	{
		ID: "operator", Category: Actor, Glyph: "operator",
		Label: finding.Text{En: "Operators", Ko: "운영자"},
		Doc:   finding.Text{En: "People who run the system.", Ko: "시스템을 운영하는 사람들."},
	},
	{
		ID: "developer", Category: Actor, Glyph: "developer",
		Label: finding.Text{En: "Developers", Ko: "개발자"},
		Doc:   finding.Text{En: "People who build the system.", Ko: "시스템을 만드는 사람들."},
	},
	{
		ID: "team", Category: Actor, Glyph: "team",
		Label: finding.Text{En: "Team", Ko: "팀"},
		Doc:   finding.Text{En: "A team that is told or decides.", Ko: "알림을 받거나 결정하는 팀."},
	},
	{
		ID: "browser", Category: Actor, Glyph: "browser",
		Label:  finding.Text{En: "Web browser", Ko: "웹 브라우저"},
		Doc:    finding.Text{En: "A client program in a browser.", Ko: "브라우저에서 도는 클라이언트 프로그램."},
		Traits: []Trait{Client},
	},
	{
		ID: "mobile-app", Category: Actor, Glyph: "mobile",
		Label:  finding.Text{En: "Mobile app", Ko: "모바일 앱"},
		Doc:    finding.Text{En: "A client program on a phone.", Ko: "휴대전화에서 도는 클라이언트 프로그램."},
		Traits: []Trait{Client},
	},
	{
		ID: "workstation", Category: Actor, Glyph: "workstation",
		Label:  finding.Text{En: "Workstation", Ko: "개발 PC"},
		Doc:    finding.Text{En: "A person's own computer.", Ko: "개인이 쓰는 컴퓨터."},
		Traits: []Trait{Source},
		Facts:  []string{"processes"},
	},
	{
		ID: "device", Category: Actor, Glyph: "device",
		Label: finding.Text{En: "Device", Ko: "장치"},
		Doc:   finding.Text{En: "A machine or sensor that calls the system.", Ko: "시스템을 호출하는 기계나 센서."},
	},
}
