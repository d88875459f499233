package parts

import (
	"testing"
	"testing/fstest"

	"asbuilt/finding"
	"asbuilt/model"
	"asbuilt/site/words"
)

func TestNamed(t *testing.T) {
	text := `
asbuilt: 1
name: x
elements:
  redis: {kind: elasticache, name: {ko: 답변 캐시, en: Answer cache}}
  docs: {kind: s3-bucket, name: {ko: 문서 버킷, en: Documents}}
  plain: {kind: s3-bucket}
connections:
  - {from: docs, to: redis, id: docs->redis}
`
	m, _, err := model.Load(fstest.MapFS{"architecture.yaml": {Data: []byte(text)}}, "architecture.yaml", model.Options{})
	if err != nil || m == nil {
		t.Fatal(err)
	}
	at := &Map{Model: m}
	for _, c := range []struct {
		lang          finding.Lang
		message, want string
	}{
		{finding.Korean, `"docs"가 열려 있습니다`, "문서 버킷(`docs`)이 열려 있습니다"},
		{finding.Korean, `"redis"로 갑니다`, "답변 캐시(`redis`)로 갑니다"},
		{finding.Korean, `"docs"(arn:x)의 것`, "문서 버킷(`docs`, arn:x)의 것"},
		{finding.Korean, `"redis": 꺼짐`, "답변 캐시(`redis`): 꺼짐"},
		{finding.Korean, `"docs"가격과 "docs"를.`, "문서 버킷(`docs`)가격과 문서 버킷(`docs`)을."},
		{finding.Korean, `"plain"과 "nobody"가 있습니다`, `"plain"과 "nobody"가 있습니다`},
		{finding.English, `"docs" is open`, "Documents (`docs`) is open"},
		{finding.English, `"docs" (arn:x) is open`, "Documents (`docs`, arn:x) is open"},
		{finding.English, `the way "docs->redis" is open`, "the way Documents → Answer cache (`docs->redis`) is open"},
	} {
		if got := at.From(words.In(c.lang), "", "index.html").Named(c.message); got != c.want {
			t.Errorf("%s: %s, want %s", c.message, got, c.want)
		}
	}
}
