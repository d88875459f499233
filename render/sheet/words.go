package sheet

import (
	"asbuilt/finding"
	"asbuilt/model/kind"
	"asbuilt/render/scene"
	"asbuilt/render/views"
)

// lineStyle is how connections of a kind are drawn, and what a legend calls
// them.
type lineStyle struct {
	kind  string
	name  finding.Text
	color scene.Color
	width float64
	dash  []int
	// open heads are two strokes instead of a triangle; both puts one at each end.
	open, both bool
}

var lineStyles = []lineStyle{
	{"request", finding.Text{Ko: "요청", En: "request"}, scene.Actor, 1.5, nil, false, false},
	{"data", finding.Text{Ko: "데이터", En: "data"}, scene.Store, 2.75, nil, false, false},
	{"event", finding.Text{Ko: "이벤트", En: "event"}, scene.Messaging, 1.5, []int{7, 4}, true, false},
	{"deploy", finding.Text{Ko: "배포", En: "deployment"}, scene.Delivery, 1.5, []int{10, 3, 2, 3}, false, false},
	{"observe", finding.Text{Ko: "관측(로그·지표)", En: "logs and metrics"}, scene.Ops, 1.5, []int{2, 4}, true, false},
	{"replicate", finding.Text{Ko: "복제·백업", En: "replication, backup"}, scene.Store, 1.5, []int{5, 3}, false, true},
	{"approve", finding.Text{Ko: "승인", En: "approval"}, scene.Entry, 1.5, []int{12, 4}, true, false},
	{"alarm", finding.Text{Ko: "경보 통지", En: "alarms"}, scene.Differs, 1.5, []int{6, 2, 2, 2}, true, false},
	{"detour", finding.Text{Ko: "장애 시 우회", En: "way round a failure"}, scene.Wrong, 2.25, []int{9, 4}, false, false},
	{"reply", finding.Text{Ko: "응답", En: "reply"}, scene.Muted, 1.25, []int{3, 3}, true, false},
	{"supersedes", finding.Text{Ko: "대체함", En: "supersedes"}, scene.Ink, 2.25, nil, false, false},
	{
		"amends", finding.Text{Ko: "수정·구체화·확장함", En: "amends, refines or extends"}, scene.Entry, 1.5, []int{8, 4},
		false, false,
	},
	{"depends on", finding.Text{Ko: "의존함", En: "depends on"}, scene.Actor, 1.25, nil, true, false},
	{"relates to", finding.Text{Ko: "관련됨", En: "relates to"}, scene.Muted, 1.25, []int{2, 4}, true, true},
	{"admin", finding.Text{Ko: "관리 작업", En: "administration"}, scene.Security, 1.5, []int{4, 3}, false, false},
}

func styleOfLine(kind string) lineStyle {
	for _, s := range lineStyles {
		if s.kind == kind {
			return s
		}
	}
	return lineStyles[0]
}

// borderStyle is how the border of a group is drawn, after AWS's conventions.
type borderStyle struct {
	style views.Style
	name  finding.Text
	color scene.Color
	width float64
	dash  []int
	// tint is the opacity of the fill, in percent.
	tint int
}

