package finding

import (
	"strings"
	"testing"
)

func TestParticles(t *testing.T) {
	for _, c := range []struct{ ko, arg, want string }{
		{"%q이(가) 없습니다", "모듈", `"모듈"이 없습니다`},
		{"%q이(가) 없습니다", "서비스", `"서비스"가 없습니다`},
		{"%s을(를) 지우십시오", "10", "10을 지우십시오"},
		{"%s을(를) 지우십시오", "a-2", "a-2를 지우십시오"},
		{"%s은(는) 없습니다", "경계", "경계는 없습니다"},
		{"%s과(와) 다릅니다", "값", "값과 다릅니다"},
		{"%s(으)로 가는", "서울", "서울로 가는"},
		{"%s(으)로 가는", "부산", "부산으로 가는"},
		{"%s(으)로 가는", "대구", "대구로 가는"},
		{"%q이(가) 없습니다", "mariadb", `"mariadb"가 없습니다`},
		{"%s이(가) 없습니다", "버킷(support-docs)", "버킷(support-docs)이 없습니다"},
		{"%s이(가) 없습니다", "(support-docs)", "(support-docs)가 없습니다"},
		{"%s이(가)", "", "가"},
		{"%s을(를) 넘음", "80%", "80%를 넘음"},
		{"%s을(를) 넘음", "1.0×", "1.0×를 넘음"},
		{"%s(으)로", "모듈B", "모듈B로"},
		{"%s(으)로", "서비스db 모듈", "서비스db 모듈로"},
		{"%s을(를)", "한글name", "한글name을"},
	} {
		if got := Say("%s", c.ko, c.arg).Ko; got != c.want {
			t.Errorf("Say(%q, %q) = %q, want %q", c.ko, c.arg, got, c.want)
		}
	}
}

// How Koreans read what engineers write in Latin letters, in the forms of 이/가 and
// 으로/로.
func TestParticlesAfterLatin(t *testing.T) {
	for _, c := range []struct {
		subject, direction string
		words              []string
	}{
		{"가", "로", strings.Fields(
			"planning-api S2 mariadb MariaDB qdrant VPC ai-vpc sg subnet-05b28013a7f3fe9ad cache Lambda queue storage " +
				"Fargate agent redirect server cloud log batch push auth task link network github store database redis " +
				"support HTTPS AWS gateway flow sync dump loop wait ai-dns index node hub m5.large-b0a")},
		{"이", "로", strings.Fields("URL module console table file terminal SQL CIDR Shell role")},
		{"이", "으로", strings.Fields(
			"ARN name zone volume bucket internet subnet secret stack webhook web job topic public backup app group keep " +
				"routing plan system timeout type VPN EFS-3 AM limit")},
	} {
		for _, word := range c.words {
			if got, want := Particles(word+"이(가) "+word+"(으)로"), word+c.subject+" "+word+c.direction; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	}
}
