package render

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
	{"request", finding.Text{En: "request", Ko: "요청"}, scene.Actor, 1.5, nil, false, false},
	{"data", finding.Text{En: "data", Ko: "데이터"}, scene.Store, 2.75, nil, false, false},
	{"event", finding.Text{En: "event", Ko: "이벤트"}, scene.Messaging, 1.5, []int{7, 4}, true, false},
	{"deploy", finding.Text{En: "deployment", Ko: "배포"}, scene.Delivery, 1.5, []int{10, 3, 2, 3}, false, false},
	{"observe", finding.Text{En: "logs and metrics", Ko: "관측(로그·지표)"}, scene.Ops, 1.5, []int{2, 4}, true, false},
	{"replicate", finding.Text{En: "replication, backup", Ko: "복제·백업"}, scene.Store, 1.5, []int{5, 3}, false, true},
	{"approve", finding.Text{En: "approval", Ko: "승인"}, scene.Entry, 1.5, []int{12, 4}, true, false},
	{"alarm", finding.Text{En: "alarms", Ko: "경보 통지"}, scene.Differs, 1.5, []int{6, 2, 2, 2}, true, false},
	{"detour", finding.Text{En: "way round a failure", Ko: "장애 시 우회"}, scene.Wrong, 2.25, []int{9, 4}, false, false},
	{"reply", finding.Text{En: "reply", Ko: "응답"}, scene.Muted, 1.25, []int{3, 3}, true, false},
	{"supersedes", finding.Text{En: "supersedes", Ko: "대체함"}, scene.Ink, 2.25, nil, false, false},
	{"amends", finding.Text{En: "amends, refines or extends", Ko: "수정·구체화·확장함"}, scene.Entry, 1.5, []int{8, 4}, false, false},
	{"depends on", finding.Text{En: "depends on", Ko: "의존함"}, scene.Actor, 1.25, nil, true, false},
	{"relates to", finding.Text{En: "relates to", Ko: "관련됨"}, scene.Muted, 1.25, []int{2, 4}, true, true},
	{"admin", finding.Text{En: "administration", Ko: "관리 작업"}, scene.Security, 1.5, []int{4, 3}, false, false},
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
	{views.Account, finding.Text{En: "AWS account", Ko: "AWS 계정"}, scene.Account, 1.25, nil, 0},
	{views.Region, finding.Text{En: "Region", Ko: "리전"}, scene.Region, 1.25, []int{1, 4}, 0},
	{views.VPC, finding.Text{En: "VPC", Ko: "VPC"}, scene.VPC, 1.5, nil, 0},
	{views.Public, finding.Text{En: "public subnets", Ko: "공개 서브넷"}, scene.PublicSubnet, 1.25, nil, 9},
	{views.Private, finding.Text{En: "private subnets", Ko: "사설 서브넷"}, scene.PrivateSubnet, 1.25, nil, 8},
	{views.Isolated, finding.Text{En: "isolated subnets", Ko: "격리 서브넷"}, scene.PrivateSubnet, 2, nil, 14},
	{views.Cluster, finding.Text{En: "ECS cluster", Ko: "ECS 클러스터"}, scene.ScalingGroup, 1.25, []int{6, 4}, 0},
	{views.Outside, finding.Text{En: "outside", Ko: "외부"}, scene.Generic, 1.25, []int{6, 4}, 0},
	{views.System, finding.Text{En: "the system", Ko: "시스템"}, scene.Ink, 1.5, nil, 0},
	{views.Module, finding.Text{En: "module", Ko: "모듈"}, scene.Entry, 1.25, nil, 6},
	{views.Trust, finding.Text{En: "zone of trust", Ko: "신뢰 구역"}, scene.SecurityGroup, 1.5, []int{8, 4}, 0},
	{views.Part, finding.Text{En: "group", Ko: "묶음"}, scene.Generic, 1, []int{3, 3}, 0},
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
	{views.Missing, finding.Text{En: "declared, not there", Ko: "선언했으나 없음"}, scene.Wrong, "missing", []int{8, 5}},
	{views.Refuted, finding.Text{En: "connection refuted", Ko: "연결 불가"}, scene.Wrong, "refuted", []int{8, 5}},
	{views.Changed, finding.Text{En: "not as declared", Ko: "선언과 다름"}, scene.Differs, "changed", nil},
	{views.Partial, finding.Text{En: "holds in part", Ko: "일부만 성립"}, scene.Differs, "partial", nil},
	{views.Undeclared, finding.Text{En: "not declared", Ko: "선언하지 않은 것"}, scene.Extra, "undeclared", []int{1, 4}},
	{views.Unprotected, finding.Text{En: "not protected", Ko: "보호되지 않음"}, scene.Wrong, "unlocked", []int{6, 4}},
	{views.Unknown, finding.Text{En: "not looked at", Ko: "확인 못 함"}, scene.Unsure, "unknown", []int{4, 4}},
	{views.SPOF, finding.Text{En: "single point of failure", Ko: "단일 장애점"}, scene.Wrong, "warning", nil},
	{views.Bottleneck, finding.Text{En: "bottleneck", Ko: "병목"}, scene.Differs, "bottleneck", nil},
	{views.Headroom, finding.Text{En: "little headroom", Ko: "여유 부족"}, scene.Differs, "headroom", nil},
	{views.Alarm, finding.Text{En: "alarm on, or unheard", Ko: "경보 중이거나 울리지 않는 경보"}, scene.Wrong, "alarm", nil},
	{views.Tuning, finding.Text{En: "tuning point", Ko: "조정 지점"}, scene.Ops, "tuning", nil},
	{views.Added, finding.Text{En: "new in this state", Ko: "이 단계에서 새로 생김"}, scene.Proved, "added", nil},
	{views.New, finding.Text{En: "new", Ko: "새로 생김"}, scene.Proved, "new", nil},
	{views.Gone, finding.Text{En: "gone", Ko: "사라짐"}, scene.Wrong, "gone", []int{8, 5}},
	{views.Moved, finding.Text{En: "moved, also into or out of the picture", Ko: "자리를 옮기거나 그림에 들고 남"}, scene.Extra, "moved", nil},
	{views.Revised, finding.Text{En: "changed", Ko: "내용이 바뀜"}, scene.Differs, "revised", nil},
	{views.Draft, finding.Text{En: "draft", Ko: "초안"}, scene.Unsure, "note", []int{4, 4}},
	{views.Proposed, finding.Text{En: "proposed", Ko: "제안됨"}, scene.Differs, "unknown", []int{8, 5}},
	{views.Rejected, finding.Text{En: "rejected", Ko: "기각됨"}, scene.Wrong, "refuted", []int{8, 5}},
	{views.Deprecated, finding.Text{En: "deprecated", Ko: "폐기됨"}, scene.Unsure, "missing", []int{2, 4}},
	{views.Superseded, finding.Text{En: "superseded", Ko: "다른 결정으로 대체됨"}, scene.Unsure, "going", []int{4, 4}},
	{views.Going, finding.Text{En: "gone in the next state", Ko: "다음 단계에서 사라짐"}, scene.Unsure, "going", []int{4, 4}},
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
	{"database", finding.Text{En: "data it keeps, and how long", Ko: "보관하는 데이터와 기간"}},
	{"internet", finding.Text{En: "exposure", Ko: "외부 노출"}},
	{"user", finding.Text{En: "who may reach it", Ko: "접근 권한"}},
	{"waf", finding.Text{En: "controls", Ko: "통제"}},
	{"key", finding.Text{En: "encryption at rest", Ko: "저장 시 암호화"}},
	{"mask", finding.Text{En: "masking, hashing", Ko: "마스킹·해싱"}},
	{"scales", finding.Text{En: "scales by this, too", Ko: "그 밖의 확장 기준"}},
	{"metrics", finding.Text{En: "what it can do", Ko: "처리 능력"}},
	{"alarm", finding.Text{En: "alarms on", Ko: "경보 지표"}},
	{"logs", finding.Text{En: "logs, and how long they are kept", Ko: "로그 위치와 보존 기간"}},
	{"backup", finding.Text{En: "backup, and what recovery promises", Ko: "백업과 복구 목표"}},
	{"warning", finding.Text{En: "failure → who acts", Ko: "장애 증상 → 대응"}},
	{"deploy", finding.Text{En: "how it is replaced", Ko: "배포 방식"}},
	{"audit", finding.Text{En: "image policy", Ko: "이미지 정책"}},
	{"role", finding.Text{En: "role that may push", Ko: "올릴 수 있는 역할"}},
}

// categoryNames are in the order of a legend.
var categoryNames = []struct {
	category kind.Category
	name     finding.Text
}{
	{kind.Actor, finding.Text{En: "people and clients", Ko: "사용자·클라이언트"}},
	{kind.Entry, finding.Text{En: "way in", Ko: "진입점"}},
	{kind.Compute, finding.Text{En: "compute", Ko: "실행"}},
	{kind.Store, finding.Text{En: "store", Ko: "저장소"}},
	{kind.Messaging, finding.Text{En: "messaging", Ko: "메시징"}},
	{kind.AI, finding.Text{En: "AI", Ko: "AI"}},
	{kind.Network, finding.Text{En: "network", Ko: "네트워크"}},
	{kind.Security, finding.Text{En: "security", Ko: "보안"}},
	{kind.Ops, finding.Text{En: "operations", Ko: "운영"}},
	{kind.Delivery, finding.Text{En: "delivery", Ko: "배포"}},
	{kind.External, finding.Text{En: "outside system", Ko: "외부 시스템"}},
	{views.InForce, finding.Text{En: "accepted decision", Ko: "채택된 결정"}},
	{kind.Process, finding.Text{En: "process", Ko: "프로세스"}},
}