var borderStyles = []borderStyle{
	{views.Account, finding.Text{Ko: "AWS 계정", En: "AWS account"}, scene.Account, 1.25, nil, 0},
	{views.Region, finding.Text{Ko: "리전", En: "Region"}, scene.Region, 1.25, []int{1, 4}, 0},
	{views.VPC, finding.Text{Ko: "VPC", En: "VPC"}, scene.VPC, 1.5, nil, 0},
	{views.Public, finding.Text{Ko: "공개 서브넷", En: "public subnets"}, scene.PublicSubnet, 1.25, nil, 9},
	{views.Private, finding.Text{Ko: "사설 서브넷", En: "private subnets"}, scene.PrivateSubnet, 1.25, nil, 8},
	{views.Isolated, finding.Text{Ko: "격리 서브넷", En: "isolated subnets"}, scene.PrivateSubnet, 2, nil, 14},
	{views.Cluster, finding.Text{Ko: "ECS 클러스터", En: "ECS cluster"}, scene.ScalingGroup, 1.25, []int{6, 4}, 0},
	{views.Outside, finding.Text{Ko: "외부", En: "outside"}, scene.Generic, 1.25, []int{6, 4}, 0},
	{views.System, finding.Text{Ko: "시스템", En: "the system"}, scene.Ink, 1.5, nil, 0},
	{views.Module, finding.Text{Ko: "모듈", En: "module"}, scene.Entry, 1.25, nil, 6},
	{views.Trust, finding.Text{Ko: "신뢰 구역", En: "zone of trust"}, scene.SecurityGroup, 1.5, []int{8, 4}, 0},
	{views.Part, finding.Text{Ko: "묶음", En: "group"}, scene.Generic, 1, []int{3, 3}, 0},
}

func styleOfBorder(s views.Style) borderStyle {
	for _, b := range borderStyles {
		if b.style == s {
			return b
		}
	}
	return borderStyles[len(borderStyles)-1]
}

// markStyle is how a mark shows: a colour, a glyph, and on the thing itself a
// dash.
type markStyle struct {
	mark  views.Mark
	name  finding.Text
	color scene.Color
	glyph string
	dash  []int
}

var markStyles = []markStyle{
	{views.Missing, finding.Text{Ko: "선언했으나 없음", En: "declared, not there"}, scene.Wrong, "missing", []int{8, 5}},
	{views.Refuted, finding.Text{Ko: "연결 불가", En: "connection refuted"}, scene.Wrong, "refuted", []int{8, 5}},
	{views.Changed, finding.Text{Ko: "선언과 다름", En: "not as declared"}, scene.Differs, "changed", nil},
	{views.Partial, finding.Text{Ko: "일부만 성립", En: "holds in part"}, scene.Differs, "partial", nil},
	{views.Undeclared, finding.Text{Ko: "선언하지 않은 것", En: "not declared"}, scene.Extra, "undeclared", []int{1, 4}},
	{views.Unprotected, finding.Text{Ko: "보호되지 않음", En: "not protected"}, scene.Wrong, "unlocked", []int{6, 4}},
	{views.Unknown, finding.Text{Ko: "확인 못 함", En: "not looked at"}, scene.Unsure, "unknown", []int{4, 4}},
	{views.SPOF, finding.Text{Ko: "단일 장애점", En: "single point of failure"}, scene.Wrong, "warning", nil},
	{views.Bottleneck, finding.Text{Ko: "병목", En: "bottleneck"}, scene.Differs, "bottleneck", nil},
	{views.Headroom, finding.Text{Ko: "여유 부족", En: "little headroom"}, scene.Differs, "headroom", nil},
	{views.Alarm, finding.Text{Ko: "경보 중이거나 울리지 않는 경보", En: "alarm on, or unheard"}, scene.Wrong, "alarm", nil},
	{views.Tuning, finding.Text{Ko: "조정 지점", En: "tuning point"}, scene.Ops, "tuning", nil},
	{views.Added, finding.Text{Ko: "이 단계에서 새로 생김", En: "new in this state"}, scene.Proved, "added", nil},
	{views.New, finding.Text{Ko: "새로 생김", En: "new"}, scene.Proved, "new", nil},
	{views.Gone, finding.Text{Ko: "사라짐", En: "gone"}, scene.Wrong, "gone", []int{8, 5}},
	{
		views.Moved, finding.Text{Ko: "자리를 옮기거나 그림에 들고 남", En: "moved, also into or out of the picture"},
		scene.Extra, "moved", nil,
	},
	{views.Revised, finding.Text{Ko: "내용이 바뀜", En: "changed"}, scene.Differs, "revised", nil},
	{views.Draft, finding.Text{Ko: "초안", En: "draft"}, scene.Unsure, "note", []int{4, 4}},
	{views.Proposed, finding.Text{Ko: "제안됨", En: "proposed"}, scene.Differs, "unknown", []int{8, 5}},
	{views.Rejected, finding.Text{Ko: "기각됨", En: "rejected"}, scene.Wrong, "refuted", []int{8, 5}},
	{views.Deprecated, finding.Text{Ko: "폐기됨", En: "deprecated"}, scene.Unsure, "missing", []int{2, 4}},
	{views.Superseded, finding.Text{Ko: "다른 결정으로 대체됨", En: "superseded"}, scene.Unsure, "going", []int{4, 4}},
	{views.Going, finding.Text{Ko: "다음 단계에서 사라짐", En: "gone in the next state"}, scene.Unsure, "going", []int{4, 4}},
}

