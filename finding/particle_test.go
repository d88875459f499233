package finding

import "testing"

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
		{"%q이(가) 없습니다", "mariadb", `"mariadb"이(가) 없습니다`},
		{"%s이(가)", "", "이(가)"},
	} {
		if got := Say("%s", c.ko, c.arg).Ko; got != c.want {
			t.Errorf("Say(%q, %q) = %q, want %q", c.ko, c.arg, got, c.want)
		}
	}
}
