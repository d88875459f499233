package layout_test

import (
	"os"
	"strings"
	"testing"

	"asbuilt/internal/nightly"
	"asbuilt/render/scene"
)

// TestRenaming gives elements of System A other names: one of the same width
// moves nothing at all, a wider one puts no box on another side of a second one.
func TestRenaming(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../architecture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before := pictures(t, string(data))
	names := []struct{ name, same, wider string }{
		{"Redis 답변 캐시", "Redis 질문 캐시", "Redis 질의와 답변 캐시"},
		{"문서 수집 작업자", "문서 처리 담당자", "업무 문서 수집 작업자"},
		{"API 게이트웨이", "API 네트워크망", "공용 API 게이트웨이"},
		{"운영 대시보드", "감시 대시보드", "서비스 운영 대시보드"},
		{"키 교체 함수", "키 갱신 함수", "정기 암호 키 교체 함수"},
		{"수집 대기열", "문서 대기열", "업무 문서 수집 대기열"},
		{"계획 서비스", "기획 서비스", "사업 계획 질의 서비스"},
		{"상담 CRM", "고객 CRM", "고객 상담 이력 CRM"},
	}
	for _, test := range nightly.Of(names, 3) {
		if !strings.Contains(string(data), test.name) {
			t.Fatalf("System A has no %q", test.name)
		}
		for id, p := range pictures(t, strings.ReplaceAll(string(data), test.name, test.same)) {
			for node, box := range nodes(p) {
				if was := nodes(before[id])[node]; was != box {
					t.Errorf("%s → %s: %s in %s moves from %v to %v", test.name, test.same, node, id, was, box)
				}
			}
		}
		for id, p := range pictures(t, strings.ReplaceAll(string(data), test.name, test.wider)) {
			a, b := nodes(before[id]), nodes(p)
			for n := range a {
				for m := range a {
					if a[n].Right() <= a[m].X && b[m].Right() <= b[n].X ||
						a[n].Bottom() <= a[m].Y && b[m].Bottom() <= b[n].Y {
						t.Errorf("%s → %s: %s and %s in %s change sides", test.name, test.wider, n, m, id)
					}
				}
			}
		}
	}
}

// nodes are the boxes of a picture's nodes by id.
func nodes(p *scene.Picture) map[string]scene.Box {
	all := map[string]scene.Box{}
	for _, it := range p.Items {
		if it.Role == scene.Node {
			all[it.ID] = it.Box
		}
	}
	return all
}