func styleOfMark(m views.Mark) markStyle {
	for _, s := range markStyles {
		if s.mark == m {
			return s
		}
	}
	return markStyle{mark: m, name: finding.Same(string(m)), color: scene.Unsure, glyph: "note"}
}

// noteNames say what the glyph before a note means, in the order of a legend.
var noteNames = []struct {
	glyph string
	name  finding.Text
}{
	{"database", finding.Text{Ko: "보관하는 데이터와 기간", En: "data it keeps, and how long"}},
	{"internet", finding.Text{Ko: "외부 노출", En: "exposure"}},
	{"user", finding.Text{Ko: "접근 권한", En: "who may reach it"}},
	{"waf", finding.Text{Ko: "통제", En: "controls"}},
	{"key", finding.Text{Ko: "저장 시 암호화", En: "encryption at rest"}},
	{"mask", finding.Text{Ko: "마스킹·해싱", En: "masking, hashing"}},
	{"scales", finding.Text{Ko: "그 밖의 확장 기준", En: "scales by this, too"}},
	{"metrics", finding.Text{Ko: "처리 능력", En: "what it can do"}},
	{"alarm", finding.Text{Ko: "경보 지표", En: "alarms on"}},
	{"logs", finding.Text{Ko: "로그 위치와 보존 기간", En: "logs, and how long they are kept"}},
	{"backup", finding.Text{Ko: "백업과 복구 목표", En: "backup, and what recovery promises"}},
	{"warning", finding.Text{Ko: "장애 증상 → 대응", En: "failure → who acts"}},
	{"deploy", finding.Text{Ko: "배포 방식", En: "how it is replaced"}},
	{"audit", finding.Text{Ko: "이미지 정책", En: "image policy"}},
	{"role", finding.Text{Ko: "올릴 수 있는 역할", En: "role that may push"}},
}

// categoryNames are in the order of a legend.
var categoryNames = []struct {
	category kind.Category
	name     finding.Text
}{
	{kind.Actor, finding.Text{Ko: "사용자·클라이언트", En: "people and clients"}},
	{kind.Entry, finding.Text{Ko: "진입점", En: "way in"}},
	{kind.Compute, finding.Text{Ko: "실행", En: "compute"}},
	{kind.Store, finding.Text{Ko: "저장소", En: "store"}},
	{kind.Messaging, finding.Text{Ko: "메시징", En: "messaging"}},
	{kind.AI, finding.Text{Ko: "AI", En: "AI"}},
	{kind.Network, finding.Text{Ko: "네트워크", En: "network"}},
	{kind.Security, finding.Text{Ko: "보안", En: "security"}},
	{kind.Ops, finding.Text{Ko: "운영", En: "operations"}},
	{kind.Delivery, finding.Text{Ko: "배포", En: "delivery"}},
	{kind.External, finding.Text{Ko: "외부 시스템", En: "outside system"}},
	{views.InForce, finding.Text{Ko: "채택된 결정", En: "accepted decision"}},
	{kind.Process, finding.Text{Ko: "프로세스", En: "process"}},
}
